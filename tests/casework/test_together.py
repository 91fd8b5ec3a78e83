"""Two browsers, or two clicks: one act, one entry, one letter; the other is told what was done."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.engine import ActRefused, AlreadyDone, expire, open_case, perform
from preau.foundation.casework.models import CaseAct, Message
from preau.foundation.casework.talking import send_message
from preau.foundation.journal.models import Entry
from preau.foundation.notifications.models import Notice
from tests.casework.made import NOW, a_commune, everything, opened

pytestmark = pytest.mark.django_db(transaction=True)


def together(*jobs):
    """Run the jobs at the same moment, each on its own connection; return what each gave or raised."""
    start = Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return job()
        except (ActRefused, AlreadyDone) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def commune(at):
    at("2026-11-21")
    return a_commune()


def entries(act):
    return Entry.objects.filter(act=act).count()


def test_two_browsers_do_an_act_once(commune):
    case = opened(commune)
    actor = commune.actor(Role.ATL_COORDINATOR)
    given = everything(case.procedure, case.procedure.act("send"), pieces=True)
    answers = together(*[lambda: perform(actor, case.pk, "send", 1, given)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "CaseAct"]
    assert CaseAct.objects.filter(act_id="send").count() == entries("convention.send") == 1
    assert Notice.objects.filter(kind="casework.act", key__startswith="casework.act:").count() == 1


def test_two_browsers_open_a_case_once(commune):
    actor = commune.actor(Role.ATL_COORDINATOR)
    zone = commune.zone
    job = lambda: open_case(actor, "convention", "commit", zone, "Convention", zone_id=zone.pk)  # noqa: E731
    one, other = together(job, job)
    assert one.pk == other.pk
    assert entries("convention.commit") == 1


def test_two_different_acts_of_one_state_do_not_both_pass(commune):
    case = opened(commune)
    actor, officer = commune.actor(Role.ATL_COORDINATOR), commune.actor(Role.APPROVAL_OFFICER)
    perform(actor, case.pk, "send", 1, everything(case.procedure, case.procedure.act("send"), pieces=True))
    answers = together(
        *[
            lambda act=act: perform(
                officer, case.pk, act, 2, everything(case.procedure, case.procedure.act(act), pieces=True)
            )
            for act in ("agree", "send_back")
        ]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "CaseAct"]
    case.refresh_from_db()
    assert (case.step, case.acts.count()) == (3, 3)


def test_a_message_sent_twice_is_one(commune):
    case = opened(commune)
    actor = commune.actor(Role.ATL_COORDINATOR)
    together(*[lambda: send_message(actor, case.pk, "Bonjour")] * 2)
    assert Message.objects.count() == entries("casework.message") == 1


def test_two_nights_at_once_expire_a_limit_once(commune, monkeypatch):
    case = opened(commune, "quarterly_claim", "open", operator=True)
    case.clocks.update(due_on=NOW.date().replace(day=1))
    limit_id = case.clocks.get().limit_id
    together(*[lambda: expire(case.pk, limit_id, NOW)] * 2)
    assert CaseAct.objects.filter(act_id="become_inadmissible").count() == 1
