"""The flat part of the subsidy."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.flat_part import FlatPartQuestion, FlatSchool, edd_flat_part
from preau.law.results import CannotCompute
from tests.law.plain import lines

DAY = date(2026, 9, 28)
FULL = FlatSchool(full_autumn_days=True, full_winter_days=True)
PLAIN = FlatSchool(full_autumn_days=False, full_winter_days=False)
AUTUMN = FlatSchool(full_autumn_days=True, full_winter_days=False)
WINTER = FlatSchool(full_autumn_days=False, full_winter_days=True)


def amount(*schools, **changes):
    return str(edd_flat_part(FlatPartQuestion(day=DAY, schools=schools, **changes)).amount)


@pytest.mark.parametrize(
    ("schools", "expected"),
    [
        ((), "0.00"),
        ((PLAIN,), "2516.00"),
        ((FULL,), "3078.00"),
        ((PLAIN, PLAIN), "3774.00"),
        ((PLAIN,) * 3, "4612.67"),
        ((PLAIN,) * 5, "4612.67"),
        ((PLAIN,) * 12, "4612.67"),
        ((FULL,) * 3, "5643.00"),
        ((FULL, PLAIN), "4336.00"),
        ((PLAIN, FULL), "4055.00"),
        ((PLAIN, PLAIN, PLAIN, FULL), "4612.67"),
    ],
)
def test_the_flat_part(schools, expected):
    assert amount(*schools) == expected


@pytest.mark.parametrize(
    ("school", "both", "one"),
    [
        (FULL, "3078.00", "3078.00"),
        (AUTUMN, "2516.00", "3078.00"),
        (WINTER, "2516.00", "3078.00"),
        (PLAIN, "2516.00", "2516.00"),
    ],
)
def test_full_days_in_both_holidays_or_in_one(school, both, one):
    assert amount(school) == both
    assert amount(school, require_both=False) == one


@pytest.mark.parametrize(
    ("school", "require_both", "expected"),
    [
        (FlatSchool(full_autumn_days=False), True, "2516.00"),
        (FlatSchool(full_winter_days=False), True, "2516.00"),
        (FlatSchool(full_autumn_days=True), False, "3078.00"),
        (FlatSchool(full_winter_days=True), False, "3078.00"),
    ],
)
def test_what_is_unknown_may_not_matter(school, require_both, expected):
    assert amount(school, require_both=require_both) == expected


@pytest.mark.parametrize(
    ("school", "require_both", "field"),
    [
        (FlatSchool(), True, "schools[1].full_autumn_days"),
        (FlatSchool(full_autumn_days=True), True, "schools[1].full_winter_days"),
        (FlatSchool(full_winter_days=True), True, "schools[1].full_autumn_days"),
        (FlatSchool(full_autumn_days=False), False, "schools[1].full_winter_days"),
    ],
)
def test_what_is_unknown_and_matters(school, require_both, field):
    with pytest.raises(CannotCompute) as refusal:
        amount(PLAIN, school, require_both=require_both)
    assert refusal.value.field == field
    assert str(refusal.value) == (
        "Impossible à calculer : les journées de plus de 6 heures de l’école de devoirs de rang 2 sont inconnues."
    )


def test_the_fourth_school_may_be_unknown():
    assert amount(PLAIN, PLAIN, PLAIN, FlatSchool()) == "4612.67"


def test_the_explanation_of_the_flat_part():
    answer = edd_flat_part(FlatPartQuestion(day=DAY, schools=(FULL, PLAIN, PLAIN, PLAIN)))
    assert [(share.rank, share.full_days, share.own_amount, str(share.amount)) for share in answer.shares] == [
        (1, True, Decimal(3078), "3078.00"),
        (2, False, Decimal(2516), "1258.00"),
        (3, False, Decimal(2516), "838.67"),
    ]
    flat, order = "(décret EDD du 28 avril 2004, art. 18, a))", "(arrêté EDD du 25 juin 2004, art. 10)"
    assert lines(answer) == [
        f"Forfait le 28 septembre 2026 : 2 516,00 €, et 562,00 € pour de longues journées. {order}",
        f"Rang 1 : 3 078,00 €, supplément compris. {flat}",
        f"Rang 2 : 2 516,00 € ÷ 2 = 1 258,00 €. {flat}",
        f"Rang 3 : 2 516,00 € ÷ 3 = 838,67 €. {flat}",
        f"4 écoles de devoirs : seules les trois premières comptent. {flat}",
        f"Total, arrondi au cent une seule fois : 5 174,67 €. {flat}",
        "Congés d’automne et de détente : le supplément demande de longues journées aux deux congés ; l’autre lecture, "
        f"à l’un des deux. {order}",
        "Rang par date de reconnaissance ; le montant propre de chaque école de devoirs est divisé par son rang. L’ONE "
        f"peut fixer un autre rang. {flat}",
    ]
    assert [step.kind for step in answer.steps[-2:]] == ["reading", "reading"]
    other = edd_flat_part(FlatPartQuestion(day=DAY, schools=(FULL,) * 3, require_both=False))
    assert len(other.steps) == 7
    assert other.steps[-2].text_fr == (
        "Congés d’automne et de détente : le supplément demande de longues journées à l’un des deux congés ; la "
        "lecture recommandée, aux deux."
    )


def test_the_amounts_before_29_august_2022_are_not_known():
    reply = ask("edd_flat_part", '{"day": "2022-08-28", "schools": []}')
    assert (reply.ok, reply.error.code) == (False, "cannot_compute")
    assert reply.error.message == (
        "Impossible à calculer : la valeur « partie forfaitaire de la subvention d’une école de devoirs » "
        "n’est pas connue le 28 "
        "août 2022. Le montant d’avant le 29 août 2022 n’a pas été retrouvé."
    )
    assert ask("edd_flat_part", '{"day": "2022-08-29", "schools": [{"full_autumn_days": false}]}').result["amount"] == (
        "2516.00"
    )
