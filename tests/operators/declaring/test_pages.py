"""The pages of a declaration: what each reader finds there, what each may do, and in how many queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import remark
from preau.foundation.ui.numbers import account_words
from preau.operators.declaring import acts
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.declaring.versions import draft_of, last_revision
from preau.operators.models import DeclarationRevision, PublishedPlace
from tests.factories import MandateFactory, ZoneFactory, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(at):
    at("2026-11-21")


def browser(mandate, strong=True):
    return sign_in(Client(), mandate.person, strong=strong, mandate=mandate)


def own(operator, role=Role.OPERATOR_SIGNATORY, strong=True):
    return browser(made.mandate(operator, role), strong)


def coordination(zone):
    return browser(made.coordinator(zone).mandate)


def declare_page(declaration):
    return reverse("operators:declare", args=[declaration.operator_id, declaration.zone.slug])


def reading_page(declaration, query=""):
    return reverse("operators:declaration", args=[declaration.pk]) + query


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def form(declaration, act, **sent):
    step = case_of_declaration(declaration).step
    return {"act": act, "step": step, "seen": draft_of(declaration).mark, "effective_on": "2026-11-21", **sent}


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def operator(zone):
    return made.operator(zone)


def test_the_signatory_reads_again_declares_and_a_second_click_says_it_is_done(zone, operator):
    declaration = made.ready(operator, zone)
    client = own(operator)
    page = text_of(client.get(declare_page(declaration)))
    assert "Déclarer l’offre" in page
    assert "0,50 € par demi-heure commencée" in page
    assert account_words(made.IBAN) in page
    sent = form(declaration, "submit")
    answer = client.post(declare_page(declaration), sent, follow=True)
    assert "Votre offre est déclarée, elle vaut à partir du 21 novembre 2026" in text_of(answer)
    again = client.post(declare_page(declaration), sent, follow=True)
    assert "C’était déjà fait" in text_of(again)
    assert DeclarationRevision.objects.count() == 1


def test_without_second_factor_the_page_leads_to_it_before_the_form(zone, operator):
    declaration = made.ready(operator, zone)
    client = own(operator, strong=False)
    page = text_of(client.get(declare_page(declaration)))
    assert "?signer=1" in page
    assert 'name="effective_on"' not in page
    assert client.get(declare_page(declaration) + "?signer=1").status_code == 302
    assert client.post(declare_page(declaration), form(declaration, "submit")).status_code == 302
    assert not DeclarationRevision.objects.exists()


def test_what_is_missing_is_listed_with_where_to_complete_it_and_nothing_can_be_declared(zone, operator):
    place = made.place(operator)
    declaration = operator.declarations.get()
    client = own(operator)
    page = text_of(client.get(declare_page(declaration)))
    assert "À compléter avant de déclarer" in page
    assert "Donnez au moins une période d’accueil avec son horaire." in page
    assert reverse("operators:offer", args=[place.pk]) in page
    assert 'value="submit"' not in page
    answer = client.post(declare_page(declaration), form(declaration, "submit"))
    assert (answer.status_code, DeclarationRevision.objects.count()) == (422, 0)


def test_the_secretary_says_it_is_ready_and_the_page_says_who_asked(zone, operator):
    declaration = made.ready(operator, zone)
    client = own(operator, Role.OPERATOR_SECRETARY)
    assert 'value="ready"' in text_of(client.get(declare_page(declaration)))
    answer = client.post(declare_page(declaration), {"act": "ready"}, follow=True)
    assert "La signature est demandée depuis le 21 novembre 2026" in text_of(answer)
    assert client.post(declare_page(declaration), form(declaration, "submit")).status_code == 403


def test_a_description_changed_since_it_was_read_is_read_again_with_what_was_typed(zone, operator):
    declaration = made.ready(operator, zone)
    sent = form(declaration, "submit", effective_on="2026-12-01")
    operator.places.update(capacity=12)
    answer = own(operator).post(declare_page(declaration), sent)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "relisez-la, puis déclarez" in page
    assert 'value="2026-12-01"' in page
    assert draft_of(declaration).mark in page


@pytest.mark.parametrize("day", ["2020-01-01", "2028-11-21", "", "hier"])
def test_a_day_that_cannot_be_is_said_beside_the_field(zone, operator, day):
    declaration = made.ready(operator, zone)
    answer = own(operator).post(declare_page(declaration), form(declaration, "submit", effective_on=day))
    assert (answer.status_code, DeclarationRevision.objects.count()) == (422, 0)
    assert 'class="errors"' in text_of(answer)


def test_what_changed_says_which_change_belongs_to_the_programme(zone):
    operator = made.operator(zone, in_cle=True)
    made.held(operator)
    operator.projects.create(number=1, text="Notre projet.", created_at=made.NOW)
    declaration = made.declared(operator, zone)
    client = own(operator)
    assert "Rien n’a changé depuis la dernière déclaration" in text_of(client.get(declare_page(declaration)))
    operator.places.update(capacity=48)
    page = text_of(client.get(declare_page(declaration)))
    assert "Ce changement modifie le programme CLE" in page
    assert "40 places" in page
    assert "48 places" in page
    acts.submit(made.actor(operator), declaration, case_of_declaration(declaration).step, made.TODAY)
    reader = coordination(zone)
    assert "Ce changement modifie le programme CLE" in text_of(reader.get(reading_page(declaration)))
    assert "offre et activités" in text_of(reader.get(reverse("operators:declarations")))


def test_where_taking_part_is_not_known_the_programme_is_only_supposed(zone):
    operator = made.operator(zone, in_cle=None)
    declaration = made.declared(operator, zone)
    operator.places.update(capacity=48)
    page = text_of(own(operator).get(declare_page(declaration)))
    assert "Si l’opérateur participe au programme CLE, ce changement le modifie" in page
    assert "Ce changement modifie le programme CLE" not in page


def test_an_operator_out_of_the_programme_is_told_nothing_of_it(zone, operator):
    declaration = made.declared(operator, zone)
    operator.places.update(capacity=48)
    assert "modifie le programme" not in text_of(own(operator).get(declare_page(declaration)))
    acts.submit(made.actor(operator), declaration, case_of_declaration(declaration).step, made.TODAY)
    listed = text_of(coordination(zone).get(reverse("operators:declarations")))
    assert "Rien du programme CLE" in listed
    assert "offre et activités" not in listed


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.APPROVAL_OFFICER, True),
        (Role.SUBSIDY_OFFICER, True),
        (Role.TRAINING_OFFICER, False),
        (Role.COMMISSION_MEMBER, False),
    ],
)
def test_the_account_is_read_by_those_of_one_who_approve_and_pay(zone, operator, role, sees):
    declaration = made.declared(operator, zone)
    trait = {"organisation__commission": True} if role == Role.COMMISSION_MEMBER else {"organisation__one": True}
    page = text_of(browser(MandateFactory(role=role, **trait)).get(reading_page(declaration)))
    assert (account_words(made.IBAN) in page) is sees


def test_the_coordination_never_reads_the_account(zone, operator):
    declaration = made.declared(operator, zone)
    operator.body.iban = "BE71096123456769"
    operator.body.save()
    acts.submit(made.actor(operator), made.ready(operator, zone), case_of_declaration(declaration).step, made.TODAY)
    client = coordination(zone)
    for address in (
        reading_page(declaration),
        reading_page(declaration, "?version=1"),
        reverse("operators:declaration_versions", args=[declaration.pk]),
        reverse("operators:declarations"),
        reverse("casework:case", args=[case_of_declaration(declaration).pk]),
        reverse("casework:history", args=[case_of_declaration(declaration).pk]),
    ):
        page = text_of(client.get(address))
        assert made.IBAN not in page
        assert account_words(made.IBAN) not in page
        assert "BE71096123456769" not in page


def test_a_draft_is_read_by_nobody_else(zone, operator):
    declaration = made.declared(operator, zone)
    operator.places.update(name="Le grenier secret")
    officer = browser(MandateFactory(approval_officer=True))
    for client in (coordination(zone), officer):
        for address in (
            reading_page(declaration),
            reverse("casework:case", args=[case_of_declaration(declaration).pk]),
        ):
            assert "grenier secret" not in text_of(client.get(address))
    assert coordination(zone).get(declare_page(declaration)).status_code == 403


def test_a_remark_stands_above_its_part_and_the_correction_goes_round(zone, operator):
    declaration = made.declared(operator, zone)
    place, reader = operator.places.get(), coordination(zone)
    page = text_of(reader.get(reading_page(declaration)))
    assert f"remarque-sur-place{place.pk}fees" in page
    answer = reader.post(reading_page(declaration), form(declaration, "ask_correction", reason="Voyez."))
    assert answer.status_code == 422
    assert "Faites d’abord une remarque" in text_of(answer)
    case = case_of_declaration(declaration)
    remark(made.coordinator(zone), case.pk, f"place:{place.pk}:fees", "Le tarif du mercredi ?")
    reader.post(reading_page(declaration), form(declaration, "ask_correction", reason="Voyez la remarque."))
    client = own(operator)
    page = text_of(client.get(declare_page(declaration)))
    assert "Des remarques vous attendent" in page
    assert "Le tarif du mercredi ?" in page
    assert "Traitée" in page
    operator.places.update(capacity=48)
    client.post(declare_page(declaration), form(declaration, "submit"))
    answer = reader.post(reading_page(declaration), form(declaration, "read"), follow=True)
    assert "C’est noté : la déclaration est lue" in text_of(answer)
    assert case_of_declaration(declaration).state_id == "read"


def test_the_offer_of_a_day_is_the_text_in_force_that_day(zone, operator):
    declaration = made.declared(operator, zone)
    operator.places.update(capacity=48)
    later = made.TODAY + timedelta(days=30)
    acts.submit(made.actor(operator), declaration, case_of_declaration(declaration).step, later)
    client = coordination(zone)
    assert "40 places" in text_of(client.get(reading_page(declaration, "?jour=2026-12-01")))
    assert "48 places" in text_of(client.get(reading_page(declaration, "?jour=2027-01-01")))
    assert "Rien n’était déclaré ce jour-là" in text_of(client.get(reading_page(declaration, "?jour=2026-01-01")))
    assert "Ce texte est annoncé" in text_of(client.get(reading_page(declaration)))
    assert client.get(reading_page(declaration, "?version=9")).status_code == 404
    assert client.get(reading_page(declaration, "?jour=demain")).status_code == 200
    page = text_of(client.get(reverse("operators:declaration_versions", args=[declaration.pk])))
    assert "De la version 1 à la version 2" in page
    assert "48 places" in page


def test_the_coordination_notes_down_who_has_no_account(zone, operator):
    declaration = made.ready(operator, zone)
    client = coordination(zone)
    assert 'value="note_down"' in text_of(client.get(declare_page(declaration)))
    client.post(declare_page(declaration), form(declaration, "note_down"))
    assert PublishedPlace.objects.get().by_coordination
    assert "Notée par la commune" in text_of(client.get(reading_page(declaration)))
    assert last_revision(declaration).iban == ""


def test_the_end_is_declared_with_its_reason_and_what_was_offered_is_still_read(zone, operator):
    declaration = made.declared(operator, zone)
    client, address = own(operator), reverse("operators:declaration_end", args=[operator.pk, zone.slug])
    assert client.get(address).status_code == 200
    assert client.post(address, form(declaration, "", reason="")).status_code == 422
    answer = client.post(address, form(declaration, "", reason="Plus de locaux."), follow=True)
    assert "La fin de l’accueil est déclarée" in text_of(answer)
    assert "Voici ce qu’il offrait" in text_of(answer)
    assert not PublishedPlace.objects.exists()
    assert "Reprendre l’accueil" in text_of(client.get(declare_page(declaration)))


@pytest.mark.parametrize(
    ("in_cle", "said"),
    [(True, "L’opérateur participe au programme CLE"), (None, "Si l’opérateur participe"), (False, "")],
)
def test_the_end_says_what_it_does_to_the_programme(zone, in_cle, said):
    operator = made.operator(zone, in_cle=in_cle)
    made.held(operator)
    operator.projects.create(number=1, text="Notre projet.", created_at=made.NOW)
    made.declared(operator, zone)
    page = text_of(own(operator).get(reverse("operators:declaration_end", args=[operator.pk, zone.slug])))
    assert ("et art. 31" in page) is bool(said)
    assert said in page
    assert "art. 27/2" in page


def test_what_is_not_known_of_the_programme_is_asked_where_it_is_told(zone):
    operator = made.operator(zone, in_cle=None)
    page = text_of(own(operator).get(declare_page(made.ready(operator, zone))))
    assert "Dites si vous participez au programme CLE" in page
    assert reverse("operators:operator_edit", args=[operator.pk]) in page


def test_the_list_keeps_to_the_zone_filters_by_state_and_says_how_long_a_text_waits(zone, at):
    waiting = made.declared(made.operator(zone, name="Accueil qui attend"), zone, now=made.NOW - timedelta(days=9))
    read = made.declared(made.operator(zone, name="Accueil lu"), zone)
    elsewhere = ZoneFactory()
    made.declared(made.operator(elsewhere, name="Accueil d’ailleurs"), elsewhere)
    made.operator(zone, name="Accueil en préparation")
    acts.note_read(made.coordinator(zone), read, case_of_declaration(read).step)
    client, address = coordination(zone), reverse("operators:declarations")
    page = text_of(client.get(address))
    assert "depuis 9 jours" in page
    assert page.index("Accueil lu") < page.index("Accueil qui attend") < page.index("Accueil en préparation")
    assert "Accueil d’ailleurs" not in page
    assert "Accueil lu" not in text_of(client.get(address + "?etat=submitted"))
    national = browser(MandateFactory(commission_member=True))
    page = text_of(national.get(address))
    assert "Accueil d’ailleurs" in page
    assert "Accueil en préparation" not in page
    assert "Accueil d’ailleurs" not in text_of(national.get(f"{address}?zone={zone.slug}"))
    assert waiting.pk


def test_the_list_asks_the_same_queries_whatever_its_length(zone, counted_queries):
    client, address, counts = coordination(zone), reverse("operators:declarations"), []
    for number in (1, 6):
        for _ in range(number):
            made.declared(made.operator(zone), zone)
        client.get(address)
        with counted_queries() as counted:
            client.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1], counts


@pytest.mark.parametrize("page", ["declare", "read"])
def test_a_declaration_asks_the_same_queries_whatever_its_places(zone, counted_queries, page):
    few, many = made.operator(zone), made.operator(zone)
    for _ in range(8):
        made.full_place(many)
    counts = []
    for operator in (few, many):
        declaration = made.declared(operator, zone)
        client = own(operator) if page == "declare" else coordination(zone)
        address = declare_page(declaration) if page == "declare" else reading_page(declaration)
        client.get(address)
        with counted_queries() as counted:
            client.get(address)
        counts.append(len(counted))
    assert counts[0] == counts[1], counts
    assert counts[0] < 60
