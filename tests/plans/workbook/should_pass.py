"""Workbooks a person understands at once, and so must the reader: each with the plan it holds.

All of them are the same invented plan, written the way one commune or another writes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from preau.law.annual_plan import ASPECTS, AXES, Action, AnnualPlan, Objective
from tests.documents.building import Formula, Percent, Sheet

TITLE = "ATL - Plan action 2020-2021"
OBJECTIVES = "Objectifs prioritaires annuels de la CCA :"
EXPLAIN_OBJECTIVES = (
    "Indiquez ici les objectifs prioritaires que la CCA définit en début d'année académique afin de mettre en œuvre "
    "et de développer le programme CLE tant qualitativement que quantitativement."
)
COMMENT = "Commentaire libre"
EXPLAIN_COMMENT = (
    "Espace permettant à la CCA d'expliciter le rapport entre les objectifs prioritaires annuels qu'elle s'est fixée "
    "et le programme CLE de la commune."
)
ACTIONS = "Plan d'action annuel de la coordination :"
HEADER = [
    "N°",
    "Actions concrètes à réaliser",
    "Axe de coordination",
    "En rapport avec l'analyse des besoins, quel aspect de l'amélioration de l'accueil a été principalement "
    "développé par l'action",
    "Objectif prioritaire que l'action vise à réaliser\nici reprendre numéro de l'objectif prioritaire",
    "Commentaires libres",
]
TEXTS = (
    "De septembre à juin, réunir la CCA trois fois.",
    "D'ici décembre 2020, former dix accueillantes aux premiers soins.",
    "Pour la rentrée, informer toutes les familles des activités du mercredi.",
)
REMARK = "Ces objectifs suivent le besoin 4 du programme CLE."
DO = (
    "• Convoquer les membres\n• Rédiger le procès-verbal",
    "Réserver deux journées de formation",
    "Imprimer un dépliant",
)
PLAN = AnnualPlan(
    objectives=tuple(Objective(number, text) for number, text in enumerate(TEXTS, start=1)),
    comment=REMARK,
    actions=(
        Action(1, DO[0], (1,), (13,), (1,), "Avec la présidente", responsible="Coordination ATL, poste 1"),
        Action(2, DO[1], (2,), (8,), (2,), "Avec un organisme reconnu"),
        Action(3, DO[2], (1, 3), (12,), (3,)),
    ),
)
AXIS_1, AXIS_2, AXIS_3 = (axis.text for axis in AXES[:3])
ROWS: list[list[Any]] = [
    [1, DO[0], AXIS_1, ASPECTS[12].text, 1, "Avec la présidente\nAgent traitant: Coordination ATL, poste 1"],
    [2, DO[1], AXIS_2, ASPECTS[7].text, 2, "Avec un organisme reconnu"],
    [3, DO[2], f"{AXIS_1}\n{AXIS_3}", ASPECTS[11].text, 3, ""],
]
LISTED = [[number, text] for number, text in enumerate(TEXTS, start=1)]


@dataclass(frozen=True)
class Passing:
    """A workbook, the plan it holds, and words one of the remarks must hold (none: nothing is remarked)."""

    sheets: tuple[Sheet, ...]
    plan: AnnualPlan = PLAN
    remark: str = ""


def head(
    listed: Sequence[list[Any]] = LISTED, comment: Sequence[list[Any]] = ([REMARK],), title: str = TITLE
) -> list[list[Any]]:
    """Return what stands above the table."""
    above = [[title], [], [OBJECTIVES], [EXPLAIN_OBJECTIVES], *listed]
    return [*above, [], [COMMENT], [EXPLAIN_COMMENT], *comment, [], [ACTIONS]]


def plan(
    rows: Sequence[list[Any]] = ROWS,
    header: Sequence[Any] = HEADER,
    above: Sequence[list[Any]] | None = None,
    below: Sequence[list[Any]] = (),
    **sheet: Any,
) -> Sheet:
    """Return the sheet of a plan, as in the canevas save what is given."""
    return Sheet([*(head() if above is None else above), list(header), *rows, *below], **sheet)


def with_column(values: Sequence[Any], column: int, rows: Sequence[list[Any]] = ROWS) -> list[list[Any]]:
    """Return the rows with one column replaced."""
    return [[*row[:column], value, *row[column + 1 :]] for row, value in zip(rows, values, strict=True)]


def reordered(order: Sequence[int]) -> tuple[list[list[Any]], list[Any]]:
    """Return rows and header with their columns in another order."""
    return [[row[i] for i in order] for row in ROWS], [HEADER[i] for i in order]


def one(*sheets: Sheet, plan: AnnualPlan = PLAN, remark: str = "") -> Passing:
    """Return a case."""
    return Passing(sheets, plan, remark)


def axes(*values: Any, remark: str = "") -> Passing:
    """Return the plan with these three cells of axes."""
    return one(plan(with_column(values, 2)), remark=remark)


def aspects(*values: Any, remark: str = "") -> Passing:
    """Return the plan with these three cells of aspects."""
    return one(plan(with_column(values, 3)), remark=remark)


def served(values: Sequence[Any], *numbers: tuple[int, ...], remark: str = "") -> Passing:
    """Return the plan with these cells of objectives, and what they mean."""
    actions = tuple(replace(a, objectives=n) for a, n in zip(PLAN.actions, numbers, strict=True))
    return one(plan(with_column(values, 4)), plan=replace(PLAN, actions=actions), remark=remark)


def extra(header: str, values: Sequence[Any], remark: str = "", **changes: Sequence[Any]) -> Passing:
    """Return the plan with one more column on the right, and how it changes the actions."""
    rows = [[*row, value] for row, value in zip(ROWS, values, strict=True)]
    actions = tuple(
        replace(action, **{name: given[i] for name, given in changes.items()}) for i, action in enumerate(PLAN.actions)
    )
    return one(plan(rows, [*HEADER, header]), plan=replace(PLAN, actions=actions), remark=remark)


def listed(*rows: list[Any], remark: str = "", **sheet: Any) -> Passing:
    """Return the plan with its objectives written otherwise."""
    return one(plan(above=head(rows)), remark=remark)


def said(*rows: list[Any], comment: str = REMARK) -> Passing:
    """Return the plan with the comment of the CCA written otherwise."""
    return one(plan(above=head(comment=rows)), plan=replace(PLAN, comment=comment))


MOVED = reordered((4, 1, 3, 0, 5, 2))
TOP = len(head()) + 1  # the row of the header, from 1
COMMENTS = [action.comment for action in PLAN.actions]
NO_COMMENT = tuple(replace(action, comment="", responsible="") for action in PLAN.actions)

SHOULD_PASS: dict[str, Passing] = {
    "canevas": one(plan()),
    # where things stand
    "moved columns": one(plan(*MOVED)),
    "table far down and to the right": one(plan(offset=(12, 3))),
    "extra sheets": one(
        Sheet([["Mode d'emploi"], ["Lisez la notice"]], "Notice"), plan(), Sheet([], "Feuil3"), remark="Lisez la notice"
    ),
    "title rows above": one(
        plan(above=[["Ville de Préauville"], ["Service de l'accueil"], ["Rue du Préau 1"], *head()]),
        remark="Rue du Préau 1",
    ),
    "empty template sheet beside": one(plan(), Sheet([HEADER, [1], [2]], "Modèle vierge")),
    "same table copied on a second sheet": one(plan(), Sheet([HEADER, *ROWS], "Copie"), remark="répète le précédent"),
    "hidden sheet with last year": one(
        plan(), Sheet([HEADER, [1, "Autre chose", "1", "13", 1, ""]], "2019", hidden=True), remark="masquée"
    ),
    "header repeated at a page break": one(plan([ROWS[0], ROWS[1], HEADER, ROWS[2]])),
    "comment below the table": one(
        plan(above=[[TITLE], [OBJECTIVES], *LISTED, [ACTIONS]], below=[[], [COMMENT], [EXPLAIN_COMMENT], [REMARK]])
    ),
    "objectives below the table": one(
        plan(above=[[TITLE], [COMMENT], [REMARK], [ACTIONS]], below=[[], [OBJECTIVES], [EXPLAIN_OBJECTIVES], *LISTED])
    ),
    "objectives on another sheet": one(
        plan(above=[[TITLE], [COMMENT], [REMARK]]), Sheet([["N°", "Objectif prioritaire"], *LISTED], "Objectifs")
    ),
    "objectives on a sheet of that name, without header": one(
        plan(above=[[TITLE], [COMMENT], [REMARK]]), Sheet(LISTED, "Objectifs prioritaires")
    ),
    "no section title above the table": one(plan(above=head()[:-1])),
    # rows
    "numbers without a title": one(plan(header=["", *HEADER[1:]])),
    "a year in the title of a column": one(plan([[*row, ""] for row in ROWS], [*HEADER, 2021])),
    "not a number among the numbers": one(
        plan(with_column([1, "à revoir", 3], 0)),
        plan=replace(
            PLAN,
            actions=(
                PLAN.actions[0],
                replace(PLAN.actions[1], comment="Avec un organisme reconnu\nN° : à revoir"),
                PLAN.actions[2],
            ),
        ),
        remark="« N° »",
    ),
    "objectives as titles inside the table": one(
        plan(
            [line for i, row in enumerate(ROWS) for line in ([f"Objectif {i + 1} : {TEXTS[i]}"], [*row[:4], row[5]])],
            [*HEADER[:4], HEADER[5]],
            above=[[TITLE], [COMMENT], [REMARK], [ACTIONS]],
            merges=("A6:E6", "A8:E8", "A10:E10"),
        )
    ),
    "titles of groups inside the table": one(
        plan(
            [
                line
                for i, row in enumerate(ROWS)
                for line in ([f"Objectif {i + 1} : {TEXTS[i]}"], [*row[:4], "", row[5]])
            ]
        )
    ),
    "a lone note in the table": one(plan([ROWS[0], ["Page à relire"], *ROWS[1:]]), remark="Page à relire"),
    "empty rows between": one(plan([ROWS[0], [], ROWS[1], [], [], ROWS[2]])),
    "total row": one(plan(below=[["Total : 3 actions"]]), remark="Total"),
    "legend rows": one(
        plan(below=[[], ["Légende : 1 = coordination, 2 = qualité"], ["NB : à relire"]]), remark="Légende"
    ),
    "numbered rows left empty": one(plan([*ROWS, [4], [5]]), remark="vide"),
    "numbers missing": one(plan(with_column(["", "", ""], 0))),
    "one number missing": one(plan(with_column([1, "", 3], 0)), remark="reçoit le numéro 2"),
    "an action without number at the end": one(plan(with_column([1, 2, ""], 0)), remark="reçoit le numéro 3"),
    "an action without number in between": one(plan(with_column([1, "", 2], 0)), remark="devient l’action 2"),
    "no column of numbers": one(plan([row[1:] for row in ROWS], HEADER[1:])),
    "number glued to the action": one(
        plan([[f"{i}. {row[1]}", *row[2:]] for i, row in enumerate(ROWS, start=1)], HEADER[1:])
    ),
    "numbers as words": one(plan(with_column(["Action 1", "n° 2", "3."], 0))),
    "numbers as 1.1, 1.2": one(plan(with_column(["1.1", "1.2", "2.1"], 0)), remark="devient l’action 2"),
    "same number twice": one(plan(with_column([1, 1, 2], 0)), remark="devient l’action 2"),
    "action continued on a row with a bullet": one(
        plan([[1, "• Convoquer les membres", *ROWS[0][2:]], ["", "• Rédiger le procès-verbal"], *ROWS[1:]]),
        remark="suite de l’action",
    ),
    "comment continued on a row": one(
        plan(
            [
                [*ROWS[0][:5], "Avec la présidente"],
                ["", "", "", "", "", "Agent traitant: Coordination ATL, poste 1"],
                *ROWS[1:],
            ]
        ),
        remark="suite de l’action",
    ),
    # merges
    "title and header merged": one(plan(merges=("A1:F1", "A3:F3", "A4:F4", "B5:F5", "B6:F6"))),
    "header on two merged rows": one(plan([[], *ROWS], merges=tuple(f"{c}{TOP}:{c}{TOP + 1}" for c in "ABCDEF"))),
    "group title above the header": one(
        plan(above=[*head(), ["", "Action", "Annexe 4", "", "", ""]], merges=(f"C{TOP}:E{TOP}",))
    ),
    "hints under the header": one(plan([["", "", "(1 à 4)", "(1 à 13)", "(numéro)", ""], *ROWS])),
    "one axis cell for two actions": one(
        plan(with_column([AXIS_1, None, AXIS_1], 2), merges=(f"C{TOP + 1}:C{TOP + 2}",)),
        plan=replace(
            PLAN,
            actions=(PLAN.actions[0], replace(PLAN.actions[1], axes=(1,)), replace(PLAN.actions[2], axes=(1,))),
        ),
    ),
    "action over two merged rows": one(
        plan([ROWS[0], ["", "", AXIS_3], *ROWS[1:]], merges=tuple(f"{c}{TOP + 1}:{c}{TOP + 2}" for c in "ABDEF")),
        plan=replace(PLAN, actions=(replace(PLAN.actions[0], axes=(1, 3)), *PLAN.actions[1:])),
    ),
    # wordings of headers
    "capitals, no accents": one(
        plan(header=["NUMERO", "ACTIONS CONCRETES A REALISER", "AXE", "ASPECT DE L'ACCUEIL", "OBJECTIF", "COMMENTAIRE"])
    ),
    "other headers": one(
        plan(header=["Nr", "Description de l'action", "Axe(s)", "Aspect(s) visé(s)", "N° de l'objectif", "Remarques"])
    ),
    "headers with slips": one(
        plan(header=["N°", "Actions", "Axe de cordination", "Aspct", "Objetif", "Comentaires"]), remark="Comentaires"
    ),
    "headers in brief": one(plan(header=["#", "Quoi", "Axe", "Aspect", "Obj.", "Notes"])),
    # wordings of axes and aspects
    "axes in capitals without accents": axes(
        "MISE EN OEUVRE DE LA COORDINATION", "ACCOMPAGNEMENT DE LA QUALITE", "MISE EN OEUVRE ; DEVELOPPEMENT DU SECTEUR"
    ),
    "axes of the published plan": axes(
        "Mise en œuvre de la coordination",
        "Accompagnement du développement de la qualité",
        "Mise en œuvre de la coordination\n\nDéveloppement du secteur de l'accueil des enfants principalement de 2.5 "
        "ans à 12 ans sur le territoire de la commune.",
    ),
    "axes one after the other": axes(
        "Coordination", "Qualité", "Mise en œuvre de la coordination Développement du secteur"
    ),
    "axes as numbers": axes(1, 2, "1 et 3"),
    "axes as « axe 2 »": axes("Axe 1", "axe n° 2", "Axes 1 + 3"),
    "axes with a slash": axes("1", "2", "1/3"),
    "axes with a comma": axes("1.", "2.", "1, 3"),
    "axes read as a decimal number": axes(1, 2, 1.3, remark="« 1,3 »"),
    "axes with number and words": axes(
        "1. Mise en œuvre", "2 - Qualité", "Axe 1 : mise en œuvre\nAxe 3 : développement du secteur"
    ),
    "axes with bullets": axes("• Coordination", "- Qualité", "• Mise en œuvre\n• Développement du secteur"),
    "axes with slips": axes(
        "Mise en oeuvre de la cordination",
        "Acompagnement de la qualité",
        "1 et 3",
        remark="Mise en oeuvre de la cordination",
    ),
    "aspects in other words": aspects(
        "Coordination et partenariat entre opérateurs", "Formation des accueillant(e)s", "Information aux parents"
    ),
    "aspects as numbers": aspects(13, "aspect 8", "12."),
    "aspects with slips": aspects(
        "Partenariat et cordination", "Fromation du personnel", "Information des parens", remark="Fromation"
    ),
    # objectives of an action
    "several objectives": served(["1 et 3", "obj. 2", "1, 2, 3"], (1, 3), (2,), (1, 2, 3)),
    "a span of objectives": served(["1-3", "1 à 2", "3"], (1, 2, 3), (1, 2), (3,), remark="de 1 à 3"),
    "all objectives": served(["tous", "2", "Tous les objectifs"], (1, 2, 3), (2,), (1, 2, 3)),
    "objectives in words": served([f"1. {TEXTS[0]}", TEXTS[1], TEXTS[2].upper()], (1,), (2,), (3,)),
    "objectives with labels": served(["Objectif 1", "OP2", "n° 3"], (1,), (2,), (3,)),
    # the list of objectives
    "number glued to the objective": listed(*[[f"{i}. {text}"] for i, text in enumerate(TEXTS, start=1)]),
    "« Objectif 1 : » before": listed(*[[f"Objectif {i} : {text}"] for i, text in enumerate(TEXTS, start=1)]),
    "« Objectif 1 » in its own cell": listed(*[[f"Objectif {i}", text] for i, text in enumerate(TEXTS, start=1)]),
    "objectives without number": listed(*[[text] for text in TEXTS]),
    "all objectives in one cell": listed(["\n".join(f"{i}. {text}" for i, text in enumerate(TEXTS, start=1))]),
    "bulleted objectives in one cell": listed(["\n".join(f"• {text}" for text in TEXTS)], remark="chaque point"),
    "objectives as paragraphs of one cell": listed(["\n\n".join(TEXTS)], remark="3 objectifs"),
    "empty rows between objectives": listed(LISTED[0], [], [], LISTED[1], [], LISTED[2]),
    # the comment of the CCA
    "comment of several rows": said(
        [REMARK], ["Voir aussi le besoin 2."], comment=f"{REMARK}\nVoir aussi le besoin 2."
    ),
    "comment of several lines": said(
        [f"{REMARK}\n\n- un point\n- un autre"], comment=f"{REMARK}\n\n- un point\n- un autre"
    ),
    "comment glued to its title": one(
        plan(above=[[TITLE], [OBJECTIVES], *LISTED, [f"Commentaire libre : {REMARK}"], [ACTIONS]])
    ),
    "no comment": said([], comment=""),
    # more columns
    "a column nobody knows": extra(
        "Budget",
        ["100 €", "", 250],
        "Budget",
        comment=["Avec la présidente\nBudget : 100 €", COMMENTS[1], "Budget : 250"],
        responsible=["Coordination ATL, poste 1", "", ""],
    ),
    "a column for who is in charge": one(
        plan(
            [[*row[:5], "", who] for row, who in zip(ROWS, ["Ana", "Service", ""], strict=True)],
            [*HEADER, "Responsable"],
        ),
        plan=replace(
            PLAN,
            actions=tuple(
                replace(a, responsible=who) for a, who in zip(NO_COMMENT, ["Ana", "Service", ""], strict=True)
            ),
        ),
    ),
    "a column of periods": extra("Échéance", ["octobre", date(2020, 12, 31), ""], period=["octobre", "31/12/2020", ""]),
    "a column of indicators": extra("Indicateur", [Percent(0.8), 12.5, 3], indicator=["80 %", "12,5", "3"]),
    "a column of recurrence": extra("Récurrent", ["oui", "x", "non"], recurrent=[True, True, False]),
    "recurrence as true or false": extra("Récurrent ?", [True, False, ""], recurrent=[True, False, False]),
    "a column of missions": extra(
        "Mission(s)", ["1", "Sensibiliser et accompagner les opérateurs", ""], missions=[(1,), (2,), ()]
    ),
    "a column of other missions": extra(
        "Missions", ["", "Tenir la bibliothèque", ""], "autre mission", other_mission=["", "Tenir la bibliothèque", ""]
    ),
    "a link in words": extra(
        "Lien vers un autre dossier",
        ["https://exemple.be/7", "dossier 7, rangé à l’accueil", ""],
        "pas une adresse web",
        link=["https://exemple.be/7", "", ""],
        comment=[COMMENTS[0], f"{COMMENTS[1]}\nLien : dossier 7, rangé à l’accueil", COMMENTS[2]],
    ),
    "in charge said otherwise": one(
        plan(with_column(["Avec la présidente\nAgent en charge : Coordination ATL, poste 1", *COMMENTS[1:]], 5))
    ),
    # formulas
    "formula in the numbers": one(
        plan(with_column([1, Formula("=A17+1", 2), Formula("=A18+1", 3)], 0)), remark="formule"
    ),
    "formula in the objectives served": one(plan(with_column([Formula("=1", 1), 2, 3], 4)), remark="formule"),
}
