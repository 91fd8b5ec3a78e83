"""The figures of the queue: how old it is, at what pace it empties, where the trainings of a house stand in it."""

from dataclasses import replace
from datetime import date, timedelta

from preau.training.figures import WEEKS, expected_on, figures, own_positions
from preau.training.models import TrainingEntry
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made
from tests.training.queue.conftest import DAY


def test_the_age_of_the_queue_is_that_of_its_cards(waiting):
    for title, days in (("A", 3), ("B", 40), ("C", 10)):
        entry = waiting.typed(title, title)
        TrainingEntry.objects.filter(pk=entry.pk).update(entered_at=staff.NOW - timedelta(days=days))
    known = figures(replace(waiting.officer, now=staff.NOW))
    assert (known.decisions, known.records, known.median_days) == (3, 3, 10)
    assert known.oldest == staff.TODAY - timedelta(days=40)
    assert (known.pace, known.emptied, len(known.weeks)) == (None, None, WEEKS)


def test_an_empty_queue_has_no_age(waiting):
    known = figures(waiting.officer)
    assert (known.decisions, known.oldest, known.median_days, known.emptied) == (0, None, None, None)


def test_a_house_reads_the_places_of_what_it_entered_and_no_other(waiting):
    other = operators.operator(ZoneFactory())
    made.other(other, [staff.person(other) for _ in range(3)], "D’abord", "A", DAY)
    waiting.typed("Ensuite", "B")
    reader = actor_for(MandateFactory(organisation=waiting.house.body.organisation, operator_secretary=True), staff.NOW)
    (own,) = own_positions(reader, figures(reader))
    assert (own.card.name, own.place, own.expected) == ("Ensuite", 2, None)


def test_an_expected_day_is_a_working_day():
    assert expected_on(date(2026, 11, 20), 4, 28) == date(2026, 11, 23)  # a Saturday, put off to the Monday
    assert expected_on(date(2026, 11, 20), 4, None) is None
