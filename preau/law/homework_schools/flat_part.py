"""The flat part of the subsidy, per organising body, for three homework schools at most (EDD decree, art. 18, a))."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.homework_schools.amounts import cents
from preau.law.homework_schools.verdicts import all_of, decree, order
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Step
from preau.law.words import cardinal, counted, euros, full_date

FLAT, AMOUNTS = decree("art. 18, a)"), order("art. 10")


class FlatSchool(Question, frozen=True, kw_only=True):
    """One homework school that meets the conditions; absent: unknown."""

    full_autumn_days: Annotated[bool, Meta(description="journées de plus de 6 heures au congé d’automne")] | None = None
    full_winter_days: Annotated[bool, Meta(description="journées de plus de 6 heures au congé de détente")] | None = (
        None
    )


class FlatPartQuestion(Question, frozen=True, kw_only=True):
    """The homework schools of one body that meet the conditions F0 to F6, by date of recognition unless ONE says else.

    `require_both`: the supplement asks for full days in both holidays; else one of them is enough.
    """

    day: Day
    schools: Annotated[tuple[FlatSchool, ...], Meta(max_length=200, description="écoles de devoirs, dans leur rang")]
    require_both: Annotated[bool, Meta(description="supplément pour les deux congés ensemble seulement")] = True


class FlatShare(Struct, frozen=True):
    """What one homework school opens: its own amount, the rank that divides it, the result before the cent."""

    rank: int
    full_days: bool
    own_amount: Decimal
    amount: Decimal


class FlatPart(Answer, frozen=True, kw_only=True):
    """The flat part of the body, in euros, and the shares it is the sum of (each shown to the cent)."""

    amount: Decimal
    shares: tuple[FlatShare, ...]


@rule(
    title="École de devoirs : la partie forfaitaire de la subvention",
    articles=(FLAT, AMOUNTS),
    example={
        "day": "2026-09-28",
        "schools": [{"full_autumn_days": True, "full_winter_days": True}, {"full_autumn_days": False}],
    },
)
def edd_flat_part(question: FlatPartQuestion) -> FlatPart:
    """Return the flat part of an organising body: 1, 1/2 and 1/3 of the amounts of its first three schools.

    Raises CannotCompute before 29 August 2022, or when the full days of one of the three are unknown and matter.
    """
    flat = parameter("homework_schools.subsidy.flat").amount(question.day)
    supplement = parameter("homework_schools.subsidy.flat_supplement").amount(question.day)
    most = parameter("homework_schools.subsidy.flat_schools").whole(question.day)
    steps = [
        Step(
            f"Forfait le {full_date(question.day)} : {euros(flat)}, et {euros(supplement)} pour de longues journées.",
            AMOUNTS,
        )
    ]
    shares, exact = [], Fraction(0)
    for rank, school in enumerate(question.schools[:most], start=1):
        full_days = _full_days(school, question.require_both, rank)
        own = flat + supplement if full_days else flat
        share = Fraction(own) / rank
        exact += share
        shares.append(FlatShare(rank, full_days, own, cents(share)))
        steps.append(_share_step(shares[-1]))
    if len(question.schools) > most:
        there = counted(len(question.schools), "école de devoirs", "écoles de devoirs")
        steps.append(Step(f"{there} : seules les {cardinal(most)} premières comptent.", FLAT))
    amount = cents(exact)
    steps += [Step(f"Total, arrondi au cent une seule fois : {euros(amount)}.", FLAT), *_readings(question)]
    return FlatPart(amount=amount, shares=tuple(shares), steps=tuple(steps))


def _full_days(school: FlatSchool, require_both: bool, rank: int) -> bool:
    """Say whether the supplement is due; raises CannotCompute when what is unknown decides."""
    autumn, winter = school.full_autumn_days, school.full_winter_days
    if require_both:
        known = all_of(autumn, winter)
    else:
        known = True if True in {autumn, winter} else None if None in {autumn, winter} else False
    if known is None:
        missing = "full_autumn_days" if autumn is None else "full_winter_days"
        raise CannotCompute(
            "Impossible à calculer : les journées de plus de 6 heures de l’école de devoirs de rang "
            f"{rank} sont inconnues.",
            f"schools[{rank - 1}].{missing}",
        )
    return known


def _share_step(share: FlatShare) -> Step:
    divided = f" ÷ {share.rank} = {euros(share.amount)}" if share.rank > 1 else ""
    supplement = ", supplément compris" if share.full_days else ""
    return Step(f"Rang {share.rank} : {euros(share.own_amount)}{supplement}{divided}.", FLAT)


def _readings(question: FlatPartQuestion) -> tuple[Step, ...]:
    both = "le supplément demande de longues journées aux deux congés ; l’autre lecture, à l’un des deux"
    one = "le supplément demande de longues journées à l’un des deux congés ; la lecture recommandée, aux deux"
    return (
        Step(f"Congés d’automne et de détente : {both if question.require_both else one}.", AMOUNTS, kind="reading"),
        Step(
            "Rang par date de reconnaissance ; le montant propre de chaque école de devoirs est divisé par son rang. "
            "L’ONE peut fixer un autre rang.",
            FLAT,
            kind="reading",
        ),
    )
