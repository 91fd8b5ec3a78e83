"""The lists of pieces: what each document must hold, what its absence does, and on which day a file became complete."""

import json
from datetime import date

import pytest
import yaml

from preau.law.annual_plan import ASPECTS
from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.citing import cited
from preau.law.completeness import (
    AnnexChangeQuestion,
    CompletenessQuestion,
    Piece,
    Verdict,
    annex_change,
    completeness,
)
from preau.law.document_lists import WrongChecklist, checklist, declared, document_ids
from preau.law.results import CannotCompute, Refused

TODAY = date(2026, 11, 21)

ITEMS = {
    "cle_programme": (
        "participating_operators unmet_needs unmet_after_school_reasons collaboration information means pooled_fees "
        "holiday_partnerships after_school_modalities periods priority_access operator_annexes minority_notes "
        "cca_minutes council_deliberation"
    ),
    "operator_annex": (
        "identity care_project recognitions places travel offer staffing_ratio staff_qualification fees "
        "approval_application"
    ),
    "activity_report": "cca_evaluation objectives actions unplanned_actions reasons impact recap",
    "convention": (
        "municipality_commitments one_commitments model_elements function_definition base_missions "
        "one_agreement_on_missions asbl_agreement"
    ),
    "child_file": "child_contacts caregivers pickers emergency_contacts specifics daily_register",
    "type_2_annual_file": "accounts staff_table salary_proofs invoice_list",
    "cca_dossier": (
        "constitution_minutes member_list note_component_1 note_component_2 note_component_3 note_component_4 "
        "note_component_5"
    ),
    "edd_recognition": "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 E1 E2 E3 E4 E5 E6 E7 E8 E9",
    "edd_renewal": "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 E1 E2 E3 E4 E5 E6 E7 E8 E9",
    "edd_subsidy_application": "S1 S2 S3 S4 S5 S7 S9 S10 S11 S12 two_regular_years",
    "edd_balance": "S1 S2 S3 S4 S6 S7 S8 S10 S12 S13 S14",
    "edd_cessation": "cessation_date accounting_pieces balance_file",
    "edd_recognition_appeal": "decision nature pieces registered_mail",
    "edd_subsidy_appeal": "decision reasons registered_mail addressed_to_one",
    "edd_launch": "",
    "atl_appeal": "decision registered_mail receipt_date",
    "council_appeal": "decision registered_mail reasons notification_date",
}
RECOGNITION = (*(f"R{number}" for number in range(1, 11)), "E1", "E2", "E3", "E4", "E6")
EDD_4 = "décret EDD du 28 avril 2004, art. 4"
ARR_2_2 = "arrêté EDD du 25 juin 2004, art. 2, § 2"
ARR_2_3 = "arrêté EDD du 25 juin 2004, art. 2, § 3"


def asked(document, present=(), day=TODAY, received=None, **facts):
    return completeness(
        CompletenessQuestion(document=document, day=day, present=tuple(present), received=received or {}, facts=facts)
    )


def ids(pieces):
    return [piece.id for piece in pieces]


# --- the lists -------------------------------------------------------------------------------------------------------


def test_every_document_has_its_list():
    assert set(document_ids()) == {*ITEMS, "situation_report"}


@pytest.mark.parametrize("document", ITEMS)
def test_a_list_asks_what_the_sheet_asks(document):
    assert " ".join(item.id for item in checklist(document).items) == ITEMS[document]


def test_the_needs_analysis_has_its_thirteen_points():
    diagnoses = [item for item in checklist("situation_report").items if item.id.startswith("diagnosis_")]
    assert [item.sentence for item in diagnoses] == [
        f"Analyse des besoins, point {aspect.number} : écrivez un diagnostic motivé sur « {aspect.text} »."
        for aspect in ASPECTS
    ]
    assert len(checklist("situation_report").items) == 15 + 5 + 5 + 13 + 1


@pytest.mark.parametrize("document", document_ids())
def test_sentences_say_what_to_do(document):
    known = checklist(document)
    for item in (*known.items, *known.warnings):
        assert item.sentence[0].isupper() and item.sentence.endswith("."), item.sentence
        assert "'" not in item.sentence
        assert cited(item.article)
    for fact in known.facts:
        assert fact.words[0].islower() and not fact.words.endswith("."), fact.words
        assert not fact.words.startswith("il"), fact.words


def test_lists_that_are_not_the_legal_text_say_so():
    assert "n’a pas été trouvé" in checklist("activity_report").note
    assert "n’a pas été trouvé" in checklist("convention").note


def test_a_list_without_a_document_is_a_key_error():
    with pytest.raises(KeyError):
        checklist("love_letter")


def test_a_fact_is_found_by_its_name():
    assert checklist("edd_recognition").fact("asbl").words == "le pouvoir organisateur est une ASBL"
    with pytest.raises(KeyError):
        checklist("edd_recognition").fact("rich")


# --- the CLE programme -----------------------------------------------------------------------------------------------

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


# --- homework schools ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("piece", ["E1", "E2", "E3", "E4"])
def test_a_piece_of_admissibility_makes_inadmissible(piece):
    present = [one for one in RECOGNITION if one != piece]
    answer = asked("edd_recognition", present, asbl=False, staff_reported_first_time=False)
    assert (answer.verdict, ids(answer.missing)) == (Verdict.INADMISSIBLE, [piece])
    assert answer.missing[0].effect == "inadmissible"
    assert answer.missing[0].article.endswith(ARR_2_2)


@pytest.mark.parametrize("piece", [*RECOGNITION[:10], "E6"])
def test_another_piece_makes_incomplete(piece):
    present = [one for one in RECOGNITION if one != piece]
    answer = asked("edd_recognition", present, asbl=False, staff_reported_first_time=False)
    assert (answer.verdict, ids(answer.missing)) == (Verdict.INCOMPLETE, [piece])


@pytest.mark.parametrize(
    ("facts", "extra", "verdict"),
    [
        ({"asbl": False, "staff_reported_first_time": False}, (), Verdict.COMPLETE),
        ({"asbl": True, "staff_reported_first_time": False}, (), Verdict.INADMISSIBLE),
        ({"asbl": True, "staff_reported_first_time": False}, ("E5",), Verdict.COMPLETE),
        ({"asbl": None, "staff_reported_first_time": False}, (), Verdict.UNKNOWN),
        ({"staff_reported_first_time": False}, ("E5",), Verdict.COMPLETE),
        ({"asbl": False, "staff_reported_first_time": True}, (), Verdict.INCOMPLETE),
        ({"asbl": False, "staff_reported_first_time": True}, ("E7",), Verdict.COMPLETE),
        ({"asbl": False}, (), Verdict.UNKNOWN),
    ],
)
def test_statutes_and_titles_depend_on_facts(facts, extra, verdict):
    assert asked("edd_recognition", [*RECOGNITION, *extra], **facts).verdict is verdict


def test_inadmissible_is_explained():
    present = [one for one in RECOGNITION if one not in {"E4", "R6"}]
    answer = asked("edd_recognition", present, asbl=False, staff_reported_first_time=False, insurance_ends_soon=True)
    assert [step.line for step in answer.steps] == [
        "« Demande de reconnaissance d’une école de devoirs » : irrecevable, 2 éléments manquent sur 15. "
        "(décret EDD du 28 avril 2004, art. 4 ; arrêté EDD du 25 juin 2004, art. 2)",
        f"R6 : Nommez la personne de contact. ({EDD_4})",
        "E4 : Joignez la preuve de l’assurance en responsabilité civile (contrat et paiement). "
        f"Sans cette pièce, le dossier est irrecevable. ({ARR_2_2})",
        f"E3 : L’arrêté dit « annuel », le décret non. Le règlement actuel est demandé. ({ARR_2_2})",
        "E6 : Cette pièce n’est pas parmi celles de recevabilité. Sans elle, le dossier est incomplet, pas "
        f"irrecevable. ({ARR_2_3})",
        "L’assurance finit dans les soixante jours : pensez à la renouveler. "
        "(décret EDD du 28 avril 2004, art. 7, § 1er)",
    ]
    assert [step.kind for step in answer.steps] == ["step", "step", "step", "reading", "reading", "warning"]
    assert answer.warnings == (
        Piece(
            "insurance",
            "L’assurance finit dans les soixante jours : pensez à la renouveler.",
            "décret EDD du 28 avril 2004, art. 7, § 1er",
        ),
    )
    assert answer.unchecked == ("public_forecast", "team")


def test_a_warning_prevents_nothing():
    told = {"public_forecast_low": True, "team_too_small": False, "insurance_ends_soon": None}
    answer = asked("edd_recognition", RECOGNITION, asbl=False, staff_reported_first_time=False, **told)
    assert answer.verdict is Verdict.COMPLETE
    assert (ids(answer.warnings), answer.unchecked) == (["public_forecast"], ("insurance",))


def test_a_renewal_asks_the_same_and_warns_when_late():
    answer = asked("edd_renewal", RECOGNITION, asbl=False, staff_reported_first_time=False, filed_after_limit=True)
    assert answer.verdict is Verdict.COMPLETE
    assert ids(answer.warnings) == ["late"]
    assert answer.unchecked == ("public_forecast", "team", "insurance")
    assert answer.steps[-1].line == (
        "Une demande par école de devoirs, avec les pièces de l’année en cours. "
        "(décret EDD du 28 avril 2004, art. 5, § 3 ; arrêté EDD du 25 juin 2004, art. 2)"
    )
    assert answer.steps[-1].kind == "reading"


SUBSIDY = ("S1", "S2", "S3", "S4", "S5", "S7", "S10")
NONE = {
    "first_application": False,
    "resumption": False,
    "several_places": False,
    "staff_reported_first_time": False,
}


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, []),
        ({"first_application": True}, ["S9"]),
        ({"resumption": True}, ["S9", "two_regular_years"]),
        ({"several_places": True}, ["S11"]),
        ({"staff_reported_first_time": True}, ["S12"]),
        ({"first_application": True, "resumption": None}, ["S9"]),
    ],
)
def test_a_subsidy_application_depends_on_the_case(facts, missing):
    answer = asked("edd_subsidy_application", SUBSIDY, **{**NONE, **facts})
    assert ids(answer.missing) == missing
    unknown = ["two_regular_years"] if None in facts.values() else []
    assert ids(answer.undetermined) == unknown


def test_hours_of_the_past_year_wait_for_two_facts():
    answer = asked("edd_subsidy_application", SUBSIDY, **{**NONE, "first_application": None, "resumption": None})
    assert ids(answer.undetermined) == ["S9", "two_regular_years"]
    assert answer.facts_needed == ("first_application", "resumption")
    assert answer.steps[1].line == (
        "S9 : Dites d’abord si c’est une première demande et si l’école de devoirs reprend après une suspension. "
        "Donnez les heures de l’année d’activités passée. (arrêté EDD du 25 juin 2004, art. 8)"
    )
    half = asked("edd_subsidy_application", SUBSIDY, **{**NONE, "first_application": None})
    assert (ids(half.undetermined), half.facts_needed) == (["S9"], ("first_application",))
    assert half.steps[1].text_fr == (
        "S9 : Dites d’abord si c’est une première demande. Donnez les heures de l’année d’activités passée."
    )


def test_the_launch_has_nothing_to_file():
    answer = asked("edd_launch", bank_account_missing=True)
    assert (answer.verdict, ids(answer.warnings), answer.complete_on) == (Verdict.COMPLETE, ["bank_account"], None)
    assert [step.text_fr for step in answer.steps] == [
        "« Subvention de lancement d’une école de devoirs » : complet (rien à déposer).",
        "Donnez le compte bancaire pour être payé.",
        "Rien n’est à déposer : la subvention suit la reconnaissance.",
    ]


@pytest.mark.parametrize(
    ("document", "day", "piece"),
    [
        ("edd_recognition_appeal", TODAY, "registered_mail"),
        ("edd_subsidy_appeal", TODAY, "registered_mail"),
        ("atl_appeal", TODAY, "registered_mail"),
        ("council_appeal", date(2027, 1, 4), "registered_mail"),
        ("council_appeal", date(2027, 1, 4), "reasons"),
    ],
)
def test_an_appeal_in_the_wrong_form_is_inadmissible(document, day, piece):
    everything = ITEMS[document].split()
    assert asked(document, everything, day).verdict is Verdict.COMPLETE
    assert asked(document, [one for one in everything if one != piece], day).verdict is Verdict.INADMISSIBLE


# --- the day a file became complete ----------------------------------------------------------------------------------

CAME = {"cessation_date": date(2026, 10, 1), "accounting_pieces": date(2026, 10, 12), "balance_file": date(2026, 9, 30)}


def test_a_file_is_complete_the_day_its_last_piece_came():
    answer = asked("edd_cessation", received=CAME, advance_above_ceiling=False)
    assert (answer.verdict, answer.complete_on) == (Verdict.COMPLETE, date(2026, 10, 12))
    assert [step.line for step in answer.steps] == [
        "« Cessation ou suspension d’une école de devoirs » : complet (3 éléments demandés). "
        "(décret EDD du 28 avril 2004, art. 17, § 2)",
        "12 octobre 2026 : La dernière pièce est arrivée : le dossier est complet ce jour-là. "
        "(décret EDD du 28 avril 2004, art. 17, § 2)",
    ]


def test_before_its_last_piece_a_file_is_not_complete():
    assert asked("edd_cessation", day=date(2026, 10, 12), received=CAME).verdict is Verdict.COMPLETE
    answer = asked("edd_cessation", day=date(2026, 10, 11), received=CAME)
    assert (answer.verdict, ids(answer.missing), answer.complete_on) == (
        Verdict.INCOMPLETE,
        ["accounting_pieces"],
        None,
    )


def test_without_every_date_the_day_is_not_known():
    received = {one: CAME[one] for one in ("cessation_date", "accounting_pieces")}
    answer = asked("edd_cessation", ["balance_file"], received=received)
    assert (answer.verdict, answer.complete_on) == (Verdict.COMPLETE, None)


def recognised(first_day, statutes, **facts):
    came = dict.fromkeys(RECOGNITION, date(2026, 9, 1)) | {"E2": first_day, "E5": statutes}
    return asked("edd_recognition", received=came, staff_reported_first_time=False, **facts)


def test_a_piece_that_may_not_be_needed_leaves_the_day_open():
    last = date(2026, 9, 30)
    assert recognised(last, date(2026, 9, 30)).complete_on == last
    assert recognised(last, date(2026, 10, 1)).complete_on is None
    assert recognised(last, date(2026, 10, 1), asbl=False).complete_on == last
    assert recognised(last, date(2026, 10, 1), asbl=True).complete_on == date(2026, 10, 1)


def test_a_piece_that_may_be_needed_must_have_its_date():
    came = dict.fromkeys(RECOGNITION, date(2026, 9, 1))
    answer = asked("edd_recognition", ["E5"], received=came, staff_reported_first_time=False)
    assert (answer.verdict, answer.complete_on) == (Verdict.COMPLETE, None)


def test_an_optional_piece_changes_nothing():
    came = dict.fromkeys(RECOGNITION, date(2026, 9, 1)) | {"E9": date(2026, 11, 1), "R11": date(2026, 11, 2)}
    answer = asked("edd_recognition", received=came, asbl=False, staff_reported_first_time=False)
    assert answer.complete_on == date(2026, 9, 1)


# --- the annex of an operator ----------------------------------------------------------------------------------------


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


# --- questions that cannot be answered -------------------------------------------------------------------------------


def test_the_example_is_explained_in_full():
    reply = ask("completeness", json.dumps(known_rule("completeness").example))
    assert list(reply.steps) == [
        "« Cessation ou suspension d’une école de devoirs » : incomplet, 1 élément manque sur 3. "
        "(décret EDD du 28 avril 2004, art. 17, § 2)",
        "Joignez le dossier de solde jusqu’à cette date. (décret EDD du 28 avril 2004, art. 17, § 2)",
    ]
    assert reply.result["document"] == "edd_cessation"
    assert reply.result["title"] == "Cessation ou suspension d’une école de devoirs"


@pytest.mark.parametrize(
    ("rule", "question", "code", "field", "message"),
    [
        (
            "completeness",
            {"document": "love_letter", "day": "2026-11-21"},
            "refused",
            "document",
            "Ce document n’a pas de liste. Documents : activity_report, atl_appeal, ",
        ),
        (
            "completeness",
            {"document": "edd_cessation", "day": "2026-11-21", "present": ["E1"]},
            "refused",
            "present",
            "« E1 » n’est pas dans cette liste. Éléments : cessation_date, accounting_pieces et balance_file.",
        ),
        (
            "completeness",
            {"document": "edd_cessation", "day": "2026-11-21", "received": {"E1": "2026-11-21"}},
            "refused",
            "received",
            "« E1 » n’est pas dans cette liste. Éléments : cessation_date, accounting_pieces et balance_file.",
        ),
        (
            "completeness",
            {"document": "edd_cessation", "day": "2026-11-21", "facts": {"asbl": True}},
            "refused",
            "facts",
            "« asbl » n’est pas un fait de cette liste. Faits : advance_above_ceiling.",
        ),
        (
            "completeness",
            {"document": "child_file", "day": "2026-11-21", "facts": {"asbl": True}},
            "refused",
            "facts",
            "« asbl » n’est pas un fait de cette liste. Elle ne dépend d’aucun fait.",
        ),
        (
            "completeness",
            {"document": "edd_cessation", "day": "2013-08-31"},
            "cannot_compute",
            "day",
            "Impossible à calculer : la liste « Cessation ou suspension d’une école de devoirs » n’est pas connue "
            "avant le 1er septembre 2013.",
        ),
        (
            "completeness",
            {"document": "edd_cessation", "day": "2026-11-21", "received": {"cessation_date": "2226-01-01"}},
            "refused",
            "received.cessation_date",
            "La date doit être entre 1900 et 2100.",
        ),
        (
            "completeness",
            {"document": "edd_cessation", "day": "2026-11-21", "facts": {"advance_above_ceiling": 3}},
            "wrong_type",
            "facts[...]",
            "Écrivez true ou false, pas un nombre entier.",
        ),
        (
            "annex_change",
            {"changed": ["colour"], "day": "2026-11-21"},
            "refused",
            "changed",
            "« colour » n’est pas un point de l’annexe. Points : identity, care_project, ",
        ),
        (
            "annex_change",
            {"changed": [], "day": "2026-11-21"},
            "out_of_range",
            "changed",
            "La liste est trop courte (minimum 1).",
        ),
        (
            "annex_change",
            {"changed": ["places"], "day": "2009-08-05"},
            "cannot_compute",
            "day",
            "Impossible à calculer : la liste « Annexe d’un opérateur au programme CLE » n’est pas connue avant le "
            "6 août 2009.",
        ),
    ],
)
def test_refusals_say_what_to_do(rule, question, code, field, message):
    reply = ask(rule, json.dumps(question))
    assert not reply.ok
    assert (reply.error.code, reply.error.field) == (code, field)
    assert reply.error.message.startswith(message)


def test_the_first_day_of_a_list_counts():
    assert asked("edd_cessation", day=date(2013, 9, 1)).verdict is Verdict.INCOMPLETE
    assert asked("child_file", day=date(1990, 1, 1)).verdict is Verdict.INCOMPLETE


def test_refusals_in_process():
    with pytest.raises(Refused):
        asked("love_letter")
    with pytest.raises(CannotCompute):
        asked("council_appeal")


# --- what a list may not be ------------------------------------------------------------------------------------------

TINY = {
    "id": "tiny",
    "title": "Petite liste",
    "article": "decree art. 5",
    "facts": [{"id": "rich", "words": "la commune est riche"}, {"id": "poor", "words": "la commune est pauvre"}],
    "items": [
        {
            "id": "coin",
            "sentence": "Joignez une pièce.",
            "article": "order art. 2",
            "cases": [{"when": ["rich"], "unless": ["poor"], "until": date(2020, 12, 31)}],
        }
    ],
    "warnings": [{"id": "thin", "sentence": "À voir.", "when": ["poor"]}],
}


def wrong(**changes):
    with pytest.raises(WrongChecklist) as refusal:
        declared(yaml.safe_dump({**TINY, **changes}, allow_unicode=True))
    return str(refusal.value)


def test_the_sample_list_is_sound():
    known = declared(yaml.safe_dump(TINY, allow_unicode=True))
    assert known.citation == "décret du 3 juillet 2003, art. 5"
    assert (known.extends, known.note, known.valid_from) == ("", "", None)
    (item,) = known.items
    assert (item.effect, item.optional, item.integral, item.name, item.reading) == ("incomplete", False, False, "", "")


def test_a_list_may_extend_another():
    base = checklist("edd_cessation")
    known = declared(yaml.safe_dump({**TINY, "extends": "edd_cessation"}, allow_unicode=True))
    assert known.items == (*base.items, *declared(yaml.safe_dump(TINY)).items)
    assert [fact.id for fact in known.facts] == ["advance_above_ceiling", "rich", "poor"]
    assert [warning.id for warning in known.warnings] == ["advance", "thin"]
    assert (known.id, known.title) == ("tiny", "Petite liste")


def test_every_fault_of_a_list_is_named():
    items = [*TINY["items"], {"id": "coin", "sentence": "x", "article": "code art. 1er", "cases": [{"when": ["tall"]}]}]
    facts = [*TINY["facts"], {"id": "small", "words": "x"}]
    warnings = [{**TINY["warnings"][0], "article": "law art. 3"}]
    assert wrong(items=items, facts=facts, warnings=warnings) == (
        "items: coin is declared twice\n"
        "facts: small is not used\n"
        "facts: tall is not declared\n"
        "no text is called 'code'\n"
        "no text is called 'law'"
    )
    assert wrong(article="code") == "no text is called 'code'"
    assert "unknown field `colour`" in wrong(colour="red")
    assert wrong(facts=[TINY["facts"][0]]) == "facts: poor is not declared"


@pytest.fixture
def tiny(monkeypatch):
    known = declared(yaml.safe_dump(TINY, allow_unicode=True))
    monkeypatch.setattr("preau.law.completeness.checklist", lambda document: known)


@pytest.mark.parametrize(
    ("rich", "poor", "day", "verdict"),
    [
        (True, False, date(2020, 12, 31), Verdict.INCOMPLETE),
        (True, False, date(2021, 1, 1), Verdict.COMPLETE),
        (True, True, date(2020, 1, 1), Verdict.COMPLETE),
        (False, False, date(2020, 1, 1), Verdict.COMPLETE),
        (True, None, date(2020, 1, 1), Verdict.UNKNOWN),
        (None, False, date(2020, 1, 1), Verdict.UNKNOWN),
        (None, True, date(2020, 1, 1), Verdict.COMPLETE),
        (False, None, date(2020, 1, 1), Verdict.COMPLETE),
    ],
)
def test_conditions_have_three_values(tiny, rich, poor, day, verdict):
    assert asked("tiny", day=day, rich=rich, poor=poor).verdict is verdict


def test_one_element_is_singular(tiny):
    answer = asked("tiny", ["coin"], date(2020, 1, 1), rich=True, poor=False)
    assert answer.steps[0].text_fr == "« Petite liste » : complet (1 élément demandé)."


def test_a_warning_may_have_no_article(tiny):
    answer = asked("tiny", rich=False, poor=True)
    assert answer.warnings == (Piece("thin", "À voir.", ""),)
    assert answer.steps[-1].line == "À voir."


def test_an_unknown_fact_is_asked_even_under_unless(tiny):
    answer = asked("tiny", day=date(2020, 1, 1), rich=True, poor=None)
    assert answer.facts_needed == ("poor",)
    assert answer.steps[1].line == (
        "Dites d’abord si la commune est pauvre. Joignez une pièce. (arrêté du 3 décembre 2003, art. 2)"
    )
