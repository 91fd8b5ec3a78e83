"""Whether a care worker, a project leader or an ATL coordinator is qualified on a day (decree of 2003, art. 17 to 19).

A care worker without a title is deemed qualified once, for three years, with 100 hours of training to follow; a project
leader has no such start, but three years of experience attested by the Office stand for a title.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.qualification.titles import Function, Title, Titles, coordinator_pairs, held_on, labels, qualifying
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.training.norms import IN_FORCE, check_hours
from preau.law.words import full_date, number

DECREE, ORDER = text("decree"), text("order")
FIRST_YEARS = DECREE.cite("art. 19, al. 1er")
EXPERIENCE = DECREE.cite("art. 19, al. 2")
EXPERIENCE_HOURS = DECREE.cite("art. 19, al. 3")
IN_POST_2004 = DECREE.cite("art. 41")
IN_POST_2015 = ORDER.cite("art. 30/2")
COORDINATOR = DECREE.cite("art. 17, § 3")
COORDINATOR_LIST = ORDER.cite("art. 6/1")
TRANSITION = DECREE.cite("disposition transitoire du décret du 26 mars 2009")

FUND_ENDED = date(2015, 1, 1)
COORDINATORS_BOUND = date(2009, 8, 6)
COORDINATORS_LISTED = date(2009, 10, 26)


class Verdict(StrEnum):
    """Whether somebody may be counted as qualified."""

    QUALIFIED = "qualified"
    DEEMED_COMPLIANT = "deemed_compliant"
    COMPLIANT_BY_PRACTICE = "compliant_by_practice"
    EXEMPT = "exempt"
    NOT_COMPLIANT = "not_compliant"
    UNKNOWN = "unknown"


Hours = Annotated[Decimal, Meta(description="heures reconnues dans la période de 100 heures ; inconnues : null")]
PendingHours = Annotated[Decimal, Meta(description="heures à valider dans la même période")]
FundPost = Annotated[bool, Meta(description="en fonction dans un projet du FESC le 1er janvier 2015")]


class CareWorkerQualificationQuestion(Question, frozen=True, kw_only=True):
    """A care worker, and the day asked about."""

    day: Day
    titles: Titles = ()
    started: (
        Annotated[date, Meta(description="premier jour dans une fonction visée par l’art. 18, chez n’importe qui")]
        | None
    ) = None
    hours: Hours | None = None
    pending_hours: PendingHours = Decimal(0)
    fund_post: FundPost = False


class ProjectLeaderQualificationQuestion(Question, frozen=True, kw_only=True):
    """A project leader, and the day asked about."""

    day: Day
    titles: Titles = ()
    started: Annotated[date, Meta(description="premier jour dans cette fonction")] | None = None
    attested: Annotated[date, Meta(description="jour où l’ONE a attesté l’expérience utile")] | None = None
    attested_years: Annotated[Decimal, Meta(description="années d’expérience utile attestées")] | None = None
    hours: Hours | None = None
    pending_hours: PendingHours = Decimal(0)
    fund_post: FundPost = False


class AtlCoordinatorQualificationQuestion(Question, frozen=True, kw_only=True):
    """An ATL coordinator, and the day asked about."""

    day: Day
    titles: Titles = ()
    recruited: Annotated[date, Meta(description="jour du recrutement comme coordinateur ATL")] | None = None


class Qualification(Answer, frozen=True, kw_only=True):
    """`title` is the one that qualifies; `until` the last day of the 100 hours' time, `hours_missing` what it lacks."""

    verdict: Verdict
    title: Title | None = None
    until: date | None = None
    hours_missing: Decimal | None = None


class _Road(Struct, frozen=True):
    """A time of three years with 100 hours to follow: what it gives while it runs, and once the hours are there."""

    first: date
    article: str
    meanwhile: Verdict
    done: Verdict
    done_words: str
    failed_words: str


@rule(
    title="Cet accueillant est-il qualifié ce jour-là ?",
    articles=(DECREE.cite("art. 18"), FIRST_YEARS, ORDER.cite("art. 5")),
    example={"day": "2026-11-20", "started": "2024-09-02", "hours": "60"},
)
def care_worker_qualification(question: CareWorkerQualificationQuestion) -> Qualification:
    """Return whether a care worker is qualified. Raises Refused for a start after the day asked."""
    day = question.day
    _check(day, question.started, "started")
    title, steps = qualifying(question.titles, Function.CARE_WORKER, day)
    if title:
        return Qualification(verdict=Verdict.QUALIFIED, title=title, steps=steps)
    if question.fund_post and day >= FUND_ENDED:
        return _in_post(steps)
    if question.started is None:
        missing = "Sans titre, tout dépend du premier jour dans la fonction : donnez « started »."
        return Qualification(verdict=Verdict.UNKNOWN, steps=(*steps, Step(missing, FIRST_YEARS, kind="warning")))
    first = max(question.started, IN_FORCE)
    road = _Road(
        first,
        FIRST_YEARS,
        Verdict.DEEMED_COMPLIANT,
        Verdict.COMPLIANT_BY_PRACTICE,
        "Le décret ne dit rien de la suite. Lecture retenue : avec ces heures, l’accueillant est en ordre ; à la "
        "lettre, il lui faudrait un titre.",
        "Le délai est unique : il n’y en a pas un second chez un autre employeur.",
    )
    once = (
        Step(
            f"Sans titre, l’accueillant est réputé qualifié une seule fois, depuis le {full_date(first)}.", FIRST_YEARS
        ),
        Step(
            "Lecture retenue : une fois par personne, depuis sa première fonction visée ; l’autre lecture compte par "
            "employeur.",
            FIRST_YEARS,
            kind="reading",
        ),
    )
    return _along(road, day, question.hours, question.pending_hours, (*steps, *once))


@rule(
    title="Ce responsable de projet est-il qualifié ce jour-là ?",
    articles=(DECREE.cite("art. 18"), EXPERIENCE, EXPERIENCE_HOURS, ORDER.cite("art. 6")),
    example={"day": "2026-11-20", "attested": "2025-03-01", "attested_years": "4", "hours": "40"},
)
def project_leader_qualification(question: ProjectLeaderQualificationQuestion) -> Qualification:
    """Return whether a project leader is qualified. Raises Refused for a day after the one asked."""
    day = question.day
    _check(day, question.started, "started")
    _check(day, question.attested, "attested")
    title, steps = qualifying(question.titles, Function.PROJECT_LEADER, day)
    if title:
        return Qualification(verdict=Verdict.QUALIFIED, title=title, steps=steps)
    if question.fund_post and day >= FUND_ENDED:
        return _in_post(steps)
    if question.attested is not None:
        return _assimilated(question, question.attested, steps)
    if question.started is not None and question.started <= IN_FORCE:
        words = "En fonction le 1er janvier 2004, le responsable est réputé qualifié."
        road = _Road(IN_FORCE, IN_POST_2004, Verdict.DEEMED_COMPLIANT, Verdict.DEEMED_COMPLIANT, "", UNSAID)
        return _along(road, day, question.hours, question.pending_hours, (*steps, Step(words, IN_POST_2004)))
    return Qualification(
        verdict=Verdict.NOT_COMPLIANT,
        steps=(
            *steps,
            Step("Ni titre de la liste, ni expérience utile attestée par l’ONE.", EXPERIENCE),
            Step(
                "Lecture retenue : le délai de trois ans pour débuter ne vise que les accueillants.",
                FIRST_YEARS,
                kind="reading",
            ),
        ),
    )


UNSAID = "Le décret ne dit pas ce qui suit. Lecture retenue : la condition n’est plus remplie."


def _assimilated(
    question: ProjectLeaderQualificationQuestion, attested: date, steps: tuple[Step, ...]
) -> Qualification:
    years, needed = question.attested_years, parameter("training.experience_years").whole(attested)
    if years is None:
        missing = "Le nombre d’années attestées n’est pas donné : donnez « attested_years »."
        return Qualification(verdict=Verdict.UNKNOWN, steps=(*steps, Step(missing, EXPERIENCE, kind="warning")))
    if years < needed:
        few = f"Expérience utile attestée : {number(years)} an(s), moins que {needed}."
        return Qualification(verdict=Verdict.NOT_COMPLIANT, steps=(*steps, Step(few, EXPERIENCE)))
    words = (
        f"Expérience utile attestée le {full_date(attested)}, au moins {needed} ans : assimilé à un porteur de titre."
    )
    road = _Road(attested, EXPERIENCE_HOURS, Verdict.QUALIFIED, Verdict.QUALIFIED, "", UNSAID)
    return _along(
        road, question.day, question.hours, question.pending_hours, (*steps, Step(words, EXPERIENCE, attested))
    )


def _along(road: _Road, day: date, hours: Decimal | None, pending: Decimal, before: tuple[Step, ...]) -> Qualification:
    """Return the verdict of a road on a day, from the hours recognised and those that wait for the Office."""
    for value, field in ((hours, "hours"), (pending, "pending_hours")):
        check_hours(value or Decimal(0), field)
    needed = parameter("training.first_hours").whole(day)
    end = add_months(road.first, 12 * parameter("training.first_years").whole(day))
    window = Step(f"{needed} heures de formation sont dues jusqu’au {full_date(end)} compris.", road.article)
    missing = None if hours is None else max(Decimal(0), needed - hours)
    steps = [*before, window, _hours_step(hours, pending, missing, road.article)]
    if day <= end:
        verdict = road.meanwhile
    elif missing is None or 0 < missing <= pending:
        verdict = Verdict.UNKNOWN
    elif missing:
        verdict = Verdict.NOT_COMPLIANT
        steps.append(Step(road.failed_words, road.article, kind="reading"))
    else:
        verdict = road.done
        if road.done_words:
            steps.append(Step(road.done_words, road.article, kind="reading"))
    return Qualification(verdict=verdict, until=end, hours_missing=missing, steps=tuple(steps))


def _hours_step(hours: Decimal | None, pending: Decimal, missing: Decimal | None, article: str) -> Step:
    if hours is None:
        return Step("Les heures suivies ne sont pas connues : donnez « hours ».", article, kind="warning")
    waiting = f", {number(pending)} à valider" if pending else ""
    lacking = f" ; il en manque {number(missing)}" if missing else ""
    return Step(f"Heures reconnues : {number(hours)}{waiting}{lacking}.", article)


def _in_post(steps: tuple[Step, ...]) -> Qualification:
    words = "En fonction dans un projet du FESC le 1er janvier 2015 : réputé qualifié."
    return Qualification(verdict=Verdict.DEEMED_COMPLIANT, steps=(*steps, Step(words, IN_POST_2015)))


def _check(day: date, event: date | None, field: str) -> None:
    if day < IN_FORCE:
        raise CannotCompute("Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004.", "day")
    if event is not None and event > day:
        raise Refused(field, f"Ce jour vient après le jour demandé, le {full_date(day)}.")


@rule(
    title="Ce coordinateur ATL est-il qualifié ce jour-là ?",
    articles=(COORDINATOR, COORDINATOR_LIST),
    example={
        "day": "2026-11-20",
        "recruited": "2020-02-01",
        "titles": [{"title": "higher_other"}, {"title": "bccv"}],
    },
)
def atl_coordinator_qualification(question: AtlCoordinatorQualificationQuestion) -> Qualification:
    """Return whether an ATL coordinator is qualified. Raises Refused for a recruitment after the day asked."""
    day, recruited = question.day, question.recruited
    _check(day, recruited, "recruited")
    training = Step("L’employeur assure la formation continue du coordinateur.", COORDINATOR)
    if recruited is not None and recruited <= COORDINATORS_BOUND:
        words = f"Recruté au plus tard le {full_date(COORDINATORS_BOUND)} : aucun titre n’est exigé."
        return Qualification(verdict=Verdict.EXEMPT, steps=(Step(words, TRANSITION), training))
    if day < COORDINATORS_LISTED:
        words = f"La liste des titres n’existe que depuis le {full_date(COORDINATORS_LISTED)}."
        return Qualification(verdict=Verdict.UNKNOWN, steps=(Step(words, COORDINATOR_LIST, kind="warning"),))
    title, steps = qualifying(question.titles, Function.COORDINATOR, day)
    pair = None if title else _pair(question.titles, day)
    if pair:
        title, steps = pair
    if title:
        return Qualification(verdict=Verdict.QUALIFIED, title=title, steps=(*steps, training))
    if recruited is None:
        missing = (
            f"Le jour du recrutement n’est pas donné ; après le {full_date(COORDINATORS_BOUND)}, un titre est exigé."
        )
        return Qualification(verdict=Verdict.UNKNOWN, steps=(*steps, Step(missing, TRANSITION, kind="warning")))
    lacking = "Aucun titre de la liste, ni diplôme supérieur avec l’un des quatre brevets."
    return Qualification(verdict=Verdict.NOT_COMPLIANT, steps=(*steps, Step(lacking, COORDINATOR_LIST)))


def _pair(titles: Titles, day: date) -> tuple[Title, tuple[Step, ...]] | None:
    """Return the diploma that qualifies with a certificate beside it, and the line that says so."""
    higher, certificates = coordinator_pairs()
    held = held_on(titles, day)
    diploma = next((title for title in held if title in higher), None)
    certificate = next((title for title in held if title in certificates), None)
    if diploma is None or certificate is None:
        return None
    words = f"« {labels()[diploma]} », avec « {labels()[certificate]} » : dans la liste des coordinateurs ATL."
    return diploma, (Step(words, certificates[certificate].article),)
