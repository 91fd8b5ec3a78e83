"""What stays payable after a cessation, a suspension or a withdrawal."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.asking import ask
from preau.law.calendar import known_school_years, school_year
from preau.law.homework_schools.cost_cap import CostCapQuestion, StopEvent, edd_cost_cap
from preau.law.results import CannotCompute
from tests.law.plain import lines

STOP, WITHDRAWAL = "(décret EDD du 28 avril 2004, art. 17, § 2)", "(arrêté EDD du 25 juin 2004, art. 4)"


def asked(event="withdrawal", effective_on=date(2026, 2, 2), part="3932.04", costs="1500", advance="3538.84"):
    return edd_cost_cap(
        CostCapQuestion(
            event=StopEvent(event),
            effective_on=effective_on,
            activity_part=Decimal(part),
            costs=None if costs is None else Decimal(costs),
            advance_paid=None if advance is None else Decimal(advance),
        )
    )


def amounts(answer):
    return tuple(
        None if one is None else str(one) for one in (answer.ceiling, answer.payable, answer.to_pay, answer.to_recover)
    )


def test_the_worked_withdrawal():
    answer = asked()
    assert amounts(answer) == ("1739.17", "1500.00", "0.00", "2038.84")
    year_2025, year_2026 = school_year(2025).certainty, school_year(2026).certainty
    article = "(décret EDD du 28 avril 2004, art. 2, § 2)"
    assert lines(answer) == [
        f"Année d’activités 2025-2026 : 161 jours avant le retrait du 2 février 2026, sur 364 jours. {WITHDRAWAL}",
        f"Plafond : 3 932,04 € × 161 / 364 = 1 739,17 €, arrondi au cent. {WITHDRAWAL}",
        "Le prorata compte les jours calendrier de l’année d’activités ; l’autre lecture compterait les jours "
        f"d’ouverture. {WITHDRAWAL}",
        f"Calendrier scolaire 2025-2026 : {year_2025}. {article}",
        f"Calendrier scolaire 2026-2027 : {year_2026}. {article}",
        f"Frais prouvés 1 500,00 €, plafond 1 739,17 € : 1 500,00 € payables. {STOP}",
        f"Avance payée 3 538,84 € : à payer 0,00 €, à récupérer 2 038,84 €. {STOP}",
        "À la lettre, le plafond ne porte que sur la partie b) : la partie forfaitaire est perdue. L’ONE peut en "
        f"décider autrement, avec un motif. {STOP}",
    ]
    assert [step.kind for step in answer.steps if step.kind != "step"] == ["reading", "reading"]


@pytest.mark.parametrize(
    ("effective_on", "ceiling"),
    [
        (date(2025, 8, 25), "0.00"),
        (date(2025, 8, 26), "10.80"),
        (date(2026, 8, 23), "3921.24"),
        (date(2014, 8, 31), "3921.27"),
    ],
)
def test_the_days_before_the_withdrawal(effective_on, ceiling):
    assert str(asked(effective_on=effective_on).ceiling) == ceiling


@pytest.mark.parametrize("event", ["cessation", "suspension"])
@pytest.mark.parametrize(
    ("costs", "advance", "expected"),
    [
        ("1500", "3538.84", ("3932.04", "1500.00", "0.00", "2038.84")),
        ("5000", "3538.84", ("3932.04", "3932.04", "393.20", "0.00")),
        ("3932.04", "3932.04", ("3932.04", "3932.04", "0.00", "0.00")),
        ("0", "0", ("3932.04", "0.00", "0.00", "0.00")),
        (None, "3538.84", ("3932.04", None, None, None)),
        ("1500", None, ("3932.04", "1500.00", None, None)),
    ],
)
def test_the_ceiling_of_a_cessation_or_suspension(event, costs, advance, expected):
    assert amounts(asked(event, costs=costs, advance=advance)) == expected


def test_the_explanation_of_a_cessation():
    answer = asked("cessation", costs="5000", advance=None)
    assert lines(answer) == [
        "Le pouvoir organisateur arrête le 2 février 2026 : le plafond est la partie b) de la dernière année "
        f"d’activités, 3 932,04 €. {STOP}",
        f"Frais prouvés 5 000,00 €, plafond 3 932,04 € : 3 932,04 € payables. {STOP}",
        f"L’avance payée est inconnue : le décompte reste à faire. {STOP}",
        "À la lettre, le plafond ne porte que sur la partie b) : la partie forfaitaire est perdue. L’ONE peut en "
        f"décider autrement, avec un motif. {STOP}",
    ]
    assert [step.kind for step in answer.steps] == ["step", "step", "warning", "reading"]
    unknown = asked("cessation", costs=None, advance=None)
    assert (lines(unknown)[1], unknown.steps[1].kind) == (
        f"Les frais prouvés sont inconnus : seul le plafond est donné. {STOP}",
        "warning",
    )
    assert len(unknown.steps) == 3


@pytest.mark.parametrize(
    ("event", "effective_on", "known"),
    [
        ("withdrawal", date(2060, 11, 1), False),
        ("withdrawal", date(2013, 8, 31), False),
        ("cessation", date(2013, 8, 31), False),
        ("cessation", date(2060, 11, 1), True),
    ],
)
def test_unknown_years(event, effective_on, known):
    if known:
        assert str(asked(event, effective_on).ceiling) == "3932.04"
        return
    with pytest.raises(CannotCompute) as refusal:
        asked(event, effective_on)
    assert refusal.value.field == "effective_on"


def test_a_year_whose_end_is_unknown():
    last = known_school_years()[-1].start
    with pytest.raises(CannotCompute) as refusal:
        asked(effective_on=date(last, 11, 1))
    assert (refusal.value.field, str(refusal.value)) == (
        "effective_on",
        f"Impossible à calculer : les limites de l’année d’activités {last}-{last + 1} ne sont pas connues.",
    )


def test_one_day_before_the_withdrawal():
    assert asked(effective_on=date(2025, 8, 26)).steps[0].text_fr == (
        "Année d’activités 2025-2026 : 1 jour avant le retrait du 26 août 2025, sur 364 jours."
    )


def test_an_unknown_year_says_which():
    with pytest.raises(CannotCompute, match="les limites de l’année d’activités 2060-2061 ne sont pas connues"):
        asked(effective_on=date(2060, 11, 1))


def test_bad_input_names_the_field():
    reply = ask("edd_cost_cap", '{"event": "fire", "effective_on": "2026-02-02", "activity_part": "1"}')
    assert (reply.error.code, reply.error.field) == ("wrong_value", "event")
    reply = ask("edd_cost_cap", '{"event": "cessation", "effective_on": "2026-02-02", "activity_part": "-1"}')
    assert reply.error.field == "activity_part"
