"""Which facts a cell gives, by what its column holds: of an operator, of a place, of a period."""

from collections.abc import Callable
from typing import Any, NamedTuple

from preau.operators.importing import addresses, values
from preau.operators.importing.drafts import At, Draft, Notes
from preau.operators.importing.headings import Column
from preau.operators.importing.labels import FIELD_WORDS
from preau.operators.importing.unread import Unread
from preau.operators.models import CareOperator, CarePeriod, LegalForm, Meals, PlaceAccess

Facts = dict[str, Any]
Reader = Callable[[Any, str], Facts]
LEFT = "left"  # what of the cell is not taken
CONTACT_NAME = "person_in_charge"
SOFT = frozenset({CONTACT_NAME, "website"})  # several in a list are no fault: none of them is then the operator's


BROKEN = frozenset(
    ["#REF!", "#N/A", "#VALUE!", "#VALEUR!", "#NAME?", "#NOM?", "#DIV/0!", "#NULL!", "#NUM!", "#NOMBRE!"]
)  # what a formula that gives nothing shows


class Cell(NamedTuple):
    """One cell of a line: its column, what that one holds, the value, the text a person reads, where it stands."""

    position: int
    column: Column
    value: Any
    text: str
    at: At


def read_cell(reader: Reader, draft: Draft, cell: Cell, notes: Notes) -> Facts:
    """Return what a cell tells; nothing, and an error on the draft, when it cannot be understood."""
    if cell.text in BROKEN:
        sentence = f"la formule de cette cellule ne donne rien ({cell.text}). Écrivez la valeur."
        draft.wrong(notes, cell.at, cell.text, FIELD_WORDS[cell.column.field], sentence)
        return {}
    if cell.column.field == "ages" and values.ages_in_words(cell.text):
        sentence = (
            "« maternelle » est lu de 2 ans et demi à 6 ans, « primaire » de 6 à 12 ans. Partout dans cette liste."
        )
        notes.once("ages", cell.at.sheet, cell.at.cell, cell.text, sentence)
    try:
        return reader(cell.value, cell.text)
    except Unread as wrong:
        draft.wrong(notes, cell.at, cell.text, wrong.expected, wrong.sentence)
        return {}


def text_of(name: str, most: int) -> Reader:
    """Return a reader of a text of at most `most` characters."""

    def read(_: Any, text: str) -> Facts:
        if len(text) > most:
            sentence = f"ce texte a {len(text)} caractères ; {most} sont permis. Raccourcissez-le."
            raise Unread(sentence, f"au plus {most} caractères")
        return {name: " ".join(text.split()) if most <= 200 else text}

    return read


def plain_of(name: str, reader: Callable[[str], Any]) -> Reader:
    """Return a reader of the text alone."""
    return lambda _, text: {name: reader(text)}


def typed_of(name: str, reader: Callable[[Any, str], Any]) -> Reader:
    """Return a reader of the value and its text."""
    return lambda value, text: {name: reader(value, text)}


def choice_of(name: str, choices: Any, wordings: str = "") -> Reader:
    """Return a reader of one of some words."""
    known = {str(value): str(label) for value, label in choices}
    return lambda _, text: {name: values.one_of(text, known, wordings)}


def _address(prefix: str = "") -> Reader:
    long = text_of(f"{prefix}street", 150)

    def read(value: Any, text: str) -> Facts:
        if values.is_unknown(text):
            return {}
        street, code, locality = addresses.address(text)
        found = {f"{prefix}postal_code": code, f"{prefix}locality": locality[:80]} if code else {}
        return {**long(value, street), **found}

    return read


def _postal_locality(_: Any, text: str) -> Facts:
    if values.is_unknown(text):
        return {}
    code, locality = addresses.postal_locality(text)
    return {"postal_code": code, "locality": locality[:80]}


def _phones(name: str) -> Reader:
    def read(_: Any, text: str) -> Facts:
        found = addresses.contact(text).phones
        if len(found) < 2:
            return {name: addresses.phone(text)}
        return {name: addresses.phone(found[0]), LEFT: ", ".join(found[1:])}

    return read


def _emails(name: str) -> Reader:
    def read(_: Any, text: str) -> Facts:
        found = addresses.contact(text).emails
        if len(found) < 2:
            return {name: addresses.email(text)}
        return {name: addresses.email(found[0]), LEFT: ", ".join(found[1:])}

    return read


def _contact(_: Any, text: str) -> Facts:
    if values.is_unknown(text):
        return {}
    found = addresses.contact(text)
    facts: Facts = {CONTACT_NAME: found.name[:150]}
    if found.phones:
        facts["phone"] = addresses.phone(found.phones[0])
    if found.emails:
        facts["email"] = addresses.email(found.emails[0])
    left = [*found.phones[1:], *found.emails[1:]]
    return {**facts, LEFT: ", ".join(left)} if left else facts


def _ages(value: Any, text: str) -> Facts:
    youngest, oldest = values.ages(value, text)
    return {"youngest_months": youngest, "oldest_months": oldest}


def _point(_: Any, text: str) -> Facts:
    found = values.point(text)
    return {"latitude": found[0], "longitude": found[1]} if found else {}


def _name(name: str, most: int) -> Reader:
    long = text_of(name, most)
    return lambda value, text: {} if values.is_unknown(text) else long(value, text)


OPERATOR: dict[str, Reader] = {
    "operator_ref": text_of("operator_ref", 80),
    "body": text_of("body_name", 200),
    "enterprise_number": plain_of("enterprise_number", addresses.enterprise_number),
    "legal_form": choice_of("legal_form", LegalForm.choices, "legal_forms"),
    "operator_kind": choice_of("kind", CareOperator.Kind.choices),
    "responsible": _name(CONTACT_NAME, 150),
    "body_street": _address("body_"),
    "body_postal_code": plain_of("body_postal_code", addresses.postal_code),
    "body_locality": _name("body_locality", 80),
    "body_phone": _phones("body_phone"),
    "body_email": _emails("body_email"),
    "body_website": plain_of("body_website", addresses.website),
    "operator_phone": _phones("operator_phone"),
    "operator_email": _emails("operator_email"),
    "website": plain_of("website", addresses.website),
    "in_cle": plain_of("in_cle", values.yes_no),
    "wants_approval": plain_of("wants_approval", values.yes_no),
    "subsidies": text_of("subsidies", 20_000),
    "informs_by_website": plain_of("informs_by_website", values.yes_no),
    "informs_by_rules": plain_of("informs_by_rules", values.yes_no),
}
PLACE: dict[str, Reader] = {
    "place_ref": text_of("external_id", 80),
    "school": _name("school_name", 200),
    "in_school": plain_of("in_school", values.yes_no),
    "street": _address(),
    "street_number": text_of("street_number", 20),
    "postal_code": plain_of("postal_code", addresses.postal_code),
    "locality": _name("locality", 80),
    "commune": _name("commune", 80),
    "postal_locality": _postal_locality,
    "phone": _phones("phone"),
    "email": _emails("email"),
    "contact": _contact,
    "capacity": plain_of("capacity", values.whole),
    "ages": _ages,
    "age_from": typed_of("youngest_months", values.age),
    "age_to": typed_of("oldest_months", values.age),
    "access": choice_of("access", PlaceAccess.choices, "access"),
    "outdoor": plain_of("outdoor", values.yes_no),
    "meals": choice_of("meals", Meals.choices, "meals"),
    "premises": text_of("premises", 20_000),
    "latitude": plain_of("latitude", values.degrees),
    "longitude": plain_of("longitude", values.degrees),
    "point": _point,
    "opened_on": typed_of("opened_on", values.day),
}
PERIOD: dict[str, Reader] = {
    "breaks": plain_of("holidays", values.breaks),
    "first_day": typed_of("first_day", values.day),
    "last_day": typed_of("last_day", values.day),
    "period_capacity": plain_of("capacity", values.whole),
    "period_age_from": typed_of("youngest_months", values.age),
    "period_age_to": typed_of("oldest_months", values.age),
    "is_new": plain_of("is_new", values.yes_no),
    "expected_under_six": plain_of("expected_under_six", values.whole),
    "expected_six_and_over": plain_of("expected_six_and_over", values.whole),
    "workers": plain_of("workers", values.whole),
    "workers_last_year": plain_of("workers_last_year", values.whole),
    "second_adult": choice_of("second_adult", CarePeriod._meta.get_field("second_adult").choices or ()),
}
# In a list with a line per period or per day, these are told of the period.
BY_LINE = frozenset({"capacity", "ages", "age_from", "age_to"})
# In a table of operators alone, what is written there is of the operator, and its address that of its seat.
OF_OPERATORS = {
    "street": "body_street",
    "postal_code": "body_postal_code",
    "locality": "body_locality",
    "commune": "body_locality",
    "phone": "operator_phone",
    "email": "operator_email",
}
