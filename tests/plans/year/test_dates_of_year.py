"""The dates of the year in an agenda: advice for everybody in the CCA, legal dates no case holds yet."""

import pytest

from preau.foundation.notifications.registry import feeds
from preau.law.annual_plan import SchoolYear
from preau.plans.acts import start_plan
from preau.plans.year_dates import dates_of_year
from tests.factories import MandateFactory, actor_for
from tests.plans.made import make_plans

pytestmark = pytest.mark.django_db


def test_the_legal_date_of_a_plan_not_begun_is_there_until_its_case_holds_it(at):
    coordinator = actor_for(MandateFactory(), at("2026-11-21"))
    zone = coordinator.mandate.organisation.zone
    legal = f"plans-year-{zone.pk}-D31-2026"
    before = {event.uid: event for event in dates_of_year(coordinator)}
    assert before[legal].start.isoformat() == "2026-12-31"
    assert "Date légale." in before[legal].description
    start_plan(coordinator, zone, SchoolYear(2026))
    after = {event.uid for event in dates_of_year(coordinator)}
    assert legal not in after
    assert {uid for uid in before if "D33" in uid} <= after


def test_the_same_dates_are_the_same_events(at):
    coordinator = actor_for(MandateFactory(), at("2026-11-21"))
    later = actor_for(coordinator.mandate, at("2026-12-05"))
    assert list(dates_of_year(coordinator)) == list(dates_of_year(later))


def test_the_council_and_visitors_have_no_advice(at):
    assert not list(dates_of_year(actor_for(MandateFactory(secretary=True), at("2026-11-21"))))


def test_an_agenda_costs_the_same_among_many_communes(at, counted_queries):
    coordinator = actor_for(MandateFactory(), at("2026-11-21"))
    start_plan(coordinator, coordinator.mandate.organisation.zone, SchoolYear(2026))
    costs, kept = [], []
    for more in (0, 1, 30):
        make_plans(more)
        with counted_queries() as counted:
            kept.append(len([event for feed in feeds for event in feed(coordinator)]))
        costs.append(len(counted))
    assert kept[0] == kept[2] > 5
    assert costs[0] == costs[2] <= 10, counted.sql
