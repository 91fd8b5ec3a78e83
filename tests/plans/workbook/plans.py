"""Annual plans of every shape, for properties: what people type, and what trips programs."""

from hypothesis import strategies as st

from preau.foundation.documents.workbooks.grid import clean
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Action, AnnualPlan, Objective
from preau.plans.workbook.actions import TO_WRITE as ACTION_TO_WRITE
from preau.plans.workbook.objectives import TO_WRITE as OBJECTIVE_TO_WRITE
from preau.plans.workbook.sections import heading

TRICKY = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+33",
    "-",
    "@x",
    "'apostrophe",
    '"guillemets"',
    "« français »",
    "• un\n• deux\n\n- trois\n* quatre",
    "1. De septembre à juin",
    "Objectif 1 : réunir",
    "Agent traitant: Ana",
    "Avec l'école\nAgent en charge : Bo",
    "Commentaire libre",
    "Indiquez ici vos idées",
    "Objectifs : voir le programme",
    "Total",
    "1/3",
    "01/09/2020",
    "80 %",
    "VRAI",
    "N°",
    "Axe de coordination",
    "_x0041_",
    "&lt;b&gt; <b> & ]]>",
    "🙂 école 🏫",
    "é\u0301 \u00a0 insécable",
    "mot " * 900,
)
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), include_characters="\n")
TYPED = st.one_of(st.sampled_from(TRICKY), st.text(LETTERS, max_size=60)).map(clean)
WRITTEN = TYPED.filter(lambda text: text not in {ACTION_TO_WRITE, OBJECTIVE_TO_WRITE})
LINE = WRITTEN.map(lambda text: clean(text.replace("\n", " "))[:120].strip())
# A comment that is nothing but the title of another section cannot be told from that title.
COMMENTS = WRITTEN.filter(lambda text: not heading(text)[0] or bool(heading(text)[1]))


def some(headings):
    """Return sorted subsets of the numbers of `headings`."""
    numbers = [heading.number for heading in headings]
    return st.sets(st.sampled_from(numbers)).map(lambda chosen: tuple(sorted(chosen)))


def objectives(number: int):
    """Return objectives of that number."""
    return st.builds(
        Objective, number=st.just(number), text=WRITTEN, title=LINE, programme_line=LINE, cca_comment=WRITTEN
    )


def actions(number: int, known: list[int]):
    """Return actions of that number, serving some of the known objectives."""
    return st.builds(
        Action,
        number=st.just(number),
        text=WRITTEN,
        axes=some(AXES),
        aspects=some(ASPECTS),
        objectives=(st.sets(st.sampled_from(known)) if known else st.just(set())).map(lambda s: tuple(sorted(s))),
        comment=WRITTEN,
        missions=some(MISSIONS),
        other_mission=LINE,
        responsible=LINE,
        period=LINE,
        indicator=LINE,
        recurrent=st.booleans(),
        link=LINE.map(lambda line: line and f"https://exemple.be/{line}"),
    )


@st.composite
def annual_plans(draw) -> AnnualPlan:
    """Return plans of up to four objectives and four actions, at least one action."""
    numbers = sorted(draw(st.sets(st.integers(1, 30), max_size=4)))
    acts = sorted(draw(st.sets(st.integers(1, 30), min_size=1, max_size=4)))
    return AnnualPlan(
        objectives=tuple(draw(objectives(number)) for number in numbers),
        comment=draw(COMMENTS),
        actions=tuple(draw(actions(number, numbers)) for number in acts),
    )
