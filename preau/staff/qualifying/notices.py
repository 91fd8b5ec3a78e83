"""The letter of a person whose qualification was decided, when she has an account; her house is told by the case."""

from preau.foundation import clock
from preau.foundation.accounts.models import Mandate
from preau.foundation.notifications.api import Kind, Recipient, register_audience, register_kind
from preau.foundation.notifications.models import Notice
from preau.staff.models import QualificationRequest

GROUP = "Mon Équipe"


def herself(notice: Notice) -> list[Recipient]:
    """Return the person a decision is about; nobody when she has no account, or acts for nobody any more."""
    request = QualificationRequest.objects.select_related("person").get(pk=notice.subject_id)
    mandates = Mandate.objects.in_force(clock.today()).filter(
        person_id=request.person.account_id or 0, person__is_active=True
    )
    found = mandates.select_related("person").order_by("pk").first()
    return [Recipient(found.person.email, str(found.person), found.person_id, found.pk)] if found else []


def register() -> None:
    """Declare the letter; called once, when the application starts."""
    register_kind(
        Kind(
            "staff.qualification",
            "Une décision sur votre qualification",
            False,
            "{function} : {state}",
            "staff/qualifying/letters/decided.txt",
            GROUP,
        )
    )
    register_audience("staff.herself", herself)
