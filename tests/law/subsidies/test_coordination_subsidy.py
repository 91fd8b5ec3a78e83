"""The coordination subsidy: the boundaries of the table, the two readings, what is not published."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.results import CannotCompute
from preau.law.subsidies.coordination import (
    CoordinationSubsidyQuestion,
    Reading,
    base_amount,
    coordination_subsidy,
    indexed_base,
    period_of,
    scale,
    slices,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines

OCTOBER_2024 = date(2024, 10, 1)
FIRST_DAY_OF_LAW = date(2009, 8, 6)
ART = "(décret du 3 juillet 2003, art. 34, al. 2)"
ONCE = "La subvention est due une fois par commune, quel que soit le nombre de ses programmes CLE."

BOUNDARIES = [  # children, slices, base, indexed 2024-25, literal words
    (0, 0, 19_000, 31_933, 19_000),
    (1_999, 0, 19_000, 31_933, 19_000),
    (2_000, 0, 20_000, 33_614, 20_000),
    (3_999, 0, 20_000, 33_614, 20_000),
    (4_000, 1, 38_000, 63_867, 19_000),
    (4_001, 1, 38_000, 63_867, 38_000),
    (5_999, 1, 38_000, 63_867, 38_000),
    (6_000, 2, 57_000, 95_800, 38_000),
    (6_001, 2, 57_000, 95_800, 57_000),
    (7_999, 2, 57_000, 95_800, 57_000),
    (8_000, 3, 76_000, 127_733, 57_000),
    (8_001, 3, 76_000, 127_733, 76_000),
    (9_999, 3, 76_000, 127_733, 76_000),
    (10_000, 3, 76_000, 127_733, 76_000),
    (250_000, 3, 76_000, 127_733, 76_000),
]


def asked(children, period=2024, **more):
    return coordination_subsidy(CoordinationSubsidyQuestion(children=children, period=period, **more))


@pytest.mark.parametrize(("children", "count", "base", "indexed", "literal"), BOUNDARIES)
def test_the_table_of_the_office_and_the_words_of_the_decree(children, count, base, indexed, literal):
    found = asked(children)
    assert (found.slices, found.base, found.indexed, found.other_reading) == (count, base, indexed, literal)
    assert found.factor == Decimal("1.6807")
    assert base_amount(children, OCTOBER_2024) == base
    assert base_amount(children, OCTOBER_2024, Reading.LITERAL) == literal
    other = asked(children, reading=Reading.LITERAL)
    assert (other.base, other.other_reading) == (literal, base)
    assert ("reading" in kinds(found)) == ("reading" in kinds(other)) == (base != literal)


@given(st.integers(0, 20_000))
def test_slices_against_the_formula_of_the_sheet(children):
    wanted = min(3, (children - 4000) // 2000 + 1) if children >= 4000 else 0
    assert slices(children, scale(OCTOBER_2024)) == wanted
    assert base_amount(children, OCTOBER_2024) <= base_amount(children + 1, OCTOBER_2024)


def test_exactly_four_thousand_children_and_why():
    found = asked(4_000)
    assert lines(found) == [
        f"4 000 enfants de 3 à 12 ans dans la commune. {ONCE} {ART}",
        "1 tranche de 2 000 enfants à partir de 4 000, au plus 3 : 19 000,00 € + 1 × 19 000,00 € = 38 000,00 € avant "
        f"indexation. {ART}",
        "Lecture retenue : le tableau de l’ONE (38 000,00 €). Les mots du décret, pris à la lettre (tranche entamée "
        f"au-delà du seuil), donneraient 19 000,00 €. {ART}",
        "Montant indexé de 2024-2025, publié par l’ONE : 63 867,00 €, soit environ la base × 1,6807. "
        "(décret du 3 juillet 2003, art. 42 ; tableau publié par l’ONE)",
        f"La subvention est versée à la commune. {ART}",
    ]
    assert kinds(found) == ["step", "step", "reading", "step", "step"]
    assert (found.period, found.payee) == ("2024-2025", "la commune")


def test_the_literal_words_say_what_the_table_gives():
    found = asked(6_000, reading=Reading.LITERAL)
    assert (found.slices, found.base, found.indexed) == (1, 38_000, 63_867)
    assert lines(found)[2] == (
        "Lecture demandée : les mots du décret à la lettre (tranche entamée au-delà du seuil), 38 000,00 €. Le tableau "
        f"de l’ONE, appliqué en pratique, donne 57 000,00 €. {ART}"
    )
    none = asked(4_000, reading=Reading.LITERAL)
    assert none.slices == 0
    assert lines(none)[1].startswith("0 tranche de 2 000 enfants à partir de 4 000")


def test_smaller_municipalities():
    assert lines(asked(1_999))[1] == f"Moins de 2 000 enfants : 19 000,00 € avant indexation. {ART}"
    assert lines(asked(2_000))[1] == (
        f"De 2 000 à 3 999 enfants : 19 000,00 € + 1 000,00 € = 20 000,00 € avant indexation. {ART}"
    )
    assert lines(asked(1))[0].startswith("1 enfant de 3 à 12 ans")


def test_a_joint_area_counts_for_one_and_an_association_is_paid():
    joint = asked(4_500, joint_area=True)
    assert joint.payee == "la commune désignée dans le programme"
    assert lines(joint)[0] == (
        "4 500 enfants de 3 à 12 ans dans l’ensemble des communes de la zone : elles comptent pour une seule. "
        "(décret du 3 juillet 2003, art. 40)"
    )
    assert lines(joint)[-1] == f"La subvention est versée à la commune désignée dans le programme. {ART}"
    association = "l’asbl qui assure la coordination"
    for joint_area in (False, True):
        found = asked(4_500, association=True, joint_area=joint_area)
        assert found.payee == association
        assert (
            lines(found)[-1] == f"La subvention est versée à {association}. (décret du 3 juillet 2003, art. 34, al. 3)"
        )


@pytest.mark.parametrize("period", [2009, 2023, 2025, 2026])
def test_other_periods_have_a_base_and_no_indexed_amount(period):
    found = asked(4_000, period)
    assert (found.base, found.indexed, found.factor) == (38_000, None, None)
    assert kinds(found)[3] == "warning"


def test_the_indexed_amount_that_is_missing_is_said():
    name = "la valeur « montant indexé de la subvention de coordination de base 38 000 euros »"
    assert lines(asked(5_000, 2026))[2] == (
        f"Montant indexé de 2026-2027. Impossible à calculer : {name} n’est pas connue le 1er octobre 2026. L’ONE le "
        "communique chaque année ; le montant après 2024-2025 n’a pas été trouvé. (décret du 3 juillet 2003, art. 42)"
    )
    assert "n’est pas connue avant le 1er octobre 2024" in lines(asked(5_000, 2023))[2]


def test_before_the_law_of_2009_nothing_is_known():
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 6 août 2009"):
        asked(4_000, 2008)
    assert base_amount(100, FIRST_DAY_OF_LAW) == 19_000
    with pytest.raises(CannotCompute):
        base_amount(100, date(2009, 8, 5))
    with pytest.raises(CannotCompute):
        indexed_base(Decimal(19_000), date(2024, 9, 30))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2024, 10, 1), date(2024, 10, 1), date(2025, 9, 30)),
        (date(2025, 9, 30), date(2024, 10, 1), date(2025, 9, 30)),
        (date(2025, 10, 1), date(2025, 10, 1), date(2026, 9, 30)),
        (date(2025, 1, 1), date(2024, 10, 1), date(2025, 9, 30)),
        (date(2025, 12, 31), date(2025, 10, 1), date(2026, 9, 30)),
    ],
)
def test_the_period_of_a_day(day, first, last):
    assert period_of(day) == (first, last)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"children": -1}, ("out_of_range", "children")),
        ({"children": "beaucoup"}, ("wrong_type", "children")),
        ({"period": 1899}, ("out_of_range", "period")),
        ({"period": 2100}, ("out_of_range", "period")),
        ({"reading": "autre"}, ("wrong_value", "reading")),
        ({"period": 2000}, ("cannot_compute", "period")),
        ({"children": ...}, ("missing_field", "children")),
    ],
)
def test_refusals(changes, refusal):
    assert refused("coordination_subsidy", example_of("coordination_subsidy", changes))[:2] == refusal


def test_the_readings_as_they_are_written_outside():
    for reading, base in (("one_table", "38000"), ("literal", "19000")):
        question = example_of("coordination_subsidy", {"reading": reading})
        assert replied("coordination_subsidy", question)[0]["base"] == base


def test_the_example_as_somebody_else_asks_it():
    result, said = replied("coordination_subsidy", example_of("coordination_subsidy"))
    assert (result["base"], result["indexed"]) == ("38000", "63867")
    assert len(said) == 5


@pytest.mark.parametrize(
    "rule", ["coordination_first_year", "coordination_advance", "coordination_subsidy_loss", "coordination_subsidy"]
)
def test_wrong_dates_and_amounts_are_refused(rule):
    question = example_of(rule)
    for name, value in question.items():
        if isinstance(value, str) and value.count("-") == 2:
            assert refused(rule, {**question, name: "1899-12-31"})[:2] == ("refused", name)
        if name == "full_year":
            assert refused(rule, {**question, name: "-1"})[:2] == ("refused", name)
    assert refused(rule, {**question, "inconnu": 1})[:2] == ("unknown_field", "inconnu")
