"""Lists that cannot be taken over as they are: the sheet and cell of each reason, and a word of what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.documents.building import Sheet
from tests.operators.importing.written import COCCINELLES, HEAD, LUTINS, OPERATORS_SHEET, ROWS, table


@dataclass(frozen=True)
class Failing:
    """A list and where the reason stands; `asks`: it is a question; `whole`: the file holds no list at all."""

    sheets: tuple[Sheet, ...]
    cell: str
    word: str
    sheet: str = "Lieux"
    found: str = ""
    asks: bool = False
    whole: bool = False
    taken: int = 3  # places that are read all the same


def column(title: str, value: Any, word: str, row: int = 1, **more: Any) -> Failing:
    """Return the list with one more column, one cell of which is wrong."""
    cells = ["", "", ""]
    cells[row - 1] = value
    return Failing((table((title, cells)),), f"F{row + 1}", word, **more)


def hours(value: Any, word: str, at: int = 2, **more: Any) -> Failing:
    """Return the list with other hours in one cell of its first line."""
    line = [*ROWS[0][:at], value, *ROWS[0][at + 1 :]]
    return Failing((table(rows=[line, *ROWS[1:]]),), f"{'ABCDE'[at]}2", word, **more)


def lines(head: Sequence[str], *rows: Sequence[Any]) -> Sheet:
    return Sheet([list(head), *map(list, rows)], name="Lieux")


DAILY = ("Opérateur", "Lieu", "Jour", "De", "À")
PERIODS = ("Opérateur", "Lieu", "Période", "Horaire", "Prix")

SHOULD_FAIL: dict[str, Failing] = {
    # -- hours
    "no end": hours("dès 7h", "l’heure de la fin"),
    "no start": hours("jusqu'à 18h", "l’heure du début", at=3),
    "one time alone": hours("7h", "l’heure de la fin"),
    "end before start": hours("18h-15h30", "la fin vient avant le début", at=3),
    "an hour that does not exist": hours("25h-26h", "n’existe pas"),
    "words among the hours": hours("15h30-18h (17h30 le vendredi)", "n’a pas été compris", at=3),
    "a note instead of hours": hours("sur demande", "n’a pas été compris"),
    "hours turned into a day": hours(date(2026, 8, 7), "format « Texte »"),
    "a number instead of hours": hours(7.5, "donnez le début et la fin"),
    "overlapping hours of one period": hours("7h-8h30 et 8h-9h", "chevauche"),
    "morning on a saturday": hours("samedi 7h-8h30", "ne tombe pas un samedi"),
    "a whole day without period": Failing(
        (lines(("Opérateur", "Lieu", "Horaire"), (LUTINS, "Centre", "lundi 9h-17h")),),
        "C2",
        "de quelle période",
        asks=True,
        taken=1,
    ),
    "a day without its end": Failing(
        (lines(DAILY, (LUTINS, "Centre", "Lundi", "7h", "")),), "D2", "l’heure de la fin", taken=1
    ),
    "an unknown day": Failing(
        (lines(DAILY, (LUTINS, "Centre", "Lundredi", "7h", "8h")),), "C2", "n’est pas un jour connu", taken=1
    ),
    "an unknown period": Failing(
        (lines(PERIODS, (LUTINS, "Centre", "Minuit", "7h-8h", "")),), "C2", "n’est pas une période connue", taken=1
    ),
    "text instead of a time": Failing(
        (lines(DAILY, (LUTINS, "Centre", "Lundi", "tôt", "8h")),), "D2", "n’est pas une heure", taken=1
    ),
    "a week-end without its day": Failing(
        (lines(("Opérateur", "Lieu", "Week-end"), (LUTINS, "Centre", "9h-12h")),),
        "C2",
        "quels jours",
        asks=True,
        taken=1,
    ),
    "holidays of no known sort": column("Vacances", "8h-17h", "de quels congés", asks=True),
    # -- ages, places, prices
    "ages turned into a day": column("Âges", date(2026, 12, 3), "format « Texte »", found="03/12/2026"),
    "ages in the wrong order": column("Âges", "12-3 ans", "plus grand que le premier"),
    "ages in words nobody knows": column("Public", "les grands", "Écrivez deux âges"),
    "a capacity that is no number": column("Capacité", "une vingtaine", "un nombre entier", row=2),
    "half a place": column("Places", 24.5, "un nombre entier"),
    "two prices in one cell": column("Tarif", "2 à 5 €", "plusieurs montants"),
    "a price in words": column("PAF", "selon revenus", "Écrivez un prix", row=3),
    "a price without unit": column("Prix", 2, "pour quoi il est demandé", asks=True),
    "two prices for one period": Failing(
        (
            lines(
                PERIODS,
                (LUTINS, "Centre", "Soir", "lundi 15h30-18h", "1 €/jour"),
                (LUTINS, "Centre", "Soir", "mardi 15h30-18h", "2 €/jour"),
            ),
        ),
        "E3",
        "un seul prix",
        taken=1,
    ),
    # -- who and where
    "a telephone number too short": column("Tél", "065 1", "neuf chiffres"),
    "a broken address": column("Mail", "centre(at)exemple.be", "nom@commune.be", row=2),
    "a postal code of five figures": column("CP", 70000, "quatre chiffres"),
    "an enterprise number mistyped": column("BCE", "0417.497.107", "faute de frappe", row=1),
    "an unknown legal form": column("Forme juridique", "club", "dans la liste"),
    "neither yes nor no": column("Cour", "un peu", "« oui » ou « non »"),
    "access in other words": column("PMR", "avec l’ascenseur", "dans la liste"),
    "a formula that gives nothing": column("Capacité", "#REF!", "ne donne rien"),
    "two operators of one name with two numbers": Failing(
        (table(("N° d’entreprise", ["0417.497.106", "0244.142.664", ""])),), "F3", "ne va pas avec"
    ),
    "a place given twice": Failing((table(rows=[*ROWS, ROWS[1]]),), "B5", "déjà à la cellule B3"),
    "a line without place": Failing(
        (table(rows=[*ROWS[:2], [COCCINELLES, "", "", "", "12h-18h"]]),), "B4", "Écrivez le nom du lieu", taken=2
    ),
    "a line without operator": Failing(
        (table(rows=[["", *ROWS[0][1:]], *ROWS[1:]]),), "A2", "de quel opérateur", taken=2
    ),
    "a number of operator that is in no list": Failing(
        (OPERATORS_SHEET, lines(("N° opérateur", "Lieu", "Matin"), (7, "Centre", "7h-8h"))),
        "A2",
        "aucun opérateur ne porte",
        taken=0,
    ),
    "a name too long": Failing((table(rows=[[LUTINS, "x" * 201, "7h-8h", "", ""]]),), "B2", "Raccourcissez", taken=0),
    # -- no list at all
    "an empty workbook": Failing((Sheet([], name="Lieux"),), "A1", "il est vide", whole=True, taken=0),
    "a letter": Failing(
        (Sheet([["Madame, Monsieur,"], ["Voici nos accueils."], ["Bien à vous"]], name="Lieux"),),
        "A1",
        "ligne de titres",
        whole=True,
        taken=0,
    ),
    "lines without headings": Failing((Sheet(ROWS, name="Lieux"),), "A1", "ligne de titres", whole=True, taken=0),
    "a plan of another kind": Failing(
        (Sheet([["N°", "Action", "Axe", "Objectif"], [1, "Réunir", "Coordination", 1]], name="Lieux"),),
        "A1",
        "aucun tableau",
        whole=True,
        taken=0,
    ),
    "headings without a line": Failing((Sheet([HEAD], name="Lieux"),), "A2", "le tableau est vide", taken=0),
}
