"""The coverage of an offer: the page's answer is the one of `preau law`."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law import asking
from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.operators.description import HoursText, PeriodText
from preau.operators.offer.coverage import coverage_of, coverage_question, steps_of
from tests.operators import made

DAY = date(2026, 11, 21)


def asked(periods):
    return asking.ask("care_coverage", msgspec.json.encode(coverage_question(periods, DAY)))


@st.composite
def periods(draw):
    kind = draw(st.sampled_from(list(CarePeriodKind)))
    days = draw(st.lists(st.sampled_from(sorted(WEEKDAYS_OF[kind])), unique=True))
    start = draw(st.integers(0, 1400))
    end = draw(st.integers(start + 1, 1440))
    breaks = st.sampled_from([(), ("hiver",), ("automne", "hiver")])
    return PeriodText(
        kind=kind.value,
        holidays=draw(breaks) if kind is CarePeriodKind.SHORT_HOLIDAYS else (),
        hours=tuple(HoursText(weekday=day, starts=start, ends=end) for day in sorted(days)),
    )


@given(st.lists(periods(), max_size=6))
def test_the_page_says_what_the_command_answers(offered):
    answer = coverage_of(offered, DAY)
    assert asking.reply(answer) == asked(offered)
    assert [one.sentence for one in steps_of(answer)] == [one.text_fr for one in answer.steps]


@pytest.mark.parametrize(
    ("offered", "verdict"),
    [
        ([made.after_school(), made.wednesday()], "met"),
        ([made.after_school()], "not_met"),
        ([made.after_school(hours=()), made.wednesday()], "unknown"),
    ],
)
def test_until_half_past_five(offered, verdict):
    assert coverage_of(offered, DAY).until_evening == verdict


def test_a_period_that_ended_covers_nothing():
    ended = made.wednesday(last_day=date(2026, 11, 20))
    assert coverage_of([made.after_school(), ended], DAY).until_evening == "not_met"
    assert coverage_of([made.after_school(), made.wednesday(last_day=DAY)], DAY).until_evening == "met"
