"""What the other rooms use of the CCA: who sits in it, on which day."""

from preau.commissions.acts.frame import NotNow
from preau.commissions.meetings_api import (
    address_to_prepare,
    adopted,
    decisions_about,
    held_meetings,
    next_meeting,
    planned_meetings,
    put_on_agenda,
)
from preau.commissions.members import Roll, roll_of
from preau.commissions.models import Cca, Decision, Meeting
from preau.commissions.seats import Seat, is_person, seat_of_actor, seats_in_office
from preau.commissions.subjects import Subject, register_subject

__all__ = [
    "Decision",
    "Meeting",
    "NotNow",
    "Roll",
    "Seat",
    "Subject",
    "address_to_prepare",
    "adopted",
    "cca_of",
    "decisions_about",
    "held_meetings",
    "is_person",
    "next_meeting",
    "planned_meetings",
    "put_on_agenda",
    "register_subject",
    "roll_of",
    "seat_of_actor",
    "seats_in_office",
]


def cca_of(zone_id: int | None) -> Cca | None:
    """Return the CCA of a zone, None when it is not composed here yet."""
    if zone_id is None:
        return None
    return Cca.objects.select_related("zone", "chair").filter(zone_id=zone_id).first()
