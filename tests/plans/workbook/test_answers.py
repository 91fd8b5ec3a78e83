"""Questions and their answers."""

import pytest

from preau.plans.workbook import answer, read_plan, to_document
from tests.documents.building import xlsx
from tests.plans.workbook.should_fail import SHOULD_FAIL, more
from tests.plans.workbook.should_pass import HEADER, ROWS, plan, with_column


def read(*sheets):
    return read_plan(xlsx(*sheets), "plan.xlsx")


def test_the_answer_joins_what_was_understood():
    proposal = read(plan(with_column(["Coordination ; Danse", "2", "1, 3"], 2)))
    (question,) = proposal.questions
    assert (question.field, question.action_number, question.found) == ("axes", 1, "Danse")
    assert [option.value for option in question.options] == ["1", "2", "3", "4", ""]
    answered = answer(proposal, {question.id: ["3", "4"]})
    assert answered.is_whole
    assert to_document(answered).actions[0].axes == (1, 3, 4)
    assert proposal.questions, "the proposal itself does not change"


@pytest.mark.parametrize("value", [2, "2", [2], ("2",)])
def test_an_answer_may_be_a_number_or_a_text_or_several(value):
    proposal = read(plan(with_column([9, 2, 3], 4)))
    answered = answer(proposal, {proposal.questions[0].id: value})
    assert to_document(answered).actions[0].objectives == (2,)


def test_none_of_these_keeps_the_words_in_the_comment():
    proposal = read(plan(with_column(["Danse", "2", "1, 3"], 2)))
    answered = answer(proposal, {proposal.questions[0].id: ""})
    action = to_document(answered).actions[0]
    assert action.axes == ()
    assert action.comment == "Avec la présidente\nAxe de coordination : Danse"


@pytest.mark.parametrize("value", ["7", ["1", "7"], [], "autre"])
def test_an_answer_that_is_no_option_is_refused(value):
    proposal = read(plan(with_column(["Danse", "2", "3"], 2)))
    with pytest.raises(ValueError, match="Choisissez"):
        answer(proposal, {proposal.questions[0].id: value})


def test_a_question_nobody_asked_is_refused():
    with pytest.raises(ValueError, match="n’est pas posée"):
        answer(read(plan()), {"axes-C99": "1"})


def test_only_one_answer_where_one_is_asked():
    proposal = read(more("Récurrent", "parfois", "", ""))
    (question,) = proposal.questions
    with pytest.raises(ValueError, match="Choisissez"):
        answer(proposal, {question.id: ["1", "0"]})
    assert to_document(answer(proposal, {question.id: "1"})).actions[0].recurrent
    assert not to_document(answer(proposal, {question.id: "0"})).actions[0].recurrent


def doubtful():
    proposal = read(*SHOULD_FAIL["a row that may be an action"].sheets)
    (question,) = proposal.questions
    assert question.field == "row"
    return proposal, question.id


def test_a_row_without_number_becomes_an_action():
    proposal, key = doubtful()
    numbers = [(a.number, a.text[:8]) for a in to_document(answer(proposal, {key: "own"})).actions]
    assert numbers == [(1, "• Convoq"), (2, "Préparer"), (3, "Réserver"), (4, "Imprimer")]


def test_a_row_without_number_joins_the_action_above():
    proposal, key = doubtful()
    actions = to_document(answer(proposal, {key: "previous"})).actions
    assert len(actions) == 3
    assert actions[0].text.endswith("procès-verbal\nPréparer les points à l'ordre du jour")


def test_two_unknown_words_in_one_cell_are_two_questions():
    proposal = read(plan(with_column(["Danse ; Chant", "2", "1, 3"], 2)))
    assert [question.id for question in proposal.questions] == ["axes-C15", "axes-C15-2"]
    answered = answer(proposal, {"axes-C15": "1", "axes-C15-2": "2"})
    assert to_document(answered).actions[0].axes == (1, 2)


def test_the_same_file_asks_the_same_questions():
    sheet = plan(with_column(["Danse", "Chant", "7"], 2))
    assert read(sheet).questions == read(sheet).questions


def test_the_second_link_of_a_joined_row_goes_to_the_comment():
    first, second = "https://exemple.be/1", "https://exemple.be/2"
    rows = [[*ROWS[0], first], ["", "Préparer l'ordre du jour", "", "", "", "", second], *([*r, ""] for r in ROWS[1:])]
    proposal = read(plan(rows, [*HEADER, "Lien vers un autre dossier"]))
    (question,) = proposal.questions
    action = to_document(answer(proposal, {question.id: "previous"})).actions[0]
    assert action.link == first
    assert action.comment.endswith(f"Lien : {second}")
