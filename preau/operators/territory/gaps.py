"""Where nothing is open, in sentences: « Le mercredi après 17 h, rien pour les enfants de 3 à 6 ans à Mons. »

A gap lies within the hours of its period (`panels.WINDOWS`). Places open for ages nobody gave cover nothing and are
counted in the sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from preau.foundation.territory.models import Municipality
from preau.law.care_offer import CarePeriodKind
from preau.law.subsidies.presences import clock_words
from preau.law.words import WEEKDAYS, counted, listed
from preau.operators.territory.ages import EVERY_AGE, GROUPS, ages_between
from preau.operators.territory.panels import NEEDED, WINDOWS, week_of
from preau.operators.territory.tallies import STEP, Figures, Tallies

_WHEN = {
    CarePeriodKind.BEFORE_SCHOOL: "avant l’école",
    CarePeriodKind.AFTER_SCHOOL: "après l’école",
    CarePeriodKind.WEDNESDAY_AFTERNOON: "après-midi",
    CarePeriodKind.SHORT_HOLIDAYS: "pendant les petits congés",
    CarePeriodKind.LONG_HOLIDAYS: "pendant les vacances d’été",
}
Run = tuple[int, int]


@dataclass(frozen=True)
class Gap:
    """Hours of a period at which no place surely takes these ages in a commune; `doubtful`: places that may."""

    commune: Municipality
    kind: CarePeriodKind
    weekdays: tuple[int, ...]
    starts: int
    ends: int
    ages: tuple[str, ...]
    doubtful: int

    @property
    def sentence(self) -> str:
        """Return the gap as somebody would say it."""
        when = f"{self._days} {_WHEN[self.kind]}{self._hours}"
        said = f"{when[:1].upper()}{when[1:]}, rien {self._for} {at(self.commune.name)}."
        if not self.doubtful:
            return said
        places = counted(self.doubtful, "lieu ouvert", "lieux ouverts")
        return f"{said} À vérifier : {places} sans âges connus, ou pour une partie de ces âges."

    @property
    def _days(self) -> str:
        if len(self.weekdays) > 1 and self.weekdays == week_of(self.kind):
            return "chaque jour"
        return listed(f"le {WEEKDAYS[day]}" for day in self.weekdays)

    @property
    def _hours(self) -> str:
        first, last, _ = WINDOWS[self.kind]
        if (self.starts, self.ends) == (first, last):
            return ""
        if self.ends == last:
            return f" après {clock_words(self.starts)}"
        if self.starts == first:
            return f" avant {clock_words(self.ends)}"
        return f" de {clock_words(self.starts)} à {clock_words(self.ends)}"

    @property
    def _for(self) -> str:
        if len(self.ages) == len(GROUPS):
            return "pour aucun âge"
        runs: list[list[int]] = []
        for rank, group in enumerate(GROUPS):
            if group.key in self.ages:
                if runs and runs[-1][-1] == rank - 1:
                    runs[-1].append(rank)
                else:
                    runs.append([rank])
        return "pour les enfants de " + listed(ages_between(GROUPS[run[0]], GROUPS[run[-1]]) for run in runs)


def at(name: str) -> str:
    """Return where a commune is: « à Mons », « au Rœulx », « aux Bons Villers »."""
    if name.startswith("Le "):
        return f"au {name[3:]}"
    return f"aux {name[4:]}" if name.startswith("Les ") else f"à {name}"


def gaps(tallies: Tallies, communes: Iterable[Municipality], weekday: int | None = None) -> list[Gap]:
    """Return the gaps of these communes, period by period, on one weekday or on all those of each period."""
    return [
        gap
        for commune in communes
        for kind in CarePeriodKind
        if kind in NEEDED
        for gap in _gaps_of(tallies, commune, kind, weekday)
    ]


def _gaps_of(tallies: Tallies, commune: Municipality, kind: CarePeriodKind, weekday: int | None) -> Iterator[Gap]:
    """Yield the gaps of a period, the same ages at the same hours of several days being one."""
    found: dict[tuple[Run, tuple[str, ...]], dict[int, int]] = {}
    for day in week_of(kind):
        if weekday not in {None, day}:
            continue
        by_run: dict[Run, dict[str, int]] = {}
        for group in GROUPS:
            figures = tallies.get((commune.pk, kind.value, day, group.key), Figures())
            for run, doubtful in _empty_runs(figures, kind):
                by_run.setdefault(run, {})[group.key] = doubtful
        for run, doubts in by_run.items():
            found.setdefault((run, tuple(doubts)), {})[day] = max(doubts.values())
    for ((starts, ends), ages), days in sorted(found.items(), key=lambda one: (min(one[1]), one[0])):
        yield Gap(commune, kind, tuple(days), starts, ends, ages, max(days.values()))


def _empty_runs(figures: Figures, kind: CarePeriodKind) -> Iterator[tuple[Run, int]]:
    """Yield the stretches at which no place is surely open, with the most places that may be."""
    first, last, _ = WINDOWS[kind]
    start, doubtful = None, 0
    for minute in range(first, last + STEP, STEP):
        column = minute // STEP
        empty = minute < last and not figures.places[column]
        if empty:
            start = minute if start is None else start
            doubtful = max(doubtful, figures.doubtful[column])
        elif start is not None:
            yield (start, minute), doubtful
            start, doubtful = None, 0


def nothing_published(tallies: Tallies, commune: Municipality) -> bool:
    """Tell whether no hour at all is published in a commune."""
    return not any(key[0] == commune.pk and key[3] == EVERY_AGE for key in tallies)
