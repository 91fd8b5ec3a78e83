"""What changed between two texts of a declaration, line by line in French, and which points of the annex it touches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from preau.law.completeness import AnnexChange, AnnexChangeQuestion, annex_change
from preau.law.words import listed
from preau.operators.declaring.sections import (
    FEES,
    OFFER,
    PLACES,
    STAFFING,
    TRAVEL,
    Section,
    place_key,
    point_names,
    sections_of,
)
from preau.operators.declaring.wording import period_name
from preau.operators.description import Description, PlaceText


@dataclass(frozen=True)
class Difference:
    """One line that differs: where it stands, its words before and after, the points of the annex it touches."""

    section: str
    title: str
    label: str
    before: str
    after: str
    points: tuple[str, ...]


def differences(before: Description, after: Description, communes: Mapping[str, str]) -> tuple[Difference, ...]:
    """Return what differs, in the order of the later text; a place added or removed is one difference."""
    old = {place_key(place): place for place in before.places}
    new = {place_key(place): place for place in after.places}
    was = {
        key: section for key, section in _by_key(before, communes).items() if _root(key) not in old or _root(key) in new
    }
    now = {
        key: section for key, section in _by_key(after, communes).items() if _root(key) not in new or _root(key) in old
    }
    found = [one for key in {**now, **was} for one in _in_section(was.get(key), now.get(key))]
    found += [_whole(place, added=True) for key, place in new.items() if key not in old]
    found += [_whole(place, added=False) for key, place in old.items() if key not in new]
    return tuple(found)


def _by_key(text: Description, communes: Mapping[str, str]) -> dict[str, Section]:
    return {section.key: section for section in sections_of(text, communes)}


def _root(key: str) -> str:
    """Return the place a section belongs to: « place:12 » of « place:12:fees »."""
    return ":".join(key.split(":")[:2])


def _in_section(was: Section | None, now: Section | None) -> Iterable[Difference]:
    section = now or was
    if section is None:
        return
    before = {line.key: line for line in was.lines} if was else {}
    after = {line.key: line for line in now.lines} if now else {}
    for key, line in {**before, **after}.items():
        old, new = before.get(key), after.get(key)
        texts = (old.words if old else "", new.words if new else "")
        if texts[0] != texts[1]:
            points = (line.point,) if line.point else ()
            yield Difference(section.key, section.title, line.label, *texts, points)


def _whole(place: PlaceText, added: bool) -> Difference:
    held = ((OFFER, place.periods), (STAFFING, place.periods), (FEES, place.periods), (TRAVEL, place.transfers))
    points = (PLACES, *(point for point, rows in held if rows))
    said = listed(dict.fromkeys(map(period_name, place.periods))) or "sans période d’accueil"
    words = f"{place.name} : {said}"
    texts = ("", words) if added else (words, "")
    return Difference(place_key(place), place.name, "Lieu ajouté" if added else "Lieu retiré", *texts, points)


def changed_points(found: Iterable[Difference], account_changed: bool = False) -> list[str]:
    """Return the points of the annex that these differences touch, in the order of the annex."""
    touched = {point for one in found for point in one.points}
    if account_changed:
        touched.add("identity")
    return [point for point in point_names() if point in touched]


def annex_change_question(points: Iterable[str], day: date) -> AnnexChangeQuestion:
    """Return the question to the law about these points of the annex."""
    return AnnexChangeQuestion(changed=tuple(points), day=day)


def programme_change(points: Iterable[str], day: date) -> AnnexChange | None:
    """Return whether a change of these points belongs to the CLE programme; None when no point is touched."""
    question = tuple(points)
    return annex_change(annex_change_question(question, day)) if question else None
