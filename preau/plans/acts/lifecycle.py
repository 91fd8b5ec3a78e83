"""Acts on a whole plan: start, import, approve."""

from datetime import date

from django.db import IntegrityError, transaction

from preau.foundation.accounts.access import NeedsSecondFactor, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import AnnualPlan, SchoolYear
from preau.law.checklists import missing_in_annual_plan
from preau.plans.access import can_approve, can_start
from preau.plans.acts.content import write_content
from preau.plans.acts.editing import locked
from preau.plans.acts.state import difference
from preau.plans.documents import document_of
from preau.plans.grid.counting import recount
from preau.plans.models import AnnualActionPlan, PlanStatus
from preau.plans.search import index_plan

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
    NeedsSecondFactor.
    """
    require(can_start(actor, zone, year))
    with transaction.atomic():
        plan = _create(actor, zone, year)
        written = write_content(plan, document)
        payload = {"zone": zone.slug, "school_year": str(year), "source": source}
        record(actor, "plans.import", plan, {**payload, **difference(_EMPTY, written)})
        if approved_on is not None:
            _approve(actor, plan, approved_on)
    return plan


def approve(actor: Actor, plan_id: int, approved_on: date) -> AnnualActionPlan:
    """Record that the CCA approved the plan on that day, and publish it (decree, art. 11/1, § 1).

    Needs a session with a second factor. Raises NotApprovable for an impossible date, Forbidden when the annex 4
    is incomplete or the right is missing.
    """
    with transaction.atomic():
        plan = locked(actor, plan_id)
        _approve(actor, plan, approved_on)
    return plan


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


def _approve(actor: Actor, plan: AnnualActionPlan, approved_on: date) -> None:
    missing = missing_in_annual_plan(document_of(plan))
    require(can_approve(actor, plan, missing))
    if not (actor.strong or actor.is_system):
        raise NeedsSecondFactor
    if approved_on > actor.today:
        raise NotApprovable("La CCA ne peut pas avoir approuvé le plan un jour à venir : donnez le jour de la réunion.")
    if approved_on < date(plan.start_year, 1, 1):
        raise NotApprovable(
            f"Donnez une date à partir du 1er janvier {plan.start_year} : ce plan est celui de {plan.school_year}."
        )
    plan.status = PlanStatus.APPROVED
    plan.approved_on = approved_on
    plan.published_at = plan.updated_at = actor.now
    plan.published_by_id = actor.person_id
    plan.save(update_fields=["status", "approved_on", "published_at", "published_by", "updated_at"])
    index_plan(plan)
    recount(plan)
    payload = {"approved_on": approved_on.isoformat(), "missing": [item.code for item in missing]}
    record(actor, "plans.approve", plan, payload)
