"""Whatever a file holds, the answer is a checked workbook or a refusal in words, never another exception."""

from contextlib import suppress
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from preau.foundation.documents.checks import check_workbook
from preau.foundation.documents.findings import FileRefused
from tests.documents import hostile

WORKBOOKS = {"plan.xlsx": hostile.xlsx, "plan.ods": hostile.ods}
PARTS = {"plan.xlsx": [hostile.SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"], "plan.ods": ["content.xml"]}
SNIPPETS = st.sampled_from(
    [
        '"',
        "<",
        ">",
        "</c>",
        '<c r="ZZZZ9">',
        '<c r="A0">',
        "\0",
        "&",
        "]]>",
        'r="99999999999999999999"',
        "-1",
        "é",
        "<f>",
    ]
)
changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8)


@cache
def original(filename: str) -> bytes:
    return WORKBOOKS[filename]()


def answered(data: bytes, filename: str) -> None:
    with suppress(FileRefused):
        check_workbook(data, filename)


@given(st.sampled_from(sorted(WORKBOOKS)), changes, st.floats(0, 1))
@settings(max_examples=300)
def test_damaged_bytes(filename: str, changed: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(original(filename))
    for place, value in changed:
        data[int(place * len(data))] = value
    answered(bytes(data), filename)
    answered(bytes(data[: int(kept * len(data))]), filename)


@given(st.data(), st.floats(0, 1), SNIPPETS)
@settings(max_examples=300)
def test_damaged_parts(data: st.DataObject, place: float, snippet: str) -> None:
    filename = data.draw(st.sampled_from(sorted(WORKBOOKS)))
    part = data.draw(st.sampled_from(PARTS[filename]))
    parts = hostile.parts_of(original(filename))
    text = parts[part].decode()
    at = int(place * len(text))
    answered(hostile.zipped(parts | {part: (text[:at] + snippet + text[at:]).encode()}), filename)


@given(st.binary(max_size=3_000))
def test_any_bytes(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")):
        answered(start + data, "plan.xlsx")
