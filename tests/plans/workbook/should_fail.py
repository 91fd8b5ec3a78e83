"""Workbooks that cannot be imported as they are: the exit code, and the sheet, cell and words of the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.documents.building import Formula, Sheet
from tests.plans.workbook.should_pass import (
    COMMENT,
    HEADER,
    LISTED,
    OBJECTIVES,
    REMARK,
    ROWS,
    TITLE,
    TOP,
    head,
    plan,
    with_column,
)


@dataclass(frozen=True)
class Failing:
    """A workbook, the exit code of its import, where the reason stands, and a word of the sentence."""

    sheets: tuple[Sheet, ...]
    code: int
    cell: str
    word: str
    sheet: str = "Plan"
    found: str = ""
    asks: bool = False


def cell(column: str, row: int = 1) -> str:
    """Return the name of a cell of the table, rows of actions counted from 1."""
    return f"{column}{TOP + row}"


def error(sheet: Sheet, cell: str, word: str, found: str = "") -> Failing:
    """Something to correct in the file."""
    return Failing((sheet,), 1, cell, word, sheet.name, found)


def ask(column: int, values: Sequence[Any], word: str, row: int = 1, found: str = "") -> Failing:
    """A question about one column of the table."""
    name = cell("ABCDEF"[column], row)
    return Failing((plan(with_column(values, column)),), 1, name, word, found=found, asks=True)


def no_plan(*sheets: Sheet, word: str = "aucun tableau") -> Failing:
    """No plan at all."""
    return Failing(sheets, 2, "A1", word, sheets[0].name)


def without(column: int) -> Sheet:
    """Return the plan without one column of the canevas."""
    keep = [i for i in range(6) if i != column]
    return plan([[row[i] for i in keep] for row in ROWS], [HEADER[i] for i in keep])


def more(header: str, *values: Any) -> Sheet:
    """Return the plan with one more column."""
    return plan([[*row, value] for row, value in zip(ROWS, values, strict=True)], [*HEADER, header])


OTHER = [[1, "Repeindre le local", "3", "11", 1, ""], [2, "Acheter des jeux", "2", "9", 2, ""]]
LONG = "mot " * 5_001

SHOULD_FAIL: dict[str, Failing] = {
    # not a plan at all
    "empty workbook": no_plan(Sheet([], "Feuil1"), word="vide"),
    "only a title": no_plan(Sheet([[TITLE]])),
    "only objectives": no_plan(Sheet([[TITLE], [OBJECTIVES], *LISTED])),
    "a list of children": no_plan(Sheet([["Nom", "Prénom", "Âge"], ["Dupré", "Zoé", 7]], "Présences")),
    "a budget": no_plan(Sheet([["Poste", "Montant", "Remarques"], ["Jeux", 250, "à voir"]], "Budget")),
    "a letter in cells": no_plan(Sheet([["Madame,"], ["Voici le plan d'action de la commune."], ["Bien à vous"]])),
    "rows of a plan without header": no_plan(Sheet([[1, "Convoquer", "Axe 1", "Aspect 13", "Objectif 1", ""]])),
    # columns
    "no axis column": error(without(2), f"A{TOP}", "Axe de coordination"),
    "no aspect column": error(without(3), f"A{TOP}", "Aspect"),
    "no objective column": error(without(4), f"A{TOP}", "Objectif prioritaire"),
    "no action column": error(without(1), f"A{TOP}", "Actions concrètes"),
    "two columns only": error(Sheet([["Actions", "Objectif"], ["Convoquer", "x"]]), "A1", "Aspect"),
    "no action": error(plan([]), f"A{TOP + 1}", "vide"),
    # axes and aspects
    "an axis nobody knows": ask(2, ["Animation du quartier", "2", "3"], "annexe 4", found="Animation du quartier"),
    "an axis that is none": ask(2, [7, "2", "3"], "« 7 »", found="7"),
    "axis zero": ask(2, ["1", 0, "3"], "« 0 »", row=2),
    "a known axis and an unknown one": ask(2, ["Coordination ; Danse", "2", "3"], "« Danse »", found="Danse"),
    "number and words disagree": ask(2, ["2. Mise en œuvre de la coordination", "2", "3"], "annexe 4"),
    "an axis turned into a day": ask(2, ["1", "2", date(2020, 3, 1)], "01/03/2020", row=3),
    "an axis in doubt": ask(2, ["Développement", "2", "3"], "Développement"),
    "an aspect nobody knows": ask(3, ["13", "Bien-être animal", "12"], "annexe 4", row=2, found="Bien-être animal"),
    "aspect 14": ask(3, ["13", "8", 14], "« 14 »", row=3, found="14"),
    "a sentence as aspect": ask(3, ["Voir le rapport annexé", "8", "12"], "Voir le rapport"),
    # objectives
    "an objective that is none": ask(4, [1, 2, 9], "compte 3", row=3, found="9"),
    "one objective of two that is none": ask(4, ["1 et 4", 2, 3], "« 4 »", found="4"),
    "an objective turned into a day": ask(4, [date(2021, 3, 1), 2, 3], "01/03/2021"),
    "an objective in other words": ask(4, ["Améliorer la qualité", 2, 3], "Améliorer"),
    "no list of objectives": error(plan(above=[[TITLE], [COMMENT], [REMARK]]), "E5", "introuvable"),
    "an empty list of objectives": error(plan(above=head([])), "E12", "vide"),
    "the same objective number twice": error(plan(above=head([*LISTED, [3, "Un de trop"]])), "B8", "numéro 3"),
    # formulas
    "formula in the action": error(plan(with_column([Formula("=A1&B1"), "x", "y"], 1)), cell("B"), "=A1&B1"),
    "formula in the axis": error(plan(with_column(["1", Formula("=C1", 2), "3"], 2)), cell("C", 2), "=C1"),
    "formula in the comment": error(plan(with_column(["", "", Formula("=NOW()")], 5)), cell("F", 3), "=NOW()"),
    "formula without value in the numbers": error(
        plan(with_column([1, Formula("=A16+1", ""), 3], 0)), cell("A", 2), "=A16+1"
    ),
    # two plans
    "two plans on two sheets": Failing(
        (plan(), Sheet([HEADER, *OTHER], "2021-2022")), 1, "A1", "deux plans", "2021-2022"
    ),
    "two plans on one sheet": error(
        plan(below=[[], ["Plan d'action 2021-2022"], HEADER, *OTHER]), f"A{TOP + 6}", "deux plans"
    ),
    "the same plan twice, one word changed": Failing(
        (plan(), Sheet([HEADER, *with_column(["A", "B", "C"], 1)], "Copie")), 1, "A1", "Gardez", "Copie"
    ),
    # too long
    "an action too long": error(plan(with_column([LONG, "x", "y"], 1)), cell("B"), "20000"),
    "a comment too long": error(plan(with_column([LONG, "", ""], 5)), cell("F"), "20000"),
    "an objective too long": error(plan(above=head([[1, LONG], *LISTED[1:]])), "B5", "20000"),
    "the CCA's comment too long": error(plan(above=head(comment=[[LONG]])), "A11", "20000"),
    "an indicator too long": error(more("Indicateur", "x" * 501, "", ""), cell("G"), "500"),
    "a period too long": error(more("Période", "", "x" * 201, ""), cell("G", 2), "200"),
    # too many
    "too many actions": error(
        plan([[i, "Convoquer", "1", "13", 1, ""] for i in range(1, 600)]), cell("B", 501), "599 lignes"
    ),
    "too many objectives": error(plan(above=head([[i, "Réunir"] for i in range(1, 151)])), "B105", "150 objectifs"),
    "a whole text as an axis": ask(2, ["mot " * 400, "2", "3"], "annexe 4"),
    "a whole text as an objective": ask(4, ["mot " * 400, 2, 3], "compte 3"),
    # what only a person knows
    "neither yes nor no": Failing((more("Récurrent", "parfois", "", ""),), 1, cell("G"), "parfois", asks=True),
    "a row that may be an action": Failing(
        (plan([ROWS[0], ["", "Préparer les points à l'ordre du jour"], *ROWS[1:]]),),
        1,
        cell("B", 2),
        "suite",
        asks=True,
    ),
    "the plan of another year": error(plan(above=head(title="ATL - Plan action 2021-2022")), "A1", "2021-2022"),
}
