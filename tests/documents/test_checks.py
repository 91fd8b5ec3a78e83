"""What passes the door, what does not, and the words with which it is refused."""

import io

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from preau.foundation.documents.archives import STEP, Archive
from preau.foundation.documents.checks import check_workbook
from preau.foundation.documents.findings import FileRefused
from preau.foundation.documents.limits import limits_in_words, size_in_words
from tests.documents import hostile
from tests.documents.refused import REFUSED


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_file_is_refused_with_a_sentence(case: str) -> None:
    filename, make, words = REFUSED[case]
    with pytest.raises(FileRefused) as refusal:
        check_workbook(make(), filename)
    findings = refusal.value.findings
    assert findings
    assert words in str(refusal.value).replace("\u00a0", " ")
    for finding in findings:
        assert finding.found
        assert finding.expected
        assert finding.sentence.endswith(".")
        assert "'" not in finding.sentence


def rich_xlsx() -> bytes:
    """Everything an honest workbook may hold: links, comments, a chart, lists, merged cells, a hidden sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_url("A1", "https://exemple.test/", string="notre site")
        sheet.write_comment("A2", "à vérifier")
        sheet.merge_range("A3:F3", "Objectifs")
        sheet.data_validation("B2:B900", {"validate": "list", "source": ["a", "b"]})
        sheet.write_rich_string("A4", "un ", book.add_format({"bold": True}), "mot gras")
        sheet.write_formula("D12", "=SUM(A1:A2)")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Plan!$D$12:$D$12"})
        sheet.insert_chart("H2", chart)
        sheet.set_row(1_000_000, 30)
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
        book.add_worksheet("Listes").hide()
        page = book.add_chart({"type": "line"})
        page.add_series({"values": "=Plan!$D$12:$D$12"})
        book.add_chartsheet("Graphique").set_chart(page)
    return out.getvalue()


def test_honest_xlsx_passes() -> None:
    checked = check_workbook(rich_xlsx(), "Plan d’action.XLSX")
    assert checked.kind == "xlsx"
    assert checked.formulas == (("Plan", "D12", "=SUM(A1:A2)"),)
    assert [remark.sheet for remark in checked.remarks] == ["Listes"]


def test_honest_ods_passes() -> None:
    checked = check_workbook(hostile.ods(sheets=3), "plan.ods")
    assert (checked.kind, checked.formulas, checked.remarks) == ("ods", (), ())


def test_sheet_at_the_limits_passes() -> None:
    assert check_workbook(hostile.xlsx([["x"]] * 5_000, 2), "plan.xlsx").kind == "xlsx"
    assert check_workbook(hostile.ods([["x"] * 200]), "plan.ods").kind == "ods"


def test_formatted_but_empty_cells_pass_wherever_they_are() -> None:
    """Excel, LibreOffice and openpyxl all leave such cells behind; no reader makes anything of them."""
    far = '<row r="1048576"><c r="XFD1048576" s="1"/><c t="n"/></row>'
    data = hostile.sheet_xml(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')
    assert check_workbook(data, "plan.xlsx").kind == "xlsx"
    (sheet,) = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python() == [[1.0]]


def test_cells_without_reference_are_counted() -> None:
    data = hostile.sheet_xml("<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row><row/><row><c><f>A1</f></c></row>")
    assert list(check_workbook(data, "plan.xlsx").formulas) == [("Feuille 1", "B1", "=1+1"), ("Feuille 1", "A3", "=A1")]


def test_shared_formula_is_told_for_each_cell() -> None:
    master = '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1*2</f></c></row>'
    data = hostile.sheet_xml(f'{master}<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>')
    assert list(check_workbook(data, "plan.xlsx").formulas) == [
        ("Feuille 1", "A1", "=B1*2"),
        ("Feuille 1", "A2", "=B1*2"),
    ]


def test_formula_of_ods_is_told_for_each_copy() -> None:
    row = hostile.ods_row(
        'table:number-columns-repeated="2" table:formula="of:=1+1"', row='table:number-rows-repeated="2"'
    )
    assert list(check_workbook(hostile.ods_table(row), "plan.ods").formulas) == [
        ("Plan", cell, "=1+1") for cell in ("A1", "B1", "A2", "B2")
    ]


def test_finding_names_sheet_and_cell() -> None:
    with pytest.raises(FileRefused) as refusal:
        check_workbook(hostile.xlsx([["a", "=cmd|'/c calc'!A0"]]), "plan.xlsx")
    finding = refusal.value.findings[0]
    assert (finding.sheet, finding.cell) == ("Feuille 1", "B1")


@pytest.mark.parametrize("make", [hostile.bomb, hostile.lying_bomb])
def test_bomb_is_stopped_after_a_few_steps(make, settings) -> None:
    archive = Archive(make())
    with pytest.raises(FileRefused):
        archive.read("xl/media/image1.png")
    assert archive.unpacked <= 2 * 1024 * 1024


def test_slow_bomb_is_stopped_at_the_limit(settings) -> None:
    """Parts that each stay under the ratio still add up to the limit and no further."""
    settings.UPLOAD_MAX_UNPACKED_BYTES = 3 * 1024 * 1024
    archive = Archive(hostile.zipped({f"part{index}": bytes(1024 * 1024) for index in range(9)}))
    with pytest.raises(FileRefused, match="décomprimé"):
        for name in archive.names:
            archive.read(name)
    assert archive.unpacked <= settings.UPLOAD_MAX_UNPACKED_BYTES + STEP


def test_overlapping_bomb_is_small_and_never_unpacked() -> None:
    data = hostile.overlapping_bomb()
    assert len(data) < 20_000
    archive = Archive(data)
    with pytest.raises(FileRefused):
        for name in archive.names:
            archive.read(name)
    assert archive.unpacked <= 2 * 1024 * 1024


def test_limits_are_said_from_the_settings(settings) -> None:
    settings.UPLOAD_MAX_BYTES = 3 * 1024 * 1024
    settings.WORKBOOK_MAX_ROWS = 1_234
    words = " ".join(limits_in_words())
    assert "3\u00a0Mo" in words
    assert "1\u00a0234 lignes" in words


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 octet"), (812, "812 octets"), (34_500, "34 ko"), (1_572_864, "1,5 Mo"), (5_242_880, "5 Mo")],
)
def test_size_in_words(size: int, words: str) -> None:
    assert size_in_words(size).replace("\u00a0", " ") == words
