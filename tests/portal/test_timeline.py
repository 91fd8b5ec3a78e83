"""The line of the year: what the law dates is drawn apart from what ONE advises."""

from datetime import date

import pytest

from tests.factories import MandateFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def timeline(client, at):
    at("2026-11-21")
    sign_in(client, MandateFactory().person)
    return client.get("/").context["timeline"]


def test_only_what_a_text_dates_is_a_legal_date(timeline):
    marks = [mark for lane in timeline.year.lanes for mark in lane.marks]
    assert {mark.rule for mark in marks if mark.legal} == {
        "arrêté du 3 décembre 2003, art. 3/1",
        "arrêté du 3 décembre 2003, art. 3/2",
    }
    assert {mark.status for mark in marks if not mark.legal} == {"Conseil de l’ONE"}


def test_no_day_is_given_for_the_approval_by_the_cca(timeline):
    ends = [reason.due.title for reason in timeline.reasons if reason.due.due == date(2026, 12, 31)]
    assert len(ends) == 2
    assert all(title.startswith("Transmettre") for title in ends)
