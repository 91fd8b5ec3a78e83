"""Two versions of a care project, told apart line by line, with the points and files that came and went."""

import difflib
from dataclasses import dataclass

from preau.operators.models import CareProject
from preau.operators.project.points import known_points


@dataclass(frozen=True)
class Line:
    """A line of two texts compared: « - » goes, « + » comes, « » stays."""

    mark: str
    words: str


@dataclass(frozen=True)
class Compared:
    """What differs between two versions, the first one earlier."""

    lines: tuple[Line, ...]
    facts: tuple[Line, ...]

    @property
    def same(self) -> bool:
        return not self.facts and all(line.mark == " " for line in self.lines)


def compared(before: CareProject, after: CareProject) -> Compared:
    """Return what differs from one version to another; their files are best prefetched."""
    names = {item.id: f"Point « {item.name} »" for item in known_points()}
    facts = [
        *_moved([names.get(one, one) for one in before.points], [names.get(one, one) for one in after.points]),
        *_moved(_files(before), _files(after)),
    ]
    return Compared(_lines(before.text, after.text), tuple(facts))


def _lines(before: str, after: str) -> tuple[Line, ...]:
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(Line(one[0], one[2:]) for one in found if one[0] in "+- " and one[2:].strip())


def _moved(before: list[str], after: list[str]) -> list[Line]:
    gone = [Line("-", one) for one in before if one not in after]
    return [*gone, *(Line("+", one) for one in after if one not in before)]


def _files(project: CareProject) -> list[str]:
    return [f"Fichier {file.original_name}" for file in project.files.all()]
