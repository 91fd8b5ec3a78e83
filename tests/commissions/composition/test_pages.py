"""The pages of the CCA: what they say, to whom, at what cost; what is typed is never lost."""

import io
import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from preau.commissions.models import Cca, CcaMember
from preau.foundation.accounts.roles import Role
from tests.commissions.composition.made import change, make_cca, member, name_of, substitute, substitute_of
from tests.factories import MandateFactory, sign_in

PAGE = "/cca/"


def browser_of(actor, strong=True):
    return sign_in(Client(), actor.person, strong, actor.mandate)


def words(answer):
    """Return the text of a page, on one line, with plain spaces."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("&#x27;", "'").split())


@pytest.fixture
def browser(coordinator):
    return browser_of(coordinator)


def test_a_zone_without_cca_offers_to_begin_it(browser, zone):
    assert "Commencer la CCA" in words(browser.get(PAGE))
    answer = browser.post(reverse("commissions:cca_start"), {"seats_each": "4"}, follow=True)
    assert "20 points à corriger" not in words(answer)
    assert "désignez 4 membres, ou notez pourquoi elle est absente" in words(answer)
    assert Cca.objects.get(zone=zone).seats_each == 4


def test_a_size_that_is_none_is_refused(browser, zone):
    answer = browser.post(reverse("commissions:cca_start"), {"seats_each": "7"})
    assert answer.status_code == 422
    assert "Choisissez dans la liste" in words(answer)


def test_a_lawful_cca_says_so(browser, cca):
    page = words(browser.get(PAGE))
    assert "La composition est conforme aujourd’hui" in page
    assert "15 membres effectifs, 15 suppléants" in page
    assert "15 mandats depuis le 3 février 2025, six ans." in page
    assert "Les membres ont été désignés après les élections du 13 octobre 2024." in page


def test_before_its_first_meeting_the_page_says_to_inform_the_commission(browser, cca):
    Cca.objects.update(first_meeting_on=None, commission_informed_on=None)
    page = words(browser.get(PAGE))
    assert "La commune l’informe avant de convoquer. Notez le jour de la première réunion" in page
    assert "décret du 3 juillet 2003, art. 6, § 4, al. 3" in page
    Cca.objects.update(commission_informed_on=date(2025, 1, 10))
    assert "Informée le 10 janvier 2025. Notez le jour de la première réunion" in words(browser.get(PAGE))


def test_each_fault_leads_to_the_field_that_mends_it(browser, cca):
    substitute(cca, 2, 1).delete()
    change(member(cca, 4, 2), anchored="no")
    change(cca, networks=None)
    answer = browser.get(PAGE)
    page, html = words(answer), answer.content.decode()
    assert "La composition n’est pas conforme : 2 points à corriger" in page
    assert f"Composante 2 : désignez un suppléant pour {name_of(2, 1)}." in page
    assert "décret du 3 juillet 2003, art. 6, § 2" in page
    assert "/cca/composantes/2/sieges/1/#id_s-full_name" in html
    assert "/cca/composantes/4/sieges/2/#id_anchored" in html
    assert "/cca/ensemble/#id_networks_0" in html
    for address in re.findall(r'href="(/cca/[^"]+#id_[^"]+)"', html):
        path, _, anchor = address.partition("#")
        assert f'id="{anchor}"' in browser.get(path).content.decode(), address


def test_what_nobody_knows_is_not_lawful(browser, cca):
    change(cca, networks=None)
    page = words(browser.get(PAGE))
    assert "On ne peut pas dire que la composition est conforme : 1 point à vérifier" in page
    assert "conforme aujourd’hui" not in page


def test_a_departure_is_said_with_what_is_to_be_done(browser, cca):
    form = browser.get(reverse("commissions:cca_leave", args=[member(cca, 4, 1).pk]))
    assert f"{substitute_of(4, 1)} achève le mandat (décret, art. 6, § 2)" in words(form)
    sent = {"day": "2026-11-10", "reason": "Démission"}
    page = words(browser.post(reverse("commissions:cca_leave", args=[member(cca, 4, 1).pk]), sent, follow=True))
    assert f"Achève le mandat de {name_of(4, 1)}, qui a quitté la CCA le 10 novembre 2026." in page
    assert "Un nouveau suppléant est à désigner, de la même manière." in page


def test_a_past_day_shows_who_sat_then(browser, cca):
    change(member(cca, 4, 1), left_on=date(2026, 10, 1))
    past = words(browser.get(PAGE, {"jour": "2026-09-30"}))
    assert "La CCA au 30 septembre 2026" in past
    assert name_of(4, 1) in past
    assert "Achève le mandat" not in past
    assert "0 membre effectif" in words(browser.get(PAGE, {"jour": "2024-01-01"}))


@pytest.mark.parametrize("day", ["2026-11-22", "hier"])
def test_a_day_that_is_not_past_is_refused_with_the_page(browser, cca, day):
    answer = browser.get(PAGE, {"jour": day})
    assert answer.status_code == 422
    assert "Les cinq composantes" in words(answer)


def test_only_who_writes_to_the_members_reads_their_addresses(browser, reader, cca, now):
    change(member(cca, 2, 1), email=reader.person.email)
    assert "membre4-1@exemple.test" in words(browser.get(PAGE))
    hers = words(browser_of(reader).get(PAGE))
    assert "@exemple.test" in hers
    assert re.findall(r"\S+@exemple\.test", hers) == [reader.person.email]
    officer = MandateFactory(approval_officer=True)
    client = sign_in(Client(), officer.person, False, officer)
    page = words(client.get(reverse("commissions:cca_of", args=[cca.zone.slug])))
    assert name_of(4, 1) in page
    assert "@exemple.test" not in page
    assert "Gérer" not in page


@pytest.mark.parametrize(("role", "addresses"), [(Role.ATL_COORDINATOR, True), (Role.CCA_MEMBER, False)])
def test_the_list_has_addresses_for_who_writes_to_the_members(coordinator, cca, role, addresses):
    mandate = MandateFactory(organisation=coordinator.mandate.organisation, role=role)
    client = sign_in(Client(), mandate.person, False, mandate)
    answer = client.get(reverse("commissions:cca_file", args=[cca.zone.slug, "xlsx"]))
    rows = list(load_workbook(io.BytesIO(answer.content))["CCA"].iter_rows(values_only=True))
    assert len(rows) == 16
    assert (rows[1][2], rows[1][5]) == (name_of(1, 1), substitute_of(1, 1))
    assert ("Adresse du membre" in rows[0]) is addresses


def test_the_file_for_one_names_members_and_reasons_without_address(browser, cca):
    change(cca.components.get(number=4), comment="Trois opérateurs invités par lettre ; aucun refus.")
    answer = browser.get(reverse("commissions:cca_file", args=[cca.zone.slug, "pdf"]))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    text = " ".join(text.replace("\xa0", " ").split())
    assert name_of(5, 3) in text
    assert substitute_of(5, 3) in text
    assert "Trois opérateurs invités par lettre" in text
    assert "Organisation 4-2" in text
    assert "@" not in text


def test_there_is_no_other_file(browser, cca):
    assert browser.get(f"/cca/{cca.zone.slug}/cca.docx").status_code == 404


def test_what_was_typed_stays_when_something_is_to_be_corrected(browser, cca):
    address = reverse("commissions:cca_seat", args=[4, 1])
    sent = {"full_name": "Camille Cerceau", "mandate_from": "2031-01-01", "s-full_name": "camille cerceau"}
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="Camille Cerceau"' in html
    assert 'value="camille cerceau"' in html
    assert "Donnez une date passée" in words(answer)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"s-full_name": "Membre 4-1"}, "Le suppléant est une autre personne que le membre effectif."),
        ({"s-full_name": ""}, "notez son départ sur la page de la CCA"),
        ({"full_name": ""}, "Donnez le prénom et le nom du membre"),
        ({"mandate_from": "2003-01-01"}, "Donnez une date à partir du 1er janvier 2004."),
        ({"email": "pas une adresse"}, "Donnez une adresse électronique, comme nom@commune.be"),
        ({"anchored": "peut-être"}, "Choisissez dans la liste."),
    ],
)
def test_what_a_seat_refuses(browser, cca, sent, said):
    good = {"full_name": name_of(4, 1), "mandate_from": "2025-02-03", "s-full_name": substitute_of(4, 1)}
    answer = browser.post(reverse("commissions:cca_seat", args=[4, 1]), good | sent)
    assert answer.status_code == 422
    assert said in words(answer)
    assert member(cca, 4, 1).email == "membre4-1@exemple.test"


def fields_of(answer):
    """Return what the form of a page would send as it stands."""
    html = answer.content.decode()
    form = html[html.index("<form", html.index("<main")) :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        held = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if held.get("name") and (held.get("type") != "checkbox" or " checked" in tag):
            found.setdefault(held["name"], held.get("value", "on" if held.get("type") == "checkbox" else ""))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_the_second_browser_reads_both_texts_and_chooses(browser, cca):
    address = reverse("commissions:cca_seat", args=[4, 1])
    read = fields_of(browser.get(address))
    browser.post(address, read | {"organisation": "Première maison"})
    second = browser.post(address, read | {"organisation": "Seconde maison"})
    assert second.status_code == 409
    page = words(second)
    assert "Première maison" in page
    assert "Seconde maison" in page
    assert "Rien n’est perdu" in page
    browser.post(address, fields_of(second))
    assert member(cca, 4, 1).organisation == "Seconde maison"


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_seat_saved_as_it_stands_changes_nothing(browser, cca, number):
    address = reverse("commissions:cca_seat", args=[number, 1])
    before = CcaMember.objects.filter(component__cca=cca).values()
    held = list(before)
    assert browser.post(address, fields_of(browser.get(address))).status_code == 302
    assert list(before.all()) == held


def test_two_seats_of_a_joint_cca_say_their_commune(coordinator, zone, browser):
    cca = make_cca(4, communes=2)
    Cca.objects.filter(pk=cca.pk).update(zone=cca.zone)
    mandate = MandateFactory(organisation__zone=cca.zone)
    client = sign_in(Client(), mandate.person, True, mandate)
    assert "CCA conjointe de 2 communes" in words(client.get(PAGE))
    assert "Commune représentée" in words(client.get(reverse("commissions:cca_seat", args=[2, 1])))
    assert "La composition est conforme" in words(client.get(PAGE))


@pytest.mark.parametrize("size", [3, 9])
def test_the_page_costs_the_same_for_15_and_45_members(db, now, size, counted_queries):
    cca = make_cca(size, communes=2)
    mandate = MandateFactory(organisation__zone=cca.zone, manager=True)
    client = sign_in(Client(), mandate.person, True, mandate)
    client.get(PAGE)
    with counted_queries() as counted:
        assert client.get(PAGE).status_code == 200
    assert len(counted) == 10, counted.sql


def test_the_whole_is_saved_and_read_back(browser, cca):
    address = reverse("commissions:cca_whole")
    sent = {**fields_of(browser.get(address)), "networks": ["official"], "parents_networks": ["none"], "quorum": "8"}
    assert browser.post(address, sent).status_code == 302
    held = Cca.objects.get(pk=cca.pk)
    assert (held.networks, held.parents_networks, held.quorum) == (["official"], [], 8)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"parents_networks": ["none", "official"]}, "Cochez les réseaux, ou « Aucun », pas les deux."),
        ({"last_election_on": "2030-10-13"}, "Donnez une date passée."),
        ({"first_meeting_on": "1999-01-01"}, "Donnez une date à partir du 1er janvier 2004."),
        ({"quorum": "beaucoup"}, "Donnez un nombre entier, comme 8"),
    ],
)
def test_what_the_whole_refuses(browser, cca, sent, said):
    address = reverse("commissions:cca_whole")
    answer = browser.post(address, fields_of(browser.get(address)) | sent)
    assert answer.status_code == 422
    assert said in words(answer)


def test_a_member_who_is_not_written_to_can_not_be_invited(browser, cca):
    change(member(cca, 4, 1), email="")
    answer = browser.post(reverse("commissions:cca_invite", args=[member(cca, 4, 1).pk]), follow=True)
    assert f"Donnez d’abord l’adresse de {name_of(4, 1)}." in words(answer)


def test_the_invitation_is_said_beside_the_member(browser, cca):
    answer = browser.post(reverse("commissions:cca_invite", args=[member(cca, 4, 1).pk]), follow=True)
    assert "Invitation envoyée à membre4-1@exemple.test." in words(answer)
    assert words(answer).count("Invitation envoyée") == 2


@pytest.mark.parametrize("count", [1, 12])
def test_one_reads_the_list_of_all_cca_at_the_same_cost(db, now, count, counted_queries):
    for _ in range(count):
        make_cca()
    officer = MandateFactory(approval_officer=True)
    client = sign_in(Client(), officer.person, False, officer)
    with counted_queries() as counted:
        page = words(client.get(reverse("commissions:cca_everywhere")))
    assert len(counted) == 4, counted.sql
    assert f"{count} CCA." in page
    assert "5 × 3 15 3 février 2025" in page


def test_who_finishes_a_mandate_awaits_a_substitute(browser, cca):
    change(member(cca, 4, 1), left_on=date(2026, 10, 1))
    page = words(browser.get(PAGE))
    assert "La composition est conforme aujourd’hui" in page
    assert f"Désigner le suppléant de {substitute_of(4, 1)}, de la même manière" in page
