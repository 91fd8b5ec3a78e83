"""The figures of the queue, open to those who wait: how old, how much comes in and goes out, when one's turn comes."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.models import CaseAct
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE
from preau.training.catalogue.reach import waiting_modules
from preau.training.models import QUEUE_READERS, TrainingEntry
from preau.training.queue.cards import Card, cards, code_from

WEEKS = 8  # shown, the present one among them
PACE_WEEKS = 4  # whole weeks the expected date is reckoned from
IN, OUT = ("propose", "reopen", "undo"), ("validate", "refuse", "merge")
OUT_ALL = (*OUT, *(f"countersign_{one}" for one in ("validation", "refusal", "merge")))


@dataclass(frozen=True)
class Week:
    """A week of the queue, from its Monday."""

    monday: date
    came: int
    went: int


@dataclass(frozen=True)
class Position:
    """A card one waits for: its place in the queue, and the day it is expected to be decided; None: cannot say."""

    card: Card
    place: int
    expected: date | None


@dataclass(frozen=True)
class Figures:
    """The queue as it stands, `waiting` in its order. `pace` is the decisions of a week; None when nothing was decided
    lately."""

    day: date
    waiting: list[Card]
    decisions: int
    records: int
    oldest: date | None
    median_days: int | None
    weeks: list[Week]
    pace: float | None

    @property
    def emptied(self) -> date | None:
        """Return the day the last card is expected to be decided."""
        return expected_on(self.day, self.decisions, self.pace) if self.waiting else None


def figures(actor: Actor) -> Figures:
    """Return the figures of the queue. Two queries whatever the number of records."""
    today = actor.today
    waiting = cards(today)
    weeks = _weeks(today)
    whole = [week.went for week in weeks[:-1][-PACE_WEEKS:]]
    since = sorted((card.since for card in waiting), reverse=True)
    return Figures(
        day=today,
        waiting=waiting,
        decisions=len(waiting),
        records=sum(card.records for card in waiting),
        oldest=timezone.localdate(since[-1]) if since else None,
        median_days=(today - timezone.localdate(since[len(since) // 2])).days if since else None,
        weeks=weeks,
        pace=sum(whole) / len(whole) if sum(whole) else None,
    )


def expected_on(today: date, place: int, pace: float | None) -> date | None:
    """Return the day a place in the queue is reached at this pace, a working day; None when nothing moves."""
    if not pace:
        return None
    day = today + timedelta(days=round(place / pace * 7))
    return day + timedelta(days=max(0, 7 - day.isoweekday() + 1)) if day.isoweekday() > 5 else day


def own_positions(actor: Actor, known: Figures) -> list[Position]:
    """Return the places of the cards that hold a training entered by the house acted for, nearest first."""
    if actor.organisation_id is None:
        return []
    waiting = waiting_modules()
    own = TrainingEntry.objects.filter(organisation_id=actor.organisation_id, module_id__in=list(waiting))
    modules = own.filter(records__removed_at__isnull=True).values_list("module_id", flat=True).distinct()
    codes = {code_from(waiting[module]) for module in modules.order_by()}
    return [
        Position(card, place, expected_on(known.day, place, known.pace))
        for place, card in enumerate(known.waiting, 1)
        if card.code in codes
    ]


def sees_the_queue(actor: Actor) -> bool:
    """Tell whether somebody reads the whole queue, or only her own places in it."""
    return actor.role in QUEUE_READERS


def _weeks(today: date) -> list[Week]:
    """Return what came in and went out, week by week, the present one last. One query."""
    this = today - timedelta(days=today.weekday())
    first = this - timedelta(weeks=WEEKS - 1)
    acts = (
        CaseAct.objects.filter(
            case__procedure_id__in=(MODULE_PROCEDURE, PROVIDER_PROCEDURE), act_id__in=(*IN, *OUT_ALL), day__gte=first
        )
        .order_by()
        .values_list("act_id", "day")
        .annotate(many=Count("pk"))
    )
    came: Counter[date] = Counter()
    went: Counter[date] = Counter()
    for act_id, day, many in acts:
        (came if act_id in IN else went)[day - timedelta(days=day.weekday())] += many
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    return [Week(monday, came[monday], went[monday]) for monday in mondays]
