"""The extract from the criminal record of the team (EDD decree, art. 13; decree of 1 February 2024, art. 3).

Only the dates and the result are asked: the structure keeps the extract, neither ONE nor the portal does.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.good_conduct import ART_3, RENEWED_SINCE, next_extract
from preau.law.homework_schools.verdicts import WORDS, Verdict, decree, overall, verdict
from preau.law.homework_schools.years import rule_set
from preau.law.inputs import Day, Question
from preau.law.results import Answer, Refused, Step
from preau.law.words import full_date

YOUNG_MONTHS = 6
ART_13 = decree("art. 13")


class GoodConductQuestion(Question, frozen=True, kw_only=True):
    """The day to judge, the day the extract was asked for, its date and what was seen; absent: unknown."""

    day: Day
    requested_on: Annotated[date, Meta(description="jour de la demande du pouvoir organisateur ou de l’ONE")]
    extract_date: Annotated[date, Meta(description="date de l’extrait ; absente : inconnue")] | None = None
    result: Annotated[Literal["clean", "problem"], Meta(description="ce que la structure a constaté")] | None = None


class GoodConduct(Answer, frozen=True, kw_only=True):
    """Whether the extract was young enough, its content fine, and when the next one is due (None: none or unknown)."""

    verdict: Verdict
    young_enough: Verdict
    content: Verdict
    next_due: date | None
    overdue: bool | None


@rule(
    title="École de devoirs : l’extrait de casier judiciaire d’un membre de l’équipe",
    articles=(ART_13, ART_3),
    example={"day": "2026-11-21", "requested_on": "2026-09-01", "extract_date": "2026-06-15", "result": "clean"},
)
def edd_good_conduct(question: GoodConductQuestion) -> GoodConduct:
    """Return whether the extract fits: less than six months old when asked for, clean, and renewed every five years.

    Raises Refused for an extract dated or asked for after the day to judge, CannotCompute before 1 September 2013.
    """
    rule_set(question.day)
    if question.requested_on > question.day:
        raise Refused("requested_on", f"La demande ne peut pas dater d’après le {full_date(question.day)}.")
    if question.extract_date and question.extract_date > question.day:
        raise Refused("extract_date", f"L’extrait ne peut pas dater d’après le {full_date(question.day)}.")
    young, young_step = _young(question)
    content = verdict(None if question.result is None else question.result == "clean")
    next_due, due_step = _next_due(question)
    overdue = None if next_due is None else next_due < question.day
    in_time = Verdict.NOT_MET if overdue else Verdict.MET
    fine = content is Verdict.MET
    return GoodConduct(
        verdict=overall((young, content, in_time)),
        young_enough=young,
        content=content,
        next_due=next_due,
        overdue=overdue,
        steps=(
            young_step,
            Step(
                "Pas de condamnation ni d’internement qui nuise à l’école de devoirs ou à la fonction : "
                f"{WORDS[content]}.",
                ART_13,
                kind="step" if fine else "warning",
            ),
            due_step,
            Step("La structure garde l’extrait ; l’ONE le consulte pour un contrôle seulement.", ART_3),
        ),
    )


def _young(question: GoodConductQuestion) -> tuple[Verdict, Step]:
    if question.extract_date is None:
        return Verdict.UNKNOWN, Step("La date de l’extrait est inconnue.", ART_13, kind="warning")
    oldest = add_months(question.requested_on, -YOUNG_MONTHS)
    young = question.extract_date > oldest
    words = "moins de six mois" if young else "six mois ou plus"
    sentence = (
        f"Extrait du {full_date(question.extract_date)}, demandé le {full_date(question.requested_on)} : {words}."
    )
    return verdict(young), Step(sentence, ART_13, kind="step" if young else "warning")


def _next_due(question: GoodConductQuestion) -> tuple[date | None, Step]:
    """Return the day of the next extract; the five years are asked since 16 March 2024 only."""
    if question.day < RENEWED_SINCE:
        since = f"L’extrait n’est à renouveler tous les cinq ans que depuis le {full_date(RENEWED_SINCE)}."
        return None, Step(since, ART_3)
    if question.extract_date is None:
        return None, Step("Prochain extrait : cinq ans après le dernier, dont la date est inconnue.", ART_3)
    next_due = next_extract(question.extract_date, question.day)
    sentence = (
        f"Prochain extrait pour le {full_date(next_due)}, cinq ans après le dernier. L’autre lecture, que ce décret ne "
        "vise pas les écoles de devoirs, n’est pas retenue ; à confirmer par l’ONE."
    )
    late = next_due < question.day
    return next_due, Step(sentence, ART_3, kind="warning" if late else "reading")
