"""What the page of a list shows: its lines thirty by thirty, with what is read, where, and what can become of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.notes import place as where
from preau.foundation.territory.models import Municipality
from preau.operators.declaring.wording import fee, period_name
from preau.operators.description import PlaceText, place_text
from preau.operators.importing.headings import choices
from preau.operators.importing.matching import ASIDE, NEW, OperatorChoice, PlaceChoice, Plan
from preau.operators.importing.merging import changes
from preau.operators.importing.proposal import Proposal, ReadColumn
from preau.operators.models import CarePlace
from preau.operators.offer.drawing import hours_words
from preau.operators.places.reading import ages_words

PER_PAGE = 30
MOST_SHOWN = 30  # findings of one sort
_NEW_PLACE, _NEW_OPERATOR = "Nouveau lieu", "Nouvel opérateur"
_PREFETCH = ("transfers", "closures", "reductions", "periods__hours", "periods__activities", "periods__fees__activity")

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class PlaceLine:
    """A place on the page: what was read in few words, what becomes of it, what that changes."""

    choice: PlaceChoice
    facts: list[str]
    options: Options
    communes: Options
    commune: str
    changed: list[str]
    errors: list["Correction"]


@dataclass(frozen=True)
class OperatorLine:
    """An operator on the page, with those of its places that the page shows."""

    choice: OperatorChoice
    options: Options
    places: list[PlaceLine]
    errors: list["Correction"]
    continued: bool


@dataclass(frozen=True)
class Page:
    """One page of the lines of a list; `previous` and `next` are addresses, "" at the ends."""

    operators: list[OperatorLine]
    number: int
    count: int

    @property
    def previous(self) -> str:
        return f"?page={self.number - 1}" if self.number > 1 else ""

    @property
    def next(self) -> str:
        return f"?page={self.number + 1}" if self.number < self.count else ""

    @property
    def page_words(self) -> str:
        return f"Page {self.number} sur {self.count}"


def page_of(plan: Plan, proposal: Proposal, number: int) -> Page:
    """Return a page of the lines: an operator counts for one, each of its places too. Few queries, always the same."""
    lines = list(_lines(plan))
    count = max(1, -(-len(lines) // PER_PAGE))
    number = min(max(number, 1), count)
    shown = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
    held = _held([place for _, place in shown if place is not None])
    operators: list[OperatorLine] = []
    for operator, place in shown:
        if not operators or operators[-1].choice is not operator:
            operators.append(
                OperatorLine(
                    operator,
                    _operator_options(operator),
                    [],
                    _findings(proposal, operator.read.errors),
                    place is not None,
                )
            )
        if place is not None:
            operators[-1].places.append(_place_line(place, plan, proposal, held))
    return Page(operators, number, count)


def _lines(plan: Plan) -> Iterator[tuple[OperatorChoice, PlaceChoice | None]]:
    for operator in plan.operators:
        yield operator, None
        for place in operator.places:
            yield operator, place


def _held(places: list[PlaceChoice]) -> dict[int, PlaceText]:
    keys = [int(place.chosen) for place in places if place.chosen.isdecimal()]
    rows = CarePlace.objects.filter(pk__in=keys).select_related("municipality").prefetch_related(*_PREFETCH)
    return {row.pk: place_text(row) for row in rows}


def _place_line(choice: PlaceChoice, plan: Plan, proposal: Proposal, held: Mapping[int, PlaceText]) -> PlaceLine:
    known = held.get(int(choice.chosen)) if choice.chosen.isdecimal() else None
    options = [(str(place.pk), f"Le même que « {place.name} »") for place in choice.near]
    communes = plan.communes
    located = choice.located
    asked = () if located.nis or located.unsaid or choice.fixed else located.among
    return PlaceLine(
        choice,
        facts_of(choice.read.text),
        [*options, (NEW, _NEW_PLACE), (ASIDE, "Laisser de côté")],
        sorted(((nis, communes.words(nis)) for nis in asked), key=lambda pair: pair[1]),
        communes.words(choice.nis) if choice.nis else "",
        changes(known, choice.text) if known is not None and choice.nis else [],
        _findings(proposal, choice.read.errors),
    )


def communes_first(plan: Plan, first: Iterable[Municipality]) -> Options:
    """Return the communes to choose from for all the places that tell none, those of the zone first."""
    here = [(one.nis, one.name) for one in first if one.nis in plan.communes.by_nis]
    others = [(nis, one.name) for nis, one in plan.communes.by_nis.items() if (nis, one.name) not in here]
    return [*here, *sorted(others, key=lambda pair: pair[1])]


def _operator_options(choice: OperatorChoice) -> Options:
    same = [(str(operator.pk), f"Le même que « {operator.name} »") for operator in choice.near]
    return [*same, (NEW, _NEW_OPERATOR), (ASIDE, "Laisser de côté")]


def _findings(proposal: Proposal, places: tuple[int, ...]) -> list["Correction"]:
    return [_correction(proposal.errors[at]) for at in places if at < len(proposal.errors)]


def facts_of(text: PlaceText) -> list[str]:
    """Return what was read of a place in a few lines."""
    town = " ".join(part for part in (text.postal_code, text.locality) if part)
    address = ", ".join(part for part in (text.street, town) if part)
    size = f"{text.capacity} places" if text.capacity is not None else ""
    ages = ages_words(text.youngest_months, text.oldest_months)
    lines = [address, ", ".join(part for part in (size, ages) if part)]
    for period in text.periods:
        prices = ", ".join(fee(one) for one in period.fees)
        hours = hours_words(period.hours) if period.hours else "heures pas encore sues"
        lines.append(f"{period_name(period)} : {hours}" + (f" ({prices})" if prices else ""))
    return [line for line in lines if line]


@dataclass(frozen=True)
class ColumnLine:
    """A column of the list, with what it can be said to hold."""

    column: ReadColumn
    number: int
    options: Options


def columns_of(proposal: Proposal) -> dict[str, list[ColumnLine]]:
    """Return the columns that were not understood, and those that were."""
    every = [(column.code, column.words) for column in choices()]
    known = {code for code, _ in every}
    found: dict[str, list[ColumnLine]] = {"unknown": [], "understood": []}
    for number, column in enumerate(proposal.columns):
        own = [] if not column.code or column.code in known else [(column.code, column.words)]
        found["understood" if column.code else "unknown"].append(ColumnLine(column, number, [*own, *every]))
    return found


def shortened(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the first findings of a sort, and how many more there are."""
    return {"first": findings[:MOST_SHOWN], "more": max(0, len(findings) - MOST_SHOWN), "count": len(findings)}


@dataclass(frozen=True)
class Correction:
    """A cell to correct, with what to do, once its place is told."""

    sheet: str
    cell: str
    found: str
    what: str


def corrections(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return the first cells to correct, and how many more there are."""
    shown = shortened(findings)
    shown["first"] = [_correction(one) for one in shown["first"]]
    return shown


def _correction(one: Finding) -> Correction:
    what = one.sentence.removeprefix(where(one.sheet, one.cell))
    return Correction(one.sheet, one.cell, one.found, what[:1].upper() + what[1:])
