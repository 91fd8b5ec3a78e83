"""The PDF: archival, accessible, carrying its workbook, and deaf to what people type."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest

from preau.foundation.documents import pdf
from preau.foundation.documents.pdf import Attachment, drawn, render_pdf

SAMPLE = Path(__file__).parent / "typst" / "sample.typ"
CREATED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
WORKBOOK = Attachment(
    "plan d’été.xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "Le plan dans son classeur",
    b"PK\x03\x04" + bytes(range(256)),
)
TITLE = "Plan d’action annuel de Mons"


def sample(**changed: Any) -> dict[str, Any]:
    data = {
        "title": TITLE,
        "commune": "Mons",
        "landscape": True,
        "callout": "Approuvé par la CCA.",
        "objectives": "Un paragraphe\n• un\n- deux\nla suite",
        "rows": [[str(number), "• Réunir\n• Former", "Commentaire"] for number in range(1, 4)],
    }
    return data | changed


def rendered(**changed: Any) -> bytes:
    return render_pdf(SAMPLE, sample(**changed), TITLE, CREATED, [WORKBOOK], author="Coordination ATL")


def text_of(data: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    return "\n".join(pages).replace("\u00a0", " ")


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
@pytest.mark.parametrize("landscape", [True, False])
def test_conforms(profile, landscape) -> None:
    report = page.validate_pdf_bytes(rendered(landscape=landscape), profile=profile)
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.rules.total > 90


def test_says_what_it_is() -> None:
    reader = pypdf.PdfReader(io.BytesIO(rendered()))
    root = reader.trailer["/Root"]
    assert root["/Lang"].lower().startswith("fr")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == TITLE
    assert reader.metadata.author == "Coordination ATL"
    assert reader.metadata.creation_date.replace(tzinfo=None) == datetime(2026, 11, 21, 10, 30)  # noqa: DTZ001
    xmp = root["/Metadata"].get_data().decode()
    for said in ("<pdfaid:part>3", "<pdfaid:conformance>A", "<pdfuaid:part>1"):
        assert said in xmp


def test_carries_its_workbook() -> None:
    reader = pypdf.PdfReader(io.BytesIO(rendered()))
    (carried,) = reader.attachment_list
    assert carried.name == "plan d-ete.xlsx"
    assert carried.content == WORKBOOK.data
    (declared,) = reader.trailer["/Root"]["/AF"]
    described = declared.get_object()
    assert described["/AFRelationship"] == "/Source"
    assert described["/Desc"] == WORKBOOK.description


def test_pages_are_a4() -> None:
    for landscape, (width, height) in ((True, (842, 595)), (False, (595, 842))):
        sheet = pypdf.PdfReader(io.BytesIO(rendered(landscape=landscape))).pages[0].mediabox
        assert (round(sheet.width), round(sheet.height)) == (width, height)


def test_head_of_a_table_is_tagged_once_and_repeated_on_each_page() -> None:
    data = rendered(rows=[[str(number), "Action", "Commentaire " * 30] for number in range(40)])
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) > 2
    assert all("Commentaire" in sheet.extract_text().split("Action")[-1] for sheet in reader.pages[1:2])
    kinds = [node["/S"] for node in tags(reader.trailer["/Root"]["/StructTreeRoot"])]
    assert kinds.count("/TH") == 3
    assert kinds.count("/Table") == 1
    assert kinds.count("/H1") == 1


def tags(node: Any) -> list[Any]:
    """Every element of the structure tree, in order."""
    found = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        child = kid.get_object()
        if isinstance(child, dict) and "/S" in child:
            found += [child, *tags(child)]
    return found


def test_what_people_type_is_never_a_command() -> None:
    typed = '#eval("1") #read("/etc/passwd") $x^2$ *gras* _ital_ @ref <label> // non \\ `code` = titre'
    assert typed.split(" //", maxsplit=1)[0] in text_of(rendered(callout=typed)).replace("\n", " ")


def test_a_cell_longer_than_a_page_loses_nothing() -> None:
    words = [f"mot{number}" for number in range(2_500)]
    data = rendered(rows=[["1", " ".join(words), "\n".join(words[:200])], ["2", "x " * 200, "\n" * 24]])
    shown = text_of(data)
    assert not [word for word in words if word not in shown]
    assert lowest_text(data) > 20  # points: nothing runs off the paper


def lowest_text(data: bytes) -> float:
    """The height above the lower edge of the lowest text of any page, in points."""
    heights: list[float] = []

    def see(text: str, page_matrix: list[float], text_matrix: list[float], *_: Any) -> None:
        if text.strip():
            heights.append(text_matrix[5] * page_matrix[3] + page_matrix[5])

    for sheet in pypdf.PdfReader(io.BytesIO(data)).pages:
        sheet.extract_text(visitor_text=see)
    return min(heights)


def test_any_text_can_be_drawn() -> None:
    strange = "😀 中文 \ue000 \x00\x0b\ufffe \u202e e\u0301 \u200b fin\u202f: œ « € » → ✓ Ωмя"
    assert "œ « € » → ✓ Ωмя" in text_of(rendered(callout=strange))


def test_every_covered_character_is_drawn() -> None:
    signs = sorted(pdf._coverage())
    rows = [["", "".join(signs[start : start + 100]), ""] for start in range(0, len(signs), 100)]
    assert rendered(rows=rows).startswith(b"%PDF")


def test_drawn_keeps_the_shape_of_data() -> None:
    assert drawn({"a": ["x\u202fy", 1, None, ("😀",)]}) == {"a": ["x\u00a0y", 1, None, ["□"]]}


def test_same_content_same_bytes() -> None:
    assert rendered() == rendered()
