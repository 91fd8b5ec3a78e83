"""The clocks of a case: met then started again, suspended and resumed, run out, kept too late."""

from datetime import date, timedelta

import pytest

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.clocks import counted, due_date, run_clocks
from preau.foundation.casework.engine import expire_all, perform
from preau.foundation.casework.models import CaseClock
from preau.law.procedures import Act
from preau.law.procedures.roles import Role as Actors
from tests.casework.made import TODAY, a_commune, everything, moment, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unbound")]


@pytest.fixture
def commune(at):
    at("2026-11-21")
    return a_commune()


@pytest.fixture
def case(commune):
    return opened(commune)


def an_act(**clocks) -> Act:
    return Act(id="un_acte", title="Faire", by=(Actors.ONE,), article="decree art. 5", **clocks)


def move(case, day, **clocks):
    return run_clocks(case, an_act(**clocks), day, {}, None)


def running(case):
    return CaseClock.objects.get(case=case, met_on=None, dropped_on=None)


def test_a_limit_met_starts_again(case):
    first = date(2026, 10, 1)
    assert move(case, first, starts=("D06",)) == []
    assert move(case, TODAY, meets=("D06",), starts=("D06",)) == []
    assert running(case).started_on == TODAY
    assert case.clocks.get(started_on=first).met_on == TODAY


def test_a_limit_started_anew_drops_the_one_that_ran(case):
    move(case, date(2026, 10, 1), starts=("D06",))
    move(case, TODAY, starts=("D06",))
    assert case.clocks.get(dropped_on=TODAY).started_on == date(2026, 10, 1)
    assert running(case).due_on == due_date("D06", TODAY)


def test_a_limit_stopped_falls_away(case):
    move(case, date(2026, 10, 1), starts=("D06",))
    move(case, TODAY, stops=("D06",))
    assert case.clocks.get().dropped_on == TODAY


def test_a_suspended_limit_has_no_day_until_it_runs_again(case):
    start = date(2026, 10, 1)
    move(case, start, starts=("D06",))
    plain = running(case).due_on
    move(case, date(2026, 10, 11), suspends=("D06",))
    move(case, date(2026, 10, 12), suspends=("D06",))
    paused = running(case)
    assert (paused.due_on, counted(paused), paused.changes) == (None, None, 1)
    move(case, date(2026, 10, 21), resumes=("D06",))
    resumed = running(case)
    assert resumed.pauses == [["2026-10-11", "2026-10-20"]]
    assert resumed.due_on == counted(resumed).due
    assert resumed.due_on - plain >= timedelta(days=8)
    assert resumed.changes == 2
    move(case, date(2026, 10, 22), resumes=("D06",))
    assert running(case).changes == 2


def test_an_act_after_the_day_is_marked(case, commune):
    case.clocks.create(limit_id="D06", started_on=date(2026, 1, 5), due_on=date(2026, 4, 7))
    assert move(case, TODAY, meets=("D06",)) == [{"limit": "D06", "due": "2026-04-07"}]
    assert case.clocks.get().late_on(TODAY)


def test_a_late_act_is_allowed_and_kept_as_such(case, commune):
    actor, officer = commune.actor(Role.ATL_COORDINATOR), commune.actor(Role.APPROVAL_OFFICER, moment(date(2027, 6, 1)))
    perform(actor, case.pk, "send", 1, everything(case.procedure, case.procedure.act("send"), pieces=True))
    done = perform(officer, case.pk, "agree", 2, everything(case.procedure, case.procedure.act("agree")))
    assert [one["limit"] for one in done.late] == ["D06"]


def test_a_limit_that_runs_out_does_its_act_once_on_the_next_day(commune):
    case = opened(commune, "quarterly_claim", "open", operator=True)
    due_on = case.clocks.get().due_on
    assert expire_all(moment(due_on)) == 0
    later = moment(due_on + timedelta(days=5))
    assert (expire_all(later), expire_all(later)) == (1, 0)
    case.refresh_from_db()
    last = case.acts.last()
    assert (last.act_id, last.day, last.acting_as) == (
        "become_inadmissible",
        due_on + timedelta(days=1),
        "Délai expiré",
    )
    assert case.state_id == "inadmissible"
    assert case.closed_at is not None


def test_a_limit_without_act_of_its_own_stays_over(case, commune):
    actor = commune.actor(Role.ATL_COORDINATOR)
    perform(actor, case.pk, "send", 1, everything(case.procedure, case.procedure.act("send"), pieces=True))
    assert expire_all(moment(date(2027, 6, 1))) == 0
    assert running(case).late_on(date(2027, 6, 1))
