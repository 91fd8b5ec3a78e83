"""The letter of the day: one per person, subject by subject, of what is still true when it is sent."""

from datetime import date, timedelta

import pytest
from django.core import mail

from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from preau.foundation.notifications import acts, api
from preau.foundation.notifications.messages import send_digest
from preau.foundation.notifications.models import Delivery, Digest, Notice, Outcome
from preau.foundation.notifications.nightly import send_nightly
from tests.factories import MandateFactory, ZoneFactory, actor_for

pytestmark = pytest.mark.django_db
NIGHT = "2026-11-22T03:00"


@pytest.fixture
def reader(owing, at):
    """Somebody who owes and prefers the digest."""
    at("2026-11-21")
    mandate = MandateFactory()
    owing.append(api.Recipient(mandate.person.email, str(mandate.person), mandate.person_id, mandate.pk))
    acts.choose(actor_for(mandate), {"test.asked": "digest"})
    return mandate


@pytest.fixture
def night(at, work):
    """Return a function that does the nightly work at a moment, then the worker's."""

    def pass_by(moment=NIGHT):
        send_nightly(at(moment))
        work()

    return pass_by


def test_a_day_is_one_letter_subject_by_subject(reader, told, work, night):
    north, south = ZoneFactory(name="Commune du Nord"), ZoneFactory(name="Commune du Sud")
    told("1", subject=north, title="l’objectif 1")
    told("2", subject=south, title="l’objectif 2")
    told("3", subject=north, title="l’objectif 3")
    work()
    assert mail.outbox == []
    night()
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == ([reader.person.email], "Préau : votre résumé du 22 novembre 2026")
    said = [
        letter.body.index(words) for words in ("Commune du Nord", "objectif 1", "objectif 3", "du Sud", "objectif 2")
    ]
    assert said == sorted(said)
    assert letter.body.count("Commune du Nord") == 1
    assert set(Delivery.objects.values_list("outcome", flat=True)) == {Outcome.SENT}


def test_a_night_run_twice_sends_one_letter(reader, told, work, night):
    told("1")
    work()
    night()
    night()
    send_digest.func(reader.person_id, "2026-11-22")
    assert len(mail.outbox) == 1


def test_what_comes_after_the_letter_of_the_day_waits_for_the_next(reader, told, work, night):
    told("1")
    work()
    night()
    told("2")
    work()
    night("2026-11-22T04:00")
    assert len(mail.outbox) == 1
    night("2026-11-23T03:00")
    assert len(mail.outbox) == 2
    assert Digest.objects.count() == 2


def test_what_is_done_in_the_meantime_is_not_told(reader, owing, told, work, night):
    told("1")
    work()
    owing.clear()
    night()
    assert mail.outbox == []
    assert Delivery.objects.get().outcome == Outcome.OVER
    assert not Digest.objects.exists()


def test_what_is_done_between_the_night_and_the_letter_is_not_told(reader, owing, told, work, at):
    told("1")
    work()
    send_nightly(at(NIGHT))
    owing.clear()
    work()
    assert mail.outbox == []


def test_who_was_delegated_to_since_gets_it_and_who_delegated_does_not(declared, told, work, night, at):
    at("2026-11-21")
    mandate = MandateFactory()
    zone = mandate.organisation.zone
    acts.choose(actor_for(mandate), {"test.asked": "digest"})
    declared.audiences["test.owe"] = lambda notice: api.holders(
        {Role.ATL_COORDINATOR}, clock.today(), zone_id=notice.subject_id
    )
    told("1", subject=zone)
    work()
    delegation = MandateFactory(
        organisation=mandate.organisation,
        delegated_from=mandate,
        valid_from=date(2026, 11, 22),
        valid_to=date(2026, 11, 30),
    )
    night()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([delegation.person.email], "Votre avis : le plan d’Œuvre")
    ]
    assert Delivery.objects.get(person=mandate.person).outcome == Outcome.OVER
    assert Notice.objects.get().sent_at is not None


def test_who_owes_again_is_told_again(reader, owing, told, work, night):
    told("1")
    work()
    [one] = owing
    owing.clear()
    night()
    assert Delivery.objects.get().outcome == Outcome.OVER
    owing.append(one)
    Notice.objects.update(sent_at=None)
    night("2026-11-23T03:00")
    assert len(mail.outbox) == 1


def test_a_reminder_of_the_night_is_in_its_letter(reader, declared, work, night, django_capture_on_commit_callbacks):
    zone = ZoneFactory(name="Commune du Nord")
    words = {"title": "le plan", "until": "demain", "address": "/"}
    declared.reminders.append(lambda day, now: [api.Reminder("test.asked", "test.owe", zone, f"rappel:{day}", words)])
    with django_capture_on_commit_callbacks(execute=True):
        night()
    assert len(mail.outbox) == 1
    assert "Commune du Nord" in mail.outbox[0].body


def test_a_digest_the_server_does_not_take_is_tried_again_then_told_tomorrow(reader, told, work, night, at, settings):
    told("1")
    work()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    moment = at(NIGHT)
    night()
    for minutes in (1, 10, 60):
        moment += timedelta(minutes=minutes)
        at(moment.isoformat())
        last = work()
    assert last == ["FAILED"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    night("2026-11-23T03:00")
    assert [letter.subject for letter in mail.outbox] == ["Préau : votre résumé du 23 novembre 2026"]


def test_a_subject_that_is_gone_is_named_by_its_group(reader, told, work, night):
    zone = ZoneFactory(name="Commune effacée")
    told("1", subject=zone)
    work()
    zone.members.all().delete()
    zone.delete()
    night()
    assert "Commune effacée" not in mail.outbox[0].body
    assert "\nEssais\n" in mail.outbox[0].body
