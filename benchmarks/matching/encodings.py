"""The encodings: what operators would have typed, each with its kind of fault and its true match, or none."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.matching import catalogue, faults, words
from benchmarks.matching.catalogue import Module, Provider

COUNT = 6_000
Typed = tuple[str, str]


@dataclass(frozen=True)
class Encoded:
    """One line as typed; `true_organisation` and `true_module` are "" when there is none in the catalogue."""

    id: str
    organisation: str
    module: str
    hours: str
    day: date
    kind: str
    half: str
    true_organisation: str
    true_module: str


def make(providers: list[Provider], count: int = COUNT, seed: int = catalogue.SEED + 1) -> list[Encoded]:
    """Return `count` encodings, the same for the same seed."""
    draw = random.Random(seed)
    kinds = list(KINDS)
    weights = [KINDS[kind][0] for kind in kinds]
    found: list[Encoded] = []
    while len(found) < count:
        kind = draw.choices(kinds, weights)[0]
        one, module = _drawn(draw, providers)
        typed = KINDS[kind][1](draw, one, module)
        if typed is None:
            continue
        found.append(_line(draw, len(found) + 1, kind, (one, module), typed))
    return found


def _drawn(draw: random.Random, providers: list[Provider]) -> tuple[Provider, Module]:
    """Draw a module; some providers and modules are followed far more than others."""
    one = providers[min(int(draw.paretovariate(0.7)) * 7 % len(providers), len(providers) - 1)]
    if draw.random() < 0.7:
        one = draw.choice(providers)
    return one, draw.choice(one.modules)


def _line(
    draw: random.Random, number: int, kind: str, of: tuple[Provider, Module], typed: tuple[str, str, str]
) -> Encoded:
    provider, module = of
    organisation, title, truth = typed
    if draw.random() < 0.75:
        organisation = faults.careless(draw, organisation)
        title = faults.careless(draw, title)
    if kind not in ("typing", "exact", "rubbish") and draw.random() < 0.15:
        title = faults.slip(draw, title)
    own = kind not in NOWHERE
    return Encoded(
        f"E{number:05}",
        organisation,
        title,
        _hours(draw, module.hours),
        date(2021, 1, 4) + timedelta(days=draw.randrange(2_000)),
        kind,
        catalogue.half(provider.id if own else organisation + title),
        provider.id if truth else "",
        module.id if truth == "both" else "",
    )


def _hours(draw: random.Random, hours: int | None) -> str:
    """Return the hours typed: those of the module, one day of two, rounded, forgotten, or anything."""
    if hours is None or draw.random() < 0.06:
        return draw.choice(("", "", "6", "7", "12"))
    choice = draw.random()
    if choice < 0.78:
        return draw.choice((str(hours), str(hours), f"{hours},0", f"{hours}.0"))
    if choice < 0.88 and hours >= 12:
        return str(hours // 2)
    if choice < 0.95:
        return str(max(1, hours + draw.choice((-1, 1, 2))))
    return str(draw.choice((3, 6, 7, 8, 12, 14)))


Made = tuple[str, str, str] | None


def _exact(draw: random.Random, one: Provider, module: Module) -> Made:
    return one.name, module.title, "both"


def _typing(draw: random.Random, one: Provider, module: Module) -> Made:
    name = draw.choice((one.name, one.bare))
    which = draw.random()
    return (
        faults.typos(draw, name) if which < 0.7 else name,
        faults.typos(draw, module.title) if which > 0.3 else module.title,
        "both",
    )


def _acronym(draw: random.Random, one: Provider, module: Module) -> Made:
    letters = one.acronyms[0] if one.acronyms else catalogue.initials(one.bare)
    if len(letters) < 3 or (not one.acronyms and draw.random() < 0.7):
        return None
    shape = draw.choice(
        (letters, letters, letters.lower(), ".".join(letters) + ".", f"{letters} asbl", f"asbl {letters}")
    )
    return shape, module.title, "both"


def _former(draw: random.Random, one: Provider, module: Module) -> Made:
    return (draw.choice(one.former), module.title, "both") if one.former else None


def _lost(draw: random.Random, one: Provider, module: Module) -> Made:
    return (one.lost[0], module.title, "both") if one.lost else None


def _short(draw: random.Random, one: Provider, module: Module) -> Made:
    return faults.short_name(draw, one.bare), module.title, "both"


def _trainer(draw: random.Random, one: Provider, module: Module) -> Made:
    return faults.person(draw, draw.choice(one.trainers)), module.title, "both"


def _place(draw: random.Random, one: Provider, module: Module) -> Made:
    return (draw.choice(one.places), module.title, "both") if one.places else None


def _title(draw: random.Random, one: Provider, module: Module) -> Made:
    other = draw.choice(("", module.title, draw.choice(words.RUBBISH), f"{module.hours or 6} h"))
    return module.title, other, "both"


def _swapped(draw: random.Random, one: Provider, module: Module) -> Made:
    return module.title, draw.choice((one.name, one.bare, *one.acronyms)), "both"


def _cut(draw: random.Random, one: Provider, module: Module) -> Made:
    name = faults.cut(draw, one.bare) if draw.random() < 0.5 else one.bare
    return name, faults.cut(draw, module.title), "both"


def _merged(draw: random.Random, one: Provider, module: Module) -> Made:
    name = draw.choice((one.name, one.bare, *one.acronyms))
    whole = draw.choice(("{o} - {m}", "{o} : {m}", "{m} ({o})", "{m} par {o}", "{o} {m}", "{m} / {o}")).format(
        o=name, m=module.title
    )
    empty = draw.choice(("", "Autre", "AUTRE", "-", whole))
    return (empty, whole, "both") if draw.random() < 0.6 else (whole, empty, "both")


def _turned(draw: random.Random, one: Provider, module: Module) -> Made:
    name = faults.turned(draw, one.bare) if draw.random() < 0.5 else one.bare
    return name, faults.turned(draw, module.title), "both"


def _other_words(draw: random.Random, one: Provider, module: Module) -> Made:
    return draw.choice((one.name, one.bare)), faults.paraphrased(draw, module.title), "both"


def _dressed(draw: random.Random, one: Provider, module: Module) -> Made:
    extra = draw.choice([*one.trainers, *one.places])
    return draw.choice((one.name, one.bare)), faults.dressed(draw, module.title, extra), "both"


def _vague(draw: random.Random, one: Provider, module: Module) -> Made:
    telling = max(module.title.split(), key=len)
    return one.bare, draw.choice((f"formation {telling}", telling, f"journée {telling}")), "both"


def _wrong_provider(draw: random.Random, one: Provider, module: Module) -> Made:
    wrong = draw.choice(words.BY_TOWN[8:] + words.KINDS).format(
        t=draw.choice(words.TOWNS), e=draw.choice(words.EMBLEMS)
    )
    return wrong, module.title, "both"


def _unknown(draw: random.Random, one: Provider, module: Module) -> Made:
    return _stranger(draw), draw.choice(words.UNKNOWN), ""


def _known_title_elsewhere(draw: random.Random, one: Provider, module: Module) -> Made:
    return _stranger(draw), module.title, ""


def _stranger(draw: random.Random) -> str:
    """Return a name that no provider of the catalogue bears."""
    return draw.choice(("Cabinet {n}", "{t} Formations Plus", "Studio {n}", "Clinique de {t}", "{n} Consulting",
                        "Ferme pédagogique de {t}", "Espace {n}", "{n}", "Les Amis de {n}")).format(
        t=draw.choice(("Oudremont", "Sillery-Bas", "Quarreval", "Hamblaine", "Neufmanil", "Lissendal")),
        n=draw.choice(("Zéphyrine", "Tamarin", "Basalte", "Kipling et fils", "Ombelline", "Vif-argent", "Solstice",
                       "Mirabelle", "Pas à pas", "Dupontel", "Quartz", "Bambou", "Les 7 lieues", "Orée", "Grenadine")),
    )  # fmt: skip


def _unknown_module(draw: random.Random, one: Provider, module: Module) -> Made:
    known = {own.title.lower() for own in one.modules}
    title = draw.choice(words.UNKNOWN) if draw.random() < 0.5 else catalogue.title(draw)
    if any(title.lower()[:12] == own[:12] for own in known):
        return None
    return draw.choice((one.name, one.bare)), title, "provider"


def _near_miss(draw: random.Random, one: Provider, module: Module) -> Made:
    """A level, a part or an age that this provider does not teach, or not any more."""
    other = draw.choice(words.NOT_IN_SERIES)
    base = module.series or module.title
    return one.bare, f"{base} {other}", "provider"


def _near_provider(draw: random.Random, one: Provider, module: Module) -> Made:
    """The name of a provider of the catalogue, in a town where it has nothing."""
    town = next((town for town in words.TOWNS if one.bare.endswith(town)), None)
    if town is None:
        return None
    other = draw.choice(("Oudremont", "Sillery", "Quarreval", "Hamblaine", "Neufmanil", "Lissendal", town[:3] + "mont"))
    return one.bare.replace(town, other), module.title, ""


def _rubbish(draw: random.Random, one: Provider, module: Module) -> Made:
    return draw.choice((*words.RUBBISH, "")), draw.choice(words.RUBBISH), ""


KINDS: dict[str, tuple[float, Callable[[random.Random, Provider, Module], Made]]] = {
    "exact": (10, _exact),
    "typing": (11, _typing),
    "acronym": (7, _acronym),
    "former name": (4, _former),
    "name not known any more": (1.5, _lost),
    "short name": (6, _short),
    "trainer as provider": (6, _trainer),
    "place as provider": (4, _place),
    "title as provider": (3, _title),
    "swapped": (4, _swapped),
    "cut": (5, _cut),
    "merged": (4, _merged),
    "word order": (4, _turned),
    "other words": (4, _other_words),
    "words added": (4, _dressed),
    "vague title": (2, _vague),
    "wrong provider": (1.5, _wrong_provider),
    "none: unknown provider and module": (6, _unknown),
    "none: known title, unknown provider": (4, _known_title_elsewhere),
    "none: known provider, unknown module": (7, _unknown_module),
    "none: other level, part or age": (4, _near_miss),
    "none: provider of another town": (2, _near_provider),
    "none: nothing said": (2, _rubbish),
}
NOWHERE = {"none: unknown provider and module", "none: nothing said"}
