"""What the pages of a declaration share: its sections grouped place by place, what changed, what it does to the CLE."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from preau.foundation.ui.patterns import CountStep
from preau.law.completeness import AnnexChange
from preau.operators.declaring.differences import Difference, changed_points, differences, programme_change
from preau.operators.declaring.sections import Line, Section, point_names
from preau.operators.description import Description


@dataclass(frozen=True)
class Shown:
    """A section on a page; `address` is where it is changed, empty where the reader changes nothing."""

    section: Section
    title: str
    address: str = ""

    @property
    def known(self) -> list[Line]:
        """Return what is said; the name of a place is its title already."""
        return [line for line in self.section.known if line.key != "name" or self.section.place is None]

    @property
    def unknown(self) -> list[str]:
        """Return what is not known, to go on a sentence with."""
        return [
            line.label[:1].lower() + line.label[1:] for line in self.section.lines if line.expected and not line.words
        ]


@dataclass(frozen=True)
class Part:
    """The sections of the operator itself, or of one place; a section that says nothing is left out."""

    title: str
    anchor: str
    shown: tuple[Shown, ...]


def parts_of(
    sections: Iterable[Section], general: str, addresses: Mapping[str, str], places: Mapping[int, Mapping[str, str]]
) -> tuple[Part, ...]:
    """Return the sections grouped; `addresses` tells where each is changed, `places` those of each place, by kind."""
    own: list[Shown] = []
    by_place: dict[str, list[Shown]] = {}
    for section in sections:
        if not section.key.startswith("place:"):
            own.append(Shown(section, section.title, addresses.get(section.key, "")))
            continue
        root, _, rest = section.key.removeprefix("place:").partition(":")
        kind = rest if rest in {"", "closures", "fees", "staffing", "travel"} else "offer"
        title = section.title.split(" : ", 1)[1].capitalize() if rest else "Le lieu"
        address = places.get(section.place or 0, {}).get(kind, "")
        by_place.setdefault(root, []).append(Shown(section, title, address))
    found = [Part(general, "operateur", tuple(one for one in own if one.section.known))]
    for root, rows in by_place.items():
        kept = tuple(one for one in rows if one.section.known)
        found.append(Part(rows[0].section.title, f"lieu-{root}", kept))
    return tuple(found)


@dataclass(frozen=True)
class Changes:
    """What changed from one text to the next, and whether that changes the CLE programme (decree, art. 31).

    `supposed`: whether the operator takes part in the programme is not known.
    """

    lines: tuple[Difference, ...]
    account: bool
    points: tuple[str, ...]
    law: AnnexChange | None
    supposed: bool = False

    @property
    def any(self) -> bool:
        return bool(self.lines) or self.account

    @property
    def integral(self) -> list[str]:
        """Return the points that belong to the programme, in French."""
        names = point_names()
        return [names[point] for point in self.law.integral] if self.law else []

    @property
    def steps(self) -> list[CountStep]:
        return [CountStep(one.day, one.text_fr, one.article, one.kind) for one in self.law.steps] if self.law else []

    def belongs(self, one: Difference) -> bool:
        return bool(self.law and set(one.points).intersection(self.law.integral))

    @property
    def marked(self) -> list[tuple[Difference, bool]]:
        """Return each difference with whether it belongs to the programme."""
        return [(one, self.belongs(one)) for one in self.lines]


def changes_between(
    before: Description, after: Description, communes: Mapping[str, str], day: date, account: bool = False
) -> Changes:
    """Return what changed between two texts; of who takes no part in the programme, without the law on it."""
    lines = differences(before, after, communes)
    points = tuple(changed_points(lines, account))
    asked = points if after.in_cle is not False else ()
    return Changes(lines, account, points, programme_change(asked, day), supposed=after.in_cle is None)
