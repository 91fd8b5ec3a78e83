"""The whole answer to a search: the places found, those to check, those nearby, and how the question was understood."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from preau.foundation.ui.typography import plural
from preau.law.words import listed
from preau.operators.models import PublishedPlace
from preau.operators.search.asking import Wanted
from preau.operators.search.finding import (
    COUNTED,
    TO_CHECK_SHOWN,
    Page,
    Question,
    around,
    counted,
    page_of,
)
from preau.operators.search.rows import Row, rows_of
from preau.operators.search.vocabulary import Vocabulary
from preau.operators.search.where import Where


@dataclass(frozen=True)
class Answer:
    """What the page shows. `widened`: why all of the commune is shown. `to_check_only`: the second list alone.

    `more_to_check`: the places to check have a list of their own, after a long list of those that surely answer.
    """

    where: Where
    rows: tuple[Row, ...] = ()
    total: int = 0
    after: str = ""
    to_check: tuple[Row, ...] = ()
    more_to_check: bool = False
    near: tuple[Row, ...] = ()
    widened: str = ""
    to_check_only: bool = False

    @property
    def all_rows(self) -> list[Row]:
        return [*self.rows, *self.to_check, *self.near]

    @property
    def count_words(self) -> str:
        """Return « 12 lieux », « Aucun lieu », « Plus de 200 lieux »."""
        if self.total > COUNTED:
            return f"Plus de {plural(COUNTED, 'lieu', 'lieux')}"
        return plural(self.total, "lieu", "lieux") if self.total else "Aucun lieu"


def answer(
    where: Where, wanted: Wanted, today: date, known: Vocabulary, after: str = "", to_check_only: bool = False
) -> Answer:
    """Return the answer to what is asked there on a day; the same few queries whatever is published."""
    question = Question(where, wanted, today)
    if to_check_only:
        page = page_of(question.to_check(question.there()), after)
        rows = rows_of(page.places, question.slots(page.places), wanted)
        total = counted(question.to_check(question.there())) if page.total is None else page.total
        return Answer(where, tuple(rows), total, page.after, to_check_only=True)
    page, to_check = _look(question, after)
    widened = ""
    if not page.places and not to_check.places and not after and where.communes and where.words:
        widened = _why_widened(where)
        question = replace(question, where=replace(where, words=(), locality=""))
        page, to_check = _look(question, after)
    first = len(page.places) + 1
    slots = list(question.slots([*page.places, *to_check.places]))
    total = counted(question.met(question.there())) if page.total is None else page.total
    return Answer(
        where=question.where,
        rows=tuple(rows_of(page.places, slots, wanted)),
        total=total,
        after=page.after,
        to_check=tuple(rows_of(to_check.places, slots, wanted, first)),
        more_to_check=bool(to_check.after or page.after) and not question.wanted.asks_nothing,
        near=() if page.places or after else _near(question, known, first + len(to_check.places)),
        widened=widened,
    )


def _look(question: Question, after: str) -> tuple[Page, Page]:
    there = question.there()
    page = page_of(question.met(there), after)
    apart = not after and not page.after  # at the end of a long list they are only named
    to_check = page_of(question.to_check(there), "", TO_CHECK_SHOWN) if apart else Page()
    return page, to_check


def _why_widened(where: Where) -> str:
    communes = listed(commune.name for commune in where.communes)
    if where.locality:
        return f"Aucun lieu n’est déclaré à {where.locality} même pour ce que vous cherchez. Voici {communes}."
    return f"Aucun lieu de {communes} ne porte ce nom. Voici tous ceux de la commune."


def _near(question: Question, known: Vocabulary, first: int) -> tuple[Row, ...]:
    """Return what the communes around offer, when nothing is found there."""
    point = question.where.point
    if point is None:
        return ()
    found = around(question, point, known)
    places: Sequence[PublishedPlace] = [place for place, _ in found]
    distances = {place.pk: away for place, away in found}
    return tuple(rows_of(places, question.slots(places), question.wanted, first, distances))
