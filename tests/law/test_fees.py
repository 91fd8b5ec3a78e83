"""What families may be asked: the cap under three hours, its index, the derogation, the same for all."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.fees import FamilyFeeCapQuestion, FeeCheckQuestion, family_fee_cap, fee_check
from preau.law.results import CannotCompute
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines
from tests.law.test_indexation import ESTIMATE

DAY = date(2026, 3, 2)
DECREE = "(décret du 3 juillet 2003, art. 32, al. 4)"
ORDER = "(arrêté du 3 décembre 2003, art. 20)"
RESIDENCE = "(décret du 3 juillet 2003, art. 32, al. 2)"
INFORMED = "Les familles doivent connaître les montants et les réductions. (décret du 3 juillet 2003, art. 32, al. 3)"
UNKNOWN = (
    "Le plafond indexé de 2026 n’est pas connu officiellement ici. Impossible à calculer : il manque l’indice "
    f"des prix à la consommation de janvier 2014, dans la même base que janvier 2026 ; donnez-le. {ORDER}"
)


def cap(day=DAY, hours="2.5", **more):
    return family_fee_cap(FamilyFeeCapQuestion(day=day, hours_per_day=Decimal(hours), **more))


def check(asked, elsewhere=None, day=DAY, hours="2.5", **more):
    other = None if elsewhere is None else Decimal(elsewhere)
    return fee_check(
        FeeCheckQuestion(day=day, hours_per_day=Decimal(hours), asked=Decimal(asked), asked_elsewhere=other, **more)
    )


@pytest.mark.parametrize("year", [2004, 2012, 2014])
def test_until_2014_the_text_gives_the_figure(year):
    found = cap(date(year, 12, 31))
    assert (found.capped, found.cap, found.first_value, found.official) == (True, 4, 4, True)
    assert lines(found) == [
        f"2,5 h par jour : moins de 3 h, un plafond s’applique. {DECREE}",
        f"Plafond de {year} : 4,00 €, pas encore indexé. {ORDER}",
    ]


@pytest.mark.parametrize("year", [2015, 2024, 2026])
def test_from_2015_the_indexed_cap_is_not_known(year):
    found = cap(date(year, 1, 1))
    assert (found.capped, found.cap, found.first_value, found.official) == (True, None, 4, False)
    assert kinds(found) == ["step", "step", "warning"]


def test_the_unknown_cap_explained():
    assert lines(cap()) == [
        f"2,5 h par jour : moins de 3 h, un plafond s’applique. {DECREE}",
        f"Plafond de 2014 : 4,00 €. {ORDER}",
        UNKNOWN,
    ]


@pytest.mark.parametrize(("year", "amount"), [(2024, "5.18"), (2025, "5.39"), (2026, "5.45")])
def test_with_indices_the_cap_is_computed_and_not_official(year, amount):
    found = cap(date(year, 12, 31), index_values=ESTIMATE)
    assert (found.cap, found.official) == (Decimal(amount), False)
    written = amount.replace(".", ",")
    assert lines(found)[-1] == f"Plafond de {year} calculé : {written} €. Ce n’est pas un chiffre officiel. {ORDER}"
    assert kinds(found)[-1] == "warning"
    assert lines(found)[1] == f"Plafond de 2014 : 4,00 €. {ORDER}"


@pytest.mark.parametrize(
    ("hours", "capped"), [("0", True), ("2.99", True), ("3", False), ("3.01", False), ("10", False)]
)
def test_the_cap_is_for_less_than_three_hours(hours, capped):
    found = cap(date(2014, 5, 5), hours)
    assert (found.capped, found.cap) == (capped, 4 if capped else None)


def test_no_cap_from_three_hours_explained():
    found = cap(hours="3")
    assert lines(found) == [f"3 h par jour : le plafond ne vaut que pour moins de 3 h. {DECREE}"]
    assert (found.official, found.first_value) == (True, 4)


def test_a_derogation_sets_the_cap():
    found = cap(derogation=Decimal("7.50"))
    assert (found.capped, found.cap, found.official) == (True, Decimal("7.50"), True)
    assert lines(found)[1:] == [
        f"Dérogation accordée par le Gouvernement : le plafond est de 7,50 €. {ORDER}",
        f"La dérogation doit aussi avoir été approuvée par la CCA. {ORDER}",
    ]
    assert kinds(found) == ["step", "step", "warning"]


def test_unknown_duration_and_unknown_law():
    with pytest.raises(CannotCompute) as missing:
        family_fee_cap(FamilyFeeCapQuestion(day=DAY))
    assert missing.value.field == "hours_per_day"
    assert str(missing.value) == (
        "Impossible à calculer : le plafond ne vaut que pour moins de 3 heures par jour ; donnez la durée de l’accueil."
    )
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er janvier 2004"):
        cap(date(2003, 12, 31))


@pytest.mark.parametrize(
    ("asked", "elsewhere", "under_cap", "same"),
    [
        ("4.00", "4.00", "met", "met"),
        ("4.01", "4.01", "not_met", "met"),
        ("4.00", "4.01", "not_met", "not_met"),
        ("4.01", "4.00", "not_met", "not_met"),
        ("0", "0", "met", "met"),
        ("3.00", None, "met", "unknown"),
    ],
)
def test_the_check_in_2014(asked, elsewhere, under_cap, same):
    found = check(asked, elsewhere, date(2014, 5, 5))
    assert (found.under_cap, found.same_for_all, found.cap) == (under_cap, same, 4)


@pytest.mark.parametrize(("asked", "under_cap"), [("4.00", "met"), ("4.01", "unknown")])
def test_without_the_indexed_cap_only_the_value_of_2014_is_sure(asked, under_cap):
    found = check(asked, asked)
    assert (found.under_cap, found.cap) == (under_cap, None)
    assert kinds(found)[3] == ("reading" if under_cap == "met" else "warning")


def test_the_check_explained():
    assert lines(check("3.50", "3.50"))[3:] == [
        "3,50 € demandés : pas plus que le plafond de 2014. Lecture retenue : respecté, car le plafond indexé ne "
        f"serait plus bas que si les prix avaient baissé depuis. {ORDER}",
        f"Le montant est le même, où que l’enfant habite. {RESIDENCE}",
        INFORMED,
    ]
    assert lines(check("5.00", "6.00", index_values=ESTIMATE))[-3:] == [
        f"6,00 € demandés : 0,55 € de trop. {ORDER}",
        "5,00 € pour la commune, 6,00 € pour les autres : aucune différence selon la résidence n’est permise. "
        f"{RESIDENCE}",
        INFORMED,
    ]
    assert lines(check("5.45", index_values=ESTIMATE))[-3:] == [
        f"5,45 € demandés : le plafond de 5,45 € est respecté. {ORDER}",
        f"Le montant demandé aux enfants d’autres communes n’est pas donné. {RESIDENCE}",
        INFORMED,
    ]
    assert lines(check("4.50", "4.50"))[3] == (
        f"4,50 € demandés, plus que le plafond de 2014 : impossible à dire sans le plafond de l’année. {ORDER}"
    )


def test_kinds_of_the_verdicts():
    assert kinds(check("5.00", "6.00", index_values=ESTIMATE))[-3:] == ["warning", "warning", "step"]
    assert kinds(check("5.00", index_values=ESTIMATE))[-3:] == ["step", "warning", "step"]


def test_no_cap_nothing_to_respect_but_equality():
    found = check("25.00", "30.00", hours="8")
    assert (found.under_cap, found.same_for_all, found.cap) == ("met", "not_met", None)
    assert lines(found)[1] == f"30,00 € demandés : aucun plafond ne s’applique. {DECREE}"


def test_a_derogation_holds_in_the_check():
    assert check("7.50", "7.50", derogation=Decimal("7.50")).under_cap == "met"
    assert check("7.51", "7.51", derogation=Decimal("7.50")).under_cap == "not_met"


@pytest.mark.parametrize(
    ("rule", "changes", "refusal"),
    [
        ("family_fee_cap", {"hours_per_day": ...}, ("cannot_compute", "hours_per_day")),
        ("family_fee_cap", {"hours_per_day": "-1"}, ("refused", "hours_per_day")),
        ("family_fee_cap", {"day": "2003-01-01"}, ("cannot_compute", "day")),
        ("fee_check", {"asked": ...}, ("missing_field", "asked")),
        ("fee_check", {"asked": "beaucoup"}, ("wrong_type", "asked")),
        ("fee_check", {"hours_per_day": None}, ("cannot_compute", "hours_per_day")),
    ],
)
def test_refusals(rule, changes, refusal):
    assert refused(rule, example_of(rule, changes))[:2] == refusal


@pytest.mark.parametrize("rule", ["family_fee_cap", "fee_check"])
def test_the_examples(rule):
    assert replied(rule, example_of(rule))[0]["cap"] is None
