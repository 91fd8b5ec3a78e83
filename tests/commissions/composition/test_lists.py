"""A list of members from a workbook: understood line by line, doubts settled before anything is written."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from xlsxwriter import Workbook

from preau.commissions.imported import read_list
from preau.commissions.models import CcaMember
from preau.foundation.documents.models import ReceivedFile
from tests.commissions.composition.made import change, member, name_of, substitute_of
from tests.commissions.composition.test_pages import browser_of, words

HEAD = "Composante\tNom\tAdresse\tOrganisation\tSuppléant\tAdresse du suppléant"
ONE = "1\tCamille Craie\tcamille@exemple.test\tConseil communal\tSacha Luge\tsacha@exemple.test"


def test_a_pasted_list_is_read_with_or_without_head_with_tabs_or_semicolons():
    for text in (f"{HEAD}\n{ONE}", ONE, ONE.replace("\t", ";"), f"\n{ONE}\n\n"):
        (line,) = read_list(text)
        assert (line.component, line.full_name, line.email) == (1, "Camille Craie", "camille@exemple.test")
        assert (line.substitute, line.substitute_email) == ("Sacha Luge", "sacha@exemple.test")
        assert line.errors == line.doubts == ()


@pytest.mark.parametrize(
    ("named", "component", "doubtful"),
    [
        ("2", 2, False),
        ("Composante 3", 3, False),
        ("C5", 5, False),
        ("Écoles", 2, True),
        ("parents", 3, True),
        ("Opérateurs", 4, True),
        ("Conseil", 1, True),
        ("6", 0, False),
        ("", 0, False),
        ("divers", 0, False),
    ],
)
def test_the_component_is_a_number_or_a_word(named, component, doubtful):
    (line,) = read_list(f"{named}\tCamille Craie\t\t\tSacha Luge")
    assert line.component == component
    assert bool(line.doubts) is doubtful
    assert bool(line.errors) is (component == 0)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1;;x@exemple.test", "Donnez le nom du membre."),
        ("1;Camille Craie;pas une adresse", "« pas une adresse » n’est pas une adresse électronique."),
        ("1;Camille Craie;;;camille craie", "Le suppléant est une autre personne que le membre."),
        ("1;Camille Craie;;;;sacha@exemple.test", "Donnez le nom du suppléant."),
        (f"1;{'Camille' * 30}", "Raccourcissez"),
        ("9;Camille Craie", "Choisissez la composante de la ligne 1."),
    ],
)
def test_each_line_says_what_to_correct(line, said):
    (read,) = read_list(line)
    assert any(said in error for error in read.errors), read.errors


def test_who_sits_already_and_who_is_given_twice_are_doubtful():
    first, second = read_list("1;Camille Craie;;;Un\n2;camille craie;;;Deux", sitting=["Camille Craie"])
    assert "siège déjà" in first.sentence
    assert "donné deux fois" in second.sentence


@pytest.fixture
def browser(coordinator):
    return browser_of(coordinator)


IMPORT = "/cca/importer/"


def test_a_pasted_list_is_settled_then_written(browser, coordinator, cca):
    CcaMember.objects.filter(component__number=5).exclude(substitute_of=None).delete()
    CcaMember.objects.filter(component__number=5).delete()
    text = "services\tCamille Craie\tcamille@exemple.test\tLudothèque\tSacha Luge\n?\tJo Domino"
    sent = {"mandate_from": "2026-11-01", "text": text}
    page = words(browser.post(IMPORT, sent))
    assert "Vérifiez ce qui a été compris" in page
    assert "« services » : vérifiez la composante." in page
    assert not CcaMember.objects.filter(full_name="Camille Craie").exists()
    unsettled = browser.post(IMPORT, sent | {"settled": "1", "ligne": ["1", "2"], "composante-1": "5"})
    assert unsettled.status_code == 422
    assert "Corrigez les lignes, ou décochez-les." in words(unsettled)
    sent |= {"settled": "1", "ligne": ["1", "2"], "composante-1": "5", "composante-2": "5"}
    assert "2 membres repris de la liste." in words(browser.post(IMPORT, sent, follow=True))
    held = CcaMember.objects.filter(component__number=5).values_list("full_name", "rank", "organisation")
    assert set(held) == {("Camille Craie", 1, "Ludothèque"), ("Sacha Luge", 1, "Ludothèque"), ("Jo Domino", 2, "")}
    assert "0 membres repris" not in words(browser.post(IMPORT, sent, follow=True))
    assert CcaMember.objects.filter(component__number=5).count() == 3


def test_a_line_too_many_is_said_and_nothing_is_written(browser, cca):
    sent = {"mandate_from": "2026-11-01", "text": "5;Camille Craie;;;Sacha Luge", "settled": "1", "ligne": "1"}
    answer = browser.post(IMPORT, sent)
    assert answer.status_code == 422
    assert "Composante 5 : il n’y a plus de siège libre pour Camille Craie." in words(answer)
    assert "Camille Craie" in answer.content.decode()


def test_nothing_ticked_or_nothing_given(browser, cca):
    nothing = browser.post(IMPORT, {"mandate_from": "2026-11-01"})
    assert "Collez une liste, ou choisissez un classeur." in words(nothing)
    unticked = browser.post(IMPORT, {"mandate_from": "2026-11-01", "text": "5;Camille Craie", "settled": "1"})
    assert "Cochez au moins une ligne." in words(unticked)


def workbook(*rows):
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return SimpleUploadedFile("membres.xlsx", stream.getvalue())


@pytest.mark.django_db(transaction=True)
def test_a_workbook_is_checked_read_and_not_kept(browser, cca):
    sent = {"mandate_from": "2026-11-01", "file": workbook(HEAD.split("\t"), [4, "Camille Craie", "", "Asbl", "Jo"])}
    answer = browser.post(IMPORT, sent)
    assert answer.status_code == 200
    assert "Camille Craie" in words(answer)
    assert not ReceivedFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_no_list_is_refused_with_its_reason(browser, cca):
    for upload, said in (
        (SimpleUploadedFile("membres.xlsx", b"%PDF-1.7"), "document PDF"),
        (workbook(), "La première feuille de ce classeur est vide."),
    ):
        answer = browser.post(IMPORT, {"mandate_from": "2026-11-01", "file": upload})
        assert answer.status_code == 422
        assert said in words(answer)
    assert not ReceivedFile.objects.exists()


def test_a_renewal_page_keeps_what_was_typed_and_installs(browser, cca):
    address = reverse("commissions:cca_renew")
    assert browser.get(address).status_code == 403
    change(cca, last_election_on="2026-10-11")
    assert "Désignés à nouveau" in words(browser.get(address))
    sent = {"day": "2026-11-20", "seats_each": "3", "kept": str(member(cca, 1, 1).pk), "text": "9;Camille Craie"}
    wrong = browser.post(address, sent)
    assert wrong.status_code == 422
    assert "Ligne 1 : Choisissez la composante" in words(wrong)
    assert "9;Camille Craie" in wrong.content.decode()
    done = browser.post(address, sent | {"text": "2;Camille Craie;;;Sacha Luge"}, follow=True)
    page = words(done)
    assert "La nouvelle CCA est installée." in page
    assert "2 membres effectifs, 2 suppléants" in page
    assert name_of(1, 1) in page
    assert substitute_of(1, 1) in page
    past = words(browser.get("/cca/", {"jour": "2026-11-19"}))
    assert "15 membres effectifs" in past
