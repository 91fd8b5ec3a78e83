"""Reminders: whoever owes an action gets one; the finished, replaced, withdrawn and delegated get nothing."""

from datetime import date

import pytest
from icalendar import Calendar

from preau.foundation import clock
from preau.foundation.notifications.api import calendar_of
from preau.foundation.notifications.models import Notice
from preau.plans import acts as plan_acts
from preau.plans import reminders
from preau.plans.acts import followup as acts
from preau.plans.acts import report
from preau.plans.models import ActivityReport, Progress
from preau.plans.todo import agenda_of
from tests.factories import MandateFactory, PersonFactory, actor_for
from tests.plans.conftest import DOCUMENT
from tests.plans.year.year_made import planned, say

DUE = date(2026, 12, 3)


@pytest.fixture
def operator(zone):
    return MandateFactory(signatory=True, organisation__zone=zone)


@pytest.fixture
def given(plan, coordinator, operator):
    """An action due on 3 December, given to an operator's mandate; today is 21 November."""
    with clock.frozen(coordinator.now):
        about = planned(plan, 1)
        acts.follow(coordinator, plan.pk, about, 0, {"due_on": DUE, "in_charge": operator})
        yield about


def notice_of(day, now):
    """Return what the night of `day` would tell, as a notice nobody sent yet; None when there is nothing."""
    found = list(reminders.due_reminders(day, now))
    assert len(found) < 2
    for one in found:
        return Notice(kind=one.kind, subject_id=one.subject.pk, words=one.words, key=one.key)
    return None


def told(notice):
    return [one.email for one in reminders.in_charge(notice)]


def test_who_is_in_charge_is_reminded_before_and_on_the_day(given, coordinator, operator, plan):
    now = coordinator.now
    before, on_the_day = notice_of(date(2026, 11, 21), now), notice_of(DUE, now)
    assert told(before) == told(on_the_day) == [operator.person.email]
    assert before.key != on_the_day.key
    assert notice_of(date(2026, 11, 22), now).key == before.key
    assert notice_of(date(2026, 12, 4), now).key == on_the_day.key
    assert notice_of(date(2026, 11, 18), now) is None
    assert notice_of(date(2026, 12, 7), now) is None
    [recipient] = reminders.in_charge(before)
    assert recipient.words["address"] == f"/plans/{plan.zone_slug}/2026-2027/#action-1"


@pytest.mark.parametrize("state", [Progress.DONE, Progress.DROPPED])
def test_an_action_finished_or_dropped_reminds_nobody(given, coordinator, plan, state):
    notice = notice_of(date(2026, 11, 21), coordinator.now)
    say(coordinator, plan, 1, state, "Plus utile.")
    assert told(notice) == []
    assert notice_of(DUE, coordinator.now) is None


def test_who_is_replaced_gets_nothing_the_next_one_does(given, coordinator, plan):
    notice = notice_of(date(2026, 11, 21), coordinator.now)
    acts.follow(coordinator, plan.pk, given, 1, {"in_charge": coordinator.mandate})
    assert told(notice) == []
    assert told(notice_of(date(2026, 11, 21), coordinator.now)) == [coordinator.email]


def test_a_moved_date_silences_the_first_reminder(given, coordinator, plan):
    notice = notice_of(date(2026, 11, 21), coordinator.now)
    acts.follow(coordinator, plan.pk, given, 1, {"due_on": date(2027, 1, 20)})
    assert told(notice) == []


def test_a_mandate_withdrawn_gets_nothing(given, coordinator, operator):
    notice = notice_of(date(2026, 11, 21), coordinator.now)
    operator.withdrawn_at, operator.valid_to = coordinator.now, coordinator.today
    operator.save()
    assert told(notice) == []


def test_a_closed_account_gets_nothing(given, coordinator, operator):
    operator.person.is_active = False
    operator.person.save()
    assert told(notice_of(DUE, coordinator.now)) == []


def test_who_delegated_gets_nothing_the_delegate_does(given, coordinator, operator):
    lent = MandateFactory(
        person=PersonFactory(),
        organisation=operator.organisation,
        role=operator.role,
        delegated_from=operator,
        valid_to=date(2026, 12, 31),
    )
    assert told(notice_of(DUE, coordinator.now)) == [lent.person.email]
    assert [task.title for task in agenda_of(actor_for(lent, coordinator.now)).tasks] == [
        "Finir l’action 1 du plan 2026-2027"
    ]


def test_a_year_that_is_closed_reminds_nobody(given, coordinator, plan):
    notice = notice_of(date(2026, 11, 21), coordinator.now)
    ActivityReport.objects.create(plan=plan, created_at=coordinator.now)
    report.mark_sent(plan, coordinator.now)
    assert told(notice) == []


def test_the_home_names_what_is_due_soon_and_who_is_in_charge_alone_sees_it(given, coordinator, operator):
    [task] = agenda_of(actor_for(operator, coordinator.now)).tasks
    assert (task.title, task.due) == ("Finir l’action 1 du plan 2026-2027", DUE)
    assert all("Finir" not in one.title for one in agenda_of(coordinator).tasks)


def test_the_agenda_keeps_the_name_of_an_event_and_counts_its_changes(given, coordinator, operator, plan):
    def event(mandate):
        data = calendar_of("Essai", reminders.due_dates(actor_for(mandate, coordinator.now)))
        [found] = Calendar.from_ical(data).walk("VEVENT")
        return found

    first = event(operator)
    assert first["UID"] == f"plans-action-{given.pk}@preau"
    acts.follow(coordinator, plan.pk, given, 1, {"due_on": date(2027, 1, 20)})
    second = event(operator)
    assert (second["UID"], second.decoded("DTSTART")) == (first["UID"], date(2027, 1, 20))
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert event(coordinator.mandate)["UID"] == first["UID"]
    say(coordinator, plan, 1, Progress.DROPPED, "Plus utile.")
    assert event(operator)["STATUS"] == "CANCELLED"


def test_an_action_with_a_follow_up_is_not_deleted(given, coordinator, plan):
    plan.status = "revising"
    plan.save()
    with pytest.raises(plan_acts.Followed, match="Cette action a un suivi"):
        plan_acts.delete_action(coordinator, plan.pk, given.pk)
    with pytest.raises(plan_acts.Followed, match="Cette action a un suivi"):
        plan_acts.replace_content(coordinator, plan.pk, DOCUMENT, "essai.xlsx")
    assert plan.actions.count() == 5
