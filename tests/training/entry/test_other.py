"""« Autre »: after the look-alikes only, with a certificate that is read and compared before anything is saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.documents.models import ReceivedFile
from preau.training.models import Encoding, ProviderName, TrainingEntry
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.places.made import browser_of
from tests.training import made
from tests.training.certificates.made import as_image, as_pdf, as_scanned_pdf
from tests.training.entry.typed import NEW, form, other

AUTRE = f"{NEW}?autre=1&mots=jouer+dehors"


def paper(data=None, name="attestation.pdf", kind="application/pdf"):
    return SimpleUploadedFile(name, data if data is not None else as_pdf(), kind)


def token(answer):
    return dict(answer.context["said"].hidden)["paper"]


def test_other_is_offered_after_a_search_only(browser, module):
    assert "autre=1" not in browser.get(NEW).content.decode()
    assert browser.get(f"{NEW}?autre=1").context["found"] == []
    searched = browser.get(f"{NEW}?mots=jouer").content.decode()

    assert "Jouer dehors en toute saison" in searched
    assert searched.index("Jouer dehors en toute saison") < searched.index("autre=1")


def test_the_three_fields_are_apart(browser, db):
    page = browser.get(AUTRE).content.decode()

    for label in ("L’organisme qui a donné la formation", "La formatrice ou le formateur", "Le lieu"):
        assert label in page


def test_a_certificate_is_asked_for(browser, zoe):
    answer = browser.post(AUTRE, form(zoe) | other())

    assert answer.status_code == 422
    assert "Joignez l’attestation" in answer.content.decode()


def test_a_certificate_that_agrees_is_said_to(browser, zoe):
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | other())

    findings = answer.context["said"].findings
    assert answer.status_code == 200
    assert [one["agrees"] for one in findings] == [True] * 5


def test_a_mismatch_is_shown_before_saving_and_kept_with_the_entry(browser, zoe, ali):
    answer = browser.post(AUTRE, form(ali, hours="7", certificate=paper()) | other())
    page = answer.content.decode()
    assert "L’attestation ne dit pas la même chose" in page
    assert "L’attestation ne nomme pas Ali Benali." in page
    assert not TrainingEntry.objects.exists()

    browser.post(AUTRE, form(ali, hours="7", paper=token(answer), step="enregistrer") | other())
    entry = TrainingEntry.objects.get()
    assert {one["field"] for one in entry.findings if one["agrees"] is False} == {"persons", "hours"}
    assert entry.certificate.original_name == "attestation.pdf"


def test_the_words_are_kept_and_a_module_waits(browser, operator, zoe):
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | other())
    browser.post(AUTRE, form(zoe, paper=token(answer), step="enregistrer") | other())

    encoding = Encoding.objects.get()
    assert encoding.provider_text == "Les Ateliers du Tilleul asbl"
    assert encoding.trainer_text == "Odile Marchand"
    assert encoding.module.status == "proposed"
    assert encoding.module.proposed_for == operator.body.organisation


def test_who_typed_the_same_shares_one_encoding(browser, zoe, ali):
    for someone in (zoe, ali):
        answer = browser.post(AUTRE, form(someone, certificate=paper()) | other())
        words = other(provider_text="LES ATELIERS DU  TILLEUL ASBL")
        browser.post(AUTRE, form(someone, paper=token(answer), step="enregistrer") | words)

    assert TrainingEntry.objects.count() == 2
    assert Encoding.objects.count() == 1


def test_a_scan_upside_down_is_read(browser, zoe):
    answer = browser.post(AUTRE, form(zoe, certificate=paper(as_scanned_pdf(turn=180))) | other())

    assert answer.context["said"].checked.paper.text.how == "ocr"
    assert not answer.context["said"].checked.disagrees


def test_a_scan_that_cannot_be_read_is_never_said_to_agree(browser, zoe):
    scan = paper(as_image(blur=9), "scan.png", "image/png")
    answer = browser.post(AUTRE, form(zoe, certificate=scan) | other())

    page = answer.content.decode()
    assert "L’attestation n’a pas été lue" in page
    assert "Rien n’a donc été comparé" in page
    assert answer.context["said"].findings == []


def test_the_certificate_stays_while_something_else_is_corrected(browser, zoe):
    wrong = browser.post(AUTRE, form(zoe, hours="", certificate=paper()) | other())
    assert wrong.status_code == 422
    assert "attestation.pdf" in wrong.content.decode()
    carried = wrong.context["form"]["paper"].value()

    right = browser.post(AUTRE, form(zoe, paper=carried) | other())
    assert right.status_code == 200
    assert ReceivedFile.objects.count() == 1


def test_back_from_the_check_all_is_still_there(browser, zoe):
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | other())
    back = browser.post(AUTRE, {**form(zoe, paper=token(answer), step="modifier"), **other()})

    page = back.content.decode()
    assert back.status_code == 200
    assert "À corriger" not in page
    for words in ("Les Ateliers du Tilleul asbl", "Odile Marchand", "attestation.pdf", 'value="2026-03-12"'):
        assert words in page


def test_a_forged_certificate_is_none(browser, zoe):
    answer = browser.post(AUTRE, form(zoe, paper="forgé:1a2b3c") | other())

    assert answer.status_code == 422
    assert "Joignez l’attestation" in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "words"),
    [("trainer", "connu comme formatrice ou formateur de"), ("place", "connu comme lieu de formation de")],
)
def test_a_trainer_or_a_place_typed_as_the_body_is_noticed(browser, zoe, module, kind, words):
    ProviderName.objects.create(provider=module.provider, kind=kind, text="Odile Marchand", folded="odile marchand")
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | other(provider_text="Odile MARCHAND"))

    page = answer.content.decode()
    assert "Est-ce bien un organisme" in page
    assert words in page


def test_a_title_typed_as_the_body_is_noticed(browser, zoe, module):
    typed = other(provider_text="Jouer dehors en toute saison")
    page = browser.post(AUTRE, form(zoe, certificate=paper()) | typed).content.decode()

    assert "est l’intitulé d’une formation, pas un organisme" in page


def test_the_look_alikes_come_back_with_all_that_was_typed(browser, zoe, module):
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | other(provider_text="Les Ateliers du Tilleul"))
    assert [one.module_id for one in answer.context["alike"]] == [module.pk]

    taken = browser.post(
        f"{NEW}?module={module.pk}", dict(answer.context["said"].hidden) | {"people": [str(zoe.pk)], "step": "verifier"}
    )
    assert taken.status_code == 200
    assert taken.context["said"].new.module_id == module.pk
    assert taken.context["said"].checked.paper is not None


def test_a_search_finds_by_body_and_title_without_accents(browser, module):
    made.module(module.provider, "Premiers secours")
    found = browser.get("/formations/proposer/?mots=TILLEUL+secours").context["found"]

    assert [one.title for one in found] == ["Premiers secours"]


def test_words_beyond_doubt_are_settled_without_a_person(browser, zoe, module):
    typed = other(provider_text="Ateliers du Tilleul (asbl)", module_text="Jouer dehors, en toute saison")
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | typed)
    browser.post(AUTRE, form(zoe, paper=token(answer), step="enregistrer") | typed)

    encoding = Encoding.objects.get()
    assert (encoding.linked_by, encoding.module) == ("alone", module)
    assert encoding.score is not None
    assert encoding.reasons


def test_words_that_look_like_what_waits_wait_with_it(browser, zoe, ali):
    for someone, title in ((zoe, "Jouer dehors en toute saison"), (ali, "Jouer dehors en toutes saisons")):
        answer = browser.post(AUTRE, form(someone, certificate=paper()) | other(module_text=title))
        browser.post(AUTRE, form(someone, paper=token(answer), step="enregistrer") | other(module_text=title))

    first, second = Encoding.objects.order_by("pk")
    assert first.module == second.module
    assert second.linked_by == "cluster"


def test_what_the_house_proposed_is_found_again(browser, zoe):
    answer = browser.post(AUTRE, form(zoe, certificate=paper()) | other())
    browser.post(AUTRE, form(zoe, paper=token(answer), step="enregistrer") | other())

    assert [one.title for one in browser.get("/formations/proposer/?mots=dehors").context["found"]] == [
        "Jouer dehors en toute saison"
    ]


def test_the_first_page_is_shown_beside_what_was_typed(browser, zoe):
    page = browser.post(AUTRE, form(zoe, certificate=paper()) | other()).content.decode()
    address = f"/formations/attestations/{ReceivedFile.objects.get().pk}/apercu/"
    answer = browser.get(address)

    assert address in page
    assert answer["Content-Type"] == "image/png"
    assert browser_of(operators.actor(operators.operator(ZoneFactory()))).get(address).status_code == 404
