"""Who signs in during a browser test: the coordination of a commune of its own, from the demonstration."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from preau.foundation.accounts.demonstration import PASSWORD
from preau.foundation.territory.demonstration import MONS

PREFIX = "coordination."


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
    """Sign in with the password of the demonstration, on the page that people use; end on what follows."""
    page.goto("/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: "/compte/connexion" not in address)
    return page
