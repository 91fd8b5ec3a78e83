"""What an hour of care costs: each unit, what cannot be computed, and that nothing unknown is ever zero."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.calendar import school_year
from preau.law.care_offer import CarePeriodKind, FeeUnit
from preau.operators.description import FeeText, HoursText, PeriodText
from preau.operators.fees.hourly import hourly_price, lowest_hourly, ordinary_day

DAY = date(2026, 11, 21)
AFTER_SCHOOL = tuple(HoursText(weekday=day, starts=930, ends=1080) for day in (0, 1, 3, 4))  # 15:30-18:00


def period(kind: str = "after_school", hours: tuple[HoursText, ...] = AFTER_SCHOOL, **told: object) -> PeriodText:
    return PeriodText(kind=kind, hours=hours, **told)


def fee(unit: str, amount: str, **told: object) -> FeeText:
    return FeeText(unit=unit, amount=Decimal(amount), **told)


@pytest.mark.parametrize(
    ("asked", "price"),
    [
        (fee("free", "0"), "0.00"),
        (fee("per_day", "0"), "0.00"),
        (fee("per_half_hour", "0.55"), "1.10"),
        (fee("per_hour", "1.20"), "1.20"),
        (fee("per_day", "2.50"), "1.00"),
        (fee("per_day", "2.00"), "0.80"),
        (fee("per_day", "1.01"), "0.40"),
        (fee("per_day", "1.0125"), "0.41"),  # 0.405: half goes up
        (fee("per_week", "10.00"), "1.00"),
    ],
)
def test_each_unit_of_a_day_or_a_week(asked: FeeText, price: str) -> None:
    assert hourly_price(asked, period(), DAY).amount == Decimal(price)


def test_the_most_frequent_day_counts_and_the_shortest_of_two() -> None:
    friday_short = (*AFTER_SCHOOL[:3], HoursText(weekday=4, starts=930, ends=990))
    assert hourly_price(fee("per_day", "5"), period(hours=friday_short), DAY).amount == Decimal("2.00")
    two_lengths = (HoursText(weekday=0, starts=0, ends=120), HoursText(weekday=1, starts=0, ends=60))
    found = hourly_price(fee("per_day", "6"), period(hours=two_lengths), DAY)
    assert found.amount == Decimal("6.00")
    assert "le plus courant dure 1 h" in found.steps[0]
    assert ordinary_day(period(hours=two_lengths)) == 1


def test_a_day_in_two_stretches_counts_both() -> None:
    cut = (HoursText(weekday=0, starts=420, ends=480), HoursText(weekday=0, starts=930, ends=990))
    assert hourly_price(fee("per_day", "3"), period("short_holidays", cut), DAY).amount == Decimal("1.50")


def test_a_school_year_counts_the_days_of_lessons_of_its_calendar() -> None:
    calendar = school_year(2026)
    assert calendar is not None
    lessons = 0
    for ordinal in range(calendar.first_day.toordinal(), calendar.last_day.toordinal() + 1):
        day = date.fromordinal(ordinal)
        lessons += day.weekday() in {0, 1, 3, 4} and not calendar.day_off(day)
    hours = lessons * Decimal("2.5")
    year = hourly_price(fee("per_year", str(hours)), period(), DAY)
    assert year.amount == Decimal("1.00")
    assert f"{lessons} jours" in year.steps[0]
    assert hourly_price(fee("per_month", str(hours / 10)), period(), DAY).amount == Decimal("1.00")
    assert hourly_price(fee("per_term", str(hours / 3)), period(), DAY).amount == Decimal("1.00")


def test_a_summer_counts_its_weeks_and_those_chosen() -> None:
    days = tuple(HoursText(weekday=day, starts=480, ends=1080) for day in range(5))  # 50 hours a week
    whole = hourly_price(fee("per_year", "1000"), period("long_holidays", days), DAY)
    chosen = hourly_price(fee("per_year", "100"), period("long_holidays", days, holidays=("1", "2")), DAY)
    assert chosen.amount == Decimal("1.00")
    assert whole.amount is not None and Decimal("2.00") < whole.amount < Decimal("3.50")


def test_the_breaks_chosen_and_weekends() -> None:
    days = tuple(HoursText(weekday=day, starts=480, ends=1080) for day in range(5))
    autumn = hourly_price(fee("per_year", "100"), period("short_holidays", days, holidays=("automne",)), DAY)
    assert autumn.amount == Decimal("1.00")
    saturday = (HoursText(weekday=5, starts=540, ends=600),)
    weekends = hourly_price(fee("per_year", "30"), period("weekend", saturday), DAY)
    assert weekends.amount is not None and Decimal("0.50") < weekends.amount < Decimal("2.00")


@pytest.mark.parametrize(
    ("asked", "during", "said"),
    [
        (fee("per_day", "2"), period(hours=()), "il manque les heures"),
        (fee("per_day", "2", activity="Judo"), period(), "la durée de l’activité"),
        (fee("per_month", "20"), period("long_holidays"), "pendant les vacances"),
        (fee("per_year", "20"), period(first_day=date(2050, 9, 1)), "n’est pas connu"),
        (fee("per_year", "20"), period(first_day=date(2026, 9, 5), last_day=date(2026, 9, 6)), "aucun jour"),
    ],
)
def test_what_cannot_be_computed_has_a_reason_and_no_price(asked: FeeText, during: PeriodText, said: str) -> None:
    found = hourly_price(asked, during)
    assert found.amount is None
    assert said in found.reason and found.words == found.reason


def test_an_activity_by_the_hour_has_a_price() -> None:
    assert hourly_price(fee("per_hour", "3", activity="Judo"), period()).amount == Decimal("3.00")


def test_the_lowest_price_of_a_period_leaves_activities_out() -> None:
    fees = (fee("per_day", "5"), fee("per_half_hour", "0.50"), fee("per_hour", "0.10", activity="Judo"))
    assert lowest_hourly(period(fees=fees), DAY).amount == Decimal("1.00")
    assert lowest_hourly(period(), DAY).words == "Tarif pas encore donné."
    assert lowest_hourly(period(hours=(), fees=(fee("per_day", "5"),)), DAY).amount is None


@given(
    unit=st.sampled_from([unit.value for unit in FeeUnit if unit is not FeeUnit.FREE]),
    kind=st.sampled_from([kind.value for kind in CarePeriodKind]),
    amount=st.decimals(min_value="0.01", max_value="9999.99", places=2),
    hours=st.lists(
        st.builds(
            lambda weekday, starts, length: HoursText(weekday=weekday, starts=starts, ends=starts + length),
            st.integers(0, 6),
            st.integers(0, 1000),
            st.integers(1, 440),
        ),
        max_size=8,
    ),
)
def test_never_a_price_without_reason_and_never_free_when_something_is_asked(
    unit: str, kind: str, amount: Decimal, hours: list[HoursText]
) -> None:
    found = hourly_price(FeeText(unit=unit, amount=amount), period(kind, tuple(hours)), DAY)
    assert (found.amount is None) == bool(found.reason)
    assert found.amount is None or (found.amount > 0 and found.words.startswith("environ"))
