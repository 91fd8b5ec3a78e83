"""Who is told: those who owe, the delegate for who delegated; nobody finished, replaced, withdrawn or delegated."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from preau.foundation.accounts.roles import Role
from preau.foundation.notifications import api
from preau.foundation.notifications.models import Delivery, Notice
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, ZoneFactory
from tests.notifications.conftest import WORDS

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
COORDINATION = {Role.ATL_COORDINATOR}


def lent(mandate, start=DAY, end=DAY, **more):
    return MandateFactory(
        organisation=mandate.organisation,
        role=mandate.role,
        delegated_from=mandate,
        valid_from=start,
        valid_to=end,
        **more,
    )


def emails(found):
    return {recipient.email for recipient in found}


def test_those_of_the_zone_who_hold_the_role():
    mandate = MandateFactory()
    MandateFactory(organisation=mandate.organisation, member=True)
    MandateFactory()
    [found] = api.holders(COORDINATION, DAY, zone_id=mandate.organisation.zone_id)
    person = mandate.person
    assert found == api.Recipient(person.email, person.full_name, person.pk, mandate.pk)
    assert len(api.holders(COORDINATION, DAY)) == 2
    assert emails(api.holders(COORDINATION, DAY, organisation_id=mandate.organisation_id)) == {person.email}


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_to": DAY - timedelta(days=1)},
        {"valid_from": DAY + timedelta(days=1)},
        {"valid_to": DAY, "withdrawn_at": "2026-11-21T08:00:00Z"},
        {"person__is_active": False},
    ],
    ids=["ended", "to come", "withdrawn", "closed account"],
)
def test_who_does_not_hold_it_that_day_gets_nothing(fields):
    MandateFactory(**fields)
    assert api.holders(COORDINATION, DAY) == []


def test_the_delegate_gets_it_and_who_delegated_does_not():
    mandate = MandateFactory()
    delegation = lent(mandate)
    zone_id = mandate.organisation.zone_id
    assert emails(api.holders(COORDINATION, DAY, zone_id=zone_id)) == {delegation.person.email}
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        assert emails(api.holders(COORDINATION, day, zone_id=zone_id)) == {mandate.person.email}


def test_a_delegation_taken_back_or_to_a_closed_account_delegates_nothing():
    mandate = MandateFactory()
    lent(mandate, withdrawn_at="2026-11-21T08:00:00Z")
    lent(mandate, person__is_active=False)
    assert emails(api.holders(COORDINATION, DAY)) == {mandate.person.email}


def test_an_ended_mandate_takes_its_delegation_with_it():
    lent(MandateFactory(valid_to=DAY - timedelta(days=1)), start=DAY - timedelta(days=9), end=DAY - timedelta(days=1))
    mandate = MandateFactory(withdrawn_at="2026-11-20T08:00:00Z", valid_to=DAY)
    lent(mandate)
    assert api.holders(COORDINATION, DAY) == []


def test_one_person_with_two_mandates_is_told_once():
    mandate = MandateFactory()
    MandateFactory(person=mandate.person, organisation=mandate.organisation, chair=True)
    roles = {Role.ATL_COORDINATOR, Role.CCA_CHAIR}
    assert len(api.holders(roles, DAY, zone_id=mandate.organisation.zone_id)) == 1


def test_what_she_did_not_delegate_she_still_gets():
    mandate = MandateFactory()
    MandateFactory(person=mandate.person, organisation=mandate.organisation, chair=True)
    delegation = lent(mandate)
    roles = {Role.ATL_COORDINATOR, Role.CCA_CHAIR}
    assert emails(api.holders(roles, DAY)) == {mandate.person.email, delegation.person.email}


@pytest.mark.parametrize("others", [1, 12])
def test_they_cost_one_query_however_many(counted_queries, others):
    house = OrganisationFactory()
    for _ in range(others):
        MandateFactory(organisation=house)
    with counted_queries() as counted:
        assert len(api.holders(COORDINATION, DAY, zone_id=house.zone_id)) == others
    assert len(counted) == 1, counted.sql


@pytest.fixture
def year(declared, at):
    """Zones where a coordination owes something until it is in `finished`, and a reminder of it each night."""
    at("2026-11-21T03:00")
    zones, finished = [], set()

    def owe(notice):
        if notice.subject_id in finished:
            return []
        return api.holders(COORDINATION, DAY, zone_id=notice.subject_id)

    def remind(day, now):
        return [
            api.Reminder("test.asked", "test.owe", zone, f"test.owe:{zone.pk}:2026", WORDS)
            for zone in zones
            if zone.pk not in finished
        ]

    api.register_audience("test.owe", owe)
    api.register_reminder(remind)
    return zones, finished


def test_reminders_reach_those_who_owe_and_nobody_else(year, work, django_capture_on_commit_callbacks):
    zones, finished = year
    house = [OrganisationFactory() for _ in range(5)]
    zones += [one.zone for one in house]
    owes, done, replaced, withdrawn, delegates = (MandateFactory(organisation=one) for one in house)
    finished.add(done.organisation.zone_id)
    successor = MandateFactory(organisation=replaced.organisation, valid_from=DAY)
    type(replaced).objects.filter(pk=replaced.pk).update(valid_to=DAY - timedelta(days=1))
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(valid_to=DAY, withdrawn_at="2026-11-21T01:00:00Z")
    delegate = lent(delegates)
    for _ in range(2):  # a night run twice reminds once
        with django_capture_on_commit_callbacks(execute=True):
            call_command("nightly")
        work()
    told = sorted(address for letter in mail.outbox for address in letter.to)
    assert told == sorted(mandate.person.email for mandate in (owes, successor, delegate))


def test_who_finishes_between_the_reminder_and_the_letter_gets_nothing(year, work, django_capture_on_commit_callbacks):
    zones, finished = year
    mandate = MandateFactory()
    zones.append(mandate.organisation.zone)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("nightly")
    finished.add(mandate.organisation.zone_id)
    work()
    assert mail.outbox == []
    assert Notice.objects.get().sent_at is not None


def test_a_member_without_account_is_told_too(declared, told_outside, work):
    assert work() == ["SUCCESSFUL"]
    assert [letter.to for letter in mail.outbox] == [["membre@exemple.test"]]
    assert Delivery.objects.get().person is None


@pytest.fixture
def told_outside(declared, django_capture_on_commit_callbacks):
    api.register_audience("test.members", lambda notice: [api.Recipient("membre@exemple.test", "")])
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        api.tell("test.called", "test.members", ZoneFactory(), key="a", words=WORDS)


def test_a_person_of_another_zone_is_never_in_it():
    MandateFactory(person=PersonFactory())
    assert api.holders(COORDINATION, DAY, zone_id=ZoneFactory().pk) == []
