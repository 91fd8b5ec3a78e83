"""Takes the pictures of docs/screenshots/: `make screenshots`, on the smallest demonstration."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Page

from tests.browser import server
from tests.browser.chromium import chromium, new_page

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
VISITOR = {
    "accueil": "/",
    "plans": "/plans/",
    "plan-de-mons": "/plans/mons/2020-2021/",
    "connexion": "/compte/connexion/",
}
COORDINATOR = {"a-faire": "/", "mes-plans": "/travail/plans/", "importer": "/travail/plans/importer/"}
DEVICES = ("desktop", "phone")


def take(page: Page, address: str, name: str) -> None:
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} ne répond pas")
    page.screenshot(path=PICTURES / f"{name}.png")


def editor_of(page: Page) -> str:
    """Return the address of the latest plan, as the coordination's list gives it."""
    page.goto("/travail/plans/")
    links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return next(link for link in links if re.fullmatch(r"/travail/plans/\d+/", link))


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from preau.foundation.accounts.demonstration import coordinator_email
    from tests.browser.people import sign_in

    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="preau-pictures-") as folder:
        place = server.prepared_once(Path(folder) / "data", "demo")
        with server.served(place) as site, chromium() as browser:
            for device in DEVICES:
                visitor = new_page(browser, site.address, device)
                for name, address in VISITOR.items():
                    take(visitor, address, f"{name}-{device}")
                coordinator = sign_in(new_page(browser, site.address, device), coordinator_email("mons"))
                for name, address in (COORDINATOR | {"editeur": editor_of(coordinator)}).items():
                    take(coordinator, address, f"{name}-{device}")


if __name__ == "__main__":
    main()
