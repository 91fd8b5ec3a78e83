"""The activity part: four readings of the cap, a sum that is exactly the budget, advance and balance."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.asking import ask
from preau.law.homework_schools.activity_part import (
    ActivityDay,
    ActivityPartQuestion,
    ActivitySchool,
    CapMode,
    edd_activity_part,
)
from preau.law.results import CannotCompute, Refused
from tests.law.plain import lines

PAID = date(2027, 2, 15)
MONDAY = date(2025, 9, 1)
WEEKDAYS = [day for day in (MONDAY + timedelta(days=rank) for rank in range(300)) if day.weekday() < 5]
SHARE = "(décret EDD du 28 avril 2004, art. 18, b))"


def school(name, children, qualified, days=1):
    return ActivitySchool(
        name=name,
        days=tuple(ActivityDay(day=day, children=children, qualified=qualified) for day in WEEKDAYS[:days]),
    )


ABC = (school("A", 15, 2, 120), school("B", 10, 2, 120), school("C", 30, 3, 150))


def shared(*schools, budget="15000", day=PAID, **changes):
    return edd_activity_part(ActivityPartQuestion(day=day, budget=Decimal(budget), schools=schools, **changes))


def units(*days, mode=CapMode.DAY_FLOOR):
    answer = shared(ActivitySchool(name="A", days=days), cap_mode=mode)
    return answer.schools[0].units


@pytest.mark.parametrize(
    ("mode", "expected", "amounts"),
    [
        ("day_floor", (3240, 1920, 7200), ("3932.04", "2330.10", "8737.86")),
        ("day_exact", (3240, 2400, 7200), ("3785.05", "2803.74", "8411.21")),
        ("year_exact", (3240, 2400, 7200), ("3785.05", "2803.74", "8411.21")),
        ("day_ceil", (3240, 2640, 7200), ("3715.60", "3027.52", "8256.88")),
    ],
)
def test_three_schools_in_four_readings(mode, expected, amounts):
    answer = shared(*ABC, cap_mode=CapMode(mode))
    assert tuple(one.units for one in answer.schools) == expected
    assert tuple(str(one.amount) for one in answer.schools) == amounts
    assert sum(one.amount for one in answer.schools) == Decimal(15000)
    assert answer.total_units == sum(expected)
    stored = next(one for one in answer.modes if one.cap_mode == mode)
    assert (stored.units, tuple(map(str, stored.amounts))) == (expected, amounts)
    assert [one.cap_mode for one in answer.modes] == ["day_floor", "day_exact", "year_exact", "day_ceil"]


def test_the_worked_example_with_advance_and_balance():
    answer = shared(*ABC)
    assert [
        (one.name, one.child_units, one.staff_units, str(one.amount), str(one.advance), str(one.balance))
        for one in answer.schools
    ] == [
        ("A", 1800, 1440, "3932.04", "3538.84", "393.20"),
        ("B", 1200, 720, "2330.10", "2097.09", "233.01"),
        ("C", 4500, 2700, "8737.86", "7864.07", "873.79"),
    ]
    assert (str(answer.unit_value), answer.total_units, str(answer.advance_rate)) == ("1.213592", 12360, "0.90")


def test_the_explanation_of_the_share():
    payment = "(décret EDD du 28 avril 2004, art. 17, § 2)"
    assert lines(shared(*ABC[:2])) == [
        "Un enfant de 6 à 15 ans présent un jour vaut 1 unité, une personne qualifiée 6, une personne par 6 enfants au "
        f"plus. {SHARE}",
        "Plafond compté par jour, groupes complets de six enfants. Autres lectures, données aussi : par jour, au "
        "prorata exact des enfants ; sur l’année, au prorata exact des enfants ; par jour, groupes de six enfants "
        f"entamés. {SHARE}",
        f"A : 1 800 unités d’enfants + 1 440 unités de personnes qualifiées = 3 240. {SHARE}",
        f"B : 1 200 unités d’enfants + 720 unités de personnes qualifiées = 1 920. {SHARE}",
        f"15 000,00 € pour 5 160 unités : 2,906977 € l’unité, avant tout arrondi. {SHARE}",
        f"A : 9 418,60 €, avance de 90 % 8 476,74 €, solde 941,86 €. {payment}",
        f"B : 5 581,40 €, avance de 90 % 5 023,26 €, solde 558,14 €. {payment}",
        "Aucun arrondi n’est fixé : calcul exact, puis au cent, les cents restants aux plus grands restes, si bien que "
        f"la somme est exactement le budget. L’avance est arrondie au cent. {SHARE}",
        f"La partie forfaitaire n’entre pas dans l’avance : elle est payée avec le solde. {payment}",
        "Présent une partie de la séance, on compte pour un jour. Un enfant présent le même jour dans deux écoles de "
        f"devoirs du pouvoir organisateur compte une fois, dans la première. {SHARE}",
        "Seules les vacances de Noël, de Pâques et d’été déjà valorisées comme centre de vacances sont exclues par "
        "leur nom : les jours d’automne et de détente comptent, sauf s’ils sont payés ailleurs. "
        f"{SHARE}",
    ]
    assert [step.kind for step in shared(*ABC[:2]).steps] == ["step", "reading", *["step"] * 5, *["reading"] * 4]
    exact = shared(*ABC, cap_mode=CapMode.YEAR_EXACT).steps[1].text_fr
    assert exact == (
        "Plafond compté sur l’année, au prorata exact des enfants. Autres lectures, données aussi : par jour, groupes "
        "complets de six enfants ; par jour, au prorata exact des enfants ; par jour, groupes de six enfants entamés."
    )


def test_where_day_and_year_differ():
    days = (
        ActivityDay(day=MONDAY, children=18, qualified=1),
        ActivityDay(day=MONDAY + timedelta(days=1), children=6, qualified=3),
    )
    assert units(*days) == 36
    assert units(*days, mode=CapMode.DAY_EXACT) == 36
    assert units(*days, mode=CapMode.YEAR_EXACT) == 48
    few = (ActivityDay(day=MONDAY, children=18, qualified=1),)
    assert units(*few, mode=CapMode.YEAR_EXACT) == 24


@pytest.mark.parametrize(
    ("children", "qualified", "others", "unqualified", "expected"),
    [
        (5, 1, 0, 0, 5),
        (6, 1, 0, 0, 12),
        (11, 2, 0, 0, 17),
        (12, 2, 0, 0, 24),
        (12, 1, 0, 3, 18),
        (10, 2, 2, 0, 16),
    ],
)
def test_small_cases_of_one_day(children, qualified, others, unqualified, expected):
    day = ActivityDay(
        day=MONDAY, children=children, qualified=qualified, other_children=others, unqualified=unqualified
    )
    assert units(day) == expected


@pytest.mark.parametrize(
    ("day", "elsewhere", "counts"),
    [
        (date(2025, 9, 5), None, True),
        (date(2025, 9, 6), None, False),
        (date(2025, 9, 7), None, False),
        (date(2025, 9, 5), "aes", False),
        (date(2025, 12, 23), "holiday_centre", False),
        (date(2025, 10, 21), None, True),  # autumn holiday
    ],
)
def test_days_that_do_not_count(day, elsewhere, counts):
    other = ActivityDay(day=MONDAY, children=6, qualified=1)
    tried = ActivityDay(day=day, children=12, qualified=2, paid_elsewhere=elsewhere)
    answer = shared(ActivitySchool(name="A", days=(other, tried)))
    assert answer.schools[0].units == (36 if counts else 12)
    left_out = [step.line for step in answer.steps if "non compté" in step.text_fr]
    assert left_out == ([] if counts else [f"A : 1 jour non compté (week-end, ou jour valorisé ailleurs). {SHARE}"])


def test_several_days_that_do_not_count():
    weekend = tuple(ActivityDay(day=date(2025, 9, day), children=6, qualified=1) for day in (6, 7))
    answer = shared(ActivitySchool(name="A", days=(*school("A", 6, 1).days, *weekend)))
    assert answer.steps[2].text_fr == "A : 2 jours non comptés (week-end, ou jour valorisé ailleurs)."


def test_nothing_to_share_by():
    saturday = ActivitySchool(name="A", days=(ActivityDay(day=date(2025, 9, 6), children=12, qualified=2),))
    for schools in ((saturday,), (ActivitySchool(name="A", days=()),), (school("A", 0, 3, 5),)):
        with pytest.raises(CannotCompute) as refusal:
            shared(*schools)
        assert refusal.value.field == "schools"
        assert str(refusal.value) == "Impossible à calculer : aucune présence ne compte, il n’y a rien à partager."


def test_a_school_without_days_gets_nothing():
    answer = shared(school("A", 12, 1), ActivitySchool(name="B", days=(), planned_days=10))
    assert [str(one.amount) for one in answer.schools] == ["15000.00", "0.00"]


def test_a_first_subsidy_is_extrapolated():
    half = ActivitySchool(name="A", days=school("A", 12, 1, 60).days, planned_days=100)
    answer = shared(half, school("B", 12, 1, 100))
    assert [(one.child_units, one.staff_units, one.units) for one in answer.schools] == [(1200, 600, 1800)] * 2
    assert [str(one.amount) for one in answer.schools] == ["7500.00", "7500.00"]
    steps = [step for step in answer.steps if "première subvention" in step.text_fr]
    assert [(step.line, step.kind) for step in steps] == [
        (
            "A : première subvention, unités × 100 jours prévus / 60 jours ouverts ; l’agent peut corriger. " + SHARE,
            "reading",
        )
    ]
    parts = shared(ActivitySchool(name="A", days=school("A", 5, 0, 3).days, planned_days=10), school("B", 1, 0))
    assert str(parts.schools[0].units) == "50"
    parts = shared(ActivitySchool(name="A", days=school("A", 5, 0, 3).days, planned_days=7), school("B", 1, 0))
    assert (str(parts.schools[0].units), str(parts.total_units)) == ("35", "36")
    parts = shared(ActivitySchool(name="A", days=school("A", 5, 0, 3).days[:2], planned_days=7), school("B", 1, 0))
    assert str(parts.schools[0].units) == "35"
    parts = shared(ActivitySchool(name="A", days=school("A", 5, 0, 6).days, planned_days=7), school("B", 1, 0))
    assert str(parts.schools[0].units) == "35"
    uneven = (*school("A", 1, 0, 2).days, ActivityDay(day=WEEKDAYS[5], children=0, qualified=0))
    parts = shared(ActivitySchool(name="A", days=uneven, planned_days=4), school("B", 1, 0))
    assert str(parts.schools[0].units) == "2.67"


@pytest.mark.parametrize(
    ("day", "rate", "advance"),
    [
        (date(2013, 9, 1), "0.70", "70.00"),
        (date(2022, 11, 14), "0.70", "70.00"),
        (date(2022, 11, 15), "0.90", "90.00"),
        (PAID, "0.90", "90.00"),
    ],
)
def test_the_advance(day, rate, advance):
    answer = shared(school("A", 6, 1), budget="100", day=day)
    assert (str(answer.advance_rate), str(answer.schools[0].advance)) == (rate, advance)
    assert answer.schools[0].balance == Decimal(100) - Decimal(advance)
    assert f"avance de {rate[2:]} %" in answer.steps[4].text_fr


def test_cents_left_go_to_the_largest_remainders():
    answer = shared(school("A", 1, 0), school("B", 1, 0), school("C", 1, 0), budget="100")
    assert [str(one.amount) for one in answer.schools] == ["33.34", "33.33", "33.33"]
    assert str(answer.unit_value) == "33.333333"


def test_a_budget_has_whole_cents():
    with pytest.raises(Refused) as refusal:
        shared(school("A", 1, 0), budget="100.005")
    assert refusal.value.field == "budget"
    assert str(refusal.value) == "Le budget s’écrit en euros et en cents : deux décimales au plus."
    assert str(shared(school("A", 1, 0), budget="100.05").schools[0].amount) == "100.05"


def test_a_day_is_given_once():
    twice = ActivitySchool(name="B", days=school("B", 6, 1).days * 2)
    with pytest.raises(Refused) as refusal:
        shared(school("A", 6, 1), twice)
    assert (refusal.value.field, str(refusal.value)) == ("schools[1].days", "Un même jour est donné deux fois.")


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ('{"day": "2027-02-15", "budget": "1", "schools": []}', "schools"),
        ('{"day": "2027-02-15", "budget": "-1", "schools": [{"name": "A", "days": []}]}', "budget"),
        (
            '{"day": "2027-02-15", "budget": "1", "cap_mode": "week", "schools": [{"name": "A", "days": []}]}',
            "cap_mode",
        ),
        ('{"day": "2027-02-15", "schools": [{"name": "A", "days": []}]}', "budget"),
    ],
)
def test_bad_input_names_the_field(question, field):
    reply = ask("edd_activity_part", question)
    assert (reply.ok, reply.error.field) == (False, field)


def test_before_2013_nothing_is_known():
    with pytest.raises(CannotCompute):
        shared(school("A", 6, 1), day=date(2013, 8, 31))


@settings(max_examples=40)
@given(
    st.integers(0, 10**8),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.integers(1, 4)), min_size=1, max_size=5),
)
def test_the_sum_is_the_budget_and_staff_never_outweigh_children(budget, groups):
    schools = tuple(school(f"E{rank}", *group) for rank, group in enumerate(groups))
    if not any(children for children, _, _ in groups):
        return
    answer = shared(*schools, budget=str(Decimal(budget) / 100))
    for mode in answer.modes:
        assert sum(mode.amounts) == Decimal(budget) / 100
        if mode.cap_mode is not CapMode.DAY_CEIL:
            for (children, _, days), found in zip(groups, mode.units, strict=True):
                assert children * days <= found <= 2 * children * days
    assert all(one.advance + one.balance == one.amount for one in answer.schools)
