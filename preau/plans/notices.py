"""The letters of the plan's own year: the approved plan made known to every operator of the zone and to the CCA."""

from collections.abc import Iterable
from datetime import date

from preau.commissions.api import cca_of, seats_in_office
from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.api import Kind, Recipient, holders, register_audience, register_kind
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import local_day
from preau.plans.acts.diffusion import OPERATOR_ROLES
from preau.plans.models import AnnualActionPlan, Publicity

GROUP = "Plan d’action annuel"


def operators(notice: Notice) -> Iterable[Recipient]:
    """Yield who acts today for an operator of the zone, at an address the publicity names: the list is the proof."""
    plan = _plan_of(notice)
    if plan is None:
        return []
    told = set(
        Publicity.objects.filter(plan=plan, revision=notice.words["revision"])
        .exclude(email="")
        .values_list("email", flat=True)
    )
    known = holders(OPERATOR_ROLES, _today(), zone_id=plan.zone_id)
    return [one for one in known if one.email.lower() in told]


def cca(notice: Notice) -> Iterable[Recipient]:
    """Yield the members of the CCA in office today, by their seat or their mandate: they get the final text."""
    plan = _plan_of(notice)
    if plan is None:
        return []
    members = [one for one in seated(plan.zone_id, _today()) if one.email]
    return [*members, *holders((Role.CCA_CHAIR, Role.CCA_MEMBER), _today(), zone_id=plan.zone_id)]


def without_account(notice: Notice) -> Iterable[Recipient]:
    """Yield the members of the CCA in office today whom no letter of the case reaches: they hold no mandate here."""
    plan = AnnualActionPlan.objects.get(pk=notice.subject_id)
    known = holders((Role.ATL_COORDINATOR, Role.CCA_CHAIR, Role.CCA_MEMBER), _today(), zone_id=plan.zone_id)
    people, addresses = {one.person_id for one in known}, {one.email.lower() for one in known}
    return [
        one
        for one in seated(plan.zone_id, _today())
        if one.email and one.email.lower() not in addresses and (one.person_id is None or one.person_id not in people)
    ]


def seated(zone_id: int, day: date) -> list[Recipient]:
    """Return the members of the CCA of a zone in office on `day`, substitutes too. Two queries."""
    composed = cca_of(zone_id)
    seats = seats_in_office(composed, day) if composed else []
    return [Recipient(one.email, one.full_name, one.person_id) for seat in seats for one in seat.people]


def _plan_of(notice: Notice) -> AnnualActionPlan | None:
    return AnnualActionPlan.objects.approved().filter(pk=notice.subject_id).first()


def _today() -> date:
    return local_day(clock.now())


def register_notices() -> None:
    """Declare the letters of this room; called once, when the application starts."""
    register_audience("plans.operators", operators)
    register_audience("plans.cca", cca)
    register_audience("plans.without_account", without_account)
    register_kind(
        Kind(
            "plans.sent",
            "Le projet de plan ou le rapport, aux membres de la CCA sans compte",
            True,
            "{what} de {commune}",
            "plans/letters/sent.txt",
            GROUP,
        )
    )
    register_kind(
        Kind(
            "plans.published",
            "Le plan d’action approuvé est publié",
            True,
            "Plan d’action {year} de {commune}",
            "plans/letters/published.txt",
            GROUP,
        )
    )
