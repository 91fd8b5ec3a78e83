"""When the coordination subsidy is lost (decree, art. 34, last al.) or suspended (art. 28)."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.indexation import cents
from preau.law.inputs import Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.subsidies.coordination import period_of
from preau.law.texts import text
from preau.law.words import counted, euros, full_date

ART_34 = text("decree").cite("art. 34, dernier al.")
ART_28 = text("decree").cite("art. 28")


class LossEvent(StrEnum):
    """What happened to the municipality's right."""

    TOO_FEW_MEETINGS = "too_few_meetings"
    LATE = "late"
    NOT_APPROVED = "not_approved"
    APPROVAL_WITHDRAWN = "approval_withdrawn"
    AGREEMENT_BREACHED = "agreement_breached"
    SUSPENDED = "suspended"


class LateParty(StrEnum):
    """To whom a delay is due."""

    MUNICIPALITY = "municipality"
    CCA = "cca"
    COMMISSION = "commission"
    ONE = "one"


EVENTS = {
    LossEvent.TOO_FEW_MEETINGS: "moins de deux réunions de la CCA dans l’année",
    LossEvent.LATE: "un délai de l’élaboration ou de l’agrément du programme CLE n’a pas été respecté",
    LossEvent.NOT_APPROVED: "le programme CLE n’est pas agréé au terme de la procédure",
    LossEvent.APPROVAL_WITHDRAWN: "l’agrément du programme CLE est retiré",
    LossEvent.AGREEMENT_BREACHED: "la convention avec l’ONE n’est pas respectée",
}
PARTIES = {LateParty.COMMISSION: "à la commission d’agrément", LateParty.ONE: "à l’ONE"}


class CoordinationSubsidyLossQuestion(Question, frozen=True, kw_only=True):
    """What happened and when, and the amounts of the period it happened in."""

    event: Annotated[LossEvent, Meta(description="manquement, ou suspension de l’article 28")]
    day: Annotated[date, Meta(description="jour du manquement, de la décision, ou du début de la suspension")]
    full_year: Annotated[Decimal, Meta(description="subvention de l’année entière, en euros")] | None = None
    paid: Annotated[Decimal, Meta(description="somme déjà versée pour la période, en euros")] | None = None
    late_party: Annotated[LateParty, Meta(description="à qui le retard est imputable")] | None = None
    complied: Annotated[date, Meta(description="jour où la commune s’est mise en ordre (suspension)")] | None = None


class CoordinationSubsidyLoss(Answer, frozen=True, kw_only=True):
    """`due_until` the last day the subsidy is due (None: nothing is lost), `resumes` when it is due again.

    `due` and `to_recover` are for the period of `day` alone, None while the amounts are unknown.
    """

    lost: bool
    suspended: bool
    due_until: date | None
    resumes: date | None = None
    due: Decimal | None
    to_recover: Decimal | None


@rule(
    title="Subvention de coordination : perte, récupération, suspension",
    articles=(ART_34, ART_28),
    example={"event": "late", "day": "2025-02-12", "late_party": "municipality", "full_year": "33614.00"},
)
def coordination_subsidy_loss(question: CoordinationSubsidyLossQuestion) -> CoordinationSubsidyLoss:
    """Return until when the subsidy stays due after a breach, and what must be given back.

    Raises CannotCompute for a delay nobody is said to be responsible for.
    """
    months = parameter("subsidies.coordination.months_due_after_loss").whole(question.day)
    if question.event is LossEvent.SUSPENDED:
        return _suspension(question)
    if question.complied is not None:
        raise Refused("complied", "La mise en ordre ne compte que pour une suspension ; retirez cette date.")
    if question.event is LossEvent.LATE and question.late_party is None:
        raise CannotCompute(
            "Impossible à calculer : dites à qui le retard est imputable (commune, CCA, commission ou ONE).",
            "late_party",
        )
    if question.event is LossEvent.LATE and question.late_party in PARTIES:
        return _nothing_lost(PARTIES[question.late_party])
    return _loss(question, months)


def _loss(question: CoordinationSubsidyLossQuestion, months: int) -> CoordinationSubsidyLoss:
    until = add_months(question.day, months)
    steps = [
        Step(f"Manquement le {full_date(question.day)} : {EVENTS[question.event]}.", ART_34),
        Step(f"La subvention reste due {months} mois, jusqu’au {full_date(until)} compris, puis plus.", ART_34, until),
    ]
    if question.event is LossEvent.AGREEMENT_BREACHED:
        said = (
            "L’article ne cite pas la convention parmi les cas où trois mois restent dus. Lecture retenue : trois mois "
            "aussi ; à la lettre, la subvention cesserait aussitôt."
        )
        steps.append(Step(said, ART_34, kind="reading"))
    opened, closes = period_of(question.day)
    amount, back = _amounts(question, (min(until, closes) - opened).days + 1, steps)
    if until > closes:
        said = f"Les jours du {full_date(closes + timedelta(days=1))} au {full_date(until)} restent dus "
        steps.append(Step(f"{said}au titre de la période suivante.", ART_34))
    return CoordinationSubsidyLoss(
        lost=True, suspended=False, due_until=until, due=amount, to_recover=back, steps=tuple(steps)
    )


def _nothing_lost(party: str) -> CoordinationSubsidyLoss:
    said = (
        f"Le retard est imputable {party}. Lecture retenue : seul un retard de la commune ou de la CCA fait perdre la "
        "subvention ; à la lettre, tout retard compterait."
    )
    step = Step(said, ART_34, kind="reading")
    return CoordinationSubsidyLoss(
        lost=False, suspended=False, due_until=None, due=None, to_recover=None, steps=(step,)
    )


def _suspension(question: CoordinationSubsidyLossQuestion) -> CoordinationSubsidyLoss:
    """Return the amounts of a suspension after a formal notice: its days are lost, not put off; no three months."""
    opened, closes = period_of(question.day)
    steps = [
        Step(
            f"Suspension depuis le {full_date(question.day)}, après une mise en demeure d’au moins 60 jours restée "
            "sans suite. Les sommes de la suspension sont perdues, pas reportées ; les trois mois de l’article 34 ne "
            "jouent pas.",
            ART_28,
        )
    ]
    amount = back = None
    if question.complied is None:
        steps.append(Step("La commune n’est pas en ordre : la suspension continue.", ART_28, kind="warning"))
    else:
        if question.complied < question.day:
            raise Refused("complied", "La mise en ordre ne peut pas précéder la suspension.")
        resumes = min(question.complied, closes + timedelta(days=1))
        steps.append(Step("La commune est en ordre : la subvention est de nouveau due.", ART_28, question.complied))
        due_days = (question.day - opened).days + (closes - resumes).days + 1
        amount, back = _amounts(question, due_days, steps, ART_28)
    return CoordinationSubsidyLoss(
        lost=False,
        suspended=True,
        due_until=question.day - timedelta(days=1),
        resumes=question.complied,
        due=amount,
        to_recover=back,
        steps=tuple(steps),
    )


def _amounts(
    question: CoordinationSubsidyLossQuestion, due_days: int, steps: list[Step], article: str = ART_34
) -> tuple[Decimal | None, Decimal | None]:
    """Return what is due for the period and what must be given back; add to `steps` how."""
    opened, closes = period_of(question.day)
    length = (closes - opened).days + 1
    if question.full_year is None:
        said = f"{counted(due_days, 'jour dû', 'jours dus')} sur {length} ; le montant de l’année manque."
        steps.append(Step(said, article, kind="warning"))
        return None, None
    amount = cents(question.full_year * due_days / length)
    steps.append(
        Step(
            f"Période du {full_date(opened)} au {full_date(closes)} : {counted(due_days, 'jour dû', 'jours dus')} sur "
            f"{length}, {euros(question.full_year)} × {due_days} / {length} = {euros(amount)}.",
            article,
        )
    )
    if question.paid is None:
        steps.append(Step("À récupérer : impossible à calculer sans la somme versée.", article, kind="warning"))
        return amount, None
    back = max(question.paid - amount, Decimal(0))
    steps.append(Step(f"Versé {euros(question.paid)} : {euros(back)} à récupérer.", article))
    return amount, back
