"""Verdicts on conditions: met, not met, unknown. What nobody knows is never held to be met."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from preau.law.results import Step
from preau.law.texts import text
from preau.law.words import listed, number

decree = text("edd_decree").cite
order = text("edd_order").cite


class Verdict(StrEnum):
    """What is known of a condition."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


WORDS = {
    Verdict.MET: "rempli",
    Verdict.NOT_MET: "non rempli",
    Verdict.UNKNOWN: "à vérifier",
    Verdict.NOT_APPLICABLE: "sans objet",
}


class Criterion(Struct, frozen=True):
    """One condition with its verdict, the sentence that says why, its article, whether a derogation was needed."""

    code: str
    verdict: Verdict
    sentence: str
    article: str
    derogation: bool = False

    @property
    def step(self) -> Step:
        """Return the criterion as a line of explanation; what fails or is unknown is a warning."""
        fine = self.verdict in {Verdict.MET, Verdict.NOT_APPLICABLE}
        return Step(
            f"{self.code}, {WORDS[self.verdict]} : {self.sentence}", self.article, kind="step" if fine else "warning"
        )


class Tally(Struct, frozen=True):
    """How many things hold surely, and how many at most when what is unknown turns out well."""

    surely: int
    possibly: int

    def reach(self, needed: int) -> bool | None:
        """Say whether there are enough; None when what is unknown decides."""
        return between(self.surely >= needed, self.possibly >= needed)

    @property
    def words(self) -> str:
        return str(self.surely) if self.surely == self.possibly else f"de {self.surely} à {self.possibly}"


def tally(facts: Iterable[bool | None]) -> Tally:
    """Return how many of the facts are true, None being unknown."""
    known = list(facts)
    surely = known.count(True)
    return Tally(surely, surely + known.count(None))


def verdict(known: bool | None) -> Verdict:
    """Return the verdict of a yes, a no or a silence."""
    if known is None:
        return Verdict.UNKNOWN
    return Verdict.MET if known else Verdict.NOT_MET


def between(surely: bool, possibly: bool) -> bool | None:
    """Return yes when a condition holds even in the worst case, no when not even in the best, else None."""
    return True if surely else None if possibly else False


def all_of(*facts: bool | None) -> bool | None:
    """Return whether all hold: one failure fails, else one unknown leaves the whole unknown."""
    return False if False in facts else None if None in facts else True


def with_verdict(criteria: Iterable[Criterion], wanted: Verdict) -> tuple[str, ...]:
    """Return the codes of the criteria that have this verdict, in order."""
    return tuple(one.code for one in criteria if one.verdict is wanted)


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of several conditions at once: one failure fails, one unknown leaves all unknown."""
    found = set(verdicts)
    for one in (Verdict.NOT_MET, Verdict.UNKNOWN):
        if one in found:
            return one
    return Verdict.MET


def conclusion(criteria: Iterable[Criterion], fine: str, article: str) -> Step:
    """Return the last line of a verdict: the sentence `fine`, or the codes that fail and those to be checked."""
    known = tuple(criteria)
    failing, unknown = with_verdict(known, Verdict.NOT_MET), with_verdict(known, Verdict.UNKNOWN)
    said = [f"{WORDS[Verdict.NOT_MET]} : {listed(failing)}"] if failing else []
    said += [f"{WORDS[Verdict.UNKNOWN]} : {listed(unknown)}"] if unknown else []
    if not said:
        return Step(fine, article)
    sentence = " ; ".join(said)
    return Step(f"{sentence[:1].upper()}{sentence[1:]}.", article, kind="warning")


def shown(value: Fraction) -> str:
    """Return an average with two decimals, cut and not rounded, so that 9,996 never reads as 10."""
    hundredths = value * 100 // 1
    whole, rest = divmod(hundredths, 100)
    return f"{number(whole)},{rest:02d}" if rest else number(whole)
