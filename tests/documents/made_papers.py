"""PDF files and images made by code, honest and hostile. Every function returns bytes."""

import io
import struct
import zlib
from collections.abc import Iterable

from PIL import Image
from pypdf import PdfReader, PdfWriter

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R %s >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"


def stream(content: bytes, about: bytes = b"") -> bytes:
    """The body of a stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), about, content)


def flate(content: bytes, about: bytes = b"") -> bytes:
    """The body of a packed stream object."""
    return stream(zlib.compress(content), b"/Filter /FlateDecode " + about)


def pdf(
    root: bytes = b"", page: bytes = b"", more: Iterable[bytes] = (), trailer: bytes = b"", content: bytes = b""
) -> bytes:
    """A PDF of one page, its table right; `root` and `page` go into these dictionaries, `more` are objects 5, 6..."""
    bodies = [CATALOGUE % root, TREE, PAGE % page, content or stream(b"0 0 m 100 100 l S"), *more]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for key, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (key, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(bodies) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """What a writer writes."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(user: str = "secret") -> bytes:
    """A PDF with a password; with an empty one it opens but is restricted."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    return written(writer)


def attached() -> bytes:
    """A PDF with a program attached."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.add_attachment("facture.exe", b"MZ")
    return written(writer)


def updated() -> bytes:
    """A PDF changed after it was made, as a signature does: a second table follows the first."""
    first = pdf()
    body = b"3 0 obj\n" + PAGE % b"/Rotate 90" + b"\nendobj\n"
    table = b"xref\n3 1\n%010d 00000 n \n" % len(first)
    start = first.rindex(b"startxref\n") + len(b"startxref\n")
    before = first[start:].split(b"\n")[0]
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
    return first + body + table + trailer % (before, len(first) + len(body))


def in_object_stream(hidden: bytes) -> bytes:
    """A PDF of today's kind (packed objects, packed table) with one object nobody refers to among them."""
    bodies = [CATALOGUE % b"", TREE, PAGE % b"", hidden]
    keys, content, numbers = [1, 2, 3, 5], b"", []
    for key, body in zip(keys, bodies, strict=True):
        numbers.append(b"%d %d" % (key, len(content)))
        content += body + b"\n"
    head = b" ".join(numbers) + b"\n"
    out = bytearray(b"%PDF-1.7\n")
    places = {4: len(out)}
    out += b"4 0 obj\n" + stream(b"0 0 m 9 9 l S") + b"\nendobj\n"
    places[6] = len(out)
    out += b"6 0 obj\n" + flate(head + content, b"/Type /ObjStm /N 4 /First %d" % len(head)) + b"\nendobj\n"
    places[7] = len(out)
    rows = [(0, 0, 255)] + [(2, 6, keys.index(key)) if key in keys else (1, places[key], 0) for key in range(1, 8)]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    out += b"7 0 obj\n" + flate(table, b"/Type /XRef /W [1 4 1] /Size 8 /Root 1 0 R") + b"\nendobj\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % places[7])


def zeros(size: int) -> bytes:
    """Zero bytes packed with zlib, without ever holding them."""
    packer, block, out = zlib.compressobj(9), bytes(1024 * 1024), bytearray()
    for _ in range(size // len(block)):
        out += packer.compress(block)
    return bytes(out + packer.flush())


def image(kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object) -> bytes:
    """An image with a little in it."""
    drawn = Image.linear_gradient("L").resize(size).convert(mode)
    out = io.BytesIO()
    drawn.save(out, kind, **options)
    return out.getvalue()


def photo() -> bytes:
    """A photo as a phone makes it: taken upright, with the place and the device."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F], exif[0x0110] = "Marque", "Telephone 12"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 27.0, 15.0), 3: "E", 4: (3.0, 57.0, 5.0)})
    return image(exif=exif, comment=b"chez Lucie", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def huge_png(side: int = 30_000) -> bytes:
    """A few kilobytes that say they are 900 million points."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    rows = png_chunk(b"IDAT", zeros(8 * 1024 * 1024))
    return b"\x89PNG\r\n\x1a\n" + head + rows + png_chunk(b"IEND", b"")


def with_chunk(data: bytes, kind: bytes, content: bytes) -> bytes:
    """The same PNG with a chunk added after its head."""
    return data[:33] + png_chunk(kind, content) + data[33:]


def animated() -> bytes:
    """A PNG of several images."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def two_views() -> bytes:
    """A JPEG with a second view (MPO), as many phones make."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    return out.getvalue()
