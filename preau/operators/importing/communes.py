"""In which commune a place of a list is: told by its name, its NIS code, its postal code or its locality."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from preau.foundation.documents.workbooks.words import folded
from preau.foundation.territory.api import communes_of_postal_code, localities
from preau.foundation.territory.models import Municipality
from preau.operators.importing.proposal import ReadPlace


class Located(NamedTuple):
    """Where a place is: its commune, or those it may be in (to choose from), or none of those one may write in.

    `unsaid`: the list does not say; one answer then does for all such places.
    """

    nis: str = ""
    among: tuple[str, ...] = ()
    elsewhere: bool = False
    unsaid: bool = False


class Communes:
    """The communes one may write places in: those of a zone, or all of them for an operator."""

    def __init__(self, allowed: Iterable[Municipality], *, only_here: bool) -> None:
        self.by_nis = {commune.nis: commune for commune in allowed}
        self.only_here = only_here
        self._found: dict[tuple[str, str, str], Located] = {}

    def of(self, place: ReadPlace) -> Located:
        """Return where a place is."""
        key = (place.commune, place.text.postal_code, place.text.locality)
        if key not in self._found:
            self._found[key] = self._locate(*key)
        return self._found[key]

    def words(self, nis: str) -> str:
        """Return the name of a commune."""
        return self.by_nis[nis].name if nis in self.by_nis else nis

    def _locate(self, commune: str, code: str, locality: str) -> Located:
        for told in (self._named(commune), self._of_code(code, locality), self._named(locality)):
            if told is None:
                continue
            here = tuple(nis for nis in told if nis in self.by_nis)
            if len(here) == 1:
                return Located(here[0])
            return Located(among=here) if here else Located(elsewhere=True)
        if self.only_here and len(self.by_nis) == 1:
            return Located(next(iter(self.by_nis)))
        return Located(among=tuple(self.by_nis), unsaid=True)

    def _named(self, name: str) -> tuple[str, ...] | None:
        """Return the communes that a name or a NIS code tells; None when it tells none that is known."""
        if not name:
            return None
        if name in self.by_nis:
            return (name,)
        words = folded(name)
        return self._names.get(words) or self._localities.get(words)

    def _of_code(self, code: str, locality: str) -> tuple[str, ...] | None:
        served = communes_of_postal_code(code) if code else ()
        if len(served) < 2:
            return served or None
        near = set(self._named(locality) or ())
        return tuple(nis for nis in served if nis in near) or served

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return {folded(commune.name): (nis,) for nis, commune in self.by_nis.items()}

    @cached_property
    def _localities(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for one in localities():
            found[folded(one.name)] = (*found.get(folded(one.name), ()), one.nis)
        return found
