"""The tasks that send notices, run by `preau worker`: to whom, is asked at that moment.

A letter is taken in hand before it is sent and struck off after: a task run twice sends nothing twice. Only a
worker killed between the mail server's answer and the stroke makes a letter go again, rather than never.
"""

from collections import defaultdict
from datetime import date
from smtplib import SMTPRecipientsRefused

from django.apps import apps
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task

from preau.foundation import clock
from preau.foundation.accounts.messages import WAITS, tried_again
from preau.foundation.accounts.models import Person
from preau.foundation.notifications.letters import Section, body_of, digest_of, letter_of, subject_of
from preau.foundation.notifications.models import Delivery, Digest, Notice, Outcome
from preau.foundation.notifications.registry import Recipient, kinds
from preau.foundation.notifications.routing import members_of, route
from preau.law.words import full_date

Told = list[tuple[Delivery, Recipient]]


@task()
def send_notice(notice_id: int, tries: int = 0) -> None:
    """Send a notice to each of those it concerns now and who has not had it; what fails is tried again later.

    An address refused to the last is given up; a mail server that stays away is tried again by `preau nightly`.
    """
    notice = Notice.objects.filter(pk=notice_id, sent_at=None).first()
    if notice is None:
        return
    with tried_again(send_notice, notice_id, tries=tries):
        failures = _send_waiting(notice, route(notice))
        if tries == len(WAITS):
            refused = [pk for pk, failure in failures.items() if isinstance(failure, SMTPRecipientsRefused)]
            notice.deliveries.filter(pk__in=refused).update(outcome=Outcome.FAILED)
        if not notice.deliveries.filter(outcome=Outcome.WAITING).exists():
            Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now())
        for failure in failures.values():
            raise failure


def _send_waiting(notice: Notice, members: dict[str, Recipient]) -> dict[int, OSError]:
    """Send all that waits, over one connection; return why the server did not take a letter, by delivery."""
    failures: dict[int, OSError] = {}
    waiting = list(notice.deliveries.filter(outcome=Outcome.WAITING, email__in=members))
    if not waiting:
        return failures
    try:
        with get_connection() as connection:
            for delivery in waiting:
                try:
                    _send_one(delivery, notice, members[delivery.email], connection)
                except OSError as refusal:  # those of smtplib are too
                    failures[delivery.pk] = refusal
    except OSError as unreachable:
        failures[0] = unreachable
    return failures


def _send_one(delivery: Delivery, notice: Notice, recipient: Recipient, connection: BaseEmailBackend) -> None:
    """Send one letter, unless another worker has it in hand. Raises OSError when the server does not take it."""
    if not Delivery.objects.filter(outcome=Outcome.WAITING).hold(delivery.pk, clock.now()):
        return
    mine = Delivery.objects.filter(pk=delivery.pk)
    subject, body = subject_of(notice, recipient), letter_of(notice, recipient)
    try:
        EmailMessage(subject, body, None, [recipient.email], connection=connection).send()
    except OSError:
        mine.update(held_at=None)
        raise
    mine.update(outcome=Outcome.SENT, sent_at=clock.now(), held_at=None)


@task()
def send_digest(person_id: int, day: str, tries: int = 0) -> None:
    """Send a person the letter of the day: all that waits for it and still concerns her, by subject.

    What no try could send, or a killed worker lost, is in the digest of the next day.
    """
    person = Person.objects.get(pk=person_id)
    told = _still_true(person)
    if not told:
        return
    digest, _ = Digest.objects.get_or_create(person=person, day=date.fromisoformat(day))
    if not Digest.objects.filter(sent_at=None).hold(digest.pk, clock.now()):
        return
    mine = Digest.objects.filter(pk=digest.pk)
    subject = f"Préau : votre résumé du {full_date(digest.day)}"
    letter = EmailMessage(subject, digest_of(str(person), _sections(told)), None, [person.email])
    with tried_again(send_digest, person_id, day, tries=tries):
        try:
            letter.send()
        except OSError:
            mine.update(held_at=None)
            raise
        now = clock.now()
        mine.update(sent_at=now, held_at=None)
        sent = Delivery.objects.filter(pk__in=[delivery.pk for delivery, _ in told])
        sent.update(outcome=Outcome.SENT, sent_at=now)


def _still_true(person: Person) -> Told:
    """Return what waits for a person's digest and still concerns her, the oldest first; close the rest."""
    waiting = Delivery.objects.filter(person=person, outcome=Outcome.DIGEST).select_related("notice")
    told: Told = []
    over: list[int] = []
    for delivery in waiting.order_by("notice__created_at", "notice_id"):
        recipient = members_of(delivery.notice).get(delivery.email)
        if recipient is None:
            over.append(delivery.pk)
        else:
            told.append((delivery, recipient))
    Delivery.objects.filter(pk__in=over).update(outcome=Outcome.OVER)
    return told


def _sections(told: Told) -> list[Section]:
    """Return what a digest says, subject by subject, in the order it was written."""
    bodies: dict[tuple[str, int], list[str]] = defaultdict(list)
    titles: dict[tuple[str, int], str] = {}
    for delivery, recipient in told:
        notice = delivery.notice
        about = (notice.subject_type, notice.subject_id)
        titles.setdefault(about, kinds[notice.kind].group)
        bodies[about].append(body_of(notice, recipient))
    for label in {label for label, _ in titles}:
        rows = apps.get_model(label)._base_manager.in_bulk([key for kind, key in titles if kind == label])
        titles |= {(label, key): str(row) for key, row in rows.items()}
    return [Section(titles[about], tuple(texts)) for about, texts in bodies.items()]
