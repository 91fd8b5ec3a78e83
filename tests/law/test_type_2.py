"""Type 2: posts, pay scales, yearly subsidy, advances, occupation, conditions and what former FESC projects keep."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.data import read
from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.conditions import Condition, overall
from preau.law.subsidies.posts import (
    PostCost,
    base_pay,
    care_worker_posts,
    project_leader_posts,
    yearly_cost,
)
from preau.law.subsidies.type_2 import Type2PostsQuestion, Type2SubsidyQuestion, type_2_posts, type_2_subsidy
from preau.law.subsidies.type_2_conditions import FormerFesc, Type2ConditionsQuestion, type_2_conditions
from preau.law.subsidies.type_2_payments import (
    MonthPresences,
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
A5 = "(arrêté du 3 décembre 2003, art. 26/5, § 2)"
A8 = "(arrêté du 3 décembre 2003, art. 26/8)"
A3 = "arrêté du 3 décembre 2003, art. 26/3, § 1er"
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
        with pytest.raises(CannotCompute, match="n’est pas connu avant le 1er janvier 2018"):
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


# Advances


def advance(*counts, first=date(2026, 1, 5), days=9_240):
    months = [date(first.year + (first.month + n - 1) // 12, (first.month + n - 1) % 12 + 1, 9) for n in range(3)]
    return type_2_advance(
        Type2AdvanceQuestion(
            day=DAY,
            yearly=Decimal(200_000),
            subsidised_days=days,
            months=tuple(
                MonthPresences(month=month, presences=count) for month, count in zip(months, counts, strict=False)
            ),
        )
    )


def test_the_reduced_advance_explained():
    found = advance(500, 480, 510)
    assert (found.full, found.advance, found.reduced) == (45_000, Decimal("29025.97"), True)
    assert found.monthly_threshold == Decimal("577.5")
    assert lines(found) == [
        f"Avance : 22,5 % de 200 000,00 € = 45 000,00 €. {A5}",
        f"Seuil : 75 % d’un douzième de 9 240 journées, soit 577,50 par mois. {A5}",
        "Quatre avances par an ; le solde suit le dossier annuel, dû pour le 31 mars. "
        "(arrêté du 3 décembre 2003, art. 26/5, § 2 et 3)",
        f"Trois mois de suite sous le seuil : l’avance est réduite. {A5}",
        "Lecture retenue : l’avance est réduite dans le rapport des 1 490 journées réalisées aux 2 310,00 journées "
        f"subsidiables de ces trois mois, soit 29 025,97 €. {A5}",
    ]
    assert kinds(found) == ["step", "step", "step", "warning", "reading"]


def test_one_month_at_the_threshold_keeps_the_whole_advance():
    reached = advance(600, 600, 600, days=9_600)
    assert (reached.reduced, reached.advance) == (False, 45_000)
    assert lines(reached)[3] == f"600 journées en janvier : le seuil est atteint. {A5}"
    assert advance(599, 599, 600, days=9_600).reduced is False
    assert advance(599, 599, 599, days=9_600).reduced is True


@pytest.mark.parametrize(
    ("month", "reduced"),
    [(4, True), (5, False), (6, False), (7, False), (8, False), (9, False), (10, True), (11, True), (12, True)],
)
def test_the_summer_quarter_is_immune(month, reduced):
    found = advance(0, 0, 0, first=date(2026, month, 1))
    assert (found.reduced, found.advance) == (reduced, 0 if reduced else 45_000)


def test_the_immune_month_is_named():
    found = advance(1, 1, None, first=date(2026, 5, 1))
    assert lines(found)[3] == f"Juillet est du troisième trimestre civil, immunisé. {A5}"


def test_months_not_given_leave_the_check_open():
    found = advance()
    assert (found.reduced, found.advance) == (None, 45_000)
    assert lines(found)[3] == f"Présences mensuelles non données : l’avance entière, sous réserve de ce seuil. {A5}"
    assert kinds(found)[3] == "warning"


def test_an_unknown_month_decides_only_when_the_others_are_under():
    assert advance(None, 600, 0).reduced is False
    with pytest.raises(CannotCompute) as refusal:
        advance(10, None, 10)
    assert (refusal.value.field, str(refusal.value)) == (
        "months[1].presences",
        "Impossible à calculer : les présences de février manquent.",
    )


@pytest.mark.parametrize(
    "months",
    [
        ("2026-01-01",),
        ("2026-01-01", "2026-02-01"),
        ("2026-01-01", "2026-03-01", "2026-04-01"),
        ("2026-03-01", "2026-02-01", "2026-01-01"),
    ],
)
def test_three_months_in_a_row_are_wanted(months):
    question = example_of("type_2_advance", {"months": [{"month": month, "presences": 1} for month in months]})
    assert refused("type_2_advance", question) == (
        "refused",
        "months",
        "Donnez trois mois qui se suivent, dans l’ordre.",
    )


# Occupation


def occupation(presences, previous=None, envelope="200000.00", capacity=10_000):
    before = None if previous is None else YearOfPresences(capacity=10_000, presences=previous)
    return type_2_occupation(
        Type2OccupationQuestion(
            day=DAY,
            year=YearOfPresences(capacity=capacity, presences=presences),
            previous=before,
            envelope=None if envelope is None else Decimal(envelope),
        )
    )


def test_two_years_under_ninety_per_cent_explained():
    found = occupation(8_000, 8_601)
    assert (found.rate, found.enough, found.cut, found.envelope) == (Decimal("0.8"), False, 20_000, 180_000)
    assert (found.two_years_under, found.new_capacity) == (True, Decimal("8300.5"))
    assert lines(found) == [
        f"8 000 journées sur 10 000 : 80,00 %, moins de 90,00 %. {A8}",
        f"Réduction : 90,00 % − 80,00 % = 10,00 % de 200 000,00 €, soit 20 000,00 € ; il reste 180 000,00 €. {A8}",
        f"Lecture retenue : l’écart en points. Dans le rapport des taux, il resterait 177 777,78 €. {A8}",
        "Année précédente : 86,01 %. Deux années de suite sous le seuil : la capacité devient la moyenne des deux "
        f"années, 8 300,5 journées. {A8}",
    ]
    assert kinds(found) == ["step", "step", "reading", "step"]


def test_ninety_per_cent_is_enough():
    found = occupation(9_000, 100)
    assert (found.enough, found.cut, found.envelope) == (True, 0, 200_000)
    assert (found.two_years_under, found.new_capacity) == (False, None)
    assert lines(found) == [
        f"9 000 journées sur 10 000 : 90,00 %, au moins 90,00 %. {A8}",
        f"L’enveloppe de 200 000,00 € est garantie, dépenses justifiées. {A8}",
    ]
    assert occupation(8_999).enough is False
    assert occupation(8_999).cut == 20
    assert occupation(0).envelope == 20_000


def test_the_year_before_decides_on_the_capacity():
    unknown = occupation(8_000)
    assert (unknown.two_years_under, unknown.new_capacity) == (None, None)
    assert lines(unknown)[-1] == f"Capacité : l’année précédente manque pour dire si elle change. {A8}"
    assert kinds(unknown)[-1] == "warning"
    enough = occupation(8_000, 9_000)
    assert (enough.two_years_under, enough.new_capacity) == (False, None)
    assert lines(enough)[-1] == f"Année précédente : 90,00 %. La capacité ne change pas. {A8}"
    assert occupation(8_000, 8_999).two_years_under is True


def test_without_amount_no_cut():
    found = occupation(8_000, envelope=None)
    assert (found.cut, found.envelope) == (None, None)
    assert lines(found)[1] == f"Réduction : impossible à calculer sans la subvention annuelle. {A8}"
    assert kinds(found)[1] == "warning"


# Conditions

ALL_MET = {
    "approved": True,
    "selected": True,
    "continuous": True,
    "opening_days": 220,
    "school_week_hours": Decimal("23.5"),
    "place_week_hours": (Decimal(16), Decimal(20)),
    "monday_to_friday": True,
    "holiday_weeks": 7,
    "holiday_day_hours": Decimal(10),
    "project": True,
    "quality_plan": True,
    "clean_records": True,
    "presence_days": 9_240,
    "real_opening_days": 220,
    "worker_fte": Decimal(3),
}


def conditions(**changes):
    return type_2_conditions(Type2ConditionsQuestion(day=DAY, **{**ALL_MET, **changes}))


def verdicts(found):
    return {one.code: one.verdict for one in found.conditions}


def test_all_conditions_met_explained():
    found = conditions()
    assert (found.verdict, found.children_per_worker, found.functioning_capped) == ("met", 14, True)
    assert lines(found) == [
        f"Remplie : agrément, ou dérogation de l’article 27, § 2. ({A3}, 1°)",
        f"Remplie : retenu dans une programmation. ({A3}, 2°)",
        f"Remplie : offre continue toute l’année. ({A3}, 3°)",
        f"Remplie : heures réparties du lundi au vendredi. ({A3}, 4°)",
        f"Remplie : projet d’accueil conforme, avec règlement d’ordre intérieur. ({A3}, 5°)",
        f"Remplie : plan d’amélioration de la qualité, renouvelé tous les cinq ans. ({A3}, 5°)",
        f"Remplie : extraits de casier judiciaire vierges. ({A3}, 6°)",
        f"Remplie : jours d’ouverture par an, au moins 220 (ici 220). ({A3}, 4°)",
        f"Remplie : heures par semaine scolaire, au moins 23,5 (ici 23,5). ({A3}, 4°)",
        f"Remplie : heures par semaine et par lieu, au moins 16 (ici 16). ({A3}, 4°)",
        f"Remplie : semaines en vacances, au moins 7 (ici 7). ({A3}, 4°)",
        f"Remplie : heures par jour de vacances, au moins 10 (ici 10). ({A3}, 4°)",
        f"Remplie : enfants par accueillant, moyenne de l’année, au plus 14 (ici 14,00). ({A3}, 7°)",
        f"9 240 journées / 220 jours ouverts / 3 ETP = 14,00 enfants par accueillant en moyenne. ({A3}, 7°)",
    ]
    assert set(kinds(found)) == {"step"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"approved": False}, "approved"),
        ({"selected": False}, "selected"),
        ({"continuous": False}, "continuous"),
        ({"monday_to_friday": False}, "monday_to_friday"),
        ({"project": False}, "project"),
        ({"quality_plan": False}, "quality_plan"),
        ({"clean_records": False}, "clean_records"),
        ({"opening_days": 219}, "opening_days"),
        ({"school_week_hours": Decimal("23.4")}, "school_week_hours"),
        ({"place_week_hours": (Decimal("15.9"), Decimal(40))}, "place_week_hours"),
        ({"holiday_weeks": 6}, "holiday_weeks"),
        ({"holiday_day_hours": Decimal("9.9")}, "holiday_day_hours"),
        ({"presence_days": 9_241}, "ratio"),
    ],
)
def test_each_condition_can_fail_alone(changes, code):
    found = conditions(**changes)
    assert found.verdict == "not_met"
    assert [name for name, verdict in verdicts(found).items() if verdict != "met"] == [code]
    failed = next(step for step in found.steps if step.kind == "warning")
    assert failed.text_fr.startswith("Pas remplie : ")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *((name, name) for name in ALL_MET if name not in ("presence_days", "real_opening_days", "worker_fte")),
        ("presence_days", "ratio"),
        ("real_opening_days", "ratio"),
        ("worker_fte", "ratio"),
    ],
)
def test_each_unknown_stays_unknown(name, code):
    found = conditions(**{name: () if name == "place_week_hours" else None})
    assert found.verdict == "unknown"
    assert [key for key, verdict in verdicts(found).items() if verdict != "met"] == [code]
    assert next(step for step in found.steps if step.kind == "warning").text_fr.startswith("À vérifier : ")


def test_what_is_not_met_settles_what_is_unknown():
    assert conditions(approved=None, selected=False).verdict == "not_met"
    assert overall([]) == "met"
    assert overall([Condition("a", "a", "unknown", "")]) == "unknown"


def test_a_ratio_just_over_is_shown_rounded_and_judged_exactly():
    found = conditions(presence_days=9_241)
    assert f"Pas remplie : enfants par accueillant, moyenne de l’année, au plus 14 (ici 14,00). ({A3}, 7°)" in lines(
        found
    )
    unknown = conditions(worker_fte=None)
    assert unknown.children_per_worker is None
    assert f"À vérifier : enfants par accueillant, moyenne de l’année, au plus 14. ({A3}, 7°)" in lines(unknown)
    with pytest.raises(Refused) as refusal:
        conditions(worker_fte=Decimal(0))
    assert (refusal.value.field, str(refusal.value)) == (
        "worker_fte",
        "Donnez un nombre d’accueillants plus grand que zéro.",
    )


def test_places_of_one_group_are_added_up():
    split = (Decimal(8), Decimal(8))
    assert verdicts(conditions(place_week_hours=split))["place_week_hours"] == "not_met"
    assert verdicts(conditions(place_week_hours=split, same_group=True))["place_week_hours"] == "met"
    assert verdicts(conditions(place_week_hours=(), same_group=True))["place_week_hours"] == "unknown"


KEPT = {"subsidised_below_capacity": True, "ratio_of_decree": True, "staffing_kept": True}


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (KEPT, "met"),
        ({**KEPT, "staffing_kept": None}, "unknown"),
        ({**KEPT, "ratio_of_decree": False}, "not_met"),
        ({**KEPT, "subsidised_below_capacity": False, "staffing_kept": None}, "not_met"),
        ({}, "unknown"),
        ({**KEPT, "other_functions": True}, "not_met"),
    ],
)
def test_the_ratio_of_a_former_fesc_project(facts, verdict):
    found = conditions(presence_days=20_000, former_fesc=FormerFesc(**facts))
    assert verdicts(found)["ratio"] == verdict
    assert verdicts(conditions(former_fesc=FormerFesc(**facts)))["ratio"] == "met"
    assert verdicts(conditions(worker_fte=None, former_fesc=FormerFesc(**facts)))["ratio"] == "unknown"


def test_what_a_former_fesc_project_keeps_is_said():
    found = conditions(presence_days=20_000, former_fesc=FormerFesc(**KEPT))
    assert lines(found)[12:] == [
        "Remplie : enfants par accueillant, moyenne de l’année au-delà de 14 permise : capacité subsidiée plus "
        "petite que l’accueil, encadrement du décret respecté, emploi maintenu. (arrêté du 3 décembre 2003, art. 30/5)",
        f"20 000 journées / 220 jours ouverts / 3 ETP = 30,30 enfants par accueillant en moyenne. ({A3}, 7°)",
        "Ancien projet FESC : le personnel en fonction au 1er janvier 2015 est réputé qualifié. "
        "(arrêté du 3 décembre 2003, art. 30/2)",
    ]
    other = conditions(presence_days=20_000, former_fesc=FormerFesc(other_functions=True))
    assert lines(other)[12] == (
        "Pas remplie : enfants par accueillant, moyenne de l’année, au plus 14 : l’opérateur paie d’autres "
        "fonctions, il garde cette norme. (arrêté du 3 décembre 2003, art. 30/6)"
    )


def test_a_former_project_that_is_a_homework_school():
    fesc = FormerFesc(homework_school_2016=True)
    found = conditions(
        former_fesc=fesc, school_week_hours=Decimal(16), place_week_hours=(), holiday_day_hours=Decimal(9)
    )
    assert (found.verdict, found.functioning_capped) == ("met", False)
    assert "place_week_hours" not in verdicts(found)
    article = "(arrêté du 3 décembre 2003, art. 30/8)"
    assert f"Remplie : heures par semaine scolaire, au moins 16 (ici 16). {article}" in lines(found)
    assert f"Remplie : heures par jour de vacances, au moins 9 (ici 9). {article}" in lines(found)
    assert lines(found)[-1] == (
        "Les frais de fonctionnement ne sont pas plafonnés à 10 %. (arrêté du 3 décembre 2003, art. 30/7)"
    )
    for changes in (
        {"school_week_hours": Decimal("15.9")},
        {"holiday_day_hours": Decimal("8.9")},
        {"opening_days": 219},
        {"holiday_weeks": 6},
    ):
        assert conditions(former_fesc=fesc, **changes).verdict == "not_met"


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("type_2_posts", {"subsidised_days": -1}, ("out_of_range", "subsidised_days")),
        ("type_2_posts", {"homework_days": 99_999}, ("refused", "homework_days")),
        ("type_2_posts", {"day": "2017-12-31"}, ("cannot_compute", "")),
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
