"""From a notice to the letters it makes: whom it concerns now, and when each of them wants to hear of it."""

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from preau.foundation.notifications.models import Delivery, Notice, Outcome, Preference, When
from preau.foundation.notifications.registry import Kind, Recipient, audiences, kinds

_OUTCOMES = {When.NOW: Outcome.WAITING, When.DIGEST: Outcome.DIGEST, When.NEVER: Outcome.OFF}


def members_of(notice: Notice) -> dict[str, Recipient]:
    """Return those a notice concerns at this moment, by address: each address once. What is gone concerns nobody."""
    members: dict[str, Recipient] = {}
    try:
        for recipient in audiences[notice.audience](notice):
            members.setdefault(recipient.email.strip().lower(), recipient)
    except ObjectDoesNotExist:
        return {}
    return members


def choices_of(kind: Kind, person_ids: list[int]) -> dict[int, When]:
    """Return when these people want a kind of notice, for those who do not want it at once. One query."""
    if kind.legal or not person_ids:
        return {}
    rows = Preference.objects.filter(kind=kind.id, person_id__in=person_ids)
    return {person_id: When(choice) for person_id, choice in rows.values_list("person_id", "choice")}


def route(notice: Notice) -> dict[str, Recipient]:
    """Write down one delivery for each of those a notice concerns now, and return them; close those of the others.

    A delivery already there keeps what became of it, so that a second time adds only newcomers.
    """
    members = members_of(notice)
    choices = choices_of(kinds[notice.kind], [one.person_id for one in members.values() if one.person_id])
    with transaction.atomic():
        back = notice.deliveries.filter(outcome=Outcome.OVER, email__in=members)
        back.delete()
        made = [
            Delivery(
                notice=notice,
                email=email,
                person_id=one.person_id,
                outcome=_OUTCOMES[choices.get(one.person_id or 0, When.NOW)],
            )
            for email, one in members.items()
        ]
        Delivery.objects.bulk_create(made, ignore_conflicts=True)
        left = notice.deliveries.filter(outcome__in=(Outcome.WAITING, Outcome.DIGEST), held_at=None)
        left.exclude(email__in=members).update(outcome=Outcome.OVER)
    return members
