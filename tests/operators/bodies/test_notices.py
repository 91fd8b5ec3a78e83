"""Reminders: to those who still owe at the moment of sending, once a year and once when it is too late."""

from datetime import date, timedelta

import pytest

from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.models import Notice
from preau.operators import notices
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return made.operator(ZoneFactory())


def told(operator, reminder):
    """Return the notice a reminder makes, as its audience is asked about it."""
    return Notice(
        kind=reminder.kind,
        audience=reminder.audience,
        subject_type=reminder.subject._meta.label_lower,
        subject_id=reminder.subject.pk,
        words=dict(reminder.words),
        key=reminder.key,
        created_at=made.NOW,
    )


def contact_reminders(day=made.TODAY):
    return list(notices.contact_reminders(day, made.NOW))


def test_nobody_is_reminded_before_the_last_month(operator):
    made.contact(operator, confirmed_on=date(2025, 12, 22))
    assert contact_reminders() == []
    assert len(contact_reminders(date(2026, 11, 22))) == 1


def test_a_month_before_and_once_late_each_once(operator):
    made.contact(operator, confirmed_on=date(2025, 12, 1))
    keys = {reminder.key for day in range(60) for reminder in contact_reminders(made.TODAY + timedelta(days=day))}
    assert {key.rsplit(":", 1)[1] for key in keys} == {"soon", "late"}
    [soon] = contact_reminders()
    assert (soon.words["until"].replace("\xa0", " "), soon.words["late"]) == ("1er décembre 2026", False)


def test_one_operator_without_trusted_contact_is_enough(operator):
    beside = made.operator(operator.declarations.get().zone, body=operator.body)
    made.contact(operator, confirmed_on=made.TODAY)
    made.contact(beside, confirmed_on=date(2025, 1, 1))
    [late] = contact_reminders()
    assert late.words["late"]


def test_only_those_who_still_owe_it_when_it_leaves_are_told(operator, at):
    at("2026-11-21")
    signatory, secretary = made.mandate(operator), made.mandate(operator, Role.OPERATOR_SECRETARY)
    made.mandate(operator, Role.CARE_WORKER)
    contact = made.contact(operator, confirmed_on=date(2025, 12, 1))
    [reminder] = contact_reminders()
    notice = told(operator, reminder)
    assert {one.email for one in notices.owing_contacts(notice)} == {signatory.person.email, secretary.person.email}
    contact.confirmed_on = made.TODAY
    contact.save()
    assert notices.owing_contacts(notice) == []


def test_a_body_without_contact_or_operator_is_not_reminded(operator):
    made.body()
    assert contact_reminders() == []


def test_what_ends_is_told_forty_days_before_unless_renewed_meanwhile(operator, at):
    at("2026-11-21")
    signatory = made.mandate(operator)
    row = operator.recognitions.create(kind="sport", valid_to=made.TODAY + timedelta(days=40))
    operator.recognitions.create(kind="youth", valid_to=made.TODAY + timedelta(days=41))
    operator.recognitions.create(kind="nursery", valid_to=made.TODAY - timedelta(days=1))
    [reminder] = notices.paper_reminders(made.TODAY, made.NOW)
    assert reminder.subject == row
    notice = told(operator, reminder)
    assert [one.email for one in notices.holding(notice)] == [signatory.person.email]
    operator.recognitions.create(kind="sport", valid_to=date(2030, 1, 1))
    assert notices.holding(notice) == []
    assert list(notices.paper_reminders(made.TODAY, made.NOW)) == []
