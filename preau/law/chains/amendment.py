"""The chain of an amendment of a CLE programme: straight to the commission, or by the council of the commune."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.chains.links import Council, LinkPlan, chain
from preau.law.chains.road import ChainAnswer, Done, Sittings, SupposedSittings, road_of
from preau.law.inputs import Question
from preau.law.results import Step
from preau.law.texts import text
from preau.law.time_limits import Moment
from preau.law.words import full_date

_UNCHANGED = (
    LinkPlan(limit="D40", waits_for="l’examen de la modification par la CCA"),
    LinkPlan(
        limit="D73",
        waits_for="la transmission de la modification à la commission d’agrément",
        after="D40",
        takes=Moment.SENT,
        done=None,
    ),
)
_CHANGED = (
    LinkPlan(limit="D41", waits_for="la soumission de la modification à la CCA"),
    LinkPlan(
        limit="D42",
        waits_for="la transmission au ou à la bourgmestre",
        after="D41",
        takes=Moment.SENT,
        done="adopted",
    ),
    LinkPlan(
        limit="D73-council",
        waits_for="l’adoption par le conseil communal",
        after="D42",
        takes=Moment.ADOPTED,
        done=None,
    ),
    LinkPlan(limit="D43", waits_for="l’adoption par le conseil communal", after="D42", takes=Moment.ADOPTED),
)


class CleAmendmentChainQuestion(Question, frozen=True, kw_only=True):
    """An amendment of an approved programme: its submission to the CCA, and whether the CCA changes it."""

    submitted_on: Annotated[date, Meta(description="jour où la modification est soumise à la CCA")]
    changed_by_cca: Annotated[bool, Meta(description="la CCA propose des changements")] = False
    examined_on: Annotated[date, Meta(description="jour où la CCA l’examine sans vouloir de changement")] | None = None
    council: Sittings = ()
    council_assumed: SupposedSittings | None = None
    done: Done = {}


@rule(
    title="Le chemin d’une modification du programme CLE",
    articles=("décret du 3 juillet 2003, art. 31 et 39, al. 3",),
    example={"submitted_on": "2026-11-02", "changed_by_cca": True, "council": ["2026-12-17", "2027-01-28"]},
)
def cle_amendment_chain(question: CleAmendmentChainQuestion) -> ChainAnswer:
    """Return the road of an amendment: straight to the commission, or by the council when the CCA changes it.

    Raises Refused for acts in an impossible order.
    """
    first: tuple[LinkPlan, ...] = _CHANGED if question.changed_by_cca else _UNCHANGED
    start = question.submitted_on if question.changed_by_cca else question.examined_on
    opinion = LinkPlan(
        limit="D44",
        waits_for="la réception de la modification par la commission d’agrément",
        after="D43" if question.changed_by_cca else "D40",
        takes=Moment.RECEIVED,
    )
    decision = LinkPlan(
        limit="D45",
        waits_for="la réception de l’avis de la commission par l’ONE",
        after="D44",
        takes=Moment.RECEIVED,
    )
    council = Council(question.council, question.council_assumed)
    why = "Jour de l’examen par la CCA inconnu."
    links = chain((*first, opinion, decision), start, question.done, council, why)
    return ChainAnswer(**road_of(links, links[-1], _readings(question)))


def _readings(question: CleAmendmentChainQuestion) -> tuple[Step, ...]:
    cite = text("decree").cite
    said = "La modification ne change pas le terme de l’agrément : c’est une lecture, le décret n’en dit rien."
    term = Step(said, cite("art. 31"), kind="reading")
    submitted = f"La modification est soumise à la CCA le {full_date(question.submitted_on)}"
    if question.changed_by_cca:
        road = f"{submitted}, qui propose des changements : le conseil communal décide."
        return (Step(road, cite("art. 31, al. 3 et 4"), question.submitted_on), term)
    road = f"{submitted}, qui n’y change rien : elle va à la commission sans décision du conseil communal."
    return (Step(road, cite("art. 31, al. 2"), question.submitted_on), term)
