"""Hours as they are typed, and what is impossible or surprising in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.law.hours_of_day import hour
from preau.operators.description import HoursText, PeriodText
from preau.operators.offer.checking import TypedHours, blocking, check_period, read_week, same_days
from preau.operators.offer.hours import typed_minute
from tests.operators.made import hours


def period(kind="after_school", days=(0,), starts=930, ends=1080, **said):
    return PeriodText(kind=kind, hours=hours(days, starts, ends), **said)


def codes(period, *others):
    return [one.code for one in check_period(period, others)]


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("7h", 420),
        ("7 h", 420),
        ("7", 420),
        ("07:00", 420),
        ("7:00", 420),
        ("7.30", 450),
        ("7,30", 450),
        ("15h30", 930),
        ("15 h 30", 930),
        ("1530", 930),
        ("730", 450),
        ("0730", 450),
        ("15 heures 30", 930),
        ("15H30", 930),
        ("midi", 720),
        ("24h", 1440),
    ],
)
def test_an_hour_is_understood(written, minute):
    assert typed_minute(written) == minute


@pytest.mark.parametrize("written", ["", "matin", "25h", "7h60", "24h30", "7h5", "-7", "12345", "٧h", "7:00:00"])
def test_another_thing_is_no_hour(written):
    with pytest.raises(ValueError):
        typed_minute(written)


@given(st.integers(0, 1440))
def test_an_hour_written_is_read_back(minute):
    assert typed_minute(hour(minute)) == minute


def test_a_week_is_read_in_its_order():
    told, findings = read_week(
        [TypedHours(1, 0, "15h30", "18h"), TypedHours(0, 1, "16h", "17h"), TypedHours(0, 0, "7h", "8h")]
    )
    assert told == (
        HoursText(weekday=0, starts=420, ends=480),
        HoursText(weekday=0, starts=960, ends=1020),
        HoursText(weekday=1, starts=930, ends=1080),
    )
    assert not findings


@pytest.mark.parametrize(
    ("starts", "ends", "code", "field"),
    [
        ("7h", "", "half", "d0_0_to"),
        ("", "8h", "half", "d0_0_from"),
        ("tôt", "8h", "unreadable", "d0_0_from"),
        ("18h", "15h30", "end_before_start", "d0_0_to"),
        ("8h", "8h", "end_before_start", "d0_0_to"),
    ],
)
def test_what_cannot_be_read_says_so_where_it_is(starts, ends, code, field):
    told, (finding,) = read_week([TypedHours(0, 0, starts, ends)])
    assert not told
    assert (finding.code, finding.field, finding.blocks) == (code, field, True)
    assert "lundi" in finding.sentence


@pytest.mark.parametrize("kind", list(CarePeriodKind))
def test_a_weekday_that_is_not_of_the_kind_blocks(kind):
    for weekday in range(7):
        found = codes(period(kind.value, (weekday,), 720, 900))
        assert ("weekday" in found) is (weekday not in WEEKDAYS_OF[kind])


def test_after_school_on_wednesday_says_where_to_write_it():
    (finding,) = blocking(check_period(period(days=(2,))))
    assert "« Mercredi après-midi »" in finding.sentence


def test_two_stretches_of_a_day_do_not_overlap():
    twice = PeriodText(kind="weekend", hours=(*hours((5,), 480, 720), *hours((5,), 700, 900)))
    (finding,) = blocking(check_period(twice))
    assert "se chevauchent" in finding.sentence
    apart = PeriodText(kind="weekend", hours=(*hours((5,), 480, 720), *hours((5,), 720, 900)))
    assert not blocking(check_period(apart))


def test_hours_held_by_another_period_block():
    (finding,) = blocking(check_period(period(days=(0, 1)), [period(days=(1, 3), starts=960)]))
    assert finding.sentence.startswith("Le mardi, « Après l’école » est déjà ouvert de 16 h à 18 h")
    assert (finding.weekday, finding.field) == (1, "d1_0_from")
    assert "overlap" in codes(period("before_school", starts=420, ends=960), period())


@pytest.mark.parametrize(
    ("mine", "other"),
    [
        ({"label": "Maternelles"}, {"label": "primaires"}),
        ({"youngest_months": 30, "oldest_months": 72}, {"youngest_months": 72, "oldest_months": 144}),
        ({"last_day": "2026-12-31"}, {"first_day": "2027-01-01"}),
        ({"kind": "short_holidays", "holidays": ("hiver",)}, {"kind": "short_holidays", "holidays": ("automne",)}),
        ({"kind": "short_holidays"}, {"kind": "long_holidays"}),
        ({"kind": "short_holidays"}, {"kind": "after_school"}),
    ],
)
def test_the_same_hours_for_others_or_on_other_days_do_not(mine, other):
    from msgspec import convert

    first, second = (
        convert({"kind": "after_school", **said, "hours": [{"weekday": 0, "starts": 930, "ends": 1080}]}, PeriodText)
        for said in (mine, other)
    )
    assert "overlap" not in codes(first, second)
    assert "overlap" in codes(first, first)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (period("before_school", starts=240, ends=480), "early"),
        (period(starts=930, ends=1350), "late"),
        (period("wednesday_afternoon", (2,), 600, 1050), "wednesday"),
        (period("before_school", starts=420, ends=600), "lessons"),
        (period(starts=600), "afternoon"),
        (period("weekend", (5,), 480, 1260), "long"),
        (period(starts=930, ends=940), "short"),
        (PeriodText(kind="after_school"), "no_hours"),
        (period("short_holidays"), "all_breaks"),
        (period("long_holidays"), "all_summer"),
    ],
)
def test_what_is_odd_is_asked_and_stops_nobody(told, code):
    assert codes(told) == [code]
    assert not blocking(check_period(told))


def test_days_alike_are_asked_about_once():
    (finding,) = check_period(period("before_school", (0, 1, 3), 240, 480))
    assert finding.sentence.startswith("Le lundi, le mardi et le jeudi, avant 5 h")


@pytest.mark.parametrize(
    "told",
    [
        period("before_school", (0, 1, 2, 3, 4), 420, 500),
        period(days=(0, 1, 3, 4)),
        period("wednesday_afternoon", (2,), 720, 1050),
        period("weekend", (5, 6), 540, 1020),
        period("short_holidays", (0, 1, 2, 3, 4), 450, 1050, holidays=("hiver",)),
        period("long_holidays", (0, 1, 2, 3, 4), 450, 1050, holidays=("1", "2")),
    ],
)
def test_an_ordinary_week_says_nothing(told):
    assert codes(told) == []


_PERIODS = st.builds(
    PeriodText,
    kind=st.sampled_from([str(one.value) for one in CarePeriodKind]),
    label=st.sampled_from(["", "maternelles"]),
    holidays=st.sampled_from([(), ("hiver",), ("automne", "hiver"), ("1",)]),
    hours=st.lists(
        st.builds(
            lambda day, start, length: HoursText(weekday=day, starts=start, ends=min(start + length, 1440)),
            st.integers(0, 6),
            st.integers(0, 1400),
            st.integers(1, 600),
        ),
        max_size=6,
    ).map(tuple),
)


@given(_PERIODS, _PERIODS)
def test_an_overlap_is_seen_from_both_sides(one, two):
    assert same_days(one, two) == same_days(two, one)
    assert ("overlap" in codes(one, two)) == ("overlap" in codes(two, one))
