"""Where somebody looks for care, understood from one box: a commune, a locality, a postal code, a name.

A name is taken as it is written; failing that, the nearest name is taken and said, or several are proposed. Nothing is
ever decided by words in common: « Saint-Nicolas » is not « Saint-Ghislain ».
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from preau.foundation.territory.api import Point, communes_of_postal_code
from preau.operators.search.vocabulary import Commune, Named, Vocabulary
from preau.operators.search.words import tokens, words_of

LONGEST = 100  # characters of a question
MAX_WORDS = 6
_CODE = re.compile(r"[1-9]\d{3}", re.ASCII)
_PROPOSED = 4


@dataclass(frozen=True)
class Where:
    """What was understood. `communes`: only there; `words`: places that hold them all; `point`: to tell what is near.

    `said` is where, in words. `read_as` is what a mistyped question was taken for; `proposals` are what else it may be;
    `unknown`: nothing at all was understood. `locality`: a part of the commune, looked for by its words first.
    `ignored`: the words that no place bears. `common_words`: those that so many bear that an index does not help.
    """

    text: str = ""
    communes: tuple[Commune, ...] = ()
    words: tuple[str, ...] = ()
    point: Point | None = None
    said: str = ""
    read_as: str = ""
    proposals: tuple[str, ...] = ()
    unknown: bool = False
    locality: str = ""
    ignored: tuple[str, ...] = ()
    common_words: frozenset[str] = frozenset()

    @property
    def is_asked(self) -> bool:
        return bool(self.communes or self.words)


def understand(text: str, known: Vocabulary) -> Where:
    """Return where `text` is."""
    typed = tokens(text)
    if not typed:
        return Where(text=text)
    where = _understood(text, typed, known)
    return replace(where, common_words=frozenset(where.words) & known.common_words)


def _understood(text: str, typed: list[str], known: Vocabulary) -> Where:
    codes = [word for word in typed if _CODE.fullmatch(word) and communes_of_postal_code(word)]
    if codes:
        return _by_code(text, codes[0], [word for word in typed if word not in codes], known)
    return _by_name(text, typed, known) or _by_words(text, known) or _nearly(text, typed, known)


def _by_code(text: str, code: str, others: list[str], known: Vocabulary) -> Where:
    communes = tuple(known.by_nis[nis] for nis in communes_of_postal_code(code) if nis in known.by_nis)
    named = known.names.get("".join(others))
    if named is not None:
        communes = tuple(one for one in communes if one in named.communes) or communes
    said = f"{code} {' ou '.join(commune.name for commune in communes)}"
    return Where(text=text, communes=communes, point=communes[0].point if communes else None, said=said)


def _by_name(text: str, typed: list[str], known: Vocabulary) -> Where | None:
    """Find a name of a commune or locality within the question, all else being words of a place."""
    for named, rest in _names_within(typed, known):
        if all(word in known.words for word in rest):
            return _at(text, named, known, rest)
    return None


def _names_within(typed: list[str], known: Vocabulary) -> Iterator[tuple[Named, tuple[str, ...]]]:
    """Yield the names a question holds with the words left over, the longest names first."""
    for length in range(len(typed), 0, -1):
        for start in range(len(typed) - length + 1):
            named = known.names.get("".join(typed[start : start + length]))
            if named is not None:
                yield named, tuple(words_of(" ".join(typed[:start] + typed[start + length :])))


def _at(text: str, named: Named, known: Vocabulary, rest: tuple[str, ...] = ()) -> Where:
    """Return where a name is. One that is heard as a commune's is proposed too: Tournay, Tournai."""
    there = " ou ".join(commune.name for commune in named.communes)
    alike = () if named.is_commune else known.communes_like("".join(tokens(named.words)))
    return Where(
        text=text,
        communes=named.communes,
        words=(rest if named.is_commune else (*rest, *words_of(named.words)))[:MAX_WORDS],
        point=named.point,
        said=named.words if named.is_commune else f"{named.words} ({there})",
        locality="" if named.is_commune else named.words,
        proposals=tuple(one.words for one in alike if one.communes != named.communes)[:_PROPOSED],
    )


def _by_words(text: str, known: Vocabulary) -> Where | None:
    words = words_of(text)[:MAX_WORDS]
    if not words or not all(word in known.words for word in words):
        return None
    return Where(text=text, words=tuple(words), said=f"« {text} »")


def _nearly(text: str, typed: list[str], known: Vocabulary) -> Where:
    """Take the one name nearest to what was typed, or else mend word by word; propose when several are as near."""
    names = known.near_names("".join(typed))
    best = _first_alone(names, known)
    if best:
        others = tuple(known.names[key].words for _, key in names[1:_PROPOSED])
        found = _at(text, known.names[best], known)
        return replace(found, read_as=known.names[best].words, proposals=others)
    proposals = tuple(known.names[key].words for _, key in names[:_PROPOSED])
    mended = _mended(typed, known)
    if mended != typed:
        again = " ".join(mended)
        found_again = _by_name(again, mended, known) or _by_words(again, known)
        if found_again is not None:
            return replace(found_again, text=text, read_as=again, proposals=proposals)
    for named, rest in _names_within(mended, known):
        held = tuple(word for word in rest if word in known.words)
        left = tuple(word for word in rest if word not in known.words)
        return replace(_at(text, named, known, held), ignored=left, proposals=proposals)
    return Where(text=text, unknown=True, proposals=proposals or _beginning("".join(typed), known))


def _first_alone(names: list[tuple[float, str]], known: Vocabulary) -> str:
    """Return the nearest name when none other is as near; a commune goes before localities as near."""
    if not names:
        return ""
    (gap, first), *others = names
    alone = all(
        other > gap or (known.names[first].is_commune and not known.names[key].is_commune) for other, key in others
    )
    return first if alone else ""


def _mended(typed: list[str], known: Vocabulary) -> list[str]:
    """Put the nearest known word in place of each unknown one, unless there is none or several are as near.

    Once the question holds a name that tells where, the other words are not taken for names.
    """
    mended = []
    located = next(_names_within(typed, known), None) is not None
    for word in typed:
        near = []
        if len(word) > 3 and word not in known.words and word not in known.names:
            near = known.near_words(word) or ([] if located else known.near_names(word))
        alone = len(near) == 1 or (len(near) > 1 and near[0][0] < near[1][0])
        mended.append(near[0][1] if alone else word)
    return mended


def _beginning(whole: str, known: Vocabulary) -> tuple[str, ...]:
    """Return the names that begin with what was typed, communes first: somebody who stopped early."""
    if len(whole) < 2:
        return ()
    found = (named for key, named in known.names.items() if key.startswith(whole))
    ranked = sorted(found, key=lambda named: (not named.is_commune, len(named.words), named.words))
    return tuple(named.words for named in ranked)[:_PROPOSED]
