"""The letter that asks for her consent: its link is made at the moment of sending, and only its digest is kept."""

import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django_tasks import task

from preau.foundation import clock
from preau.foundation.accounts.messages import tried_again
from preau.foundation.accounts.models import digest_of_token
from preau.staff.models import MoveRequest


@task()
def send_consent(request_id: int, tries: int = 0) -> None:
    """Send the letter of a request still to be answered, with a new link; nothing for a file without address."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        waiting = MoveRequest.objects.filter(answered_at=None, withdrawn_at=None, expires_at__gt=clock.now())
        rows = waiting.select_for_update(of=("self",), no_key=True)
        request = rows.select_related("person__account", "organisation").filter(pk=request_id).first()
        if request is None:
            return
        request.token_digest = digest_of_token(token)
        request.save(update_fields=["token_digest"])
    person = request.person
    to = person.account.email if person.account else person.email
    if not to:
        return
    address = settings.PUBLIC_ADDRESS + reverse("staff:move_link", args=[token])
    words = {"request": request, "address": address, "paper": request.papers.filter(decided_at=None).first()}
    body = render_to_string("staff/moving/letters/consent.txt", words)
    with tried_again(send_consent, request_id, tries=tries):
        send_mail(f"{request.organisation} demande votre accord", body, None, [to])
