"""The legal texts known to the project: title, dates of effect, address. What is not known says so."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from preau.law.data import read

TEXT_IDS = (
    "decree",
    "order",
    "guide",
    "one_decree",
    "governance_decree",
    "edd_decree",
    "edd_order",
    "data_decree",
    "holidays_order",
    "practice",
)


@dataclass(frozen=True)
class Version:
    """One act that changed a text, the day it took effect (None: unknown) and what it changed."""

    act: str
    in_force: date | None
    what: str


@dataclass(frozen=True)
class LegalText:
    """A decree, an order or a guide. `number` is its NUMAC; None anywhere means unknown or not applicable."""

    id: str
    short: str
    title: str
    nature: str
    number: str | None
    dated: date | None
    published: date | None
    address: str | None
    consolidated_to: date | None
    known_as: str
    versions: tuple[Version, ...]

    def cite(self, article: str) -> str:
        """Return how an article of this text is cited: « décret du 3 juillet 2003, art. 11/1 »."""
        return f"{self.short}, {article}" if article else self.short

    def changes_until(self, day: date) -> tuple[Version, ...]:
        """Return the changes known to be in force on `day`, oldest first."""
        return tuple(version for version in self.versions if version.in_force and version.in_force <= day)


@cache
def text(text_id: str) -> LegalText:
    """Return the text of that id (`TEXT_IDS`); raises FileNotFoundError for another."""
    known = dict(read(f"{text_id}.json", "texts"))
    known["versions"] = tuple(
        Version(version["act"], _day(version["in_force"]), version["what"]) for version in known["versions"]
    )
    for name in ("dated", "published", "consolidated_to"):
        known[name] = _day(known[name])
    return LegalText(**known)


def texts() -> tuple[LegalText, ...]:
    """Return every text known."""
    return tuple(map(text, TEXT_IDS))


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
