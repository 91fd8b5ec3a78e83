"""Operators of the zone that may be the one about to be invited: the same number, or a name that is near."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from preau.foundation.accounts.actors import Actor
from preau.law.words import fold
from preau.operators.models import CareOperator

NEAR = 84  # similarity, of 100
_SMALL_WORDS = frozenset(
    [
        *("asbl", "a.s.b.l.", "vzw", "ecole", "commune", "administration", "communale", "ville", "cpas"),
        *("d", "de", "des", "du", "l", "la", "le", "les", "et", "a", "au", "aux"),
    ]
)


@dataclass(frozen=True)
class Lookalike:
    """An operator already known in the zone, and why it may be the same, in French."""

    operator: CareOperator
    why: str


def lookalikes(actor: Actor, names: Iterable[str], enterprise_number: str = "") -> list[Lookalike]:
    """Return the operators `actor` sees that carry this number, or a name near one of `names`; one query."""
    wanted = [words for words in map(_words, names) if words]
    known = CareOperator.objects.visible_to(actor).select_related("body__organisation")
    found: list[Lookalike] = []
    for operator in known:
        if enterprise_number and operator.body.enterprise_number == enterprise_number:
            found.insert(0, Lookalike(operator, "Il porte le même numéro d’entreprise."))
        elif any(_near(mine, theirs) for mine in wanted for theirs in _names_of(operator)):
            found.append(Lookalike(operator, "Son nom ressemble à celui que vous donnez."))
    return found


def _names_of(operator: CareOperator) -> set[tuple[str, ...]]:
    return {_words(operator.name), _words(str(operator.body.organisation))} - {()}


def _near(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Tell whether one name holds all the words of the other, or they are written nearly alike."""
    first, second = set(mine), set(theirs)
    return first <= second or second <= first or token_sort_ratio(" ".join(mine), " ".join(theirs)) >= NEAR


def _words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from another; all of them when none does."""
    words = fold(name).replace("'", " ").replace("-", " ").split()
    return tuple(word for word in words if word not in _SMALL_WORDS) or tuple(words)
