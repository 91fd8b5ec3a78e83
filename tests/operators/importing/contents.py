"""Lists a person understands at once, and so must the reader: what their cells say, and their sheets together."""

from decimal import Decimal

from preau.operators.description import FeeText
from tests.documents.building import Formula, Sheet
from tests.operators.importing.written import (
    AFTER,
    BEFORE,
    CENTRE,
    COCCINELLES,
    EURO,
    HEAD,
    LUTINS,
    NORD,
    OPERATORS_SHEET,
    ROWS,
    SALLE,
    WED,
    WEEK,
    Passing,
    on,
    table,
)

CONTENTS: dict[str, Passing] = {
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
