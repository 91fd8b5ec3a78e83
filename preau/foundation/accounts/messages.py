"""The tasks that send e-mail, run by `preau worker`.

A link that opens something is made here, at the moment of sending: its secret exists in the letter alone, never
in the queue; of an invitation the database keeps only the SHA-256. A letter the mail server does not take is tried
three times more, later and later.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django_tasks import task
from django_tasks.base import Task

from preau.foundation import clock
from preau.foundation.accounts import letters
from preau.foundation.accounts.models import Invitation, Person, digest_of_token

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(minutes=60))


class LetterLostError(Exception):
    """The mail server took a letter at none of its tries."""


@contextmanager
def tried_again(letter: Task, *args: Any, tries: int) -> Iterator[None]:
    """Ask the worker for `letter` again when the mail server does not take it; `tries` failed before this one.

    Raises LetterLostError after the last, for the worker to log: what the server answered holds the address.
    """
    try:
        yield
    except OSError as failure:  # those of smtplib are too
        if tries == len(WAITS):
            reason = f"{letter.name}: {type(failure).__name__}, {tries + 1} tries"
            raise LetterLostError(reason) from None
        letter.using(run_after=clock.now() + WAITS[tries]).enqueue(*args, tries=tries + 1)


@task()
def send_message(to: str, subject: str, body: str, tries: int = 0) -> None:
    """Send one text message to one address."""
    with tried_again(send_message, to, subject, body, tries=tries):
        send_mail(subject, body, None, [to])


def send_letter(to: str, subject: str, letter: str, context: dict[str, Any]) -> None:
    """Write `accounts/letters/<letter>.txt` now, and hand it to the worker once the act is committed."""
    body = letters.text_of(letter, context)
    transaction.on_commit(lambda: send_message.enqueue(to, subject, body))


@task()
def send_invitation(invitation_id: int, tries: int = 0) -> None:
    """Send an invitation's letter with a new link, if it is still to be answered. A former link stops working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        pending = Invitation.objects.select_for_update(of=("self",)).pending().filter(expires_at__gt=clock.now())
        invitation = pending.select_related("organisation", "invited_by").filter(pk=invitation_id).first()
        if invitation is None:
            return
        invitation.token_digest = digest_of_token(token)
        invitation.save(update_fields=["token_digest"])
    address = settings.PUBLIC_ADDRESS + reverse("accounts:open_invitation", args=[token])
    body = letters.text_of("invitation", {"invitation": invitation, "address": address})
    with tried_again(send_invitation, invitation_id, tries=tries):
        send_mail(f"Invitation : {invitation.organisation}", body, None, [invitation.email])


@task()
def send_password_reset(email: str, tries: int = 0) -> None:
    """Send the link to choose a new password, if the address has an account; nothing otherwise."""
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        return
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    address = settings.PUBLIC_ADDRESS + reverse("account_reset_password_from_key", kwargs=key)
    body = letters.text_of("password_reset", {"address": address})
    with tried_again(send_password_reset, email, tries=tries):
        send_mail("Choisir un nouveau mot de passe", body, None, [person.email])
