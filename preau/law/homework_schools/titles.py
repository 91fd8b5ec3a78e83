"""The titles that qualify animators and coordinators, as dated data (`titles.json`).

Certificates and equivalences come from the decree (art. 12 to 16), assimilated titles from the order (art. 6 and 7).
Every title of a coordinator is one of an animator too. The list of art. 7 was changed on 8 March 2015 and its older
state was not read: before that day a title of this list is neither accepted nor refused.
"""

from datetime import date
from enum import StrEnum
from functools import cache

import msgspec
from msgspec import Struct

from preau.law.data import read
from preau.law.texts import text


class Role(StrEnum):
    """What a person may be qualified as."""

    ANIMATOR = "animator"
    COORDINATOR = "coordinator"


class TitleCode(StrEnum):
    """The code kept with each accepted title, so that the lists can be replayed."""

    EDD_ANIMATOR = "EDD_ANIMATOR"
    EDD_COORDINATOR = "EDD_COORDINATOR"
    EQ_ANIMATOR = "EQ_ANIMATOR"
    EQ_COORDINATOR = "EQ_COORDINATOR"
    A1A = "A1a"
    A1B = "A1b"
    A1C = "A1c"
    A2A = "A2a"
    A2B = "A2b"
    A3A = "A3a"
    A3B = "A3b"
    A3C = "A3c"
    A3D = "A3d"
    A3E = "A3e"
    A3F = "A3f"
    A4 = "A4"
    A5A = "A5a"
    A6 = "A6"
    C1 = "C1"
    C2A = "C2a"
    C2B = "C2b"
    C2C = "C2c"
    C3 = "C3"


class Ground(Struct, frozen=True):
    """Since when and by which article a title qualifies; `known_before`: the older list was read, without it."""

    since: date
    article: str
    text: str
    known_before: bool

    @property
    def citation(self) -> str:
        return text(self.text).cite(self.article)

    def accepts(self, day: date) -> bool | None:
        """Say whether the title is on the list on `day`; None when the list of that day was not read."""
        if day >= self.since:
            return True
        return False if self.known_before else None


class KnownTitle(Struct, frozen=True):
    """One title: its code, its words and level in French, and what it qualifies for."""

    code: TitleCode
    label: str
    level: str
    roles: dict[Role, Ground]


@cache
def known_titles() -> dict[TitleCode, KnownTitle]:
    """Return every title by its code, in the order of the texts."""
    rows = msgspec.convert(read("titles.json", "homework_schools"), tuple[KnownTitle, ...], strict=True)
    return {row.code: row for row in rows}
