"""One search box for provider and module: accents, typing errors, acronyms and the order of words do not matter."""

from dataclasses import dataclass
from heapq import nlargest

from preau.training.matching.catalogue import Catalogue
from preau.training.matching.index import Kind, Typed
from preau.training.matching.words import read

FIRST, PROVIDERS, TITLES = 8, 12, 60
LEAST = 0.45  # share of what was typed that a suggestion must explain
PEOPLE = frozenset({Kind.TRAINER, Kind.PLACE})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A provider and one of its modules, or a provider alone; `by` is how the provider was found, if it was."""

    organisation: str
    module: str | None
    score: float
    by: Kind | None


def suggest(catalogue: Catalogue, words: str, most: int = FIRST) -> list[Suggestion]:
    """Return what a person may be typing, best first, at most `most`; nothing for a text without words.

    The last word may be unfinished. Providers without module come in only when no module fits better.
    """
    typed = Typed(read(words), catalogue.vocabulary, unfinished=not words.endswith(" "))
    if not typed.words:
        return []
    named, titles = catalogue.named, catalogue.titles
    by: dict[int, Kind] = {}
    for _, entry in named.rough(typed, PROVIDERS):
        by.setdefault(named.entries[entry].owner, named.entries[entry].kind)
    modules = dict.fromkeys(titles.entries[entry].owner for _, entry in titles.rough(typed, TITLES))
    for one in by:
        modules.update(dict.fromkeys(catalogue.organisations[one].modules))
    found = [(*_module(catalogue, typed, one), one) for one in modules]
    alone = [(_provider(catalogue, typed, one), one) for one in by]
    scored = [
        (score, title, -one, one, catalogue.modules[one].organisation) for score, title, one in found if score >= LEAST
    ] + [(score, 0.0, -len(catalogue.modules) - one, None, one) for score, one in alone if score >= LEAST]
    return [
        Suggestion(
            catalogue.organisations[provider].id,
            None if module is None else catalogue.modules[module].id,
            round(min(score, 1.0), 3),
            by.get(provider),
        )
        for score, _, _, module, provider in nlargest(most, scored)
    ]


def _module(catalogue: Catalogue, typed: Typed, module: int) -> tuple[float, float]:
    """Return how much of what was typed a module and its provider explain, and how much of its title was typed."""
    one = catalogue.modules[module]
    none = [0.0] * len(typed.words)
    by_title = typed.explained(one.words) or none
    by_provider = typed.explained(catalogue.organisations[one.organisation].words) or none
    told = sum(w * max(a, b) for w, a, b in zip(typed.weights, by_title, by_provider, strict=True)) / typed.total
    weights = catalogue.vocabulary.weights
    title = max((typed.covers(entry, weights) for entry in one.entries), default=0.0)
    numbers = 0.04 if typed.numbers and set(typed.numbers) <= set(one.entries[0].numbers) else 0.0
    return told * (0.85 + 0.15 * title) + numbers, title


def _provider(catalogue: Catalogue, typed: Typed, organisation: int) -> float:
    one = catalogue.organisations[organisation]
    weights = catalogue.vocabulary.weights
    mine = typed.explained(one.words) or [0.0]
    told = sum(w * a for w, a in zip(typed.weights, mine, strict=False)) / typed.total
    name = max((typed.covers(entry, weights) for entry in one.entries if entry.kind not in PEOPLE), default=0.0)
    return told * (0.85 + 0.15 * name)
