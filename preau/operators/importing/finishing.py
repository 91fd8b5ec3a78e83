"""From the drafts of a list to the texts of its operators and places, and what does not hold together in them."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from preau.foundation.documents.workbooks.notes import quoted
from preau.law.care_offer import CarePeriodKind
from preau.operators.description import BodyText, PeriodText, PlaceText
from preau.operators.importing.drafts import Draft, Notes, OperatorDraft, PeriodDraft, PlaceDraft
from preau.operators.importing.facts import CONTACT_NAME
from preau.operators.importing.proposal import NO_COMMUNE, ReadOperator, ReadPlace
from preau.operators.offer.checking import blocking, check_period

_IN_THE_WEEK = attrgetter("weekday", "starts")
AGES = ("youngest_months", "oldest_months")
LIFTED = (("capacity",), AGES)  # told alike of all its periods, it is of the place
OWN = frozenset(PlaceText.__struct_fields__) - {"name", "nis", "key", "street"}
PERIOD = frozenset(PeriodText.__struct_fields__) - {"hours", "fees", "activities"}
BODY = {
    "enterprise_number": "enterprise_number",
    "legal_form": "legal_form",
    "body_street": "street",
    "body_postal_code": "postal_code",
    "body_locality": "locality",
    CONTACT_NAME: "person_in_charge",
    "body_phone": "phone",
    "body_email": "email",
    "body_website": "website",
}
OPERATOR = {
    "kind": "kind",
    "operator_phone": "phone",
    "operator_email": "email",
    "website": "website",
    **{name: name for name in ("in_cle", "wants_approval", "subsidies", "informs_by_website", "informs_by_rules")},
}


def operators_of(drafts: list[OperatorDraft], notes: Notes) -> Iterator[ReadOperator]:
    """Yield the operators of a list, in order, each with its places."""
    for number, draft in enumerate(drafts, start=1):
        places = tuple(
            _place(f"o{number}p{rank}", place, notes) for rank, place in enumerate(draft.places.values(), start=1)
        )
        if not places:
            sentence = f"aucun lieu n’est donné pour {quoted(draft.name)}."
            notes.remark(draft.at.sheet, draft.at.cell, draft.name, sentence)
        facts = draft.facts
        yield ReadOperator(
            id=f"o{number}",
            name=draft.name,
            body=BodyText(
                name=facts.get("body_name", draft.name),
                **{to: facts[name] for name, to in BODY.items() if name in facts},
            ),
            **{to: facts[name] for name, to in OPERATOR.items() if name in facts},
            sheet=draft.at.sheet,
            cell=draft.at.cell,
            cells=_cells(draft),
            errors=draft.errors,
            places=places,
        )


def _cells(draft: Draft) -> dict[str, str]:
    """Return the cell of each fact, with its sheet when it is not that of the draft."""
    return {
        name: at.cell if at.sheet == draft.at.sheet else f"{at.sheet}!{at.cell}" for name, at in draft.cells.items()
    }


def _place(key: str, draft: PlaceDraft, notes: Notes) -> ReadPlace:
    drafts = list(draft.periods.values())
    _share(draft, drafts)
    for period in drafts:
        _check_ages(period, draft, notes)
    _check_ages(draft, draft, notes)
    periods = tuple(_period(period, draft) for period in drafts)
    _check_hours(draft, drafts, periods, notes)
    _leave_without_period(draft, drafts, notes)
    facts = draft.facts
    street = " ".join(part for part in (facts.get("street", ""), facts.get("street_number", "")) if part)
    point = facts.get("latitude") is not None and facts.get("longitude") is not None
    held: dict[str, Any] = {name: facts[name] for name in OWN if name in facts}
    if not point:
        held.pop("latitude", None)
        held.pop("longitude", None)
    text = PlaceText(
        name=draft.name,
        nis=NO_COMMUNE,
        street=street[:150],
        **held,
        periods=periods,
        transfers=draft.transfers,
        closures=draft.closures,
        reductions=draft.reductions,
    )
    return ReadPlace(
        id=key,
        text=text,
        sheet=draft.at.sheet,
        cell=draft.at.cell,
        commune=facts.get("commune", ""),
        cells=_cells(draft) | _hours_cells(draft),
        errors=tuple(dict.fromkeys([*draft.errors, *(error for period in drafts for error in period.errors)])),
    )


def _hours_cells(draft: PlaceDraft) -> dict[str, str]:
    cells = {at.cell: True for period in draft.periods.values() for at in period.hours.values()}
    return {"hours": ", ".join(list(cells)[:10])} if cells else {}


def _share(place: PlaceDraft, periods: list[PeriodDraft]) -> None:
    """Let the place say once what all its periods say alike, and give each the prices asked for in all of them."""
    if not place.numbered:
        for names in LIFTED:
            _lift(place, periods, names)
    if place.fees:
        for period in periods:
            known = {(fee.unit, fee.activity, fee.includes) for fee in period.fees}
            shared = (fee for fee in place.fees if (fee.unit, fee.activity, fee.includes) not in known)
            period.fees = (*shared, *period.fees)
    if len(periods) == 1:
        periods[0].activities = place.activities + periods[0].activities
        place.activities = ()


def _lift(place: PlaceDraft, periods: list[PeriodDraft], names: tuple[str, ...]) -> None:
    """Move what all the periods of a place say alike to the place, which says nothing of it itself."""
    first = [periods[0].facts.get(name) for name in names] if periods else []
    if not any(first) or any(name in place.facts for name in names):
        return
    if all([period.facts.get(name) for name in names] == first for period in periods):
        for period in periods:
            for name in names:
                if name in period.facts:
                    place.facts[name] = period.facts.pop(name)
                    place.cells.setdefault(name, period.cells[name])


def _check_ages(draft: Draft, place: PlaceDraft, notes: Notes) -> None:
    youngest, oldest = (draft.facts.get(name) for name in AGES)
    if youngest is None or oldest is None or oldest > youngest:
        return
    at = draft.cells["oldest_months"]
    sentence = "le second âge doit être plus grand que le premier. Corrigez l’un des deux."
    place.wrong(notes, at, f"{oldest} mois", "un âge plus grand que le premier", sentence)
    del draft.facts["oldest_months"]


def _period(draft: PeriodDraft, place: PlaceDraft) -> PeriodText:
    facts = {name: draft.facts[name] for name in PERIOD if name in draft.facts}
    fees = draft.fees
    if any(fee.activity for fee in fees):
        titles = {activity.title for activity in draft.activities}
        fees = tuple(fee if fee.activity in titles else replace(fee, activity="") for fee in fees)
    if facts.get("first_day") and facts.get("last_day") and facts["last_day"] < facts["first_day"]:
        del facts["last_day"]
    return PeriodText(
        **facts,
        hours=tuple(sorted(draft.hours, key=_IN_THE_WEEK)),
        activities=draft.activities,
        fees=fees,
    )


def _check_hours(place: PlaceDraft, drafts: list[PeriodDraft], periods: tuple[PeriodText, ...], notes: Notes) -> None:
    """Tell what a page would not save: hours of two periods that overlap for the same children."""
    if place.numbered or not _any_overlap(drafts):
        return
    for rank, (draft, period) in enumerate(zip(drafts, periods, strict=True)):
        for finding in blocking(check_period(period, periods[:rank])):
            hours = next((one for one in draft.hours if one.weekday == finding.weekday), None)
            at = draft.hours[hours] if hours else draft.at
            words = CarePeriodKind(period.kind).words
            place.wrong(notes, at, words, "des heures qui ne se chevauchent pas", finding.sentence)


def _any_overlap(drafts: list[PeriodDraft]) -> bool:
    """Tell whether some hours overlap at all: for most places there is nothing more to look at."""
    ends: dict[int, int] = {}
    for one in sorted((hours for draft in drafts for hours in draft.hours), key=_IN_THE_WEEK):
        if one.starts < ends.get(one.weekday, 0):
            return True
        ends[one.weekday] = one.ends
    return False


def _leave_without_period(place: PlaceDraft, periods: list[PeriodDraft], notes: Notes) -> None:
    """Tell of prices and activities that no period takes."""
    if place.fees and not periods:
        at = place.cells.get("fee", place.at)
        notes.leave(at.sheet, at.cell, place.name, "ce prix n’est pas repris : aucune période de ce lieu n’est connue.")
    if place.activities:
        titles = ", ".join(activity.title for activity in place.activities)
        which = "aucune période n’est connue" if not periods else "ce lieu a plusieurs périodes"
        sentence = f"ces activités ne sont pas reprises, {which} : {quoted(titles)}."
        notes.leave(place.at.sheet, place.at.cell, titles, sentence)
