"""The places behind a figure of the matrix: the same hours, counted one by one."""

from dataclasses import dataclass

from preau.law.care_offer import CarePeriodKind
from preau.law.subsidies.presences import clock_words
from preau.law.words import WEEKDAYS
from preau.operators.territory.ages import BY_KEY
from preau.operators.territory.coverage import Evening
from preau.operators.territory.reading import Territory
from preau.operators.territory.tallies import STEP, half_hours


@dataclass(frozen=True)
class Figure:
    """What a list is asked: a period on a weekday at a half hour, an age group, an answer on 17:30, an operator."""

    kind: str = ""
    weekday: int | None = None
    at: int | None = None
    age: str = ""
    evening: Evening | None = None
    operator: int | None = None
    doubtful: bool = False

    @property
    def asks_hours(self) -> bool:
        return bool(self.kind) and self.weekday is not None and self.at is not None

    @property
    def words(self) -> str:
        """Return what is asked of the hours: « Après l’école, le lundi de 17 h à 17 h 30, de 3 à 6 ans »."""
        if not self.asks_hours or self.at is None or self.weekday is None:
            return ""
        parts = [
            CarePeriodKind(self.kind).words.lower(),
            f"le {WEEKDAYS[self.weekday]} de {clock_words(self.at)} à {clock_words(self.at + STEP)}",
        ]
        if self.age:
            parts.append(f"enfants de {BY_KEY[self.age].words}")
        said = ", ".join(parts)
        return said[:1].upper() + said[1:]


def places_behind(territory: Territory, figure: Figure, communes: set[int], holiday: str) -> list[int]:
    """Return the keys of the places a figure counts, or with `doubtful` of those it leaves to be checked."""
    found = [place for place, commune in territory.places.items() if commune in communes]
    if figure.asks_hours:
        sure, perhaps = _open(territory, figure, holiday)
        wanted = perhaps - sure if figure.doubtful else sure
        found = [place for place in found if place in wanted]
    if figure.operator is not None:
        found = [place for place in found if territory.operators[place] == figure.operator]
    if figure.evening is not None:
        found = [place for place in found if territory.evenings.get(place) == figure.evening]
    return found


def _open(territory: Territory, figure: Figure, holiday: str) -> tuple[set[int], set[int]]:
    """Return the places open then for the whole age group, and those open for ages not known, or for a part."""
    sure: set[int] = set()
    perhaps: set[int] = set()
    group = BY_KEY.get(figure.age)
    column = 1 << ((figure.at or 0) // STEP)
    for slot in territory.during(holiday):
        if (slot.kind, slot.weekday) == (figure.kind, figure.weekday) and half_hours(slot.starts, slot.ends) & column:
            covered = group.covered(slot.youngest, slot.oldest) if group else True
            if covered:
                sure.add(slot.place)
            elif covered is None:
                perhaps.add(slot.place)
    return sure, perhaps
