"""The age groups the coordination compares, and whether a stretch of hours is for one of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AgeGroup:
    """Children from one age to another, in months; the second is not in the group."""

    key: str
    words: str
    youngest: int
    oldest: int

    def covered(self, youngest: int | None, oldest: int | None) -> bool | None:
        """Tell whether hours for these ages are for the whole group; None when that is not known, or for a part."""
        starts = None if youngest is None else youngest <= self.youngest
        ends = None if oldest is None else oldest >= self.oldest
        if starts and ends:
            return True
        if (youngest is not None and youngest >= self.oldest) or (oldest is not None and oldest <= self.youngest):
            return False
        return None


EVERY_AGE = ""
GROUPS = (
    AgeGroup("2-3", "2,5 à 3 ans", 30, 36),
    AgeGroup("3-6", "3 à 6 ans", 36, 72),
    AgeGroup("6-9", "6 à 9 ans", 72, 108),
    AgeGroup("9-12", "9 à 12 ans", 108, 144),
)
BY_KEY = {group.key: group for group in GROUPS}


def ages_between(first: AgeGroup, last: AgeGroup) -> str:
    """Return the words of groups that follow each other: « 3 à 9 ans »."""
    return f"{first.words.partition(' à ')[0]} à {last.words.partition(' à ')[2]}"
