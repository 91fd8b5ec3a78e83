"""The frozen texts of a plan: what was sent to the CCA, what it voted, what it approved and everybody reads."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

import msgspec
from django.db.models import Max

from preau.commissions.api import Decision, decisions_about
from preau.foundation.ui.dates import local_day
from preau.law.annual_plan import AnnualPlan
from preau.plans.documents import document_from, document_of, rows_of
from preau.plans.models import AnnualActionPlan, PlanRevision, PlanStatus


def fingerprint_of(document: AnnualPlan) -> str:
    """Return the mark of a text: the same words give the same mark, another word another one."""
    return hashlib.sha256(json.dumps(asdict(document), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def text_of(revision: PlanRevision) -> AnnualPlan:
    """Return the frozen text of a revision as plain data."""
    return msgspec.convert(revision.document, AnnualPlan)


def freeze(plan: AnnualActionPlan, now: datetime) -> PlanRevision:
    """Return the revision that holds the present text of a plan, made now when there is none yet.

    The plan is locked first, inside the caller's transaction: nobody writes while its text is frozen.
    """
    held = AnnualActionPlan.objects.select_for_update().get(pk=plan.pk)
    objectives, actions = rows_of(held)
    document = document_from(held, objectives, actions)
    mark = fingerprint_of(document)
    found = PlanRevision.objects.filter(plan=held, fingerprint=mark).first()
    if found is not None:
        return found
    last = PlanRevision.objects.filter(plan=held).aggregate(last=Max("number"))["last"] or 0
    return PlanRevision.objects.create(
        plan=held,
        number=last + 1,
        document=asdict(document),
        keys={
            "objectives": {str(row.number): row.pk for row in objectives},
            "actions": {str(row.number): row.pk for row in actions},
        },
        fingerprint=mark,
        frozen_at=now,
    )


def present_revision(plan: AnnualActionPlan) -> PlanRevision | None:
    """Return the revision that holds the very text of today; None when this text was never frozen."""
    return PlanRevision.objects.filter(plan=plan, fingerprint=fingerprint_of(document_of(plan))).first()


def approved_revision(plan: AnnualActionPlan) -> PlanRevision | None:
    """Return the text the CCA approved last; None when it was approved before texts were frozen, or never."""
    return PlanRevision.objects.filter(plan=plan, approved_at__isnull=False).order_by("-approved_at", "-number").first()


def published_document(plan: AnnualActionPlan) -> AnnualPlan:
    """Return the text everybody reads: the rows of the plan or, while it is open again, what the CCA approved."""
    if plan.status == PlanStatus.REVISING:
        held = approved_revision(plan)
        if held is not None:
            return text_of(held)
    return document_of(plan)


def published_texts(plans: Iterable[AnnualActionPlan]) -> dict[int, AnnualPlan]:
    """Return the approved text of those of these plans that are open again, by key; no query when none is."""
    open_again = [plan.pk for plan in plans if plan.status == PlanStatus.REVISING]
    if not open_again:
        return {}
    approved = PlanRevision.objects.filter(plan__in=open_again, approved_at__isnull=False)
    return {revision.plan_id: text_of(revision) for revision in approved.order_by("approved_at", "number")}


@dataclass(frozen=True)
class Vote:
    """What the CCA last decided in Préau about a text of a plan that is not approved yet."""

    revision: PlanRevision
    decision: Decision

    @property
    def day(self) -> date:
        return local_day(self.decision.item.meeting.starts_at)

    @property
    def adopted(self) -> bool:
        return bool(self.decision.verdict == "adopted")


def last_vote(plan: AnnualActionPlan) -> Vote | None:
    """Return the last vote of the CCA on a text of the plan since its last approval; None when there was none."""
    approved = approved_revision(plan)
    votes = [Vote(revision, decision) for revision in plan.revisions.all() for decision in decisions_about(revision)]
    if approved is not None and approved.approved_at is not None:
        votes = [vote for vote in votes if vote.decision.opened_at > approved.approved_at]
    return max(votes, key=lambda vote: (vote.decision.opened_at, vote.decision.pk), default=None)
