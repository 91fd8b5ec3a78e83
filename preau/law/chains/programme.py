"""The chain of a CLE programme: from the situation report to the approval, its evaluations and its renewal.

Each link has its own due date and says what it waits for; the road as a whole has its latest end and its length.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from preau.law.calendar import previous_working_day
from preau.law.catalogue import rule
from preau.law.chains.links import ChainLink, Council, LinkPlan, LinkState, chain
from preau.law.chains.road import ChainAnswer, Done, Sittings, SupposedSittings, road_of
from preau.law.counting import Length, count, raw_day
from preau.law.inputs import Question
from preau.law.results import Step
from preau.law.texts import text
from preau.law.time_limits import Moment, limit
from preau.law.words import long_date

MOST_YEARS_TO_SECOND_EVALUATION = 4

_FIRST = (
    LinkPlan(limit="D10", waits_for="la première réunion de la CCA"),
    LinkPlan(
        limit="D11",
        waits_for="la remise de l’état des lieux à l’Observatoire",
        after="D10",
        takes=Moment.SENT,
        done="adopted",
    ),
    LinkPlan(limit="D12", waits_for="la transmission de la proposition à la CCA", after="D11", takes=Moment.SENT),
    LinkPlan(
        limit="D13",
        waits_for="l’échéance du délai de la CCA",
        after="D12",
        takes=Moment.DUE_DATE,
        done="adopted",
    ),
    LinkPlan(
        limit="D70",
        waits_for="l’adoption par le conseil communal",
        after="D13",
        takes=Moment.ADOPTED,
        done=None,
    ),
    LinkPlan(limit="D14", waits_for="l’adoption par le conseil communal", after="D13", takes=Moment.ADOPTED),
    LinkPlan(
        limit="D15",
        waits_for="la réception de la proposition par la commission d’agrément",
        after="D14",
        takes=Moment.RECEIVED,
    ),
)
_LOOP = (
    LinkPlan(
        limit="D16",
        waits_for="l’envoi de l’avis négatif de la commission",
        after="D15",
        takes=Moment.SENT,
    ),
    LinkPlan(
        limit="D17",
        waits_for="la saisine de la CCA",
        after="D16",
        supposed="Le jour où la commune saisit la CCA n’est pas connu : on compte comme si c’était dès l’avis négatif.",
    ),
    LinkPlan(
        limit="D18",
        waits_for="la réception des modifications par la commission d’agrément",
        after="D16",
        takes=Moment.RECEIVED,
    ),
)
_APPROVAL = (
    LinkPlan(limit="D20", waits_for="l’agrément", after="D19", takes=Moment.ADOPTED, done=None),
    LinkPlan(limit="D22", waits_for="l’agrément", after="D20"),
    LinkPlan(limit="D23", waits_for="la première évaluation", after="D22", takes=Moment.SENT),
    LinkPlan(limit="D21", waits_for="le terme de l’agrément", after="D20", takes=Moment.DUE_DATE),
)


class CleProgrammeChainQuestion(Question, frozen=True, kw_only=True):
    """A programme: the meeting that starts it, whether it renews another, whether the first opinion is negative."""

    first_meeting: Annotated[
        date,
        Meta(description="première réunion de la CCA ; pour un renouvellement, réunion convoquée selon l’art. 26"),
    ]
    renewal: Annotated[bool, Meta(description="renouvellement d’un agrément")] = False
    loop: Annotated[bool, Meta(description="premier avis négatif de la commission")] = False
    council: Sittings = ()
    council_assumed: SupposedSittings | None = None
    done: Done = {}


class CleProgrammeChain(ChainAnswer, frozen=True, kw_only=True):
    """The road of a programme, and the day on which its approval ends (None: not known)."""

    approved_until: date | None


@rule(
    title="Le chemin d’un programme CLE, de l’état des lieux à l’agrément et à son renouvellement",
    articles=("décret du 3 juillet 2003, art. 7 à 11, 23 à 26 et 30",),
    example={
        "first_meeting": "2026-09-15",
        "council": ["2027-09-23", "2027-10-21", "2027-11-25"],
        "done": {"D10": {"sent": "2027-02-01"}},
    },
)
def cle_programme_chain(question: CleProgrammeChainQuestion) -> CleProgrammeChain:
    """Return the whole road of a CLE programme: each link with its due date, from the facts known or its last day.

    Raises Refused for acts in an impossible order. Nothing is guessed about the council unless `council_assumed` asks.
    """
    decision = LinkPlan(
        limit="D19",
        waits_for="la réception de l’avis de la commission par l’ONE",
        after="D18" if question.loop else "D15",
        takes=Moment.RECEIVED,
    )
    plans = (*_FIRST, *(_LOOP if question.loop else ()), decision, *_APPROVAL)
    council = Council(question.council, question.council_assumed)
    found = {link.id: link for link in chain(plans, question.first_meeting, question.done, council)}
    if question.renewal:
        for link_id in ("D10", "D11"):
            found[link_id] = replace(found[link_id], soft=True)
    found["D23"] = _capped(found["D23"], found["D20"].starts_on)
    road = road_of(tuple(found.values()), found["D19"], _readings(question, found))
    return CleProgrammeChain(**road, approved_until=found["D20"].due)


def _capped(second: ChainLink, approved_on: date | None) -> ChainLink:
    """Return the second evaluation due at the latest four years after the approval, with an alert when that bites."""
    if second.due is None or approved_on is None:
        return second
    cite = limit("D23").citation
    most = count(approved_on, MOST_YEARS_TO_SECOND_EVALUATION, Length.YEARS, article=cite)
    if second.due <= most.due:
        return second
    said = "Deux ans après la première évaluation dépasseraient quatre ans après l’agrément : ne dépassez pas"
    steps = (*second.steps, Step(f"{said} le {long_date(most.due)}.", cite, most.due, "warning"))
    safe = previous_working_day(min(most.raw, most.due))
    late = second.state is LinkState.DONE_IN_TIME and second.done_on is not None and second.done_on > most.due
    state = LinkState.DONE_LATE if late else second.state
    return replace(second, raw=most.raw, due=most.due, safe=safe, state=state, steps=steps)


def _readings(question: CleProgrammeChainQuestion, found: dict[str, ChainLink]) -> tuple[Step, ...]:
    cite = text("decree").cite
    said = [
        Step(
            "Une CCA peut porter plusieurs programmes : chacun a son propre calendrier.",
            cite("art. 8"),
            kind="reading",
        ),
        Step(
            "Seuls les retards de la commune et de la CCA exposent à la perte de la subvention de coordination ; "
            "ceux de la commission et de l’ONE n’y exposent pas.",
            cite("art. 34, dernier alinéa"),
            kind="reading",
        ),
    ]
    if question.renewal:
        said.append(
            Step(
                "Renouvellement : D10 et D11 sont comptés par analogie depuis la réunion convoquée selon l’art. 26 ; "
                "ces deux dates sont indicatives.",
                cite("art. 26"),
                kind="reading",
            )
        )
    if question.loop:
        said += _latest_seizure(found["D16"])
    return tuple(said)


def _latest_seizure(modified: ChainLink) -> list[Step]:
    """Return the line that says until when the CCA can be seized and keep its own time within the loop."""
    if modified.due is None:
        return []
    own = limit("D17")
    latest = raw_day(modified.due, -(own.length or 0), Length.CALENDAR_DAYS)
    said = f"Pour laisser à la CCA ses trente jours, saisissez-la au plus tard le {long_date(latest)}."
    return [Step(said, own.citation, latest)]
