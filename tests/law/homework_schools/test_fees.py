"""The cap on the fees of parents."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.fees import DayKind, FeeCapQuestion, edd_fee_cap
from preau.law.results import CannotCompute, Refused
from tests.law.plain import lines

DAY = date(2026, 10, 5)
INDICES = {"index_2004": Decimal("115.20"), "index_of_day": Decimal("198.40")}
CAP = "(arrêté EDD du 25 juin 2004, art. 9)"
CONDITION = "(décret EDD du 28 avril 2004, art. 7, § 2, 6°)"
ORDINARY = "jour ordinaire, ou jour de vacances de 6 heures ou moins"


def asked(kind="ordinary", day=DAY, asked=None, **changes):
    fee = None if asked is None else Decimal(asked)
    return edd_fee_cap(FeeCapQuestion(day=day, kind=DayKind(kind), asked=fee, **changes))


@pytest.mark.parametrize(
    ("kind", "minutes", "base", "cap"),
    [
        ("ordinary", None, 2, "3.44"),
        ("ordinary", 600, 2, "3.44"),
        ("holiday", 360, 2, "3.44"),
        ("holiday", 361, 4, "6.89"),
        ("holiday", 0, 2, "3.44"),
    ],
)
def test_the_base_of_a_day(kind, minutes, base, cap):
    answer = asked(kind, minutes=minutes, **INDICES)
    assert (answer.base, str(answer.cap), answer.official, answer.verdict) == (base, cap, False, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "index_2004"),
        ({"index_of_day": Decimal(198)}, "index_2004"),
        ({"index_2004": Decimal(115)}, "index_of_day"),
    ],
)
def test_the_indexed_amounts_are_not_known(changes, field):
    with pytest.raises(CannotCompute) as refusal:
        asked(**changes)
    assert refusal.value.field == field
    assert str(refusal.value) == (
        f"Impossible à calculer : le plafond indexé du 5 octobre 2026 n’est pas connu ({ORDINARY}). Donnez les deux "
        "indices des prix pour une estimation."
    )


@pytest.mark.parametrize("field", ["index_2004", "index_of_day"])
def test_an_index_is_never_zero(field):
    with pytest.raises(Refused) as refusal:
        asked(**{**INDICES, field: Decimal(0)})
    assert (refusal.value.field, str(refusal.value)) == (field, "Un indice des prix est plus grand que zéro.")


def test_the_explanation_of_an_estimate():
    answer = asked(asked="2.50", **INDICES)
    assert answer.verdict == "unknown"
    assert lines(answer) == [
        f"Base au 1er septembre 2004, {ORDINARY} : 2,00 €. {CAP}",
        f"2,00 € × 198,40 / 115,20 = 3,44 €, arrondi au cent. {CAP}",
        "Montant non officiel : ni le mois de l’indice ni l’arrondi ne sont connus. Seul le montant de l’ONE vaut. "
        + CAP,
        f"La participation de 2,50 € ne dépasse pas 3,44 € : à vérifier. {CONDITION}",
        f"Le plafond vaut par enfant et par jour. {CAP}",
    ]
    assert [step.kind for step in answer.steps] == ["step", "step", "warning", "warning", "reading"]
    dear = asked(asked="3.45", **INDICES)
    assert dear.verdict == "unknown"
    assert lines(dear)[3] == f"La participation de 3,45 € dépasse 3,44 € : à vérifier. {CONDITION}"
    long_day = asked("holiday", minutes=400, **INDICES)
    assert lines(long_day)[0] == f"Base au 1er septembre 2004, jour de vacances de plus de 6 heures : 4,00 €. {CAP}"


@pytest.mark.parametrize(("fee", "verdict", "verb"), [("2", "met", "ne dépasse pas"), ("2.01", "not_met", "dépasse")])
def test_the_cap_of_2004_is_official(fee, verdict, verb):
    answer = asked(day=date(2004, 12, 31), asked=fee)
    assert (answer.cap, answer.official, answer.verdict) == (Decimal(2), True, verdict)
    words = {"met": "rempli", "not_met": "non rempli"}[verdict]
    assert lines(answer)[
        1
    ] == f"La participation de {fee.replace('.', ','):0<4} {verb} 2,00 € : {words}. {CONDITION}".replace(
        "de 2000 ", "de 2,00 € "
    ).replace("de 2,01 ", "de 2,01 € ")
    assert [step.kind for step in answer.steps] == ["step", "step" if verdict == "met" else "warning", "reading"]
    with pytest.raises(CannotCompute):
        asked(day=date(2005, 1, 1), asked=fee)


def test_no_fee_no_verdict():
    answer = asked(day=date(2004, 9, 1))
    assert (answer.cap, answer.verdict, len(answer.steps)) == (Decimal(2), None, 2)


def test_a_free_day_needs_no_cap():
    answer = asked(asked="0")
    assert (answer.cap, answer.base, answer.official, answer.verdict) == (None, 2, False, "met")
    assert lines(answer) == [
        f"Base au 1er septembre 2004, {ORDINARY} : 2,00 €. {CAP}",
        f"La gratuité est toujours permise. {CONDITION}",
    ]


@pytest.mark.parametrize(("fee", "verdict"), [("25", "met"), (None, None)])
def test_a_residential_day_has_no_cap(fee, verdict):
    answer = asked("residential", day=date(2015, 7, 1), asked=fee)
    assert (answer.cap, answer.base, answer.official, answer.verdict) == (None, None, True, verdict)
    assert lines(answer) == [
        f"Un jour résidentiel n’a pas de plafond : la participation peut y être plus élevée. {CAP}"
    ]


def test_what_is_not_known_before_its_date():
    with pytest.raises(CannotCompute) as refusal:
        asked("residential", day=date(2015, 6, 30))
    assert refusal.value.field == "day"
    assert str(refusal.value) == (
        "Impossible à calculer : la règle d’un jour résidentiel n’est pas connue avant le 1er juillet 2015."
    )
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er novembre 2007"):
        asked("holiday", day=date(2007, 10, 31), minutes=361, **INDICES)
    assert str(asked("holiday", day=date(2007, 11, 1), minutes=361, **INDICES).cap) == "6.89"
    assert asked("holiday", day=date(2004, 9, 1), minutes=360).base == 2
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er septembre 2004"):
        asked(day=date(2004, 8, 31), **INDICES)


def test_a_holiday_of_unknown_length():
    with pytest.raises(CannotCompute) as refusal:
        asked("holiday", **INDICES)
    assert (refusal.value.field, str(refusal.value)) == (
        "minutes",
        "Impossible à calculer : la durée du jour de vacances est inconnue.",
    )


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ('{"day": "2026-10-05", "kind": "sunday"}', "kind"),
        ('{"day": "2026-10-05", "kind": "holiday", "minutes": 1441}', "minutes"),
        ('{"day": "2026-10-05", "kind": "ordinary", "asked": "-1"}', "asked"),
        ('{"day": "1899-10-05", "kind": "ordinary"}', "day"),
    ],
)
def test_bad_input_names_the_field(question, field):
    reply = ask("edd_fee_cap", question)
    assert (reply.ok, reply.error.field) == (False, field)
