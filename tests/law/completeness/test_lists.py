"""The lists of pieces: what each document must hold, and what a list may not be."""

import pytest
import yaml

from preau.law.annual_plan import ASPECTS
from preau.law.citing import cited
from preau.law.document_lists import WrongChecklist, checklist, declared, document_ids
from tests.law.completeness.files import ITEMS, TINY


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
    assert "n’a pas été lu ici" in checklist("care_project").note


def test_a_list_without_a_document_is_a_key_error():
    with pytest.raises(KeyError):
        checklist("love_letter")


def test_a_fact_is_found_by_its_name():
    assert checklist("edd_recognition").fact("asbl").words == "le pouvoir organisateur est une ASBL"
    with pytest.raises(KeyError):
        checklist("edd_recognition").fact("rich")


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


def test_only_the_evaluation_of_the_cca_is_asked_of_the_report_by_a_text():
    asked = {item.id for item in checklist("activity_report").items if not item.is_practice}
    assert asked == {"cca_evaluation"}
