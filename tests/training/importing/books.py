"""Lists of staff and trainings a person understands at once, and so must the reader; and lists with one thing wrong.

All invented. What each says is written beside it in few words: people as « Prénom Nom », trainings as
« organisme | module | jour=heures,… | prénoms ».
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.documents.building import Percent, Sheet

TODAY = date(2026, 11, 21)
D1, D2 = date(2025, 3, 12), date(2025, 3, 13)
GAMES = "Les Ateliers du Préau | Jeux coopératifs | 2025-03-12=6 | "
LISTEN = "La Cour Ouverte | Écouter l'enfant | 2025-03-13=7.5 | "
MORE = "Les Ateliers du Préau", "Jeux coopératifs"
OTHER = "La Cour Ouverte", "Écouter l'enfant"


@dataclass(frozen=True)
class Passing:
    """A list, what it says, and the answers it needs first (question -> value)."""

    sheets: tuple[Sheet, ...]
    people: tuple[str, ...] = ("Lina Marelle", "Zoé Cerceau")
    trainings: frozenset[str] = frozenset()
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


def table(*rows: list[Any], name: str = "Équipe", merges: tuple[str, ...] = ()) -> Sheet:
    return Sheet(list(rows), name=name, merges=merges)


def said(*trainings: str) -> frozenset[str]:
    return frozenset(trainings)


HEAD = ["Nom", "Prénom", "Organisme", "Formation", "Date", "Heures"]
BOTH = said(GAMES + "Lina", LISTEN + "Zoé")

SHOULD_PASS: dict[str, Passing] = {
    "one line per person": Passing(
        (
            table(
                ["Nom", "Prénom", "Né(e) le", "Fonction", "Date d'entrée", "Diplôme", "ETP"],
                ["Marelle", "Lina", date(1990, 5, 4), "Accueillante", date(2020, 9, 1), "BACV", 0.5],
                ["Cerceau", "Zoé", "12/07/1985", "Responsable de projet", "01/09/2018", "institutrice", "mi-temps"],
            ),
        ),
        facts={
            "Lina Marelle": {
                "birth_date": date(1990, 5, 4),
                "functions": ("care_worker",),
                "starts_on": date(2020, 9, 1),
                "title": "bacv",
            },
            "Zoé Cerceau": {"functions": ("project_leader",), "title": "higher_pedagogical"},
        },
    ),
    "one line per training": Passing(
        (table(HEAD, ["Marelle", "Lina", *MORE, D1, 6], ["Cerceau", "Zoé", *OTHER, D2, 7.5]),),
        trainings=BOTH,
    ),
    "two sheets": Passing(
        (
            table(
                ["Nom", "Prénom", "Fonction"],
                ["Marelle", "Lina", "accueillante"],
                ["Cerceau", "Zoé", "accueillante"],
            ),
            table(
                ["Nom et prénom", "Organisme", "Intitulé de la formation", "Date", "Nombre d'heures"],
                ["Lina Marelle", *MORE, D1, 6],
                ["Cerceau Zoé", *OTHER, D2, "7h30"],
                name="Formations",
            ),
        ),
        trainings=BOTH,
    ),
    "other headings, a title above, an empty line": Passing(
        (
            table(
                ["Formations continues de l'équipe, 2025"],
                [],
                ["Nom de famille", "Prénoms", "Dispensée par", "Intitulé du module", "Suivie le", "Durée"],
                ["Marelle", "Lina", *MORE, D1, 6],
                [],
                ["Cerceau", "Zoé", *OTHER, D2, 7.5],
                ["Total", "", "", "", "", 13.5],
            ),
        ),
        trainings=BOTH,
    ),
    "names merged over their lines": Passing(
        (
            table(
                ["Nom Prénom", "Organisme", "Formation", "Date", "Heures"],
                ["Marelle Lina", *MORE, D1, 6],
                [None, *OTHER, D2, 7.5],
                ["Cerceau Zoé", *OTHER, D2, 7.5],
                merges=("A2:A3",),
            ),
        ),
        trainings=said(GAMES + "Lina", LISTEN + "Lina Zoé"),
    ),
    "names written once, the lines below empty": Passing(
        (
            table(
                ["Nom Prénom", "Organisme", "Formation", "Date", "Heures"],
                ["MARELLE Lina", *MORE, D1, 6],
                ["", *OTHER, D2, 7.5],
                ["CERCEAU Zoé", *OTHER, D2, 7.5],
            ),
        ),
        trainings=said(GAMES + "Lina", LISTEN + "Lina Zoé"),
    ),
    "several people in one cell": Passing(
        (
            table(
                ["Organisme", "Formation", "Date", "Heures", "Participants"],
                [*MORE, D1, 6, "MARELLE Lina, CERCEAU Zoé"],
                [*OTHER, D2, 7.5, "Mme MARELLE Lina ; Mme CERCEAU Zoé"],
            ),
        ),
        trainings=said(GAMES + "Lina Zoé", LISTEN + "Lina Zoé"),
    ),
    "people on the lines of one cell": Passing(
        (
            table(
                ["Organisme", "Formation", "Date", "Heures", "Participants"],
                [*MORE, D1, 6, "Marelle, Lina\nCerceau, Zoé"],
            ),
        ),
        trainings=said(GAMES + "Lina Zoé"),
    ),
    "dates as text": Passing(
        (
            table(
                HEAD,
                ["Marelle", "Lina", *MORE, "12 mars 2025", "6 heures"],
                ["Cerceau", "Zoé", *OTHER, "13.03.2025", "7 h 30"],
            ),
        ),
        trainings=BOTH,
    ),
    "hours as a time of the day": Passing(
        (table(HEAD, ["Marelle", "Lina", *MORE, "2025-03-12", "6:00"], ["Cerceau", "Zoé", *OTHER, D2, "450 min"]),),
        trainings=BOTH,
    ),
    "several days, hours in all": Passing(
        (
            table(
                HEAD,
                ["Marelle", "Lina", *MORE, "12 et 13 mars 2025", 12],
                ["Cerceau", "Zoé", *OTHER, "12-13/03/2025", "7h"],
            ),
        ),
        trainings=said(
            "Les Ateliers du Préau | Jeux coopératifs | 2025-03-12=6,2025-03-13=6 | Lina",
            "La Cour Ouverte | Écouter l'enfant | 2025-03-12=3.5,2025-03-13=3.5 | Zoé",
        ),
        answers={"hours:shared": "whole"},
    ),
    "several days, hours of each": Passing(
        (
            table(
                ["Nom", "Prénom", "Organisme", "Formation", "Du", "Au", "Heures"],
                ["Marelle", "Lina", *MORE, D1, D2, 6],
                ["Cerceau", "Zoé", *OTHER, D2, D2, 7.5],
            ),
        ),
        trainings=said("Les Ateliers du Préau | Jeux coopératifs | 2025-03-12=6,2025-03-13=6 | Lina", LISTEN + "Zoé"),
        answers={"hours:shared": "each"},
    ),
    "trainings side by side on one line": Passing(
        (
            table(
                [
                    *("Nom", "Prénom", "Formation 1", "Organisme 1", "Date 1", "Heures 1"),
                    *("Formation 2", "Organisme 2", "Date 2", "Heures 2"),
                ],
                ["Marelle", "Lina", MORE[1], MORE[0], D1, 6, OTHER[1], OTHER[0], D2, 7.5],
                ["Cerceau", "Zoé", OTHER[1], OTHER[0], D2, 7.5],
            ),
        ),
        trainings=said(GAMES + "Lina", LISTEN + "Lina Zoé"),
    ),
    "two rows of headings": Passing(
        (
            table(
                ["Nom", "Prénom", "Formation 1", None, None, None, "Formation 2", None, None, None],
                [None, None, *("Intitulé", "Organisme", "Date", "Heures") * 2],
                ["Marelle", "Lina", MORE[1], MORE[0], D1, 6, OTHER[1], OTHER[0], D2, 7.5],
                ["Cerceau", "Zoé", OTHER[1], OTHER[0], D2, 7.5],
                merges=("A1:A2", "B1:B2", "C1:F1", "G1:J1"),
            ),
        ),
        trainings=said(GAMES + "Lina", LISTEN + "Lina Zoé"),
    ),
    "a sheet for each person": Passing(
        (
            table(
                ["Nom : MARELLE Lina"],
                ["Organisme", "Formation", "Date", "Heures"],
                [*MORE, D1, 6],
                name="Lina",
            ),
            table(
                ["Nom", "CERCEAU Zoé"],
                [],
                ["Organisme", "Formation", "Date", "Heures"],
                [*OTHER, D2, 7.5],
                name="Zoé",
            ),
        ),
        trainings=BOTH,
    ),
    "headings misspelt": Passing(
        (
            table(
                ["Nom", "Prénom", "Organnisme", "Intitulé de la formattion", "Date", "Nombre d'heure"],
                ["Marelle", "Lina", *MORE, D1, 6],
                ["Cerceau", "Zoé", *OTHER, D2, 7.5],
            ),
        ),
        trainings=BOTH,
    ),
    "which word is the family name": Passing(
        (
            table(
                ["Participant", "Organisme", "Formation", "Date", "Heures"],
                ["Lina Marelle", *MORE, D1, 6],
                ["Zoé Cerceau", *OTHER, D2, 7.5],
            ),
        ),
        trainings=BOTH,
        answers={"order:Équipe!0": "given"},
    ),
    "a function and a title nobody knows": Passing(
        (
            table(
                ["Nom", "Prénom", "Fonction", "Diplôme"],
                ["Marelle", "Lina", "Éveilleuse", "CEB+"],
                ["Cerceau", "Zoé", "Accueillante / entretien", "non"],
            ),
        ),
        facts={
            "Lina Marelle": {"functions": ("care_worker",), "title": "other", "title_words": "CEB+"},
            "Zoé Cerceau": {"functions": ("care_worker", "logistics"), "title": ""},
        },
        answers={"function:eveilleuse": "care_worker", "title:ceb": "other"},
    ),
    "two people of the same name": Passing(
        (
            table(
                ["Nom", "Prénom", "Date de naissance"],
                ["Marelle", "Lina", date(1990, 5, 4)],
                ["Marelle", "Lina", date(1972, 1, 30)],
            ),
        ),
        people=("Lina Marelle", "Lina Marelle"),
    ),
    "the same training twice counts once": Passing(
        (
            table(
                HEAD,
                ["Marelle", "Lina", *MORE, D1, 6],
                ["Marelle", "Lina", *MORE, D1, 6],
                ["Cerceau", "Zoé", *OTHER, D2, 7.5],
            ),
        ),
        trainings=BOTH,
    ),
    "shares of a full time": Passing(
        (
            table(
                ["Nom", "Prénom", "Temps de travail", "Année du diplôme"],
                ["Marelle", "Lina", Percent(0.5), 2015],
                ["Cerceau", "Zoé", "19h/38", "2011"],
            ),
        ),
    ),
}


@dataclass(frozen=True)
class Failing:
    """A list with one thing wrong: the cell, a word of what to do. `asks`: it is a question; `whole`: no list at all.

    `trainings` are those read all the same.
    """

    sheets: tuple[Sheet, ...]
    cell: str
    word: str
    asks: bool = False
    whole: bool = False
    trainings: int = 1


def wrong(at: int, value: Any, word: str, **more: Any) -> Failing:
    """Return the list of trainings with another value in one cell of its second line."""
    line = ["Cerceau", "Zoé", *OTHER, D2, 7.5]
    line[at] = value
    return Failing((table(HEAD, ["Marelle", "Lina", *MORE, D1, 6], line),), f"{'ABCDEF'[at]}3", word, **more)


def staff(title: str, value: Any, word: str, **more: Any) -> Failing:
    """Return the list of people with one more column, one cell of which is wrong."""
    rows = (["Nom", "Prénom", title], ["Marelle", "Lina", ""], ["Cerceau", "Zoé", value])
    return Failing((table(*rows),), "C3", word, trainings=0, **more)


SHOULD_FAIL: dict[str, Failing] = {
    "a day that does not exist": wrong(4, "31/02/2025", "date"),
    "a day of the future": wrong(4, date(2027, 1, 4), "pas encore venu"),
    "a day without year": wrong(4, "13 mars", "année"),
    "a day of another century": wrong(4, "13/03/1895", "trop ancien"),
    "no day": wrong(4, "", "jour"),
    "a whole school year": wrong(4, "du 1er septembre 2024 au 30 juin 2025", "chaque jour"),
    "no hours": wrong(5, "", "heures"),
    "hours in words": wrong(5, "une journée", "7h30"),
    "hours that are a date": wrong(5, date(2025, 7, 30), "date"),
    "more hours than a day has": wrong(5, 30, "24"),
    "sixty-five minutes": wrong(5, "7h65", "7h30"),
    "no title of the training": wrong(3, "", "intitulé"),
    "no body": wrong(2, "", "organisme"),
    "no given name": wrong(1, "", "prénom"),
    "no family name": wrong(0, "", "nom"),
    "one word for a name": Failing(
        (
            table(
                ["Nom Prénom", "Organisme", "Formation", "Date", "Heures"],
                ["Marelle Lina", *MORE, D1, 6],
                ["Zoé", *OTHER, D2, 7.5],
            ),
        ),
        "A3",
        "nom et le prénom",
    ),
    "it ends before it begins": Failing(
        (
            table(
                ["Nom", "Prénom", "Organisme", "Formation", "Du", "Au", "Heures"],
                ["Marelle", "Lina", *MORE, D1, D1, 6],
                ["Cerceau", "Zoé", *OTHER, D2, D1, 7.5],
            ),
        ),
        "E3",
        "avant de commencer",
    ),
    "more than a day in two trainings": Failing(
        (table(HEAD, ["Marelle", "Lina", *MORE, D1, 16], ["Marelle", "Lina", *OTHER, D1, 10]),), "D3", "24 heures"
    ),
    "nobody gives it": Failing(
        (table(["Nom", "Prénom", "Formation", "Date", "Heures"], ["Marelle", "Lina", MORE[1], D1, 6]),),
        "C2",
        "Organisme",
        trainings=0,
    ),
    "nobody followed it": Failing(
        (table(["Organisme", "Formation", "Date", "Heures"], [*MORE, D1, 6]),), "A1", "qui les a suivies", trainings=0
    ),
    "an address that is none": staff("Courriel", "zoe chez exemple", "adresse"),
    "born tomorrow": staff("Date de naissance", date(2027, 1, 1), "passée"),
    "a share above one": staff("ETP", "150 %", "temps plein"),
    "a day of entry in words": staff("Date d'entrée", "à la rentrée", "date"),
    "two days of birth for the same": Failing(
        (
            table(["Nom", "Prénom", "Courriel"], ["Marelle", "Lina", "lina@exemple.test"]),
            table(["Nom", "Prénom", "Courriel"], ["Marelle", "Lina", "autre@exemple.test"], name="Bis"),
        ),
        "C2",
        "la même chose",
        trainings=0,
    ),
    "a function nobody knows": staff("Fonction", "Éveilleuse", "fonction", asks=True),
    "a title nobody knows": staff("Diplôme", "CEB+", "titre", asks=True),
    "several days, which hours": Failing(
        (table(HEAD, ["Marelle", "Lina", *MORE, D1, 6], ["Cerceau", "Zoé", *OTHER, "12 et 13 mars 2025", 7.5]),),
        "F3",
        "plusieurs jours",
        asks=True,
    ),
    "nothing at all": Failing((table(),), "A1", "vide", whole=True),
    "another table": Failing((table(["Article", "Prix"], ["Ballon", 3]),), "A1", "liste", whole=True),
    "headings alone": Failing((table(HEAD),), "A2", "vide", whole=True),
}
