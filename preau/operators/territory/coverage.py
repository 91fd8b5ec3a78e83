"""Until 17:30 or not, two or four hours a day: the law's answer for each published place (`law.coverage`)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import msgspec

from preau.law.coverage import CareCoverage, CareCoverageQuestion, Verdict, care_coverage
from preau.law.results import Refused
from preau.law.words import counted
from preau.operators.description import PlaceText
from preau.operators.models import PublishedPlace
from preau.operators.offer.coverage import coverage_question

WORDS: dict[Verdict, str] = {
    "met": "jusqu’à 17 h 30",
    "not_met": "pas jusqu’à 17 h 30",
    "unknown": "à vérifier",
}


def question_of(place: PublishedPlace, day: date) -> CareCoverageQuestion:
    """Return the question asked to the law for a published place."""
    return coverage_question(msgspec.convert(place.content, PlaceText, strict=False).periods, day)


@lru_cache(maxsize=2_000)
def answer_to(question: CareCoverageQuestion) -> CareCoverage | None:
    """Return the law's answer; None when the hours declared are impossible. Many places have the same hours."""
    try:
        return care_coverage(question)
    except Refused:
        return None


def verdict_of(place: PublishedPlace, day: date) -> Verdict:
    """Return whether a place covers after school until 17:30, Monday to Friday."""
    answer = answer_to(question_of(place, day))
    return answer.until_evening if answer else "unknown"


@dataclass(frozen=True)
class Counted:
    """How many places cover after school until 17:30, how many do not, of how many nobody knows."""

    met: int
    not_met: int
    unknown: int

    @property
    def all(self) -> int:
        return self.met + self.not_met + self.unknown

    @property
    def words(self) -> str:
        """Return « 3 lieux sur 5 jusqu’à 17 h 30, 1 à vérifier »."""
        if not self.all:
            return "aucun lieu publié"
        first = f"{self.met} sur {counted(self.all, 'lieu', 'lieux')}"
        return f"{first}, {self.unknown} à vérifier" if self.unknown else first


def counted_by(keys: Iterable[int], verdicts: Mapping[int, Verdict], of: Mapping[int, int]) -> dict[int, Counted]:
    """Return the verdicts of places counted by what each belongs to: `of` gives it by place, `keys` lists them all."""
    found: dict[int, Counter[Verdict]] = {key: Counter() for key in keys}
    for place, key in of.items():
        if key in found:
            found[key][verdicts.get(place, "unknown")] += 1
    return {key: Counted(one["met"], one["not_met"], one["unknown"]) for key, one in found.items()}
