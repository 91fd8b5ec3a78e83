"""The coordination subsidy: boundaries, readings, first year, advance, loss."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.results import CannotCompute, Refused
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
from preau.law.subsidies.coordination_loss import (
    CoordinationSubsidyLossQuestion,
    LateParty,
    LossEvent,
    coordination_subsidy_loss,
)
from preau.law.subsidies.coordination_payments import (
    CoordinationAdvanceQuestion,
    CoordinationFirstYearQuestion,
    coordination_advance,
    coordination_first_year,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines, plain

OCTOBER_2024 = date(2024, 10, 1)
FIRST_DAY_OF_LAW = date(2009, 8, 6)
ART = "(décret du 3 juillet 2003, art. 34, al. 2)"
LOSS = "(décret du 3 juillet 2003, art. 34, dernier al.)"
ART_28 = "(décret du 3 juillet 2003, art. 28)"
ORDER_21 = "(arrêté du 3 décembre 2003, art. 21)"
ORDER_28 = "(arrêté du 3 décembre 2003, art. 28)"
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
    name = "« montant indexé de la subvention de coordination de base 38 000 euros »"
    assert lines(asked(5_000, 2026))[2] == (
        f"Montant indexé de 2026-2027. Impossible à calculer : {name} n’est pas connu le 1er octobre 2026. L’ONE le "
        "communique chaque année ; le montant après 2024-2025 n’a pas été trouvé. (décret du 3 juillet 2003, art. 42)"
    )
    assert "n’est pas connu avant le 1er octobre 2024" in lines(asked(5_000, 2023))[2]


def test_before_the_law_of_2009_nothing_is_known():
    with pytest.raises(CannotCompute, match="n’est pas connu avant le 6 août 2009"):
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
        ({"period": 2000}, ("cannot_compute", "")),
        ({"children": ...}, ("missing_field", "children")),
    ],
)
def test_refusals(changes, refusal):
    assert refused("coordination_subsidy", example_of("coordination_subsidy", changes))[:2] == refusal


def test_the_example_as_somebody_else_asks_it():
    result, said = replied("coordination_subsidy", example_of("coordination_subsidy"))
    assert (result["base"], result["indexed"]) == ("38000", "63867")
    assert len(said) == 5


# The first year


def first_year(meeting, signed, **more):
    return coordination_first_year(
        CoordinationFirstYearQuestion(first_meeting=meeting, agreement_signed=signed, **more)
    )


@pytest.mark.parametrize(
    ("meeting", "signed", "days", "length", "months", "amount", "monthly"),
    [
        (date(2024, 11, 20), date(2025, 1, 15), 259, 365, 9, "23852.13", "25210.50"),
        (date(2025, 1, 15), date(2024, 11, 20), 259, 365, 9, "23852.13", "25210.50"),
        (date(2024, 10, 1), date(2024, 10, 1), 365, 365, 12, "33614.00", "33614.00"),
        (date(2025, 9, 30), date(2025, 9, 1), 1, 365, 1, "92.09", "2801.17"),
        (date(2023, 12, 31), date(2024, 1, 1), 274, 366, 9, "25164.58", "25210.50"),
        (date(2024, 12, 31), date(2024, 10, 31), 274, 365, 10, "25233.52", "28011.67"),
    ],
)
def test_the_first_year_by_day_and_by_month(meeting, signed, days, length, months, amount, monthly):
    found = first_year(meeting, signed, full_year=Decimal(33614))
    assert (found.days, found.days_of_period, found.months) == (days, length, months)
    assert (found.amount, found.monthly) == (Decimal(amount), Decimal(monthly))
    assert found.first_day == max(meeting, signed)
    assert (found.last_day.month, found.last_day.day) == (9, 30)


def test_the_first_year_explained():
    found = first_year(date(2024, 11, 20), date(2025, 1, 15), children=2_500)
    assert found.full_year == 33614
    assert lines(found) == [
        "Première réunion de la CCA le 20 novembre 2024, convention signée le 15 janvier 2025 : les deux "
        f"conditions sont remplies le 15 janvier 2025. {ORDER_28}",
        "Année entière 2024-2025, 2 500 enfants : 33 614,00 €, montant publié par l’ONE. "
        "(décret du 3 juillet 2003, art. 34, al. 2 ; tableau publié par l’ONE)",
        "Du 15 janvier 2025 au 30 septembre 2025 : 259 jours sur 365. 33 614,00 € × 259 / 365 = 23 852,13 €. "
        f"{ORDER_28}",
        "L’ONE compte par mois, depuis celui où les deux conditions sont remplies : 9 mois sur 12, soit 25 "
        "210,50 €. En cas d’écart, le montant de l’ONE vaut. (pratique de l’ONE)",
    ]
    assert kinds(found) == ["step", "step", "step", "reading"]
    given_amount = first_year(date(2025, 9, 30), date(2025, 9, 1), full_year=Decimal(33614))
    assert lines(given_amount)[1] == f"Année entière : 33 614,00 €, montant donné. {ART}"
    assert "1 jour sur 365" in lines(given_amount)[2]


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"first_meeting": None},
            "first_meeting",
            "Impossible à calculer : la date de la première réunion de la CCA manque.",
        ),
        (
            {"agreement_signed": None},
            "agreement_signed",
            "Impossible à calculer : la date de signature de la convention manque.",
        ),
        (
            {"children": None},
            "full_year",
            "Impossible à calculer : donnez le montant d’une année entière, ou le nombre d’enfants.",
        ),
    ],
)
def test_the_first_year_waits_for_what_is_unknown(changes, field, message):
    question = example_of("coordination_first_year", changes)
    assert refused("coordination_first_year", question) == ("cannot_compute", field, message)


def test_the_first_year_needs_an_amount_that_is_published():
    with pytest.raises(CannotCompute, match="n’est pas connu le 1er octobre 2025"):
        first_year(date(2025, 11, 1), date(2025, 11, 1), children=100)
    assert first_year(date(2025, 11, 1), date(2025, 11, 1), full_year=Decimal(365)).amount == 334


# The advance


def advance(**more):
    return coordination_advance(CoordinationAdvanceQuestion(period=2024, full_year=Decimal("63867.00"), **more))


def test_the_advance_explained():
    found = advance(advanced=Decimal("51093.60"))
    assert (found.highest, found.balance) == (Decimal("51093.60"), Decimal("12773.40"))
    assert (found.advance_from, found.advance_until) == (date(2025, 1, 1), date(2025, 3, 31))
    assert found.claim_by == date(2025, 12, 31)
    assert lines(found) == [
        f"Avance : au plus 80 % de 63 867,00 €, soit 51 093,60 €. {ORDER_21}",
        f"Elle peut être versée du 1er janvier 2025 au 31 mars 2025 ; l’ONE n’y est pas tenu. {ORDER_21}",
        f"Les trimestres sont lus comme des trimestres civils. {ORDER_21}",
        "31 décembre 2025 : Déclaration de créance et pièces justificatives : à l’ONE dans le trimestre qui suit la "
        f"période, sinon le solde n’est pas payé. {ORDER_21}",
        f"Solde : 63 867,00 € − 51 093,60 € = 12 773,40 €. {ORDER_21}",
    ]
    assert kinds(found) == ["step", "step", "reading", "step", "step"]


def test_an_advance_too_high_unknown_or_impossible():
    assert lines(advance(advanced=Decimal("51093.61")))[-1] == f"L’avance dépasse le maximum permis. {ORDER_21}"
    unknown = advance()
    assert unknown.balance is None
    assert (lines(unknown)[-1], kinds(unknown)[-1]) == (
        f"Solde : impossible à calculer sans l’avance versée. {ORDER_21}",
        "warning",
    )
    assert advance(advanced=Decimal("63867.00")).balance == 0
    with pytest.raises(Refused, match="L’avance ne peut pas dépasser la subvention de la période") as refusal:
        advance(advanced=Decimal("63867.01"))
    assert refusal.value.field == "advanced"
    assert replied("coordination_advance", example_of("coordination_advance"))[0]["balance"] is None


# Loss and suspension


def loss(event, day, **more):
    return coordination_subsidy_loss(CoordinationSubsidyLossQuestion(event=event, day=day, **more))


def test_a_late_municipality_explained():
    found = loss(
        LossEvent.LATE,
        date(2025, 2, 12),
        late_party=LateParty.MUNICIPALITY,
        full_year=Decimal(33614),
        paid=Decimal("26891.20"),
    )
    assert (found.lost, found.suspended, found.resumes) == (True, False, None)
    assert (found.due_until, found.due, found.to_recover) == (
        date(2025, 5, 12),
        Decimal("20628.87"),
        Decimal("6262.33"),
    )
    assert lines(found) == [
        "Manquement le 12 février 2025 : un délai de l’élaboration ou de l’agrément du programme CLE n’a pas été "
        f"respecté. {LOSS}",
        f"La subvention reste due 3 mois, jusqu’au 12 mai 2025 compris, puis plus. {LOSS}",
        "Période du 1er octobre 2024 au 30 septembre 2025 : 224 jours dus sur 365, 33 614,00 € × 224 / 365 = "
        f"20 628,87 €. {LOSS}",
        f"Versé 26 891,20 € : 6 262,33 € à récupérer. {LOSS}",
    ]
    assert found.steps[1].day == date(2025, 5, 12)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (LossEvent.TOO_FEW_MEETINGS, "moins de deux réunions de la CCA dans l’année"),
        (LossEvent.NOT_APPROVED, "le programme CLE n’est pas agréé au terme de la procédure"),
        (LossEvent.APPROVAL_WITHDRAWN, "l’agrément du programme CLE est retiré"),
        (LossEvent.AGREEMENT_BREACHED, "la convention avec l’ONE n’est pas respectée"),
    ],
)
def test_the_other_breaches_need_nobody_to_blame(event, words):
    found = loss(event, date(2024, 11, 30))
    assert (found.lost, found.due_until, found.due, found.to_recover) == (True, date(2025, 2, 28), None, None)
    assert lines(found)[0] == f"Manquement le 30 novembre 2024 : {words}. {LOSS}"
    assert lines(found)[-1] == f"151 jours dus sur 365 ; le montant de l’année manque. {LOSS}"
    assert ("reading" in kinds(found)) == (event is LossEvent.AGREEMENT_BREACHED)


def test_a_breach_of_the_agreement_is_read_like_the_others():
    assert lines(loss(LossEvent.AGREEMENT_BREACHED, date(2024, 11, 30)))[2] == (
        "L’article ne cite pas la convention parmi les cas où trois mois restent dus. Lecture retenue : trois mois "
        f"aussi ; à la lettre, la subvention cesserait aussitôt. {LOSS}"
    )


def test_three_months_may_run_into_the_next_period():
    found = loss(LossEvent.NOT_APPROVED, date(2025, 8, 15), full_year=Decimal(365), paid=Decimal(300))
    assert (found.due_until, found.due, found.to_recover) == (date(2025, 11, 15), 365, 0)
    assert lines(found)[-1] == (
        f"Les jours du 1er octobre 2025 au 15 novembre 2025 restent dus au titre de la période suivante. {LOSS}"
    )
    within = loss(LossEvent.NOT_APPROVED, date(2025, 6, 30), full_year=Decimal(365))
    assert (within.due_until, within.due) == (date(2025, 9, 30), 365)
    assert lines(within)[-1] == f"À récupérer : impossible à calculer sans la somme versée. {LOSS}"
    assert kinds(within)[-1] == "warning"


def test_the_end_of_the_three_months_is_clipped():
    assert loss(LossEvent.TOO_FEW_MEETINGS, date(2024, 12, 31)).due_until == date(2025, 3, 31)
    assert loss(LossEvent.TOO_FEW_MEETINGS, date(2025, 11, 30)).due_until == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("party", "words"),
    [(LateParty.COMMISSION, "à la commission d’agrément"), (LateParty.ONE, "à l’ONE")],
)
def test_a_delay_of_the_commission_or_the_office_loses_nothing(party, words):
    found = loss(LossEvent.LATE, date(2025, 2, 12), late_party=party)
    assert (found.lost, found.suspended, found.due_until, found.due, found.to_recover) == (
        False,
        False,
        None,
        None,
        None,
    )
    assert lines(found) == [
        f"Le retard est imputable {words}. Lecture retenue : seul un retard de la commune ou de la CCA fait perdre la "
        f"subvention ; à la lettre, tout retard compterait. {LOSS}"
    ]
    assert kinds(found) == ["reading"]
    assert loss(LossEvent.NOT_APPROVED, date(2025, 2, 12), late_party=party).lost


def test_a_delay_of_the_cca_counts_and_an_unknown_one_cannot():
    assert loss(LossEvent.LATE, date(2025, 2, 12), late_party=LateParty.CCA).lost
    question = example_of("coordination_subsidy_loss", {"late_party": ...})
    assert refused("coordination_subsidy_loss", question) == (
        "cannot_compute",
        "late_party",
        "Impossible à calculer : dites à qui le retard est imputable (commune, CCA, commission ou ONE).",
    )


def test_a_suspension_loses_its_days_without_three_months():
    found = loss(
        LossEvent.SUSPENDED,
        date(2025, 2, 1),
        complied=date(2025, 3, 1),
        full_year=Decimal(36500),
        paid=Decimal(36500),
    )
    assert (found.lost, found.suspended) == (False, True)
    assert (found.due_until, found.resumes) == (date(2025, 1, 31), date(2025, 3, 1))
    assert (found.due, found.to_recover) == (33_700, 2_800)
    assert lines(found) == [
        "Suspension depuis le 1er février 2025, après une mise en demeure d’au moins 60 jours restée sans suite. Les "
        "sommes de la suspension sont perdues, pas reportées ; les trois mois de l’article 34 ne jouent pas. "
        f"{ART_28}",
        f"1er mars 2025 : La commune est en ordre : la subvention est de nouveau due. {ART_28}",
        "Période du 1er octobre 2024 au 30 septembre 2025 : 337 jours dus sur 365, 36 500,00 € × 337 / 365 = "
        f"33 700,00 €. {ART_28}",
        f"Versé 36 500,00 € : 2 800,00 € à récupérer. {ART_28}",
    ]


def test_a_suspension_that_goes_on_or_outlives_the_period():
    going_on = loss(LossEvent.SUSPENDED, date(2025, 2, 1), full_year=Decimal(365))
    assert (going_on.due_until, going_on.resumes, going_on.due) == (date(2025, 1, 31), None, None)
    assert lines(going_on)[1:] == [f"La commune n’est pas en ordre : la suspension continue. {ART_28}"]
    assert kinds(going_on) == ["step", "warning"]
    later = loss(LossEvent.SUSPENDED, date(2025, 9, 1), complied=date(2025, 12, 1), full_year=Decimal(365))
    assert later.due == 335
    assert plain(later.steps[2].text_fr).startswith("Période du 1er octobre 2024 au 30 septembre 2025 : 335 jours dus")
    same_day = loss(LossEvent.SUSPENDED, date(2025, 9, 1), complied=date(2025, 9, 1), full_year=Decimal(365))
    assert same_day.due == 365
    last_day = loss(LossEvent.SUSPENDED, date(2025, 9, 1), complied=date(2025, 9, 30), full_year=Decimal(365))
    assert last_day.due == 336


def test_impossible_compliance():
    with pytest.raises(Refused, match="La mise en ordre ne peut pas précéder la suspension") as before:
        loss(LossEvent.SUSPENDED, date(2025, 2, 1), complied=date(2025, 1, 31))
    assert before.value.field == "complied"
    with pytest.raises(Refused, match="La mise en ordre ne compte que pour une suspension ; retirez cette date") as odd:
        loss(LossEvent.NOT_APPROVED, date(2025, 2, 1), complied=date(2025, 2, 2))
    assert odd.value.field == "complied"


def test_loss_before_the_law_of_2009():
    with pytest.raises(CannotCompute, match="n’est pas connu avant le 6 août 2009"):
        loss(LossEvent.NOT_APPROVED, date(2009, 8, 5))
    assert loss(LossEvent.NOT_APPROVED, FIRST_DAY_OF_LAW).lost


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
