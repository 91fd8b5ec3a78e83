"""What Préau writes opens anywhere, computes nothing, and reads back as it was."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook

from preau.foundation.documents.checks import check_workbook
from preau.foundation.documents.workbooks import HouseWorkbook

CREATED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DANGEROUS = [
    "=1+1",
    "=cmd|'/c calc'!A0",
    "+32 65 00 00 00",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    "https://exemple.test/",
    "mailto:x@exemple.test",
    "internal:Sheet1!A1",
    "_x0041_",
    "<b>&amp;</b>",
    "00123",
    "TRUE",
]


def made(values: list[object]) -> bytes:
    book = HouseWorkbook("Plan d’action", CREATED)
    sheet = book.add_sheet("Plan", widths=(10, 40))
    sheet.head(0, ["Titre"])
    for row, value in enumerate(values, start=1):
        sheet.write(row, 0, value)
    return book.save()


def cells(data: bytes) -> list[object]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Plan").to_python()
    return [row[0] for row in rows[1:]]


def test_text_stays_text() -> None:
    data = made(DANGEROUS)
    assert cells(data) == DANGEROUS
    assert check_workbook(data, "plan.xlsx").formulas == ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "sheet1.xml.rels" in name]


def test_lines_and_types_read_back() -> None:
    values = ["• un\n• deux", "fin\r\nde ligne", 3, 2.5, True, date(2026, 9, 1), "œ « € » 😀"]
    assert cells(made(values)) == ["• un\n• deux", "fin\nde ligne", 3.0, 2.5, True, date(2026, 9, 1), "œ « € » 😀"]


def test_empty_values_write_no_text() -> None:
    assert cells(made(["", None, "fin"])) == ["", "", "fin"]


def test_same_content_same_bytes() -> None:
    assert made(["a", 1]) == made(["a", 1])


def test_creation_is_the_moment_given() -> None:
    with zipfile.ZipFile(io.BytesIO(made(["a"]))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "2026-11-21T10:30:00Z" in core
    assert "<dc:title>Plan d’action</dc:title>" in core


def test_too_long_text_is_never_dropped_in_silence() -> None:
    assert cells(made(["a" * 32_767])) == ["a" * 32_767]
    with pytest.raises(ValueError, match="too long"):
        made(["😀" * 16_384])


def test_merged_cells() -> None:
    book = HouseWorkbook("Plan", CREATED)
    sheet = book.add_sheet("Plan", landscape=False)
    sheet.merge(0, (0, 4), "=Titre", "title")
    sheet.merge(1, (0, 0), "Objectif", rows=3)
    sheet.row_height(0, 40)
    read = CalamineWorkbook.from_filelike(io.BytesIO(book.save())).get_sheet_by_name("Plan")
    assert read.merged_cell_ranges == [((0, 0), (0, 4)), ((1, 0), (3, 0))]
    assert read.to_python()[0][0] == "=Titre"
