"""Lists read: what each says whatever its shape, and where the one thing wrong stands. XLSX and ODS."""

import pytest

from preau.training.importing.proposal import NotAList, kept
from preau.training.importing.reader import read_list
from tests.documents.building import ods, xlsx
from tests.training.importing.books import SHOULD_FAIL, SHOULD_PASS, TODAY
from tests.training.importing.matrices import MATRICES, WRONG_MATRICES

WRITERS = {"xlsx": xlsx, "ods": ods}
PASSING, FAILING = SHOULD_PASS | MATRICES, SHOULD_FAIL | WRONG_MATRICES
KINDS = pytest.mark.parametrize("kind", WRITERS)


def read(sheets, kind, answers=None):
    return read_list(WRITERS[kind](*sheets), f"liste.{kind}", TODAY, answers)


def told(training, people):
    days = ",".join(f"{one.day.isoformat()}={one.hours.normalize():f}" for one in training.days)
    names = " ".join(people[key].given_name for key in training.people)
    return f"{training.provider} | {training.module} | {days} | {names}"


@KINDS
@pytest.mark.parametrize("name", PASSING)
def test_a_list_is_understood(name, kind):
    book = PASSING[name]
    first = read(book.sheets, kind)
    assert {one.id for one in first.questions} == set(book.answers)
    proposal = read(book.sheets, kind, book.answers)
    assert not proposal.errors, proposal.errors
    assert not proposal.questions, proposal.questions
    assert sorted(one.name for one in proposal.people) == sorted(book.people)
    by_id = {one.id: one for one in proposal.people}
    assert {told(one, by_id) for one in proposal.trainings} == book.trainings
    by_name = {one.name: one for one in proposal.people}
    for who, facts in book.facts.items():
        assert {field: getattr(by_name[who], field) for field in facts} == facts
    assert kept(proposal.plain()) == proposal


@KINDS
@pytest.mark.parametrize("name", FAILING)
def test_what_is_wrong_is_told_at_its_cell(name, kind):
    book = FAILING[name]
    if book.whole:
        with pytest.raises(NotAList) as refusal:
            read(book.sheets, kind)
        (finding,) = refusal.value.findings
    else:
        proposal = read(book.sheets, kind)
        found = proposal.questions if book.asks else proposal.errors
        assert len(found) == 1, found
        finding = found[0]
        assert len(proposal.trainings) == book.trainings
    assert finding.cell == book.cell
    assert book.word.lower() in finding.sentence.lower()


def test_there_are_enough_of_both():
    assert len(SHOULD_PASS) >= 15
    assert len(SHOULD_FAIL) >= 15
    assert len(MATRICES) >= 6
    assert len(WRONG_MATRICES) >= 4
