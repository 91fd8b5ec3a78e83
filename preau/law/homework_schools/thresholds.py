"""The two thresholds with a derogation: children per opening day, school sites the children come from (art. 7, § 3)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from msgspec import Meta

from preau.law.homework_schools.verdicts import Criterion, Verdict, between, decree, shown, verdict
from preau.law.inputs import Question
from preau.law.parameters import parameter
from preau.law.words import counted, number

SITES = decree("art. 7, § 3, 3°")


class ChildrenAverage(Question, frozen=True, kw_only=True):
    """The children of 6 to 15 over a year, as the registers give them; absent: unknown."""

    attendances: Annotated[int, Meta(ge=0, le=1_000_000, description="présences d’enfants de 6 à 15 ans")] | None = None
    opening_days: Annotated[int, Meta(ge=1, le=366, description="jours réellement ouverts")] | None = None
    density: Annotated[Decimal, Meta(description="habitants par km² de la commune, dernier chiffre publié")] | None = (
        None
    )


class SchoolSites(Question, frozen=True, kw_only=True):
    """Where the children go to school, and where the homework school is; absent: unknown."""

    sites: Annotated[int, Meta(ge=0, le=1_000_000, description="implantations scolaires des enfants")] | None = None
    independent: Annotated[bool, Meta(description="locaux indépendants de toute école")] | None = None
    derogation: Annotated[bool, Meta(description="dérogation à une implantation accordée par l’ONE")] | None = None


def children_average(code: str, article: str, figures: ChildrenAverage, day: date) -> Criterion:
    """Return the verdict on the children per opening day, in yearly average, without any rounding.

    A commune with fewer than 150 inhabitants per km² needs 8 instead of 10; between the two, an unknown density leaves
    the verdict unknown.
    """
    usual = parameter("homework_schools.recognition.children").whole(day)
    reduced = parameter("homework_schools.recognition.children_reduced").whole(day)
    limit = parameter("homework_schools.recognition.density").whole(day)
    if figures.attendances is None or figures.opening_days is None:
        missing = f"les présences ou les jours d’ouverture sont inconnus ; il faut {usual} enfants par jour en moyenne."
        return Criterion(code, Verdict.UNKNOWN, missing, article)
    average = Fraction(figures.attendances, figures.opening_days)
    sparse = None if figures.density is None else figures.density < limit
    surely = average >= (reduced if sparse else usual)
    possibly = average >= (usual if sparse is False else reduced)
    needed = {
        True: f"il en faut {reduced}, car la commune compte {_inhabitants(figures.density)}, moins de {limit}",
        False: f"il en faut {usual}, car la commune compte {_inhabitants(figures.density)}, pas moins de {limit}",
        None: f"il en faut {usual}, ou {reduced} si la commune compte moins de {limit} habitants par km², "
        "ce qui n’est pas connu",
    }[sparse]
    sentence = (
        f"{counted(figures.attendances, 'présence', 'présences')} sur "
        f"{counted(figures.opening_days, 'jour', 'jours')} d’ouverture, soit {shown(average)} par jour en moyenne ; "
        f"{needed}."
    )
    derogation = surely and average < usual
    return Criterion(code, verdict(between(surely, possibly)), sentence, article, derogation)


def _inhabitants(density: Decimal | None) -> str:
    return f"{number(density or Decimal(0))} habitants par km²"


def school_sites(figures: SchoolSites, day: date) -> Criterion:
    """Return the verdict U3: three school sites, two in independent premises, one with a derogation by ONE."""
    usual = parameter("homework_schools.recognition.school_sites").whole(day)
    reduced = parameter("homework_schools.recognition.school_sites_reduced").whole(day)
    if figures.sites is None:
        missing = f"le nombre d’implantations scolaires est inconnu ; il en faut {usual}."
        return Criterion("U3", Verdict.UNKNOWN, missing, SITES)
    surely = _enough(figures.sites, figures.independent is True, figures.derogation is True, usual, reduced)
    possibly = _enough(figures.sites, figures.independent is not False, figures.derogation is not False, usual, reduced)
    known = between(surely, possibly)
    there = counted(figures.sites, "implantation scolaire", "implantations scolaires")
    sentence = f"{there} ; {_needed(figures, usual, reduced)}"
    return Criterion("U3", verdict(known), sentence, SITES, surely and figures.sites < usual)


def _enough(sites: int, independent: bool, derogation: bool, usual: int, reduced: int) -> bool:
    return sites >= usual or (sites >= reduced and independent) or (sites >= 1 and derogation)


def _needed(figures: SchoolSites, usual: int, reduced: int) -> str:
    premises = {True: "indépendants de toute école", False: "dans une école ou liés à elle", None: "à préciser"}
    granted = {True: "accordée", False: "pas accordée", None: "à préciser"}
    return (
        f"il en faut {usual}, ou {reduced} dans des locaux indépendants ({premises[figures.independent]}), ou 1 par "
        f"dérogation de l’ONE ({granted[figures.derogation]})."
    )
