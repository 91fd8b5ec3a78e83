"""Pieces of a case: which PDF, photos and scans pass, which do not and in what words, and what is kept of them."""

import io
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from preau.foundation.documents.api import PAPERS, FileRefused, paper_limits_in_words, receive, serve
from preau.foundation.documents.models import FileKind, ReceivedFile
from preau.foundation.documents.papers import check_paper
from preau.foundation.documents.pdf import render_pdf
from tests.documents import hostile
from tests.documents import made_papers as made
from tests.documents.made_papers import image, pdf, stream
from tests.documents.test_pdf import CREATED, SAMPLE, TITLE, sample
from tests.factories import MandateFactory, actor_for

JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
RECT = b"/Type /Annot /Rect [0 0 9 9]"


def note(about: bytes) -> bytes:
    """A PDF whose page carries one note."""
    return pdf(page=b"/Annots [5 0 R]", more=[b"<< " + RECT + b" " + about + b" >>"])


def broken_table() -> bytes:
    return pdf().replace(b"0000000009 00000 n", b"0000000019 00000 n")


# what it is -> (file name, its bytes, words the sentence must hold)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("pv.pdf", lambda: b"", "vide"),
    "too big": ("pv.pdf", lambda: b"%PDF-1.7" + bytes(11 * 1024 * 1024), "la taille permise"),
    "program": ("pv.pdf", lambda: b"MZ" + bytes(200), "un programme"),
    "text": ("pv.pdf", lambda: b"Proces-verbal".ljust(90), "un fichier texte"),
    "web page": ("pv.pdf", lambda: b"<!DOCTYPE html><p>x", "une page web"),
    "word": ("pv.pdf", hostile.docx, "bureautique"),
    "workbook": ("plan.xlsx", hostile.xlsx, "en PDF"),
    "heic": ("photo.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(90), "Le plus compatible"),
    "gif": ("photo.png", lambda: image("GIF", mode="L"), "JPEG"),
    "tiff": ("scan.pdf", lambda: image("TIFF"), "ni JPEG ni PNG"),
    "pdf named jpg": ("pv.jpg", pdf, "Renommez-le en .pdf"),
    "jpeg named png": ("photo.png", image, "Renommez-le en .jpg"),
    "pdf named exe": ("pv.pdf.exe", pdf, ".exe"),
    "pdf without name": ("pv", pdf, "pas d’extension"),
    "pdf behind something": ("pv.pdf", lambda: b"GIF8" + pdf(), "ni JPEG ni PNG"),
    "pdf then a zip": ("pv.pdf", lambda: pdf() + hostile.zipped({"a.exe": b"MZ"}), "autre chose le suit"),
    "pdf cut": ("pv.pdf", lambda: pdf()[:-60], "sa fin manque"),
    "pdf head alone": ("pv.pdf", lambda: b"%PDF-1.7\n%%EOF", "illisible"),
    "password": ("pv.pdf", made.encrypted, "mot de passe"),
    "restricted": ("pv.pdf", lambda: made.encrypted(""), "restrictions"),
    "encrypted in a way unknown": ("pv.pdf", lambda: pdf(trailer=b"/Encrypt << /Filter /Moi /V 9 >>"), "protégé"),
    "script at opening": ("pv.pdf", lambda: pdf(root=b"/OpenAction " + JS), "JavaScript"),
    "script by its names": (
        "pv.pdf",
        lambda: pdf(root=b"/Names << /JavaScript << /Names [(a) 5 0 R] >> >>", more=[JS]),
        "JavaScript",
    ),
    "script spelt otherwise": (
        "pv.pdf",
        lambda: pdf(root=b"/OpenAction << /S /J#61vaScript /J#53 (x) >>"),
        "JavaScript",
    ),
    "script in a corner": ("pv.pdf", lambda: pdf(more=[JS]), "JavaScript"),
    "script in packed objects": ("pv.pdf", lambda: made.in_object_stream(JS), "JavaScript"),
    "script behind a link": ("pv.pdf", lambda: note(b"/Subtype /Link /A " + JS), "JavaScript"),
    "site at opening": ("pv.pdf", lambda: pdf(root=b"/OpenAction << /S /URI /URI (http://x.test) >>"), "tout seul"),
    "action on the page": ("pv.pdf", lambda: pdf(page=b"/AA << /O << /S /Named /N /Print >> >>"), "tout seul"),
    "launch": ("pv.pdf", lambda: note(b"/Subtype /Link /A << /S /Launch /F (cmd.exe) >>"), "lancer un programme"),
    "other file": ("pv.pdf", lambda: note(b"/Subtype /Link /A << /S /GoToR /F (a.pdf) >>"), "ouvrir un autre fichier"),
    "form sent": ("pv.pdf", lambda: note(b"/Subtype /Widget /A << /S /SubmitForm /F (x) >>"), "envoyer des données"),
    "attachment": ("pv.pdf", made.attached, "fichier joint"),
    "attachment in a note": ("pv.pdf", lambda: note(b"/Subtype /FileAttachment /FS 5 0 R"), "fichier joint"),
    "video": ("pv.pdf", lambda: note(b"/Subtype /RichMedia"), "vidéo"),
    "xfa": ("pv.pdf", lambda: pdf(root=b"/AcroForm << /Fields [] /XFA 5 0 R >>", more=[stream(b"<xdp/>")]), "XFA"),
    "stream elsewhere": ("pv.pdf", lambda: pdf(content=stream(b"", b"/F (a.txt)")), "un autre fichier"),
    "broken table": ("pv.pdf", broken_table, "la table de ses objets est fausse"),
    "table elsewhere": ("pv.pdf", lambda: pdf().replace(b"startxref\n", b"startxref\n9"), "illisible"),
    "no catalogue": ("pv.pdf", lambda: pdf().replace(b"/Root 1 0 R", b"/Root 9 0 R"), "illisible"),
    "no page": ("pv.pdf", lambda: pdf().replace(b"[3 0 R] /Count 1", b"[     ] /Count 0"), "aucune page"),
    "pages in a ring": ("pv.pdf", lambda: pdf().replace(b"[3 0 R] /Count 1", b"[2 0 R] /Count 1"), "illisible"),
    "too many pages": ("pv.pdf", lambda: made.pages(301), "301 pages"),
    "bomb": ("pv.pdf", lambda: pdf(content=stream(made.zeros(1024**3), b"/Filter /FlateDecode")), "décomprimé"),
    "bomb nobody names": ("pv.pdf", lambda: pdf(content=stream(made.zeros(1024**3))), "décomprimé"),
    "bomb in a bomb": (
        "pv.pdf",
        lambda: pdf(content=stream(zlib.compress(made.zeros(1024**3)), b"/Filter [/FlateDecode /FlateDecode]")),
        "illisible",
    ),
    "huge image in a page": (
        "pv.pdf",
        lambda: pdf(more=[stream(b"x", b"/Subtype /Image /Width 90000 /Height 90000")]),
        "démesurée",
    ),
    "jpeg cut": ("photo.jpg", lambda: image()[:-40], "abîmée"),
    "jpeg head alone": ("photo.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(40), "abîmée"),
    "png cut": ("scan.png", lambda: image("PNG")[:-40], "abîmée"),
    "png with a wrong sum": ("scan.png", lambda: image("PNG").replace(b"IDAT", b"IDAT\x01", 1), "abîmée"),
    "png too large": ("scan.png", made.huge_png, "millions de points"),
    "png a little too large": ("scan.png", lambda: image("PNG", (8_000, 7_000), "1"), "millions de points"),
    "png with endless words": (
        "scan.png",
        lambda: made.with_chunk(image("PNG"), b"zTXt", b"a\0\0" + zlib.compress(bytes(20_000_000))),
        "abîmée",
    ),
    "png animated": ("scan.png", made.animated, "animée"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_paper_is_refused_with_a_sentence(case: str) -> None:
    filename, make, words = REFUSED[case]
    with pytest.raises(FileRefused) as refusal:
        check_paper(make(), filename)
    assert words in str(refusal.value).replace("\u00a0", " ")
    for finding in refusal.value.findings:
        assert finding.found
        assert finding.expected
        assert finding.sentence.endswith(".")
        assert "'" not in finding.sentence


def ours() -> bytes:
    """A PDF as Préau makes them, with nothing attached."""
    return render_pdf(SAMPLE, sample(), TITLE, CREATED)


SCAN = b"/Type /XObject /Subtype /Image /Width 60 /Height 40 /ColorSpace /DeviceRGB /BitsPerComponent 8"
PASSED: dict[str, tuple[str, Callable[[], bytes], FileKind]] = {
    "plain pdf": ("Procès-verbal signé.PDF", pdf, FileKind.PDF),
    "packed objects": ("pv.pdf", lambda: made.in_object_stream(b"(rien)"), FileKind.PDF),
    "signed afterwards": ("pv.pdf", made.updated, FileKind.PDF),
    "made here": ("pv.pdf", ours, FileKind.PDF),
    "as long as may be": ("pv.pdf", lambda: made.pages(300), FileKind.PDF),
    "opens at a page": ("pv.pdf", lambda: pdf(root=b"/OpenAction [3 0 R /XYZ null null 0]"), FileKind.PDF),
    "opens at a page by an action": (
        "pv.pdf",
        lambda: pdf(root=b"/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
        FileKind.PDF,
    ),
    "links to a site": ("pv.pdf", lambda: note(b"/Subtype /Link /A << /S /URI /URI (https://x.test) >>"), FileKind.PDF),
    "form": ("pv.pdf", lambda: pdf(root=b"/AcroForm << /Fields [] >>"), FileKind.PDF),
    "scan": ("pv.pdf", lambda: pdf(more=[stream(image(), b"/Filter /DCTDecode " + SCAN)]), FileKind.PDF),
    "packed twice": ("pv.pdf", lambda: pdf(content=stream(b"GhVa~>", b"/Filter [/ASCII85Decode]")), FileKind.PDF),
    "jpeg": ("photo.jpg", image, FileKind.JPEG),
    "jpeg of a phone": ("PHOTO.JPEG", made.photo, FileKind.JPEG),
    "jpeg of two views": ("photo.jpg", made.two_views, FileKind.JPEG),
    "jpeg for print": ("photo.jpg", lambda: image(mode="CMYK"), FileKind.JPEG),
    "grey jpeg": ("scan.jpg", lambda: image(mode="L"), FileKind.JPEG),
    "png": ("scan.png", lambda: image("PNG"), FileKind.PNG),
    "png of few colours": ("scan.png", lambda: image("PNG", mode="P", transparency=0), FileKind.PNG),
    "black and white png": ("scan.png", lambda: image("PNG", mode="1"), FileKind.PNG),
    "png seen through": ("scan.png", lambda: image("PNG", mode="LA"), FileKind.PNG),
}


@pytest.mark.parametrize("case", PASSED)
def test_honest_paper_passes(case: str) -> None:
    filename, make, kind = PASSED[case]
    data = make()
    found, kept = check_paper(data, filename)
    assert found == kind
    if kind == FileKind.PDF:
        assert kept == data
    else:
        with Image.open(io.BytesIO(kept)) as again:
            assert again.format == kind.upper()
            again.load()


def test_photo_keeps_its_points_and_loses_what_it_hides() -> None:
    kept = check_paper(made.photo(), "photo.jpg")[1]
    for secret in (b"Exif", b"Marque", b"Telephone", b"Lucie", b"xmp", b"GPS"):
        assert secret not in kept
    with Image.open(io.BytesIO(kept)) as again:
        assert again.size == (40, 60)  # turned upright: nothing says it was not
        assert not again.getexif()
        assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_png_loses_its_words() -> None:
    data = made.with_chunk(image("PNG"), b"tEXt", b"Author\0Lucie")
    kept = check_paper(data, "scan.png")[1]
    assert b"Lucie" in data
    assert b"Lucie" not in kept
    with Image.open(io.BytesIO(kept)) as again, Image.open(io.BytesIO(data)) as before:
        assert (again.info, again.tobytes()) == ({}, before.tobytes())


def test_what_follows_an_image_is_not_kept() -> None:
    kept = check_paper(image() + hostile.zipped({"a.exe": b"MZ" * 99}), "photo.jpg")[1]
    assert b"PK\x03\x04" not in kept


def test_limits_are_those_of_the_settings(settings) -> None:
    settings.PDF_MAX_PAGES = 2
    settings.PDF_MAX_OBJECTS = 9
    settings.IMAGE_MAX_PIXELS = 1_000
    with pytest.raises(FileRefused, match="3 pages"):
        check_paper(made.pages(3), "pv.pdf")
    with pytest.raises(FileRefused, match="trop de morceaux"):
        check_paper(pdf(more=[b"(x)"] * 9), "pv.pdf")
    with pytest.raises(FileRefused, match="points"):
        check_paper(image(), "photo.jpg")
    assert "2 pages" in " ".join(paper_limits_in_words()).replace("\u00a0", " ")


HONEST = {
    "pv.pdf": pdf,
    "packed.pdf": lambda: made.in_object_stream(b"(x)"),
    "a.jpg": made.photo,
    "a.png": lambda: image("PNG"),
}


@cache
def original(filename: str) -> bytes:
    return HONEST[filename]()


@given(
    st.sampled_from(sorted(HONEST)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    st.floats(0, 1),
)
@settings(max_examples=400, deadline=None)
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # of what a photo says about itself, which is not kept
def test_damaged_papers_are_answered(filename: str, changed: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(original(filename))
    for place, value in changed:
        data[int(place * len(data))] = value
    for damaged in (bytes(data), bytes(data[: int(kept * len(data))])):
        with suppress(FileRefused):
            check_paper(damaged, filename)


@pytest.mark.django_db
def test_receive_keeps_the_clean_photo_and_serves_it(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    actor = actor_for(MandateFactory())
    received = receive(actor, SimpleUploadedFile("Fête.jpg", made.photo()), "casework.piece", PAPERS)
    stored = ReceivedFile.objects.get()
    assert (stored, stored.kind, stored.size) == (received, "jpeg", len(stored.content()))
    assert b"Exif" not in stored.content()
    response = serve(stored)
    assert response.content == stored.content()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make", "kinds"), [("pv.pdf", pdf, None), ("plan.xlsx", hostile.xlsx, PAPERS)])
def test_a_purpose_takes_only_its_kinds(settings, tmp_path, name, make, kinds) -> None:
    settings.MEDIA_ROOT = tmp_path
    chosen = {"kinds": kinds} if kinds else {}
    with pytest.raises(FileRefused):
        receive(actor_for(MandateFactory()), SimpleUploadedFile(name, make()), "essai", **chosen)
    assert not ReceivedFile.objects.exists()
