"""The rows of a list of plans: what each plan holds, and where its words were found. A fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from preau.plans.models import AnnualActionPlan, PlannedAction, PriorityObjective, TopicKind
from preau.plans.search import texts_of
from preau.plans.words import Word, places_of

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
    """Return the rows of these plans, in their order: two queries, four when words were asked."""
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
    return [
        Row(
            plan,
            address_of(plan),
            objectives.get(plan.pk, 0),
            *actions.get(plan.pk, (0, 0)),
            excerpt_of(texts.get(plan.pk, ()), words),
        )
        for plan in plans
    ]


def recently_published(count: int) -> list[AnnualActionPlan]:
    """Return the plans published last, with their zone: the head of one index."""
    return list(AnnualActionPlan.objects.approved().select_related("zone").order_by("-published_at")[:count])


def address_of(plan: AnnualActionPlan) -> str:
    """Return the address of the plan's public page."""
    return reverse("plans:public", args=[plan.zone_slug, plan.school_year])


def excerpt_of(texts: Sequence[str], words: Sequence[Word]) -> SafeString | str:
    """Return the passage where the words asked stand, marked; the beginning of the plan when only its name matched."""
    stems = {word.stem for word in words}
    best = max(texts, key=lambda text: _held(stems, text), default="") if stems else ""
    places = places_of(stems, best)
    start = _start_of_word(best, places[0][0] - _BEFORE) if places else 0
    end = best.rfind(" ", start, start + _EXCERPT) if len(best) > start + _EXCERPT else len(best)
    end = end if end > start else start + _EXCERPT
    parts, position = [], start
    for first, last in places:
        if last > end:
            break
        parts.append((conditional_escape(best[position:first]), format_html("<mark>{}</mark>", best[first:last])))
        position = last
    parts.append((conditional_escape(best[position:end]), ""))
    return format_html(
        "{}{}{}", "… " if start else "", format_html_join("", "{}{}", parts), " …" if end < len(best) else ""
    )


def _held(stems: set[str], text: str) -> int:
    """Return how many of the words a text holds, each once."""
    return sum(1 for stem in stems if places_of((stem,), text))


def _start_of_word(text: str, position: int) -> int:
    if position <= 0:
        return 0
    space = text.rfind(" ", max(0, position - _BEFORE), position)
    return space + 1 if space >= 0 else position
