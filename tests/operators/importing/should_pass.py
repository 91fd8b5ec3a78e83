"""Lists a person understands at once, and so must the reader: each with what it offers, place by place.

All of them are the same invented list, written the way one commune or another writes it. `OFFER` says the hours of
each place; a case may add what its own columns tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from preau.operators.description import FeeText
from tests.documents.building import Formula, Sheet

WEEK, FOUR_DAYS, WEDNESDAY = (0, 1, 2, 3, 4), (0, 1, 3, 4), (2,)
MORNING, EVENING, AFTERNOON = (420, 510), (930, 1080), (720, 1080)
LUTINS, COCCINELLES = "Les Lutins", "Plaine des Coccinelles"
Offer = Mapping[str, Mapping[str, Mapping[str, set[tuple[int, int, int]]]]]


def on(days: tuple[int, ...], hours: tuple[int, int]) -> set[tuple[int, int, int]]:
    """Return the same hours on several weekdays."""
    return {(day, *hours) for day in days}


BEFORE, AFTER, WED = {
    "before_school": on(WEEK, MORNING),
    "after_school": on(FOUR_DAYS, EVENING),
    "wednesday_afternoon": on(WEDNESDAY, AFTERNOON),
}.items()
CENTRE = dict((BEFORE, AFTER, WED))
NORD = dict((BEFORE, AFTER))
SALLE = dict((WED,))
OFFER: Offer = {LUTINS: {"Centre": CENTRE, "Nord": NORD}, COCCINELLES: {"Salle": SALLE}}


@dataclass(frozen=True)
class Passing:
    """A list: what it offers, what else it tells of places and operators (by name), words of one of its remarks.

    `answers` are those a person gives to its questions: option by beginning of the question's id.
    """

    sheets: tuple[Sheet, ...]
    offer: Offer = field(default_factory=lambda: OFFER)
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    operators: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fees: Mapping[str, set[FeeText]] = field(default_factory=dict)
    remark: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


HEAD = ["Opérateur", "Lieu", "Matin", "Soir", "Mercredi"]
ROWS: list[list[Any]] = [
    [LUTINS, "Centre", "7h-8h30", "15h30-18h", "12h-18h"],
    [LUTINS, "Nord", "7h-8h30", "15h30-18h", ""],
    [COCCINELLES, "Salle", "", "", "12h-18h"],
]


def table(*more: tuple[str, list[Any]], head: list[str] = HEAD, rows: list[list[Any]] = ROWS) -> Sheet:
    """Return the list with more columns, each its heading and its cells."""
    return Sheet(
        [[*head, *(title for title, _ in more)]]
        + [[*row, *(cells[at] if at < len(cells) else "" for _, cells in more)] for at, row in enumerate(rows)],
        name="Lieux",
    )


def per_day() -> list[list[Any]]:
    """Return the list with a line per place, day and stretch of hours."""
    rows: list[list[Any]] = []
    for operator, places in OFFER.items():
        for place, kinds in places.items():
            for day in range(5):
                for hours in kinds.values():
                    rows += [[operator, place, day, s, e] for d, s, e in sorted(hours) if d == day]
    return rows


DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi")


def clock(minutes: int) -> str:
    return f"{minutes // 60}h{minutes % 60:02}"


LINES = [[o, p, DAYS[d], clock(s), clock(e)] for o, p, d, s, e in per_day()]
BY_DAY = [
    [
        LUTINS,
        "Centre",
        *("7h-8h30 et 15h30-18h" if day in FOUR_DAYS else "7h-8h30 / 12h-18h" for day in range(5)),
    ],
    [LUTINS, "Nord", *("7h-8h30 et 15h30-18h" if day in FOUR_DAYS else "7h-8h30" for day in range(5))],
    [COCCINELLES, "Salle", *("12h-18h" if day == 2 else "" for day in range(5))],
]
EURO = FeeText(unit="per_day", amount=Decimal(2))
OPERATORS_SHEET = Sheet(
    [
        ["N°", "Opérateur", "Adresse", "Téléphone", "Responsable", "BCE", "Forme juridique"],
        [1, LUTINS, "rue du Siège 1, 7000 Mons", "065/12.34.56", "Personne Inventée", "BE 0417.497.106", "asbl"],
        [2, COCCINELLES, "place Haute 2, 7000 Mons", "", "", "", "Commune"],
    ],
    name="Opérateurs",
)

SHOULD_PASS: dict[str, Passing] = {
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
    "two sheets linked by name": Passing(
        (OPERATORS_SHEET, table()),
        operators={
            LUTINS: {"phone": "065 12 34 56"},
        },
    ),
    "two sheets linked by number": Passing(
        (
            OPERATORS_SHEET,
            Sheet(
                [["N° opérateur", *HEAD[1:]], [1, *ROWS[0][1:]], [1, *ROWS[1][1:]], [2, *ROWS[2][1:]]],
                name="Lieux",
            ),
        )
    ),
    "text with semicolons in one column": Passing((Sheet([[";".join(HEAD)], *([";".join(row)] for row in ROWS)]),)),
    "prices, ages and places": Passing(
        (
            table(
                ("Nbre de places", [24, "30", 40.0]),
                ("Tranche d’âge", ["2,5-12 ans", "3 à 12 ans", "Maternelles et primaires"]),
                ("PAF", ["2 € / jour", "0,50 €/h", "gratuit"]),
            ),
        ),
        places={
            "Centre": {"capacity": 24, "youngest_months": 30, "oldest_months": 144},
            "Nord": {"capacity": 30, "youngest_months": 36, "oldest_months": 144},
            "Salle": {"capacity": 40, "youngest_months": 30, "oldest_months": 144},
        },
        fees={
            "Centre": {EURO},
            "Nord": {FeeText(unit="per_hour", amount=Decimal("0.5"))},
            "Salle": {FeeText(unit="free")},
        },
    ),
    "unit of the price in its heading, ages in two columns": Passing(
        (
            table(
                ("Tarif (€/jour)", [2, 1.5, 0]),
                ("Âge min.", [2.5, 3, "30 mois"]),
                ("Âge max.", [12, "12 ans", "6 ans"]),
            ),
        ),
        places={"Salle": {"youngest_months": 30, "oldest_months": 72}},
        fees={
            "Centre": {EURO},
            "Nord": {FeeText(unit="per_day", amount=Decimal("1.5"))},
            "Salle": {FeeText(unit="free")},
        },
    ),
    "a price whose unit is asked": Passing(
        (table(("Prix", [2, "2 €", "2"])),),
        fees={name: {EURO} for name in ("Centre", "Nord", "Salle")},
        answers={"unit:": "per_day"},
    ),
    "addresses, contacts, access": Passing(
        (
            table(
                ("Adresse complète", ["rue Haute 5, 7000 Mons", "rue Basse 6\nB-7020 Nimy", "place 1"]),
                ("Tél/mail", ["065/12.34.56", "nord@exemple.be", "0470/12 34 56 salle@exemple.be"]),
                ("Accessible PMR ?", ["oui", "non", "partiellement"]),
                ("Cour", ["x", "", "non"]),
            ),
        ),
        places={
            "Centre": {
                "street": "rue Haute 5",
                "postal_code": "7000",
                "locality": "Mons",
                "phone": "065 12 34 56",
                "access": "full",
                "outdoor": True,
            },
            "Nord": {
                "street": "rue Basse 6",
                "postal_code": "7020",
                "locality": "Nimy",
                "email": "nord@exemple.be",
                "access": "no",
                "outdoor": None,
            },
            "Salle": {
                "street": "place 1",
                "phone": "0470 12 34 56",
                "email": "salle@exemple.be",
                "access": "partly",
                "outdoor": False,
            },
        },
    ),
    "holidays, whose sort is asked": Passing(
        (
            table(
                ("Congés scolaires", ["", "", "8h-17h"]),
                ("Carnaval", ["9h-16h"]),
            ),
        ),
        offer={
            LUTINS: {"Centre": {**CENTRE, "short_holidays": on(WEEK, (540, 960))}, "Nord": NORD},
            COCCINELLES: {
                "Salle": {**SALLE, "short_holidays": on(WEEK, (480, 1020)), "long_holidays": on(WEEK, (480, 1020))}
            },
        },
        answers={"holidays:": "short_holidays,long_holidays"},
    ),
    "totals, repeated header and a hidden sheet": Passing(
        (
            Sheet([*([HEAD, *ROWS[:2], HEAD, ROWS[2]]), ["Total", "3 lieux", "", "", ""]], name="Lieux"),
            Sheet([HEAD, [LUTINS, "Ancien", "7h-8h", "", ""]], name="2019", hidden=True),
        ),
        remark="masquée",
    ),
    "misspelt headings, accents and case": Passing(
        (
            Sheet(
                [
                    ["OPERATUER", "LIEU", "MATIN", "SOIR", "MERCREDI", "CAPCITÉ"],
                    *([*row, 24] for row in ROWS),
                ]
            ),
        ),
        places={"Centre": {"capacity": 24}},
        remark="est lu comme",
    ),
    "formulas, read by their value": Passing(
        (table(("Capacité", [Formula("=20+4", 24), Formula('=IF(TRUE,"","")', ""), 40])),),
        places={"Centre": {"capacity": 24}, "Nord": {"capacity": None}, "Salle": {"capacity": 40}},
        remark="une formule n’y donne rien",
    ),
    "the evening told for every day": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Matin", "Soir"],
                    [LUTINS, "Centre", "lu-ve 7h-8h30", "lu-ve 15h30-18h"],
                ]
            ),
        ),
        offer={LUTINS: {"Centre": {**dict((BEFORE, AFTER)), "wednesday_afternoon": {(2, 930, 1080)}}}},
        remark="Mercredi après-midi",
    ),
    "operators without a column for their places": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Adresse", "Matin", "Mercredi"],
                    [LUTINS, "rue Haute 5, 7000 Mons", "7h-8h30", "12h-18h"],
                ]
            ),
        ),
        offer={LUTINS: {LUTINS: dict((BEFORE, WED))}},
        places={LUTINS: {"street": "rue Haute 5", "postal_code": "7000"}},
        remark="lieu du même nom",
    ),
    "schools as places": Passing(
        (
            Sheet(
                [
                    ["Pouvoir organisateur", "École", "Matin"],
                    [LUTINS, "École inventée du Centre", "oui"],
                    [LUTINS, "École inventée du Nord", "-"],
                ]
            ),
        ),
        offer={LUTINS: {"École inventée du Centre": {"before_school": set()}, "École inventée du Nord": {}}},
        places={"École inventée du Centre": {"in_school": True}},
        remark="heures pas encore sues",
    ),
    "a price per period and activities by line": Passing(
        (
            Sheet(
                [
                    ["Opérateur", "Lieu", "Période", "Horaire", "Activités", "Prix par jour"],
                    [LUTINS, "Centre", "Soir", "15h30-18h", "Jeux, bricolage", 1],
                    [LUTINS, "Centre", "Mercredi", "12h-18h", "", 4],
                ]
            ),
        ),
        offer={LUTINS: {"Centre": dict((AFTER, WED))}},
        fees={"Centre": {FeeText(unit="per_day", amount=Decimal(1)), FeeText(unit="per_day", amount=Decimal(4))}},
    ),
}
