"""Lists a person understands at once, and so must the reader: the shapes of their tables, and all of them."""

from dataclasses import replace
from datetime import timedelta

from tests.documents.building import Sheet
from tests.operators.importing.contents import CONTENTS
from tests.operators.importing.written import (
    BY_DAY,
    COCCINELLES,
    DAYS,
    HEAD,
    LINES,
    LUTINS,
    ROWS,
    Passing,
    per_day,
    table,
)

SHAPES: dict[str, Passing] = {
    "one line per place, columns per period": Passing((table(),), remark="faute de jours"),
    "title, blank rows and notes around the table": Passing(
        (
            Sheet(
                [
                    ["Liste des accueils extrascolaires 2025-2026"],
                    ["Commune inventée, service de l’accueil temps libre"],
                    [],
                    HEAD,
                    *ROWS[:2],
                    [],
                    ROWS[2],
                    [],
                    ["Mise à jour : septembre 2025"],
                ]
            ),
        )
    ),
    "away from the corner": Passing((replace(table(), offset=(3, 2)),)),
    "other headings": Passing(
        (
            Sheet(
                [
                    [
                        "Nom de l’organisateur",
                        "Lieu d’accueil",
                        "Garderie du matin",
                        "Après l’école",
                        "Mercredi après-midi",
                    ],
                    *ROWS,
                ]
            ),
        )
    ),
    "operators merged over their places": Passing(
        (
            Sheet(
                [HEAD, ROWS[0], [None, *ROWS[1][1:]], ROWS[2]],
                merges=("A2:A3",),
            ),
        )
    ),
    "operators written on their first line only": Passing(
        (Sheet([HEAD, ROWS[0], ["", *ROWS[1][1:]], ROWS[2]]),), remark="l’opérateur au-dessus"
    ),
    "operators as titles over their places": Passing(
        (
            Sheet(
                [HEAD[1:], [LUTINS], ROWS[0][1:], ROWS[1][1:], [COCCINELLES], ROWS[2][1:]],
                merges=("A2:D2", "A5:D5"),
            ),
        ),
        remark="le nom de l’opérateur des lignes qui suivent",
    ),
    "one line per place and day": Passing(
        (Sheet([["Opérateur", "Lieu", "Jour", "De", "À"], *LINES]),), remark="d’après l’heure et le jour"
    ),
    "one line per day, place on its first line only": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Jour", "Heure de début", "Heure de fin"],
                    *(
                        line if at == 0 or LINES[at - 1][:2] != line[:2] else ["", "", *line[2:]]
                        for at, line in enumerate(LINES)
                    ),
                ]
            ),
        )
    ),
    "times of the spreadsheet": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Jour", "Ouverture", "Fermeture"],
                    *(
                        [o, p, DAYS[d], s / 1440, timedelta(minutes=e).total_seconds() / 86_400]
                        for o, p, d, s, e in per_day()
                    ),
                ]
            ),
        )
    ),
    "one line per period": Passing(
        (
            Sheet(
                [
                    ["Organisme", "Implantation", "Période", "Jours", "Horaire"],
                    [LUTINS, "Centre", "Matin", "lu-ve", "7h-8h30"],
                    [LUTINS, "Centre", "Soir", "lu, ma, je et ve", "15h30 à 18h"],
                    [LUTINS, "Centre", "Mercredi", "", "12:00-18:00"],
                    [LUTINS, "Nord", "Avant l’école", "tous les jours", "de 7h00 à 8h30"],
                    [LUTINS, "Nord", "Après l’école", "tous les jours sauf le mercredi", "15.30 - 18.00"],
                    [COCCINELLES, "Salle", "Mercredi après-midi", "mercredi", "midi à 18h"],
                ]
            ),
        )
    ),
    "one line per period, place merged": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Type d’accueil", "Heures"],
                    [LUTINS, "Centre", "Matin", "7h-8h30"],
                    [None, None, "Soir", "15h30-18h"],
                    [None, None, "Mercredi", "12h-18h"],
                    [None, "Nord", "Matin", "7h-8h30"],
                    [None, None, "Soir", "15h30-18h"],
                    [COCCINELLES, "Salle", "Mercredi", "12h-18h"],
                ],
                merges=("A2:A6", "B2:B4", "B5:B6"),
            ),
        )
    ),
    "a column per weekday": Passing((Sheet([["Opérateur", "Lieu", *DAYS], *BY_DAY]),)),
    "weekdays over mornings and evenings": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", *(cell for day in DAYS for cell in (day, None))],
                    [
                        None,
                        None,
                        *(["Matin", "Après-midi"] * 2 + ["Matin", "Mercredi après-midi"] + ["Matin", "Soir"] * 2),
                    ],
                    [
                        LUTINS,
                        "Centre",
                        *(cell for day in range(5) for cell in ("7h-8h30", ROWS[0][4 if day == 2 else 3])),
                    ],
                    [
                        LUTINS,
                        "Nord",
                        *(cell for day in range(5) for cell in ("7h-8h30", "" if day == 2 else "15h30-18h")),
                    ],
                    [COCCINELLES, "Salle", *(cell for day in range(5) for cell in ("", "12h-18h" if day == 2 else ""))],
                ],
                merges=("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1", "I1:J1", "K1:L1"),
            ),
        )
    ),
    "starts and ends under each period": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Matin", None, "Soir", None, "Mercredi", None],
                    [None, None, "De", "À", "De", "À", "De", "À"],
                    [LUTINS, "Centre", "7h", "8h30", "15h30", "18h", "12h", "18h"],
                    [LUTINS, "Nord", "7:00", "8:30", "15:30", "18:00", "", ""],
                    [COCCINELLES, "Salle", "", "", "", "", 12, 18],
                ],
                merges=("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:H1"),
            ),
        )
    ),
    "days and hours in one cell": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Jours et heures d’ouverture"],
                    [LUTINS, "Centre", "Lu-ve 7h-8h30 ; lu, ma, je, ve 15h30-18h ; mercredi 12h-18h"],
                    [LUTINS, "Nord", "Matin : 7h-8h30\nSoir : 15h30-18h"],
                    [COCCINELLES, "Salle", "le mercredi de 12h à 18h"],
                ]
            ),
        )
    ),
}

SHOULD_PASS = SHAPES | CONTENTS
