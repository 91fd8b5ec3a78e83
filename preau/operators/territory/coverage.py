"""Until 17:30 or not, two or four hours a day: the law's answer for each published place (`law.coverage`)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from preau.law.coverage import CareCoverage, CareCoverageQuestion, care_coverage
from preau.law.results import Refused
from preau.law.words import counted
from preau.operators.description import PlaceText
from preau.operators.models import PublishedPlace
from preau.operators.offer.coverage import coverage_question

Evening = Literal["met", "but_wednesday", "not_met", "unknown"]
# What the law answers on 17:30, as lists and counts tell it: Wednesday apart where it alone is missing.
WORDS: dict[Evening, str] = {
    "met": "Jusqu’à 17 h 30",
    "but_wednesday": "Jusqu’à 17 h 30, sauf le mercredi",
    "not_met": "Pas jusqu’à 17 h 30",
    "unknown": "À vérifier",
}


def question_of(place: PublishedPlace, day: date) -> CareCoverageQuestion:
    """Return the question asked to the law for a published place: on `day`, without what has not begun yet."""
    periods = msgspec.convert(place.content, PlaceText, strict=False).periods
    return coverage_question((one for one in periods if one.first_day is None or one.first_day <= day), day)


@lru_cache(maxsize=2_000)
def answer_to(question: CareCoverageQuestion) -> CareCoverage | None:
    """Return the law's answer; None when the hours declared are impossible. Many places have the same hours."""
    try:
        return care_coverage(question)
    except Refused:
        return None


def evening_of(place: PublishedPlace, day: date) -> Evening:
    """Return whether a place covers after school until 17:30, Monday to Friday."""
    answer = answer_to(question_of(place, day))
    if answer is None:
        return "unknown"
    if answer.until_evening == "not_met" and answer.without_wednesday == "met":
        return "but_wednesday"
    return answer.until_evening


@dataclass(frozen=True)
class Counted:
    """How many places cover after school until 17:30, all days or all but Wednesday, do not, or nobody knows."""

    met: int
    but_wednesday: int
    not_met: int
    unknown: int

    @property
    def all(self) -> int:
        return self.met + self.but_wednesday + self.not_met + self.unknown

    @property
    def words(self) -> str:
        """Return « 3 sur 5 lieux, 1 de plus sauf le mercredi, 1 à vérifier »."""
        if not self.all:
            return "aucun lieu publié"
        parts = [f"{self.met} sur {counted(self.all, 'lieu', 'lieux')}"]
        if self.but_wednesday:
            parts.append(f"{self.but_wednesday} de plus sauf le mercredi")
        if self.unknown:
            parts.append(f"{self.unknown} à vérifier")
        return ", ".join(parts)


def counted_by(keys: Iterable[int], evenings: Mapping[int, Evening], of: Mapping[int, int]) -> dict[int, Counted]:
    """Return the answers of places counted by what each belongs to: `of` gives it by place, `keys` lists them all."""
    found: dict[int, Counter[Evening]] = {key: Counter() for key in keys}
    for place, key in of.items():
        if key in found:
            found[key][evenings.get(place, "unknown")] += 1
    return {
        key: Counted(one["met"], one["but_wednesday"], one["not_met"], one["unknown"]) for key, one in found.items()
    }
