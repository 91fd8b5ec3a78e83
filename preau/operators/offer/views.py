"""The offer of a place: what it is, drawn over the week and the year, and what the law asks of it."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.typography import plural
from preau.law.calendar import known_school_years
from preau.law.care_offer import KIND_WORDS, CarePeriodKind
from preau.law.coverage import CareCoverage
from preau.law.results import CannotCompute, Refused
from preau.operators.access import can_describe
from preau.operators.description import PeriodText, PlaceText, place_text
from preau.operators.models import CarePeriod
from preau.operators.offer.checking import Finding, check_period
from preau.operators.offer.coverage import coverage_of, steps_of
from preau.operators.offer.drawing import holidays_words, hours_words, weeks_of
from preau.operators.offer.kinds import SLUGS
from preau.operators.offer.year import year_drawing, years_around
from preau.operators.places.closures import present_school_year
from preau.operators.places.common import READERS, whole_place
from preau.operators.places.reading import ages_words

KINDS = list(CarePeriodKind)
VERDICTS = {"met": ("Oui", "done"), "not_met": ("Non", ""), "unknown": ("Impossible à dire", "wait")}


@dataclass(frozen=True)
class PeriodLine:
    """One period as the page of the offer lists it."""

    row: CarePeriod
    text: PeriodText
    findings: list[Finding]

    @property
    def hours(self) -> str:
        return hours_words(self.text.hours)

    @property
    def facts(self) -> list[str]:
        """What is said beside the hours: breaks, days, children, activities."""
        text = self.text
        found = [
            holidays_words(text),
            plural(text.capacity, "place") if text.capacity is not None else "",
            ages_words(text.youngest_months, text.oldest_months),
        ]
        return [one for one in found if one]

    @property
    def wrong(self) -> bool:
        return any(one.blocks for one in self.findings)


@dataclass(frozen=True)
class Verdict:
    """One question asked to the law, with its answer in a word."""

    question: str
    answer: str

    @property
    def words(self) -> str:
        return VERDICTS[self.answer][0]

    @property
    def kind(self) -> str:
        return VERDICTS[self.answer][1]


@require_safe
@who_may(READERS)
def offer(request: Request, place_id: int) -> HttpResponse:
    """Show the offer of a place: its periods, its weeks, its year, its coverage."""
    row = whole_place(request.actor, place_id)
    text, today = place_text(row), request.actor.today
    start = _asked_year(request.GET.get("annee", ""), present_school_year(today))
    before, after = years_around(start)
    context = {
        "place": row,
        "lines": _lines(list(row.periods.all()), text),
        "weeks": weeks_of(text),
        "year": year_drawing(text, start, today),
        "before": before,
        "after": after,
        "coverage": _coverage(text, request),
        "kinds": [(SLUGS[kind], KIND_WORDS[kind]) for kind in KINDS],
        "may_describe": can_describe(request.actor, row.operator),
    }
    return render(request, "operators/offer/offer.html", context)


def _asked_year(asked: str, present: int) -> int:
    """Return the school year asked for by the civil year it begins in, the present one for anything else."""
    known = {str(one.start): one.start for one in known_school_years()}
    return known.get(asked, present)


def _lines(rows: list[CarePeriod], text: PlaceText) -> list[PeriodLine]:
    """Return the periods in the order of the year, each with what blocks or surprises in it."""
    pairs = list(zip(rows, text.periods, strict=True))
    lines = [
        PeriodLine(row, one, check_period(one, [other for known, other in pairs if known is not row]))
        for row, one in pairs
    ]
    return sorted(lines, key=lambda line: (KINDS.index(CarePeriodKind(line.text.kind)), line.row.position))


def _coverage(text: PlaceText, request: Request) -> dict[str, object] | None:
    """Return the answer of the law as the page shows it; a refusal as its sentence; None without any period."""
    if not text.periods:
        return None
    try:
        answer = coverage_of(text.periods, request.actor.today)
    except (Refused, CannotCompute) as refusal:
        return {"refused": str(refusal)}
    return {"verdicts": _verdicts(answer), "steps": steps_of(answer)}


def _verdicts(answer: CareCoverage) -> list[Verdict]:
    return [
        Verdict("Jusqu’à 17 h 30 au moins, du lundi au vendredi", answer.until_evening),
        Verdict("Deux heures par jour en semaine d’école", answer.school_weeks),
        Verdict("Quatre heures par jour le week-end ou en congé", answer.days_off),
        Verdict("Assez pour demander l’agrément", answer.long_enough),
    ]
