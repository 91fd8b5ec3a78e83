"""What operators are reminded of: people to write to that nobody confirmed for a year, papers about to end."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.api import (
    Kind,
    Recipient,
    Reminder,
    holders,
    register_audience,
    register_kind,
    register_reminder,
)
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import full_date
from preau.operators.bodies.acts.papers import Paper
from preau.operators.bodies.contacts import REMIND_BEFORE, confirmed_until, contacts_of
from preau.operators.bodies.hub import ending
from preau.operators.models import Insurance, OrganisingBody, Recognition

GROUP = "Opérateurs"
PAPER_BEFORE = timedelta(days=40)
_ROLES = (Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY)
_LETTERS = "operators/bodies/letters"
_MODELS: dict[str, type[Recognition] | type[Insurance]] = {
    model._meta.label_lower: model for model in (Recognition, Insurance)
}


# -- contacts --------------------------------------------------------------------------------------
def trusted_until(body: OrganisingBody) -> date | None:
    """Return the first day on which one of a body's operators has nobody confirmed any more; None without contact.

    The contacts and operators of the body are best prefetched.
    """
    days = []
    for operator in body.operators.all():
        contacts = contacts_of(operator, body.contacts.all())
        if contacts:
            days.append(max(confirmed_until(one) for one in contacts))
    return min(days, default=None)


def owing_contacts(notice: Notice) -> list[Recipient]:
    """Return the direction and secretariat of a body, while its contacts are still to be confirmed."""
    body = OrganisingBody.objects.prefetch_related("contacts", "operators").get(pk=notice.subject_id)
    until, today = trusted_until(body), clock.today()
    if until is None or until > today + REMIND_BEFORE:
        return []
    return holders(_ROLES, today, organisation_id=body.organisation_id)


def contact_reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield one reminder a month before the year of confirmation is over, and one once it is."""
    old = OrganisingBody.objects.filter(operators__isnull=False, contacts__ended_on__isnull=True).distinct()
    for body in old.prefetch_related("contacts", "operators").order_by("pk").iterator(chunk_size=200):
        until = trusted_until(body)
        if until is None or until > day + REMIND_BEFORE:
            continue
        late = until < day
        yield Reminder(
            "operators.contacts",
            "operators.owing_contacts",
            body,
            f"operators.contacts:{body.pk}:{until.isoformat()}:{'late' if late else 'soon'}",
            {
                "body": str(body.organisation),
                "until": full_date(until),
                "late": late,
                "address": reverse("operators:contacts"),
            },
        )


# -- papers ----------------------------------------------------------------------------------------
def holding(notice: Notice) -> list[Recipient]:
    """Return the direction and secretariat of an operator, while a paper of theirs ends and none follows it."""
    row = _MODELS[notice.subject_type].objects.select_related("operator__body").get(pk=notice.subject_id)
    today = clock.today()
    held = _MODELS[notice.subject_type].objects.filter(operator=row.operator_id)
    if row.pk not in {one.pk for one in ending(held, today)}:
        return []
    return holders(_ROLES, today, organisation_id=row.operator.body.organisation_id)


def paper_reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield one reminder for each approval or insurance that ends within forty days and that none follows."""
    for model in _MODELS.values():
        near = model.objects.filter(valid_to__range=(day, day + PAPER_BEFORE)).values("operator")
        held = model.objects.filter(operator__in=near).select_related("operator").order_by("operator", "pk")
        for row in ending(held, day):
            if row.valid_to and day <= row.valid_to <= day + PAPER_BEFORE:
                yield _of_paper(row, row.valid_to)


def _of_paper(row: Paper, until: date) -> Reminder:
    words = {
        "paper": str(row),
        "operator": str(row.operator),
        "until": full_date(until),
        "address": reverse("operators:papers", args=[row.operator_id]),
    }
    key = f"operators.paper:{row._meta.model_name}:{row.pk}:{until.isoformat()}"
    return Reminder("operators.paper", "operators.holding", row, key, words)


def reminders(day: date, now: datetime) -> Iterable[Reminder]:
    """Yield what operators are reminded of on `day`."""
    yield from contact_reminders(day, now)
    yield from paper_reminders(day, now)


def register() -> None:
    """Declare the kinds, audiences and reminders of the operators; called once, when the application starts."""
    register_kind(
        Kind(
            "operators.contacts",
            "La confirmation annuelle des personnes de contact",
            False,
            "{body} : confirmez vos personnes de contact",
            f"{_LETTERS}/contacts.txt",
            GROUP,
        )
    )
    register_kind(
        Kind(
            "operators.paper",
            "La fin prochaine d’un agrément ou d’une assurance",
            False,
            "{operator} : {paper}, jusqu’au {until}",
            f"{_LETTERS}/paper.txt",
            GROUP,
        )
    )
    register_audience("operators.owing_contacts", owing_contacts)
    register_audience("operators.holding", holding)
    register_reminder(reminders)
