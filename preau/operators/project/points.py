"""The points a care project deals with: what the law's list asks, what is ticked, what is missing. Advice.

The decree asks for a project without saying what it holds: the list (`care_project`) gathers what the decree and the
order expect of an operator. The text of the code of quality was not read, and the page says so.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from preau.foundation.ui.patterns import CountStep
from preau.law.citing import cited
from preau.law.completeness import Completeness, CompletenessQuestion, completeness
from preau.law.document_lists import Item, checklist
from preau.operators.explained import count_steps_of
from preau.operators.models import CareOperator, Fee, Transfer

DOCUMENT = "care_project"
MANY_PROGRAMMES = 5  # beyond, the priority of art. 13 is not asked


@dataclass(frozen=True)
class Point:
    """One point of the list, for a version of the project. `state`: done, missing, or depends (on what is not told)."""

    id: str
    name: str
    sentence: str
    article: str
    state: str
    by_practice: bool
    facts: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Points:
    """The list for a version: its points, its answer, and what it does not know."""

    points: tuple[Point, ...]
    answer: Completeness
    note: str

    @property
    def done(self) -> int:
        return sum(point.state == "done" for point in self.points)

    @property
    def missing(self) -> int:
        return sum(point.state == "missing" for point in self.points)

    @property
    def steps(self) -> tuple[CountStep, ...]:
        return count_steps_of(self.answer)


def known_points() -> tuple[Item, ...]:
    """Return every point of the list, in its order."""
    return checklist(DOCUMENT).items


def project_question(operator: CareOperator, ticked: Collection[str], day: date) -> CompletenessQuestion:
    """Return what is asked of the law about a project that deals with the points `ticked`.

    What the description does not say stays unknown: that no transfer is written down does not mean there is none.
    """
    amounts = list(
        Fee.objects.filter(period__place__operator=operator, period__place__closed_on__isnull=True).values_list(
            "amount", flat=True
        )
    )
    travel = Transfer.objects.filter(place__operator=operator, place__closed_on__isnull=True).exists()
    return CompletenessQuestion(
        document=DOCUMENT,
        day=day,
        present=tuple(item.id for item in known_points() if item.id in ticked),
        facts={
            "over_five_programmes": operator.in_cle is True and _zones_offered(operator) > MANY_PROGRAMMES,
            "children_travel": travel or None,
            "fees_asked": any(amounts) if amounts else None,
        },
    )


def _zones_offered(operator: CareOperator) -> int:
    """Return in how many zones, each with its programme, what the operator declared is in force."""
    return operator.published_places.order_by().values("zone").distinct().count()


def points_of(operator: CareOperator, ticked: Collection[str], day: date) -> Points:
    """Return the list for a project that deals with the points `ticked`; what is not asked of the operator is left."""
    question = project_question(operator, ticked, day)
    answer = completeness(question)
    states = dict.fromkeys(question.present, "done")
    states |= {piece.id: "missing" for piece in answer.missing} | {piece.id: "depends" for piece in answer.undetermined}
    shown = tuple(_point(item, states[item.id]) for item in known_points() if item.id in states)
    return Points(shown, answer, checklist(DOCUMENT).note)


def _point(item: Item, state: str) -> Point:
    known = checklist(DOCUMENT)
    facts = [known.fact(fact).words for case in item.cases for fact in (*case.when, *case.unless)]
    return Point(
        item.id,
        item.name,
        item.sentence,
        cited(item.article),
        state,
        item.is_practice,
        facts=f"Seulement si {' ou si '.join(facts)}." if state == "depends" else "",
        reading=item.reading,
    )
