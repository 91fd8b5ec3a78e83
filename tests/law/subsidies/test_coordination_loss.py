"""When the coordination subsidy is lost or suspended."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.results import CannotCompute, Refused
from preau.law.subsidies.coordination_loss import (
    CoordinationSubsidyLossQuestion,
    LateParty,
    LossEvent,
    coordination_subsidy_loss,
)
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines, plain

FIRST_DAY_OF_LAW = date(2009, 8, 6)
LOSS = "(décret du 3 juillet 2003, art. 34, dernier al.)"
ART_28 = "(décret du 3 juillet 2003, art. 28)"


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
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 6 août 2009"):
        loss(LossEvent.NOT_APPROVED, date(2009, 8, 5))
    assert loss(LossEvent.NOT_APPROVED, FIRST_DAY_OF_LAW).lost


@pytest.mark.parametrize(
    ("event", "lost"),
    [
        ("too_few_meetings", True),
        ("late", True),
        ("not_approved", True),
        ("approval_withdrawn", True),
        ("agreement_breached", True),
        ("suspended", False),
    ],
)
def test_the_events_as_they_are_written_outside(event, lost):
    question = example_of("coordination_subsidy_loss", {"event": event})
    result, _ = replied("coordination_subsidy_loss", question)
    assert (result["lost"], result["suspended"]) == (lost, event == "suspended")


@pytest.mark.parametrize(
    ("party", "lost"), [("municipality", True), ("cca", True), ("commission", False), ("one", False)]
)
def test_the_parties_as_they_are_written_outside(party, lost):
    question = example_of("coordination_subsidy_loss", {"late_party": party})
    assert replied("coordination_subsidy_loss", question)[0]["lost"] is lost


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"event": "autre"}, ("wrong_value", "event")),
        ({"late_party": "autre"}, ("wrong_value", "late_party")),
        ({"day": "1899-12-31"}, ("refused", "day")),
        ({"full_year": "-1"}, ("refused", "full_year")),
        ({"day": "2009-08-05"}, ("cannot_compute", "day")),
        ({"complied": "2025-03-01"}, ("refused", "complied")),
    ],
)
def test_refusals(changes, refusal):
    assert refused("coordination_subsidy_loss", example_of("coordination_subsidy_loss", changes))[:2] == refusal
