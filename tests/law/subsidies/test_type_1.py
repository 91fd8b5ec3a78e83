"""Type 1: the functioning and differentiation subsidies, disadvantaged children, the reduction owed."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.type_1 import (
    DisadvantagedChildQuestion,
    FeeReductionOwedQuestion,
    IncomeSource,
    OperatingSubsidyQuestion,
    QuarterPresences,
    disadvantaged_child,
    fee_reduction_owed,
    final_amount,
    operating_subsidy,
    positive_differentiation_subsidy,
    provisional_amount,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines

A24 = "(arrêté du 3 décembre 2003, art. 24)"
A25 = "(arrêté du 3 décembre 2003, art. 25)"
A26 = "(arrêté du 3 décembre 2003, art. 26)"
D36 = "(décret du 3 juillet 2003, art. 36, § 1er)"
D36_2 = "(décret du 3 juillet 2003, art. 36, § 2)"
CIVIL = f"Lecture retenue : le trimestre comptable de l’ONE est le trimestre civil. {A26}"
WHOLE_YEAR = (2400, 2600, 900, 2700)


def quarters(counts, place=""):
    return tuple(QuarterPresences(quarter=rank, presences=count, place=place) for rank, count in enumerate(counts, 1))


def claim(counts=WHOLE_YEAR, multiplier=None, year=2025, rule=operating_subsidy, place=""):
    written = None if multiplier is None else Decimal(multiplier)
    return rule(OperatingSubsidyQuestion(year=year, quarters=quarters(counts, place), multiplier=written))


def test_a_whole_year_explained():
    found = claim(multiplier="1.10")
    assert (found.lump_sum, found.presences) == (Decimal("0.40"), 8_600)
    assert (found.provisional, found.final, found.balance) == (3_440, 3_784, 344)
    assert lines(found) == [
        f"Trimestre 1 : 2 400 journées × 0,40 € = 960,00 €. {A24}",
        f"Trimestre 2 : 2 600 journées × 0,40 € = 1 040,00 €. {A24}",
        f"Trimestre 3 : 900 journées × 0,40 € = 360,00 €. {A24}",
        f"Trimestre 4 : 2 700 journées × 0,40 € = 1 080,00 €. {A24}",
        f"Présences déclarées : 8 600 journées, 3 440,00 € en provision. {A26}",
        f"Montant final : 3 440,00 € × 1,10 = 3 784,00 €. {A24}",
        f"Solde : 3 784,00 € − 3 440,00 € = 344,00 €. {A26}",
        CIVIL,
    ]
    assert kinds(found) == ["step"] * 7 + ["reading"]


def test_a_multiplier_under_one_gives_a_negative_balance():
    found = claim(multiplier="0.9")
    assert (found.final, found.balance) == (3_096, -344)


def test_without_multiplier_only_the_provision_is_known():
    found = claim()
    assert (found.provisional, found.final, found.balance) == (3_440, None, None)
    assert lines(found)[5] == (
        "Montant final et solde : impossible à calculer. Le coefficient de 2025 n’est pas connu ; l’ONE le fixe "
        f"dans les limites des crédits. {A26}"
    )
    assert kinds(found)[5] == "warning"


@pytest.mark.parametrize(
    ("counts", "words", "provisional"),
    [
        ((100,), "trimestre 2, trimestre 3 et trimestre 4", 40),
        ((100, None, 0, 5), "trimestre 2", 42),
        ((None, 1, 1, 1), "trimestre 1", Decimal("1.20")),
    ],
)
def test_an_unknown_quarter_is_not_a_zero(counts, words, provisional):
    found = claim(counts, "1.10")
    assert (found.provisional, found.final, found.balance) == (provisional, None, None)
    said = f"Montant final et solde : impossible à calculer. Présences manquantes : {words}. {A26}"
    assert said in lines(found)
    assert len([line for line in lines(found) if line.startswith("Trimestre")]) == sum(
        one is not None for one in counts
    )


def test_a_known_zero_is_a_count():
    found = claim((1, 0, 0, 0), "2")
    assert (found.final, found.balance) == (Decimal("0.80"), Decimal("0.40"))
    assert lines(found)[:2] == [
        f"Trimestre 1 : 1 journée × 0,40 € = 0,40 €. {A24}",
        f"Trimestre 2 : 0 journée × 0,40 € = 0,00 €. {A24}",
    ]
    assert lines(found)[4] == f"Présences déclarées : 1 journée, 0,40 € en provision. {A26}"


def test_the_amount_before_2023_is_unknown():
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2023"):
        claim(year=2022)
    assert claim(year=2023).provisional == 3_440


def test_bare_amounts():
    assert provisional_amount(3, Decimal("0.40")) == Decimal("1.20")
    assert final_amount(3, Decimal("0.40"), Decimal("1.0125")) == Decimal("1.22")


def test_differentiation_is_declared_place_by_place():
    found = claim((300, 300, 100, 200), "1.5", rule=positive_differentiation_subsidy, place="École du Centre")
    assert (found.provisional, found.final, found.balance) == (360, 540, 180)
    assert lines(found)[0] == f"Trimestre 1, École du Centre : 300 journées × 0,40 € = 120,00 €. {A25}"
    assert lines(found)[-3:] == [
        f"Solde : 540,00 € − 360,00 € = 180,00 €. {A26}",
        CIVIL,
        f"Cette subvention s’ajoute à celle de fonctionnement. {D36}",
    ]
    with pytest.raises(Refused, match="nommez le lieu") as refusal:
        claim((300,), rule=positive_differentiation_subsidy)
    assert refusal.value.field == "quarters[0].place"
    assert str(refusal.value) == "Ces présences se déclarent par lieu d’accueil : nommez le lieu."


def test_every_place_needs_its_four_quarters():
    lines_of_year = (*quarters((1, 1, 1, 1), "A"), QuarterPresences(quarter=2, presences=5, place="B"))
    found = positive_differentiation_subsidy(
        OperatingSubsidyQuestion(year=2025, quarters=lines_of_year, multiplier=Decimal(1))
    )
    assert (found.presences, found.final) == (9, None)
    assert any("manquantes : trimestre 1 (B), trimestre 3 (B) et trimestre 4 (B)." in line for line in lines(found))


def test_a_quarter_given_twice_is_refused():
    twice = (*quarters((1, 1, 1, 1)), QuarterPresences(quarter=4, presences=1))
    with pytest.raises(Refused) as refusal:
        operating_subsidy(OperatingSubsidyQuestion(year=2025, quarters=twice))
    assert (refusal.value.field, str(refusal.value)) == (
        "quarters[4].quarter",
        "Le trimestre 4 de ce lieu est donné deux fois.",
    )


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("operating_subsidy", {"quarters": []}, ("out_of_range", "quarters")),
        ("operating_subsidy", {"quarters[0].quarter": 5}, ("out_of_range", "quarters[0].quarter")),
        ("operating_subsidy", {"quarters[0].quarter": 0}, ("out_of_range", "quarters[0].quarter")),
        ("operating_subsidy", {"quarters[0].presences": -1}, ("out_of_range", "quarters[0].presences")),
        ("operating_subsidy", {"multiplier": "-1"}, ("refused", "multiplier")),
        ("operating_subsidy", {"year": 2020}, ("cannot_compute", "year")),
        ("positive_differentiation_subsidy", {"quarters[0].place": ""}, ("refused", "quarters[0].place")),
        ("disadvantaged_child", {"net_income": None}, ("cannot_compute", "net_income")),
        ("disadvantaged_child", {"source": "presse"}, ("wrong_value", "source")),
        ("fee_reduction_owed", {"presences": ...}, ("missing_field", "presences")),
        ("fee_reduction_owed", {"year": 2022}, ("cannot_compute", "year")),
    ],
)
def test_refusals(rule, changes, refusal):
    assert refused(rule, example_of(rule, changes))[:2] == refusal


@pytest.mark.parametrize(
    "rule", ["operating_subsidy", "positive_differentiation_subsidy", "disadvantaged_child", "fee_reduction_owed"]
)
def test_the_examples(rule):
    result, said = replied(rule, example_of(rule))
    assert result
    assert said


# Disadvantaged children


def child(income, day=date(2024, 9, 2), source=IncomeSource.ONE):
    return disadvantaged_child(DisadvantagedChildQuestion(day=day, net_income=Decimal(income), source=source))


@pytest.mark.parametrize(
    ("income", "source", "yes", "agree"),
    [
        ("2054.73", "one", True, True),
        ("2054.74", "one", False, False),
        ("2070.48", "one", False, False),
        ("2070.49", "one", False, True),
        ("2054.74", "cnt", True, False),
        ("2070.48", "cnt", True, False),
        ("2070.49", "cnt", False, True),
        ("0", "cnt", True, True),
    ],
)
def test_both_sources_in_september_2024(income, source, yes, agree):
    found = child(income, source=IncomeSource(source))
    assert (found.disadvantaged, found.sources_agree) == (yes, agree)
    assert (found.ceiling_one, found.ceiling_cnt) == (Decimal("2054.73"), Decimal("2070.48"))
    assert found.ceiling == (found.ceiling_one if source == "one" else found.ceiling_cnt)


def test_the_conflict_is_said():
    found = child("2060.00")
    assert lines(found) == [
        "Revenus nets 2 060,00 €, revenu minimum mensuel moyen garanti 2 054,73 € selon l’ONE : plus élevé, "
        f"l’enfant ne compte pas. {D36}",
        "Autre source : 2 070,48 € selon le Conseil national du travail (les sources se contredisent, la réponse "
        f"serait l’inverse). {D36}",
    ]
    assert kinds(found) == ["step", "warning"]
    agreed = child("2000.00", source=IncomeSource.CNT)
    assert lines(agreed) == [
        "Revenus nets 2 000,00 €, revenu minimum mensuel moyen garanti 2 070,48 € selon le Conseil national du "
        f"travail : au plus égal, l’enfant compte. {D36}",
        f"Autre source : 2 054,73 € selon l’ONE (même réponse). {D36}",
    ]
    assert kinds(agreed) == ["step", "reading"]


@pytest.mark.parametrize(
    ("day", "ceiling"),
    [
        (date(2023, 10, 1), "1954.99"),
        (date(2023, 10, 31), "1954.99"),
        (date(2023, 11, 1), "1994.18"),
        (date(2024, 4, 1), "2029.88"),
        (date(2024, 5, 1), "2070.48"),
        (date(2025, 1, 31), "2070.48"),
        (date(2025, 2, 1), "2111.89"),
        (date(2025, 12, 31), "2111.89"),
    ],
)
def test_the_dated_ceilings(day, ceiling):
    found = child("2000", day, IncomeSource.CNT)
    assert found.ceiling == found.ceiling_cnt == Decimal(ceiling)


def test_a_ceiling_that_is_not_known():
    later = child("2000", date(2025, 2, 1), IncomeSource.CNT)
    assert (later.ceiling_one, later.sources_agree) == (None, None)
    assert lines(later)[1] == f"Le montant selon l’ONE n’est pas connu ce jour-là. {D36}"
    assert kinds(later) == ["step", "warning"]
    for day, source in [
        (date(2025, 2, 1), IncomeSource.ONE),
        (date(2024, 4, 30), IncomeSource.ONE),
        (date(2026, 1, 1), IncomeSource.CNT),
        (date(2023, 9, 30), IncomeSource.CNT),
    ]:
        with pytest.raises(CannotCompute, match="revenu minimum mensuel moyen garanti"):
            child("2000", day, source)


def test_an_unknown_income_is_not_zero():
    with pytest.raises(CannotCompute) as refusal:
        disadvantaged_child(DisadvantagedChildQuestion(day=date(2024, 9, 2)))
    assert (str(refusal.value), refusal.value.field) == (
        "Impossible à calculer : les revenus nets de la famille manquent.",
        "net_income",
    )


# The reduction owed


def reduction(granted=None, multiplier=None, presences=120, year=2025):
    def amount(written):
        return None if written is None else Decimal(written)

    return fee_reduction_owed(
        FeeReductionOwedQuestion(year=year, presences=presences, multiplier=amount(multiplier), granted=amount(granted))
    )


def test_the_reduction_while_the_multiplier_is_unknown():
    found = reduction("30.00")
    assert (found.subsidy, found.owed, found.provisional) == (48, 24, True)
    assert (found.enough, found.missing) == ("yes", 0)
    assert lines(found) == [
        f"Subvention pour cet enfant : 120 journées × 0,40 € = 48,00 €. {A25}",
        f"Lecture retenue : le forfait provisoire tant que le coefficient est inconnu, à revoir au solde. {A25}",
        f"Réduction due : au moins la moitié, 24,00 €, outre les autres réductions. {D36_2}",
        f"Accordé 30,00 € : suffisant. {D36_2}",
    ]
    assert kinds(found) == ["step", "reading", "step", "step"]


@pytest.mark.parametrize(("granted", "enough", "missing"), [("24.00", "yes", "0"), ("23.99", "no", "0.01")])
def test_exactly_half_is_enough(granted, enough, missing):
    found = reduction(granted)
    assert (found.enough, found.missing) == (enough, Decimal(missing))


def test_with_the_multiplier_the_reduction_is_final():
    found = reduction("10.00", "1.25", presences=1)
    assert (found.subsidy, found.owed, found.provisional) == (Decimal("0.50"), Decimal("0.25"), False)
    assert lines(found)[0] == f"Subvention pour cet enfant : 1 journée × 0,40 € × 1,25 = 0,50 €. {A25}"
    assert len(found.steps) == 3
    short = reduction("10.00", "1.25", presences=100)
    assert lines(short)[-1] == f"Accordé 10,00 € : il manque 15,00 €. {D36_2}"
    assert kinds(short)[-1] == "warning"


def test_an_unknown_reduction_is_not_enough():
    found = reduction()
    assert (found.enough, found.missing) == ("unknown", None)
    assert (lines(found)[-1], kinds(found)[-1]) == (f"La réduction accordée n’est pas donnée. {D36_2}", "warning")
    with pytest.raises(CannotCompute):
        reduction(year=2022)
