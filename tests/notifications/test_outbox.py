"""The outbox: one row with its act, one letter per address, nothing twice and nothing lost."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django_tasks_db.models import DBTaskResult

from preau.foundation import clock
from preau.foundation.notifications import api
from preau.foundation.notifications.messages import send_notice
from preau.foundation.notifications.models import HELD_FOR, Delivery, Notice, Outcome
from preau.foundation.notifications.nightly import LOST_AFTER, forget_old, send_nightly
from preau.foundation.notifications.routing import route
from tests.factories import PersonFactory, ZoneFactory

pytestmark = pytest.mark.django_db


def someone(name="line", **more):
    return api.Recipient(f"{name}@exemple.test", name.capitalize(), **more)


def addressed():
    return sorted(address for letter in mail.outbox for address in letter.to)


def refuse(monkeypatch, *addresses):
    """Let the mail server refuse these addresses."""
    send = EmailMessage.send

    def answer(letter, fail_silently=False):
        if set(letter.to) & set(addresses):
            raise SMTPRecipientsRefused({letter.to[0]: (550, b"unknown")})
        return send(letter, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", answer)


def test_a_letter_says_what_until_when_and_where(owing, told, work):
    owing.append(someone())
    told()
    assert work() == ["SUCCESSFUL"]
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["line@exemple.test"], "Votre avis : le plan d’Œuvre")
    assert letter.body.startswith("Bonjour Line,\n\nOn attend votre avis sur le plan d’Œuvre.\n\nPour le 31 décembre")
    assert "http://127.0.0.1:8000/plans/oeuvre/\n\nPréau\nhttp://127.0.0.1:8000\n" in letter.body
    assert "Mes avis" not in letter.body  # without account, nothing to choose
    assert Notice.objects.get().sent_at is not None


def test_words_of_one_s_own_are_in_one_s_own_letter_only(owing, told, work):
    owing += [someone("line", words={"title": "votre réponse"}), someone("marc")]
    told()
    work()
    assert sorted(letter.subject for letter in mail.outbox) == [
        "Votre avis : le plan d’Œuvre",
        "Votre avis : votre réponse",
    ]


def test_a_title_on_two_lines_is_no_header(owing, told, work):
    owing.append(someone())
    told(title="un plan\nBcc: autre@exemple.test")
    work()
    assert mail.outbox[0].subject == "Votre avis : un plan Bcc: autre@exemple.test"


def test_the_same_key_tells_once(owing, told, work):
    owing.append(someone())
    told("avis-1")
    told("avis-1", title="autre chose")
    assert work() == ["SUCCESSFUL"]
    assert [letter.subject for letter in mail.outbox] == ["Votre avis : le plan d’Œuvre"]


def test_what_is_undone_tells_nothing(owing, work, django_capture_on_commit_callbacks):
    owing.append(someone())
    with pytest.raises(ZeroDivisionError), django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        api.tell("test.asked", "test.owe", ZoneFactory(), key="a", words={})
        raise ZeroDivisionError
    assert (Notice.objects.count(), work()) == (0, [])


@pytest.mark.parametrize(("kind", "audience"), [("test.asked", "nobody"), ("nothing", "test.owe")])
def test_only_what_was_declared_is_told(owing, kind, audience):
    with pytest.raises(LookupError), transaction.atomic():
        api.tell(kind, audience, ZoneFactory(), key="a", words={})


def test_words_are_plain_json(owing):
    with pytest.raises(TypeError), transaction.atomic():
        api.tell("test.asked", "test.owe", ZoneFactory(), key="a", words={"day": clock.today()})


@pytest.mark.django_db(transaction=True)
def test_an_outbox_outside_a_transaction_is_a_bug(owing):
    with pytest.raises(RuntimeError):
        api.tell("test.asked", "test.owe", ZoneFactory(), key="a", words={})


def test_a_name_is_declared_once(owing):
    with pytest.raises(ValueError, match="existe"):
        api.register_kind(api.Kind("test.asked", "", False, "", "", ""))
    with pytest.raises(ValueError, match="existent"):
        api.register_audience("test.owe", lambda notice: [])


def test_whom_it_concerns_is_asked_at_the_moment_of_sending(owing, told, work):
    owing.append(someone("finie"))
    told()
    owing[:] = [someone("nouvelle")]
    work()
    assert addressed() == ["nouvelle@exemple.test"]


def test_an_address_given_twice_gets_one_letter(owing, told, work):
    owing += [someone(), api.Recipient("LINE@exemple.test", "Line, encore")]
    told()
    work()
    assert addressed() == ["line@exemple.test"]


def test_a_task_run_twice_sends_once(owing, told, work):
    owing.append(someone())
    told()
    work()
    send_notice.func(Notice.objects.get().pk)
    Notice.objects.update(sent_at=None)  # killed before it could say that all was sent
    send_notice.func(Notice.objects.get().pk)
    assert addressed() == ["line@exemple.test"]
    assert Notice.objects.get().sent_at is not None


def test_who_comes_after_all_was_sent_is_not_told(owing, told, work):
    owing.append(someone())
    told()
    work()
    owing.append(someone("tard"))
    send_notice.func(Notice.objects.get().pk)
    assert addressed() == ["line@exemple.test"]


def test_one_letter_is_in_one_hand(owing, told):
    told(queued=False)
    delivery = Delivery.objects.create(notice=Notice.objects.get(), email="line@exemple.test", outcome=Outcome.WAITING)
    now = clock.now()
    assert [Delivery.objects.hold(delivery.pk, now) for _ in range(2)] == [True, False]
    assert Delivery.objects.hold(delivery.pk, now + HELD_FOR + timedelta(seconds=1))


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": Outcome.SENT},
        {"outcome": Outcome.WAITING, "sent_at": "2026-11-21T10:00:00Z"},
        {"outcome": Outcome.DIGEST},
        {"outcome": Outcome.OFF},
    ],
)
def test_the_database_refuses_a_delivery_that_cannot_be(owing, told, fields):
    told(queued=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(notice=Notice.objects.get(), email="line@exemple.test", **fields)


def test_a_commit_killed_before_the_queue_is_made_up_for_at_night(owing, told, work, at):
    now = at("2026-11-21")
    owing.append(someone())
    told(queued=False)
    assert work() == []
    send_nightly(now)  # its tries may still be under way
    assert work() == []
    send_nightly(at((now + LOST_AFTER).isoformat()))
    work()
    assert addressed() == ["line@exemple.test"]


def test_a_worker_killed_in_the_middle_loses_no_letter(owing, told, work, at, monkeypatch):
    """Of three letters the second is its last: the night after, the two that were not struck off go."""
    now = at("2026-11-21")
    owing += [someone("anne"), someone("bruno"), someone("chloe")]
    told()
    send = EmailMessage.send

    def die(letter, fail_silently=False):
        if "bruno@exemple.test" in letter.to:
            raise SystemExit
        return send(letter, fail_silently)

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", die)
        with pytest.raises(SystemExit):
            send_notice.func(Notice.objects.get().pk)
    send_notice.func(Notice.objects.get().pk)  # at once: what the dead held stays held
    assert addressed() == ["anne@exemple.test", "chloe@exemple.test"]
    assert Notice.objects.get().sent_at is None
    send_nightly(at((now + LOST_AFTER).isoformat()))
    work()
    assert addressed() == ["anne@exemple.test", "bruno@exemple.test", "chloe@exemple.test"]
    assert Notice.objects.get().sent_at is not None


def test_an_address_refused_is_tried_again_then_given_up_and_stops_nobody(owing, told, work, at, monkeypatch, caplog):
    moment = at("2026-11-21")
    refuse(monkeypatch, "faux@exemple.test")
    owing += [someone("faux"), someone("line")]
    told()
    for minutes in (1, 10, 60):
        assert work() == ["SUCCESSFUL"]
        assert addressed() == ["line@exemple.test"]
        moment += timedelta(minutes=minutes)
        assert DBTaskResult.objects.get(status="READY").run_after == moment
        at(moment.isoformat())
    assert work() == ["FAILED"]
    assert Delivery.objects.get(email="faux@exemple.test").outcome == Outcome.FAILED
    assert Notice.objects.get().sent_at == moment
    assert "SMTPRecipientsRefused, 4 tries" in caplog.text
    assert "faux@exemple.test" not in caplog.text
    assert addressed() == ["line@exemple.test"]


def test_who_is_done_before_the_next_try_gets_nothing(owing, told, work, at, monkeypatch):
    moment = at("2026-11-21")
    owing.append(someone())
    told()
    with monkeypatch.context() as patch:
        refuse(patch, "line@exemple.test")
        work()
    owing.clear()
    at((moment + timedelta(minutes=2)).isoformat())
    assert work() == ["SUCCESSFUL"]
    assert mail.outbox == []
    assert Delivery.objects.get().outcome == Outcome.OVER
    assert Notice.objects.get().sent_at is not None


def test_a_mail_server_that_stays_away_loses_nothing(owing, told, work, at, settings):
    moment = at("2026-11-21")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    owing.append(someone())
    told()
    for minutes in (2, 12, 62, 0):
        work()
        moment += timedelta(minutes=minutes)
        at(moment.isoformat())
    assert not DBTaskResult.objects.filter(status="READY").exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_nightly(at((moment + timedelta(hours=8)).isoformat()))
    work()
    assert addressed() == ["line@exemple.test"]


def test_the_cost_of_the_first_step_is_the_same_for_one_and_for_ten(owing, told, counted_queries):
    costs = []
    for number in (1, 11):
        owing[:] = [someone(f"p{n}", person_id=PersonFactory().pk) for n in range(number)]
        told(f"avis-{number}", queued=False)
        with counted_queries() as counted:
            route(Notice.objects.get(key=f"avis-{number}"))
        costs.append(len(counted))
    assert costs[0] == costs[1] <= 8, (costs, connection.vendor)


def test_what_is_gone_concerns_nobody(declared, told, owing, work):
    zone = ZoneFactory()
    declared.audiences["test.owe"] = lambda notice: [someone(type(zone).objects.get(pk=notice.subject_id).slug)]
    told(subject=zone)
    zone.members.all().delete()
    zone.delete()
    assert work() == ["SUCCESSFUL"]
    assert mail.outbox == []
    assert Notice.objects.get().sent_at is not None


def test_a_fault_of_one_room_holds_up_no_other(declared, told, owing, work, at):
    now = at("2026-11-21")
    declared.reminders.append(lambda day, now: 1 / 0)
    owing.append(someone())
    told("avis-1", queued=False)
    told("avis-2", queued=False)
    Notice.objects.filter(key="avis-1").update(audience="test.unknown")
    with pytest.raises(ExceptionGroup) as raised:
        send_nightly(at((now + LOST_AFTER).isoformat()))
    assert [type(failure) for failure in raised.value.exceptions] == [ZeroDivisionError, KeyError]
    work()
    assert addressed() == ["line@exemple.test"]


def test_notices_of_long_ago_are_forgotten_with_their_addresses(owing, told, work):
    owing.append(someone())
    told()
    work()
    now = clock.now()
    assert forget_old(now + timedelta(days=9), days=10) == 0
    assert forget_old(now + timedelta(days=11), days=10) == 2  # the notice and its one letter
    assert not Delivery.objects.exists()
