"""The pages about Préau, the tabs, the pages of refusals and faults."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse

from preau.config import urls
from preau.foundation.accounts.access import PUBLIC, Forbidden, who_may
from preau.law.texts import texts
from tests.factories import MandateFactory, sign_in

pytestmark = pytest.mark.django_db

RECEIVED = ["Dossiers", "Déclarations", "Territoire", "CCA des communes", "Réunions des CCA", "Plans reçus"]
READ_BY_ALL = ["Trouver un accueil", "Plans des communes", "La loi"]
ABOUT = ["portal:accessibility", "portal:privacy", "portal:legal_texts"]


def refuse(exception):
    @who_may(PUBLIC)
    def view(request):
        raise exception

    return view


class Urlconf:
    """The addresses of Préau and a few that fail."""

    urlpatterns = [
        path("essai/400/", refuse(BadRequest("private words"))),
        path("essai/403/", refuse(Forbidden("Le plan de votre commune est approuvé."))),
        path("essai/403-muet/", refuse(PermissionDenied)),
        path("essai/500/", refuse(RuntimeError("private words"))),
        *urls.urlpatterns,
    ]
    handler400, handler403, handler404, handler500 = (
        urls.handler400,
        urls.handler403,
        urls.handler404,
        urls.handler500,
    )


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize("name", ABOUT)
def test_the_pages_about_preau_are_for_everybody(client, name, signed_in):
    if signed_in:
        sign_in(client, MandateFactory().person)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_the_footer_leads_to_them(client):
    page = client.get("/").content.decode()
    assert all(reverse(name) in page for name in ABOUT)


def test_the_legal_texts_are_those_of_the_law(client):
    page = client.get(reverse("portal:legal_texts")).content.decode()
    for text in texts():
        assert f'id="t-{text.id}"' in page
        assert text.address is None or text.address in page


def test_robots_read_the_public_pages_only(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /travail/" in response.content.decode()
    assert "Disallow: /plans" not in response.content.decode()


@pytest.mark.parametrize(
    ("trait", "labels"),
    [
        ("visitor", READ_BY_ALL),
        ("", ["Mon équipe", "Dossiers", "Opérateurs", "Territoire", "Plan d’action", "CCA", *READ_BY_ALL]),
        ("member", ["Dossiers", "Plan d’action", "CCA", *READ_BY_ALL]),
        ("secretary", ["Dossiers", "CCA", *READ_BY_ALL]),
        (
            "manager",
            [
                *("Mon équipe", "Dossiers", "Opérateurs", "Territoire", "Plan d’action", "CCA"),
                *(*READ_BY_ALL, "Personnes et accès"),
            ],
        ),
        ("signatory", ["Mon organisme", "Mon équipe", "Formations", "Dossiers", *READ_BY_ALL]),
        ("care_worker", ["Mon organisme", "Mon dossier", "Mes formations", *READ_BY_ALL]),
        ("commission_member", [*RECEIVED, *READ_BY_ALL]),
        (
            "approval_officer",
            ["Formations à valider", *RECEIVED[:2], "Qualifications", *RECEIVED[2:], *READ_BY_ALL],
        ),
        ("training_officer", ["Formations à valider", "Déclarations", "Territoire", *READ_BY_ALL]),
        ("observer", READ_BY_ALL),
        ("ministry", READ_BY_ALL),
    ],
)
def test_each_sees_her_tabs(client, trait, labels):
    if trait != "visitor":
        sign_in(client, MandateFactory(**({trait: True} if trait else {})).person)
    tabs = client.get("/").context["navigation"]
    tabs = tabs() if callable(tabs) else tabs
    assert [tab.label for tab in tabs] == ["Accueil", *labels]
    assert [tab.current for tab in tabs] == [True] + [False] * len(labels)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/essai/400/", 400, "Nous n’avons pas compris"),
        ("/essai/403/", 403, "Le plan de votre commune est approuvé."),
        ("/essai/403-muet/", 403, "Cette page ne vous est pas ouverte."),
        ("/nulle-part/", 404, "Cette page n’existe pas"),
        ("/essai/500/", 500, "Préau est en panne un instant"),
    ],
)
@pytest.mark.parametrize("signed_in", [False, True])
def test_a_refusal_gives_its_reason_and_a_way_out(caplog, address, status, words, signed_in):
    client = Client(raise_request_exception=False)
    if signed_in:
        sign_in(client, MandateFactory().person)
    with override_settings(ROOT_URLCONF=Urlconf):
        response = client.get(address)
    assert response.status_code == status
    page = response.content.decode()
    assert words in page
    assert "private words" not in page
    assert 'href="/"' in page


def test_the_page_of_a_fault_asks_nothing_of_the_database(counted_queries):
    from preau.portal.errors import server_error

    with counted_queries() as counted:
        assert server_error(RequestFactory().get("/")).status_code == 500
    assert len(counted) == 0


def test_a_form_without_proof_says_how_to_send_it_again():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("account_login"), {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert "Ce formulaire n’est plus valable" in response.content.decode()
