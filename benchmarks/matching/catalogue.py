"""An invented catalogue: providers with acronyms, former names, trainers and places; modules by hundreds."""

import hashlib
import random
from dataclasses import dataclass, field

from benchmarks.matching import words

SEED = 20261121
PROVIDERS = 360
HOURS = (3, 6, 6, 6, 7, 7, 12, 12, 12, 14, 15, 18, 18, 20, 21, 24, 30, 40, 60, 100)


@dataclass
class Module:
    """A module of the catalogue; `series` names those that differ from it by a level, a part or an age."""

    id: str
    title: str
    hours: int | None
    aliases: list[str] = field(default_factory=list)
    series: str = ""


@dataclass
class Provider:
    """A provider: one name, other names known to the catalogue, and former names the catalogue has lost."""

    id: str
    name: str
    bare: str
    aliases: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    trainers: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    modules: list[Module] = field(default_factory=list)


def half(key: str) -> str:
    """Return "tuning" or "untouched" for an identifier, by its hash."""
    return "tuning" if hashlib.sha256(f"halves:{key}".encode()).digest()[0] % 2 else "untouched"


def make(seed: int = SEED) -> list[Provider]:
    """Return the providers of the invented catalogue, the same for the same seed."""
    draw = random.Random(seed)
    providers = _named(draw)
    trainers = [f"{first} {last}" for first in words.FIRST for last in words.LAST]
    draw.shuffle(trainers)
    halls = sorted({_hall(draw) for _ in range(420)})
    for place, provider in enumerate(providers):
        provider.trainers = trainers[place * 3 : place * 3 + draw.randint(1, 3)]
        if draw.random() < 0.12:
            provider.trainers.append(draw.choice(draw.choice(providers[: place + 1]).trainers))
        provider.places = draw.sample(halls, draw.choice((0, 1, 1, 2, 3)))
        provider.modules = _modules(draw, provider)
    return providers


def _hall(draw: random.Random) -> str:
    return draw.choice(words.HALLS).format(e=draw.choice(words.EMBLEMS), t=draw.choice(words.TOWNS))


def _named(draw: random.Random) -> list[Provider]:
    names: dict[str, str] = {}
    while len(names) < PROVIDERS:
        kind = draw.random()
        if kind < 0.4:
            bare = draw.choice(words.KINDS).format(e=draw.choice(words.EMBLEMS))
        elif kind < 0.72:
            bare = draw.choice(words.BY_TOWN).format(t=draw.choice(words.TOWNS))
        else:
            bare = f"{draw.choice(words.OFFICE)} {draw.choice(words.WHAT)} {draw.choice(words.WHOM)}".strip()
        bare = bare[0].upper() + bare[1:]
        if bare not in names:
            names[bare] = f"{bare} {draw.choice(words.LEGAL)}".strip()
    return [_provider(draw, number, bare, name) for number, (bare, name) in enumerate(names.items(), 1)]


def _provider(draw: random.Random, number: int, bare: str, name: str) -> Provider:
    one = Provider(f"O{number:04}", name, bare)
    letters = initials(bare)
    if len(letters) >= 3 and draw.random() < 0.75:
        one.acronyms.append(letters)
    if draw.random() < 0.22:
        one.former.append(_other_name(draw))
    if draw.random() < 0.05:
        one.lost.append(_other_name(draw))
    one.aliases = one.acronyms + one.former
    if one.acronyms and draw.random() < 0.3:
        one.name = f"{name} ({letters})"
        one.aliases = one.former[:]
    return one


def _other_name(draw: random.Random) -> str:
    emblem, town = draw.choice(words.EMBLEMS), draw.choice(words.TOWNS)
    return draw.choice(("{e} de {t}", "Service éducatif {t}", "Amis de {e}", "Formations {t}", "{e} et Cie")).format(
        e=emblem, t=town
    )


def initials(name: str) -> str:
    """Return the initials of a name as people make them: small words left out."""
    small = {"de", "d", "des", "du", "la", "le", "les", "l", "et", "en", "pour", "à", "au", "aux", "-"}
    parts = [part for part in name.replace("'", " ").replace("-", " ").split() if part.lower() not in small]
    return "".join(part[0] for part in parts).upper()


def title(draw: random.Random) -> str:
    """Return a title of a module, without level."""
    subject, audience = draw.choice(words.SUBJECTS), draw.choice(words.AUDIENCES)
    lead = draw.choice(words.LEADS)
    if lead.endswith("Oser "):
        subject = subject[0].lower() + subject[1:]
    tail = f" : {draw.choice(words.TAILS)}" if draw.random() < 0.2 else ""
    return f"{lead}{subject} {audience}".strip() + tail


def _modules(draw: random.Random, provider: Provider) -> list[Module]:
    found: dict[str, Module] = {}
    wanted = draw.choice((3, 5, 7, 8, 9, 11, 14))
    while len(found) < wanted:
        base = title(draw)
        series = draw.choice(words.SERIES) if draw.random() < 0.18 else [""]
        name = base if series != [""] else ""
        hours = draw.choice(HOURS)
        for step in series:
            whole = f"{base} {step}".strip()
            own = hours if draw.random() < 0.8 else draw.choice(HOURS)
            found.setdefault(whole, Module("", whole, own if draw.random() > 0.08 else None, [], name))
    for number, module in enumerate(found.values(), 1):
        module.id = f"{provider.id}-M{number:02}"
        if draw.random() < 0.15:
            module.aliases.append(_variant(draw, module.title))
    return list(found.values())


def _variant(draw: random.Random, of: str) -> str:
    """Return another title of the same module, as a leaflet has it."""
    for known, other in words.OTHER_WORDS.items():
        if known in of.lower():
            at = of.lower().index(known)
            return of[:at] + other + of[at + len(known) :]
    return f"{of} : {draw.choice(words.TAILS)}"


def rows(providers: list[Provider]) -> list[dict[str, str]]:
    """Return the catalogue as the rows of the file that `preau training match` reads."""
    found = []
    for one in providers:
        found.append(_row("organisation", one.id, "", one.name, one.aliases))
        for module in one.modules:
            hours = "" if module.hours is None else str(module.hours)
            found.append(_row("module", module.id, one.id, module.title, module.aliases, hours))
        for kind, names in (("trainer", one.trainers), ("place", one.places)):
            letter = kind[0].upper()
            found += [_row(kind, f"{one.id}-{letter}{n}", one.id, name, []) for n, name in enumerate(names, 1)]
    return found


def _row(kind: str, key: str, parent: str, name: str, aliases: list[str], hours: str = "") -> dict[str, str]:
    return {"kind": kind, "id": key, "parent": parent, "name": name, "aliases": "|".join(aliases), "hours": hours}
