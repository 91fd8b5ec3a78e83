"""What the reader must understand whole, as XLSX and as ODS."""

import pytest

from preau.law.annual_plan import SchoolYear
from preau.plans.workbook import read_plan, to_document
from tests.documents.building import WRITERS
from tests.plans.workbook.should_pass import SHOULD_PASS


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", SHOULD_PASS)
def test_understood_whole(name, kind):
    case = SHOULD_PASS[name]
    proposal = read_plan(WRITERS[kind](*case.sheets), f"plan.{kind}")
    assert not proposal.questions, [question.sentence for question in proposal.questions]
    assert not proposal.errors, [finding.sentence for finding in proposal.errors]
    assert to_document(proposal) == case.plan
    sentences = "\n".join(finding.sentence for finding in proposal.remarks)
    assert case.remark in sentences
    assert case.remark or not sentences, sentences
    assert proposal.school_year == SchoolYear(2020)


def test_there_are_enough():
    assert len(SHOULD_PASS) >= 30
