"""What stands in the way of a list is told by cell, with what to do, as XLSX and as ODS; the rest is read."""

import pytest

from preau.foundation.documents.findings import FileRefused
from preau.operators.importing.proposal import NotAList
from preau.operators.importing.reader import read_list
from tests.documents.building import WRITERS
from tests.documents.refused import REFUSED
from tests.operators.importing.should_fail import SHOULD_FAIL


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", SHOULD_FAIL)
def test_says_what_and_where(name, kind):
    case = SHOULD_FAIL[name]
    data = WRITERS[kind](*case.sheets)
    if case.whole:
        with pytest.raises(NotAList) as refusal:
            read_list(data, f"liste.{kind}")
        said, places = refusal.value.findings, []
    else:
        proposal = read_list(data, f"liste.{kind}")
        said, places = proposal.questions if case.asks else proposal.errors, proposal.places
        assert not proposal.is_whole
    there = [one for one in said if (one.sheet, one.cell) == (case.sheet, case.cell)]
    assert there, said
    entry = next((one for one in there if case.word in one.sentence), None)
    assert entry is not None, there
    assert len(said) == 1, said
    assert case.sheet in entry.sentence
    assert entry.found or case.whole
    assert case.found in entry.found
    assert case.asks or entry.expected
    assert len(places) == case.taken


@pytest.mark.parametrize("name", [name for name, case in SHOULD_FAIL.items() if not case.whole and not case.asks])
def test_the_place_in_question_knows_it(name):
    proposal = read_list(WRITERS["xlsx"](*SHOULD_FAIL[name].sheets), "liste.xlsx")
    told = {at for one in (*proposal.places, *proposal.operators) for at in one.errors}
    lines = {"nom", "vide", "opérateur"}  # a line nobody owns belongs to no place
    assert told or any(word in proposal.errors[0].expected or word in proposal.errors[0].sentence for word in lines)


def test_there_are_twenty_five():
    assert len(SHOULD_FAIL) >= 25


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_do_not_enter(name):
    filename, content, word = REFUSED[name]
    with pytest.raises((FileRefused, NotAList)) as refusal:
        read_list(content(), filename)
    said = str(refusal.value).replace("\u202f", " ").replace("\u00a0", " ")
    assert word in said or isinstance(refusal.value, NotAList)


def test_an_unanswerable_value_is_still_asked():
    data = WRITERS["xlsx"](*SHOULD_FAIL["a price without unit"].sheets)
    (question,) = read_list(data, "liste.xlsx").questions
    assert read_list(data, "liste.xlsx", {question.id: "par caprice"}).questions == (question,)
    left = read_list(data, "liste.xlsx", {question.id: "-"})
    assert left.questions == ()
    assert not any(period.fees for place in left.places for period in place.text.periods)


def test_a_column_can_be_said_by_hand_and_let_aside():
    sheet = SHOULD_FAIL["a capacity that is no number"].sheets[0]
    data = WRITERS["xlsx"](sheet)
    column = next(one for one in read_list(data, "liste.xlsx").columns if one.title == "Capacité")
    assert read_list(data, "liste.xlsx", {f"column:{column.id}": "-"}).errors == ()
    as_premises = read_list(data, "liste.xlsx", {f"column:{column.id}": "premises|||"})
    assert as_premises.places[1].text.premises == "une vingtaine"
