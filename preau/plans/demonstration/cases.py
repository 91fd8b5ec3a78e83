"""The cases of the invented plans: the acts of their year, written a few queries for the lot."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from preau.foundation.casework.models import Case, CaseAct, CaseAudience, CaseClock
from preau.foundation.territory.demonstration import World
from preau.law.procedures import Procedure, procedure
from preau.plans.acts.diffusion import due_of
from preau.plans.cases import PROCEDURE, title_of
from preau.plans.models import AnnualActionPlan, Document, ObjectiveEvaluation, Transmission

CHUNK = 200  # plans at a time
LIMITS = {"D31": Document.PLAN, "D32": Document.REPORT}


@dataclass(frozen=True)
class Story:
    """What was done of a plan: each act with its day, in order."""

    plan: AnnualActionPlan
    acts: tuple[tuple[str, date], ...]


def build(world: World) -> dict[str, int]:
    """Give every plan without case its own, as far as its year went; return what was written."""
    held = Case.objects.filter(procedure_id=PROCEDURE).values_list("subject_id", flat=True)
    keys = list(AnnualActionPlan.objects.exclude(pk__in=list(held)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        plans = AnnualActionPlan.objects.filter(pk__in=keys[start : start + CHUNK]).select_related("zone", "report")
        evaluated = set(
            ObjectiveEvaluation.objects.filter(
                objective__plan__in=keys[start : start + CHUNK], stage=ObjectiveEvaluation.Stage.FINAL
            ).values_list("objective__plan", flat=True)
        )
        give_cases(_story(world, plan, plan.pk in evaluated) for plan in plans)
    return {"cases": len(keys)}


def _story(world: World, plan: AnnualActionPlan, evaluated: bool) -> Story:
    year, rng = plan.school_year, world.rng("case", plan.zone_slug, plan.start_year)
    opened = timezone.localtime(plan.created_at).date()
    june = max(opened, year.first_day - timedelta(days=rng.randint(66, 80)))
    if plan.approved_on is None:
        return Story(plan, (("open", opened), ("fix_objectives", june)))
    approved = plan.approved_on
    sent = date(year.start + 1, 1, rng.randint(8, 28)) if rng.random() < 0.06 else approved + timedelta(days=21)
    after = year.last_day + timedelta(days=rng.randint(12, 25))
    acts = [("open", opened), ("fix_objectives", june), ("draft", max(june, approved - timedelta(days=8)))]
    acts.append(("approve", approved))
    report = getattr(plan, "report", None)
    if sent <= world.today or evaluated or report:
        acts.append(("transmit", min(sent, world.today)))
    if evaluated or report:
        acts.append(("evaluate", min(after, world.today)))
    if report:
        acts.append(("write_report", min(after + timedelta(days=30), world.today)))
    if report and report.sent_at:
        acts.append(("transmit_report", timezone.localtime(report.sent_at).date()))
    return Story(plan, tuple(acts))


def give_cases(stories: Iterable[Story]) -> list[Case]:
    """Write the cases of these plans with their acts, clocks, readers and receipts; a few queries for the lot."""
    known = [(story, procedure(PROCEDURE, story.acts[0][1])) for story in stories]
    cases = Case.objects.bulk_create(_case(story, declared) for story, declared in known)
    told = list(zip(known, cases, strict=True))
    CaseAct.objects.bulk_create(act for (story, declared), case in told for act in _acts(story, declared, case))
    CaseClock.objects.bulk_create(clock for (story, _), case in told for clock in _clocks(story, case))
    CaseAudience.objects.bulk_create(
        CaseAudience(case=case, role=role, since=case.changed_at)
        for (story, declared), case in told
        for role in dict.fromkeys(str(role) for act, _ in story.acts for role in declared.act(act).tells)
    )
    Transmission.objects.bulk_create(sent for (story, _), _ in told for sent in _receipts(story))
    return cases


def _state(story: Story, declared: Procedure) -> str:
    return next(to for act, _ in reversed(story.acts) if (to := declared.act(act).to))


def _case(story: Story, declared: Procedure) -> Case:
    plan, state = story.plan, _state(story, declared)
    last = _noon(story.acts[-1][1])
    return Case(
        procedure_id=PROCEDURE,
        opened_on=story.acts[0][1],
        state_id=state,
        title=title_of(plan),
        zone_id=plan.zone_id,
        subject_type=plan._meta.label_lower,
        subject_id=plan.pk,
        step=len(story.acts),
        changed_at=last,
        closed_at=last if declared.state(state).final else None,
    )


def _acts(story: Story, declared: Procedure, case: Case) -> Iterator[CaseAct]:
    state = ""
    for number, (name, day) in enumerate(story.acts, start=1):
        act = declared.act(name)
        before, state = state, act.to or state
        late = [
            {"limit": limit, "due": due_of(story.plan, LIMITS[limit]).isoformat()}
            for limit in act.meets
            if limit in LIMITS and day > due_of(story.plan, LIMITS[limit])
        ]
        yield CaseAct(
            case=case,
            number=number,
            act_id=name,
            from_state=before,
            to_state=state,
            at=_noon(day),
            day=day,
            person_id=story.plan.published_by_id,
            acting_as=f"Coordination ATL, {story.plan.zone}"[:200],
            supplied={"facts": {}, "attested": []},
            late=late,
        )


def _clocks(story: Story, case: Case) -> Iterator[CaseClock]:
    days = dict(story.acts)
    if "open" not in days:
        return
    start = story.plan.school_year.first_day
    yield CaseClock(case=case, limit_id="D30", started_on=start, met_on=days.get("approve"))
    for limit, met_by in (("D31", "transmit"), ("D32", "transmit_report")):
        due_on = due_of(story.plan, LIMITS[limit])
        yield CaseClock(case=case, limit_id=limit, started_on=start, due_on=due_on, met_on=days.get(met_by))


def _receipts(story: Story) -> Iterator[Transmission]:
    """Yield the receipts; the mark of an invented sending is invented too: no file was made for it."""
    days = dict(story.acts)
    for act, document in (("transmit", Document.PLAN), ("transmit_report", Document.REPORT)):
        if act in days:
            due_on = due_of(story.plan, document)
            yield Transmission(
                plan=story.plan,
                document=document,
                at=_noon(days[act]),
                person_id=story.plan.published_by_id,
                acting_as=f"Coordination ATL, {story.plan.zone}"[:200],
                sha256=hashlib.sha256(f"démonstration {document} {story.plan.pk}".encode()).hexdigest(),
                due_on=due_on,
                late=days[act] > due_on,
            )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
