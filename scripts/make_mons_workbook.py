# ruff: noqa: E501 - the published text, line for line
"""Write the published plan of Mons 2020-2021 into a workbook of the canevas of the Observatory.

The content is the published one, word for word; its two officers are named by their function. The file is the
same byte for byte at every run. `preau plan import` reads it into the demonstration.
"""

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

TARGET = Path(__file__).resolve().parent.parent / "preau" / "plans" / "demonstration" / "mons-2020-2021.xlsx"
SAVED = datetime(2020, 9, 1, 8, 0, 0)  # noqa: DTZ001 - a workbook stores a moment without zone

TITLE = "ATL - Plan action 2020-2021"
OBJECTIVES_HEADING = "Objectifs prioritaires annuels de la CCA :"
OBJECTIVES_INSTRUCTION = (
    "Indiquez ici les objectifs prioritaires que la CCA définit en début d'année académique afin de mettre en "
    "œuvre et de développer le programme CLE tant qualitativement que quantitativement."
)
COMMENT_HEADING = "Commentaire libre"
COMMENT_INSTRUCTION = (
    "Espace permettant à la CCA d'expliciter le rapport entre les objectifs prioritaires annuels qu'elle s'est "
    "fixée et le programme CLE de la commune."
)
ACTIONS_HEADING = "Plan d'action annuel de la coordination :"
HEADERS = (
    "N°",
    "Actions concrètes à réaliser",
    "Axe de coordination",
    "En rapport avec l'analyse des besoins, quel aspect de l'amélioration de l'accueil a été principalement "
    "développé par l'action",
    "Objectif prioritaire que l'action vise à réaliser\nici reprendre numéro de l'objectif prioritaire",
    "Commentaires libres",
)
OFFICER_1 = "Agent traitant: Coordination ATL, poste 1"
OFFICER_2 = "Agent traitant: Coordination ATL, poste 2"

OBJECTIVES = (
    "De septembre 2020 à août 2021, réalisation de l'état des lieux/analyse des besoins en vue du renouvellement "
    "du programme CLE.",
    "De septembre 2020 à août 2021, la coordination ATL réalisera un travail de veille et d'interventions auprès "
    "des intervenants ATL et des projets mis en place sur le territoire de la commune de Mons.",
    "De septembre 2020 à août 2021, la coordination ATL et les membres de la CCA se rassembleront au minimum deux "
    "fois en réunion de la commision communale de l'accueil.",
    "De septembre 2020 à août 2021, la coordination ATL visera le développement de la qualité de l'accueil "
    "extrascolaire par la délocalisation de formations continues à Mons à destination du personnel extrascolaire, "
    "par la diffusion de la brochure des formations continues 2020-2021 éditée par l'ONE et par la diffusion "
    "d'autres outils édités par l'ONE.",
    "Via la mise en place d'un centre de vacances adapté pour enfants porteurs d'un handicap, en collaboration "
    "avec la Province de Hainaut, la coordination ATL augmentera l'offre d'accueil de 15 à 25 enfants âgés de 3 à "
    "15 ans, porteurs d'un handicap, durant deux semaines durant les vacances d'été 2021.",
    "De septembre 2020 à août 2021, la coordination ATL informera via différents moyens de communication, les "
    "familles d'enfants âgés de 2,5 à 12 ans résidants sur le territoire de la commune et/ou scolarisés dans les "
    "écoles d'enseignement fondamental de l'entité montoise, porteurs d'un handicap ou non, des stages et des "
    "activités organisés sur le territoire de la commune durant le temps libre des enfants.",
)

RUNNING = "Mise en œuvre de la coordination"
PARTNERSHIP = "Coordination et partenariat entre opérateurs"

# Action, axis, aspect, objective, comment: one tuple per row, one string per line of a cell.
ACTIONS: tuple[tuple[tuple[str, ...], str, str, int, tuple[str, ...]], ...] = (
    (
        (
            "Coordonner la réalisation de l'état des lieux et l'analyse des besoins en matière ATL.",
            "Coordonner la réalisation du renouvellement du programme CLE.",
        ),
        RUNNING + "\n\nDéveloppement du secteur de l'accueil des enfants principalement de 2.5 ans à 12 ans sur le "
        "territoire de la commune.",
        PARTNERSHIP,
        1,
        (
            "Soutenir le membre du collège communal en charge de cette matière, dans la mise en œuvre et la "
            "dynamisation de la coordination Accueil Temps Libre, telle que décrite dans le décret",
            "L'action obligatoire permet de remettre à jour le secteur ATL montois et de procéder au renouvellement "
            "du programme CLE et des opérateurs extrascolaires qui en font la demande.",
            OFFICER_1,
        ),
    ),
    (
        (
            "• Contacts/collaborations avec les opérateurs de l'accueil extrascolaire, du CLE, de la CCA",
            "• Contacts avec les familles",
            "• Contacts/collaborations avec le secteur de l'enfance et de la jeunesse",
            "• Remise à jour des données du listing des activités extrascolaires",
            "• Etre des personnes « ressource » : contacts téléphoniques courriels, etc. dans un but d’information "
            "concernant l'extrascolaire (avant/aprés école y compris mercredi)",
            "• …",
        ),
        RUNNING,
        PARTNERSHIP,
        2,
        (
            "Soutenir le développement d’une politique cohérente pour l’Accueil Temps Libre sur le territoire de la "
            "commune.",
            "Développement du secteur de l'accueil des enfants par l'éventuelle mise en place de nouveaux projets en "
            "fonction des besoins et accompagnement du développement de la qualité de l'accueil notamment auprès de "
            "certains opérateurs",
            OFFICER_1,
        ),
    ),
    (
        (
            "• Convocation des membres de la CCA et invitation par courrier à l’initiative de la Présidente de la CCA",
            "• Préparation des points mis à l’ordre du jour",
            "• Rédaction du compte-rendu des réunions de la CCA et correspondance",
            "• Organisation du suivi et mise en application des décisions prises par la CCA",
            "• …",
        ),
        RUNNING,
        PARTNERSHIP,
        3,
        (
            "Action en vue de soutenir le membre du collège communal en charge de cette matière, dans la mise en "
            "œuvre et la dynamisation de la coordination Accueil Temps Libre, telle que décrite dans le décret.",
            "Une des conditions pour obtenir subvention de coordination versée par l'ONE. Conseillé d'en organiser "
            "au minimum une réunion par semestre.",
            OFFICER_1,
        ),
    ),
    (
        (
            "• Diffusion et sensibilisation des outils",
            "• Définir les besoins de formation du personnel extrascolaire",
            "• Etablir une demande à divers organismes de formation et définir des dates de formation",
            "• Contact avec le personnel extrascolaire : invitation, inscription, convocation, etc.",
            "• Mise en place concrète des journées de formation: réservation salle, etc.",
            "• Participation à la formation si nécessaire.",
            "• ...",
        ),
        "Accompagnement du développement de la qualité",
        "Formation du personnel",
        4,
        (
            "Soutien des opérateurs : sensibiliser et accompagner les opérateurs de l’accueil dans le développement "
            "de la qualité de l’accueil",
            "La responsabilité/mission d'inscrire son personnel extrascolaire dans un parcours de formations incombe "
            "aux opérateurs extrascolaires et non à la coordination ATL.",
            OFFICER_1,
        ),
    ),
    (
        (
            "Mise en place du centre de vacances adapté :",
            "• Réalisation de la convention qui lie la Ville de Mons à la Province de Hainaut dans le cadre du "
            "partenariat et soumission de la convention à l’approbation du Collège et Conseil communal",
            "• Déclaration des activités auprès de l’ONE, demande d’agrément du centre de vacances adapté auprès de "
            "l’ONE et demande de subsides auprès de l’ONE dans le cadre de l’organisation d’un centre de vacances",
            "• Recrutement du personnel et gestion du personnel engagé",
            "• Actes administratifs divers",
            "• Information du public via divers biais",
            "• …",
        ),
        "Développement du secteur de l'accueil des enfants principalement de 2,5 ans à 12 ans sur le territoire de "
        "la commune",
        PARTNERSHIP,
        5,
        ("Augmenter le potentiel d'offre pour un public aux besoins spécifiques", OFFICER_1),
    ),
    (
        (
            "• Mise à jour des données du listing des activités ATL",
            "• Rassembler les données pour informer des stages",
            "• Etre des personnes « ressource » : contacts téléphoniques, courriels, etc. dans un but d’information ATL",
            "• Réalisation de la journée ATL",
        ),
        RUNNING,
        "Information des parents",
        6,
        (
            "Informer les usagers des opérateurs d’accueil ATL existants et des activités organisées",
            "JTL+ rencontre entre structures ATL",
            OFFICER_2,
        ),
    ),
)

WRAPPED = Alignment(wrap_text=True, vertical="top")
FRAME = Border(*(Side(style="thin") for _ in range(4)))
SHADE = PatternFill("solid", start_color="FFE1ECE6")
WIDTHS = {"A": 6, "B": 62, "C": 30, "D": 30, "E": 18, "F": 54}


def main() -> None:
    """Write the workbook at its place, or at the path given."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(mons_workbook())
    print(target)


def mons_workbook() -> bytes:
    """Return the workbook, as XLSX."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Plan d'action annuel"
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    row = write_head(sheet)
    write_table(sheet, row)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.creator = "Coordination ATL"
    book.properties.created = SAVED
    stream = io.BytesIO()
    book.save(stream)
    return frozen(stream.getvalue())


def write_head(sheet: Worksheet) -> int:
    """Write what stands above the table; return the row of its header."""
    line(sheet, 1, TITLE, Font(bold=True, size=16))
    line(sheet, 3, OBJECTIVES_HEADING, Font(bold=True, size=13))
    line(sheet, 4, OBJECTIVES_INSTRUCTION, Font(italic=True))
    row = 5
    for number, text in enumerate(OBJECTIVES, start=1):
        sheet.cell(row, 1, number).alignment = WRAPPED
        sheet.cell(row, 2, text).alignment = WRAPPED
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=6)
        sheet.row_dimensions[row].height = 32
        row += 1
    line(sheet, row + 1, COMMENT_HEADING, Font(bold=True, size=13))
    line(sheet, row + 2, COMMENT_INSTRUCTION, Font(italic=True))
    sheet.merge_cells(start_row=row + 3, end_row=row + 3, start_column=1, end_column=6)
    sheet.row_dimensions[row + 3].height = 48
    line(sheet, row + 5, ACTIONS_HEADING, Font(bold=True, size=13))
    return row + 6


def line(sheet: Worksheet, row: int, text: str, font: Font) -> None:
    """Write one line across the whole width."""
    cell = sheet.cell(row, 1, text)
    cell.font = font
    cell.alignment = WRAPPED
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=6)


def write_table(sheet: Worksheet, top: int) -> None:
    """Write the header at row `top` and the actions below."""
    for column, text in enumerate(HEADERS, start=1):
        cell = sheet.cell(top, column, text)
        cell.font, cell.fill = Font(bold=True), SHADE
    sheet.row_dimensions[top].height = 95
    for number, (action, axis, aspect, objective, comment) in enumerate(ACTIONS, start=1):
        values = (number, "\n".join(action), axis, aspect, objective, "\n".join(comment))
        for column, value in enumerate(values, start=1):
            sheet.cell(top + number, column, value)
        sheet.row_dimensions[top + number].height = 180
    for row in sheet.iter_rows(min_row=top, max_row=top + len(ACTIONS), max_col=6):
        for cell in row:
            cell.alignment, cell.border = WRAPPED, FRAME
    sheet.print_title_rows = f"{top}:{top}"


def frozen(data: bytes) -> bytes:
    """Return the same archive with every date of today replaced: same content, same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                moment = SAVED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            info = zipfile.ZipInfo(name, SAVED.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return stream.getvalue()


if __name__ == "__main__":
    main()
