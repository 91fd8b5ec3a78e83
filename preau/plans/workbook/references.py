"""The objectives an action names: « 1 », « 1 et 3 », « obj. 2 », « 1-3 », « tous », or the words of an objective."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from preau.foundation.documents.workbooks.words import folded, gist
from preau.plans.workbook.labels import glued_number
from preau.plans.workbook.proposal import ReadObjective
from preau.plans.workbook.words import LONGEST, MARGIN, SURE

NOISE = re.compile(
    r"\b(?:obj|op)(?=\d)"
    r"|\b(?:objectifs?|obj|op|prioritaires?|actions?|axes?|aspects?|num(?:éro)?s?|n[°o]s?|et|ou|puis|ainsi que)\b\.?"
    r"|[°&+;/()•*·]|\bn\b\.?",
    re.IGNORECASE,
)
RANGE = re.compile(r"(?<!\d)(\d{1,2})\s*(-|–|—|\bà\b|\ba\b|\bau\b|\bjusqu['’]à\b)\s*(\d{1,2})(?!\d)", re.IGNORECASE)
ITEM = re.compile(r"\d{1,3}")
ALL = frozenset(
    {"tous", "tous les objectifs", "toutes", "l ensemble", "l ensemble des objectifs", "ensemble des objectifs"}
)


@dataclass(frozen=True)
class Numbers:
    """Numbers written in a cell; `remark` says how a doubtful spelling was read."""

    values: tuple[int, ...]
    remark: str = ""


def numbers_in(text: str, raw: Any = "") -> Numbers | None:
    """Return the numbers when a cell holds nothing else, None otherwise. « 1-3 » is from 1 to 3, and said."""
    if isinstance(raw, date) or len(text) > LONGEST:
        return None  # the workbook turned « 1/3 » into a day: nobody knows what was typed
    remark = ""
    if isinstance(raw, float) and raw != int(raw):
        remark = f"le nombre « {text} » est lu comme une liste"
    spread: list[int] = []

    def spread_out(found: re.Match[str]) -> str:
        nonlocal remark
        first, last = int(found[1]), int(found[3])
        if not first < last <= first + 50:
            return found[0]
        spread.extend(range(first, last + 1))
        if last > first + 1 and found[2] in "-–—":
            remark = f"« {found[0]} » est lu : de {first} à {last}"
        return " "

    rest = NOISE.sub(" ", RANGE.sub(spread_out, text))
    items = rest.replace(",", " ").replace(".", " ").replace(":", " ").replace("-", " ").split()
    if not all(ITEM.fullmatch(item) for item in items):
        return None
    values = {*spread, *map(int, items)}
    return Numbers(tuple(sorted(values)), remark) if values else None


@dataclass(frozen=True)
class Referred:
    """What a cell of objectives says: numbers, remarks to make, pieces nobody understands."""

    numbers: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def objectives_in(text: str, raw: Any, objectives: tuple[ReadObjective, ...]) -> Referred:
    """Return the objectives named by a cell."""
    if not text:
        return Referred()
    known = {objective.number for objective in objectives}
    if folded(text) in ALL and known:
        return Referred(tuple(sorted(known)))
    labels = {o.label.lower(): o.number for o in objectives if o.label and o.label != str(o.number)}
    if labels and (number := labels.get(text.replace(",", ".").strip(" .:").lower())):
        return Referred((number,))
    found = numbers_in(text, raw)
    if found is not None:
        return _checked(found, known)
    if len(text) > LONGEST:
        same = [objective.number for objective in objectives if objective.text == text]
        return Referred(tuple(same)) if same else Referred(unknown=(text,))
    numbers: set[int] = set()
    remarks: list[str] = []
    unknown: list[str] = []
    for line in filter(None, (line.strip(" \t•*-;") for line in text.split("\n"))):
        number, sure = _by_words(line, objectives, labels)
        listed = numbers_in(line)
        if number is not None:
            numbers.add(number)
            if not sure:
                remarks.append(f"« {line} » est lu comme l’objectif {number}")
        elif listed is not None and set(listed.values) <= known:
            numbers.update(listed.values)
        else:
            unknown.append(line)
    return Referred(tuple(sorted(numbers)), tuple(remarks), tuple(unknown))


def _checked(found: Numbers, known: set[int]) -> Referred:
    inside = tuple(number for number in found.values if number in known)
    outside = tuple(str(number) for number in found.values if number not in known)
    return Referred(inside, (found.remark,) if found.remark else (), outside)


def _by_words(line: str, objectives: tuple[ReadObjective, ...], labels: dict[str, int]) -> tuple[int | None, bool]:
    """Return the objective whose label, number or words a line gives, and whether there is no doubt."""
    if number := labels.get(line.replace(",", ".").strip(" .:").lower()):
        return number, True
    glued = glued_number(line)
    words = " ".join(gist(glued[1] if glued else line))
    scores = sorted(
        (
            (max(fuzz.ratio(words, " ".join(gist(text))) for text in (o.text, o.title) if text), o.number)
            for o in objectives
            if o.text or o.title
        ),
        reverse=True,
    )
    if glued and glued[0] in {o.number for o in objectives}:
        same = not scores or scores[0][1] == glued[0] or scores[0][0] < SURE
        return (glued[0], bool(scores) and scores[0] == (100.0, glued[0])) if same else (None, False)
    if not scores or scores[0][0] < SURE or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
        return None, False
    return scores[0][1], scores[0][0] == 100.0
