"""The catalogue as the matcher sees it: providers, modules, trainers and places, read once and indexed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from preau.training.matching.index import Entry, Index, Kind, Typed
from preau.training.matching.vocabulary import Vocabulary
from preau.training.matching.words import Words, initials, read, singular

KEPT_TYPED = 1 << 16
_LETTERS = re.compile(r"\(([^\W\d_]{2,8})\)|\b([A-ZÀ-Ý](?:\.?[A-ZÀ-Ý]){2,7})\b\.?")
_PARTS = re.compile(r"\s+[-–—]\s+|\s*[:|/]\s+|\s*\(")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a catalogue; `kind` is organisation, module, trainer or place, `parent` the organisation of a child."""

    kind: str
    id: str
    parent: str
    name: str
    aliases: tuple[str, ...] = ()
    hours: Decimal | None = None


@dataclass
class Organisation:
    """A provider: the entries it is known by, and every word of them."""

    id: str
    name: str
    entries: list[Entry] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    modules: list[int] = field(default_factory=list)


@dataclass
class Module:
    """A module of a provider."""

    id: str
    title: str
    organisation: int
    hours: Decimal | None
    entries: list[Entry] = field(default_factory=list)
    words: frozenset[str] = frozenset()


Draft = tuple[int, Kind, Words]


class Catalogue:
    """Providers and modules ready to be matched. Not changed once made."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Read the rows; a module, trainer or place whose parent is no organisation among them is left out."""
        rows = list(rows)
        self.organisations = [Organisation(row.id, row.name) for row in rows if row.kind == "organisation"]
        self._places = {one.id: place for place, one in enumerate(self.organisations)}
        self.modules: list[Module] = []
        drafts: dict[str, list[Draft]] = {"names": [], "titles": [], "trainers": [], "places": []}
        for row in rows:
            self._draft(row, drafts)
        self.vocabulary = Vocabulary([[draft[2].words for draft in one] for one in drafts.values()])
        made = {name: [self._entry(draft) for draft in one] for name, one in drafts.items()}
        self.named = Index([*made["names"], *made["trainers"], *made["places"]])
        self.titles = Index(made["titles"])
        self._hand_over(made)
        self._typed: dict[Words, Typed] = {}

    def _draft(self, row: Row, drafts: dict[str, list[Draft]]) -> None:
        if row.kind == "organisation":
            drafts["names"] += _names(self._places[row.id], row)
            return
        parent = self._places.get(row.parent)
        if parent is None:
            return
        if row.kind == "module":
            place = len(self.modules)
            self.modules.append(Module(row.id, row.name, parent, row.hours))
            self.organisations[parent].modules.append(place)
            drafts["titles"] += _titles(place, row)
        else:
            kind = Kind.TRAINER if row.kind == "trainer" else Kind.PLACE
            drafts[f"{row.kind}s"] += [(parent, kind, read(name)) for name in (row.name, *row.aliases)]

    def _entry(self, draft: Draft) -> Entry:
        owner, kind, one = draft
        words = frozenset(one.words)
        total = sum(map(self.vocabulary.weights.__getitem__, words))
        return Entry(owner, kind, one.text, words, one.joined, one.numbers, one.levels, total)

    def _hand_over(self, made: dict[str, list[Entry]]) -> None:
        """Give each provider and module its entries; count at how many providers a trainer, place or acronym is."""
        self.shared: dict[str, set[int]] = defaultdict(set)
        for name, entries in made.items():
            for entry in entries:
                if name == "titles":
                    self.modules[entry.owner].entries.append(entry)
                    continue
                self.organisations[entry.owner].entries.append(entry)
                self.shared[shared_key(entry)].add(entry.owner)
        for one in self.organisations:
            one.words = frozenset(word for entry in one.entries for word in entry.words)
        for module in self.modules:
            module.words = frozenset(word for entry in module.entries for word in entry.words)

    def typed(self, text: str) -> Typed:
        """Return a typed text ready to be compared; texts that read alike are one."""
        words = read(text)
        found = self._typed.get(words)
        if found is None:
            if len(self._typed) >= KEPT_TYPED:
                self._typed.clear()
            found = self._typed[words] = Typed(words, self.vocabulary)
        return found


def shared_key(entry: Entry) -> str:
    """Return what two entries of different providers have in common when they are the same name."""
    kind = Kind.ACRONYM if entry.kind is Kind.INITIALS else entry.kind
    return f"{kind}:{' '.join(sorted(entry.words))}"


def _names(place: int, row: Row) -> list[Draft]:
    found: list[Draft] = []
    letters: dict[str, Kind] = {}
    for text in (row.name, *row.aliases):
        for one in _LETTERS.finditer(text):
            if text.strip("() .") == one[0].strip("() .") or one[1]:
                letters.setdefault((one[1] or one[2]).replace(".", "").lower(), Kind.ACRONYM)
        bare = _LETTERS.sub(" ", text) if "(" in text else text
        if read(bare).words or read(bare).numbers:
            found.append((place, Kind.NAME if text is row.name else Kind.ALIAS, read(bare)))
    made = initials(_LETTERS.sub(" ", row.name))
    if len(made) >= 3:
        letters.setdefault(made, Kind.INITIALS)
    known = {draft[2].words for draft in found}
    for acronym, kind in letters.items():
        if (acronym,) not in known:
            found.append((place, kind, Words(acronym, (singular(acronym),), (), frozenset())))
    return found


def _same_level(one: Words, other: Words) -> bool:
    return one.numbers == other.numbers and one.levels == other.levels


def _titles(place: int, row: Row) -> list[Draft]:
    found = []
    for text in (row.name, *row.aliases):
        whole = read(text)
        found.append((place, Kind.TITLE, whole))
        main = read(_PARTS.split(text.strip(), maxsplit=1)[0])
        if len(main.words) >= 2 and len(main.words) < len(whole.words) and _same_level(main, whole):
            found.append((place, Kind.MAIN_TITLE, main))
    return found
