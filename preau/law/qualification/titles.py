"""Titles, diplomas and certificates, and what each qualifies for (order of 3 December 2003, art. 5, 6 and 6/1).

The lists are data (`data/atl_titles.json`): each title with the point of the list that names it for a function, and the
day from which it does.
"""

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any

from msgspec import Meta, Struct

from preau.law.data import read
from preau.law.inputs import Question
from preau.law.results import Step
from preau.law.texts import text
from preau.law.words import full_date


class Title(StrEnum):
    """The titles of the lists, and `other` for one that is on none."""

    SECONDARY_SOCIAL = "secondary_social"
    EDUCATION_AGENT = "education_agent"
    ANIMATOR = "animator"
    EDUCATOR = "educator"
    NURSERY_NURSE = "nursery_nurse"
    ALTERNATING_CHILD_ASSISTANT = "alternating_child_assistant"
    ALTERNATING_GROUP_MONITOR = "alternating_group_monitor"
    ADULT_SECONDARY_SOCIAL = "adult_secondary_social"
    ADULT_CHILD_ASSISTANT_COLLECTIVE = "adult_child_assistant_collective"
    ADULT_CHILD_ASSISTANT_HOME = "adult_child_assistant_home"
    ADULT_EARLY_CHILDHOOD_ASSISTANT = "adult_early_childhood_assistant"
    ADULT_SOCIOCULTURAL_ANIMATOR = "adult_sociocultural_animator"
    ADULT_GROUP_ANIMATOR = "adult_group_animator"
    ADULT_LOCAL_ANIMATION = "adult_local_animation"
    ADULT_CHILD_ASSISTANT = "adult_child_assistant"
    BACV = "bacv"
    ACCELERATED_MODULES = "accelerated_modules"
    PHYSICAL_EDUCATION_INSTRUCTOR = "physical_education_instructor"
    SPORTS_MONITOR = "sports_monitor"
    ONE_EQUIVALENCE_CARE_WORKER = "one_equivalence_care_worker"
    HIGHER_SOCIAL = "higher_social"
    HIGHER_PEDAGOGICAL = "higher_pedagogical"
    HIGHER_PSYCHOLOGICAL = "higher_psychological"
    HIGHER_PHYSICAL_EDUCATION = "higher_physical_education"
    HIGHER_OTHER = "higher_other"
    BCCV = "bccv"
    BAGIC = "bagic"
    CHILDRENS_HOME_DIRECTOR = "childrens_home_director"
    YOUTH_CENTRE_COORDINATOR = "youth_centre_coordinator"
    EDD_COORDINATOR_CERTIFICATE = "edd_coordinator_certificate"
    ONE_EQUIVALENCE_PROJECT_LEADER = "one_equivalence_project_leader"
    ONE_EQUIVALENCE_COORDINATOR = "one_equivalence_coordinator"
    OTHER = "other"


class Function(StrEnum):
    """The functions that ask for a title."""

    CARE_WORKER = "care_worker"
    PROJECT_LEADER = "project_leader"
    COORDINATOR = "coordinator"


class HeldTitle(Question, frozen=True, kw_only=True):
    """A title somebody holds."""

    title: Annotated[Title, Meta(description="code du titre")]
    obtained: Annotated[date, Meta(description="jour d’obtention ; absent : détenu au jour demandé")] | None = None


Titles = Annotated[tuple[HeldTitle, ...], Meta(max_length=50, description="titres, diplômes, certificats, brevets")]

LISTS = {
    Function.CARE_WORKER: ("la liste des accueillants", text("order").cite("art. 5")),
    Function.PROJECT_LEADER: ("la liste des responsables de projet", text("order").cite("art. 6")),
    Function.COORDINATOR: ("la liste des coordinateurs ATL", text("order").cite("art. 6/1")),
}


class Entry(Struct, frozen=True):
    """The point of a list that names a title, and the day from which it does."""

    article: str
    since: date


@cache
def labels() -> dict[Title, str]:
    """Return what each title is called in French."""
    return {Title(row["code"]): row["label"] for row in _data()["titles"]}


@cache
def entries(function: Function) -> dict[Title, Entry]:
    """Return the titles that qualify for a function, on any day."""
    return {
        Title(row["code"]): _entry(row["qualifies"][function]["point"], row["qualifies"][function]["since"])
        for row in _data()["titles"]
        if function in row["qualifies"]
    }


@cache
def coordinator_pairs() -> tuple[frozenset[Title], dict[Title, Entry]]:
    """Return the diplomas that make an ATL coordinator with one of the certificates, and these certificates."""
    pairs = _data()["coordinator_pairs"]
    return (
        frozenset(map(Title, pairs["higher"])),
        {Title(code): _entry(point, pairs["since"]) for code, point in pairs["with"].items()},
    )


def held_on(titles: Titles, day: date) -> tuple[Title, ...]:
    """Return the titles held on a day."""
    return tuple(one.title for one in titles if one.obtained is None or one.obtained <= day)


def qualifying(titles: Titles, function: Function, day: date) -> tuple[Title | None, tuple[Step, ...]]:
    """Return the first title that qualifies for a function on a day, and a line for it or for each that does not."""
    steps: list[Step] = []
    for one in titles:
        entry = entries(function).get(one.title)
        if entry and entry.since <= day and (one.obtained is None or one.obtained <= day):
            return one.title, (Step(f"{_name(one)} : dans {LISTS[function][0]}.", entry.article),)
        steps.append(_why_not(one, function, entry, day))
    return None, tuple(steps)


def _why_not(one: HeldTitle, function: Function, entry: Entry | None, day: date) -> Step:
    words, article = LISTS[function]
    if one.obtained and one.obtained > day:
        return Step(f"{_name(one)} : obtenu seulement le {full_date(one.obtained)}.", article, one.obtained)
    if entry:
        return Step(f"{_name(one)} : dans {words} depuis le {full_date(entry.since)} seulement.", entry.article)
    return Step(f"{_name(one)} : pas dans {words} ; l’ONE peut le reconnaître équivalent.", article)


def _name(one: HeldTitle) -> str:
    return f"« {labels()[one.title]} »"


def _entry(point: str, since: str) -> Entry:
    return Entry(text("order").cite(point), date.fromisoformat(since))


def _data() -> Any:
    return read("atl_titles.json")
