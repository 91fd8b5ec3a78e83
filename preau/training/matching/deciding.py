"""From encodings to decisions: the best pairs, the margin over the second, settled alone, proposed or neither."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from preau.training.matching.catalogue import Catalogue
from preau.training.matching.evidence import DOUBT, ROUNDED, SENTENCES, Pair, Weighing, hours_speak
from preau.training.matching.index import Kind, Typed

PROPOSE, SETTLE = 0.4, 0.9
LEAST_TITLE = 0.4  # how much a title must look like the one typed for its module to be proposed
NEAR_TITLE = 0.3  # two titles of a provider less apart than this may be taken one for the other
MARGIN = 0.05  # by which the first must be ahead of the second to be settled alone
TITLES, NAMES, SHOWN = 14, 8, 5
ELSEWHERE = 5  # titles of other providers weighed when the provider is beyond doubt
# Rough likenesses: a name or title beyond doubt, a fair one, the least worth weighing; and the least weight in common.
SURE, FAIR, LEAST, TELLING, NEARLY = 0.9, 0.6, 0.15, 0.8, 0.55
WEAK = 0.85  # how well a provider is named for its title, taught elsewhere too, to be taken for its own
BORN_BY_ANOTHER = 0.03  # a provider whose name fits better by this much is the one that was meant


class Decision(StrEnum):
    """What may be done with an encoding without a person."""

    AUTO = "auto"
    REVIEW = "review"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Encoding:
    """What a person typed; `hours` and `day` are None when unknown."""

    organisation: str
    module: str
    hours: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provider and a module of the catalogue by their identifiers; no `module` when only the provider is found."""

    organisation: str
    module: str | None
    score: float
    codes: tuple[str, ...] = ()

    @property
    def reasons(self) -> list[str]:
        return [SENTENCES[code] for code in self.codes]


@dataclass(frozen=True, slots=True)
class Match:
    """The answer for one encoding. `organisation` and `module` are None when nothing is proposed for them."""

    organisation: str | None
    module: str | None
    score: float
    decision: Decision
    codes: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    @property
    def reasons(self) -> list[str]:
        return [SENTENCES[code] for code in self.codes]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The scores from which a match is proposed, and from which it is settled without a person."""

    propose: float = PROPOSE
    settle: float = SETTLE


def match(catalogue: Catalogue, encodings: Iterable[Encoding], thresholds: Thresholds | None = None) -> list[Match]:
    """Return the match of each encoding, in order. Encodings that read alike are weighed once."""
    limits = thresholds or Thresholds()
    weighed: dict[tuple[Typed, Typed], list[Pair]] = {}
    found = []
    for one in encodings:
        key = (catalogue.typed(one.organisation), catalogue.typed(one.module))
        pairs = weighed.get(key)
        if pairs is None:
            pairs = weighed[key] = pairs_of(catalogue, *key)
        found.append(_decided(catalogue, pairs, one.hours, limits))
    return found


def pairs_of(catalogue: Catalogue, organisation: Typed, module: Typed) -> list[Pair]:
    """Return the plausible pairs of what was typed, best first, their doubts known but for the hours."""
    weighing = Weighing(catalogue, organisation, module)
    modules, alone = _to_weigh(catalogue, weighing.both)
    pairs = sorted((pair for pair in map(weighing.pair, modules) if pair is not None), key=_order)
    providers = sorted(map(weighing.provider_alone, alone), key=_order)
    _doubt_the_name(pairs, providers)
    _doubt_the_margin(pairs)
    pairs = pairs[: SHOWN * 2] + [one for one in providers[:2] if one.provider > 0.5]
    return sorted(pairs, key=lambda pair: (-pair.doubtful, *_order(pair)))


def _order(pair: Pair) -> tuple[float, int, int]:
    return -pair.score, pair.organisation, pair.module


def _to_weigh(catalogue: Catalogue, both: tuple[Typed, Typed]) -> tuple[list[int], list[int]]:
    """Return the modules worth weighing, and the providers that may have been named."""
    organisation, module = both
    named, titles = catalogue.named, catalogue.titles
    who = named.rough(organisation, NAMES)
    what = titles.rough(module, TITLES)
    if who and who[0][0] > SURE and what and what[0][0] > FAIR:
        who = [one for one in who if one[0] > who[0][0] * NEARLY]
        what = what[:ELSEWHERE]
    else:
        who = who + named.rough(module, NAMES)
        what = what + titles.rough(organisation, TITLES)
    providers = dict.fromkeys(named.entries[entry].owner for rough, entry in who if rough > LEAST)
    modules = dict.fromkeys(titles.entries[entry].owner for rough, entry in what if rough > LEAST)
    reach = module.reach.keys() | organisation.reach.keys()
    weights = catalogue.vocabulary.weights
    for provider in providers:
        for one in catalogue.organisations[provider].modules:
            common = reach & catalogue.modules[one].words
            if common and sum(weights[word] for word in common) > TELLING:
                modules[one] = None
    return list(modules), list(providers)


def _doubt_the_name(pairs: list[Pair], providers: list[Pair]) -> None:
    """Doubt each pair whose provider bears the typed name less well than another provider does."""
    names = [one for one in providers if one.kind not in {Kind.TRAINER, Kind.PLACE, Kind.INITIALS, None}]
    if not names:
        return
    best = max(names, key=lambda one: one.provider)
    for pair in pairs:
        if pair.organisation != best.organisation and best.provider > pair.provider + BORN_BY_ANOTHER:
            pair.doubts.append("better_provider")


def _doubt_the_margin(pairs: list[Pair]) -> None:
    """Doubt a pair when another is close, and a weak sign of the provider when its title is taught elsewhere."""
    best = pairs[0].score if pairs else 0.0
    for pair in pairs[: SHOWN * 2]:
        others = [one for one in pairs if one is not pair]
        if any(other.score > pair.score - MARGIN for other in others):
            pair.doubts.append("close_second")
        if pair.score < best - MARGIN:
            continue
        weak = pair.kind in {Kind.PLACE, Kind.INITIALS} or pair.provider < WEAK
        if weak and any(one.title > pair.title - 0.1 and one.organisation != pair.organisation for one in others):
            pair.doubts.append("title_elsewhere")
        if pair.text != pair.read_as and any(
            one.organisation == pair.organisation and one.read_as != pair.read_as and one.read_as.startswith(pair.text)
            for one in others
        ):
            pair.doubts.append("title_continues")


def _decided(catalogue: Catalogue, pairs: Sequence[Pair], hours: Decimal | None, limits: Thresholds) -> Match:
    both = sorted(((_candidate(catalogue, pair, hours), pair) for pair in pairs), key=lambda one: -one[0].score)[:SHOWN]
    candidates = tuple(one for one, _ in both)
    if not candidates:
        return Match(None, None, 0.0, Decision.NONE, (), ())
    best = candidates[0]
    if best.score < limits.propose:
        return Match(None, None, best.score, Decision.NONE, best.codes, candidates)
    if best.module is not None and best.score >= limits.settle:
        if not _hours_of_another(catalogue, both, hours):
            return Match(best.organisation, best.module, best.score, Decision.AUTO, best.codes, candidates)
        best = replace(best, score=min(best.score, DOUBT), codes=(*best.codes, "hours_of_another"))
        candidates = (best, *candidates[1:])
    # A provider may be sure and its module only vaguely like what was typed: then no module is proposed.
    module, codes = best.module, best.codes
    if module is not None and both[0][1].title < LEAST_TITLE:
        module, codes = None, (*codes, "module_unknown")
    return Match(best.organisation, module, best.score, Decision.REVIEW, codes, candidates)


def _hours_of_another(catalogue: Catalogue, both: Sequence[tuple[Candidate, Pair]], hours: Decimal | None) -> bool:
    """Tell whether the hours are not those of the first module but of another that its provider calls much the same."""
    first, pair = both[0]
    known = catalogue.modules[pair.module].hours
    if hours is None or known is None or abs(hours - known) <= ROUNDED:
        return False
    return any(
        "hours" in one.codes and one.organisation == first.organisation and other.title > pair.title - NEAR_TITLE
        for one, other in both[1:]
    )


def _candidate(catalogue: Catalogue, pair: Pair, hours: Decimal | None) -> Candidate:
    codes = [*pair.reasons, *pair.doubts]
    score = pair.doubtful
    module = catalogue.modules[pair.module] if pair.module >= 0 else None
    said = hours_speak(hours, module.hours) if module else None
    if said:
        codes.insert(len(pair.reasons), said)
        if said == "hours_contradict":
            score = min(score, DOUBT) - 0.02
    organisation = catalogue.organisations[pair.organisation].id
    return Candidate(
        organisation, module.id if module else None, round(max(score, 0.0), 3), tuple(dict.fromkeys(codes))
    )
