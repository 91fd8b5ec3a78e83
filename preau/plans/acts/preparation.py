"""Acts on the preparation of a plan: gather the points, decide of each, choose the method, put them on an agenda."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Max

from preau.commissions.api import put_on_agenda
from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.plans.access import can_edit
from preau.plans.access_year import is_evaluated
from preau.plans.acts.editing import editing, locked, member, move_row
from preau.plans.acts.year import NotAccepted
from preau.plans.drawing_points import drawn_for
from preau.plans.models import (
    AnnualActionPlan,
    ObjectiveEvaluation,
    PlannedAction,
    Point,
    Preparation,
    PriorityObjective,
)
from preau.plans.takeover import shift_years

_FIRST_EVALUATION = (
    "Objectif par objectif : atteint, en partie ou pas, et pourquoi. Le suivi des actions se lit dans Préau."
)
# What a point was drawn from, by the beginning of its `origin`, when its words are those of a past year.
_FROM_PAST: dict[str, type[PlannedAction | PriorityObjective]] = {
    "action": PlannedAction,
    "objective": PriorityObjective,
}


@contextmanager
def _preparing(actor: Actor, plan_id: int) -> Iterator[tuple[AnnualActionPlan, Preparation]]:
    """Lock a plan whose objectives may still change, with its preparation. Raises Http404, Forbidden."""
    with transaction.atomic():
        plan = locked(actor, plan_id)
        require(can_edit(actor, plan))
        preparation, _ = Preparation.objects.get_or_create(plan=plan)
        yield plan, preparation


def draw_points(actor: Actor, plan_id: int) -> int:
    """Gather the points that past plans and reports leave; drawn again, only the new ones come. Return how many."""
    with _preparing(actor, plan_id) as (plan, preparation):
        held = set(preparation.points.exclude(origin="").values_list("origin", flat=True))
        new = [one for one in drawn_for(plan) if one.origin not in held]
        first = _last_number(preparation) + 1
        Point.objects.bulk_create(
            Point(
                preparation=preparation,
                number=number,
                source=one.source,
                origin=one.origin,
                origin_words=one.origin_words,
                text=one.text,
            )
            for number, one in enumerate(new, start=first)
        )
        if new:
            record(actor, "plans.draw_points", plan, {"points": [one.origin for one in new]})
    return len(new)


def add_point(actor: Actor, plan_id: int, source: str, text: str, origin_words: str = "") -> Point:
    """Add a point typed by hand, with where it comes from; the same words of the same source are added once."""
    with _preparing(actor, plan_id) as (plan, preparation):
        if not text.strip():
            raise NotAccepted("text", "Écrivez le point : une phrase suffit.")
        held = preparation.points.filter(source=source, text=text.strip()).first()
        if held is not None:
            return held
        point = Point.objects.create(
            preparation=preparation,
            number=_last_number(preparation) + 1,
            source=source,
            text=text.strip(),
            origin_words=origin_words.strip(),
        )
        record(actor, "plans.add_point", plan, {"point": point.pk, "source": source, "text": point.text})
    return point


def decide_point(actor: Actor, plan_id: int, point_id: int, fate: str, why: str = "") -> Point:
    """Keep a point, leave it with its reason, put it back to be decided, or turn it into an objective of the plan."""
    if fate == Point.Fate.OBJECTIVE:
        return _to_objective(actor, plan_id, point_id)
    with _preparing(actor, plan_id) as (plan, preparation):
        point: Point = member(preparation.points, point_id)
        if fate == Point.Fate.LEFT and not why.strip():
            raise NotAccepted("why", "Dites en quelques mots pourquoi ce point est laissé : la CCA le relira.")
        if point.objective_id is not None:
            raise NotAccepted("fate", "Ce point est déjà un objectif du plan : retirez l’objectif pour en décider.")
        before = point.fate
        if (before, point.why) != (fate, why.strip()):
            point.fate, point.why = fate, why.strip()
            point.save(update_fields=["fate", "why"])
            record(actor, "plans.decide_point", plan, _payload(point, before))
    return point


def _to_objective(actor: Actor, plan_id: int, point_id: int) -> Point:
    with editing(actor, plan_id, "plans.point_to_objective") as edit:
        point: Point = member(Point.objects.filter(preparation__plan=edit.plan), point_id)
        if point.objective_id is None:
            number = (edit.plan.objectives.aggregate(last=Max("number"))["last"] or 0) + 1
            point.objective = PriorityObjective.objects.create(
                plan=edit.plan, number=number, **_objective_of(point, edit.plan)
            )
            point.fate = Point.Fate.OBJECTIVE
            point.save(update_fields=["objective", "fate"])
            edit.note["point"] = point.pk
    return point


def _objective_of(point: Point, plan: AnnualActionPlan) -> dict[str, str]:
    """Return the words of the objective a point becomes: those of a past plan move to this year, as when taken over.

    The line of the CLE programme that a past objective served goes with it.
    """
    if point.source == Point.Source.CLE_PROGRAMME:
        return {"text": point.text, "programme_line": point.text[:500]}
    kind, _, key = point.origin.partition(":")
    model = _FROM_PAST.get(kind)
    past = model.objects.select_related("plan").filter(pk=int(key)).first() if model else None
    if past is None:
        return {"text": point.text}
    years = past.plan.school_year, plan.school_year
    words = {"text": shift_years(point.text, *years)}
    if isinstance(past, PriorityObjective):
        words |= {"title": shift_years(past.title, *years), "programme_line": past.programme_line}
    return words


def move_point(actor: Actor, plan_id: int, point_id: int, position: int) -> None:
    """Put a point at `position` (1 is the first)."""
    with _preparing(actor, plan_id) as (plan, preparation):
        before = list(preparation.points.values_list("pk", flat=True))
        move_row(preparation.points.all(), point_id, position)
        after = list(preparation.points.order_by("number").values_list("pk", flat=True))
        if before != after:
            record(actor, "plans.move_point", plan, {"was": before, "now": after})


def save_method(actor: Actor, plan_id: int, version: int, method: str) -> Preparation:
    """Save the working method chosen with the CCA. Raises NotAccepted when somebody else wrote it meanwhile."""
    with _preparing(actor, plan_id) as (plan, preparation):
        if preparation.method == method:
            return preparation
        if preparation.version != version:
            raise NotAccepted("method", f"Quelqu’un d’autre vient d’écrire : « {preparation.method} ».")
        payload = {"was": preparation.method, "now": method}
        preparation.method, preparation.version = method, preparation.version + 1
        preparation.save(update_fields=["method", "version"])
        record(actor, "plans.save_method", plan, payload)
    return preparation


def put_points_on_agenda(actor: Actor, plan_id: int, meeting_id: int) -> Preparation:
    """Put the points on the agenda of a meeting: the list stands in the text, the page and its PDF behind the link.

    The same sitting evaluates the plan under way a first time (guide, 1re étape): that point goes with them.
    """
    with _preparing(actor, plan_id) as (plan, preparation):
        if not preparation.points.exclude(fate=Point.Fate.LEFT).exists():
            raise NotAccepted("meeting", "Réunissez au moins un point à travailler avant de convoquer la CCA.")
        title = f"Objectifs prioritaires {plan.school_year} : les points à travailler"
        put_on_agenda(actor, meeting_id, "debate", title, agenda_text(preparation), preparation)
        past = evaluated_first(plan)
        if past is not None:
            title = f"Première évaluation du plan d’action {past.school_year}"
            put_on_agenda(actor, meeting_id, "debate", title, _FIRST_EVALUATION, past)
        preparation.meeting_id = meeting_id
        preparation.save(update_fields=["meeting_id"])
        record(actor, "plans.points_on_agenda", plan, {"meeting": meeting_id})
    return preparation


def evaluated_first(plan: AnnualActionPlan) -> AnnualActionPlan | None:
    """Return the approved plan of the year before, which the CCA evaluates a first time while it prepares this one."""
    past = AnnualActionPlan.objects.filter(zone_id=plan.zone_id, start_year=plan.start_year - 1).first()
    if past is None or not past.is_published or is_evaluated(past, ObjectiveEvaluation.Stage.FINAL):
        return None
    return past


def agenda_text(preparation: Preparation) -> str:
    """Return what the notice of the meeting carries: the aim of the work, the working method, the points."""
    year = preparation.plan.school_year
    aim = (
        f"Objectif du travail : fixer les objectifs prioritaires de l’année {year}, dire leur lien avec le programme"
        " CLE, puis réfléchir aux actions de chacun.\n\n"
    )
    points = preparation.points.exclude(fate=Point.Fate.LEFT)
    lines = [f"{point.number}. {' '.join(point.text.split())} ({point.get_source_display()})" for point in points]
    method = f"Méthode de travail : {preparation.method}\n\n" if preparation.method else ""
    return (aim + method + "\n".join(lines))[:9_900]


def _last_number(preparation: Preparation) -> int:
    return preparation.points.aggregate(last=Max("number"))["last"] or 0


def _payload(point: Point, before: str) -> dict[str, Any]:
    return {"point": point.pk, "was": before, "now": point.fate, "why": point.why}
