"""Who signs in during a browser test: the coordination of a commune of its own, from the demonstration."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import PASSWORD
from preau.foundation.territory.demonstration import MONS

PREFIX = "coordination."
_ENTERED: dict[tuple[str, str], list] = {}  # the session of who gave a code, by site and address


@dataclass(frozen=True)
class Coordination:
    """The coordination of a commune: its name in addresses, and whom it signs in as."""

    slug: str
    email: str


def coordinations(data: Path) -> Iterator[Coordination]:
    """Yield the coordinations of a prepared place that act today, each once; Mons, which all know, is left out."""
    query = """SELECT DISTINCT person.email FROM accounts_person AS person
        JOIN accounts_mandate AS mandate ON mandate.person_id = person.id AND mandate.valid_to IS NULL
        WHERE person.email LIKE ? ORDER BY person.email"""
    database = sqlite3.connect(data / "preau.sqlite3")
    emails = [row[0] for row in database.execute(query, (f"{PREFIX}%",))]
    database.close()
    for email in emails:
        slug = email.removeprefix(PREFIX).split("@")[0]
        if slug != MONS:
            yield Coordination(slug, email)


def sign_in(page: Page, email: str) -> Page:
    """Sign in with the password of the demonstration, and the code of who has a second factor; end on what follows.

    A code opens once: who gave it on this site before comes back with the same session.
    """
    page.goto("/compte/connexion/")
    known = (urlsplit(page.url).netloc, email)
    if known in _ENTERED:
        page.context.add_cookies(_ENTERED[known])
        page.goto("/")
        return page
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: not address.partition("?")[0].endswith("/compte/connexion/"))
    if "/compte/connexion/" in page.url:
        give_demonstration_code(page)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.wait_for_url(lambda address: "/compte/connexion" not in address)
        _ENTERED[known] = page.context.cookies()
    return page


def give_demonstration_code(page: Page) -> None:
    """Fill in the code that the demonstration shows in the place of a telephone."""
    shown = page.get_by_text("Démonstration : votre code est").inner_text()
    page.get_by_label("Code").fill("".join(re.findall(r"\d", shown)))


def add_second_factor(page: Page) -> None:
    """Where a second factor is asked for the first time: set up an application of codes, go on to what asked."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Choisir un second facteur")
    page.get_by_role("link", name="Ajouter une application de codes").click()
    give_demonstration_code(page)
    page.get_by_role("button", name="Ajouter l’application").click()
    page.get_by_role("link", name="J’ai gardé mes codes, continuer").click()
