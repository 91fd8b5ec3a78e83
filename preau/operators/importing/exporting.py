"""Lists that go out: the operators and places of a zone as they are declared, or one's own as they are described.

The workbook reads back the same (`reader.read_list`): one sheet per kind of thing, each line with its operator, its
place and its period. No cell can be a formula. The text file has a line per place and stretch of hours.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.models import MIME_TYPES as FILE_TYPES
from preau.foundation.documents.models import FileKind
from preau.foundation.documents.workbooks.writing import csv_bytes, fitting
from preau.foundation.territory.models import Municipality
from preau.law.care_offer import UNIT_WORDS, CarePeriodKind, FeeUnit
from preau.law.hours_of_day import hour
from preau.law.travel import WORDS as TRAVEL_WORDS
from preau.law.travel import TravelMode
from preau.law.words import WEEKDAYS, full_date
from preau.operators.api import declared_in
from preau.operators.description import BodyText, Description, PeriodText, PlaceText, place_text
from preau.operators.importing.access import zone_acted_for
from preau.operators.importing.labels import FIELD_WORDS
from preau.operators.models import (
    CareActivity,
    CareOperator,
    CarePeriod,
    CarePlace,
    FeeReduction,
    LegalForm,
    PlaceAccess,
)
from preau.operators.models import Meals as MealsChoice
from preau.operators.places.reading import age_words

MIME_TYPES = {"xlsx": FILE_TYPES[FileKind.XLSX], "csv": "text/csv; charset=utf-8"}
Value = str | int | Decimal | date | None
Row = Sequence[Value]
_SECOND_ADULT = dict(CarePeriod._meta.get_field("second_adult").choices or ())
_LINK = ("operator_ref", "operator")
_PLACE_LINK = (*_LINK, "place_number", "place")
_PERIOD_LINK = (*_PLACE_LINK, "period_number", "period", "period_label")
_BODY = {
    "body": "name",
    "enterprise_number": "enterprise_number",
    "legal_form": "legal_form",
    "responsible": "person_in_charge",
    "body_street": "street",
    "body_postal_code": "postal_code",
    "body_locality": "locality",
    "body_phone": "phone",
    "body_email": "email",
    "body_website": "website",
}
_OPERATOR = {
    "operator_kind": "kind",
    "operator_phone": "phone",
    "operator_email": "email",
    "website": "website",
    "subsidies": "subsidies",
    **{name: name for name in ("in_cle", "wants_approval", "informs_by_website", "informs_by_rules")},
}
_PLACE = {
    "place_ref": "external_id",
    "street": "street",
    "postal_code": "postal_code",
    "locality": "locality",
    "commune": "nis",
    "school": "school_name",
    "in_school": "in_school",
    "capacity": "capacity",
    "age_from": "youngest_months",
    "age_to": "oldest_months",
    "access": "access",
    "outdoor": "outdoor",
    "meals": "meals",
    "premises": "premises",
    "latitude": "latitude",
    "longitude": "longitude",
    "phone": "phone",
    "email": "email",
    "opened_on": "opened_on",
}
_PERIOD = {
    "breaks": "holidays",
    "first_day": "first_day",
    "last_day": "last_day",
    "period_capacity": "capacity",
    "period_age_from": "youngest_months",
    "period_age_to": "oldest_months",
    "is_new": "is_new",
    "expected_under_six": "expected_under_six",
    "expected_six_and_over": "expected_six_and_over",
    "workers": "workers",
    "workers_last_year": "workers_last_year",
    "second_adult": "second_adult",
}
_ACTIVITY = {"activity": "title", "activity_subject": "subject", "activity_is_new": "is_new"}
_FEE = {
    "activity": "activity",
    "fee": "amount",
    "fee_unit": "unit",
    "fee_elsewhere": "elsewhere",
    "fee_includes": "includes",
    "fee_derogation": "derogation",
    "fee_derogation_on": "derogation_on",
}
_TRANSFER = {
    "transfer_school": "school_name",
    "transfer_mode": "mode",
    "transfer_minutes": "minutes",
    "transfer_supervised": "supervised",
    "transfer_supervision": "supervision",
    "transfer_inside": "inside_zone",
    "transfer_consent": "consent",
}
_CLOSURE = {"closure_first": "first_day", "closure_last": "last_day", "closure_reason": "reason"}
_REDUCTION = {
    "reduction_ground": "ground",
    "reduction_words": "words",
    "reduction_percent": "percent",
    "reduction_amount": "amount",
}
_WORDS: dict[str, dict[str, str]] = {
    "legal_form": {str(value): str(label) for value, label in LegalForm.choices},
    "operator_kind": {str(value): str(label) for value, label in CareOperator.Kind.choices},
    "access": {str(value): str(label) for value, label in PlaceAccess.choices if value},
    "meals": {str(value): str(label) for value, label in MealsChoice.choices if value},
    "second_adult": {str(value): str(label) for value, label in _SECOND_ADULT.items()},
    "activity_subject": {str(value): str(label) for value, label in CareActivity.Subject.choices},
    "fee_unit": {str(unit): UNIT_WORDS[unit] for unit in FeeUnit},
    "transfer_mode": {str(mode): TRAVEL_WORDS[mode] for mode in TravelMode},
    "reduction_ground": {str(value): str(label) for value, label in FeeReduction.Ground.choices},
}
_AGES = frozenset({"age_from", "age_to", "period_age_from", "period_age_to"})
WIDE = frozenset({"operator", "place", "body", "street", "premises", "subsidies", "school", "email", "body_email"})


def exported(actor: Actor, extension: str) -> bytes:
    """Return the list of the operators of `actor` as a file of MIME_TYPES: drafts of one's own, declared of others."""
    zone = zone_acted_for(actor)
    if actor.role == Role.ATL_COORDINATOR:
        found = [text for _, text in declared_in(zone, actor.today)] if zone else []
        title = f"Lieux d’accueil déclarés, {zone}, le {full_date(actor.today)}"
    else:
        found = list(_own(actor))
        title = f"Nos lieux d’accueil, tels que décrits le {full_date(actor.today)}"
    return xlsx(found, title, actor.now) if extension == "xlsx" else csv_bytes(_csv_lines(found))


def _own(actor: Actor) -> Iterator[Description]:
    """Yield one's own operators as they are described now. The same few queries whatever their number."""
    operators = CareOperator.objects.described_by(actor).select_related("body__organisation")
    places: dict[int, list[PlaceText]] = {}
    rows = CarePlace.objects.open().filter(operator__in=operators).select_related("municipality")
    lists = ("transfers", "closures", "reductions", "periods__hours", "periods__activities", "periods__fees__activity")
    for row in rows.prefetch_related(*lists):
        places.setdefault(row.operator_id, []).append(place_text(row))
    for operator in operators:
        body = {name: getattr(operator.body, name) for name in _BODY.values() if name != "name"}
        yield Description(
            name=operator.name,
            body=BodyText(name=operator.body.organisation.name, **body),
            **{name: getattr(operator, name) for name in _OPERATOR.values()},
            places=tuple(places.get(operator.pk, ())),
        )


def xlsx(found: Sequence[Description], title: str, now: datetime) -> bytes:
    """Return the operators and all that is known of their places as a workbook."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "author": "Préau", "created": now.astimezone(UTC).replace(tzinfo=None)})
        sheets = Sheets(book)
        communes = {one.nis: one.name for one in Municipality.objects.filter(nis__in=_nis(found))}
        sheets.write("Opérateurs", title, (*_LINK, *_BODY, *_OPERATOR), _operators(found))
        sheets.write("Lieux", title, (*_PLACE_LINK, *_PLACE), _places(found, communes))
        sheets.write("Horaires", title, (*_PERIOD_LINK, "day", "start", "end", *_PERIOD), _hours(found))
        sheets.write("Activités", title, (*_PERIOD_LINK, *_ACTIVITY), _activities(found))
        sheets.write("Tarifs", title, (*_PERIOD_LINK, *_FEE), _fees(found))
        sheets.write("Déplacements", title, (*_PLACE_LINK, *_TRANSFER), _held(found, "transfers", _TRANSFER))
        sheets.write("Fermetures", title, (*_PLACE_LINK, *_CLOSURE), _held(found, "closures", _CLOSURE))
        sheets.write("Réductions", title, (*_PLACE_LINK, *_REDUCTION), _held(found, "reductions", _REDUCTION))
    return out.getvalue()


def _nis(found: Iterable[Description]) -> set[str]:
    return {place.nis for operator in found for place in operator.places}


class Sheets:
    """Writes sheets of lines under their headings."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E1ECE6", "border": 1}
        )
        # Text format: a spreadsheet would turn « 3-12 » typed here into the third of December.
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self.number = book.add_format({"valign": "top"})

    def write(self, name: str, title: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Write a sheet: the title, a blank row, the headings, the lines."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, title, self.title)
        sheet.freeze_panes(3, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, 28 if column in WIDE else 15, self.text)
            sheet.write_string(2, at, heading_of(column), self.head)
        sheet.set_row(2, 32)
        for line, row in enumerate(rows, start=3):
            for position, value in enumerate(row):
                self._cell(sheet, line, position, value)

    def _cell(self, sheet: Worksheet, line: int, position: int, value: Value) -> None:
        """Write a value as what it is: a text is never a formula, whatever its first character."""
        match value:
            case None | "":
                pass
            case str():
                sheet.write_string(line, position, fitting(value), self.text)
            case date():
                sheet.write_datetime(line, position, datetime.combine(value, time()), self.day)
            case _:
                sheet.write_number(line, position, float(value), self.number)


def heading_of(column: str) -> str:
    """Return the heading under which the reader knows a column."""
    return {"start": "De", "end": "À"}.get(column) or FIELD_WORDS[column]


def _said(row: object, columns: dict[str, str]) -> Iterator[Value]:
    for column, name in columns.items():
        value = getattr(row, name)
        if isinstance(value, bool):
            yield ("oui" if value else "non") if not column.endswith("is_new") else ("oui" if value else None)
        elif column in _AGES:
            yield age_words(value)
        elif column in _WORDS:
            yield _WORDS[column].get(value, value)
        elif isinstance(value, tuple):
            yield ", ".join(value)
        else:
            yield value


def _operators(found: Iterable[Description]) -> Iterator[Row]:
    for number, text in enumerate(found, start=1):
        yield (number, text.name, *_said(text.body, _BODY), *_said(text, _OPERATOR))


def _each_place(found: Iterable[Description]) -> Iterator[tuple[Row, PlaceText]]:
    for number, text in enumerate(found, start=1):
        for rank, place in enumerate(text.places, start=1):
            yield (number, text.name, rank, place.name), place


def _each_period(found: Iterable[Description]) -> Iterator[tuple[Row, PeriodText]]:
    for link, place in _each_place(found):
        for rank, period in enumerate(place.periods, start=1):
            yield (*link, rank, CarePeriodKind(period.kind).words, period.label), period


def _places(found: Iterable[Description], communes: dict[str, str]) -> Iterator[Row]:
    at = list(_PLACE).index("commune")
    for link, place in _each_place(found):
        said = list(_said(place, _PLACE))
        said[at] = communes.get(place.nis, place.nis)
        yield (*link, *said)


def _hours(found: Iterable[Description]) -> Iterator[Row]:
    for link, period in _each_period(found):
        said = tuple(_said(period, _PERIOD))
        for one in period.hours:
            yield (*link, WEEKDAYS[one.weekday].capitalize(), hour(one.starts), hour(one.ends), *said)
        if not period.hours:
            yield (*link, None, None, None, *said)


def _activities(found: Iterable[Description]) -> Iterator[Row]:
    for link, period in _each_period(found):
        for one in period.activities:
            yield (*link, *_said(one, _ACTIVITY))


def _fees(found: Iterable[Description]) -> Iterator[Row]:
    for link, period in _each_period(found):
        for one in period.fees:
            yield (*link, *_said(one, _FEE))


def _held(found: Iterable[Description], name: str, columns: dict[str, str]) -> Iterator[Row]:
    for link, place in _each_place(found):
        for one in getattr(place, name):
            yield (*link, *_said(one, columns))


CSV_HEAD = (
    *("Opérateur", "Lieu", "Adresse", "Code postal", "Localité", "Téléphone", "Courriel", "Capacité"),
    *("Dès l’âge de", "Jusqu’à l’âge de", "Période", "Précision", "Jour", "De", "À"),
)


def _csv_lines(found: Iterable[Description]) -> Iterator[Sequence[str | int]]:
    """Yield the headings, then a line per place and stretch of hours."""
    yield CSV_HEAD
    for operator in found:
        for place in operator.places:
            own = (operator.name, place.name, place.street, place.postal_code, place.locality, place.phone, place.email)
            for period in place.periods or (None,):
                yield from _csv_period(own, place, period)


def _csv_period(own: Sequence[str], place: PlaceText, period: PeriodText | None) -> Iterator[Sequence[str | int]]:
    facts = [getattr(one, name) for name in ("capacity", "youngest_months", "oldest_months") for one in (place,)]
    if period is not None:
        told = (period.capacity, period.youngest_months, period.oldest_months)
        facts = [ours if ours is not None else theirs for ours, theirs in zip(told, facts, strict=True)]
    line = (*own, "" if facts[0] is None else facts[0], age_words(facts[1]), age_words(facts[2]))
    if period is None:
        yield (*line, "", "", "", "", "")
        return
    named = (*line, CarePeriodKind(period.kind).words, period.label)
    for one in period.hours:
        yield (*named, WEEKDAYS[one.weekday], hour(one.starts), hour(one.ends))
    if not period.hours:
        yield (*named, "", "", "")
