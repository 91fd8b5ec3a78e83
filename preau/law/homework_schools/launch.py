"""The launch subsidy and the energy aid of 2022 (EDD decree, art. 18/1; order, art. 10/1 and 10/2)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from preau.law.catalogue import rule
from preau.law.homework_schools.verdicts import all_of, decree, order
from preau.law.homework_schools.years import activity_year_of
from preau.law.inputs import Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Step
from preau.law.time_limits import due, limit
from preau.law.words import counted, euros, full_date

LAUNCH_SINCE = date(2016, 9, 1)
LAUNCH, LAUNCH_ORDER, ENERGY = decree("art. 18/1"), order("art. 10/1"), order("art. 10/2")


class LaunchSubsidyQuestion(Question, frozen=True, kw_only=True):
    """One homework school at its recognition; absent: unknown. `notified_on` is the first tacit day after a silence."""

    recognised_on: Annotated[date, Meta(description="jour d’effet de la reconnaissance")]
    notified_on: (
        Annotated[date, Meta(description="jour de la notification, ou premier jour de la reconnaissance tacite")] | None
    ) = None
    renewal: Annotated[bool, Meta(description="renouvellement d’une reconnaissance")] = False
    taken_over: Annotated[bool, Meta(description="école de devoirs reprise d’un autre pouvoir organisateur")] = False
    already_paid: Annotated[bool, Meta(description="subvention de lancement déjà payée")] | None = None
    subsidised_before_2016: Annotated[bool, Meta(description="subventionnée avant le 1er septembre 2016")] | None = None
    subsidy_filed_with_recognition: (
        Annotated[bool, Meta(description="subvention demandée le même jour ou dans le même dossier")] | None
    ) = None
    meets_conditions: Annotated[bool, Meta(description="conditions de la subvention remplies (art. 17)")] | None = None


class LaunchSubsidy(Answer, frozen=True, kw_only=True):
    """The amount in euros (None: the text is silent, an agent decides); when it is due and what comes next."""

    amount: Decimal | None
    pay_by: date | None
    first_application_by: date | None


@rule(
    title="École de devoirs : la subvention de lancement",
    articles=(LAUNCH, LAUNCH_ORDER),
    example={
        "recognised_on": "2026-12-15",
        "notified_on": "2026-12-15",
        "already_paid": False,
        "subsidised_before_2016": False,
        "subsidy_filed_with_recognition": False,
    },
)
def edd_launch_subsidy(question: LaunchSubsidyQuestion) -> LaunchSubsidy:
    """Return the launch subsidy of a homework school: once, at its first recognition since 1 September 2016.

    Raises CannotCompute when an unknown fact decides.
    """
    none = _why_none(question)
    if none:
        return LaunchSubsidy(amount=Decimal(0), pay_by=None, first_application_by=None, steps=(none,))
    if question.taken_over:
        silent = "Le texte ne dit rien d’une école de devoirs reprise d’un autre pouvoir organisateur : l’agent décide."
        return LaunchSubsidy(
            amount=None, pay_by=None, first_application_by=None, steps=(Step(silent, LAUNCH_ORDER, kind="warning"),)
        )
    amount = parameter("homework_schools.subsidy.launch").amount(question.recognised_on)
    paid = due(limit("T12"), question.notified_on) if question.notified_on else None
    next_year = activity_year_of(question.recognised_on, "recognised_on").start + 1
    first = due(limit("T19"), date(next_year, 9, 1)).due
    steps = [
        Step(f"{euros(amount)}, une seule fois, dans la limite des crédits.", LAUNCH_ORDER),
        *(paid.steps if paid else (Step("Payée dans les trois mois de la notification.", LAUNCH_ORDER),)),
        Step(
            f"Première demande de subvention ordinaire pour le {full_date(first)}, pour l’année d’activités "
            f"{next_year}-{next_year + 1}.",
            decree("art. 17, § 2"),
            first,
        ),
    ]
    return LaunchSubsidy(
        amount=amount, pay_by=paid.due if paid else None, first_application_by=first, steps=tuple(steps)
    )


def _why_none(question: LaunchSubsidyQuestion) -> Step | None:
    """Return why nothing is due, None when the subsidy is. Raises CannotCompute when an unknown fact decides."""
    both = all_of(question.subsidy_filed_with_recognition, question.meets_conditions)
    since = full_date(LAUNCH_SINCE)
    reasons: tuple[tuple[str, bool | None, Step], ...] = (
        (
            "recognised_on",
            question.recognised_on < LAUNCH_SINCE,
            Step(f"La subvention de lancement n’existe que depuis le {since}.", LAUNCH),
        ),
        ("renewal", question.renewal, Step("Un renouvellement n’ouvre pas de subvention de lancement.", LAUNCH)),
        ("already_paid", question.already_paid, Step("Elle a déjà été payée : une seule fois.", LAUNCH_ORDER)),
        (
            "subsidised_before_2016",
            question.subsidised_before_2016,
            Step(
                f"École de devoirs déjà subventionnée avant le {since}, jour d’effet du texte (l’autre lecture "
                "prendrait la date de l’arrêté, 2004 ou 2018).",
                LAUNCH_ORDER,
                kind="reading",
            ),
        ),
        (
            "meets_conditions" if question.subsidy_filed_with_recognition else "subsidy_filed_with_recognition",
            both,
            Step(
                "Subvention demandée avec la première reconnaissance et conditions remplies : la subvention ordinaire "
                "remplace celle de lancement.",
                LAUNCH_ORDER,
            ),
        ),
    )
    for _, known, step in reasons:
        if known:
            return step
    for field, known, _ in reasons:
        if known is None and not question.taken_over:
            raise CannotCompute("Impossible à calculer : un fait qui écarterait la subvention est inconnu.", field)
    return None


class EnergyAidQuestion(Question, frozen=True, kw_only=True):
    """The homework schools of a body, and the two doors of the aid; absent: unknown."""

    schools: Annotated[int, Meta(ge=1, le=1000, description="écoles de devoirs du pouvoir organisateur")]
    applied_for_2022: Annotated[bool, Meta(description="demande de subvention art. 17, budget 2022")] | None = None
    aes2_subsidy_2022: Annotated[bool, Meta(description="subvention AES de type 2 en 2022")] | None = None


class EnergyAid(Answer, frozen=True, kw_only=True):
    """The aid in euros."""

    amount: Decimal


@rule(
    title="École de devoirs : l’aide énergie exceptionnelle de 2022",
    articles=(ENERGY,),
    example={"schools": 5, "applied_for_2022": True},
)
def edd_energy_aid_2022(question: EnergyAidQuestion) -> EnergyAid:
    """Return the energy aid of a body: one amount for itself and one for each school from the second.

    Raises CannotCompute when neither door is known to be open and one is unknown.
    """
    doors = (question.applied_for_2022, question.aes2_subsidy_2022)
    since = parameter("homework_schools.subsidy.energy_first").values[0].since
    if True not in doors:
        if None in doors:
            field = "applied_for_2022" if question.applied_for_2022 is None else "aes2_subsidy_2022"
            raise CannotCompute("Impossible à calculer : il faut savoir si l’une des deux portes est ouverte.", field)
        closed = "Ni demande art. 17 pour le budget 2022, ni subvention AES de type 2 en 2022 : aucune aide."
        return EnergyAid(amount=Decimal(0), steps=(Step(closed, ENERGY),))
    first = parameter("homework_schools.subsidy.energy_first").amount(since)
    following = parameter("homework_schools.subsidy.energy_next").amount(since)
    others = question.schools - 1
    amount = first + following * others
    steps = [
        Step(
            f"{euros(first)} pour le pouvoir organisateur + {counted(others, 'école', 'écoles')} de devoirs de plus × "
            f"{euros(following)} = {euros(amount)}.",
            ENERGY,
        ),
        Step("Mesure close, sans indexation.", ENERGY, since),
    ]
    if doors == (True, True):
        steps.append(Step("Par les deux portes à la fois, l’aide n’est due qu’une fois.", ENERGY, kind="reading"))
    return EnergyAid(amount=amount, steps=tuple(steps))
