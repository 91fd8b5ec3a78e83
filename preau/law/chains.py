"""The chains of time limits: a CLE programme from the situation report to its renewal, its amendment, the annual plan.

Each link has its own due date and says what it waits for; the road as a whole has its latest end and its length.
"""

from datetime import date
from typing import Annotated, Any

from msgspec import Meta
from msgspec.structs import replace

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import previous_working_day
from preau.law.catalogue import rule
from preau.law.chain_links import ChainLink, Council, LinkActs, LinkPlan, LinkState, chain, told
from preau.law.counting import Length, count, raw_day
from preau.law.inputs import Day, Question
from preau.law.plan_dates import dates_of_plan
from preau.law.results import Answer, Step
from preau.law.texts import text
from preau.law.time_limits import Moment, Unit, limit
from preau.law.words import full_date, long_date

MOST_YEARS_TO_SECOND_EVALUATION = 4
Sittings = Annotated[tuple[Day, ...], Meta(max_length=400, description="séances du conseil communal")]
SupposedSittings = Annotated[
    int, Meta(ge=1, le=366, description="hypothèse, à défaut de dates : une séance du conseil tous les n jours")
]
Done = Annotated[
    dict[str, LinkActs],
    Meta(max_length=20, description="par maillon (D10, D11…), les dates où l’acte a vraiment eu lieu"),
]

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
OFF_THE_ROAD = {"D17", "D70", "D73", "D73-council", "D20", "D21", "D22", "D23"}


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


class CleAmendmentChainQuestion(Question, frozen=True, kw_only=True):
    """An amendment of an approved programme: its submission to the CCA, and whether the CCA changes it."""

    submitted_on: Annotated[date, Meta(description="jour où la modification est soumise à la CCA")]
    changed_by_cca: Annotated[bool, Meta(description="la CCA propose des changements")] = False
    examined_on: Annotated[date, Meta(description="jour où la CCA l’examine sans vouloir de changement")] | None = None
    council: Sittings = ()
    council_assumed: SupposedSittings | None = None
    done: Done = {}


class AnnualPlanChainQuestion(Question, frozen=True, kw_only=True):
    """A plan, by the civil year in which its school year begins."""

    first_year: Annotated[int, Meta(ge=1990, le=2100, description="année civile où commence l’année scolaire du plan")]


class ChainAnswer(Answer, frozen=True, kw_only=True):
    """The links in order; the latest end of the road and what it adds up to in days and sittings of the council.

    `ends_on` None: not known. `ends_assumed`: it rests on days that have not happened yet.
    """

    links: tuple[ChainLink, ...]
    ends_on: date | None
    ends_assumed: bool
    calendar_days: int
    working_days: int
    council_sittings: int


class CleProgrammeChain(ChainAnswer, frozen=True, kw_only=True):
    """The road of a programme, and the day on which its approval ends (None: not known)."""

    approved_until: date | None


class AnnualPlanChain(Answer, frozen=True, kw_only=True):
    """The dates in the life of one plan, in order."""

    links: tuple[ChainLink, ...]


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
    road = _road(tuple(found.values()), found["D19"], _readings(question, found))
    return CleProgrammeChain(**road, approved_until=found["D20"].due)


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
    return ChainAnswer(**_road(links, links[-1], _amendment_readings(question)))


@rule(
    title="Les dates d’un plan d’action annuel",
    articles=("décret du 3 juillet 2003, art. 11/1", "arrêté du 3 décembre 2003, art. 3/1 et 3/2"),
    example={"first_year": 2026},
)
def annual_plan_chain(question: AnnualPlanChainQuestion) -> AnnualPlanChain:
    """Return the dates in the life of one annual plan, from the June before it to the report of the year after."""
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
    return AnnualPlanChain(links=links, steps=_told(links))


def _told(links: tuple[ChainLink, ...]) -> tuple[Step, ...]:
    return tuple(step for link in links for step in (told(link), *link.steps))


def _road(links: tuple[ChainLink, ...], last: ChainLink, readings: tuple[Step, ...]) -> dict[str, Any]:
    """Return what every chain answers: its links, its end, its length and its whole explanation."""
    sums = {
        unit: sum(limit(link.id).length or 0 for link in links if _counts(link, unit))
        for unit in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.COUNCIL_MEETINGS)
    }
    ends_on = last.done_on or last.due
    return {
        "links": links,
        "ends_on": ends_on,
        "ends_assumed": ends_on is not None and not last.done_on and last.assumed,
        "calendar_days": sums[Unit.CALENDAR_DAYS],
        "working_days": sums[Unit.WORKING_DAYS],
        "council_sittings": sums[Unit.COUNCIL_MEETINGS],
        "steps": (*readings, *_told(links)),
    }


def _counts(link: ChainLink, unit: Unit) -> bool:
    return link.id not in OFF_THE_ROAD and limit(link.id).unit is unit


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


def _amendment_readings(question: CleAmendmentChainQuestion) -> tuple[Step, ...]:
    cite = text("decree").cite
    said = "La modification ne change pas le terme de l’agrément : c’est une lecture, le décret n’en dit rien."
    term = Step(said, cite("art. 31"), kind="reading")
    submitted = f"La modification est soumise à la CCA le {full_date(question.submitted_on)}"
    if question.changed_by_cca:
        road = f"{submitted}, qui propose des changements : le conseil communal décide."
        return (Step(road, cite("art. 31, al. 3 et 4"), question.submitted_on), term)
    road = f"{submitted}, qui n’y change rien : elle va à la commission sans décision du conseil communal."
    return (Step(road, cite("art. 31, al. 2"), question.submitted_on), term)
