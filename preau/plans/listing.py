"""The rows of a list of plans: what each plan holds, and where its words were found. A fixed number of queries."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, groupby

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from preau.plans.models import AnnualActionPlan, PlannedAction, PriorityObjective, TopicKind
from preau.plans.revisions import published_texts
from preau.plans.search import texts_of
from preau.plans.words import Place, Word, places_of

_EXCERPT = 220  # characters
_BEFORE = 60  # of which stand before the first word found


@dataclass(frozen=True)
class Row:
    """One approved plan in a list. `excerpt` is empty unless words were asked."""

    plan: AnnualActionPlan
    address: str
    objectives: int
    actions: int
    aspects: int
    excerpt: SafeString | str = ""


def rows_for(plans: Sequence[AnnualActionPlan], words: Sequence[Word] = ()) -> list[Row]:
    """Return the rows of these plans, in their order: two queries, four when words were asked.

    One more when a plan is open again: its row shows the text the CCA approved.
    """
    keys = [plan.pk for plan in plans]
    objectives = dict(
        PriorityObjective.objects.filter(plan__in=keys).order_by().values_list("plan_id").annotate(Count("pk"))
    )
    touched = Count("topics__number", filter=Q(topics__kind=TopicKind.ASPECT), distinct=True)
    actions = {
        key: (count, aspects)
        for key, count, aspects in PlannedAction.objects.filter(plan__in=keys)
        .order_by()
        .values("plan_id")
        .annotate(count=Count("pk", distinct=True), aspects=touched)
        .values_list("plan_id", "count", "aspects")
    }
    texts = texts_of(plans) if words else {}
    for key, document in published_texts(plans).items():
        touched_there = {aspect for action in document.actions for aspect in action.aspects}
        objectives[key] = len(document.objectives)
        actions[key] = (len(document.actions), len(touched_there))
    return [
        Row(
            plan,
            address_of(plan),
            objectives.get(plan.pk, 0),
            *actions.get(plan.pk, (0, 0)),
            excerpt_of(texts[plan.pk], words) if words else "",
        )
        for plan in plans
    ]


def recently_published(count: int) -> list[AnnualActionPlan]:
    """Return the plans published last, with their zone: the head of one index."""
    return list(AnnualActionPlan.objects.approved().select_related("zone").order_by("-published_at")[:count])


def address_of(plan: AnnualActionPlan) -> str:
    """Return the address of the plan's public page, without asking the router: a list shows fifty."""
    return f"{_list_address()}{plan.zone_slug}/{plan.school_year}/"


@cache
def _list_address() -> str:
    return reverse("plans:list")


def excerpt_of(texts: Sequence[str], words: Sequence[Word]) -> SafeString | str:
    """Return the passage where the words asked stand, marked; the beginning of the plan when only its name matched."""
    stems = frozenset(word.stem for word in words)
    text, places = _best(stems, texts)
    start = _start_of_word(text, places[0].start - _BEFORE) if places else 0
    end = text.rfind(" ", start, start + _EXCERPT) if len(text) > start + _EXCERPT else len(text)
    end = end if end > start else start + _EXCERPT
    parts, position = [], start
    for place in places:
        if place.end > end:
            break
        parts += [escape(text[position : place.start]), "<mark>", escape(text[place.start : place.end]), "</mark>"]
        position = place.end
    shown = "".join([*parts, escape(text[position:end])])
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")  # noqa: S308 - escaped above


def _best(stems: frozenset[str], texts: Sequence[str]) -> tuple[str, list[Place]]:
    """Return the first text that holds all the words, or else most of them, with their places."""
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    best, places, most = 0, [], 0
    whole = places_of(stems, "\n".join(texts))
    for index, group in groupby(whole, key=lambda place: bisect_right(starts, place.start) - 1):
        here = list(group)
        held = len({place.stem for place in here})
        if held > most:
            best, places, most = index, here, held
        if most == len(stems):
            break
    shift = starts[best]
    return (texts[best] if texts else ""), [Place(start - shift, end - shift, stem) for start, end, stem in places]


def _start_of_word(text: str, position: int) -> int:
    if position <= 0:
        return 0
    space = text.rfind(" ", max(0, position - _BEFORE), position)
    return space + 1 if space >= 0 else position
