"""The territory as a file: a workbook, or text with separators. No cell can be a formula in either."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from xlsxwriter import Workbook

from preau.foundation.documents.models import MIME_TYPES as FILE_TYPES
from preau.foundation.documents.models import FileKind
from preau.foundation.documents.workbooks.writing import csv_bytes, fitting
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.dates import full_date
from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.law.hours_of_day import hour
from preau.law.words import WEEKDAYS
from preau.operators.territory.ages import EVERY_AGE, GROUPS
from preau.operators.territory.asking import HOLIDAYS
from preau.operators.territory.communes import CommuneRow, commune_rows
from preau.operators.territory.gaps import gaps
from preau.operators.territory.reading import Territory
from preau.operators.territory.tallies import COLUMNS, STEP

MIME_TYPES = {"xlsx": FILE_TYPES[FileKind.XLSX], "csv": "text/csv; charset=utf-8"}
Line = tuple[str | int, ...]
HEAD = (
    "Commune",
    "Période",
    "Jour",
    "De",
    "À",
    "Âge",
    "Lieux ouverts",
    "Places",
    "Lieux sans capacité connue",
    "Lieux à vérifier",
)
WIDTHS = (22, 24, 12, 8, 8, 14, *(16,) * 4)
COMMUNES = ("Commune", "Enfants de 3 à 12 ans", "Comptés au", "Source", "Lieux publiés", "Jusqu’à 17 h 30")
NOT_GIVEN = "Non fourni"


def territory_file(
    extension: str, territory: Territory, communes: Sequence[Municipality], holiday: str, day: date
) -> bytes:
    """Return the offer of these communes as a file of MIME_TYPES; `day` is the day it is read."""
    counted = [HEAD, *lines(territory, communes, holiday)]
    rows = commune_rows(territory, communes, holiday)
    compared = [(*COMMUNES, *(sight.kind.words for sight in rows[0].sights)), *map(_commune, rows)] if rows else []
    lacking: list[Line] = [("Où rien n’est ouvert",)]
    lacking += [(gap.sentence,) for gap in gaps(territory.tallies(holiday), communes)]
    about = list(_about(territory, holiday, day))
    if extension == "csv":
        return csv_bytes([*counted, (), *compared, (), *lacking, (), *about])
    return _xlsx({"Heures et âges": counted, "Communes": compared, "Manques": lacking, "À lire": about}, day)


def lines(territory: Territory, communes: Sequence[Municipality], holiday: str) -> Iterator[Line]:
    """Yield a line per commune, period, weekday, half hour and age at which a place is open."""
    tallies = territory.tallies(holiday)
    ages = ((EVERY_AGE, "Tous"), *((group.key, group.words) for group in GROUPS))
    for commune in communes:
        for kind in CarePeriodKind:
            for weekday in sorted(WEEKDAYS_OF[kind]):
                whole = tallies.get((commune.pk, kind.value, weekday, EVERY_AGE))
                if whole is None:
                    continue
                for column in (one for one in range(COLUMNS) if whole.places[one]):
                    start = column * STEP
                    place = (commune.name, kind.words, WEEKDAYS[weekday], hour(start), hour(start + STEP))
                    for age, words in ages:
                        found = tallies.get((commune.pk, kind.value, weekday, age))
                        figures = (0, 0, 0, 0) if found is None else found.at(column)
                        yield (*place, words, *figures)


def _commune(row: CommuneRow) -> Line:
    children = row.children
    told: Line = (children.count, full_date(children.day), children.source) if children else (NOT_GIVEN, "", "")
    sights = (" ; ".join(filter(None, (sight.words, sight.per_hundred))) for sight in row.sights)
    return (row.commune.name, *told, row.places, row.evening.words, *sights)


def _about(territory: Territory, holiday: str, day: date) -> Iterator[Line]:
    yield "Lu le", full_date(day)
    yield "Zone", territory.zone.name
    yield "Congé", HOLIDAYS.get(holiday, "L’un ou l’autre")
    yield "Offre", "Ce que les opérateurs ont déclaré, ou que la commune a noté, et qui vaut ce jour-là"
    yield "Lieux ouverts", "Ouverts pendant toute la demi-heure, pour tout le groupe d’âge"
    yield "Lieux à vérifier", "Ouverts, mais pour des âges qui ne sont pas connus, ou pour une partie du groupe"
    yield "Places", "Sans celles des lieux dont la capacité n’est pas connue"
    yield "Jusqu’à 17 h 30", "Décret du 3 juillet 2003, art. 14 et 35, § 1er, du lundi au vendredi"


def _xlsx(sheets: dict[str, list[Line]], day: date) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Territoire", "created": datetime.combine(day, time(), UTC)})
        bold = book.add_format({"bold": True})
        for name, content in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.set_landscape()
            sheet.set_paper(9)  # A4
            for column in range(max(map(len, content), default=0)):
                sheet.set_column(column, column, WIDTHS[column] if content[0] is HEAD else 30)
            if content and content[0] is HEAD:
                sheet.freeze_panes(1, 0)
                sheet.autofilter(0, 0, len(content) - 1, len(HEAD) - 1)
            for row, line in enumerate(content):
                for column, value in enumerate(line):
                    form = bold if row == 0 else None
                    if isinstance(value, str):
                        sheet.write_string(row, column, fitting(value), form)
                    else:
                        sheet.write_number(row, column, value, form)
    return out.getvalue()
