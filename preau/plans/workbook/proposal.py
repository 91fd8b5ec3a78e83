"""What was understood of a workbook, what a person must still answer, and what must be corrected in the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from preau.foundation.documents.findings import Finding
from preau.law.annual_plan import Action, AnnualPlan, Objective, SchoolYear

TOPIC_FIELDS = ("axes", "aspects", "missions", "objectives")
NONE = ""  # the answer « aucun de ceux-là »


class NotAPlan(Exception):  # noqa: N818 - reads as the answer it becomes
    """The workbook holds no table of actions. `findings` says what was looked for and where."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(finding.sentence for finding in self.findings))


@dataclass(frozen=True)
class Original:
    """A field as it stands in the workbook: the name of its cell and the text a person reads there."""

    cell: str
    text: str


@dataclass(frozen=True)
class ReadObjective:
    """A priority objective as read; `cell` is where its text stands."""

    number: int
    text: str
    sheet: str = ""
    cell: str = ""
    label: str = ""  # how the file names it when that is not its number: « 1.2 », « B »
    title: str = ""
    programme_line: str = ""
    cca_comment: str = ""


@dataclass(frozen=True)
class ReadAction:
    """An action as read. `cells` gives the original text and cell of each field, by the field's name."""

    number: int
    text: str
    axes: tuple[int, ...] = ()
    aspects: tuple[int, ...] = ()
    objectives: tuple[int, ...] = ()
    comment: str = ""
    responsible: str = ""
    missions: tuple[int, ...] = ()
    other_mission: str = ""
    period: str = ""
    indicator: str = ""
    recurrent: bool = False
    link: str = ""
    cells: Mapping[str, Original] = field(default_factory=dict)


@dataclass(frozen=True)
class Option:
    """One possible answer: the value sent, the words shown."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """Something only a person can settle. The answer is one option's value, or several for `several`."""

    id: str
    sheet: str
    cell: str
    found: str
    expected: str
    sentence: str
    field: str
    action_number: int
    options: tuple[Option, ...]
    several: bool = True


@dataclass(frozen=True)
class Proposal:
    """A plan as understood. Nothing is saved; `to_document` gives the plan once questions are answered."""

    sheet: str
    commune_hint: str = ""
    school_year: SchoolYear | None = None
    year_sheet: str = ""  # where the school year is written; empty when the file's name gives it
    year_cell: str = ""
    objectives: tuple[ReadObjective, ...] = ()
    comment: str = ""
    comment_cell: str = ""
    actions: tuple[ReadAction, ...] = ()
    questions: tuple[Question, ...] = ()
    errors: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether everything was understood: no question left and nothing to correct in the file."""
        return not self.questions and not self.errors


Answer = str | int | Iterable[str | int]


def answer(proposal: Proposal, answers: Mapping[str, Answer]) -> Proposal:
    """Return the proposal with some questions answered, by their id.

    Raises ValueError, in French, for an unknown question or a value that is not among its options.
    """
    known = {question.id: question for question in proposal.questions}
    for key, value in answers.items():
        if key not in known:
            raise ValueError(f"La question « {key} » n’est pas posée pour ce classeur.")
        proposal = _answered(proposal, known[key], _values(known[key], value))
    return proposal


def _values(question: Question, value: Answer) -> list[str]:
    values = [str(value)] if isinstance(value, str | int) else [str(item) for item in value]
    allowed = {option.value for option in question.options}
    if not set(values) <= allowed or not values or (len(values) > 1 and not question.several):
        raise ValueError(f"{question.sentence} Choisissez parmi les réponses proposées.")
    return values


def _answered(proposal: Proposal, question: Question, values: list[str]) -> Proposal:
    questions = tuple(other for other in proposal.questions if other.id != question.id)
    if question.field == "row":
        return _placed(replace(proposal, questions=questions), question.action_number, values[0])
    actions = tuple(
        _with_topics(action, question, values) if action.number == question.action_number else action
        for action in proposal.actions
    )
    return replace(proposal, questions=questions, actions=actions)


def _with_topics(action: ReadAction, question: Question, values: list[str]) -> ReadAction:
    if question.field == "recurrent":
        return replace(action, recurrent=values[0] == "1")
    chosen = {int(value) for value in values if value != NONE}
    if not chosen:  # the words stay readable somewhere: nothing is dropped
        lines = [action.comment, f"{question.expected} : {question.found}"]
        return replace(action, comment="\n".join(line for line in lines if line))
    changed: dict[str, Any] = {question.field: tuple(sorted(chosen | set(getattr(action, question.field))))}
    return replace(action, **changed)


def _placed(proposal: Proposal, number: int, value: str) -> Proposal:
    """Keep a row without number as an action of its own ("own"), or join it to the action above."""
    if value == "own":
        return _in_order(proposal)
    at = next(index for index, action in enumerate(proposal.actions) if action.number == number)
    above, row = proposal.actions[at - 1], proposal.actions[at]
    second_link = f"Lien : {row.link}" if above.link and row.link else ""  # the field holds one address
    topics: dict[str, Any] = {
        name: tuple(sorted({*getattr(above, name), *getattr(row, name)})) for name in TOPIC_FIELDS
    }
    joined = replace(
        above,
        text=_joined(above.text, row.text),
        comment=_joined(_joined(above.comment, row.comment), second_link),
        responsible=_joined(above.responsible, row.responsible),
        period=_joined(above.period, row.period),
        indicator=_joined(above.indicator, row.indicator),
        link=above.link or row.link,
        other_mission=_joined(above.other_mission, row.other_mission),
        recurrent=above.recurrent or row.recurrent,
        **topics,
    )
    questions = tuple(
        replace(question, action_number=above.number) if question.action_number == number else question
        for question in proposal.questions
    )
    actions = (*proposal.actions[: at - 1], joined, *proposal.actions[at + 1 :])
    return replace(proposal, actions=actions, questions=questions)


def _in_order(proposal: Proposal) -> Proposal:
    """Number the actions in their order when a row taken in between has upset it."""
    numbers = [action.number for action in proposal.actions]
    if numbers == sorted(numbers):
        return proposal
    new = {number: position for position, number in enumerate(numbers, start=1)}
    return replace(
        proposal,
        actions=tuple(replace(action, number=new[action.number]) for action in proposal.actions),
        questions=tuple(replace(q, action_number=new[q.action_number]) for q in proposal.questions),
    )


def _joined(first: str, second: str) -> str:
    return "\n".join(text for text in (first, second) if text)


def to_document(proposal: Proposal) -> AnnualPlan:
    """Return the plan as plain data: what was understood, answers included."""
    objectives = tuple(
        Objective(o.number, o.text, o.title, o.programme_line, o.cca_comment) for o in proposal.objectives
    )
    return AnnualPlan(objectives, proposal.comment, tuple(map(_action, proposal.actions)))


def _action(action: ReadAction) -> Action:
    return Action(
        number=action.number,
        text=action.text,
        axes=action.axes,
        aspects=action.aspects,
        objectives=action.objectives,
        comment=action.comment,
        missions=action.missions,
        other_mission=action.other_mission,
        responsible=action.responsible,
        period=action.period,
        indicator=action.indicator,
        recurrent=action.recurrent,
        link=action.link,
    )
