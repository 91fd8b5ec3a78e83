"""PDF files nobody vouches for: whole, readable without password, still, of a bearable size.

What is packed is unpacked here first, step by step, and counted; only then does a reader open the file, strictly:
a table of objects that does not point where it says is refused and never repaired. Every object is then looked at,
reachable or not, so that nothing waits in a corner.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader, apply_configuration, get_configuration
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    StreamObject,
)

from preau.foundation.documents.findings import FileRefused, refused
from preau.foundation.documents.limits import number, size_in_words, upload_limits

STEP = 64 * 1024  # bytes read, and bytes inflated, at a time
MAX_IMAGE_PIXELS = 100_000_000  # of one image in a page: an A3 scanned at 600 points per inch has 70 million
SMALL = 8 * 1024 * 1024  # what a rare compression (LZW, run length) may give, in bytes
STREAM = re.compile(rb"stream\r?\n")
FLATE = {("/FlateDecode",), ("/Fl",), ()}
IMAGES = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
MAX_FILTERS = 3
REPRINT = "Ouvrez-le, choisissez « Imprimer », puis « Enregistrer au format PDF », et envoyez cette copie."

SCRIPT = ("un script", "Ce PDF contient un script (JavaScript).")
ATTACHED = ("un fichier joint", "Ce PDF contient un fichier joint. Envoyez ce fichier à part.")
AUTOMATIC = ("une action automatique", "Ce PDF agit tout seul quand on l’ouvre.")
ACTIVE = ("une action interdite", "Ce PDF peut lancer un programme, envoyer des données ou ouvrir un autre fichier.")
MEDIA = ("un média", "Ce PDF contient un son, une vidéo ou un objet 3D.")
XFA = ("un formulaire dynamique (XFA)", "Ce PDF est un formulaire dynamique (XFA), que peu de logiciels lisent.")
OUTSIDE = ("un contenu extérieur", "Une partie de ce PDF se trouve dans un autre fichier.")

FORBIDDEN_KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/AA": AUTOMATIC,
    "/EF": ATTACHED,
    "/EmbeddedFiles": ATTACHED,
    "/XFA": XFA,
    "/RichMediaContent": MEDIA,
}
FORBIDDEN_ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": ACTIVE,
    "/SubmitForm": ACTIVE,
    "/ImportData": ACTIVE,
    "/GoToR": ACTIVE,
    "/GoToE": ACTIVE,
    "/Rendition": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/RichMediaExecute": MEDIA,
    "/GoTo3DView": MEDIA,
}
FORBIDDEN_NOTES = {
    "/FileAttachment": ATTACHED,
    "/RichMedia": MEDIA,
    "/Screen": MEDIA,
    "/Movie": MEDIA,
    "/Sound": MEDIA,
    "/3D": MEDIA,
}


def check_pdf(data: bytes) -> None:
    """Refuse a PDF that is locked, damaged, active, or too big once unpacked. Raises FileRefused."""
    if not data.rstrip(b"\0\t\n\f\r ").endswith(b"%%EOF"):
        raise _damaged("sa fin manque, ou autre chose le suit")
    unpacked = _count_unpacked(data)
    limits = get_configuration().with_overwrites(
        zlib_maximum_output_length=upload_limits().unpacked_bytes,
        lzw_maximum_output_length=SMALL,
        run_length_maximum_output_length=SMALL,
        brotli_maximum_output_length=SMALL,
        stream_filters_maximum_length=MAX_FILTERS,
        jbig2dec_binary=None,  # no other program is ever started
    )
    try:
        with apply_configuration(limits):
            reader = _opened(data)
            if reader.is_encrypted:
                raise _locked()
            _check_table(reader, data)
            _check_objects(reader, unpacked)
            _check_pages(reader)
    except FileRefused:
        raise
    except Exception as error:  # the reader's own word: broken files might cause other exceptions
        if b"/Encrypt" in data:
            raise _locked() from error
        raise _damaged("sa structure est illisible") from error


def _opened(data: bytes) -> PdfReader:
    objects = upload_limits().pdf_objects
    stream = io.BytesIO(data)
    return PdfReader(stream, strict=True, root_object_recovery_limit=0, xref_stream_maximum_entries=objects)


def _count_unpacked(data: bytes) -> int:
    """Return how many bytes the packed parts hold. Raises FileRefused beyond the limit, as soon as it is reached."""
    limit, total, view = upload_limits().pdf_unpacked_bytes, 0, memoryview(data)
    for begin in STREAM.finditer(data):
        for size in _inflated(view[begin.end() :]):
            total += size
            if total > limit:
                raise _too_big()
    return total


def _inflated(packed: memoryview) -> Iterator[int]:
    """Yield the sizes of the steps in which `packed` unpacks; nothing when it is not packed with zlib."""
    inflater = zlib.decompressobj()
    for start in range(0, len(packed), STEP):
        waiting: bytes | memoryview = packed[start : start + STEP]
        while waiting and not inflater.eof:
            try:
                step = inflater.decompress(waiting, STEP)
            except zlib.error:
                return
            read = len(waiting) - len(inflater.unconsumed_tail)
            waiting = inflater.unconsumed_tail
            yield max(len(step), read)  # what gives nothing is work too
        if inflater.eof:
            return


def _check_table(reader: PdfReader, data: bytes) -> None:
    """Refuse a table of objects that is too long, or one line of which does not lead to its object."""
    count = sum(len(table) for table in reader.xref.values()) + len(reader.xref_objStm)
    if count > upload_limits().pdf_objects:
        raise refused(
            f"{number(count)} objets",
            f"au plus {number(upload_limits().pdf_objects)} objets",
            f"Ce PDF est fait de trop de morceaux ({number(count)}). {REPRINT}",
        )
    for generation, table in reader.xref.items():
        free = reader.xref_free_entry.get(generation, {})
        for key, place in table.items():
            header = re.compile(rb"[\0\t\n\f\r ]{0,4}%d[\0\t\n\f\r ]+%d[\0\t\n\f\r ]+obj" % (key, generation))
            if not free.get(key) and not header.match(data, place):
                raise _damaged("la table de ses objets est fausse")


def _check_objects(reader: PdfReader, unpacked: int) -> None:
    _check_opening(reader)
    keys = [(key, generation) for generation, table in reader.xref.items() for key in table]
    for key, generation in keys + [(key, 0) for key in reader.xref_objStm]:
        thing = reader.get_object(IndirectObject(key, generation, reader))
        for part in _parts(thing):
            if isinstance(part, StreamObject):
                unpacked += _check_stream(part)
                if unpacked > upload_limits().pdf_unpacked_bytes:
                    raise _too_big()
            if isinstance(part, DictionaryObject):
                _check_still(part)


def _parts(thing: Any) -> Iterator[Any]:
    """Yield an object and all it holds, without following references: each object is looked at in its turn."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, DictionaryObject):
            waiting.extend(part.raw_get(key) for key in part)
        elif isinstance(part, ArrayObject):
            waiting.extend(list.__iter__(part))


def _check_still(part: DictionaryObject) -> None:
    """Refuse what acts, hides a file, or plays."""
    kind, note = _name(part, "/S"), _name(part, "/Subtype")
    reasons = [FORBIDDEN_KEYS[key] for key in part if key in FORBIDDEN_KEYS and not _nothing(part, key)]
    if kind in FORBIDDEN_ACTIONS:
        reasons.append(FORBIDDEN_ACTIONS[kind])
    if "/Rect" in part and note in FORBIDDEN_NOTES:
        reasons.append(FORBIDDEN_NOTES[note])
    if _name(part, "/Type") == "/EmbeddedFile":
        reasons.append(ATTACHED)
    if reasons:
        raise _active(*reasons[0])


def _check_opening(reader: PdfReader) -> None:
    """Let a PDF open at a page, as most programs ask; refuse that it does anything else."""
    root = reader.trailer["/Root"]
    if not isinstance(root, DictionaryObject):
        raise _damaged("son catalogue manque")
    opening = root.get("/OpenAction", NullObject()).get_object()
    if isinstance(opening, DictionaryObject) and _name(opening, "/S") != "/GoTo":
        raise _active(*FORBIDDEN_ACTIONS.get(_name(opening, "/S"), AUTOMATIC))


def _check_stream(stream: StreamObject) -> int:
    """Return the bytes a stream unpacks to beyond what was counted. Raises FileRefused."""
    if "/F" in stream:
        raise _active(*OUTSIDE)
    points = _number(stream, "/Width") * _number(stream, "/Height")
    if _name(stream, "/Subtype") == "/Image" and not 0 < points <= MAX_IMAGE_PIXELS:
        raise _too_big()
    said = stream.get("/Filter", NullObject()).get_object()
    filters = tuple(said) if isinstance(said, ArrayObject) else () if isinstance(said, NullObject) else (said,)
    packings = tuple(str(one) for one in filters if one not in IMAGES)
    return 0 if packings in FLATE else len(stream.get_data())


def _check_pages(reader: PdfReader) -> None:
    count, limit = len(reader.pages), upload_limits().pages
    if count == 0:
        raise _damaged("il n’a aucune page")
    if count > limit:
        raise refused(
            f"{number(count)} pages",
            f"au plus {number(limit)} pages",
            f"Ce PDF a {number(count)} pages ; {number(limit)} sont permises. Envoyez-le en plusieurs fichiers.",
        )


def _name(part: DictionaryObject, key: str) -> str:
    """Return the name a key has for value, "" for anything else."""
    value = part.get(key, NullObject()).get_object()
    return str(value) if isinstance(value, NameObject) else ""


def _number(part: DictionaryObject, key: str) -> int:
    """Return the number a key has for value, 0 for anything else."""
    value = part.get(key, NullObject()).get_object()
    return int(value) if isinstance(value, NumberObject) else 0


def _nothing(part: DictionaryObject, key: str) -> bool:
    return isinstance(part.raw_get(key), NullObject)


def _active(found: str, sentence: str) -> FileRefused:
    return refused(found, "un PDF sans rien d’actif", f"{sentence} {REPRINT}")


def _locked() -> FileRefused:
    return refused(
        "un PDF chiffré",
        "un PDF sans mot de passe",
        "Ce PDF est protégé par un mot de passe ou par des restrictions. Retirez la protection, "
        "puis envoyez-le à nouveau.",
    )


def _damaged(found: str) -> FileRefused:
    return refused(found, "un PDF complet", f"Ce PDF est abîmé ou incomplet : {found}. {REPRINT}")


def _too_big() -> FileRefused:
    limit = size_in_words(upload_limits().pdf_unpacked_bytes)
    return refused(
        "un contenu trop grand une fois décomprimé",
        f"au plus {limit} décomprimé",
        f"Une fois décomprimé, ce PDF dépasse {limit} ou contient une image démesurée. "
        "Numérisez-le avec une résolution plus basse (300 points par pouce suffisent).",
    )
