"""The list that goes out: the people of the house and the trainings they followed, in a workbook that reads back.

Two sheets, one line per person and one per training and day. No cell can be a formula. Of who left, only her name and
her days there: where to reach her, what she does and her titles of today are for her employer of today.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from xlsxwriter import Workbook

from preau.foundation.accounts.actors import Actor
from preau.foundation.documents.workbooks.writing import fitting
from preau.law.qualification.titles import labels
from preau.law.words import listed
from preau.staff.access import present_among
from preau.staff.api import functions_on, titles_of
from preau.staff.models import EmploymentContract
from preau.training.importing.headings import FIELD_WORDS
from preau.training.models import RecordDay

MIME_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | Decimal | date | None
PEOPLE = (
    *("family_name", "given_name", "birth_date", "email", "phone", "function", "fte", "starts_on", "ends_on"),
    *("title", "title_on"),
)
TRAININGS = ("family_name", "given_name", "provider", "module", "day", "hours")
WIDTH = 22


def exported(actor: Actor) -> bytes:
    """Return the workbook of the house acted for: who works or worked there, what it entered for them. Few queries."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.combine(actor.today, time(), UTC)})
    _write(book, "Équipe", PEOPLE, _people(actor))
    _write(book, "Formations", TRAININGS, _trainings(actor))
    book.close()
    return stream.getvalue()


def _people(actor: Actor) -> Iterator[Sequence[Value]]:
    rows = EmploymentContract.objects.filter(organisation_id=actor.organisation_id or 0).select_related("person")
    last = {contract.person_id: contract for contract in rows.order_by("starts_on", "pk")}
    there = present_among(actor, last)
    functions, titles = functions_on(there, actor.today, actor.organisation_id), titles_of(there)
    for contract in sorted(last.values(), key=lambda one: (one.person.family_name, one.person.given_name, one.pk)):
        person = contract.person
        held = titles.get(person.pk, ())
        yield (
            *(person.family_name, person.given_name, person.birth_date),
            *((person.email, person.phone) if person.pk in there else ("", "")),
            listed(dict.fromkeys(one.words for one in functions.get(person.pk, ()))),
            *(contract.fte, contract.starts_on, contract.ends_on),
            labels()[held[-1].title] if held else "",
            held[-1].obtained if held else None,
        )


def _trainings(actor: Actor) -> Iterator[Sequence[Value]]:
    rows = RecordDay.objects.filter(
        record__entry__organisation_id=actor.organisation_id or 0, record__removed_at=None
    ).order_by("record__person__family_name", "record__person__given_name", "day", "pk")
    module = "record__entry__module__root__"
    columns = ("record__person__family_name", "record__person__given_name", f"{module}provider__root__name")
    yield from rows.values_list(*columns, f"{module}title", "day", "hours")


def _write(book: Workbook, name: str, fields: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    sheet, day = book.add_worksheet(name), book.add_format({"num_format": "dd/mm/yyyy"})
    bold = book.add_format({"bold": True})
    sheet.set_column(0, len(fields) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    for at, field in enumerate(fields):
        sheet.write_string(0, at, FIELD_WORDS[field], bold)
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, at, datetime.combine(value, time()), day)
            elif isinstance(value, Decimal):
                sheet.write_number(number, at, float(value))
            elif value:
                sheet.write_string(number, at, fitting(value))
