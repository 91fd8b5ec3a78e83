"""Acts on a whole plan: start, import, approve."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404

from preau.foundation.accounts.access import NeedsSecondFactor, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import NOTHING, Case, Supplied, give_piece, open_case, perform
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.journal.api import record
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.law.checklists import missing_in_annual_plan
from preau.plans.access import can_approve, can_start
from preau.plans.acts.content import write_content
from preau.plans.acts.editing import locked
from preau.plans.acts.state import difference
from preau.plans.cases import PROCEDURE, RECORDED, case_of_plan, title_of
from preau.plans.documents import document_of
from preau.plans.grid.counting import recount
from preau.plans.models import AnnualActionPlan, PlanStatus
from preau.plans.revisions import last_vote
from preau.plans.search import index_plan

MINUTES = "approval_minutes"  # the piece an approval outside Préau asks for
_EMPTY = {"comment": "", "objectives": {}, "actions": {}}


class PlanExists(Exception):  # noqa: N818 - a situation the page explains
    """There is already a plan for this zone and year; `plan` is it."""

    def __init__(self, plan: AnnualActionPlan) -> None:
        super().__init__(f"plan {plan.pk} exists")
        self.plan = plan


class NotApprovable(Exception):  # noqa: N818 - a situation the page explains
    """The approval cannot be recorded; the text says why, in French."""


def start_plan(actor: Actor, zone: Zone, year: SchoolYear) -> AnnualActionPlan:
    """Start an empty plan. Raises PlanExists when the zone has one for that year."""
    require(can_start(actor, zone, year))
    with transaction.atomic():
        plan = _create(actor, zone, year)
        record(actor, "plans.start", plan, {"zone": zone.slug, "school_year": str(year)})
        _open(actor, plan)
    return plan


def import_plan(
    actor: Actor,
    zone: Zone,
    year: SchoolYear,
    document: AnnualPlan,
    approved_on: date | None = None,
    source: str = "",
) -> AnnualActionPlan:
    """Create a plan from a document read elsewhere: a draft, or, with `approved_on`, a historical approved plan.

    `source` says where it comes from (a file name, a reference), for the journal. A person needs the right to
    start that plan; the command line acts as the system. Raises PlanExists, NotApprovable, Forbidden,
    NeedsSecondFactor, ActRefused.
    """
    require(can_start(actor, zone, year))
    with transaction.atomic():
        plan = _create(actor, zone, year)
        written = write_content(plan, document)
        payload = {"zone": zone.slug, "school_year": str(year), "source": source}
        record(actor, "plans.import", plan, {**payload, **difference(_EMPTY, written)})
        _open(actor, plan)
        if approved_on is not None:
            approve(actor, plan.pk, OutsideMeeting(approved_on, kept_at=(source or "repris d’un document")[:300]))
            plan.refresh_from_db()
    return plan


@dataclass(frozen=True)
class OutsideMeeting:
    """A meeting of the CCA held without Préau, as whoever gives it attests: its day, its minutes, joined or kept."""

    day: date
    kept_at: str = ""
    received: ReceivedFile | None = None


def approve(actor: Actor, plan_id: int, outside: OutsideMeeting | None = None) -> AnnualActionPlan:
    """Record that the CCA approved the plan, and publish it (decree, art. 11/1, § 1).

    Without `outside`, on the vote of the CCA in Préau on this very text. The earlier acts that a meeting on paper did
    in one go are done in turn, each journalled. Raises Http404, NotApprovable for an impossible day, Forbidden when
    the annex 4 is incomplete or the right is missing, NeedsSecondFactor, ActRefused, AlreadyDone.
    """
    with transaction.atomic():
        plan = get_object_or_404(AnnualActionPlan.objects.visible_to(actor).select_related("zone"), pk=plan_id)
        case = case_of_plan(plan)
        if case.state_id == RECORDED:
            plan = locked(actor, plan_id)
        _check(actor, plan, outside)
        if case.state_id == RECORDED:
            _approve_past(actor, plan, outside)
        else:
            _approve_by_acts(actor, plan, case, outside)
    plan.refresh_from_db()
    return plan


def _check(actor: Actor, plan: AnnualActionPlan, outside: OutsideMeeting | None) -> None:
    require(can_approve(actor, plan, missing_in_annual_plan(document_of(plan))))
    if not (actor.strong or actor.is_system):
        raise NeedsSecondFactor
    if outside is None:
        return
    if outside.day > actor.today:
        raise NotApprovable("La CCA ne peut pas avoir approuvé le plan un jour à venir : donnez le jour de la réunion.")
    if outside.day < date(plan.start_year, 1, 1):
        raise NotApprovable(
            f"Donnez une date à partir du 1er janvier {plan.start_year} : ce plan est celui de {plan.school_year}."
        )


def _approve_by_acts(actor: Actor, plan: AnnualActionPlan, case: Case, outside: OutsideMeeting | None) -> None:
    vote = last_vote(plan) if outside is None else None
    day = outside.day if outside else (vote.day if vote else actor.today)
    step = case.step
    for act, source in (("fix_objectives", "objectives_to_fix"), ("draft", "objectives_fixed")):
        if outside is not None and case.state_id == source:
            perform(actor, case.pk, act, step, day=day)
            case, step = case_of_plan(plan), step + 1
    supplied = NOTHING
    if outside is not None:
        if not actor.is_system:
            give_piece(actor, case, MINUTES, received=outside.received, kept_at=outside.kept_at)
        supplied = Supplied({MINUTES: _words(outside)}, frozenset({"debated"}))
    perform(actor, case.pk, "approve", step, supplied, day)


def _words(outside: OutsideMeeting) -> str:
    if outside.received is not None:
        return outside.received.original_name
    return f"Conservé à : {outside.kept_at}" if outside.kept_at else ""


def _approve_past(actor: Actor, plan: AnnualActionPlan, outside: OutsideMeeting | None) -> None:
    """Note the approval of a plan kept for memory: nothing is owed for its year."""
    if outside is None:
        raise NotApprovable("Donnez le jour de la réunion de la CCA.")
    publish(plan, outside.day, actor)
    missing = [item.code for item in missing_in_annual_plan(document_of(plan))]
    payload = {"approved_on": outside.day.isoformat(), "missing": missing, "minutes": _words(outside)}
    record(actor, "plans.approve", plan, payload)


def publish(plan: AnnualActionPlan, approved_on: date, actor: Actor) -> None:
    """Make the text of a plan the one everybody reads and finds, as approved on that day."""
    held = AnnualActionPlan.objects.select_for_update().get(pk=plan.pk)
    held.status = PlanStatus.APPROVED
    held.approved_on = approved_on
    held.published_at = held.updated_at = actor.now
    held.published_by_id = actor.person_id
    held.save(update_fields=["status", "approved_on", "published_at", "published_by", "updated_at"])
    index_plan(held)
    recount(held)


def _open(actor: Actor, plan: AnnualActionPlan) -> None:
    """Open the case of a new plan: the year to run, or a year already over, for memory."""
    act = "record_past" if actor.today > plan.school_year.last_day else "open"
    open_case(actor, PROCEDURE, act, plan, title_of(plan), zone_id=plan.zone_id)


def _create(actor: Actor, zone: Zone, year: SchoolYear) -> AnnualActionPlan:
    plan = AnnualActionPlan(
        zone=zone, zone_slug=zone.slug, start_year=year.start, created_at=actor.now, updated_at=actor.now
    )
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError:
        # Only the database knows for sure, when two people start it at the same moment.
        raise PlanExists(AnnualActionPlan.objects.get(zone=zone, start_year=year.start)) from None
    return plan
