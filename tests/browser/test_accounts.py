"""Accounts in a real browser: a second factor without JavaScript, a passkey of the browser itself, every page."""

import pytest
from playwright.sync_api import expect

from preau.foundation.accounts.demonstration import INVITATION_TOKEN, PASSWORD
from tests.browser.accessibility import check
from tests.browser.people import give_demonstration_code, sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
OUTSIDE = [
    "/compte/mot-de-passe/oublie/",
    "/compte/mot-de-passe/oublie/envoye/",
    "/compte/mot-de-passe/oublie/1-faux/",
    "/compte/ferme/",
    "/compte/connexion/abandon/",
    f"/compte/invitation/{INVITATION_TOKEN}/",
    "/compte/invitation/nimporte-quoi/",
]
INSIDE = [
    "/compte/",
    "/compte/mandats/",
    "/compte/mot-de-passe/changer/",
    "/compte/second-facteur/gerer/",
    "/compte/second-facteur/?next=/plans/",
    "/compte/second-facteur/application/",
    "/compte/second-facteur/cles/",
    "/compte/second-facteur/cles/ajouter/",
    "/compte/deconnexion/",
]


@EVERYWHERE
def test_a_visitor_s_pages_of_accounts(page, device):
    for address in OUTSIDE:
        page.goto(address)
        check(page)
    page.goto("/compte/connexion/")
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_text("Il y a deux choses à corriger")).to_be_visible()
    check(page)


@EVERYWHERE
def test_a_person_s_pages_of_accounts(page, commune, device):
    sign_in(page, commune.email)
    for address in INSIDE:
        assert page.goto(address).status == 200, address
        check(page)


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_an_act_that_needs_a_second_factor_comes_back_to_its_page(page, commune, javascript):
    sign_in(page, commune.email)
    page.goto("/compte/mandats/")
    page.get_by_role("link", name="Déléguer").first.click()
    page.get_by_role("link", name="Ajouter une application de codes").click()
    give_demonstration_code(page)
    page.get_by_role("button", name="Ajouter l’application").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    expect(page.locator("code")).to_have_count(10)
    if javascript:
        check(page, "Codes de secours")
        with page.expect_download() as download:
            page.get_by_role("link", name="Télécharger les codes").click()
        assert download.value.suggested_filename == "codes-de-secours-preau.txt"
    page.get_by_role("link", name="J’ai gardé mes codes, continuer").click()
    expect(page.get_by_role("heading", name="Déléguer un mandat")).to_be_visible()
    if javascript:
        check(page)


def test_a_passkey_is_added_confirms_and_signs_in_alone(page, commune, site):
    """At « localhost »: browsers give no passkey to an address in figures."""
    here = site.address.replace("127.0.0.1", "localhost")
    sign_out = page.get_by_role("button", name="Se déconnecter", exact=True)
    use_key = page.get_by_role("button", name="Utiliser une clé d’accès")
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    verified = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **verified}})
    page.goto(f"{here}/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(commune.email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(sign_out).to_be_visible()
    page.goto(f"{here}/compte/second-facteur/cles/ajouter/")
    page.get_by_label("Nom de la clé").fill("Téléphone")
    page.get_by_role("button", name="Ajouter cette clé").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    sign_out.click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    page.goto(f"{here}/compte/connexion/")
    use_key.click()
    expect(sign_out).to_be_visible()
    page.goto(f"{here}/compte/second-facteur/?next=/compte/mandats/")
    expect(page).to_have_url(f"{here}/compte/mandats/")


def test_an_address_in_figures_says_why_there_is_no_passkey(page, commune):
    sign_in(page, commune.email)
    page.goto("/compte/second-facteur/cles/ajouter/")
    expect(page.get_by_text("pas une adresse en chiffres")).to_be_visible()
    expect(page.get_by_role("button", name="Ajouter cette clé")).to_be_hidden()
