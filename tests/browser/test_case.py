"""A case that no room owns, from its opening by the coordination to the signature by ONE, on the page of every case."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from tests.browser.accessibility import look
from tests.browser.people import add_second_factor, sign_in
from tests.browser.server import environment

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
OPEN = """
import django; django.setup()
from django.contrib.auth.hashers import make_password
from preau.foundation import clock
from preau.foundation.accounts.actors import system
from preau.foundation.accounts.demonstration import PASSWORD
from preau.foundation.accounts.models import Mandate, Organisation, Person
from preau.foundation.casework.api import open_case
from preau.foundation.territory.models import Zone
zone = Zone.objects.get(slug={slug!r})
title = "Convention de " + zone.name
one = Organisation.objects.filter(kind="one").earliest("pk")  # other tests write officers of their own
officer = Person.objects.create(email={officer!r}, full_name="Camille Marelle", password=make_password(PASSWORD))
Mandate.objects.create(person=officer, organisation=one, role="approval_officer", valid_from=clock.today())
actor = system(clock.now(), "un essai")
print(open_case(actor, "convention", "commit", zone, title, zone_id=zone.pk).pk)
"""


def opened(site, commune, officer: str) -> str:
    """Open a convention, which no page begins yet, and enter an officer of ONE."""
    env = environment(site.data) | {"DJANGO_SETTINGS_MODULE": "preau.config.settings"}
    command = [sys.executable, "-c", OPEN.format(slug=commune.slug, officer=officer)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return f"/dossiers/{done.stdout.split()[-1]}/"


def keep_paper(page: Page, what: str) -> None:
    page.get_by_role("link", name=f"Joignez {what}").click()
    page.get_by_label("Ou bien : où le papier signé est conservé").fill("Secrétariat, farde 12")
    page.get_by_role("button", name="Joindre au dossier").click()
    expect(page.get_by_role("link", name=f"Joignez {what}")).to_have_count(0)


def send(page: Page) -> None:
    page.get_by_role("link", name="Envoyer la proposition à l’ONE", exact=True).click()
    expect(page.get_by_role("button", name="Relire avant de confirmer")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Relire avant de confirmer").click()
    expect(page.get_by_role("heading", name="Il y a une chose à corriger")).to_be_visible()
    page.get_by_label("La proposition contient tous les éléments").check()
    page.get_by_role("button", name="Relire avant de confirmer").click()
    expect(page.get_by_role("button", name="Envoyer la proposition à l’ONE")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Envoyer la proposition à l’ONE").dblclick()
    expect(page.get_by_text("C’est à l’ONE")).to_be_visible()
    expect(page.get_by_role("heading", name="Pourquoi le")).to_be_visible()


@EVERYWHERE
def test_a_convention_from_the_commune_to_one(page, open_page, site, commune):
    email = f"convention.{commune.slug}@{DOMAIN}"
    address = opened(site, commune, email)
    sign_in(page, commune.email)
    page.goto("/dossiers/")
    look(page)
    page.get_by_role("link", name="Convention de").click()
    expect(page.get_by_text("C’est à vous")).to_be_visible()
    look(page)
    keep_paper(page, "la proposition de convention")
    keep_paper(page, "la définition de la fonction")
    send(page)
    officer = open_page()
    sign_in(officer, email)
    officer.goto(address)
    expect(officer.get_by_text("Proposition à examiner")).to_be_visible()
    look(officer)
    officer.get_by_label("Votre message").fill("Nous signons demain.")
    officer.get_by_role("button", name="Envoyer le message").click()
    officer.get_by_role("link", name="Marquer son accord et signer", exact=True).click()
    add_second_factor(officer)
    officer.get_by_label("Les signatures de la commune et de l’ONE").fill("Signée à Liège, par les deux.")
    officer.get_by_role("button", name="Relire avant de confirmer").click()
    officer.get_by_role("button", name="Marquer son accord et signer").click()
    expect(officer.get_by_text("Convention signée")).to_be_visible()

    page.reload()
    expect(page.get_by_text("Votre convention est signée")).to_be_visible()
    expect(page.get_by_text("1 message non lu")).to_be_visible()
    look(page)
    page.get_by_role("link", name="Tout l’historique").click()
    expect(page).to_have_url(re.compile("/historique/$"))
    look(page)
    expect(page.get_by_text("Envoyer la proposition à l’ONE")).to_have_count(1)
