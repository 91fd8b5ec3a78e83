"""Type 2: posts, pay scales, the yearly subsidy."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.data import read
from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.posts import (
    PostCost,
    base_pay,
    care_worker_posts,
    project_leader_posts,
    yearly_cost,
)
from preau.law.subsidies.type_2 import Type2PostsQuestion, Type2SubsidyQuestion, type_2_posts, type_2_subsidy
from preau.law.subsidies.type_2_conditions import Type2ConditionsQuestion, type_2_conditions
from preau.law.subsidies.type_2_payments import (
    Type2AdvanceQuestion,
    Type2OccupationQuestion,
    YearOfPresences,
    type_2_advance,
    type_2_occupation,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines

DAY = date(2026, 1, 1)
A1 = "(arrêté du 3 décembre 2003, art. 26/4, § 1er, 1°)"
A2 = "(arrêté du 3 décembre 2003, art. 26/4, § 1er, 2°)"
ANNEX = "(arrêté du 3 décembre 2003, annexe 6)"


def posts(days, **more):
    return type_2_posts(Type2PostsQuestion(day=DAY, subsidised_days=days, **more))


TABLE = [
    (0, "0", "0"),
    (1, "0", "0.25"),
    (769, "0", "0.25"),
    (770, "0.25", "0.25"),
    (1_539, "0.25", "0.25"),
    (1_540, "0.50", "0.25"),
    (7_699, "2.25", "0.25"),
    (7_700, "2.5", "0.25"),
    (7_701, "2.5", "0.50"),
    (9_239, "2.5", "0.50"),
    (9_240, "3.0", "0.50"),
    (10_779, "3.0", "0.50"),
    (10_780, "3.5", "0.50"),
    (15_400, "5.0", "0.50"),
    (15_401, "5.0", "0.50"),
    (30_799, "9.5", "0.50"),
    (30_800, "10.0", "1.00"),
    (46_200, "15.0", "1.50"),
]


@pytest.mark.parametrize(("days", "workers", "leaders"), TABLE)
def test_the_table_of_posts(days, workers, leaders):
    found = posts(days)
    assert (found.care_workers, found.project_leaders) == (Decimal(workers), Decimal(leaders))
    assert found.worker_days == found.leader_days == days


@given(st.integers(0, 100_000))
def test_posts_against_fractions(days):
    workers = min(days, 7700) // 770 * Fraction(1, 4) + max(days - 7700, 0) // 1540 * Fraction(1, 2)
    leaders = -(-min(days, 15400) // 7700) * Fraction(1, 4) + max(days - 15400, 0) // 15400 * Fraction(1, 2)
    assert care_worker_posts(Decimal(days), DAY) == workers
    assert project_leader_posts(Decimal(days), DAY) == leaders


def test_posts_explained():
    assert lines(posts(9_240, flexible_days=1)) == [
        "Accueillants : 0,25 ETP par 770 journées complètes jusqu’à 7 700, puis 0,50 par 1 540 journées complètes : "
        f"3,00 ETP pour 9 240 journées. {A1}",
        f"À ajouter pour le responsable de projet : 1 journée flexible. {A2}",
        "Responsable de projet : 0,25 ETP par tranche entamée de 7 700 journées jusqu’à 15 400, puis 0,50 par 15 400 "
        f"journées complètes : 0,50 ETP pour 9 241 journées. {A2}",
    ]


def test_flexible_days_count_for_the_leader_alone():
    found = posts(7_700, flexible_days=1)
    assert (found.care_workers, found.project_leaders) == (Decimal("2.5"), Decimal("0.5"))
    assert (found.worker_days, found.leader_days) == (7_700, 7_701)


def test_homework_days_of_a_former_project_count_one_and_a_half():
    found = posts(7_000, homework_days=1_401)
    assert found.worker_days == Decimal("7700.5")
    assert (found.care_workers, found.project_leaders) == (Decimal("2.5"), Decimal("0.5"))
    assert lines(found)[0] == (
        "1 401 journées d’école de devoirs majorées de moitié : 7 000 + 700,5 = 7 700,5 journées. "
        "(arrêté du 3 décembre 2003, art. 26/4, § 1er, dernier al.)"
    )
    assert posts(7_000, homework_days=7_000).worker_days == 10_500
    assert "7 000 + 3 500 = 10 500 journées" in lines(posts(7_000, homework_days=7_000))[0]
    with pytest.raises(Refused) as refusal:
        posts(7_000, homework_days=7_001)
    assert (refusal.value.field, str(refusal.value)) == (
        "homework_days",
        "Ces journées font partie des journées subsidiables : au plus autant.",
    )


def test_before_2018_nothing_is_known():
    for ask_on in (
        lambda day: type_2_posts(Type2PostsQuestion(day=day, subsidised_days=1)),
        lambda day: type_2_advance(Type2AdvanceQuestion(day=day, yearly=Decimal(1), subsidised_days=1)),
        lambda day: type_2_occupation(Type2OccupationQuestion(day=day, year=YearOfPresences(capacity=1, presences=1))),
        lambda day: type_2_conditions(Type2ConditionsQuestion(day=day)),
    ):
        with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2018"):
            ask_on(date(2017, 12, 31))
        assert ask_on(date(2018, 1, 1))


# Pay scales


@pytest.mark.parametrize(
    ("function", "seniority", "day", "amount"),
    [
        ("care_worker", 0, date(2023, 7, 1), "14421.97"),
        ("care_worker", 31, DAY, "20429.15"),
        ("care_worker", 60, DAY, "20429.15"),
        ("care_worker", 30, DAY, "20351.09"),
        ("project_leader", 0, DAY, "17305.48"),
        ("project_leader", 31, DAY, "29278.42"),
        ("project_leader", 18, DAY, "26452.27"),
        ("care_worker", 0, date(2023, 6, 30), "14356.35"),
        ("care_worker", 31, date(2022, 1, 1), "20429.15"),
        ("project_leader", 18, date(2023, 6, 30), "26135.15"),
        ("project_leader", 31, date(2023, 6, 30), "29228.29"),
    ],
)
def test_the_scales_of_annex_6(function, seniority, day, amount):
    assert base_pay(function, seniority, day)[0] == Decimal(amount)


def test_the_scales_are_whole_and_never_go_down():
    scales = read("pay_scales.json")["scales"]
    assert [one["since"] for one in scales] == ["2022-01-01", "2023-07-01"]
    for one in scales:
        for function in ("care_worker", "project_leader"):
            rungs = [Decimal(rung) for rung in one[function]]
            assert len(rungs) == 32
            assert rungs == sorted(rungs)
    for function in ("care_worker", "project_leader"):
        assert all(
            Decimal(new) >= Decimal(old) for old, new in zip(scales[0][function], scales[1][function], strict=True)
        )


def test_the_misprint_is_said_and_older_scales_are_not_known():
    assert base_pay("project_leader", 18, date(2023, 6, 30))[1].endswith(
        "À 18 ans, le texte imprime 16 135,15 euros, faute évidente pour 26 135,15 euros."
    )
    assert base_pay("project_leader", 18, date(2023, 7, 1))[1] == ""
    with pytest.raises(CannotCompute) as refusal:
        base_pay("care_worker", 0, date(2021, 12, 31))
    assert str(refusal.value) == (
        "Impossible à calculer : l’échelle de l’annexe 6 n’est pas connue avant le 1er janvier 2022."
    )


def cost(**parts):
    return PostCost(**{name: Decimal(part) if isinstance(part, str) else part for name, part in parts.items()})


def test_the_cost_of_a_post_from_its_parts():
    whole = cost(seniority=10, index_coefficient="2.0399", charges="15000.00")
    amount, steps = yearly_cost(whole, "care_worker", DAY, "art. X", "care_worker")
    assert amount == Decimal("49944.57")
    assert lines(type("Answer", (), {"steps": steps})) == [
        f"Barème d’accueillant, 10 ans d’ancienneté : 17 130,53 € × 2,0399 = 34 944,57 €. {ANNEX}",
        "Avec 15 000,00 € de charges : 49 944,57 € par ETP, au plus. (art. X)",
    ]
    _, older = yearly_cost(whole, "project_leader", date(2023, 6, 30), "art. X", "project_leader")
    assert [step.kind for step in older] == ["step", "reading", "step"]
    assert older[0].line.startswith("Barème de responsable de projet, 10 ans")
    assert older[1].article == "arrêté du 3 décembre 2003, annexe 6"


def test_a_given_lump_sum_needs_nothing_else():
    amount, steps = yearly_cost(cost(lump_sum="48000.00"), "project_leader", date(1990, 1, 1), "art. X", "y")
    assert amount == 48_000
    assert lines(type("Answer", (), {"steps": steps})) == [
        "Forfait par ETP de responsable de projet : 48 000,00 €, donné. (art. X)"
    ]


@pytest.mark.parametrize(
    ("parts", "field", "words"),
    [
        ({}, "seniority", "l’ancienneté moyenne"),
        ({"seniority": 0}, "index_coefficient", "le coefficient de majoration"),
        ({"seniority": 0, "index_coefficient": "2"}, "charges", "les charges patronales"),
    ],
)
def test_an_unknown_part_of_the_cost_is_named(parts, field, words):
    with pytest.raises(CannotCompute) as refusal:
        yearly_cost(cost(**parts), "care_worker", DAY, "art. X", "care_worker")
    assert refusal.value.field == f"care_worker.{field}"
    assert str(refusal.value) == (
        f"Impossible à calculer : pour le forfait d’accueillant, il manque {words} (ou le forfait fixé par l’ONE)."
    )


# The yearly subsidy


def yearly(day=DAY, replacement="1500.00", aids="20000.00", **more):
    return type_2_subsidy(
        Type2SubsidyQuestion(
            day=day,
            subsidised_days=9_240,
            care_worker=cost(lump_sum="48000.00"),
            project_leader=cost(lump_sum="60000.00"),
            replacement=None if replacement is None else Decimal(replacement),
            aids=None if aids is None else Decimal(aids),
            **more,
        )
    )


def test_the_yearly_subsidy_explained():
    found = yearly()
    assert (found.care_workers, found.project_leaders) == (3, Decimal("0.5"))
    assert (found.posts_amount, found.functioning, found.replacement, found.aids) == (174_000, 17_400, 1_500, 20_000)
    assert (found.before_replacement, found.total) == (171_400, 172_900)
    assert lines(found)[2:] == [
        f"Forfait par ETP d’accueillant : 48 000,00 €, donné. {A1}",
        f"Forfait par ETP de responsable de projet : 60 000,00 €, donné. {A2}",
        "Forfaits : 3,00 × 48 000,00 € + 0,50 × 60 000,00 € = 174 000,00 €. "
        "(arrêté du 3 décembre 2003, art. 26/4, § 1er, 1° et 2°)",
        "Fonctionnement : 10 % de 174 000,00 €, avant déductions = 17 400,00 €. "
        "(arrêté du 3 décembre 2003, art. 26/4, § 1er, 3°)",
        "Aides à l’emploi déduites des forfaits : 20 000,00 €. "
        "(arrêté du 3 décembre 2003, art. 26/4, § 1er, al. 2 et 3)",
        "Subvention annuelle, au plus : 174 000,00 € + 17 400,00 € − 20 000,00 € + 1 500,00 € (remplacement) = "
        "172 900,00 €. (arrêté du 3 décembre 2003, art. 26/4, § 2)",
        "Les participations des familles ne sont pas déduites. (arrêté du 3 décembre 2003, art. 26/4, § 2)",
    ]


def test_flexible_and_homework_days_reach_the_yearly_subsidy():
    assert yearly(flexible_days=21_560).project_leaders == 1
    assert yearly(homework_days=3_080).care_workers == Decimal("3.5")


def test_an_unknown_replacement_coefficient_leaves_the_total_open():
    found = yearly(replacement=None)
    assert (found.replacement, found.before_replacement, found.total) == (None, 171_400, None)
    assert lines(found)[-2] == (
        "Avant le coefficient de remplacement : 171 400,00 €. Total impossible à calculer : l’ONE fixe ce coefficient, "
        "il n’est pas connu ici. (arrêté du 3 décembre 2003, art. 26/4, § 1er, 4°)"
    )
    assert kinds(found)[-2] == "warning"


def test_before_2022_there_was_no_replacement_coefficient():
    found = yearly(date(2021, 12, 31), replacement=None)
    assert (found.replacement, found.total) == (0, 171_400)
    assert "Pas encore de coefficient de remplacement avant 2022. " in lines(found)[-3]
    assert yearly(date(2022, 1, 1), replacement=None).total is None


def test_aids_never_take_more_than_the_lump_sums():
    found = yearly(aids="999999.00", replacement="0")
    assert (found.aids, found.total) == (174_000, 17_400)
    with pytest.raises(CannotCompute) as refusal:
        yearly(aids=None)
    assert (refusal.value.field, str(refusal.value)) == (
        "aids",
        "Impossible à calculer : donnez les aides à l’emploi à déduire (0 s’il n’y en a pas).",
    )


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("type_2_posts", {"subsidised_days": -1}, ("out_of_range", "subsidised_days")),
        ("type_2_posts", {"homework_days": 99_999}, ("refused", "homework_days")),
        ("type_2_posts", {"day": "2017-12-31"}, ("cannot_compute", "day")),
        ("type_2_subsidy", {"aids": ...}, ("cannot_compute", "aids")),
        ("type_2_subsidy", {"care_worker": {}}, ("cannot_compute", "care_worker.seniority")),
        (
            "type_2_subsidy",
            {"project_leader": {"seniority": 3}},
            ("cannot_compute", "project_leader.index_coefficient"),
        ),
        ("type_2_subsidy", {"project_leader": {"lump_sum": "-3"}}, ("refused", "project_leader.lump_sum")),
        ("type_2_advance", {"yearly": ...}, ("missing_field", "yearly")),
        ("type_2_occupation", {"year.capacity": 0}, ("out_of_range", "year.capacity")),
        ("type_2_conditions", {"opening_days": 367}, ("out_of_range", "opening_days")),
        ("type_2_conditions", {"worker_fte": "0"}, ("refused", "worker_fte")),
    ],
)
def test_refusals(rule, changes, refusal):
    assert refused(rule, example_of(rule, changes))[:2] == refusal


@pytest.mark.parametrize(
    "rule", ["type_2_posts", "type_2_subsidy", "type_2_advance", "type_2_occupation", "type_2_conditions"]
)
def test_the_examples(rule):
    result, said = replied(rule, example_of(rule))
    assert result
    assert said
