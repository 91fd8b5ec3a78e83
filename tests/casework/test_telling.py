"""Letters and reminders: only to those who still owe, or must know, at the moment of sending."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import TestCase

from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.engine import perform
from preau.foundation.casework.models import CaseClock
from preau.foundation.casework.talking import ask_task, finish_task, handle_remark, remark, send_message
from preau.foundation.casework.telling import dates_of, step_of
from preau.foundation.notifications.api import calendar_of
from preau.foundation.notifications.nightly import send_nightly
from tests.casework.made import a_commune, communes, everything, moment, opened
from tests.factories import MandateFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]
COORDINATOR, OFFICER = Role.ATL_COORDINATOR.value, Role.APPROVAL_OFFICER.value


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def commune(at):
    at("2026-11-21")
    return a_commune()


def send_it(commune, case):
    given = everything(case.procedure, case.procedure.act("send"), pieces=True)
    perform(commune.actor(COORDINATOR, clock.now()), case.pk, "send", 1, given)


def sent(commune):
    """Return a case that ONE must answer, its letters gone."""
    case = opened(commune)
    letters(lambda: send_it(commune, case))
    return case


def answer(commune, case):
    given = everything(case.procedure, case.procedure.act("agree"))
    perform(commune.actor(OFFICER), case.pk, "agree", 2, given)


def letters(job):
    """Return to whom letters go when `job` is committed, and what they are about."""
    mail.outbox.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        job()
    return sorted((letter.to[0], letter.subject.rpartition(" : ")[2]) for letter in mail.outbox)


def address(commune, role):
    return commune.mandates[role].person.email


def night(day):
    with clock.frozen(moment(day)):
        return letters(lambda: send_nightly(moment(day)))


def test_an_act_is_told_to_those_it_names(commune):
    case = opened(commune)
    assert letters(lambda: send_it(commune, case)) == [(address(commune, OFFICER), "Envoyer la proposition à l’ONE")]


def test_whoever_did_it_is_not_told(commune):
    case = sent(commune)
    told = letters(lambda: answer(commune, case))
    assert told == [(address(commune, COORDINATOR), "Marquer son accord et signer")]


def test_another_commune_hears_nothing(at):
    at("2026-11-21")
    here, there = communes("Ici", "Là")
    case = sent(here)
    told = letters(lambda: answer(here, case))
    assert address(there, COORDINATOR) not in dict(told)


def days_of_letters(commune, case, until=10):
    due_on = CaseClock.objects.get(case=case).due_on
    found = {}
    for left in range(40, -until, -1):
        got = night(due_on - timedelta(days=left))
        if got:
            found[left] = [to for to, _ in got]
    return found


def test_reminders_go_to_who_owes_at_30_7_0_days_and_once_after(commune):
    case = sent(commune)
    officer = [address(commune, OFFICER)]
    assert days_of_letters(commune, case) == {30: officer, 7: officer, 0: officer, -1: officer}


def test_nobody_is_reminded_of_what_is_done(commune):
    case = sent(commune)
    due_on = CaseClock.objects.get(case=case).due_on
    letters(lambda: answer(commune, case))
    assert night(due_on - timedelta(days=7)) == []


def test_a_reminder_written_before_the_act_is_not_sent_after_it(commune):
    """The audience is asked at the sending: the act came between the night and the worker."""
    case = sent(commune)
    due_on = CaseClock.objects.get(case=case).due_on
    day = moment(due_on - timedelta(days=7))
    mail.outbox.clear()
    with clock.frozen(day), TestCase.captureOnCommitCallbacks() as waiting:
        send_nightly(day)
    answer(commune, case)
    with clock.frozen(day):
        for callback in waiting:
            callback()
    assert mail.outbox == []


def test_the_replaced_and_the_withdrawn_get_nothing_the_delegate_and_the_successor_do(commune):
    case = sent(commune)
    due_on = CaseClock.objects.get(case=case).due_on
    house = commune.mandates[OFFICER].organisation
    gone = commune.mandates[OFFICER]
    gone.valid_to = clock.today()
    gone.save()
    closed = MandateFactory(role=OFFICER, organisation=house, person=PersonFactory(is_active=False))
    successor = MandateFactory(role=OFFICER, organisation=house)
    lender = MandateFactory(role=OFFICER, organisation=house)
    delegate = MandateFactory(role=OFFICER, organisation=house, delegated_from=lender, valid_to=date(2027, 12, 31))
    got = {to for to, _ in night(due_on - timedelta(days=7))}
    assert got == {successor.person.email, delegate.person.email}
    assert not got & {gone.person.email, closed.person.email, lender.person.email}


def test_a_threshold_older_than_the_clock_is_left_out(commune):
    case = opened(commune)
    short = CaseClock(case=case, limit_id="D06", started_on=date(2026, 11, 20), due_on=date(2026, 12, 5))
    assert step_of(short, date(2026, 11, 21)) is None
    assert step_of(short, date(2026, 11, 28)) == "7"
    assert step_of(short, date(2026, 12, 2)) == "7"
    assert step_of(short, date(2026, 12, 5)) == "0"
    assert step_of(short, date(2026, 12, 9)) == "late"


def test_remarks_messages_and_tasks_reach_those_they_are_for(commune):
    case = sent(commune)
    officer, coordinator = commune.actor(OFFICER), commune.actor(COORDINATOR)
    home = sorted([address(commune, COORDINATOR), address(commune, Role.CCA_CHAIR.value)])
    first = letters(lambda: remark(officer, case.pk, "need:amendment_text", "Une remarque"))
    assert [to for to, _ in first] == home
    assert letters(lambda: remark(officer, case.pk, "need:amendment_text", "Une autre")) == []
    assert [to for to, _ in letters(lambda: send_message(coordinator, case.pk, "Bonjour"))] == [
        address(commune, OFFICER)
    ]
    asked = letters(lambda: ask_task(officer, case.pk, "Signer", "municipality", None))
    assert asked == [(address(commune, COORDINATOR), "Signer")]
    task = case.tasks.get()
    assert letters(lambda: finish_task(coordinator, case.pk, task.pk)) == []
    found = case.remarks.first()
    handle_remark(coordinator, case.pk, found.pk, "C’est fait.")
    handle_remark(coordinator, case.pk, found.pk, "Deux fois.")
    found.refresh_from_db()
    assert found.answer == "C’est fait."


def test_the_agenda_holds_the_running_clocks_of_those_who_must_act(commune):
    case = sent(commune)
    [event] = dates_of(commune.actor(OFFICER))
    running = CaseClock.objects.get(case=case)
    assert (event.uid, event.sequence, event.start) == (f"clock-{running.pk}", 0, running.due_on)
    assert calendar_of("Un agenda", [event]) == calendar_of("Un agenda", dates_of(commune.actor(OFFICER)))
    assert list(dates_of(commune.actor(COORDINATOR))) == []
    running.pauses = [["2026-11-22", "2026-11-25"]]
    running.save()
    assert next(iter(dates_of(commune.actor(OFFICER)))).sequence == 2
