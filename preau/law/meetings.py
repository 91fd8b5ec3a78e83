"""Meetings that must be held, and absences that cost a seat: the CCA's two meetings a year, the Commission d'avis."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta
from msgspec.structs import replace

from preau.law.catalogue import rule
from preau.law.composition.facts import DECREE, Fact, check_once, norm
from preau.law.inputs import Day, Question
from preau.law.results import Answer, Refused, Step
from preau.law.texts import text
from preau.law.words import cardinal, counted, full_date

MEETINGS = DECREE.cite("art. 6, § 4, al. 4")
FIRST_MEETING = DECREE.cite("art. 6, § 4, al. 3")
LOSS = DECREE.cite("art. 34, dernier alinéa")
EDD = text("edd_decree").cite("art. 28")
MOST_MEETINGS = 366


class Meeting(Question, frozen=True, kw_only=True):
    """A meeting and whether it was held; one to come is taken as planned."""

    day: Day
    held: Annotated[Fact, Meta(description="la réunion a eu lieu")] = Fact.YES


class CcaMeetingsQuestion(Question, frozen=True, kw_only=True):
    """The meetings of a CCA in a civil year, looked at on a day."""

    year: Annotated[int, Meta(ge=1900, le=2100, description="année civile")]
    day: Annotated[Day, Meta(description="jour où l’on regarde")]
    meetings: Annotated[tuple[Meeting, ...], Meta(max_length=MOST_MEETINGS, description="réunions tenues ou prévues")]
    first_meeting: Annotated[Day | None, Meta(description="toute première réunion de cette CCA")] = None
    commission_informed: Annotated[
        Day | None, Meta(description="jour où la commune a informé la Commission d’agrément")
    ] = None


class CcaMeetings(Answer, frozen=True, kw_only=True):
    """How many meetings count, are planned, are still to plan, and the days left in the year.

    Verdict: « met »; « in_time » while the year is not over; « missed »; « unknown » when a doubtful meeting decides.
    """

    verdict: Literal["met", "in_time", "missed", "unknown"]
    held: int
    needed: int
    planned: int
    to_plan: int
    days_left: int


@rule(
    title="La CCA s’est-elle assez réunie cette année ?",
    articles=(MEETINGS, LOSS),
    example={"year": 2026, "day": "2026-10-01", "meetings": [{"day": "2026-03-10"}, {"day": "2026-11-24"}]},
)
def cca_meetings(question: CcaMeetingsQuestion) -> CcaMeetings:
    """Return which meetings count towards the two of the year, and what is at stake while there is time.

    Raises Refused for the same day given twice.
    """
    check_once(
        ((f"meetings[{rank}].day", str(one.day)) for rank, one in enumerate(question.meetings)),
        "La réunion du {value} est donnée deux fois.",
    )
    end = date(question.year, 12, 31)
    needed = norm("meetings_a_year", end, field="year")
    in_year = sorted((one for one in question.meetings if one.day.year == question.year), key=lambda one: one.day)
    past = [one for one in in_year if one.day <= question.day]
    held = [one for one in past if one.held is Fact.YES]
    doubtful = [one for one in past if one.held is Fact.UNKNOWN]
    planned = [one for one in in_year if one.day > question.day and one.held is not Fact.NO]
    verdict: Literal["met", "in_time", "missed", "unknown"]
    if len(held) >= needed:
        verdict = "met"
    elif len(held) + len(doubtful) >= needed:
        verdict = "unknown"
    else:
        verdict = "in_time" if question.day <= end else "missed"
    found = CcaMeetings(
        verdict=verdict,
        held=len(held),
        needed=needed,
        planned=len(planned),
        to_plan=max(0, needed - len(held) - len(planned)),
        days_left=max(0, (end - question.day).days),
        steps=(),
    )
    steps = [
        Step(
            f"Au moins {cardinal(needed)} réunions par an. Lecture retenue : par année civile, comme l’ONE.",
            MEETINGS,
            kind="reading",
        )
    ]
    steps += [_meeting_step(question, one) for one in sorted(question.meetings, key=lambda one: one.day)]
    steps += [*_first_meeting(question), *_stakes(found, end)]
    return replace(found, steps=tuple(steps))


def _meeting_step(question: CcaMeetingsQuestion, one: Meeting) -> Step:
    if one.day.year != question.year:
        return Step(f"hors de {question.year}, ne compte pas.", MEETINGS, one.day)
    if one.held is Fact.NO:
        return Step("réunion qui n’a pas eu lieu, ne compte pas.", MEETINGS, one.day)
    if one.day > question.day:
        return Step("réunion prévue, ne compte pas encore.", MEETINGS, one.day)
    if one.held is Fact.UNKNOWN:
        return Step("a-t-elle eu lieu ? Ne compte pas tant que ce n’est pas su.", MEETINGS, one.day, kind="warning")
    return Step("réunion qui compte.", MEETINGS, one.day)


def _first_meeting(question: CcaMeetingsQuestion) -> list[Step]:
    first, informed = question.first_meeting, question.commission_informed
    if first is None or first.year != question.year:
        return []
    if informed is None:
        sentence = "Première réunion : vérifiez que la Commission d’agrément a été informée avant."
    elif informed >= first:
        told = "le jour même" if informed == first else f"le {full_date(informed)}"
        sentence = (
            f"Première réunion irrégulière : la Commission d’agrément n’a été informée que {told},"
            " elle devait l’être avant."
        )
    else:
        return [Step("Première réunion : la Commission d’agrément a été informée avant.", FIRST_MEETING, first)]
    return [Step(sentence, FIRST_MEETING, first, kind="warning")]


def _stakes(found: CcaMeetings, end: date) -> list[Step]:
    count = f"{counted(found.held, 'réunion compte', 'réunions comptent')} sur {found.needed}"
    if found.verdict == "met":
        return [Step(f"{count} : l’obligation est remplie.", MEETINGS)]
    if found.verdict == "unknown":
        return [Step(f"{count} : on ne peut pas dire si l’obligation est remplie.", MEETINGS, kind="warning")]
    if found.verdict == "missed":
        return [
            Step(f"{count} : l’obligation n’est pas remplie.", MEETINGS),
            Step(
                "La subvention de coordination est perdue : elle reste due trois mois, puis ne l’est plus.",
                LOSS,
                kind="warning",
            ),
        ]
    left = counted(found.days_left, "jour", "jours")
    plan = "tout est prévu" if not found.to_plan else f"{found.to_plan} encore à convoquer"
    return [
        Step(
            f"{count}, {found.planned} prévue{'s' if found.planned > 1 else ''}, {plan} ; il reste {left}, jusqu’au"
            f" {full_date(end)}. Sans cela la subvention de coordination est perdue.",
            LOSS,
            kind="warning",
        )
    ]


class Absence(Question, frozen=True, kw_only=True):
    """A meeting the member missed, and whether he excused himself."""

    day: Day
    excused: Annotated[Fact, Meta(description="absence justifiée")]


class EddAbsencesQuestion(Question, frozen=True, kw_only=True):
    """The absences of a member of the Commission d'avis, with the term they are counted in."""

    day: Day
    term_start: Annotated[Day, Meta(description="début du mandat en cours")]
    absences: Annotated[tuple[Absence, ...], Meta(max_length=MOST_MEETINGS, description="réunions manquées")]


class EddAbsences(Answer, frozen=True, kw_only=True):
    """Whether the member counts as having resigned, and since which absence."""

    resigned: Fact
    since: date | None
    unexcused: int


@rule(
    title="Un membre absent de la Commission d’avis des écoles de devoirs est-il démissionnaire ?",
    articles=(EDD,),
    example={
        "day": "2026-11-01",
        "term_start": "2024-01-01",
        "absences": [{"day": "2026-03-03", "excused": "no"}, {"day": "2026-06-09", "excused": "no"}],
    },
)
def edd_commission_absences(question: EddAbsencesQuestion) -> EddAbsences:
    """Return whether three absences without excuse in the term cost the member his seat. Raises Refused."""
    _check_absences(question)
    limit = norm("absences", question.day, "edd_commission")
    days = sorted(one.day for one in question.absences if one.excused is Fact.NO)
    doubtful = [one.day for one in question.absences if one.excused is Fact.UNKNOWN]
    since = days[limit - 1] if len(days) >= limit else None
    resigned = Fact.YES if since else Fact.UNKNOWN if len(days) + len(doubtful) >= limit else Fact.NO
    steps = [
        Step("Lecture retenue : les absences se comptent dans le mandat en cours.", EDD, kind="reading"),
        Step(
            f"{counted(len(days), 'absence non justifiée', 'absences non justifiées')} sur {limit}.",
            EDD,
        ),
    ]
    steps += [Step("justifiée ou non ? À vérifier.", EDD, day, kind="warning") for day in sorted(doubtful)]
    if since:
        steps.append(Step("Le membre est réputé démissionnaire.", EDD, since))
    return EddAbsences(resigned=resigned, since=since, unexcused=len(days), steps=tuple(steps))


def _check_absences(question: EddAbsencesQuestion) -> None:
    check_once(
        ((f"absences[{rank}].day", str(one.day)) for rank, one in enumerate(question.absences)),
        "L’absence du {value} est donnée deux fois.",
    )
    for rank, one in enumerate(question.absences):
        if not question.term_start <= one.day <= question.day:
            raise Refused(
                f"absences[{rank}].day",
                f"Donnez les absences du {full_date(question.term_start)} au {full_date(question.day)}.",
            )
