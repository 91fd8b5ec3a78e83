"""How many places are open at each half hour: against a plain count, place by place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.operators.territory.ages import BY_KEY, EVERY_AGE, GROUPS
from preau.operators.territory.panels import panels
from preau.operators.territory.reading import Slot
from preau.operators.territory.tallies import COLUMNS, STEP, half_hours, tallied

HERE, KIND = 7, "after_school"


def slot(
    place=1, starts=15 * 60, ends=18 * 60, youngest=30, oldest=144, capacity=20, weekday=0, kind=KIND, commune=HERE
):
    return Slot(place, commune, kind, weekday, starts, ends, youngest, oldest, capacity, ())


def at(slots, hour, age=EVERY_AGE, weekday=0, kind=KIND):
    figures = tallied(slots).get((HERE, kind, weekday, age))
    return figures.at(int(hour * 2)) if figures else (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("starts", "ends", "first", "last"),
    [(900, 1080, 30, 35), (915, 1080, 31, 35), (900, 1075, 30, 34), (900, 920, None, None), (0, 1440, 0, 47)],
)
def test_only_whole_half_hours_count(starts, ends, first, last):
    columns = [column for column in range(COLUMNS) if half_hours(starts, ends) >> column & 1]
    assert (columns[0], columns[-1]) == (first, last) if columns else first is None


@pytest.mark.parametrize(
    ("youngest", "oldest", "expected"),
    [
        (30, 144, True),
        (36, 72, True),
        (37, 72, None),
        (36, 71, None),
        (72, 144, False),
        (30, 36, False),
        (None, 144, None),
        (30, None, None),
        (None, None, None),
        (None, 36, False),
        (72, None, False),
    ],
)
def test_a_place_is_for_an_age_group_when_it_takes_it_whole(youngest, oldest, expected):
    assert BY_KEY["3-6"].covered(youngest, oldest) is expected


def test_places_their_seats_and_those_without():
    slots = [slot(1), slot(2, capacity=None), slot(3, starts=16 * 60)]
    assert at(slots, 15) == (2, 20, 1, 0)
    assert at(slots, 16) == (3, 40, 1, 0)
    assert at(slots, 18) == (0, 0, 0, 0)


def test_ages_that_nobody_gave_cover_nothing():
    slots = [slot(1), slot(2, youngest=None), slot(3, oldest=48)]
    assert at(slots, 16, "3-6") == (1, 20, 0, 2)
    assert at(slots, 16, "9-12") == (1, 20, 0, 1)
    assert at(slots, 16) == (3, 60, 0, 0)


def test_a_place_open_twice_at_once_counts_once_with_its_largest_seats():
    slots = [slot(1, capacity=20), slot(1, capacity=30, starts=16 * 60), slot(1, capacity=None)]
    assert at(slots, 15) == (1, 20, 0, 0)
    assert at(slots, 16) == (1, 30, 0, 0)


def test_one_stretch_for_all_and_another_for_some_leave_no_doubt():
    slots = [slot(1), slot(1, youngest=None, oldest=None)]
    assert at(slots, 16, "3-6") == (1, 20, 0, 0)


MINUTES = st.integers(0, 95).map(lambda quarter: quarter * 15)
AGES = st.sampled_from([None, 30, 36, 48, 72, 108, 144])


@st.composite
def slots_drawn(draw):
    starts = draw(MINUTES)
    ends = draw(st.integers(starts // 15 + 1, 96)) * 15
    return slot(
        draw(st.integers(1, 4)),
        starts,
        ends,
        draw(AGES),
        draw(AGES),
        draw(st.sampled_from([None, 10, 25])),
        draw(st.integers(0, 1)),
    )


@given(st.lists(slots_drawn(), max_size=12))
def test_the_counts_are_those_of_a_plain_count(slots):
    tallies = tallied(slots)
    for weekday in (0, 1):
        for group in (None, *GROUPS):
            figures = tallies.get((HERE, KIND, weekday, group.key if group else EVERY_AGE))
            for column in range(COLUMNS):
                plain = plainly(slots, weekday, group, column * STEP)
                assert (figures.at(column) if figures else (0, 0, 0, 0)) == plain


def plainly(slots, weekday, group, minute):
    """Count as one would by hand: place by place, the stretches that hold the half hour."""
    places = capacity = unsized = doubtful = 0
    for place in {one.place for one in slots}:
        there = [
            one
            for one in slots
            if one.place == place and one.weekday == weekday and one.starts <= minute and minute + STEP <= one.ends
        ]
        sure = [one for one in there if group is None or group.covered(one.youngest, one.oldest)]
        seats = [one.capacity for one in sure if one.capacity is not None]
        places += bool(sure)
        capacity += max(seats, default=0)
        unsized += bool(sure) and not seats
        doubtful += not sure and any(group.covered(one.youngest, one.oldest) is None for one in there)
    return places, capacity, unsized, doubtful


def cells(slots, weekday=None, kind=KIND, age=EVERY_AGE):
    panel = next(one for one in panels(tallied(slots), [HERE], weekday, {}) if one.kind == kind)
    return {cell.starts: cell for cell in next(row[2] for row in panel.rows if row[0] == age)}


def test_a_cell_shows_the_day_with_the_fewest_places():
    slots = [slot(1, weekday=0), slot(2, weekday=0), *(slot(1, weekday=day) for day in (1, 3, 4))]
    cell = cells(slots)[17 * 60]
    assert (cell.places, cell.weekday, cell.varies) == (1, 1, True)
    assert (cells(slots, weekday=0)[17 * 60].places, cells(slots, weekday=0)[17 * 60].varies) == (2, False)


def test_an_hour_is_worth_its_worst_half():
    slots = [
        slot(1, 8 * 60 + 30, 12 * 60, kind="weekend", weekday=5),
        slot(2, 8 * 60, 12 * 60, kind="weekend", weekday=5),
    ]
    cell = cells(slots, kind="weekend", weekday=5)[8 * 60]
    assert (cell.places, cell.at) == (1, 8 * 60)


def test_nothing_open_is_a_gap_only_where_one_would_look_for_care():
    slots = [slot(1, 16 * 60, 17 * 60, weekday=day) for day in (0, 1, 3, 4)]
    found = cells(slots)
    assert [minute for minute, cell in found.items() if cell.is_gap] == [17 * 60]
    weekend = cells([slot(1, 10 * 60, 12 * 60, kind="weekend", weekday=5)], kind="weekend", weekday=5)
    assert not any(cell.is_gap for cell in weekend.values())


def test_several_communes_are_counted_together():
    slots = [slot(1), slot(2, commune=8)]
    both = panels(tallied(slots), [HERE, 8], 0, {(HERE, KIND): 1, (8, KIND): 2})
    panel = next(one for one in both if one.kind == KIND)
    assert panel.rows[0][2][0].places == 2
    assert panel.untold == 3
