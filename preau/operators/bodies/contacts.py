"""Whom to write to: who is known, until when her name may be trusted, which bodies still owe a confirmation (P9)."""

from collections.abc import Iterable
from datetime import date, timedelta

from preau.law.calendar import add_months
from preau.operators.models import CareOperator, ContactPerson

CONFIRMED_FOR = 12  # months
REMIND_BEFORE = timedelta(days=30)
NOBODY = "Aucune personne de contact n’est connue : ajoutez-en une."
TOO_OLD = "Aucune personne de contact n’est confirmée depuis un an : dites qui répond encore."


def confirmed_until(contact: ContactPerson) -> date:
    """Return the last day on which what is said of a contact may be trusted."""
    return add_months(contact.confirmed_on, CONFIRMED_FOR)


def contacts_of(operator: CareOperator, contacts: Iterable[ContactPerson]) -> list[ContactPerson]:
    """Keep those of the body's `contacts` one writes to about this operator: the body's own, and the operator's."""
    return [one for one in contacts if one.ended_on is None and one.operator_id in {None, operator.pk}]


def contact_known(operator: CareOperator, day: date) -> tuple[bool | None, str]:
    """Tell whether somebody to write to is known, and confirmed within the year before `day`; else what to do."""
    return judged(contacts_of(operator, operator.body.contacts.all()), day)


def judged(contacts: Iterable[ContactPerson], day: date) -> tuple[bool | None, str]:
    """Tell the same of contacts already read."""
    known = list(contacts)
    if not known:
        return False, NOBODY
    if not any(confirmed_until(one) >= day for one in known):
        return False, TOO_OLD
    return True, ""
