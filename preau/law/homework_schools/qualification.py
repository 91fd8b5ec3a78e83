"""Who is qualified in a homework school, and the extract from the criminal record (decree, art. 12 to 16).

Ages count on the day of presence. A birthday of 29 February falls on the 28th in other years, as months are counted.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.calendar import add_months
from preau.law.catalogue import rule
from preau.law.homework_schools.titles import Role, TitleCode, known_titles
from preau.law.homework_schools.verdicts import Verdict, all_of, decree, order, verdict
from preau.law.inputs import Day, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, Refused, Step
from preau.law.words import counted, full_date

NOUNS = {Role.ANIMATOR: "animateur qualifié", Role.COORDINATOR: "coordinateur qualifié"}


class Title(Question, frozen=True, kw_only=True):
    """A title that a person holds."""

    code: Annotated[TitleCode, Meta(description="code du titre")]
    obtained_on: Annotated[date, Meta(description="jour d’obtention ; absent : inconnu")] | None = None


class Person(Question, frozen=True, kw_only=True):
    """A person of the team; what is absent is unknown, an empty list of titles means none."""

    birth_date: Annotated[date, Meta(description="date de naissance ; absente : inconnue")] | None = None
    titles: Annotated[tuple[Title, ...], Meta(max_length=30, description="titres ; absent : inconnus")] | None = None


class QualificationQuestion(Person, frozen=True, kw_only=True):
    """A person and the day of presence."""

    day: Day


class Qualification(Answer, frozen=True, kw_only=True):
    """`qualified` met, not met or unknown; `age` on the day, and the title that qualifies."""

    qualified: Verdict
    age: int | None
    title: TitleCode | None


class Held(Struct, frozen=True):
    """What the titles of a person are worth for a role: yes, no or unknown, with the line that says why."""

    known: bool | None
    title: TitleCode | None
    step: Step


ARTICLES = (decree("art. 12"), decree("art. 14 à 16"), order("art. 6"))
EXAMPLE = {
    "day": "2026-10-05",
    "birth_date": "2009-03-12",
    "titles": [{"code": "A5a", "obtained_on": "2026-07-01"}],
}


@rule(title="École de devoirs : cette personne est-elle animateur qualifié ?", articles=ARTICLES, example=EXAMPLE)
def edd_animator_qualification(question: QualificationQuestion) -> Qualification:
    """Return whether a person is a qualified animator on the day: 17 years and a title, certificate or equivalence."""
    return qualification(question, Role.ANIMATOR, question.day)


@rule(
    title="École de devoirs : cette personne est-elle coordinateur qualifié ?",
    articles=(decree("art. 12"), decree("art. 15 et 16"), order("art. 7")),
    example=EXAMPLE,
)
def edd_coordinator_qualification(question: QualificationQuestion) -> Qualification:
    """Return whether a person is a qualified coordinator on the day.

    It takes 18 years and a coordinator's title; each of these is an animator's title too, so that the coordinator is a
    qualified animator, as art. 12, 2°, asks.
    """
    return qualification(question, Role.COORDINATOR, question.day)


def qualification(person: Person, role: Role, day: date, field: str = "birth_date") -> Qualification:
    """Return the qualification of a person for a role on a day; `field` names the birth date in a refusal.

    Raises CannotCompute before 1 September 2004, Refused for a day before the birth.
    """
    needed = parameter(f"homework_schools.team.{role}_age").whole(day)
    age = age_on(person.birth_date, day, field)
    held = _held(person.titles, role, day)
    enough = None if age is None else age >= needed
    known = all_of(enough, held.known)
    return Qualification(
        qualified=verdict(known),
        age=age,
        title=held.title,
        steps=(_age_step(age, needed, role, day), held.step, _conclusion(known, role, day)),
    )


def age_on(birth_date: date | None, day: date, field: str = "birth_date") -> int | None:
    """Return the age in whole years on `day`, None when the birth date is unknown. Raises Refused before the birth."""
    return None if birth_date is None else whole_years(birth_date, day, field)


def whole_years(birth_date: date, day: date, field: str = "birth_date") -> int:
    """Return the age in whole years on `day`; raises Refused before the birth."""
    if birth_date > day:
        raise Refused(field, "La date de naissance doit précéder le jour de présence.")
    years = day.year - birth_date.year
    return years if add_months(birth_date, 12 * years) <= day else years - 1


def _age_step(age: int | None, needed: int, role: Role, day: date) -> Step:
    asked = f"{needed} ans pour être {NOUNS[role]}"
    if age is None:
        return Step(f"La date de naissance est inconnue ; il faut {asked}.", decree("art. 12"), kind="warning")
    return Step(f"{counted(age, 'an', 'ans')} le {full_date(day)} ; il faut {asked}.", decree("art. 12"))


def _held(titles: tuple[Title, ...] | None, role: Role, day: date) -> Held:
    """Return what the titles are worth: the best of them decides."""
    if titles is None:
        return Held(None, None, Step("Les titres sont inconnus.", decree("art. 12"), kind="warning"))
    found = [_worth(title, role, day) for title in titles]
    for wanted in (True, None):
        for one in found:
            if one.known is wanted:
                return one
    return found[0] if found else Held(False, None, Step("Aucun titre.", decree("art. 12")))


def _worth(title: Title, role: Role, day: date) -> Held:
    known = known_titles()[title.code]
    name = f"Titre {known.code}, {known.label}"
    ground = known.roles.get(role)
    if ground is None:
        return Held(False, None, Step(f"{name} : il ne qualifie pas un coordinateur.", decree("art. 12, 2°")))
    listed = ground.accepts(day)
    if listed is False:
        return Held(False, None, Step(f"{name} : accepté à partir du {full_date(ground.since)}.", ground.citation))
    if listed is None:
        unread = f"{name} : la liste d’avant le {full_date(ground.since)} n’a pas été lue."
        return Held(None, None, Step(unread, ground.citation, kind="warning"))
    if title.obtained_on is None:
        return Held(None, None, Step(f"{name} : jour d’obtention inconnu.", ground.citation, kind="warning"))
    if title.obtained_on > day:
        late = f"{name} : obtenu le {full_date(title.obtained_on)}, après le jour de présence."
        return Held(False, None, Step(late, ground.citation))
    return Held(True, known.code, Step(f"{name} : obtenu le {full_date(title.obtained_on)}.", ground.citation))


def _conclusion(known: bool | None, role: Role, day: date) -> Step:
    article = decree(f"art. 12, {1 if role is Role.ANIMATOR else 2}°")
    if known is None:
        return Step(f"Qualification à vérifier : une donnée manque ({full_date(day)}).", article, kind="warning")
    return Step(f"La personne {'est' if known else 'n’est pas'} {NOUNS[role]} le {full_date(day)}.", article)
