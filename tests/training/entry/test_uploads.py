"""Certificates nobody can take: each kind refused in words, and nothing typed is lost."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader, PdfWriter

from preau.foundation import limiter
from preau.foundation.documents.models import ReceivedFile
from tests.training.certificates.made import as_image, as_pdf
from tests.training.entry.typed import NEW, form, other

AUTRE = f"{NEW}?autre=1&mots=jouer+dehors"


def locked():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(as_pdf())))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class Huge(io.RawIOBase):
    """Two hundred megabytes that nobody keeps in memory."""

    SIZE = 200 * 1024 * 1024

    def __init__(self):
        self.at, self.name = 0, "enorme.pdf"

    def readable(self):
        return True

    def readinto(self, into):
        count = min(len(into), self.SIZE - self.at)
        into[:count] = b"%" * count
        self.at += count
        return count

    def __len__(self):
        return self.SIZE - self.at


REFUSED = {
    "vide": ("vide.pdf", b"", "vide"),
    "mot de passe": ("ferme.pdf", locked, "protégé par un mot de passe"),
    "texte": ("notes.txt", b"une note", "ni un PDF, ni une image"),
    "word": ("lettre.docx", b"PK\x03\x04" + b"\0" * 40, "document de bureautique ou une archive"),
    "heic": ("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
    "gif": ("dessin.gif", b"GIF89a" + b"\0" * 40, "ni JPEG ni PNG"),
    "programme": ("jeu.pdf", b"MZ" + b"\0" * 40, "un programme"),
    "page web": ("page.pdf", b"<html><script>1</script></html>", "une page web"),
    "image coupée": ("scan.png", lambda: as_image()[:900], "abîmée ou incomplète"),
    "pdf coupé": ("attestation.pdf", lambda: as_pdf()[:900], "abîmé ou incomplet"),
    "deux en un": ("attestation.pdf", lambda: as_pdf() + b"PK\x03\x04" + b"\0" * 60, "abîmé ou incomplet"),
    "mauvais nom": ("attestation.exe", as_pdf, "Renommez-le"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_each_kind_is_refused_in_words_and_what_was_typed_stays(browser, zoe, case):
    name, data, words = REFUSED[case]
    content = data() if callable(data) else data
    answer = browser.post(AUTRE, form(zoe, certificate=SimpleUploadedFile(name, content)) | other())

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Odile Marchand" in page
    assert 'value="2026-03-12"' in page
    assert not ReceivedFile.objects.exists()


def test_two_hundred_megabytes_are_refused_and_what_was_typed_stays(browser, zoe):
    data = SimpleUploadedFile("enorme.pdf", b"%" * Huge.SIZE)
    answer = browser.post(AUTRE, form(zoe, certificate=data) | other())

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "dépasse la taille permise" in page
    assert "Odile Marchand" in page


def test_a_refused_file_leaves_the_one_joined_before(browser, zoe):
    first = browser.post(AUTRE, form(zoe, certificate=SimpleUploadedFile("bonne.pdf", as_pdf())) | other())
    carried = dict(first.context["said"].hidden)["paper"]
    wrong = SimpleUploadedFile("notes.txt", b"une note")
    answer = browser.post(AUTRE, form(zoe, paper=carried, certificate=wrong) | other())

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "bonne.pdf" in page


def test_a_house_that_sends_many_in_a_minute_is_told_when_to_come_back_and_keeps_what_it_typed(
    browser, zoe, monkeypatch
):
    monkeypatch.setitem(limiter.PER_MINUTE, "certificates", 1)
    for status in (200, 422):
        paper = SimpleUploadedFile("attestation.pdf", as_pdf())
        answer = browser.post(AUTRE, form(zoe, certificate=paper) | other())
        assert answer.status_code == status
    page = answer.content.decode()
    assert "Joignez celle-ci à nouveau dans" in page
    assert "Odile Marchand" in page
    assert 'value="2026-03-12"' in page
    assert ReceivedFile.objects.count() == 1
