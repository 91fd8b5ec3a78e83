"""The question « when is it due? »: what it answers, and everything it refuses."""

import json
from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.counting import ANALOGY, DAY_RULE
from preau.law.refusals import Refusal
from preau.law.time_limits import limit, limits
from tests.law.slow_counting import WITHOUT_A_DAY


def answer(**question):
    return ask("due_date", json.dumps(question))


def refused(code, field, message, **question):
    assert answer(**question).error == Refusal(code, field, message)


def test_a_limit_of_the_table():
    found = answer(limit="D14", **{"from": "2026-12-10"})
    assert found.ok
    assert found.result == {
        "limit": "D14",
        "title": "Transmettre la proposition adoptée et les pièces de son élaboration à la commission d’agrément",
        "raw": "2026-12-25",
        "due": "2026-12-28",
        "safe": "2026-12-24",
        "opens": None,
        "tacit_from": None,
        "owed_by": "la commune",
        "consequence": "Perte de la subvention de coordination (décret, art. 34, dernier alinéa) : elle reste due "
        "trois mois, puis cesse.",
        "silence": "Aucun effet n’est attaché au silence.",
        "soft": False,
    }
    assert len(found.steps) == 4
    assert found.articles == (
        DAY_RULE,
        "décret du 3 juillet 2003, art. 11",
        f"{DAY_RULE} ; arrêté royal du 18 avril 1974",
    )


def test_a_tacit_limit_and_a_fixed_date():
    found = answer(limit="T2", **{"from": "2026-11-21"}).result
    assert (found["due"], found["safe"], found["tacit_from"]) == ("2027-03-21", "2027-03-19", "2027-03-22")
    assert found["silence"] == "Le silence vaut reconnaissance."
    found = answer(limit="D33-approval", **{"from": "2026-09-01"}).result
    assert (found["opens"], found["due"], found["soft"]) == ("2026-09-01", "2026-09-15", True)


def test_a_free_length():
    found = answer(length=150, unit="CD", **{"from": "2026-11-26"})
    assert found.result == {
        "limit": None,
        "title": "Délai libre",
        "raw": "2027-04-25",
        "due": "2027-04-26",
        "safe": None,
        "opens": None,
        "tacit_from": None,
        "owed_by": "",
        "consequence": "",
        "silence": "",
        "soft": False,
    }
    assert found.steps == (
        f"Le jeudi 26 novembre 2026 ne compte pas. ({DAY_RULE})",
        f"150 jours calendrier : le dernier jour est le dimanche 25 avril 2027, compris jusqu’à minuit. ({DAY_RULE})",
        f"Le dimanche 25 avril 2027 est chômé : l’échéance est reportée au lundi 26 avril 2027. ({DAY_RULE})",
    )


@pytest.mark.parametrize(
    ("known", "field", "due"),
    [
        ("D11", "sent", "2027-02-12"),
        ("D15", "received", "2026-12-14"),
        ("D14", "adopted", "2026-09-30"),
        ("T6", "notified", "2026-10-15"),
        ("D10", "from", "2027-02-12"),
    ],
)
def test_each_limit_takes_its_own_date(known, field, due):
    others = dict.fromkeys(["sent", "received", "adopted", "notified"], "2026-01-05")
    assert answer(limit=known, **{**others, field: "2026-09-15"}).result["due"] == due
    others.pop(field, None)
    assert answer(limit=known, **{**others, "from": "2026-09-15"}).result["due"] == due


def test_two_days_to_start_from_are_one_too_many():
    same = {"from": "2026-09-15", "received": "2026-09-15"}
    assert answer(limit="D15", **same).result["due"] == "2026-12-14"
    message = "« from » et « received » sont deux jours de départ différents : donnez-en un seul."
    refused("refused", "from", message, limit="D15", **{**same, "received": "2026-09-16"})


@pytest.mark.parametrize(
    ("known", "start", "due"),
    [
        ("D31", "2026-09-01", "2026-12-31"),
        ("D31", "2027-08-31", "2026-12-31"),
        ("D31", "2027-09-01", "2027-12-31"),
        ("D32", "2027-03-01", "2027-12-31"),
        ("D33-two-months", "2027-01-15", "2026-10-31"),
        ("D80", "2026-10-01", "2027-03-31"),
        ("D80", "2027-09-30", "2027-03-31"),
        ("D84", "2026-07-01", "2026-12-30"),
        ("D84", "2026-09-30", "2026-12-30"),
        ("D85", "2026-11-02", "2027-03-31"),
        ("T19", "2026-12-01", "2026-09-30"),
        ("T19", "2026-08-23", "2025-09-30"),
        ("T20", "2027-02-01", "2027-02-15"),
        ("T20", "2026-08-24", "2027-02-15"),
        ("T21", "2027-03-01", "2027-09-30"),
    ],
)
def test_any_day_of_a_period_stands_for_the_period(known, start, due):
    assert answer(limit=known, **{"from": start}).result["due"] == due


def test_the_steps_say_which_day_stands_for_the_period():
    lines = " ".join(answer(limit="D31", **{"from": "2027-03-01"}).steps)
    assert "L’année scolaire du plan : 1er septembre 2026." in lines


@pytest.mark.parametrize(
    ("known", "field", "words"),
    [
        ("D11", "sent", "la date d’envoi"),
        ("D15", "received", "la date de réception"),
        ("D14", "adopted", "la date d’adoption"),
        ("T6", "notified", "la date de notification"),
        ("D10", "from", "le jour de départ"),
        ("D13", "from", "le jour de départ"),
        ("D31", "from", "le jour de départ"),
    ],
)
def test_the_date_that_is_missing_is_named(known, field, words):
    message = f"Impossible à calculer : ce délai court depuis {words} ; donnez « {field} »."
    others = {"sent", "received", "adopted", "notified"} - {field}
    refused("cannot_compute", field, message, limit=known, **dict.fromkeys(others, "2026-09-15"))


def test_the_notification_says_which_regime_applies():
    late = {"limit": "D50", "received": "2027-01-04"}
    assert answer(**late, notified="2026-12-30").result["due"] == "2027-01-25"
    said = (
        "Impossible à calculer : décret du 3 juillet 2003, art. 27, § 5, et art. 29, al. 3, n’est plus en vigueur le "
        "4 janvier 2027 : ce délai valait jusqu’au 31 décembre 2026."
    )
    refused("cannot_compute", "from", f"{said} Si la décision a été notifiée avant, donnez aussi « notified ».", **late)
    refused("cannot_compute", "from", said, **late, notified="2027-01-04")


def test_the_length_that_one_sets_and_the_sittings_of_the_council():
    assert answer(limit="D60", length=60, **{"from": "2026-03-02"}).result["due"] == "2026-05-04"
    found = answer(limit="D13", council=["2027-02-22", "2027-03-01"], **{"from": "2027-02-04"})
    assert found.result["due"] == "2027-03-01"


@pytest.mark.parametrize("row", limits(), ids=lambda row: row.id)
def test_every_row_answers_or_says_why_not(row):
    start = min(max(row.known_from or date(2026, 9, 1), date(2026, 9, 1)), row.valid_to or date(2027, 1, 31))
    if row.fixed and row.valid_to:
        start = date(2020, 9, 30)
    facts = {"length": 60} if row.id in {"D60", "D61", "D62", "D63"} else {}
    facts |= {"council": ["2026-10-05", "2026-11-03"]} if row.unit.value == "CM" else {}
    found = answer(limit=row.id, **{"from": str(start)}, **facts)
    if row.id in WITHOUT_A_DAY:
        assert found.error.message.startswith(f"Impossible à calculer : {row.citation}, ne donne pas de jour. ")
        assert found.error.field == "limit"
    else:
        assert found.ok
        assert found.result["limit"] == row.id
        assert len(found.steps) >= 2
        assert row.citation in found.articles


@pytest.mark.parametrize(
    ("field", "message", "question"),
    [
        ("length", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR).", {}),
        ("length", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR).", {"unit": "CD"}),
        ("unit", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR).", {"length": 3}),
        ("from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ).", {"length": 3, "unit": "CD"}),
        (
            "from",
            "Donnez le jour de départ dans « from » (AAAA-MM-JJ).",
            {"length": 3, "unit": "CD", "sent": "2026-09-01"},
        ),
        ("length", "La longueur va de 0 à 100 ans.", {"length": 101, "unit": "YR", "from": "2026-09-01"}),
        ("length", "La longueur va de 0 à 100 ans.", {"length": -1, "unit": "YR", "from": "2026-09-01"}),
        (
            "unit",
            "Un délai de la table a son unité : donnez soit « limit », soit « length » et « unit ».",
            {"limit": "D10", "unit": "CD", "from": "2026-09-01"},
        ),
        (
            "length",
            "La longueur de ce délai est fixée (décret du 3 juillet 2003, art. 11) : retirez « length ».",
            {"limit": "D14", "length": 3, "from": "2026-09-01"},
        ),
        ("from", "La date doit être entre 1900 et 2100.", {"limit": "D10", "from": "1899-12-31"}),
        ("notified", "La date doit être entre 1900 et 2100.", {"limit": "T6", "notified": "2101-01-01"}),
        (
            "council[1]",
            "La date doit être entre 1900 et 2100.",
            {"limit": "D13", "council": ["2026-09-01", "2222-01-01"]},
        ),
    ],
)
def test_what_is_refused(field, message, question):
    refused("refused", field, message, **question)


@pytest.mark.parametrize(("asked", "shown"), [("D99", "D99"), ("D1", "D1"), ("", ""), ("x" * 61, "x" * 60)])
def test_an_unknown_limit(asked, shown):
    message = f"« {shown} » n’est pas un délai de la table. La liste est donnée par « preau law limits »."
    refused("unknown_limit", "limit", message, limit=asked, **{"from": "2026-09-01"})


@pytest.mark.parametrize(
    ("field", "message", "question"),
    [
        (
            "from",
            "Impossible à calculer : décret du 3 juillet 2003, art. 11, n’est pas connu avant le 1er janvier 2004 ; "
            "vous demandez le 5 mai 1999.",
            {"limit": "D14", "from": "1999-05-05"},
        ),
        (
            "length",
            "Impossible à calculer : l’ONE fixe ce délai. Donnez sa longueur en jours.",
            {"limit": "D60", "from": "2026-09-01"},
        ),
        (
            "council",
            "Impossible à calculer : donnez les dates des séances du conseil communal après le 1er septembre 2026.",
            {"limit": "D13", "from": "2026-09-01"},
        ),
    ],
)
def test_what_cannot_be_computed(field, message, question):
    refused("cannot_compute", field, message, **question)


@pytest.mark.parametrize(
    ("field", "question"),
    [
        ("from", {"limit": "D10", "from": "demain"}),
        ("from", {"limit": "D10", "from": "2026-02-30"}),
        ("limit", {"limit": 10}),
        ("unit", {"length": 3, "unit": "jours", "from": "2026-09-01"}),
        ("length", {"length": "trois", "unit": "CD", "from": "2026-09-01"}),
        ("length", {"length": 1.5, "unit": "CD", "from": "2026-09-01"}),
        ("council", {"limit": "D13", "from": "2026-09-01", "council": ["2026-09-01"] * 401}),
        ("start", {"limit": "D10", "start": "2026-09-01"}),
    ],
)
def test_what_is_not_a_question(field, question):
    found = answer(**question)
    assert not found.ok
    assert found.error.field == field
    assert found.error.message


def test_the_example_is_answered():
    rule = known_rule("due_date")
    assert (rule.title, rule.articles) == (
        "Une échéance, et pourquoi ce jour-là",
        ("décret du 3 juillet 2003, art. 1er, 7° et 8°",),
    )
    example = rule.example
    assert answer(**example).result["due"] == "2027-02-12"
    assert limit(example["limit"]).title == answer(**example).result["title"]
    assert ANALOGY in answer(limit="T3", notified="2026-09-15").articles
