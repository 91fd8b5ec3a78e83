"""Whether a certificate names somebody, or something: accents, order, hyphens, initials, and what a scan gets wrong."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from preau.law.words import fold

NEAR = 80  # of 100: two words that a slip of the pen or of the scanner may turn into each other
SHORT = 3  # letters up to which a word is only like itself
AROUND = 4  # words before or after the family name among which the first name stands

TITLES = {"m", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle", "dr", "nom", "prenom", "et", "le", "la", "a"}
LEGAL = {"asbl", "a.s.b.l", "aisbl", "srl", "sa", "sprl", "sc", "scrl", "vzw", "fondation", "association"}
EMPTY = {
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "et",
    "en",
    "au",
    "aux",
    "a",
    "pour",
    "the",
    "un",
    "une",
} | LEGAL

_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "6": "b"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Naming:
    """Whether it is named: yes, no, or None when it is only likely; `seen` quotes the text."""

    named: bool | None
    seen: str = ""


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: hyphens and apostrophes part them."""
    return _WORD.findall(fold(text))


@dataclass(frozen=True)
class _Word:
    """A word of the text: folded, as written, what stands before it (a space, a comma, a new line), a dot after it."""

    folded: str
    written: str
    before: str
    dotted: bool

    @property
    def is_name(self) -> bool:
        return self.written[0].isupper() and self.folded not in TITLES and len(self.folded) >= SHORT


def _split(text: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        before = "\n" if "\n" in between else "," if any(sign in between for sign in ",;/") else " "
        dotted = text[match.end() : match.end() + 1] == "."
        words.append(_Word(fold(match.group()), match.group(), before, dotted))
        end = match.end()
    return words


def names_person(text: str, first_name: str, last_name: str) -> Naming:
    """Tell whether the text names a person. None: a name near hers, or hers without the first name."""
    first, last = words_of(first_name), words_of(last_name)
    if not last:
        return Naming(None)
    words = _split(text)
    best = Naming(False)
    for start in range(len(words) - len(last) + 1):
        how = _same(last, [word.folded for word in words[start : start + len(last)]])
        if how is False:
            continue
        found = _with_first(first, words, start, start + len(last), how)
        best = max(best, found, key=lambda one: (one.named is True, one.named is None, len(one.seen)))
        if best.named:
            return best
    return best


def _with_first(first: list[str], words: list[_Word], start: int, end: int, last_is: bool | None) -> Naming:
    """Look for the first name on either side of a family name found at [start, end)."""
    best = Naming(False)
    size = len(first)
    for begin in [*range(start - size, start - size - AROUND, -1), *range(end, end + AROUND)] if first else []:
        if not 0 <= begin <= len(words) - size:
            continue
        how = _same(first, [word.folded for word in words[begin : begin + size]])
        joined = _joined(words, start, end, begin, begin + size)
        if how is False or joined is False:
            continue
        seen = _quote(words, min(begin, start), max(begin + size, end))
        if how and joined and last_is:
            return Naming(True, seen)
        best = Naming(None, seen)
    if best.named is None:
        return best
    for place in (start - 1, end):
        if 0 <= place < len(words) and first and _is_initial(words[place], first[0][0], before=place < start):
            return Naming(last_is, _quote(words, min(place, start), max(place + 1, end)))
    for place in (start - 1, end):
        if 0 <= place < len(words) and words[place].is_name and words[max(place, start)].before == " ":
            return Naming(False, _quote(words, min(place, start), max(place + 1, end)))
    return Naming(None, _quote(words, start, end))


def _is_initial(word: _Word, letter: str, *, before: bool) -> bool:
    """Tell whether a word is an initial: « M. » is a title, and « a » after a name a verb, even in capitals."""
    return word.folded == letter != "m" and word.written.isupper() and (before or word.dotted)


def _joined(words: list[_Word], start: int, end: int, begin: int, stop: int) -> bool | None:
    """Tell whether a first name at [begin, stop) goes with the family name at [start, end), None when it may."""
    low, high = (stop, start) if begin < start else (end, begin)
    if high < low:
        return False
    between, gaps = words[low:high], [word.before for word in words[low : high + 1]]
    if any(word.folded in {"prenom", "prenoms", "nom"} for word in words[max(high - 1, 0) : high]):
        return True
    if "\n" in gaps or len(between) > 1:
        return None if len(between) <= 1 else False
    if any(word.folded == "et" for word in between):
        return False
    if "," in gaps:  # « Lambert, Zoé », but not « Paul Lambert, Zoé Petit »
        other = start > 0 and words[start - 1].is_name and words[start].before == " "
        return None if other or begin < start else True
    return True


def _quote(words: list[_Word], start: int, end: int) -> str:
    return " ".join(word.written for word in words[start:end])


def _same(wanted: list[str], found: list[str]) -> bool | None:
    """Compare words one by one: True when the same but for what a scan confuses, None when near, else False."""
    if len(wanted) != len(found):
        return False
    if all(_alike(one) == _alike(other) for one, other in zip(wanted, found, strict=True)):
        return True
    near = all(_near(one, other) for one, other in zip(wanted, found, strict=True))
    return None if near else False


def _alike(word: str) -> str:
    return word.replace("rn", "m").replace("vv", "w").translate(_ALIKE)


def _near(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > SHORT and fuzz.ratio(_alike(one), _alike(other)) >= NEAR


def names_thing(text: str, names: tuple[str, ...], enough: float, some: float) -> Naming:
    """Tell whether the text has one of these names: True from `enough` of its words, None from `some` (0 to 1)."""
    words = words_of(text)
    there = set(words)
    best, seen = 0.0, ""
    for name in names:
        wanted = [word for word in words_of(name) if word not in EMPTY] or words_of(name)
        if not wanted:
            continue
        found = [word for word in wanted if word in there or any(_near(word, other) for other in there)]
        share = sum(map(len, found)) / sum(map(len, wanted))
        if share > best:
            best, seen = share, " ".join(found)
    if best >= enough:
        return Naming(True, seen)
    return Naming(None if best >= some else False, seen)
