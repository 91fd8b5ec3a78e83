"""Which published places answer a question: those that surely do, and apart those to check with the place.

What is not known is never taken for met: a place without price is not free, a place without hours is not open until
six. It is listed apart instead, unless something known already says no. Pages go from row to row by key: the tenth
costs what the first does.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from preau.foundation.territory.api import Point, nearest
from preau.law.care_offer import CarePeriodKind
from preau.operators.models import PlaceAccess, PlaceWord, PublishedPlace, PublishedSlot
from preau.operators.search.asking import Wanted
from preau.operators.search.vocabulary import Vocabulary
from preau.operators.search.where import Where
from preau.operators.search.words import UNKNOWN_OFFER, unknown_hours

PER_PAGE = 15
COUNTED = 200  # beyond, « plus de 200 »
TO_CHECK_SHOWN = 5
NEIGHBOURS = 20  # communes around that are looked at
FARTHEST = 25.0  # kilometres
NEAR_SHOWN = 8
_WITHOUT_HOURS = 6  # columns of a slot
_BREAKS = (CarePeriodKind.SHORT_HOLIDAYS, CarePeriodKind.LONG_HOLIDAYS)


class Slot(NamedTuple):
    """One stretch of hours of a published place, as a list shows it; the columns of `PublishedSlot`."""

    place_id: int
    kind: str
    label: str
    youngest_months: int | None
    oldest_months: int | None
    hourly: Decimal | None
    weekday: int = 0
    starts: int = 0
    ends: int = 0


@dataclass(frozen=True)
class Page:
    """Some places in order. `after` is the key of the next page, "" on the last.

    `total` is how many there are in all, COUNTED + 1 for more; None on a following page, which does not count.
    """

    places: tuple[PublishedPlace, ...] = ()
    after: str = ""
    total: int | None = 0


@dataclass(frozen=True)
class Question:
    """Where and what, on a day: all the queries of one search."""

    where: Where
    wanted: Wanted
    today: date

    def there(self) -> QuerySet[PublishedPlace]:
        """Return the places that are where it is asked, whatever they offer."""
        rows = PublishedPlace.objects.order_by("name", "pk")
        if self.where.communes:
            rows = rows.filter(municipality_id__in=self._communes)
        return _holding(rows, self.where.words, self.where.common_words)

    def met(self, rows: QuerySet[PublishedPlace]) -> QuerySet[PublishedPlace]:
        """Keep the places known to answer."""
        rows = rows.filter(self._place_met)
        return rows.filter(self._offer_met) if self.wanted.asks_hours else rows

    def to_check(self, rows: QuerySet[PublishedPlace]) -> QuerySet[PublishedPlace]:
        """Keep the places that may answer: nothing known says no, something is not known."""
        if self.wanted.asks_nothing:
            return rows.none()
        rows = rows.filter(self._place_possible)
        if self.wanted.asks_hours:
            rows = rows.filter(self._offer_possible)
            return rows.exclude(self._place_met, self._offer_met)
        return rows.exclude(self._place_met)

    def slots(self, places: Iterable[PublishedPlace]) -> list[Slot]:
        """Return the stretches of hours of these places that may answer, with those whose age or price nobody knows.

        Without their hours when none is asked: a list then shows the periods alone.
        """
        keys = [place.pk for place in places]
        columns = Slot._fields if self.wanted.asks_when else Slot._fields[:_WITHOUT_HOURS]
        rows = self._slots(sure=False).filter(place__in=keys).order_by().values_list(*columns).distinct()
        return [Slot(*row) for row in rows] if keys else []

    # -- the same question in the words of the tables -----------------------------------------------

    @property
    def _place_met(self) -> Q:
        asked = Q(access=PlaceAccess.FULL) if self.wanted.accessible else Q()
        return asked if self.wanted.in_school is None else asked & Q(in_school=self.wanted.in_school)

    @property
    def _place_possible(self) -> Q:
        asked = ~Q(access=PlaceAccess.NO) if self.wanted.accessible else Q()
        if self.wanted.in_school is None:
            return asked
        return asked & (Q(in_school=self.wanted.in_school) | Q(in_school__isnull=True))

    @property
    def _offer_met(self) -> Q:
        met = self._with(self._slots(sure=True))
        only_age = not self.wanted.asks_when and self.wanted.price is None
        return met | (self._silent & _ages(self.wanted.age, sure=True)) if only_age else met

    @property
    def _offer_possible(self) -> Q:
        return self._with(self._slots(sure=False)) | (self._silent & _ages(self.wanted.age, sure=False))

    def _with(self, slots: QuerySet[PublishedSlot]) -> Q:
        """Keep the places that have one of these stretches: read once for a commune, asked of each place otherwise."""
        if self.where.communes:
            return Q(pk__in=slots.filter(municipality_id__in=self._communes).values("place"))
        return Q(Exists(slots.filter(place=OuterRef("pk"))))

    @property
    def _communes(self) -> list[int]:
        return [commune.key for commune in self.where.communes]

    @property
    def _silent(self) -> Q:
        """Keep the places with a period that is asked and whose hours are not known."""
        words = [UNKNOWN_OFFER, *map(unknown_hours, self._kinds)]
        return Q(pk__in=PlaceWord.objects.filter(word__in=words).values("place"))

    @property
    def _kinds(self) -> list[str]:
        """The periods meant: a day or an hour alone is that of an ordinary week, not of the holidays."""
        if self.wanted.kind:
            return [self.wanted.kind]
        return [kind.value for kind in CarePeriodKind if not (self.wanted.asks_when and kind in _BREAKS)]

    def _slots(self, *, sure: bool) -> QuerySet[PublishedSlot]:
        wanted = self.wanted
        rows = PublishedSlot.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=self.today))
        if wanted.asks_when:
            rows = rows.filter(kind__in=self._kinds)
        if wanted.weekday is not None:
            rows = rows.filter(weekday=wanted.weekday)
        if wanted.starts is not None:
            rows = rows.filter(starts__lte=wanted.starts, ends__gt=wanted.starts)
        if wanted.ends is not None:
            rows = rows.filter(ends__gte=wanted.ends, starts__lt=wanted.ends)
        rows = rows.filter(_ages(wanted.age, sure=sure))
        if wanted.price is not None:
            cheap = Q(hourly__lte=wanted.price)
            rows = rows.filter(cheap if sure else cheap | Q(hourly__isnull=True))
        return rows


def _ages(age: int | None, *, sure: bool) -> Q:
    """Keep what is for a child of this age in months; unless `sure`, also what does not say."""
    if age is None:
        return Q()
    young, old = Q(youngest_months__lte=age), Q(oldest_months__gte=age)
    return young & old if sure else (young | Q(youngest_months__isnull=True)) & (old | Q(oldest_months__isnull=True))


def _holding(rows: QuerySet[PublishedPlace], words: Sequence[str], common: Collection[str]) -> QuerySet[PublishedPlace]:
    """Keep the places that hold every word: those of a rare word are read from its index, then put in order; those of
    a common one are met soon enough on the way through the index of names."""
    for word in words:
        bearers = PlaceWord.objects.filter(word=word)
        if word in common:
            rows = rows.filter(Exists(bearers.filter(place=OuterRef("pk"))))
        else:
            rows = rows.filter(pk__in=bearers.values("place"))
    return rows


def page_of(rows: QuerySet[PublishedPlace], after: str, size: int = PER_PAGE) -> Page:
    """Return the rows that follow the place whose key is `after`, `size` at most; a strange key begins anew.

    The first page also counts them, as far as it is worth it.
    """
    last = _name_of(after)
    if last is not None:
        rows = rows.filter(name__gte=last).exclude(name=last, pk__lte=int(after))
    limit = size if last is not None else COUNTED
    keys = list(rows.values_list("pk", flat=True)[: limit + 1])
    shown = keys[:size]
    found = PublishedPlace.objects.select_related("municipality").defer("content").in_bulk(shown) if shown else {}
    after = str(shown[-1]) if len(keys) > size else ""
    return Page(tuple(found[key] for key in shown), after, None if last is not None else len(keys))


def _name_of(key: str) -> str | None:
    if not (key.isascii() and key.isdigit() and len(key) < 18):
        return None
    return PublishedPlace.objects.filter(pk=int(key)).values_list("name", flat=True).first()


def counted(rows: QuerySet[PublishedPlace]) -> int:
    """Return how many there are, or COUNTED + 1 when there are more."""
    return rows.order_by()[: COUNTED + 1].count()


def around(question: Question, point: Point, known: Vocabulary) -> list[tuple[PublishedPlace, float]]:
    """Return places that surely answer in the communes around a point, with the kilometres, the nearest first."""
    own = {commune.nis for commune in question.where.communes}
    near = {nis: away for nis, away in nearest(point, NEIGHBOURS + len(own)) if nis not in own and away <= FARTHEST}
    communes = {known.by_nis[nis]: away for nis, away in near.items() if nis in known.by_nis}
    there = replace(question, where=Where(communes=tuple(communes)))
    by_key = {commune.key: away for commune, away in communes.items()}
    rows = there.met(there.there()).select_related("municipality").defer("content")[: COUNTED + 1] if communes else ()
    found = [(place, _distance(place, point, by_key[place.municipality_id])) for place in rows]
    return sorted(found, key=lambda one: (one[1], one[0].name, one[0].pk))[:NEAR_SHOWN]


def _distance(place: PublishedPlace, point: Point, of_commune: float) -> float:
    """Return how far a place is, by its own point when it is known, by that of its commune otherwise."""
    if place.latitude is None or place.longitude is None:
        return of_commune
    return point.distance(Point(float(place.latitude), float(place.longitude)))
