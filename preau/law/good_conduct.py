"""The extract from the criminal record of whoever works in contact with children (decree of 1 February 2024, art. 3).

Only its date and what the structure saw are asked: the extract stays with the structure, and what it says is its own.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.texts import text
from preau.law.words import full_date

RENEWED_SINCE = date(2024, 3, 16)
ART_3 = text("data_decree").cite("art. 3")


class ExtractQuestion(Question, frozen=True, kw_only=True):
    """The day to judge, the date of the last extract seen and what was seen; absent: unknown."""

    day: Day
    extract_date: Annotated[date, Meta(description="date du dernier extrait vu ; absente : inconnue")] | None = None
    result: Annotated[Literal["clean", "problem"], Meta(description="ce que la structure a constaté")] | None = None


class ExtractSeen(Answer, frozen=True, kw_only=True):
    """When the next extract is due, whether that day is past, whether the person may work with children; None: unknown.

    `next_due` is None too before 16 March 2024, when no renewal was asked.
    """

    next_due: date | None
    overdue: bool | None
    may_work: bool | None


def next_extract(extract_date: date, day: date) -> date:
    """Return the day by which an extract of that date is to be renewed, as asked on `day` (16 March 2024 or later)."""
    months = 12 * parameter("staffing.extract_years").whole(day)
    return max(add_months(extract_date, months), RENEWED_SINCE)


@rule(
    title="Pour quand est le prochain extrait de casier judiciaire de cette personne ?",
    articles=(ART_3,),
    example={"day": "2026-11-21", "extract_date": "2022-03-10", "result": "clean"},
)
def good_conduct(question: ExtractQuestion) -> ExtractSeen:
    """Return when the next extract is due, five years after the last. Raises Refused for one dated after the day."""
    if question.extract_date and question.extract_date > question.day:
        raise Refused("extract_date", f"L’extrait ne peut pas dater d’après le {full_date(question.day)}.")
    next_due, due_step = _next_due(question)
    return ExtractSeen(
        next_due=next_due,
        overdue=None if next_due is None else next_due < question.day,
        may_work=None if question.result is None else question.result == "clean",
        steps=(
            Step(
                "Qui est en contact avec les enfants, ou peut l’être, remet un extrait de casier judiciaire.",
                ART_3,
            ),
            _seen_step(question),
            due_step,
            Step("La structure garde l’extrait ; l’ONE le consulte pour un contrôle seulement.", ART_3),
        ),
    )


def _seen_step(question: ExtractQuestion) -> Step:
    if question.result is None:
        return Step("Ce que la structure a constaté n’est pas connu.", ART_3, kind="warning")
    if question.result == "problem":
        return Step("L’extrait empêche de travailler avec des enfants.", ART_3, kind="warning")
    return Step("Rien dans l’extrait n’empêche de travailler avec des enfants.", ART_3)


def _next_due(question: ExtractQuestion) -> tuple[date | None, Step]:
    if question.day < RENEWED_SINCE:
        since = f"L’extrait n’est à renouveler tous les cinq ans que depuis le {full_date(RENEWED_SINCE)}."
        return None, Step(since, ART_3)
    if question.extract_date is None:
        unknown = "Impossible à dire : la date du dernier extrait n’est pas connue."
        return None, Step(unknown, ART_3, kind="warning")
    next_due = next_extract(question.extract_date, question.day)
    late = next_due < question.day
    words = "Un extrait était dû" if late else "Prochain extrait"
    sentence = f"{words} pour le {full_date(next_due)}, cinq ans après celui du {full_date(question.extract_date)}."
    return next_due, Step(sentence, ART_3, next_due, kind="warning" if late else "step")
