"""Posts and what they cost: what the subsidies of type 2 and of flexible care share (order, art. 26/4, 26/11).

`care_worker_posts`, `project_leader_posts` and `flexible_posts` are the bare steps in full-time equivalents.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

from preau.law.data import read
from preau.law.indexation import cents
from preau.law.inputs import Question
from preau.law.parameters import parameter
from preau.law.results import CannotCompute, Step
from preau.law.texts import text
from preau.law.words import counted, euros, full_date, number

ANNEX_6 = text("order").cite("annexe 6")
LAST_RUNG = 31  # years of seniority beyond which annex 6 gives no more
Function = Literal["care_worker", "project_leader"]
T = TypeVar("T")
FUNCTIONS = {"care_worker": "d’accueillant", "project_leader": "de responsable de projet"}


class TwoSteps(Struct, frozen=True):
    """A post per slice up to a threshold, another one per slice beyond it."""

    small_slice: int
    small_post: Decimal
    threshold: int
    large_slice: int
    large_post: Decimal


@lru_cache(maxsize=512)
def two_steps(who: Literal["worker", "leader"], day: date) -> TwoSteps:
    """Return the steps of a function in force on `day`; raises CannotCompute before 2018."""

    def known(name: str) -> Decimal:
        return parameter(f"subsidies.type_2.{who}_{name}").amount(day)

    return TwoSteps(
        small_slice=int(known("small_slice")),
        small_post=known("small_post"),
        threshold=int(known("threshold")),
        large_slice=int(known("large_slice")),
        large_post=known("large_post"),
    )


def care_worker_posts(days: Decimal, day: date) -> Decimal:
    """Return the care workers paid for, in FTE: complete slices of subsidised days only."""
    steps = two_steps("worker", day)
    small = min(days, Decimal(steps.threshold)) // steps.small_slice
    large = max(days - steps.threshold, Decimal(0)) // steps.large_slice
    return small * steps.small_post + large * steps.large_post


def project_leader_posts(days: Decimal, day: date) -> Decimal:
    """Return the project leaders paid for, in FTE: started slices up to the threshold, complete ones beyond."""
    steps = two_steps("leader", day)
    small = ceil(min(days, Decimal(steps.threshold)) / steps.small_slice)
    large = max(days - steps.threshold, Decimal(0)) // steps.large_slice
    return small * steps.small_post + large * steps.large_post


def flexible_posts(days: int, day: date) -> Decimal:
    """Return the care workers paid for flexible care, in FTE: the first half post from the first day on."""
    size = parameter("subsidies.flexible.slice").whole(day)
    post = parameter("subsidies.flexible.post").amount(day)
    return max(1, days // size) * post if days else Decimal(0)


def base_pay(function: Function, seniority: int, day: date) -> tuple[Decimal, str]:
    """Return the yearly base pay of annex 6 for one FTE, not indexed, and the note on that scale ("" without).

    Raises CannotCompute before the scales that are known. Beyond 31 years the last rung holds.
    """
    scales = read("pay_scales.json")["scales"]
    found = next((one for one in reversed(scales) if date.fromisoformat(one["since"]) <= day), None)
    if found is None:
        first = full_date(date.fromisoformat(scales[0]["since"]))
        raise CannotCompute(f"Impossible à calculer : l’échelle de l’annexe 6 n’est pas connue avant le {first}.")
    return Decimal(found[function][min(seniority, LAST_RUNG)]), found["note"]


class PostCost(Question, frozen=True, kw_only=True):
    """What one FTE costs in a year: the lump sum set by the Office, or what it is made of."""

    lump_sum: Annotated[Decimal, Meta(description="forfait annuel par ETP fixé par l’ONE, en euros")] | None = None
    seniority: Annotated[int, Meta(ge=0, le=60, description="ancienneté moyenne, en années entières")] | None = None
    index_coefficient: Annotated[Decimal, Meta(description="coefficient de majoration, en texte")] | None = None
    charges: (
        Annotated[Decimal, Meta(description="charges patronales, pécule et prime par ETP et par an, en euros")] | None
    ) = None


def yearly_cost(cost: PostCost, function: Function, day: date, article: str, field: str) -> tuple[Decimal, list[Step]]:
    """Return what one FTE costs in a year, with its steps; raises CannotCompute naming what is missing."""
    name = FUNCTIONS[function]
    if cost.lump_sum is not None:
        return cost.lump_sum, [Step(f"Forfait par ETP {name} : {euros(cost.lump_sum)}, donné.", article)]
    seniority = _given(cost.seniority, "l’ancienneté moyenne", name, f"{field}.seniority")
    coefficient = _given(cost.index_coefficient, "le coefficient de majoration", name, f"{field}.index_coefficient")
    charges = _given(cost.charges, "les charges patronales", name, f"{field}.charges")
    base, note = base_pay(function, seniority, day)
    pay = cents(base * coefficient)
    steps = [
        Step(
            f"Barème {name}, {counted(seniority, 'an', 'ans')} d’ancienneté : {euros(base)} × "
            f"{number(coefficient)} = {euros(pay)}.",
            ANNEX_6,
        )
    ]
    if note:
        steps.append(Step(note, ANNEX_6, kind="reading"))
    total = pay + charges
    steps.append(Step(f"Avec {euros(charges)} de charges : {euros(total)} par ETP, au plus.", article))
    return total, steps


def _given(value: T | None, words: str, name: str, field: str) -> T:
    if value is None:
        raise CannotCompute(
            f"Impossible à calculer : pour le forfait {name}, il manque {words} (ou le forfait fixé par l’ONE).",
            field,
        )
    return value
