"""How long a recognition lasts, when silence grants it, when to ask for the next (EDD decree, art. 4 and 5)."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta

from preau.law.calendar import previous_working_day
from preau.law.catalogue import rule
from preau.law.homework_schools.verdicts import decree, order
from preau.law.homework_schools.years import (
    DEFINITION,
    FIRST_OF_TODAY,
    ActivityYear,
    activity_year,
    activity_year_of,
    rule_set,
)
from preau.law.inputs import Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.time_limits import due, limit
from preau.law.words import counted, full_date, long_date

ALERTS = (210, 180, 150, 135, 120)  # days before the end
RED_DAY = 90  # day of the 120 on which ONE is warned
LENGTH, RENEWAL = decree("art. 5"), decree("art. 5, § 3")


class RecognitionTermQuestion(Question, frozen=True, kw_only=True):
    """The day the recognition takes effect; the end of that of the first homework school of the same body, if any."""

    recognised_on: Annotated[date, Meta(description="jour d’effet de la reconnaissance, expresse ou tacite")]
    first_school_end: (
        Annotated[date, Meta(description="fin de la reconnaissance de la première EDD du même pouvoir organisateur")]
        | None
    ) = None
    years: Annotated[int, Meta(ge=1, le=5, description="années d’activités accordées, cinq au plus")] | None = None


class RecognitionTerm(Answer, frozen=True, kw_only=True):
    """The last day of the recognition, its first and last activity years, whether another school's end decides."""

    end: date
    first_activity_year: str
    last_activity_year: str
    ends_with_first_school: bool


@rule(
    title="École de devoirs : jusqu’à quand vaut la reconnaissance",
    articles=(LENGTH, DEFINITION),
    example={"recognised_on": "2024-11-15"},
)
def edd_recognition_term(question: RecognitionTermQuestion) -> RecognitionTerm:
    """Return the end of a recognition: 31 August of the last of at most five activity years.

    Raises Refused when the end of the first school does not fit, CannotCompute before 1 September 2013.
    """
    year = activity_year_of(question.recognised_on, "recognised_on")
    most = parameter("homework_schools.recognition.years").whole(question.recognised_on)
    years = question.years or most
    own_end = date(year.start + years, 8, 31)
    end = _common_end(question, own_end)
    return RecognitionTerm(
        end=end,
        first_activity_year=year.label,
        last_activity_year=activity_year(end.year - 1).label,
        ends_with_first_school=question.first_school_end is not None,
        steps=tuple(_term_steps(question, year, years, end)),
    )


def _term_steps(question: RecognitionTermQuestion, year: ActivityYear, years: int, end: date) -> list[Step]:
    last = activity_year(year.start + years - 1)
    ends = "prendrait fin au plus tard" if question.first_school_end else "prend fin"
    steps = [
        Step(
            f"Reconnaissance le {full_date(question.recognised_on)} : l’année d’activités {year.label} est la "
            "première.",
            LENGTH,
        ),
        Step(
            f"{counted(years, 'année', 'années')} d’activités, cinq au plus : la dernière est {last.label}, et la "
            f"reconnaissance {ends} le {full_date(date(last.start + 1, 8, 31))}.",
            LENGTH,
        ),
    ]
    if question.first_school_end:
        steps.append(
            Step(
                f"La première école de devoirs du pouvoir organisateur est reconnue jusqu’au {full_date(end)} : "
                "toutes prennent fin ce jour-là.",
                LENGTH,
            )
        )
    if end.year > FIRST_OF_TODAY:
        steps.append(
            Step(
                "Depuis 2022 l’année d’activités finit quelques jours avant le 31 août. Le 31 août de l’article est "
                "gardé : ces derniers jours restent couverts. L’autre lecture finirait avec l’année d’activités.",
                DEFINITION,
                kind="reading",
            )
        )
    return steps


def _common_end(question: RecognitionTermQuestion, own_end: date) -> date:
    first = question.first_school_end
    if first is None:
        return own_end
    if (first.month, first.day) != (8, 31):
        raise Refused("first_school_end", "Une reconnaissance prend fin un 31 août : donnez ce jour.")
    if first < question.recognised_on:
        raise Refused(
            "first_school_end",
            "La reconnaissance de la première école de devoirs a déjà pris fin : donnez la fin de son renouvellement.",
        )
    if first > own_end:
        raise Refused("first_school_end", f"Cette fin dépasse le {full_date(own_end)}, la plus lointaine possible.")
    return first


class TacitRecognitionQuestion(Question, frozen=True, kw_only=True):
    """The day the file was complete, the day the decision was notified, the meeting that a derogation waits for."""

    complete_on: Annotated[date, Meta(description="jour où la dernière pièce est arrivée")]
    notified_on: Annotated[date, Meta(description="jour de la notification ; absent : pas encore")] | None = None
    commission_meets_on: (
        Annotated[date, Meta(description="réunion de la Commission d’avis sur la dérogation à une implantation")] | None
    ) = None


class TacitRecognition(Answer, frozen=True, kw_only=True):
    """`last_day` for ONE to notify; `tacit_from` the first day of the recognition if it does not.

    `tacit` says whether it happened: None while nothing is notified, as no clock is read here. `term_end` is the end of
    a tacit recognition, None when the activity year is not known.
    """

    red_from: date
    last_day: date
    tacit_from: date
    tacit: bool | None
    term_end: date | None
    convene_by: date | None


@rule(
    title="École de devoirs : la reconnaissance acquise par le silence de l’ONE",
    articles=(decree("art. 4"), order("art. 11")),
    example={"complete_on": "2026-09-30"},
)
def edd_tacit_recognition(question: TacitRecognitionQuestion) -> TacitRecognition:
    """Return the last day on which ONE can notify its decision, and what its silence gives.

    Raises Refused when the notification precedes the complete file, CannotCompute before 1 September 2013.
    """
    if question.notified_on and question.notified_on < question.complete_on:
        raise Refused("notified_on", "La décision ne peut pas être notifiée avant que le dossier soit complet.")
    rule_set(question.complete_on, "complete_on")
    silence = due(limit("T2"), question.complete_on)
    tacit_from = silence.due + timedelta(days=1)
    tacit = None if question.notified_on is None else question.notified_on > silence.due
    meeting = question.commission_meets_on and due(limit("T13"), question.commission_meets_on)
    term_end = _term_end(tacit_from)
    steps = [*silence.steps, _outcome(question.notified_on, tacit)]
    if term_end and tacit is not False:
        steps.append(Step(f"La reconnaissance tacite vaudrait jusqu’au {full_date(term_end)}.", LENGTH))
    if tacit is not False:
        steps.append(
            Step(
                "Une reconnaissance tacite vaut jusqu’à son terme ou son retrait, même s’il manque une condition au "
                "dossier.",
                decree("art. 4 et 6"),
                kind="reading",
            )
        )
    steps.append(
        Step(
            "Un silence n’accorde pas la dérogation à une seule implantation scolaire : elle demande une décision "
            "expresse après l’avis de la Commission, et ne suspend pas le délai.",
            decree("art. 7, § 3, 3°"),
            kind="reading",
        )
    )
    steps += meeting.steps if meeting else ()
    return TacitRecognition(
        red_from=question.complete_on + timedelta(days=RED_DAY),
        last_day=silence.due,
        tacit_from=tacit_from,
        tacit=tacit,
        term_end=term_end,
        convene_by=meeting.due if meeting else None,
        steps=tuple(steps),
    )


def _term_end(recognised_on: date) -> date | None:
    try:
        return edd_recognition_term(RecognitionTermQuestion(recognised_on=recognised_on)).end
    except CannotCompute:
        return None


def _outcome(notified_on: date | None, tacit: bool | None) -> Step:
    article = decree("art. 4")
    if notified_on is None:
        return Step("C’est la notification qui compte, et non la seule décision.", article)
    when = f"Décision notifiée le {full_date(notified_on)}"
    if tacit:
        return Step(f"{when}, trop tard : la reconnaissance est déjà acquise.", article, kind="warning")
    return Step(f"{when}, à temps : c’est elle qui vaut.", article)


class RenewalQuestion(Question, frozen=True, kw_only=True):
    """The end of the recognition, the day the renewal was filed and the day its file was complete."""

    end: Annotated[date, Meta(description="fin de la reconnaissance, un 31 août")]
    filed_on: Annotated[date, Meta(description="jour du dépôt ; absent : pas encore")] | None = None
    complete_on: Annotated[date, Meta(description="jour où le dossier est complet ; absent : pas encore")] | None = None


class Renewal(Answer, frozen=True, kw_only=True):
    """When to file, whether it was late (accepted all the same), and whether the recognition may lapse meanwhile.

    `silence_ends` is the last day for ONE to answer the file complete on `complete_on`, or on the last day to file.
    """

    last_day: date
    safe_day: date
    silence_ends: date
    alerts: tuple[date, ...]
    late: bool | None
    gap_possible: bool | None


@rule(
    title="École de devoirs : quand demander le renouvellement de la reconnaissance",
    articles=(RENEWAL, decree("art. 4")),
    example={"end": "2027-08-31"},
)
def edd_renewal(question: RenewalQuestion) -> Renewal:
    """Return the last day to file a renewal, 120 calendar days before the end, and the risk of a gap.

    Raises Refused for an end that is no 31 August, a file complete before it was filed or filed after the end,
    CannotCompute before 2013.
    """
    _check_renewal(question)
    rule_set(question.end, "end")
    filing = due(limit("T18"), question.end)
    safe = previous_working_day(filing.raw)
    answered = due(limit("T2"), question.complete_on or filing.raw).due
    late = None if question.filed_on is None else question.filed_on > filing.raw
    gap = None if question.complete_on is None else answered > question.end
    return Renewal(
        last_day=filing.raw,
        safe_day=safe,
        silence_ends=answered,
        alerts=tuple(question.end - timedelta(days=before) for before in ALERTS),
        late=late,
        gap_possible=gap,
        steps=(
            *filing.steps,
            Step(f"Dernier jour ouvrable sûr : le {long_date(safe)}.", RENEWAL, safe),
            _answer_step(question, answered, filing.raw),
            *_renewal_warnings(question, late, gap),
        ),
    )


def _renewal_warnings(question: RenewalQuestion, late: bool | None, gap: bool | None) -> list[Step]:
    warnings = []
    if late:
        warnings.append(Step("Demande déposée après ce jour : reçue, et signalée.", RENEWAL, kind="warning"))
    if gap:
        warnings.append(
            Step(
                f"L’ONE peut répondre après le {full_date(question.end)} : la reconnaissance peut s’interrompre, "
                "aucune prolongation tacite n’existe.",
                RENEWAL,
                kind="warning",
            )
        )
    return warnings


def _check_renewal(question: RenewalQuestion) -> None:
    if (question.end.month, question.end.day) != (8, 31):
        raise Refused("end", "Une reconnaissance prend fin un 31 août : donnez ce jour.")
    if question.filed_on and question.filed_on > question.end:
        raise Refused("filed_on", "La reconnaissance a déjà pris fin ce jour-là : c’est une nouvelle demande.")
    if question.complete_on and question.filed_on is None:
        raise Refused("filed_on", "Un dossier complet a un jour de dépôt : donnez-le.")
    if question.complete_on and question.filed_on and question.complete_on < question.filed_on:
        raise Refused("complete_on", "Un dossier n’est pas complet avant son dépôt.")


def _answer_step(question: RenewalQuestion, answered: date, last_day: date) -> Step:
    complete = question.complete_on or last_day
    return Step(
        f"Dossier complet le {full_date(complete)} : l’ONE a jusqu’au {full_date(answered)} pour répondre.",
        decree("art. 4"),
        answered,
    )
