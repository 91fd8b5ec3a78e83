"""Workbooks that must pass and files that must not, made by code. Every function returns bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache

import msoffcrypto.format.ooxml
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

Rows = Iterable[Iterable[object]]
PLAN = (("N°", "Action concrète", "Axe"), (1, "Réunir les opérateurs", "Coordination"), (2, "Former", "Qualité"))


def xlsx(rows: Rows = PLAN, sheets: int = 1) -> bytes:
    """An ordinary workbook; strings that begin with = are formulas."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for index in range(sheets):
            sheet = book.add_worksheet(f"Feuille {index + 1}")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, list(row))
    return out.getvalue()


def ods(rows: Rows = PLAN, sheets: int = 1, trailing: int = 1_048_000) -> bytes:
    """An ordinary ODS workbook, ended like LibreOffice does by a million empty rows."""
    book = OpenDocumentSpreadsheet()
    for index in range(sheets):
        table = Table(name=f"Feuille {index + 1}")
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=str(value)))
                line.addElement(cell)
            line.addElement(TableCell(numbercolumnsrepeated=16_000))
            table.addElement(line)
        last = TableRow(numberrowsrepeated=trailing)
        last.addElement(TableCell(numbercolumnsrepeated=16_384))
        table.addElement(last)
        book.spreadsheet.addElement(table)
    out = io.BytesIO()
    book.write(out)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of an archive we made ourselves."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, **added: bytes) -> bytes:
    """The same archive with parts added or replaced; `__` in a key is a slash, `_dot_` a point."""
    names = {key.replace("__", "/").replace("_dot_", "."): content for key, content in added.items()}
    return zipped(parts_of(data) | names)


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same archive with `old` (which must be there) replaced by `new` in one part."""
    parts = parts_of(data)
    text = parts[part].decode()
    assert old in text, f"{old!r} not in {part}"
    return zipped(parts | {part: text.replace(old, new, 1).encode()})


def sheet_xml(body: str) -> bytes:
    """An XLSX workbook whose only sheet holds this `sheetData`."""
    text = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
    return zipped(parts_of(xlsx()) | {SHEET: text.encode()})


def ods_table(body: str, head: str = "") -> bytes:
    """An ODS workbook whose only table holds this body."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0" xmlns:draw="{space}drawing:1.0" '
        f'xmlns:style="{space}style:1.0" xmlns:script="{space}script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Plan">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(parts_of(ods()) | {"content.xml": text.encode()})


def ods_row(cell: str = "", text: str = "x", row: str = "") -> str:
    """One row of one filled cell, with attributes on either."""
    return (
        f'<table:table-row {row}><table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p>'
        "</table:table-cell></table:table-row>"
    )


# -- not a workbook -------------------------------------------------------------------------------


def encrypted() -> bytes:
    """A workbook with a password, as Excel makes it."""
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(xlsx())).encrypt("secret", out)
    return out.getvalue()


def old_xls() -> bytes:
    """The container of a workbook of Excel 97: header, and a directory with the stream « Workbook »."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    entries = [f"{name}".encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", "Workbook")]
    return header.ljust(512, b"\0") + b"".join(entries).ljust(512, b"\0") + bytes(4096)


def old_doc() -> bytes:
    """The same container around a Word 97 text."""
    return old_xls().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))


def docx() -> bytes:
    """A Word document, enough to be told apart."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "word/document.xml": b"<w/>"})


def odt() -> bytes:
    """A LibreOffice text, enough to be told apart."""
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


# -- bombs ----------------------------------------------------------------------------------------


def bomb(size: int = 1024**3) -> bytes:
    """A workbook with one part of zeros that unpacks to `size` bytes (a gigabyte in a megabyte)."""
    return _raw_entries([("xl/media/image1.png", *_deflated(size), size)], xlsx())


def overlapping_bomb(kernel: int = 10 * 1024 * 1024, copies: int = 100) -> bytes:
    """Ten kilobytes that unpack to a gigabyte: a hundred names in the directory share one part of zeros."""
    packed, crc = _deflated(kernel)
    out = bytearray(_local("xl/a0.xml", packed, crc, kernel) + packed)
    start = len(out)
    for copy in range(copies):
        out += _central(f"xl/a{copy}.xml", packed, crc, kernel, 0)
    return bytes(out + _end(copies, len(out) - start, start))


def lying_bomb(size: int = 1024**3) -> bytes:
    """A gigabyte whose directory announces ten bytes, with the checksum of those ten."""
    packed, _ = _deflated(size)
    return _raw_entries([("xl/media/image1.png", packed, zlib.crc32(bytes(10)), 10)], xlsx())


def shared_text_bomb(cells: int = 4_000, length: int = 30_000) -> bytes:
    """One long text shown by thousands of cells: small on disk, a hundred megabytes in memory."""
    return xlsx([["a" * length]] * cells)


def spaces_bomb() -> bytes:
    """ODS: an element that stands for a thousand million spaces."""
    return ods_table(ods_row(text='<text:s text:c="1000000000"/>'))


def repeated_text_bomb() -> bytes:
    """ODS: one long text repeated over 5,000 rows of 200 columns, in one line."""
    return ods_table(ods_row('table:number-columns-repeated="200"', "a" * 30_000, 'table:number-rows-repeated="5000"'))


def many_parts(count: int = 5_000) -> bytes:
    """A workbook with thousands of tiny parts."""
    return zipped(parts_of(xlsx()) | {f"xl/media/image{index}.png": b"x" for index in range(count)})


def deep_xml(depth: int = 100_000) -> bytes:
    """A part whose elements are nested without end."""
    return with_parts(xlsx(), xl__theme__theme1_dot_xml=b"<a>" * depth + b"</a>" * depth)


# -- structure ------------------------------------------------------------------------------------


def duplicate_entry() -> bytes:
    """Two sheets under one name but for its case: two readers would show two workbooks."""
    return zipped(parts_of(xlsx()) | {SHEET.upper(): b"<worksheet/>"})


def outside_path() -> bytes:
    """A part that wants to be written outside."""
    return zipped(parts_of(xlsx()) | {"xl/../../../etc/cron.d/x": b"x"})


def bad_checksum() -> bytes:
    """A workbook in which one byte has changed on the way."""
    data = bytearray(zipped(parts_of(xlsx())))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(SHEET)
    data[info.header_offset + 30 + len(SHEET) + info.compress_size // 2] ^= 0xFF
    return bytes(data)


def encrypted_entry() -> bytes:
    """A ZIP whose parts say that they are encrypted."""
    data = bytearray(xlsx())
    for magic, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + flag] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


# -- things that run or fetch ---------------------------------------------------------------------


def with_type(content_type: str, part: str, content: bytes = b"x") -> bytes:
    """A workbook with one more part of this content type."""
    override = f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    return zipped(parts_of(replaced(xlsx(), "[Content_Types].xml", "</Types>", override)) | {part: content})


def with_link(kind: str, target: str, part: str = "xl/worksheets/_rels/sheet1.xml.rels", mode: str = "") -> bytes:
    """A workbook with one more relationship, from the sheet by default."""
    said = f' TargetMode="{mode}"' if mode else ""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="rId99" Type="{LINK}/{kind}" Target="{target}"{said}/>'
    return zipped(parts_of(xlsx()) | {part: f'<Relationships xmlns="{space}">{link}</Relationships>'.encode()})


def macro_workbook() -> bytes:
    """A workbook with macros (.xlsm)."""
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return with_parts(replaced(xlsx(), "[Content_Types].xml", plain, macro), xl__vbaProject_dot_bin=b"\xcc\x61")


def ods_encrypted() -> bytes:
    """An ODS workbook with a password."""
    entry = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
    data = f"{entry}<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    return replaced(ods(), "META-INF/manifest.xml", "</manifest:manifest>", data)


def ods_embedded() -> bytes:
    """An ODS workbook with a text document inside."""
    kind = "application/vnd.oasis.opendocument.text"
    entry = f'<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="{kind}"/></manifest:manifest>'
    return replaced(ods(), "META-INF/manifest.xml", "</manifest:manifest>", entry)


@cache
def _deflated(size: int) -> tuple[bytes, int]:
    """`size` zero bytes, packed, with their checksum, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block, crc, out = bytes(1024 * 1024), 0, bytearray()
    for start in range(0, size, len(block)):
        step = block[: min(len(block), size - start)]
        crc = zlib.crc32(step, crc)
        out += packer.compress(step)
    return bytes(out + packer.flush()), crc


def _local(name: str, packed: bytes, crc: int, size: int) -> bytes:
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0)
    return head + name.encode()


def _central(name: str, packed: bytes, crc: int, size: int, offset: int) -> bytes:
    numbers = (20, 20, 0, 8, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *numbers) + name.encode()


def _end(entries: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, entries, entries, size, offset, 0)


def _raw_entries(entries: list[tuple[str, bytes, int, int]], workbook: bytes) -> bytes:
    """A workbook with parts added whose packed bytes, checksum and announced size are given."""
    out, directory = bytearray(), bytearray()
    stored = [
        (name, _packed(content), zlib.crc32(content), len(content)) for name, content in parts_of(workbook).items()
    ]
    for name, packed, crc, size in stored + entries:
        directory += _central(name, packed, crc, size, len(out))
        out += _local(name, packed, crc, size) + packed
    return bytes(out + directory + _end(len(stored) + len(entries), len(directory), len(out)))


def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()
