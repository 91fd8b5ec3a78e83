"""A form is read from the question of its rule: what it says is what the law is asked, whatever the rule."""

import json

import pytest

from preau.law.asking import answer
from preau.portal.law.simulators import BY_SLUG, plain
from tests.portal.law.asking_pages import PAGES, asked_of, example_of, ids

every_page = pytest.mark.parametrize("simulator", PAGES, ids=ids)


@every_page
def test_the_form_asks_what_the_example_says(simulator):
    asked = asked_of(simulator, example_of(simulator))
    assert asked.refusal is None
    assert asked.written or asked.canonical
    assert asked.answer == answer(simulator.rule_id, json.dumps(simulator.translate(dict(simulator.shown_example))))


@every_page
def test_an_empty_form_has_fields_and_asks_nothing(simulator):
    asked = asked_of(simulator, "")
    assert asked.outcome is None
    assert asked.form.fields
    assert not asked.corrected.errors
    for bound in asked.form:
        assert bound.field.label, bound.name
        assert "()" not in str(bound)


DUE = BY_SLUG["echeance"]
LEDGER = BY_SLUG["formation"]


def problems(simulator, query):
    asked = asked_of(simulator, query)
    return {name: [str(words) for words in found] for name, found in asked.corrected.errors.items()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "limit=D10&from_day=31&from_month=2&from_year=2026",
            {"from": ["Cette date n’existe pas. Écrivez-la comme 17 12 2026"]},
        ),
        ("limit=D10&from=", {"from": ["Donnez le jour de départ, comme 15 9 2026"]}),
        (
            "limit=&from=",
            {
                "limit": ["Choisissez un délai, ou donnez plus bas une longueur libre"],
                "from": ["Donnez le jour de départ, comme 15 9 2026"],
            },
        ),
        ("limit=D999&from=2026-09-15", {"limit": ["Choisissez dans la liste"]}),
        ("length=abc&unit=CD&from=2026-09-15", {"length": ["Donnez un nombre entier, comme 24"]}),
        ("length=-4&unit=CD&from=2026-09-15", {"length": ["La longueur va de 0 à 36 525 jours calendrier."]}),
        ("limit=D10&from=1200-01-01", {"from": ["La date doit être entre 1900 et 2100."]}),
        (
            "limit=D13&from=2026-09-15&council=demain",
            {"council": ["Complétez la date : un jour, un mois et une année, comme 17 12 2026"]},
        ),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(query, expected):
    assert {
        name: [words.replace("\u202f", " ") for words in found] for name, found in problems(DUE, query).items()
    } == expected


def test_a_refusal_inside_a_row_finds_its_row():
    row = "records[{}].day=2026-02-16&records[{}].hours={}&records[{}].state=validated"
    base = "day=2026-11-20&function=care_worker&entry=2024-09-02"
    good, bad = row.format(0, 0, 7, 0), row.format(1, 1, "-3", 1)
    assert list(problems(LEDGER, f"{base}&{good}&{bad}")) == ["records[1].hours"]
    missing = "records[0].day=2026-02-16"
    assert problems(LEDGER, f"{base}&{missing}") == {
        "records[0].hours": ["Donnez cette information"],
        "records[0].state": ["Choisissez dans la liste"],
    }


def test_rows_are_added_and_taken_away_before_anything_is_asked():
    base = "day=2026-11-20&records[0].hours=7&records[4].hours=8"
    names = lambda query: [name for name in asked_of(LEDGER, query).form.fields if name.endswith("hours")]  # noqa: E731
    assert names(base) == ["records[0].hours", "records[4].hours"]
    assert names(f"{base}&plus=records") == ["records[0].hours", "records[4].hours", "records[5].hours"]
    assert names(f"{base}&moins=records[0]") == ["records[4].hours"]
    assert asked_of(LEDGER, f"{base}&plus=records").outcome is None
    assert not asked_of(LEDGER, f"{base}&plus=records").corrected.errors


def test_numbers_and_days_are_typed_loosely():
    row = "records[0].day=16/2/2026&records[0].hours=7,50+&records[0].state=validated"
    asked = asked_of(LEDGER, f"day_day=20&day_month=nov&day_year=26&function=care_worker&entry=2024-09-02&{row}")
    assert asked.question["day"] == "2026-11-20"
    assert asked.question["records"] == [{"day": "2026-02-16", "hours": "7.50", "state": "validated"}]
    assert not asked.canonical
    assert asked_of(LEDGER, asked.query).canonical


def test_the_names_of_programs_are_said_in_words():
    asked = asked_of(DUE, "limit=D13&from=2026-09-15")
    assert asked.refusal is None or "« council »" not in asked.in_words(asked.refusal.message)
    assert asked.in_words("donnez « received »") == "donnez « Date de réception »"


def test_a_question_in_json_is_asked_as_it_stands():
    page = plain("due_date")
    assert asked_of(page, 'question={"limit":"D10","from":"2026-09-15"}').answer.due.isoformat() == "2027-02-12"
    assert asked_of(page, "question={").refusal.code == "not_json"
    assert asked_of(page, 'question={"from":[]}').refusal.field == "from"
    assert "au plus 6000" in asked_of(page, f"question={'x' * 6001}").refusal.message


def test_a_composition_is_typed_in_short_lines():
    page = BY_SLUG["cca"]
    asked = asked_of(page, example_of(page).replace("c5.conditions=yes", "c5.conditions=no"))
    assert asked.answer.verdict == "not_lawful"
    for path, field in (
        ("components[2].members[1].substitute", "c3.members[1]"),
        ("components[4]", "c5.members"),
        ("chair_designated", "chair"),
        ("day", "day"),
    ):
        assert page.field_of(path) == field
