"""Who may do what with the meetings of a CCA, with the reason when the answer is no."""

from preau.commissions.models import Attendance, Meeting
from preau.commissions.models.composition import AUTHORITY_ROLES, HOME_ROLES
from preau.commissions.seats import is_actor
from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role

ORGANISER_ROLES = frozenset({Role.ATL_COORDINATOR, Role.CCA_CHAIR})
SEAT_ROLES = frozenset({Role.CCA_MEMBER, Role.CCA_CHAIR})
ORGANISERS: Policy = roles(*ORGANISER_ROLES, label="la coordination ATL et la présidence de la CCA")
SEATED: Policy = roles(*SEAT_ROLES, label="les membres et la présidence de la CCA")
HOME: Policy = roles(
    *HOME_ROLES, label="la coordination ATL, la présidence, les membres de la CCA et le secrétariat du conseil"
)
READERS: Policy = roles(
    *HOME_ROLES,
    *AUTHORITY_ROLES,
    label="la coordination ATL, la CCA, le secrétariat du conseil, l’ONE et la commission d’agrément",
)


def can_organise(actor: Actor, zone_id: int) -> Decision:
    """May `actor` prepare, convene and hold the meetings of the CCA of this zone?"""
    if actor.is_system:
        return YES
    if actor.zone_id != zone_id:
        return no("Cette réunion est celle d’une autre commune.")
    if actor.role not in ORGANISER_ROLES:
        return no("La coordination ATL, secrétaire de la CCA, et la présidence tiennent les réunions ; vous y siégez.")
    return YES


def can_see_addresses(actor: Actor, meeting: Meeting) -> Decision:
    """May `actor` read who was called and what they answered? At home only; ONE reads who sat, in the minutes."""
    if actor.is_system or actor.zone_id == meeting.cca.zone_id:
        return YES
    return no("Les convocations ne se lisent que dans la commune.")


def can_vote(actor: Actor, attendance: Attendance | None) -> Decision:
    """May `actor` vote for this seat? Only whoever sits for it at this meeting, as noted present."""
    if attendance is None or attendance.sitting is None:
        return no(
            "Vous n’êtes pas noté présent à cette réunion : demandez à qui tient la séance de vous pointer, puis votez."
        )
    if not is_actor(attendance.sitting, actor):
        return no("Ce siège n’est pas le vôtre : chacun vote pour le sien.")
    return YES
