"""Lists of every shape are read whole, as XLSX and as ODS."""

import pytest

from preau.operators.importing.proposal import kept
from preau.operators.importing.reader import read_list
from tests.documents.building import WRITERS
from tests.operators.importing.should_pass import SHOULD_PASS


def offered(proposal):
    """Return the hours of each place by period, operator by operator."""
    return {
        operator.name: {
            place.text.name: {
                period.kind: {(one.weekday, one.starts, one.ends) for one in period.hours}
                for period in place.text.periods
            }
            for place in operator.places
        }
        for operator in proposal.operators
    }


def answered(data, name, wanted):
    """Return the proposal once a person has answered, and what was asked."""
    first = read_list(data, name)
    answers = {
        question.id: value
        for question in first.questions
        for start, value in wanted.items()
        if question.id.startswith(start)
    }
    assert len(answers) == len(first.questions), first.questions
    return read_list(data, name, answers)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", SHOULD_PASS)
def test_is_read_whole(name, kind):
    case = SHOULD_PASS[name]
    proposal = answered(WRITERS[kind](*case.sheets), f"liste.{kind}", case.answers)
    assert proposal.errors == ()
    assert proposal.questions == ()
    assert offered(proposal) == case.offer
    assert kept(proposal.plain()) == proposal
    places = {place.text.name: place for place in proposal.places}
    for wanted, facts in case.places.items():
        held = places[wanted].text
        assert {fact: getattr(held, fact) for fact in facts} == facts
    operators = {operator.name: operator for operator in proposal.operators}
    for wanted, facts in case.operators.items():
        assert {fact: getattr(operators[wanted], fact) for fact in facts} == facts
    for wanted, fees in case.fees.items():
        assert {fee for period in places[wanted].text.periods for fee in period.fees} == fees
    said = " ".join(remark.sentence for remark in proposal.remarks)
    assert case.remark in said, said


def test_there_are_twenty_five():
    assert len(SHOULD_PASS) >= 25


def test_each_fact_keeps_its_cell():
    case = SHOULD_PASS["prices, ages and places"]
    centre = read_list(WRITERS["xlsx"](*case.sheets), "liste.xlsx").places[0]
    assert (centre.sheet, centre.cell) == ("Lieux", "B2")
    assert centre.cells["capacity"] == "F2"
    assert centre.cells["youngest_months"] == "G2"
    assert centre.cells["hours"] == "C2, D2, E2"


def test_what_is_not_taken_is_told():
    sheets = SHOULD_PASS["totals, repeated header and a hidden sheet"].sheets
    proposal = read_list(WRITERS["xlsx"](*sheets), "liste.xlsx")
    assert [(one.sheet, one.cell) for one in proposal.unread] == [("Lieux", "A6")]
    sheets = SHOULD_PASS["title, blank rows and notes around the table"].sheets
    assert "Mise à jour" in read_list(WRITERS["xlsx"](*sheets), "liste.xlsx").unread[0].sentence
