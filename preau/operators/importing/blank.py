"""The list to fill in: a line per place, as a commune would write it, and a sheet that says what goes where."""

import io
from datetime import UTC, datetime

from xlsxwriter import Workbook

from preau.operators.importing.exporting import Sheets

TEMPLATE = (
    ("Opérateur", "Le nom de qui organise l’accueil", "ASBL Les Lutins"),
    ("N° d’entreprise", "Dix chiffres, si vous le connaissez", "0417.497.106"),
    ("Lieu", "Le nom du lieu d’accueil ; une ligne par lieu", "École du Centre"),
    ("Adresse", "La rue et le numéro", "Rue Haute 5"),
    ("Code postal", "", "7000"),
    ("Localité", "", "Mons"),
    ("Téléphone", "", "065 12 34 56"),
    ("Courriel", "", "lutins@exemple.be"),
    ("Capacité", "Le nombre de places", "24"),
    ("Âges", "", "2,5-12 ans"),
    ("Matin", "Les heures avant l’école ; « - » quand il n’y a pas d’accueil", "7h-8h30"),
    ("Soir", "Les heures après l’école", "15h30-18h"),
    ("Mercredi", "Les heures du mercredi après-midi", "12h-18h"),
    ("Petits congés", "Les heures pendant les congés d’automne, d’hiver, de détente et de printemps", "8h-17h"),
    ("Vacances d’été", "", "8h-17h"),
    ("Tarif", "Le prix et ce pour quoi il est demandé, ou « gratuit »", "1 €/jour"),
    ("Accès PMR", "« oui », « en partie » ou « non »", "oui"),
    ("Espace extérieur", "« oui » ou « non »", "oui"),
    ("Repas et collations", "« rien », « collation », « repas » ou « à apporter »", "collation"),
)


def template(now: datetime) -> bytes:
    """Return an empty list to fill in, with a sheet that says what goes where."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        created = now.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": "Lieux d’accueil, liste à remplir", "author": "Préau", "created": created})
        sheets = Sheets(book)
        sheet = book.add_worksheet("Lieux")
        sheet.freeze_panes(1, 3)
        for at, (label, _, example) in enumerate(TEMPLATE):
            sheet.set_column(at, at, max(len(label), len(example)) + 4, sheets.text)
            sheet.write_string(0, at, label, sheets.head)
        about = book.add_worksheet("Mode d’emploi")
        about.set_column(0, 0, 22)
        about.set_column(1, 1, 70)
        about.set_column(2, 2, 24)
        for at, line in enumerate((("Titre", "Ce qu’on y écrit", "Exemple"), *TEMPLATE)):
            for column, text in enumerate(line):
                about.write_string(at, column, text, sheets.head if at == 0 else sheets.text)
    return out.getvalue()
