"""What speaks for one provider and one module, and what speaks against: a score from 0 to 1 and its reasons."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from operator import mul

from rapidfuzz.fuzz import ratio

from preau.training.matching.catalogue import Catalogue, Module, Organisation, shared_key
from preau.training.matching.index import Entry, Kind, Named, Typed
from preau.training.matching.words import LEVEL_WORDS, STOP

TITLE_SHARE, PROVIDER_SHARE = 0.55, 0.45
DOUBT = 0.88  # the most a pair may score while something speaks against it: always under the threshold to settle
ROUNDED = Decimal("1.5")  # hours
FOREIGN = 0.9  # weight of words of other modules that may stand in a title without a doubt
WHOLE = 0.75  # share of a title that must be typed for it to be settled alone
CUT_TITLE, CUT_NAME = 0.9, 0.8  # what the beginning of a title or name is worth of the whole
LEAST_WORTH = 0.2  # of a title, for its module to be thought of at all
KNOWN_BUT_OTHER = 1.15  # a word the catalogue knows, and this module lacks, tells more than a word nobody knows
# How far each kind of name identifies its provider when it was typed whole.
WORTH = {
    Kind.NAME: 1.0,
    Kind.ALIAS: 1.0,
    Kind.ACRONYM: 1.0,
    Kind.INITIALS: 0.92,
    Kind.TRAINER: 0.88,
    Kind.PLACE: 0.82,
    Kind.TITLE: 1.0,
    Kind.MAIN_TITLE: 0.97,
}

TITLES = frozenset({Kind.TITLE, Kind.MAIN_TITLE})
NUMBER_LOST = 0.85  # what a provider's name is worth without its number: « Petits Tours » for « 3 Petits Tours »

SENTENCES = {
    "name": "le nom de l’organisme concorde",
    "alias": "c’est un autre nom de l’organisme",
    "acronym": "c’est le sigle de l’organisme",
    "initials": "ce sont les initiales de l’organisme",
    "trainer": "une formatrice ou un formateur de l’organisme est écrit à sa place",
    "place": "un lieu de l’organisme est écrit à sa place",
    "title": "l’intitulé concorde",
    "part_of_title": "une partie de l’intitulé concorde",
    "swapped": "l’organisme et l’intitulé sont écrits l’un à la place de l’autre",
    "title_as_provider": "l’intitulé est écrit à la place de l’organisme",
    "merged": "l’organisme et l’intitulé sont écrits dans le même champ",
    "hours": "les heures concordent",
    "no_provider": "l’organisme n’est pas dit",
    "other_provider": "l’organisme écrit est un autre",
    "better_provider": "un autre organisme porte mieux le nom écrit",
    "other_level": "le niveau, le numéro ou l’âge diffère",
    "level_unsaid": "le niveau, le numéro ou l’âge n’est pas dit",
    "title_incomplete": "l’intitulé écrit est incomplet",
    "title_continues": "l’intitulé écrit est peut-être le début d’un autre",
    "other_words": "un mot de l’intitulé écrit n’est pas dans ce module",
    "shared_trainer": "plusieurs organismes ont cette formatrice ou ce formateur",
    "shared_place": "plusieurs organismes ont ce lieu",
    "shared_letters": "plusieurs organismes ont ces initiales",
    "hours_contradict": "les heures ne concordent pas",
    "hours_of_another": "les heures sont celles d’un autre module, de titre proche",
    "close_second": "un autre module est presque aussi proche",
    "title_elsewhere": "d’autres organismes donnent un module du même intitulé",
    "module_unknown": "aucun module de l’organisme ne porte cet intitulé",
}


@dataclass(slots=True)
class Pair:
    """A provider and a module, or a provider alone (`module` -1), weighed."""

    organisation: int
    module: int
    title: float
    provider: float
    kind: Kind | None
    reasons: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    score: float = 0.0
    text: str = ""
    read_as: str = ""

    def settle_score(self) -> "Pair":
        self.score = TITLE_SHARE * self.title + PROVIDER_SHARE * self.provider
        return self

    @property
    def doubtful(self) -> float:
        """Return the score, held under the threshold to settle when something speaks against the pair."""
        return min(self.score, DOUBT) if self.doubts else self.score


@dataclass(frozen=True, slots=True)
class Fit:
    """How one cell fits a title or a provider.

    `covered` is the share of the name that was typed, `explained` the share of the typed words the name explains,
    `foreign` the weight of typed words that the catalogue knows elsewhere only, `is_cut` true when the cell stops in
    the middle of a word of the name.
    """

    entry: Entry | None
    covered: float
    explained: float
    foreign: float = 0.0
    is_cut: bool = False

    @property
    def worth(self) -> float:
        return self.explained * (0.35 + 0.65 * self.covered)


NO_FIT = Fit(None, 0.0, 0.0)


def best_entry(typed: Typed, entries: list[Entry], weights: dict[str, float]) -> tuple[Entry | None, float]:
    """Return the entry most of which was typed, and the share of it."""
    found, most = None, 0.0
    for entry in entries:
        share = typed.covers(entry, weights)
        if share:
            share *= WORTH[entry.kind]
            # The numbers of a title are weighed apart, in `_title`.
            if entry.numbers and entry.kind not in TITLES and not set(entry.numbers) <= set(typed.numbers):
                share *= NUMBER_LOST
            if share > most:
                found, most = entry, share
    return found, most


class Weighing:
    """One encoding weighed against many pairs: what it says of each provider is worked out once."""

    def __init__(self, catalogue: Catalogue, organisation: Typed, module: Typed) -> None:
        self.catalogue = catalogue
        self.both = (organisation, module)
        self._weights = catalogue.vocabulary.weights

    def named(self, organisation: int) -> tuple[Named, Named]:
        """Return how each cell names a provider."""
        one = self.catalogue.organisations[organisation]
        return self._name(self.both[0], organisation, one), self._name(self.both[1], organisation, one)

    def _name(self, typed: Typed, place: int, one: Organisation) -> Named:
        found = typed.named.get(place)
        if found is None:
            mine = typed.explained(one.words)
            if mine is None:
                found = NOT_NAMED
            else:
                entry, covered = best_entry(typed, one.entries, self._weights)
                found = entry, covered, mine
                if typed.may_be_cut and any(is_cut_of(typed, known) for known in one.entries):
                    found = entry, max(covered, CUT_NAME), [1.0] * len(typed.words)
            typed.named[place] = found
        return found

    def title_fit(self, typed: Typed, module: Module, mine: list[float] | None, others: list[float] | None) -> Fit:
        """Return how a cell fits a module's titles; `others` says how far the provider explains each word."""
        if mine is None:
            return NO_FIT
        entry, covered = best_entry(typed, module.entries, self._weights)
        if entry is None:
            return NO_FIT
        counted = told = 0.0
        foreign = 0.0
        for place, own in enumerate(mine):
            if others is not None and others[place] > own:
                continue
            weight = typed.weights[place]
            if not own and typed.words[place] in self._weights:
                foreign += weight
                weight *= KNOWN_BUT_OTHER
            counted += weight
            told += weight * own
        if not told:
            return NO_FIT
        cut = typed.may_be_cut and next((one for one in module.entries if is_cut_of(typed, one)), None)
        if cut:
            return Fit(cut, max(covered, CUT_TITLE), 1.0, 0.0, is_cut=True)
        fit = Fit(entry, covered, told / counted, foreign)
        if 0.5 < fit.worth < 0.97 and not foreign:
            alike = ratio(typed.joined, entry.joined, score_cutoff=90) / 100
            if alike > fit.worth:
                return Fit(entry, max(covered, alike), max(fit.explained, alike), foreign)
        return fit

    def pair(self, module: int) -> Pair | None:
        """Return the pair of a module and its provider with its score, reasons and doubts; hours are set apart.

        None when hardly anything of its title was typed.
        """
        taught = self.catalogue.modules[module]
        names = self.named(taught.organisation)
        by_title = [typed.explained(taught.words) for typed in self.both]
        titles = [self.title_fit(self.both[at], taught, by_title[at], names[at][2]) for at in (0, 1)]
        title_at = 1 if titles[1].worth >= titles[0].worth else 0
        if titles[title_at].worth <= LEAST_WORTH:
            return None
        fits = [provider_fit(self.both[at], names[at], by_title[at], shared=at != title_at) for at in (0, 1)]
        name_at = 0 if fits[0].worth >= fits[1].worth else 1
        named = fits[name_at].entry
        pair = Pair(taught.organisation, module, titles[title_at].worth, 0.0, named.kind if named else None)
        left = unexplained(self.both[0], names[0][2], by_title[0])
        _provider(pair, self, (fits[name_at], titles[title_at]), (name_at, title_at), left)
        _title(pair, self.both[title_at], titles[title_at])
        return pair.settle_score()

    def provider_alone(self, organisation: int) -> Pair:
        """Return the pair of a provider whose module is not in the catalogue, or not said."""
        names = self.named(organisation)
        fits = [provider_fit(self.both[at], names[at], None) for at in (0, 1)]
        name = max(fits, key=lambda fit: fit.worth)
        pair = Pair(organisation, -1, 0.0, name.worth, name.entry.kind if name.entry else None)
        if name.entry is not None:
            pair.reasons.append(name.entry.kind.value)
        pair.doubts.append("module_unknown")
        return pair.settle_score()


NOT_NAMED: Named = (None, 0.0, None)


def provider_fit(typed: Typed, named: Named, others: list[float] | None, *, shared: bool = True) -> Fit:
    """Return how a cell names a provider; `others` says how far the module explains each word.

    In the cell of the title (`shared` false) a word of both tells nothing of the provider: « Yoga » of « Le Yoga ».
    """
    entry, covered, mine = named
    if entry is None or mine is None:
        return NO_FIT
    counted = told = 0.0
    for place, own in enumerate(mine):
        if others is not None and (others[place] > own or (not shared and others[place] == own)):
            continue
        counted += typed.weights[place]
        told += typed.weights[place] * own
    return Fit(entry, covered, told / counted) if told else NO_FIT


def is_cut_of(typed: Typed, entry: Entry) -> bool:
    """Tell whether the cell is the beginning of the entry, stopped within a word or after a small one."""
    text = typed.text
    if not entry.text.startswith(text) or len(entry.text) == len(text):
        return False
    return entry.text[len(text)].isalnum() or text.rpartition(" ")[2] in STOP


def unexplained(typed: Typed, first: list[float] | None, second: list[float] | None) -> float:
    """Return the share of what was typed that neither explains."""
    if not typed.total:
        return 0.0
    if first is None or second is None:
        told = sum(map(mul, typed.weights, first or second or ()))
    else:
        told = sum(map(mul, typed.weights, map(max, first, second)))
    return 1 - told / typed.total


def _provider(pair: Pair, weighing: Weighing, fits: tuple[Fit, Fit], places: tuple[int, int], left: float) -> None:
    """Set what speaks for the provider: its name, or who and what stands in its place."""
    name, title = fits[0], fits[1].entry
    name_at, title_at = places
    nothing_said = weighing.both[0].total < 0.5 * weighing.catalogue.vocabulary.unknown
    if nothing_said:
        left = 0.0
    elif left > 0.5:
        pair.provider = 0.1 * name.worth
        pair.doubts.append("other_provider")
        return
    if name.entry is None or name.worth < 0.4:
        pair.provider, pair.kind = 0.4, None
        pair.doubts.append("title_as_provider" if title_at == 0 or not nothing_said else "no_provider")
        return
    kind = name.entry.kind
    if name_at == 0 and other_number(weighing.both[0], name.entry, title):
        pair.provider = 0.5 * name.worth
        pair.doubts.append("other_provider")
        return
    pair.provider = name.worth * (1 - 0.5 * left) if name_at else name.worth
    pair.reasons.append(kind.value)
    if name_at == 1 and title_at == 0:
        pair.reasons.append("swapped")
    elif name_at == title_at:
        pair.reasons.append("merged")
    if kind not in {Kind.NAME, Kind.ALIAS} and len(weighing.catalogue.shared[shared_key(name.entry)]) > 1:
        pair.doubts.append(SHARED.get(kind, "shared_letters"))


def other_number(typed: Typed, entry: Entry, title: Entry | None) -> bool:
    """Tell whether a provider's name was typed with another number: « 4 Petits Tours » is not « 3 Petits Tours ».

    The numbers of the title may stand in the same cell.
    """
    own = set(typed.numbers).difference(title.numbers if title else ())
    return bool(own) and own.isdisjoint(entry.numbers)


SHARED = {Kind.TRAINER: "shared_trainer", Kind.PLACE: "shared_place"}


def _title(pair: Pair, typed: Typed, fit: Fit) -> None:
    """Set what speaks for the title, and doubt another number, level or word."""
    if fit.entry is None:
        return
    pair.reasons.append("title" if fit.worth > 0.85 else "part_of_title")
    if typed.numbers != fit.entry.numbers:
        said = bool(typed.numbers) and bool(Counter(typed.numbers) - Counter(fit.entry.numbers))
        pair.title -= 0.15 if said else 0.06
        pair.doubts.append("other_level" if said else "level_unsaid")
    elif said_otherwise(typed, fit.entry):
        pair.doubts.append("other_level")
    if typed.levels - fit.entry.levels:
        pair.title -= 0.08
        pair.doubts.append("other_level")
    elif fit.entry.levels - typed.levels:
        pair.title -= 0.03
        pair.doubts.append("level_unsaid")
    if fit.explained < 0.75 or fit.foreign > FOREIGN:
        pair.doubts.append("other_words")
    elif fit.covered < WHOLE and not fit.is_cut:
        pair.doubts.append("title_incomplete")
    pair.text, pair.read_as = typed.text, fit.entry.text
    pair.title = max(0.0, pair.title)


def said_otherwise(typed: Typed, entry: Entry) -> bool:
    """Tell whether the same number is one of a level here and of a part or an age there: « module 3 », « niveau 3 »."""
    if not typed.numbers:
        return False
    here, there = LEVEL_WORDS.intersection(typed.words), LEVEL_WORDS & entry.words
    return bool(here and there and here.isdisjoint(there))


def hours_speak(typed: Decimal | None, known: Decimal | None) -> str | None:
    """Return "hours" when both agree, "hours_contradict" when one excludes the other, None when nothing is sure.

    Fewer hours than the module's, down to half, may be one day of two, and an hour more or less the midday meal:
    they say nothing.
    """
    if typed is None or known is None or known <= 0 or typed <= 0:
        return None
    if typed == known:
        return "hours"
    if abs(typed - known) <= ROUNDED:
        return None
    return "hours_contradict" if typed > known * Decimal("1.35") or typed < known * Decimal("0.45") else None
