"""The chain of an annual plan: from the June before it to the report of the year after."""

from typing import Annotated

from msgspec import Meta

from preau.law.annual_plan import FIRST_YEAR, SchoolYear
from preau.law.catalogue import rule
from preau.law.chains.links import ChainLink, LinkState
from preau.law.chains.road import told_of
from preau.law.inputs import Question
from preau.law.plan_dates import dates_of_plan
from preau.law.results import Answer, CannotCompute


class AnnualPlanChainQuestion(Question, frozen=True, kw_only=True):
    """A plan, by the civil year in which its school year begins."""

    first_year: Annotated[int, Meta(ge=1990, le=2100, description="année civile où commence l’année scolaire du plan")]


class AnnualPlanChain(Answer, frozen=True, kw_only=True):
    """The dates in the life of one plan, in order."""

    links: tuple[ChainLink, ...]


@rule(
    title="Les dates d’un plan d’action annuel",
    articles=("décret du 3 juillet 2003, art. 11/1", "arrêté du 3 décembre 2003, art. 3/1 et 3/2"),
    example={"first_year": 2026},
)
def annual_plan_chain(question: AnnualPlanChainQuestion) -> AnnualPlanChain:
    """Return the dates in the life of one annual plan, from the June before it to the report of the year after.

    Raises CannotCompute before 2009: the decree asks for a plan since 6 August 2009.
    """
    if question.first_year < FIRST_YEAR:
        said = f"le décret ne demande un plan que depuis le 6 août 2009, donc depuis l’année {SchoolYear(FIRST_YEAR)}."
        raise CannotCompute(f"Impossible à calculer : {said}", "first_year")
    links = tuple(
        ChainLink(
            id=one.limit.id,
            title=one.title,
            waits_for=one.limit.trigger,
            state=LinkState.DUE,
            starts_on=one.start,
            raw=one.raw,
            due=one.due,
            safe=one.safe,
            owed_by=one.limit.owed_by,
            consequence=one.limit.consequence,
            soft=one.soft,
            steps=one.steps,
        )
        for one in dates_of_plan(SchoolYear(question.first_year))
    )
    return AnnualPlanChain(links=links, steps=told_of(links))
