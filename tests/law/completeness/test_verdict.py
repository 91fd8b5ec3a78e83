"""The verdict on a file: conditions of three values, the day it became complete, questions that are refused."""

import json
from datetime import date

import pytest
import yaml

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.completeness import Piece, Verdict
from preau.law.document_lists import declared
from preau.law.results import CannotCompute, Refused
from tests.law.completeness.files import ITEMS, RECOGNITION, TINY, TODAY, asked, ids


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
            "Ce document n’a pas de liste. Documents : activity_report, annual_action_plan, ",
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
    assert asked("child_file", day=date(2015, 1, 1)).verdict is Verdict.INCOMPLETE
    with pytest.raises(CannotCompute, match="1er janvier 2015"):
        asked("child_file", day=date(2014, 12, 31))
    assert asked("cca_dossier", day=date(1990, 1, 1)).verdict is Verdict.INCOMPLETE  # nothing dates a practice


def test_refusals_in_process():
    with pytest.raises(Refused):
        asked("love_letter")
    with pytest.raises(CannotCompute):
        asked("council_appeal")


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
