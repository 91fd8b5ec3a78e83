"""Flexible care: posts, yearly subsidy, conditions, the fee per hour."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import CannotCompute
from preau.law.subsidies.flexible import (
    FlexibleConditionsQuestion,
    FlexibleSubsidyQuestion,
    flexible_care_conditions,
    flexible_care_subsidy,
)
from preau.law.subsidies.posts import PostCost, flexible_posts
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines
from tests.law.test_indexation import value

DAY = date(2026, 1, 1)
A10 = "arrêté du 3 décembre 2003, art. 26/10, § 1er"
A11 = "arrêté du 3 décembre 2003, art. 26/11, § 1er"


def subsidy(days, day=DAY, replacement="0", aids="0"):
    return flexible_care_subsidy(
        FlexibleSubsidyQuestion(
            day=day,
            subsidised_days=days,
            care_worker=PostCost(lump_sum=Decimal(48_000)),
            replacement=None if replacement is None else Decimal(replacement),
            aids=Decimal(aids),
        )
    )


@pytest.mark.parametrize(
    ("days", "posts", "reading"),
    [
        (0, "0", False),
        (1, "0.5", False),
        (2_022, "0.5", False),
        (2_023, "0.5", False),
        (2_024, "0.5", True),
        (4_045, "0.5", True),
        (4_046, "1.0", True),
        (6_068, "1.0", True),
        (6_069, "1.5", True),
    ],
)
def test_half_a_post_from_the_first_day_then_by_complete_slices(days, posts, reading):
    found = subsidy(days)
    assert found.care_workers == flexible_posts(days, DAY) == Decimal(posts)
    assert ("reading" in kinds(found)) == reading


def test_the_subsidy_explained():
    found = subsidy(4_100, aids="8000.00", replacement="100.00")
    assert (found.posts_amount, found.functioning, found.aids) == (48_000, 7_200, 8_000)
    assert (found.replacement, found.before_replacement, found.total) == (100, 47_200, 47_300)
    assert lines(found) == [
        "0,50 ETP par 2 023 journées complètes, le premier dès la première journée : 1,00 ETP pour 4 100 journées. "
        f"({A11}, 1°)",
        "Lecture retenue : le forfait du premier jour est celui de la première tranche. S’il s’ajoutait aux tranches "
        f"complètes, il y aurait 1,50 ETP. ({A11}, 1°)",
        f"Forfait par ETP d’accueillant : 48 000,00 €, donné. ({A11}, 1°)",
        f"Forfaits : 1,00 × 48 000,00 € = 48 000,00 €. ({A11}, 1°)",
        f"Fonctionnement : 15 % de 48 000,00 €, avant déductions = 7 200,00 €. ({A11}, 2°)",
        f"Aides à l’emploi déduites des forfaits : 8 000,00 €. ({A11}, al. 2 et 3)",
        "Subvention annuelle, au plus : 48 000,00 € + 7 200,00 € − 8 000,00 € + 100,00 € (remplacement) = 47 300,00 €. "
        "(arrêté du 3 décembre 2003, art. 26/11, § 2)",
    ]


def test_the_replacement_coefficient_of_flexible_care():
    found = subsidy(100, replacement=None)
    assert (found.total, found.before_replacement) == (None, 27_600)
    assert lines(found)[-1].endswith(f"({A11}, 3°)")
    assert subsidy(100, date(2021, 6, 1), None).total == 27_600


def test_before_2018_nothing_is_known():
    for ask_on in (
        lambda day: subsidy(1, day),
        lambda day: flexible_care_conditions(FlexibleConditionsQuestion(day=day)),
    ):
        with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2018"):
            ask_on(date(2017, 12, 31))
        assert ask_on(date(2018, 1, 1))


ALL_MET = {
    "approved_and_subsidised": True,
    "selected": True,
    "opening_days": 220,
    "school_hours": Decimal(15),
    "holiday_hours": Decimal(9),
    "fee_per_hour": Decimal("2.49"),
    "project": True,
    "quality_plan": True,
    "clean_records": True,
    "most_children": 24,
    "workers_present": 2,
}


def conditions(day=date(2024, 1, 1), **changes):
    return flexible_care_conditions(FlexibleConditionsQuestion(day=day, **{**ALL_MET, **changes}))


def others(found):
    return [one.code for one in found.conditions if one.verdict != "met"]


def test_all_conditions_met_explained():
    found = conditions()
    assert (found.verdict, found.fee_cap) == ("met", Decimal("2.49"))
    assert lines(found) == [
        f"Remplie : agrément et subvention de type 1 ou 2 pour ce lieu. ({A10}, 1°)",
        f"Remplie : retenu dans une programmation. ({A10}, 2°)",
        f"Remplie : jours d’ouverture par an, au moins 220 (ici 220). ({A10}, 3°)",
        f"Remplie : heures flexibles en période scolaire, au moins 15 (ici 15). ({A10}, 3°)",
        f"Remplie : heures flexibles en vacances, au moins 9 (ici 9). ({A10}, 3°)",
        f"Remplie : participation par heure flexible, en euros, au plus 2,49 (ici 2,49). ({A10}, 4°)",
        f"Remplie : projet d’accueil adapté à l’accueil flexible. ({A10}, 5°)",
        f"Remplie : plan d’amélioration de la qualité. ({A10}, 5°)",
        f"Remplie : extraits de casier judiciaire vierges. ({A10}, 6°)",
        f"Remplie : au moins un accueillant pour 12 enfants présents (ici 24 enfants, 2 accueillants). ({A10}, 7°)",
        f"Plafond de 2017 : 2,00 €. ({A10}, 4°)",
        f"Indice des prix à la consommation, base 2013 : janvier 2024 130,08 / janvier 2017 104,28. ({A10}, 4°)",
        "2,00 € × les rapports ci-dessus = 2,49 €, arrondi au cent une seule fois, à la fin.",
        f"Plafond de 2024 calculé : 2,49 €. Ce n’est pas un chiffre officiel. ({A10}, 4°)",
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"approved_and_subsidised": False}, "approved_and_subsidised"),
        ({"selected": False}, "selected"),
        ({"opening_days": 219}, "opening_days"),
        ({"school_hours": Decimal("14.9")}, "school_hours"),
        ({"holiday_hours": Decimal("8.9")}, "holiday_hours"),
        ({"fee_per_hour": Decimal("2.50")}, "fee_per_hour"),
        ({"project": False}, "project"),
        ({"quality_plan": False}, "quality_plan"),
        ({"clean_records": False}, "clean_records"),
        ({"most_children": 25}, "ratio"),
        ({"workers_present": 1}, "ratio"),
    ],
)
def test_each_condition_can_fail_alone(changes, code):
    found = conditions(**changes)
    assert (found.verdict, others(found)) == ("not_met", [code])


@pytest.mark.parametrize("name", ALL_MET)
def test_each_unknown_stays_unknown(name):
    found = conditions(**{name: None})
    code = "ratio" if name in ("most_children", "workers_present") else name
    assert (found.verdict, others(found)) == ("unknown", [code])


def test_the_words_of_what_is_unknown():
    found = conditions(date(2026, 1, 1), most_children=None, fee_per_hour=None)
    assert f"À vérifier : au moins un accueillant pour 12 enfants présents. ({A10}, 7°)" in lines(found)
    assert f"À vérifier : participation par heure flexible, en euros, plafond indexé inconnu. ({A10}, 4°)" in lines(
        found
    )


def test_nobody_present_needs_nobody():
    assert conditions(most_children=0, workers_present=0).verdict == "met"


def test_a_fee_within_the_value_of_2017_is_met_whatever_the_index():
    found = conditions(date(2026, 1, 1), fee_per_hour=Decimal("2.00"))
    assert (found.verdict, found.fee_cap) == ("met", None)
    assert f"Remplie : participation par heure flexible, en euros, au plus 2,00 (ici 2,00). ({A10}, 4°)" in lines(found)
    assert lines(found)[-1] == (
        "Lecture retenue : une participation qui ne dépasse pas le plafond de 2017 respecte le plafond indexé. "
        f"({A10}, 4°)"
    )
    assert kinds(found)[-1] == "reading"
    over = conditions(date(2026, 1, 1), fee_per_hour=Decimal("2.01"))
    assert (over.verdict, others(over)) == ("unknown", ["fee_per_hour"])


def test_indices_may_be_given_for_the_fee():
    values = (value(date(2026, 1, 1), "2013", "156.42"),)
    assert conditions(date(2026, 5, 1), index_values=values, fee_per_hour=Decimal(3)).fee_cap == 3
    assert others(conditions(date(2026, 5, 1), index_values=values, fee_per_hour=Decimal("3.01"))) == ["fee_per_hour"]


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("flexible_care_subsidy", {"aids": None}, ("cannot_compute", "aids")),
        ("flexible_care_subsidy", {"care_worker": {}}, ("cannot_compute", "care_worker.seniority")),
        ("flexible_care_subsidy", {"day": "2017-01-01"}, ("cannot_compute", "day")),
        ("flexible_care_conditions", {"fee_per_hour": "-2"}, ("refused", "fee_per_hour")),
        ("flexible_care_conditions", {"most_children": -1}, ("out_of_range", "most_children")),
    ],
)
def test_refusals(rule, changes, refusal):
    assert refused(rule, example_of(rule, changes))[:2] == refusal


@pytest.mark.parametrize("rule", ["flexible_care_subsidy", "flexible_care_conditions"])
def test_the_examples(rule):
    assert replied(rule, example_of(rule))[0]
