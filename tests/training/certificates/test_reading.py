"""What is read of a certificate, of each sort of file, and what is said of what could not be read."""

import io
import subprocess
import time
from typing import Any

import pytest
from PIL import Image

from preau.training.certificates import reading, worker
from preau.training.certificates.reading import CertificateText, picture_of, read_certificate
from tests.training.certificates.made import LINES, as_image, as_pdf, as_scanned_pdf

PDF = "application/pdf"


def test_the_text_of_a_pdf_is_read_as_written() -> None:
    read = read_certificate(as_pdf(), PDF)

    assert read.how == "text"
    assert read.why == ""
    assert read.complete
    assert read.text.splitlines() == list(LINES)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_up(turn: int) -> None:
    read = read_certificate(as_image(turn=turn), "image/png")

    assert read.how == "ocr"
    assert "Zoé Van den Berghe" in read.text
    assert "12 mars 2026" in read.text


def test_a_scanned_pdf_upside_down_is_read() -> None:
    read = read_certificate(as_scanned_pdf(turn=180), PDF)

    assert read.how == "ocr"
    assert "Les Ateliers du Tilleul" in read.text
    assert read.complete


def test_a_photo_is_read() -> None:
    assert "6 heures" in read_certificate(as_image(kind="JPEG"), "image/jpeg").text


def test_a_transparent_picture_is_read_on_white() -> None:
    out = io.BytesIO()
    ink = Image.open(io.BytesIO(as_image()))
    clear = Image.merge("RGBA", (ink, ink, ink, ink.point(lambda shade: 255 - shade)))
    clear.save(out, "PNG")

    assert "Van den Berghe" in read_certificate(out.getvalue(), "image/png").text


def test_a_blurred_scan_is_not_read_and_says_so() -> None:
    read = read_certificate(as_image(blur=9), "image/png")

    assert read == CertificateText("", "unread", read.why)
    assert "trop flou" in read.why
    assert not read.complete


def test_an_empty_page_is_not_read() -> None:
    assert read_certificate(as_pdf(("",)), PDF) == CertificateText("", "unread", reading.NOTHING)


def test_a_damaged_file_is_not_read_and_breaks_nothing() -> None:
    read = read_certificate(b"%PDF-1.7 rien de bon", PDF)

    assert read == CertificateText("", "unread", reading.CRASHED)


def test_beyond_the_first_pages_it_says_what_is_left() -> None:
    read = read_certificate(as_pdf(pages=worker.MOST_PAGES + 1), PDF)

    assert read.how == "text"
    assert read.why == worker.PAGES_LEFT
    assert not read.complete


def test_a_long_text_is_cut_and_says_so() -> None:
    read = read_certificate(as_pdf(("Une phrase de texte qui se répète. " * 40,), pages=8), PDF)

    assert len(read.text) == reading.MOST_LETTERS
    assert read.why == reading.LONG


def test_a_file_that_takes_too_long_is_stopped_with_all_it_started() -> None:
    started = time.monotonic()
    read = read_certificate(as_scanned_pdf(pages=4), PDF, seconds=0.6)

    assert time.monotonic() - started < 5
    assert not read.complete
    assert reading.TOO_LONG in read.why


def test_without_tesseract_a_scan_is_not_read_and_a_pdf_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    read = read_certificate(as_image(), "image/png")
    assert read.how == "unread"
    assert "Tesseract" in read.why
    assert read_certificate(as_pdf(), PDF).how == "text"


def test_the_reader_is_given_no_secret_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREAU_SECRET", "à taire")
    given: list[dict[str, str]] = []
    started = subprocess.Popen

    def watched(*args: Any, **options: Any) -> Any:
        given.append(options["env"])
        return started(*args, **options)

    monkeypatch.setattr(subprocess, "Popen", watched)
    assert read_certificate(as_pdf(), PDF).how == "text"
    assert "à taire" not in given[0].values()


def test_another_sort_of_file_is_not_for_this_reader() -> None:
    with pytest.raises(KeyError):
        read_certificate(b"", "text/plain")


def test_the_first_page_is_drawn_small() -> None:
    for data, mime in ((as_pdf(pages=3), PDF), (as_image(kind="JPEG"), "image/jpeg")):
        drawn = picture_of(data, mime)

        assert drawn is not None
        with Image.open(io.BytesIO(drawn)) as shown:
            assert shown.format == "PNG"
            assert shown.width <= worker.SHOWN[0]
    assert picture_of(b"%PDF-1.7 rien de bon", PDF) is None
