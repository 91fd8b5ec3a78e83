"""Workbooks that go through a browser: the one of Mons, others made from it, and files that are refused."""

import io
from pathlib import Path

import openpyxl
from playwright.sync_api import FilePayload

from preau.plans.demonstration.build import WORKBOOK as MONS
from tests.documents.hostile import encrypted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def payload(name: str, content: bytes) -> FilePayload:
    """Return a file as Playwright sends it."""
    return {"name": name, "mimeType": XLSX, "buffer": content}


def mons(name: str = "plan-2020-2021.xlsx") -> FilePayload:
    return payload(name, MONS.read_bytes())


def changed(source: Path, replacements: dict[str, str]) -> bytes:
    """Return the workbook with words replaced in its cells, as a colleague would with a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(source.read_bytes()))
    left = set(replacements)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    for old in [one for one in left if one in cell.value]:
                        cell.value = cell.value.replace(old, replacements[old])
                        left.discard(old)
    assert not left, f"pas dans le classeur : {left}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# A file by its name: its content, and what the page says of it.
REFUSED = {
    "programme.xlsx": (b"MZ\x90\x00" + bytes(2000), "un programme"),
    "protege.xlsx": (encrypted(), "Retirez le mot de passe"),
}
