"""Lists with one line per person and one column per training, all invented; and such lists with one thing wrong."""

from datetime import date

from tests.training.importing.books import (
    BOTH,
    D1,
    D2,
    GAMES,
    LISTEN,
    MORE,
    OTHER,
    Failing,
    Passing,
    said,
    table,
)

NAMES = ["Nom", "Prénom"]
LINA, ZOE = ["Marelle", "Lina"], ["Cerceau", "Zoé"]
TITLES, BODIES = [MORE[1], OTHER[1]], [MORE[0], OTHER[0]]
C, D = "Équipe!C1", "Équipe!D1"
TOGETHER = said(GAMES + "Lina", LISTEN + "Lina Zoé")

MATRICES: dict[str, Passing] = {
    "hours under titles, named rows above": Passing(
        (
            table(
                ["Formations continues 2025"],
                ["Organisme", "", *BODIES],
                ["Date", "", D1, D2],
                [*NAMES, *TITLES],
                [*LINA, 6, "7h30"],
                [*ZOE, "", 7.5],
            ),
        ),
        trainings=TOGETHER,
    ),
    "crosses, everything in rows under the header": Passing(
        (
            table(
                [*NAMES, "Fonction", *TITLES],
                ["Organisme", "", "", *BODIES],
                ["Jour", "", "", "12 mars 2025", "13/03/2025"],
                ["Durée", "", "", "6h", 7.5],
                [*LINA, "accueillante", "x", "X"],
                [*ZOE, "resp. projet", "-", "✔"],
            ),
        ),
        trainings=TOGETHER,
        facts={"Lina Marelle": {"functions": ("care_worker",)}, "Zoé Cerceau": {"functions": ("project_leader",)}},
    ),
    "one column per day under a merged title": Passing(
        (
            table(
                ["Organisme : Les Ateliers du Préau"],
                ["", "", MORE[1], "", "Jeux dehors"],
                [*NAMES, D1, D2, date(2025, 3, 20)],
                [*LINA, 6, "3", "non"],
                [*ZOE, "", 3, 4],
                merges=("C2:D2",),
            ),
        ),
        trainings=said(
            GAMES + "Lina",
            "Les Ateliers du Préau | Jeux coopératifs | 2025-03-13=3 | Lina Zoé",
            "Les Ateliers du Préau | Jeux dehors | 2025-03-20=4 | Zoé",
        ),
    ),
    "days in the cells, hours in the headings": Passing(
        (
            table(
                [*NAMES, f"{MORE[1]} (6h)", f"{OTHER[1]}\n7h30"],
                ["Organisme", "", *BODIES],
                [*LINA, D1, "13/03/2025"],
                [*ZOE, None, "13 mars 2025"],
            ),
        ),
        trainings=TOGETHER,
    ),
    "a day and its hours in one cell": Passing(
        (
            table(
                [*NAMES, *TITLES],
                ["Organisme", "", *BODIES],
                [*LINA, "12/03/2025 (6h)", "13/03/2025 - 7h30"],
                [*ZOE, "absente", "13.03.2025\n7,5 h"],
            ),
        ),
        trainings=TOGETHER,
    ),
    "oui and non, the rest is asked": Passing(
        (
            table(
                ["Nom et prénom", *TITLES],
                ["MARELLE Lina", "oui", "oui"],
                ["CERCEAU Zoé", "non", "Oui"],
                name="Formations",
            ),
        ),
        trainings=TOGETHER,
        answers={
            f"{name}-of:Formations!{at}1": value
            for at, values in {"B": (MORE[0], "2025-03-12", "6"), "C": (OTHER[0], "13/03/2025", "7h30")}.items()
            for name, value in zip(("provider", "day", "hours"), values, strict=True)
        },
    ),
    "the whole heading in one cell": Passing(
        (
            table(
                [*NAMES, f"{MORE[1]}\n{MORE[0]}\n12/03/2025\n6h", f"{OTHER[1]}\n{OTHER[0]}\n13/03/2025\n7h30", "Total"],
                [*LINA, "x", "x", 13.5],
                [*ZOE, "", "x", 7.5],
                ["Total", "", 1, 2, ""],
            ),
        ),
        trainings=TOGETHER,
        answers={f"heads:{C}": "title"},
    ),
    "a 1 where somebody was there": Passing(
        (
            table(
                [*NAMES, *TITLES],
                ["Organisme", "", *BODIES],
                ["Date", "", D1, D2],
                ["Heures", "", 6, 7.5],
                [*LINA, 1, 0],
                [*ZOE, 0, 1],
            ),
        ),
        trainings=BOTH,
        answers={f"ones:{C}": "cross"},
    ),
    "« Formations » over the titles": Passing(
        (
            table(
                [*NAMES, "Formations suivies", None],
                [
                    None,
                    None,
                    *(f"{title} {day}" for title, day in zip(TITLES, ("12/03/2025", "13/03/2025"), strict=True)),
                ],
                ["Organisme", "", *BODIES],
                [*LINA, "6", "7,5"],
                [*ZOE, "/", "7,5"],
                merges=("A1:A2", "B1:B2", "C1:D1"),
            ),
        ),
        trainings=TOGETHER,
    ),
    "columns that are no training stay out": Passing(
        (
            table(
                [*NAMES, "Âge", "Remarque", f"{MORE[1]} 12/03/2025", f"{OTHER[1]} 13/03/2025", "Total heures"],
                ["Organisme", "", "", "", *BODIES],
                [*LINA, 35, "revient en mai", 6, 7.5, 13.5],
                [*ZOE, 41, "", "", 7.5, 7.5],
            ),
        ),
        trainings=TOGETHER,
    ),
    "the people of one sheet, their trainings in another": Passing(
        (
            table([*NAMES, "Fonction"], [*LINA, "accueillante"], [*ZOE, "accueillante"]),
            table(
                ["Nom et prénom", *(f"{title}, 12/03/2025" for title in TITLES)],
                ["Organisme", *BODIES],
                ["Lina Marelle", 6, ""],
                ["Zoé Cerceau", "", 7.5],
                name="Présences",
            ),
        ),
        trainings=said(GAMES + "Lina", "La Cour Ouverte | Écouter l'enfant | 2025-03-12=7.5 | Zoé"),
    ),
    "several days for one column": Passing(
        (
            table(
                [*NAMES, f"{MORE[1]} (12 et 13 mars 2025)", f"{OTHER[1]} (13/03/2025)"],
                ["Organisme", "", *BODIES],
                [*LINA, 12, 7.5],
                [*ZOE, "", 7.5],
            ),
        ),
        trainings=said(
            "Les Ateliers du Préau | Jeux coopératifs | 2025-03-12=6,2025-03-13=6 | Lina", LISTEN + "Lina Zoé"
        ),
        answers={"hours:shared": "whole"},
    ),
}


def marked(value, cell, word, trainings=2, heads=(), **more) -> Failing:
    """Return the list where everything is told, but one mark, or one heading."""
    rows = [["Organisme", "", *BODIES], ["Date", "", D1, D2], [*NAMES, *TITLES], [*LINA, 6, 7.5], [*ZOE, "", value]]
    for row, at, other in heads:
        rows[row][at] = other
    return Failing((table(*rows),), cell, word, trainings=trainings, **more)


WRONG_MATRICES: dict[str, Failing] = {
    "a mark nobody understands": marked("peut-être", "D5", "« x »"),
    "a mark of a day that does not exist": marked("31/02/2025", "D5", "date"),
    "a mark of a day to come": marked("13/03/2027 (6h)", "D5", "pas encore venu"),
    "more hours than a day has": marked(30, "D5", "24"),
    "a heading without year": marked(7.5, "D2", "année", 1, heads=((1, 3, "13 mars"),)),
    "a heading of hours in words": marked(
        7.5, "D2", "7h30", 1, heads=((1, 0, "Durée"), (1, 2, ""), (1, 3, "une journée"), (3, 2, "12/03/2025 (6h)"))
    ),
    "a cross without hours": marked("x", "D3", "combien d’heures", 2, asks=True),
    "nobody gives it": marked(7.5, "D3", "quel organisme", 1, heads=((0, 3, ""),), asks=True),
    "no day": marked(7.5, "D3", "quel jour", 1, heads=((1, 3, ""),), asks=True),
    "columns that may be something else": Failing(
        (table([*NAMES, "Bleu", "Rouge"], [*LINA, "x", ""], [*ZOE, "", "x"]),), "C1", "Bleu", asks=True, trainings=0
    ),
    "two headings nobody tells apart": Failing(
        (table([*NAMES, f"{MORE[1]}\n{MORE[0]}\n12/03/2025"], [*LINA, 6]),), "C1", "organisme", asks=True, trainings=0
    ),
}
