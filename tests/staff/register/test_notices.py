"""Reminders: extracts to renew, papers of a coordinator; to those who still owe at the moment of sending."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import full_date
from preau.staff import notices
from preau.staff.models import Assignment, GoodConductCheck
from preau.staff.register.due import hirings_of
from tests.operators import made as operators
from tests.staff import made

pytestmark = pytest.mark.django_db


def told(reminder):
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


def saw(person, house, extract_on):
    return GoodConductCheck.objects.create(
        person=person,
        organisation=house,
        extract_on=extract_on,
        seen_on=extract_on,
        cleared=True,
        recorded_at=made.NOW,
    )


def extracts(day=made.TODAY):
    return list(notices.extract_reminders(day, made.NOW))


def test_people_seen_the_same_day_share_one_letter(operator, actor):
    house = operator.body.organisation
    for _ in range(7):
        saw(made.person(operator), house, date(2022, 1, 10))
    saw(made.person(operator), house, date(2024, 1, 10))
    [reminder] = extracts()
    assert reminder.words["until"].replace("\xa0", " ") == "10 janvier 2027"
    assert reminder.words["who"].endswith("2 autres")
    people = notices.owing_extracts(told(reminder))
    assert actor.email in {one.email for one in people}


def test_nobody_is_reminded_of_an_extract_renewed_or_of_somebody_who_left(operator):
    house = operator.body.organisation
    renewed = made.person(operator)
    saw(renewed, house, date(2022, 1, 10))
    [reminder] = extracts()
    saw(renewed, house, date(2026, 11, 2))
    assert notices.owing_extracts(told(reminder)) == []
    gone = made.person(operator, ends_on=date(2026, 6, 30))
    saw(gone, house, date(2022, 1, 10))
    assert extracts() == []


def test_the_papers_of_a_coordinator_are_reminded_before_and_once_late(zone):
    coordinator = operators.coordinator(zone)
    house = coordinator.mandate.organisation
    made.person(house, function="atl_coordinator", starts_on=date(2026, 11, 2))
    days = [made.TODAY + timedelta(days=number) for number in range(40)]
    keys = {one.key.rsplit(":", 1)[1] for day in days for one in notices.hiring_reminders(day, made.NOW)}
    assert keys == {"soon", "late"}
    [reminder] = notices.hiring_reminders(date(2026, 12, 1), made.NOW)
    assert [one.email for one in notices.owing_papers(told(reminder))] == [coordinator.email]


def test_who_becomes_a_coordinator_later_than_her_contract_owes_them_from_that_day(zone):
    house = operators.coordinator(zone).mandate.organisation
    person = made.person(house, function="administration", starts_on=date(2019, 1, 7))
    contract = person.contracts.get()
    Assignment.objects.create(contract=contract, function="atl_coordinator", starts_on=date(2026, 11, 2))
    hiring = hirings_of([contract])[contract.pk]
    assert (hiring.since, hiring.until.due) == (date(2026, 11, 2), date(2026, 12, 2))
    assert list(notices.hiring_reminders(made.TODAY, made.NOW)) == []
    [reminder] = notices.hiring_reminders(date(2026, 12, 1), made.NOW)
    assert reminder.words["since"] == full_date(date(2026, 11, 2))


def test_an_operator_owes_no_papers_of_a_coordinator(operator):
    made.person(operator, function="atl_coordinator", starts_on=date(2026, 11, 2))
    assert list(notices.hiring_reminders(date(2026, 12, 1), made.NOW)) == []


def test_a_secretary_and_not_a_project_leader_is_told(operator, actor):
    leader = operators.actor(operator, Role.PROJECT_LEADER)
    saw(made.person(operator), operator.body.organisation, date(2022, 1, 10))
    [reminder] = notices.reminders(made.TODAY, made.NOW)
    emails = {one.email for one in notices.owing_extracts(told(reminder))}
    assert actor.email in emails
    assert leader.email not in emails


@pytest.mark.parametrize(
    ("letter", "given"),
    [
        ("register/letters/extracts", {"who": "Noa", "until": "10 janvier 2027"}),
        (
            "register/letters/hired",
            {"who": "Noa", "since": "2 novembre", "until": "2 décembre", "missing": "le contrat"},
        ),
        ("moving/letters/answered", {"person": "Noa", "accepted": True}),
    ],
)
def test_a_letter_names_who_it_is_about_and_one_link(letter, given):
    text = render_to_string(f"staff/{letter}.txt", {**given, "link": "https://preau.test/x"})
    assert "Noa" in text
    assert text.count("https://") == 1
