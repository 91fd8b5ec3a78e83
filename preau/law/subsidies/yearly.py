"""The yearly subsidy put together from posts, functioning, replacement and aids: type 2 and flexible care alike."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct

from preau.law.indexation import cents
from preau.law.inputs import Day, Question
from preau.law.results import Answer, CannotCompute, Step
from preau.law.words import euros, number

FIRST_REPLACEMENT = date(2022, 1, 1)  # the order of 22 December 2021 added the replacement coefficient


class Articles(Struct, frozen=True, kw_only=True):
    """The provision each part of the subsidy rests on."""

    functioning: str
    replacement: str
    aids: str
    total: str


class Deductions(Question, frozen=True, kw_only=True):
    """What is added by the Office and what is deducted, on a day."""

    day: Day
    replacement: (
        Annotated[Decimal, Meta(description="montant du coefficient de remplacement, fixé par l’ONE, en euros")] | None
    ) = None
    aids: (
        Annotated[Decimal, Meta(description="aides à l’emploi sur les postes subventionnés (pas les surnuméraires)")]
        | None
    ) = None


class YearlySubsidy(Answer, frozen=True, kw_only=True):
    """The parts of a yearly subsidy; `total` is None while the replacement coefficient is unknown."""

    care_workers: Decimal
    posts_amount: Decimal
    functioning: Decimal
    replacement: Decimal | None
    aids: Decimal
    before_replacement: Decimal
    total: Decimal | None


def assembled(
    posts_amount: Decimal, share: Decimal, question: Deductions, articles: Articles, steps: list[Step]
) -> dict[str, Any]:
    """Return the parts of a yearly subsidy as fields of its answer; add to `steps` how they were reached.

    `share` is the part for functioning, taken before deductions. Raises CannotCompute when the aids are unknown.
    """
    if question.aids is None:
        raise CannotCompute(
            "Impossible à calculer : donnez les aides à l’emploi à déduire (0 s’il n’y en a pas).", "aids"
        )
    functioning = cents(posts_amount * share)
    said = f"Fonctionnement : {number(int(share * 100))} % de {euros(posts_amount)}, avant déductions"
    steps.append(Step(f"{said} = {euros(functioning)}.", articles.functioning))
    deducted = min(question.aids, posts_amount)
    steps.append(Step(f"Aides à l’emploi déduites des forfaits : {euros(deducted)}.", articles.aids))
    before = posts_amount + functioning - deducted
    replacement = question.replacement
    if question.day < FIRST_REPLACEMENT:
        replacement = Decimal(0)
        steps.append(Step("Pas encore de coefficient de remplacement avant 2022.", articles.replacement))
    total = None
    if replacement is None:
        said = f"Avant le coefficient de remplacement : {euros(before)}. Total impossible à calculer : l’ONE fixe ce "
        steps.append(Step(f"{said}coefficient, il n’est pas connu ici.", articles.replacement, kind="warning"))
    else:
        total = before + replacement
        said = f"{euros(posts_amount)} + {euros(functioning)} − {euros(deducted)} + {euros(replacement)} (remplacement)"
        steps.append(Step(f"Subvention annuelle, au plus : {said} = {euros(total)}.", articles.total))
    return {
        "posts_amount": posts_amount,
        "functioning": functioning,
        "replacement": replacement,
        "aids": deducted,
        "before_replacement": before,
        "total": total,
    }
