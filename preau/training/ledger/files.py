"""The papers made of the hours: the summary for the approval file (PDF, XLSX), the certificate of a person (PDF)."""

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.pdf import render_pdf
from preau.foundation.documents.workbooks.writing import fitting
from preau.law.training.ledger import TrainingWindow, WindowState
from preau.law.training.norms import RecordState
from preau.law.words import full_date, number
from preau.staff.models import StaffPerson
from preau.training.ledger.lines import Line
from preau.training.ledger.presenting import NEVER_AGAINST, STATES, Shown
from preau.training.ledger.summary import NAMES, PersonPeriods, Summary

TEMPLATES = Path(__file__).resolve().parent / "typst"
HEADS = (
    "Personne",
    "Fonction",
    "Période",
    "Du",
    "Au",
    "Heures dues",
    "Reconnues",
    "À valider (présumées valables)",
    "Non reconnues",
    "Manquent sans ce qui attend",
    "Manquent si tout est reconnu",
    "État",
)
WIDTHS = (28, 34, 30, 12, 12, 12, 12, 18, 14, 18, 18, 22)
PRESUMED = (
    "Les heures à valider attendent une décision de l’ONE : elles sont présumées valables, son retard n’est reproché à "
    "personne. Les heures non reconnues sont montrées à part, elles disent l’effort."
)

Cell = str | Decimal | datetime


def summary_pdf(summary: Summary) -> bytes:
    """Return the summary for the approval file as PDF."""
    data = {
        "house": summary.house,
        "day": full_date(summary.day),
        "since": full_date(summary.since),
        "since_words": "début de l’agrément" if summary.approved else "il y a cinq ans",
        "presumed": PRESUMED,
        "rows": [[*_words(row)] for row in _rows(summary)],
        "apart": [[one.member.colleague.name, one.member.functions, one.why] for one in summary.apart],
        "people": len(summary.counted),
        "enough": sum(1 for one in summary.counted if all(map(_presumed_enough, one.windows))),
    }
    return render_pdf(TEMPLATES / "summary.typ", data, f"Formation continue, {summary.house}", summary.author.now)


def _presumed_enough(window: TrainingWindow) -> bool:
    """Tell whether a period is not to be reproached: it runs, was closed, or has its hours, waiting ones presumed."""
    return window.state is not WindowState.NOT_MET


def summary_workbook(summary: Summary) -> bytes:
    """Return the summary for the approval file as XLSX: hours and days are numbers and dates, no cell a formula."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    created = summary.author.now.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": f"Formation continue, {summary.house}", "created": created})
    sheet = book.add_worksheet("Périodes")
    bold, plain = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    hours, days = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for column, head in enumerate(HEADS):
        sheet.set_column(column, column, WIDTHS[column])
        sheet.write_string(0, column, head, bold)
    sheet.freeze_panes(1, 1)
    about = f"Situation au {full_date(summary.day)}, périodes depuis le {full_date(summary.since)}."
    apart = [(one.member.colleague.name, one.member.functions, one.why) for one in summary.apart]
    for at, cells in enumerate((*_rows(summary), *apart, (), (PRESUMED,), (about,)), start=1):
        for column, value in enumerate(cells):
            if isinstance(value, Decimal):
                sheet.write_number(at, column, float(value), hours)
            elif isinstance(value, datetime):
                sheet.write_datetime(at, column, value, days)
            else:
                sheet.write_string(at, column, fitting(value), plain if len(cells) > 1 else None)
    book.close()
    return stream.getvalue()


def _rows(summary: Summary) -> Iterator[tuple[Cell, ...]]:
    for one in summary.counted:
        for window in one.windows:
            yield _row(one, window)


def _row(one: PersonPeriods, window: TrainingWindow) -> tuple[Cell, ...]:
    return (
        one.member.colleague.name,
        one.member.functions,
        NAMES[window.kind],
        datetime.combine(window.first_day, datetime.min.time()),
        datetime.combine(window.last_day, datetime.min.time()),
        Decimal(window.required),
        window.recognised,
        window.pending,
        window.refused,
        window.missing,
        max(Decimal(0), window.missing - window.pending),
        STATES[window.state][0],
    )


def _words(row: Iterable[Cell]) -> Iterator[str]:
    for value in row:
        if isinstance(value, Decimal):
            yield number(value)
        else:
            yield f"{value:%d/%m/%Y}" if isinstance(value, datetime) else value


# -- the certificate of a person -------------------------------------------------------------------
_STATES = {
    RecordState.VALIDATED: "reconnue",
    RecordState.TO_VALIDATE: "à valider",
    RecordState.REFUSED: "non reconnue",
}


def certificate_pdf(actor: Actor, person: StaffPerson, shown: Shown, lines: Iterable[Line]) -> bytes:
    """Return the hours of a person as PDF, dated: what it is, her periods, each training."""
    data = {
        "name": str(person),
        "day": full_date(actor.today),
        "function": shown.function,
        "since": full_date(shown.since) if shown.since else "",
        "why": shown.reading.why,
        "never_against": NEVER_AGAINST,
        "windows": [_certified(one.law) for one in shown.windows],
        "lines": [[one.in_words, one.module, one.provider, number(one.hours), _STATES[one.state]] for one in lines],
    }
    return render_pdf(TEMPLATES / "certificate.typ", data, f"Heures de formation de {person}", actor.now)


def _certified(window: TrainingWindow) -> list[str]:
    return [
        f"{full_date(window.first_day)} au {full_date(window.last_day)}",
        f"{window.required} h",
        number(window.recognised),
        number(window.pending),
        number(window.refused),
        STATES[window.state][0],
    ]
