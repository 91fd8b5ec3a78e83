"""What sending, telling and noting write, inside the acts of the procedure: receipts, councils, letters."""

import hashlib
from datetime import date
from typing import Any

from preau.foundation.accounts.models import Mandate, Organisation
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.casework.api import ActRefused, Doing, Finding
from preau.foundation.notifications.api import tell
from preau.foundation.territory.api import municipalities_of
from preau.law.time_limits import due, limit
from preau.plans.files import plan_bytes
from preau.plans.listing import address_of
from preau.plans.models import (
    AnnualActionPlan,
    CouncilInformation,
    Document,
    PlanRevision,
    Publicity,
    Transmission,
)
from preau.plans.year_facts import report_pdf

OPERATOR_ROLES = (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY)
LIMITS = {Document.PLAN: "D31", Document.REPORT: "D32"}


def due_of(plan: AnnualActionPlan, document: str) -> date:
    """Return the day by which a document of a plan must be sent."""
    return due(limit(LIMITS[Document(document)]), plan.school_year.first_day).due


def transmit(doing: Doing, revision: PlanRevision) -> dict[str, Any]:
    """Hand the approved text to the council and the commission: the receipt keeps the mark of the PDF sent."""
    plan = AnnualActionPlan.objects.select_related("zone").get(pk=doing.subject.pk)
    pdf = plan_bytes(plan, "pdf", plan.published_at or doing.actor.now, published=True)
    return _receipt(doing, Document.PLAN, revision.number, pdf)


def transmit_report(doing: Doing) -> dict[str, Any]:
    """Hand the activity report to the CCA, the council and the commission."""
    plan = AnnualActionPlan.objects.select_related("zone").get(pk=doing.subject.pk)
    return _receipt(doing, Document.REPORT, 1, report_pdf(plan, doing.actor.now))


def _receipt(doing: Doing, document: str, revision: int, pdf: bytes) -> dict[str, Any]:
    plan, actor = doing.subject, doing.actor
    due_on = due_of(plan, document)
    first = not Transmission.objects.filter(plan=plan, document=document).exists()
    # A plan reopened then approved in the same words is the same sending: its first receipt stands.
    made, _ = Transmission.objects.get_or_create(
        plan=plan,
        document=document,
        revision=revision,
        defaults={
            "at": actor.now,
            "person_id": actor.person_id,
            "acting_as": actor.acting_as[:200],
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "due_on": due_on,
            # A new version of a plan sent in time is not late: the law dates the plan, not its corrections.
            "late": first and doing.day > due_on,
            "why_late": str(doing.supplied.more.get("why_late", ""))[:500],
        },
    )
    return {"receipt": made.pk, "sha256": made.sha256, "revision": revision, "document": str(document)}


def inform_council(doing: Doing) -> dict[str, Any]:
    """Note the session in which the council of one commune of the zone was informed; again corrects the first note."""
    given = doing.supplied.more
    communes = {one.pk: one for one in municipalities_of(doing.subject.zone)}
    commune = communes.get(given.get("municipality", 0))
    session_on = given.get("session_on")
    if commune is None or session_on is None:
        raise ActRefused((Finding(False, "Notez la commune et le jour de la séance de son conseil."),))
    if session_on < date(doing.subject.start_year, 1, 1):
        raise ActRefused((Finding(False, f"Donnez un jour à partir du 1er janvier {doing.subject.start_year}."),))
    if session_on > doing.actor.today:
        raise ActRefused((Finding(False, "Donnez le jour d’une séance passée : ce conseil n’est pas encore informé."),))
    written = {
        "session_on": session_on,
        "vote": given.get("vote", CouncilInformation.Vote.NONE),
        "comment": given.get("comment", ""),
    }
    CouncilInformation.objects.update_or_create(
        plan=doing.subject,
        municipality=commune,
        defaults={
            **written,
            "person": doing.actor.someone,
            "acting_as": doing.actor.acting_as[:200],
            "at": doing.actor.now,
        },
    )
    return {"municipality": commune.nis, **written, "session_on": session_on.isoformat()}


def publicise(doing: Doing, revision: PlanRevision) -> dict[str, Any]:
    """Tell every operator of the zone, one letter per address, and send the final text to the members of the CCA."""
    plan, actor = doing.subject, doing.actor
    told = set(Publicity.objects.filter(plan=plan, revision=revision.number).values_list("organisation_id", "email"))
    new = [pair for pair in _addresses(plan, actor.today) if pair not in told]
    Publicity.objects.bulk_create(
        Publicity(plan=plan, organisation_id=organisation, email=email, revision=revision.number, told_at=actor.now)
        for organisation, email in new
    )
    words = {
        "commune": plan.zone.name,
        "year": str(plan.school_year),
        "revision": revision.number,
        "address": address_of(plan),
    }
    for audience in ("operators", "cca"):
        key = f"{notice_key(plan, revision.number)}:{audience}:{doing.case.step}"
        tell("plans.published", f"plans.{audience}", plan, key=key, words=words)
    return {"revision": revision.number, "operators": len({organisation for organisation, _ in new})}


def tell_members(doing: Doing, what: str, address: str = "") -> None:
    """Send what goes to all the members of the CCA to those who have no account too: the case's own letter has none.

    `address` is the page anybody reads; without one the text is for the members alone.
    """
    plan = doing.subject
    words = {"what": f"{what} {plan.school_year}", "commune": plan.zone.name, "public": bool(address)}
    key = f"plans.sent:{plan.pk}:{doing.act.id}:{doing.case.step}"
    tell("plans.sent", "plans.without_account", plan, key=key, words=words | {"address": address or "/"})


def notice_key(plan: AnnualActionPlan, revision: int) -> str:
    """Return how the letters about a published text begin their key."""
    return f"plans.published:{plan.pk}:{revision}"


def _addresses(plan: AnnualActionPlan, day: date) -> list[tuple[int, str]]:
    """Return each operator of the zone with each of its addresses; one without any stands there with none."""
    operators = Organisation.objects.filter(kind=OrganisationKind.OPERATOR, zone_id=plan.zone_id)
    known: dict[int, list[str]] = {pk: [] for pk in operators.values_list("pk", flat=True)}
    mandates = Mandate.objects.in_force(day).filter(
        organisation__in=known, role__in=OPERATOR_ROLES, person__is_active=True
    )
    for pk, email in mandates.values_list("organisation_id", "person__email").distinct():
        known[pk].append(email.lower())
    return [(pk, email) for pk, emails in known.items() for email in sorted(set(emails)) or [""]]
