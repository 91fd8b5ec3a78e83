"""Is a CLE programme complete? The annex of an operator, and when changing it changes the programme."""

import json
from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.completeness import AnnexChangeQuestion, Piece, Verdict, annex_change
from preau.law.document_lists import checklist
from tests.law.completeness.files import TODAY, asked, ids

PROGRAMME = {
    "after_school_not_covered": False,
    "fees_pooled": False,
    "renewal": False,
    "minority_note_lodged": False,
}

ALWAYS = [
    "participating_operators",
    "unmet_needs",
    "collaboration",
    "information",
    "means",
    "after_school_modalities",
    "periods",
    "priority_access",
    "operator_annexes",
    "cca_minutes",
    "council_deliberation",
]


def test_an_empty_programme_lacks_everything_asked():
    answer = asked("cle_programme", **PROGRAMME)
    assert answer.verdict is Verdict.INCOMPLETE
    assert set(ids(answer.missing)) == {*ALWAYS, "holiday_partnerships"}
    assert answer.steps[0].line == (
        "« Programme CLE » : incomplet, 12 éléments manquent sur 12. (décret du 3 juillet 2003, art. 14 et 15, § 1er)"
    )
    assert answer.missing[0] == Piece(
        "participating_operators",
        "Donnez la liste des opérateurs qui participent au programme.",
        "décret du 3 juillet 2003, art. 15, § 1er, 1°",
        "incomplete",
    )
    assert answer.steps[1].line == (
        "Donnez la liste des opérateurs qui participent au programme. (décret du 3 juillet 2003, art. 15, § 1er, 1°)"
    )


@pytest.mark.parametrize(
    ("fact", "item"),
    [
        ("after_school_not_covered", "unmet_after_school_reasons"),
        ("fees_pooled", "pooled_fees"),
        ("minority_note_lodged", "minority_notes"),
    ],
)
def test_a_condition_asks_its_item(fact, item):
    present = [*ALWAYS, "holiday_partnerships"]
    assert asked("cle_programme", present, **PROGRAMME).verdict is Verdict.COMPLETE
    true = asked("cle_programme", present, **{**PROGRAMME, fact: True})
    assert (true.verdict, ids(true.missing)) == (Verdict.INCOMPLETE, [item])
    unknown = asked("cle_programme", present, **{**PROGRAMME, fact: None})
    assert (unknown.verdict, ids(unknown.undetermined), unknown.facts_needed) == (Verdict.UNKNOWN, [item], (fact,))
    assert asked("cle_programme", [*present, item], **{**PROGRAMME, fact: None}).verdict is Verdict.COMPLETE


@pytest.mark.parametrize(
    ("day", "renewal", "verdict"),
    [
        (date(2022, 7, 1), True, Verdict.COMPLETE),
        (date(2022, 7, 2), True, Verdict.INCOMPLETE),
        (date(2022, 7, 2), None, Verdict.UNKNOWN),
        (date(2022, 7, 2), False, Verdict.COMPLETE),
        (date(2022, 8, 28), False, Verdict.COMPLETE),
        (date(2022, 8, 29), False, Verdict.INCOMPLETE),
        (date(2022, 8, 29), None, Verdict.INCOMPLETE),
        (date(2026, 11, 21), True, Verdict.INCOMPLETE),
    ],
)
def test_the_holiday_partnerships_are_asked_from_their_day(day, renewal, verdict):
    answer = asked("cle_programme", ALWAYS, day, **{**PROGRAMME, "renewal": renewal})
    assert answer.verdict is verdict
    expected = ["holiday_partnerships"]
    assert ids(answer.missing) == (expected if verdict is Verdict.INCOMPLETE else [])
    assert ids(answer.undetermined) == (expected if verdict is Verdict.UNKNOWN else [])


def test_what_is_not_told_is_asked_first():
    answer = asked("cle_programme", [*ALWAYS, "holiday_partnerships"], **{**PROGRAMME, "fees_pooled": None})
    assert [step.line for step in answer.steps] == [
        "« Programme CLE » : on ne peut pas encore dire s’il est complet. "
        "(décret du 3 juillet 2003, art. 14 et 15, § 1er)",
        "Dites d’abord si les participations financières sont mises en commun. Donnez la répartition par activité, "
        "selon le nombre d’enfants et la durée, pour chaque opérateur. "
        "(décret du 3 juillet 2003, art. 15, § 1er, 5°)",
        "Les moyens de la Communauté française ne sont pas à répartir ici. "
        "(décret du 3 juillet 2003, art. 15, § 1er, 5°)",
        "Ce point vaut pour les renouvellements après le 1er juillet 2022, et pour tout programme depuis le 29 août "
        "2022. Pour les programmes en cours avant, l’ONE a fixé des règles transitoires. "
        "(décret du 3 juillet 2003, art. 15, § 1er, 6°, et art. 37bis)",
    ]
    assert [step.kind for step in answer.steps] == ["step", "warning", "reading", "reading"]


def test_a_missing_piece_outweighs_an_unknown_one():
    answer = asked("cle_programme", ALWAYS, **{**PROGRAMME, "fees_pooled": None})
    assert answer.verdict is Verdict.INCOMPLETE
    assert (ids(answer.missing), ids(answer.undetermined)) == (["holiday_partnerships"], ["pooled_fees"])


def test_facts_left_out_are_unknown():
    answer = asked("cle_programme", [*ALWAYS, "holiday_partnerships"])
    assert answer.verdict is Verdict.UNKNOWN
    assert answer.facts_needed == ("after_school_not_covered", "fees_pooled", "minority_note_lodged")


@pytest.mark.parametrize("item", checklist("operator_annex").items, ids=lambda item: item.id)
def test_four_points_of_the_annex_are_part_of_the_programme(item):
    answer = annex_change(AnnexChangeQuestion(changed=(item.id,), day=TODAY))
    integral = item.id in {"care_project", "recognitions", "places", "offer"}
    assert answer.amends_programme is integral
    assert answer.integral == ((item.id,) if integral else ())
    assert answer.others == (() if integral else (item.id,))
    assert item.name


def test_changing_an_annex_is_explained():
    reply = ask("annex_change", json.dumps(known_rule("annex_change").example))
    assert reply.result == {"amends_programme": True, "integral": ("places",), "others": ("staffing_ratio",)}
    assert list(reply.steps) == [
        "« lieux d’accueil » fait partie intégrante du programme CLE. (décret du 3 juillet 2003, art. 15, § 2, 4°)",
        "« taux d’encadrement » ne fait pas partie intégrante du programme CLE. "
        "(décret du 3 juillet 2003, art. 15, § 2, 7°)",
        "Ce changement modifie le programme : suivez la procédure de modification. (décret du 3 juillet 2003, art. 31)",
        "Avertissez l’ONE par écrit, à l’avance, d’un changement important. (arrêté du 3 décembre 2003, art. 27/2)",
    ]


def test_a_change_beside_the_programme_is_explained():
    answer = annex_change(AnnexChangeQuestion(changed=("fees", "fees"), day=TODAY))
    assert answer.others == ("fees",)
    assert [step.line for step in answer.steps][1] == (
        "Ce changement ne modifie pas le programme. (décret du 3 juillet 2003, art. 31)"
    )
