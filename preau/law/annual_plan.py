"""The annual action plan as the law describes it: annex 4 of the order of 3 December 2003 (decree, art. 11/1).

Axes and aspects are numbered in the order of annex 4; the numbers travel in every format of the plan.
"""

from dataclasses import dataclass
from datetime import date

ANNEX_4 = "arrêté du 3 décembre 2003, annexe 4"
FIRST_YEAR = 2009  # the decree asks for a plan (art. 11/1) since 6 August 2009


@dataclass(frozen=True)
class Heading:
    """One numbered line of annex 4: the full words and a short label for chips and columns."""

    number: int
    text: str
    short: str


AXES = (
    Heading(
        1, "La mise en œuvre du dispositif de coordination Accueil Temps Libre", "Mise en œuvre de la coordination"
    ),
    Heading(
        2,
        "L’accompagnement du développement de la qualité de l’accueil des opérateurs d’accueil",
        "Développement de la qualité",
    ),
    Heading(
        3,
        "Le développement du secteur de l’accueil des enfants principalement de 2,5 à 12 ans "
        "sur le territoire de la commune",
        "Développement du secteur",
    ),
    Heading(
        4,
        "La ou les missions prévues par la convention signée entre l’ONE et la commune",
        "Missions de la convention",
    ),
)

ASPECTS = tuple(
    Heading(number, text, text)
    for number, text in enumerate(
        (
            "Potentiel d’accueil",
            "Potentiel d’activités",
            "Plages horaires",
            "Coût",
            "Couverture spatiale",
            "Qualité des services",
            "Taux d’encadrement",
            "Formation du personnel",
            "Matériel",
            "Mobilité et accessibilité",
            "Locaux",
            "Information des parents",
            "Partenariat et coordination",
        ),
        start=1,
    )
)

# The base missions of the coordinator; the convention may add others (decree, art. 17, § 2).
MISSIONS = (
    Heading(
        1,
        "Soutenir le membre du collège communal en charge de cette matière, dans la mise en œuvre et la dynamisation "
        "de la coordination Accueil Temps Libre, telle que décrite dans le décret",
        "Soutenir le membre du collège",
    ),
    Heading(
        2,
        "Sensibiliser et accompagner les opérateurs de l’accueil dans le développement de la qualité de l’accueil",
        "Accompagner les opérateurs",
    ),
    Heading(
        3,
        "Soutenir le développement d’une politique cohérente pour l’Accueil Temps Libre "
        "sur le territoire de la commune",
        "Soutenir une politique cohérente",
    ),
)

AXIS_NUMBERS = frozenset(axis.number for axis in AXES)
ASPECT_NUMBERS = frozenset(aspect.number for aspect in ASPECTS)


@dataclass(frozen=True)
class Objective:
    """A priority objective fixed by the CCA."""

    number: int
    text: str
    title: str = ""
    programme_line: str = ""
    cca_comment: str = ""


@dataclass(frozen=True)
class Action:
    """A concrete action: what is done, on which axes and aspects, for which objectives (by number)."""

    number: int
    text: str
    axes: tuple[int, ...] = ()
    aspects: tuple[int, ...] = ()
    objectives: tuple[int, ...] = ()
    comment: str = ""
    missions: tuple[int, ...] = ()
    other_mission: str = ""
    responsible: str = ""
    period: str = ""
    indicator: str = ""
    recurrent: bool = False
    link: str = ""


@dataclass(frozen=True)
class AnnualPlan:
    """A whole plan, as plain data: what every format carries and every rule reads."""

    objectives: tuple[Objective, ...] = ()
    comment: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, order=True)
class SchoolYear:
    """A school year by the civil year in which it starts: 2020 is September 2020 to August 2021 (decree, art. 11/1)."""

    start: int

    @property
    def first_day(self) -> date:
        return date(self.start, 9, 1)

    @property
    def last_day(self) -> date:
        return date(self.start + 1, 8, 31)

    def __str__(self) -> str:
        return f"{self.start}-{self.start + 1}"

    @classmethod
    def containing(cls, day: date) -> "SchoolYear":
        """Return the school year `day` falls in."""
        return cls(day.year if day.month >= 9 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "SchoolYear":
        """Return the school year written "2020-2021" (or "2020"); raises ValueError otherwise."""
        first, _, second = text.strip().partition("-")
        start = int(first)
        if second and int(second) != start + 1:
            raise ValueError(f"« {text} » n’est pas une année scolaire : la seconde année suit la première.")
        return cls(start)
