"""What goes out comes back the same: the workbook, through our reader and through LibreOffice; the PDF beside it."""

import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, combinations

import pytest
from hypothesis import HealthCheck, example, given, settings
from openpyxl import load_workbook
from pypdf import PdfReader

from preau.foundation.documents.checks import check_workbook
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, Action, AnnualPlan, Objective, SchoolYear
from preau.plans.exports import plan_pdf, plan_workbook
from preau.plans.models import PlannedAction, PriorityObjective
from preau.plans.workbook import read_plan, to_document
from preau.plans.workbook.actions import LIMITS, OBJECTIVE_LIMITS
from preau.plans.workbook.words import ASPECT, AXIS, MISSION, topics
from preau.plans.workbook.writing import TALLEST
from tests.plans.workbook.plans import TRICKY, annual_plans
from tests.plans.workbook.should_pass import PLAN

ABOUT = {
    "commune": "Zone inventée 3 (Nord)",
    "school_year": SchoolYear(2020),
    "created": datetime(2026, 11, 21, 9, tzinfo=UTC),
}
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
FULL = AnnualPlan(
    objectives=(
        Objective(1, "Réunir la CCA", "Réunions", "Besoin 4", "Suite du programme\nCLE"),
        Objective(3, "", "Sans texte encore"),
    ),
    comment="=SOMME(A1)\n\n• un point\n• un autre",
    actions=(
        Action(1, "-2 = ?\n• « point » 🙂", (1, 4), (1, 13), (1, 3), "Avec\nAgent traitant: dans le texte"),
        Action(
            4,
            "",
            (2,),
            (8,),
            (),
            "",
            (1, 3),
            "Autre mission",
            "Ana, Bo",
            "octobre",
            "80 %",
            True,
            "https://exemple.be/7",
        ),
        Action(9, "mot " * 2_500 + "fin", comment="mot " * 300 + "fin", responsible="Coordination"),
    ),
)


def there_and_back(plan: AnnualPlan) -> AnnualPlan:
    """Return the plan read from its own workbook, which must raise no question and no error."""
    proposal = read_plan(plan_workbook(plan, **ABOUT), "plan.xlsx")
    assert proposal.is_whole, (proposal.questions, proposal.errors)
    assert proposal.remarks == ()
    assert proposal.commune_hint == "Zone inventée 3 (Nord)"
    assert proposal.school_year == SchoolYear(2020)
    return to_document(proposal)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(annual_plans())
@example(FULL)
@example(PLAN)
def test_same_plan_after_a_round_trip(plan):
    assert there_and_back(plan) == plan


@pytest.mark.parametrize("text", [text.strip() for text in TRICKY])
def test_every_text_survives_in_every_place(text):
    line = text.replace("\n", " ")[:120].strip()
    objective = Objective(2, text, line, line, text)
    action = Action(1, text, (1,), (2,), (2,), text, (), line, line, line, line, False, f"https://exemple.be/{line}")
    there = AnnualPlan((Objective(1, text), objective), text if text != "Commentaire libre" else "", (action,))
    assert there_and_back(there) == there


def subsets(numbers):
    return chain.from_iterable(combinations(numbers, size) for size in range(len(numbers) + 1))


@pytest.mark.parametrize(("headings", "vocabulary"), [(AXES, AXIS), (ASPECTS, ASPECT), (MISSIONS, MISSION)])
def test_every_combination_of_annex_4_is_read_in_its_own_words(headings, vocabulary):
    for chosen in subsets(range(1, len(headings) + 1)):
        written = "\n".join(headings[number - 1].text for number in chosen)
        assert topics(written, vocabulary).numbers == chosen


def test_same_plan_same_bytes():
    assert plan_workbook(FULL, **ABOUT) == plan_workbook(FULL, **ABOUT)


@pytest.mark.parametrize("text", ["", *DANGEROUS])
def test_nothing_in_it_computes_or_leads_away(text):
    objective = Objective(1, text, text, text, text)
    action = Action(1, text, (1,), (1,), (1,), text, (1,), text, text, text, text, False, "https://exemple.be/7")
    data = plan_workbook(AnnualPlan((objective,), text, (action,)), **ABOUT)
    checked = check_workbook(data, "plan.xlsx")
    assert (checked.formulas, checked.remarks) == ((), ())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "sheet1.xml.rels" in name]
    values = [cell.value for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert values.count(text) >= 9 or not text


def test_lines_end_alike():
    assert there_and_back(replace(FULL, comment="un\r\ndeux")).comment == "un\ndeux"


def test_too_long_a_text_is_never_dropped_in_silence():
    longest = AnnualPlan(comment="😀" * 16_383, actions=FULL.actions)
    cells = [cell.value for row in rows_of(longest) for cell in row]
    assert longest.comment in cells
    with pytest.raises(ValueError, match="too long for a cell"):
        plan_workbook(replace(longest, comment="😀" * 16_384), **ABOUT)


def test_its_moment_is_the_one_given():
    with zipfile.ZipFile(io.BytesIO(plan_workbook(FULL, **ABOUT))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "2026-11-21T09:00:00Z" in core
    assert "<dc:title>Plan d’action annuel 2020-2021, Zone inventée 3 (Nord)</dc:title>" in core


def test_the_canevas_has_six_columns_and_more_only_when_needed():
    headers = [cell.value for row in rows_of(PLAN) for cell in row if row[0].value == "N°"]
    assert len([header for header in headers if header]) == 6
    headers = [cell.value for row in rows_of(FULL) for cell in row if row[0].value == "N°"]
    assert {"Période", "Indicateur", "Personne ou service en charge", "Titre court"} <= set(headers)


def rows_of(plan: AnnualPlan):
    return list(load_workbook(io.BytesIO(plan_workbook(plan, **ABOUT))).active.iter_rows())


def test_made_to_be_printed():
    sheet = load_workbook(io.BytesIO(plan_workbook(FULL, **ABOUT))).active
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    header = next(row[0].row for row in sheet.iter_rows() if row[1].value == "Actions concrètes à réaliser")
    assert sheet.print_title_rows == f"${header}:${header}"
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if cell.value)
    heights = [dimension.height for dimension in sheet.row_dimensions.values() if dimension.height]
    assert max(heights) <= TALLEST


def test_a_text_taller_than_a_row_spreads_over_several():
    sheet = load_workbook(io.BytesIO(plan_workbook(FULL, **ABOUT))).active
    assert any(merge.max_row > merge.min_row for merge in sheet.merged_cells.ranges)


def test_the_reader_knows_the_limits_of_the_database():
    for name, limit in LIMITS.items():
        assert PlannedAction._meta.get_field(name).max_length == limit
    for name, limit in OBJECTIVE_LIMITS.items():
        assert PriorityObjective._meta.get_field(name).max_length == limit


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_same_plan_after_libreoffice(soffice, kind, tmp_path):
    plans = {"canevas": PLAN, "full": replace(FULL, comment="Le commentaire\n\n• de la CCA")}
    (tmp_path / "in").mkdir()
    for name, plan in plans.items():
        (tmp_path / "in" / f"{name}.xlsx").write_bytes(plan_workbook(plan, **ABOUT))
    files = [str(tmp_path / "in" / f"{name}.xlsx") for name in plans]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, plan in plans.items():
        proposal = read_plan((tmp_path / "out" / f"{name}.{kind}").read_bytes(), f"{name}.{kind}")
        assert proposal.is_whole, (proposal.questions, proposal.errors)
        assert to_document(proposal) == plan


def test_the_pdf_carries_its_workbook():
    pdf = PdfReader(io.BytesIO(plan_pdf(FULL, status_words="Brouillon", **ABOUT)))
    (attached,) = pdf.attachments.values()
    assert to_document(read_plan(attached[0], "plan.xlsx")) == FULL
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    text = " ".join(page.extract_text() for page in pdf.pages).replace("\u00a0", " ")
    for words in (
        "Zone inventée 3 (Nord)",
        "2020-2021",
        "Brouillon",
        "Réunir la CCA",
        "Ana, Bo",
        "octobre",
        "https://exemple.be/7",
    ):
        assert words in text
    assert "Formation du personnel" in text


def test_the_pdf_of_an_empty_plan_says_so():
    pdf = PdfReader(io.BytesIO(plan_pdf(AnnualPlan(), status_words="Brouillon", **ABOUT)))
    assert "Aucun objectif" in pdf.pages[0].extract_text()
