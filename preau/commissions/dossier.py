"""The file of the CCA for ONE (PDF), and the list of its members (XLSX)."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from xlsxwriter import Workbook

from preau.commissions.members import COMPONENT_NAMES, Roll
from preau.commissions.models import CcaMember
from preau.commissions.seats import Seat
from preau.foundation.documents.pdf import render_pdf
from preau.law.words import full_date

TEMPLATE = Path(__file__).resolve().parent / "typst" / "dossier.typ"
HEADS = ("Composante", "Siège", "Membre effectif", "Organisation", "Mandat depuis le", "Suppléant", "Organisation")
ADDRESSES = ("Adresse du membre", "Adresse du suppléant")
WIDTHS = (34, 7, 28, 34, 16, 28, 34, 30, 30)


def dossier_pdf(roll: Roll, seats: list[Seat], now: datetime) -> bytes:
    """Return the file ONE asks for: members with who mandates them, a comment per component. No address in it."""
    day = timezone.localdate(now)
    data = {
        "zone": str(roll.cca.zone),
        "communes": ", ".join(one.name for one in roll.communes),
        "day": full_date(day),
        "facts": _facts(roll),
        "components": [_component(roll, number, seats) for number in sorted(roll.components)],
        "advisers": [[one.full_name, one.get_kind_display(), one.organisation] for one in roll.advisers_on(day)],
        "seats_each": roll.cca.seats_each,
        "seated": len(seats),
        "substitutes": sum(seat.substitute is not None for seat in seats),
    }
    return render_pdf(TEMPLATE, data, f"Dossier de la CCA, {roll.cca.zone}", now)


def _facts(roll: Roll) -> list[list[str]]:
    cca = roll.cca
    chair = str(cca.chair) if cca.chair else "à désigner"
    dated = (
        ("Commission d’agrément informée le", cca.commission_informed_on),
        ("Première réunion le", cca.first_meeting_on),
        ("Règlement d’ordre intérieur adopté le", cca.house_rules_adopted_on),
        ("Dernières élections communales le", cca.last_election_on),
    )
    return [["Présidence", chair], *([label, full_date(day) if day else "non communiqué"] for label, day in dated)]


def _component(roll: Roll, number: int, seats: list[Seat]) -> dict[str, Any]:
    row = roll.components[number]
    return {
        "number": number,
        "name": COMPONENT_NAMES[number],
        "absent": row.get_absent_display() if row.absent else "",
        "comment": row.comment,
        "members": [
            [
                str(seat.first.rank),
                *_named(seat.effective, seat.first),
                *(_named(seat.substitute, seat.first) if seat.substitute else ("à désigner", "")),
            ]
            for seat in seats
            if seat.first.component.number == number
        ],
    }


def _named(member: CcaMember, first: CcaMember) -> tuple[str, str]:
    return member.full_name, member.organisation or first.organisation


def list_workbook(roll: Roll, seats: list[Seat], now: datetime, *, addresses: bool) -> bytes:
    """Return the list of the members as XLSX; with their addresses for who writes to them alone."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"CCA, {roll.cca.zone}", "created": now.astimezone(UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("CCA")
    bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    heads = HEADS + ADDRESSES if addresses else HEADS
    for column, head in enumerate(heads):
        sheet.set_column(column, column, WIDTHS[column])
        sheet.write_string(0, column, head, bold)
    sheet.freeze_panes(1, 0)
    for row, cells in enumerate(_rows(seats, addresses=addresses), start=1):
        for column, words in enumerate(cells):
            sheet.write_string(row, column, words, wrapped)
    book.close()
    return stream.getvalue()


def _rows(seats: list[Seat], *, addresses: bool) -> Iterator[tuple[str, ...]]:
    for seat in seats:
        number = seat.first.component.number
        second = _named(seat.substitute, seat.first) if seat.substitute else ("", "")
        cells = (
            f"{number}. {COMPONENT_NAMES[number]}",
            str(seat.first.rank),
            *_named(seat.effective, seat.first),
            full_date(seat.first.mandate_from),
            *second,
        )
        emails = (seat.effective.email, seat.substitute.email if seat.substitute else "")
        yield cells + emails if addresses else cells
