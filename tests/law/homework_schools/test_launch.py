"""The launch subsidy and the energy aid of 2022."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from preau.law.asking import ask
from preau.law.homework_schools.launch import (
    EnergyAidQuestion,
    LaunchSubsidyQuestion,
    edd_energy_aid_2022,
    edd_launch_subsidy,
)
from preau.law.results import CannotCompute
from tests.law.plain import lines

NEW = LaunchSubsidyQuestion(
    recognised_on=date(2026, 12, 15),
    notified_on=date(2026, 12, 15),
    already_paid=False,
    subsidised_before_2016=False,
    subsidy_filed_with_recognition=False,
)
ORDER = "(arrêté EDD du 25 juin 2004, art. 10/1)"


def asked(**changes):
    return edd_launch_subsidy(msgspec.structs.replace(NEW, **changes))


def test_a_first_recognition_opens_the_launch_subsidy():
    answer = asked()
    assert (answer.amount, answer.pay_by, answer.first_application_by) == (
        Decimal(5000),
        date(2027, 3, 15),
        date(2027, 9, 30),
    )
    assert lines(answer)[0] == f"5 000,00 €, une seule fois, dans la limite des crédits. {ORDER}"
    assert lines(answer)[-1] == (
        "Première demande de subvention ordinaire pour le 30 septembre 2027, pour l’année d’activités 2027-2028. "
        "(décret EDD du 28 avril 2004, art. 17, § 2)"
    )
    assert date(2027, 3, 15) in [step.day for step in answer.steps]


def test_a_day_of_notification_that_is_unknown():
    answer = asked(notified_on=None)
    assert (answer.amount, answer.pay_by) == (Decimal(5000), None)
    assert lines(answer)[1] == f"Payée dans les trois mois de la notification. {ORDER}"
    assert len(answer.steps) == 3


@pytest.mark.parametrize(
    ("recognised_on", "first"),
    [
        (date(2026, 8, 23), date(2026, 9, 30)),
        (date(2026, 8, 24), date(2027, 9, 30)),
        (date(2016, 9, 1), date(2017, 9, 30)),
    ],
)
def test_the_first_ordinary_application_is_for_the_next_activity_year(recognised_on, first):
    assert asked(recognised_on=recognised_on).first_application_by == first


@pytest.mark.parametrize(
    ("changes", "line", "kind"),
    [
        (
            {"recognised_on": date(2016, 8, 31)},
            "La subvention de lancement n’existe que depuis le 1er septembre 2016. (décret EDD du 28 avril 2004, "
            "art. 18/1)",
            "step",
        ),
        (
            {"renewal": True},
            "Un renouvellement n’ouvre pas de subvention de lancement. (décret EDD du 28 avril 2004, art. 18/1)",
            "step",
        ),
        ({"already_paid": True}, f"Elle a déjà été payée : une seule fois. {ORDER}", "step"),
        (
            {"subsidised_before_2016": True},
            "École de devoirs déjà subventionnée avant le 1er septembre 2016, jour d’effet du texte (l’autre lecture "
            f"prendrait la date de l’arrêté, 2004 ou 2018). {ORDER}",
            "reading",
        ),
        (
            {"subsidy_filed_with_recognition": True, "meets_conditions": True},
            "Subvention demandée avec la première reconnaissance et conditions remplies : la subvention ordinaire "
            f"remplace celle de lancement. {ORDER}",
            "step",
        ),
    ],
)
def test_when_nothing_is_due(changes, line, kind):
    answer = asked(**changes)
    assert (answer.amount, answer.pay_by, answer.first_application_by) == (Decimal(0), None, None)
    assert (lines(answer), answer.steps[0].kind) == ([line], kind)


def test_filed_together_without_meeting_the_conditions():
    assert asked(subsidy_filed_with_recognition=True, meets_conditions=False).amount == Decimal(5000)
    assert asked(subsidy_filed_with_recognition=None, meets_conditions=False).amount == Decimal(5000)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"already_paid": None}, "already_paid"),
        ({"subsidised_before_2016": None}, "subsidised_before_2016"),
        ({"subsidy_filed_with_recognition": None}, "subsidy_filed_with_recognition"),
        ({"subsidy_filed_with_recognition": None, "meets_conditions": True}, "subsidy_filed_with_recognition"),
        ({"subsidy_filed_with_recognition": True}, "meets_conditions"),
    ],
)
def test_an_unknown_fact_that_decides(changes, field):
    with pytest.raises(CannotCompute) as refusal:
        asked(**changes)
    assert refusal.value.field == field
    assert str(refusal.value) == "Impossible à calculer : un fait qui écarterait la subvention est inconnu."


def test_a_known_reason_prevails_over_unknown_facts():
    answer = edd_launch_subsidy(LaunchSubsidyQuestion(recognised_on=date(2026, 12, 15), renewal=True))
    assert answer.amount == 0


def test_a_school_taken_over_is_left_to_the_agent():
    answer = edd_launch_subsidy(LaunchSubsidyQuestion(recognised_on=date(2026, 12, 15), taken_over=True))
    assert (answer.amount, answer.pay_by, answer.first_application_by) == (None, None, None)
    assert (lines(answer), answer.steps[0].kind) == (
        [
            "Le texte ne dit rien d’une école de devoirs reprise d’un autre pouvoir organisateur : l’agent décide. "
            f"{ORDER}"
        ],
        "warning",
    )
    assert asked(taken_over=True, already_paid=True).amount == 0


@pytest.mark.parametrize(("schools", "amount"), [(1, 500), (2, 750), (5, 1500)])
@pytest.mark.parametrize("doors", [(True, None), (None, True), (True, False), (True, True)])
def test_the_energy_aid(schools, amount, doors):
    question = EnergyAidQuestion(schools=schools, applied_for_2022=doors[0], aes2_subsidy_2022=doors[1])
    answer = edd_energy_aid_2022(question)
    assert answer.amount == Decimal(amount)
    assert ("reading" in [step.kind for step in answer.steps]) is (doors == (True, True))


def test_the_explanation_of_the_energy_aid():
    order = "(arrêté EDD du 25 juin 2004, art. 10/2)"
    both = EnergyAidQuestion(schools=2, applied_for_2022=True, aes2_subsidy_2022=True)
    assert lines(edd_energy_aid_2022(both)) == [
        f"500,00 € pour le pouvoir organisateur + 1 école de devoirs de plus × 250,00 € = 750,00 €. {order}",
        f"1er janvier 2023 : Mesure close, sans indexation. {order}",
        f"Par les deux portes à la fois, l’aide n’est due qu’une fois. {order}",
    ]
    closed = edd_energy_aid_2022(EnergyAidQuestion(schools=3, applied_for_2022=False, aes2_subsidy_2022=False))
    assert closed.amount == 0
    assert lines(closed) == [
        f"Ni demande art. 17 pour le budget 2022, ni subvention AES de type 2 en 2022 : aucune aide. {order}"
    ]


@pytest.mark.parametrize(
    ("doors", "field"),
    [((None, None), "applied_for_2022"), ((None, False), "applied_for_2022"), ((False, None), "aes2_subsidy_2022")],
)
def test_a_door_that_is_unknown(doors, field):
    with pytest.raises(CannotCompute) as refusal:
        edd_energy_aid_2022(EnergyAidQuestion(schools=1, applied_for_2022=doors[0], aes2_subsidy_2022=doors[1]))
    assert refusal.value.field == field
    assert str(refusal.value) == "Impossible à calculer : il faut savoir si l’une des deux portes est ouverte."


def test_bad_input_names_the_field():
    assert ask("edd_energy_aid_2022", '{"schools": 0}').error.field == "schools"
    assert ask("edd_launch_subsidy", "{}").error.field == "recognised_on"
