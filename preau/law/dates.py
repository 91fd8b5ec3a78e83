"""The question « when is it due? »: a limit of the table, or a free length."""

from datetime import date
from typing import Annotated

from msgspec import Meta, field

from preau.law.catalogue import rule
from preau.law.counting import Length, check_length, count
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Refused
from preau.law.time_limits import Facts, Moment, TimeLimit, due, limit

DATES: dict[str, str] = {  # a moment is also the name of the field that holds its date
    Moment.SENT: "la date d’envoi",
    Moment.RECEIVED: "la date de réception",
    Moment.NOTIFIED: "la date de notification",
    Moment.ADOPTED: "la date d’adoption",
}
NOTIFIED = "notification d’une décision ; pour un recours, elle dit aussi quel régime s’applique"


class DueDateQuestion(Question, frozen=True, kw_only=True):
    """Either a `limit` of the table or a free `length` and `unit`; and the day the count starts from.

    The day is `from`, or the dates of the act that starts the limit, kept apart: the limit takes its own. For a limit
    on a school year, a period from October or a quarter, any day within stands for it.
    """

    limit: Annotated[str, Meta(description="délai de la table : D10, T2…")] | None = None
    start: Day | None = field(default=None, name="from")
    sent: Day | None = None
    received: Day | None = None
    adopted: Day | None = None
    notified: Annotated[date, Meta(description=NOTIFIED)] | None = None
    length: Annotated[int, Meta(description="longueur libre, ou fixée par l’ONE")] | None = None
    unit: Length | None = None
    council: Annotated[tuple[Day, ...], Meta(max_length=400, description="séances du conseil communal")] = ()


class DueDateAnswer(Answer, frozen=True, kw_only=True):
    """`raw` the day counted, `due` the day after any shift, `safe` the last working day beyond dispute."""

    limit: str | None
    title: str
    raw: date
    due: date
    safe: date | None = None
    opens: date | None = None
    tacit_from: date | None = None
    owed_by: str = ""
    consequence: str = ""
    silence: str = ""
    soft: bool = False


@rule(
    title="Une échéance, et pourquoi ce jour-là",
    articles=("décret du 3 juillet 2003, art. 1er, 7° et 8°",),
    example={"limit": "D10", "from": "2026-09-15"},
)
def due_date(question: DueDateQuestion) -> DueDateAnswer:
    """Return when a limit of the table, or a free length of time, falls due.

    Raises Refused for a question that asks both or neither, CannotCompute when the text gives no day.
    """
    if question.limit is None:
        return _free(question)
    if question.unit is not None:
        raise Refused("unit", "Un délai de la table a son unité : donnez soit « limit », soit « length » et « unit ».")
    known = known_limit(question.limit)
    facts = Facts(length=question.length, council=question.council, notified=question.notified)
    found = due(known, _start(question, known), facts)
    return DueDateAnswer(
        limit=known.id,
        title=known.title,
        raw=found.raw,
        due=found.due,
        safe=found.safe,
        opens=found.opens,
        tacit_from=found.tacit_from,
        owed_by=known.owed_by,
        consequence=known.consequence,
        silence=known.silence,
        soft=known.soft,
        steps=found.steps,
    )


def _free(question: DueDateQuestion) -> DueDateAnswer:
    if question.length is None or question.unit is None:
        missing = "length" if question.length is None else "unit"
        raise Refused(missing, "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR).")
    if question.start is None:
        raise Refused("from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ).")
    check_length(question.length, question.unit)
    found = count(question.start, question.length, question.unit)
    return DueDateAnswer(limit=None, title="Délai libre", raw=found.raw, due=found.due, steps=found.steps)


def known_limit(limit_id: str) -> TimeLimit:
    """Return the limit of the table; raises Refused for « limit » when there is none of that id."""
    try:
        return limit(limit_id)
    except KeyError:
        said = f"« {limit_id[:60]} » n’est pas un délai de la table. La liste est donnée par « preau law limits »."
        raise Refused("limit", said) from None


def _start(question: DueDateQuestion, known: TimeLimit) -> date:
    name, words = (known.moment.value, DATES[known.moment]) if known.moment in DATES else ("from", "le jour de départ")
    own = getattr(question, name) if name != "from" else None
    found = question.start or own
    if found is None:
        raise CannotCompute(f"Impossible à calculer : ce délai court depuis {words} ; donnez « {name} ».", name)
    if own and own != found:
        raise Refused("from", f"« from » et « {name} » sont deux jours de départ différents : donnez-en un seul.")
    return known.period.day_of(found) if known.period else found
