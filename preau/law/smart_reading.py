"""Reading the wording of an objective: vague words, what can be counted or seen, one thing or two, whose it is.

Each reader takes the folded text (`words.fold`) without its dates (covered with blanks) and returns the place it found,
or None. The words are those of `data/smart_lexicon.json`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from preau.law.data import read

Found = tuple[int, int] | None
_ER = "(?:er|e|ee|es|ees|ent|era|eront|ant)"
_ER_NOT_NOUN = "(?:er|ee|ees|ent|era|eront|ant)"
_AND = (
    r"(?:, |,? et (?:de |d'|a )?|,? ainsi que (?:de |d')?|,? puis (?:de |d')?|,? mais aussi (?:de |d')?|,? et aussi )"
)
_FUTURE = r"(?!sera\b|seront\b|aura\b|auront\b)\w{2,}(?:er|ir|[dtv]r)(?:a|ont)\b"
_PURPOSE = re.compile(
    r"\b(?:(?:pour|afin de|afin d'|en vue de) ?(?:l[ae]s? |l'|y |en )?\w+(?:er|ir|re)|"
    r"permett\w+|visant|destinee?s?|qui)\b"
)
_RE_VERBS = r"\w*(?:endre|ondre|ettre|uire|ivre|aitre|oudre|clure|indre|crire|lire)|etre|faire"
_CLAUSE = r"(?:^|[,:;.)] )"
_HOUR = r"\d{1,2} ?(?:h|:) ?(?:\d\d)?\b|\d{1,2} heures\b"


@dataclass(frozen=True)
class Vague:
    """One vague wording: how it is found, what silences it, what to name instead."""

    pattern: re.Pattern[str]
    unless: str
    name: str


@dataclass(frozen=True)
class Lexicon:
    """The lexicon, compiled."""

    longest: int
    vague: tuple[Vague, ...]
    concrete: re.Pattern[str]
    visible: tuple[re.Pattern[str], ...]
    main_verb: re.Pattern[str]
    plain: re.Pattern[str]
    second_verb: re.Pattern[str]
    second_noun: re.Pattern[str]
    owners: tuple[re.Pattern[str], ...]
    together: re.Pattern[str]
    default_name: str
    examples: tuple[tuple[re.Pattern[str], str], ...]
    default_example: str


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read and compiled once."""
    words = read("smart_lexicon.json")
    concrete = rf"(?<!\bs')(?<!\bse ){_concrete(words['result_verbs'])}"
    verb = rf"(?!{_alternation(words['not_verbs'])}s?\b)(?:\w{{2,}}(?:er|ir)|{_RE_VERBS})"
    vague = tuple(Vague(re.compile(rf"\b(?:{v['match']})"), v["unless"], v["name"]) for v in words["vague"])
    nominal = _alternation(words["nominal"])
    return Lexicon(
        longest=words["longest"],
        vague=vague,
        concrete=re.compile(rf"\b{concrete}\b"),
        visible=_visible(words, concrete),
        main_verb=re.compile(rf"{_CLAUSE}(?:que )?({verb}\b)|\b((?:s'|se )?{_FUTURE})"),
        plain=re.compile(_alternation([*words["plain_verbs"], concrete])),
        second_verb=re.compile(rf"({_AND})({verb}\b|{_FUTURE})"),
        second_noun=re.compile(
            rf"\b{nominal} (?:d'|de |des |du )[^.;]*?(?:,|,? et|,? ainsi que) (?:par )?(?:la |l'|le |une )?({nominal}) "
            r"(?:d'|de |des |du )"
        ),
        owners=_owners(words),
        together=re.compile("|".join(words["together"])),
        default_name=words["default_name"],
        examples=tuple((re.compile(one["match"]), one["example"]) for one in words["examples"]),
        default_example=words["default_example"],
    )


def _alternation(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _concrete(verbs: dict[str, list[str]]) -> str:
    forms = [stem + _ER for stem in verbs["er"]] + [stem + _ER_NOT_NOUN for stem in verbs["er_also_nouns"]]
    return _alternation(forms + verbs["other"])


def _visible(words: dict[str, Any], concrete: str) -> tuple[re.Pattern[str], ...]:
    things = _alternation(words["visible"])
    states = _alternation(words["states"])
    one = r"(?:^|\b(?:un|une|le|la|les|du|son|sa|ses|leur|leurs|notre|nos) |\bl'|\bd'une? |\bchaque )"
    named = rf"{one}(?:\w+ )?{things}s?\b"
    strong = _alternation([stem + _ER_NOT_NOUN for stem in words["strong_verbs"]] + words["received"])
    return (
        re.compile(rf"(?<!dans la )(?<!pour la )\b{concrete}\b[^.;]{{0,60}}?{named}"),
        re.compile(rf"(?<!s')\b{strong} [^.;]{{0,40}}?{one}\w+"),
        re.compile(rf"{named}[^.;]{{0,80}}?\b{states}s?\b"),
        re.compile(rf"\b(?:jusqu'a|des|a partir de|avant) (?:{_HOUR})"),
    )


def _owners(words: dict[str, Any]) -> tuple[re.Pattern[str], ...]:
    more = r"(?: (?!et\b|ou\b|ainsi\b)[\w'-]+){0,5}?"
    actor = rf"(?:l'|la |le |les )?(?:deux |trois |quatre )?\b{_alternation(words['actors'])}\b{more}"
    several = rf"{actor}(?:, {actor})*,? (?:et|ou|ainsi que) {actor}"
    acts = (
        r"(\w+(?:(?:er|ir|[dtv]r)(?:a|ont))|organisent|redigent|assurent|veillent|mettent|ouvrent|signent|publient)\b"
    )
    return (
        re.compile(rf"(?:^|[.,:;] )({several})(?: ensemble)?,? (?:se |s')?{acts}"),
        re.compile(rf"\bpar ({several})()"),
        re.compile(rf"^({actor}(?:, {actor})+) ?()[:,] "),
    )


_QUANTITY = re.compile(
    r"(?<![\w/.,-])\d+(?:[ .]\d{3})*(?:,\d+)?(?!\d|[a-z]|er\b|e\b| ?h\b|[/.]\d)"
    r"|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf(?= (?!pour|dans|et|a|au|aux|de|du|en|sur|par)[a-z])|dix|"
    r"onze|douze|treize|quatorze|quinze|seize|vingt\w*|trente|quarante|cinquante|soixante|cents?|mille|dizaine|douzaine|quinzaine|"
    r"vingtaine|trentaine|centaine|moitie|tiers(?![ -]lieu)|doubl(?:er|era|eront)|tripl(?:er|era|eront))\b"
    r"|\b(?:chaque|toutes les|tous les) (?:jours?|semaines?|mois|trimestres?|semestres?)\b"
    r"|\b(?:visit|rencontr|telephon|contact|reuni|form|equip|dot|inscri|interrog)\w* (?:une fois )?"
    r"(?:chaque|chacun|chacune|tous les|toutes les)\b"
    r"|%|\bpour cent\b|\bau (?:moins|minimum) une?\b|\bune fois\b|\bchaque (?:premier|deuxieme|dernier)\b"
    r"|\bune? [\w' ]{2,40} (?:par|chaque) (?:mois|trimestre|semestre|an|semaine|ecole|implantation|operateur|lieu)\b"
)


def quantity(undated: str) -> bool:
    """Say whether the text, covered of its dates, counts something other than hours of the clock."""
    return _QUANTITY.search(re.sub(_HOUR, lambda match: " " * len(match.group()), undated)) is not None


def visible_result(undated: str) -> bool:
    """Say whether one will see that it is done: a document, a place, an event that exists or not."""
    return any(pattern.search(undated) for pattern in lexicon().visible)


def vague(undated: str, *, counted: bool, seen: bool) -> tuple[int, int, str] | None:
    """Return the first vague wording (start, end, what to name instead), unless what is counted or seen answers it."""
    words = lexicon()
    answered = (counted or seen) and words.concrete.search(undated) is not None
    hits = []
    for entry in words.vague:
        if answered or (entry.unless == "quantity" and counted):
            continue
        match = entry.pattern.search(undated)
        if match:
            hits.append((match.start(), _with_object(undated, match.start(), match.end()), entry.name))
    return min(hits, default=None) or _vague_verb(undated, counted or seen)


def _with_object(text: str, start: int, end: int) -> int:
    """Return where a quotation of the words found ends, with what they bear on: « améliorer la qualité »."""
    whole = _ENOUGH.match(text, start)
    quoted = text[start : max(end, whole.end() if whole else end)]
    return start + len(_LITTLE.sub("", quoted))


def _vague_verb(undated: str, answered: bool) -> tuple[int, int, str] | None:
    """Return the main verb when it is none of those that name a deed, and nothing else tells what will be done."""
    words = lexicon()
    match = words.main_verb.search(undated)
    if answered or not match or words.concrete.search(undated):
        return None
    start, end = match.span(match.lastindex or 0)
    if words.plain.match(undated, start):
        return None
    return start, _with_object(undated, start, end), words.default_name


def second_objective(undated: str) -> Found:
    """Return the place of a second thing to do, with its own verb and its own object."""
    return _second_sentence(undated) or _second_verb(undated) or _second_noun(undated)


_ENOUGH = re.compile(r"\S+(?: (?!(?:pour|dans|via|par|avec|en|sur|entre|et|afin)\b)[\w'-]+){1,2}")
_LITTLE = re.compile(r"(?: (?:de|d'|la|le|les|des|du|l'|et|a|au|aux|un|une|sa|son|ses|leurs?))+$")
_SENTENCE = re.compile(r"(?:[.;]|\b\d\)) +(?:\d[.)] *)?")


def _second_sentence(text: str) -> Found:
    main = lexicon().main_verb
    start, ends = 0, []
    for match in [*_SENTENCE.finditer(text), None]:
        end = match.start() if match else len(text)
        if main.search(text[start:end].strip()):
            ends.append((start, end))
        start = match.end() if match else end
    return ends[1] if len(ends) > 1 else None


def _second_verb(text: str) -> Found:
    words = lexicon()
    first = words.main_verb.search(text)
    if not first:
        return None
    previous, purpose_from = first.end(), first.end()
    for match in words.second_verb.finditer(text, first.end()):
        between = text[previous : match.start()]
        future = match.group(2).endswith(("a", "ont"))
        in_purpose = not future and _PURPOSE.search(text, purpose_from, match.start())
        if len(between.split()) >= 2 and not in_purpose:
            return match.start(2), len(text)
        previous = match.end()
    return None


def _second_noun(text: str) -> Found:
    match = lexicon().second_noun.search(text)
    return (match.start(1), len(text)) if match else None


def several_owners(text: str) -> Found:
    """Return the place of a subject made of several actors; those who merely meet are not several owners."""
    words = lexicon()
    for pattern in words.owners:
        match = pattern.search(text)
        if match and not (match.group(2) and words.together.match(match.group(2))):
            return match.span(1)
    return None
