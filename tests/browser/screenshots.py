"""Takes the pictures of docs/screenshots/: `make screenshots`, on the smallest demonstration, the clock held."""

import os
import shutil
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Browser, Page

from tests.browser import server
from tests.browser.chromium import chromium, new_page

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
COUNCIL = "council=2027-09-23&council=2027-10-21&council=2027-11-25"
SENT = "done%5B0%5D.key=D10&done%5B0%5D.sent=2027-02-01"
EVENING = "2026-12-03T18:40:00+01:00"  # the CCA of the demonstration meets
PUBLIC = {
    "sign-in-desktop": "/compte/connexion/",
    "plans-desktop": "/plans/?q=mercredi",
    "public-plan-desktop": "/plans/mons/2020-2021/",
    "components-desktop": "/composants/",
    "grid-desktop": "/grille/",
    "law-desktop": "/loi/",
    "law-due-date-desktop": "/loi/echeance/?limit=D10&from=2026-09-15",
    "care-search-desktop": "/accueil/?ou=mons",
    "law-chain-desktop": f"/loi/programme-cle/?first_meeting=2026-09-15&{COUNCIL}&{SENT}",
}


def take(page: Page, name: str) -> None:
    """Keep what the window shows, once its fonts are there."""
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.screenshot(path=PICTURES / f"{name}.png")


def visitor(browser: Browser, address: str) -> None:
    page = new_page(browser, address)
    for name, path in PUBLIC.items():
        page.goto(path)
        take(page, name)
    phone = new_page(browser, address, "phone")
    phone.emulate_media(color_scheme="dark")
    phone.goto("/plans/mons/2020-2021/")
    take(phone, "public-plan-phone-dark")
    phone.emulate_media(color_scheme="light")
    phone.goto("/loi/encadrement/?day=2026-11-20&starts=13:00&ends=18:30&under_six=7&six_and_over=16")
    take(phone, "law-staffing-phone")
    phone.goto("/accueil/?ou=mons&age=4&quand=wednesday_afternoon")
    phone.locator("#resultats h2").first.evaluate("heading => heading.scrollIntoView()")
    take(phone, "care-search-phone")


def coordination(browser: Browser, address: str) -> None:
    """Walk the year of the coordination of Mons: its home, last year taken over, the editor, a workbook read."""
    from preau.foundation.accounts.demonstration import coordinator_email
    from preau.foundation.territory.demonstration import MONS as COMMUNE
    from tests.browser.editor import Editor
    from tests.browser.people import sign_in
    from tests.browser.workbooks import MONS, changed, payload

    page = sign_in(new_page(browser, address), coordinator_email(COMMUNE))
    take(page, "home-desktop")
    page.goto("/travail/plans/importer/")
    unknown = changed(MONS, {"Formation du personnel": "Zumba du personnel"})
    page.get_by_label("Classeur du plan").set_input_files(payload("plan-2020-2021.xlsx", unknown))
    page.get_by_role("button", name="Lire le classeur").click()
    page.get_by_role("heading", name="1 question").wait_for()
    take(page, "import-review-desktop")
    page.goto("/travail/plans/annee/2026/reprendre/")
    take(page, "take-over-desktop")
    page.get_by_role("button", name="Tout reprendre").click()
    page.get_by_role("button", name="Fermer").click()
    address_of_editor = page.url.partition("#")[0]
    page.goto(address_of_editor)
    editor = Editor(page)
    editor.add_action()
    page.goto(address_of_editor)
    editor.write_objective(1, "Améliorer l’accueil du mercredi et les congés")
    editor.advice_on(1).get_by_text("C’est un conseil").wait_for()
    take(page, "editor-desktop")
    phone = sign_in(new_page(browser, address, "phone"), coordinator_email(COMMUNE))
    phone.goto(f"{address_of_editor}#objectifs")
    take(phone, "editor-phone")
    page.goto("/dossiers/")
    page.get_by_role("link", name="Plan d’action annuel 2025-2026").click()
    page.get_by_role("heading", level=1, name="Plan d’action annuel 2025-2026").wait_for()
    take(page, "case-desktop")
    page.goto("/cca/")
    take(page, "cca-desktop")


def operators(browser: Browser, address: str) -> None:
    """Show an operator that describes itself, and what the coordination of Mons reads of its territory."""
    from preau.foundation.accounts.demonstration import DOMAIN, coordinator_email
    from preau.foundation.territory.demonstration import MONS
    from tests.browser.people import sign_in

    page = sign_in(new_page(browser, address), f"direction.marronniers@{DOMAIN}")
    page.goto("/organisme/")
    page.get_by_role("link", name="Les Petits Marronniers").first.click()
    page.get_by_role("heading", name="Lieux d’accueil").wait_for()
    take(page, "operator-desktop")
    page.get_by_role("region", name="Lieux d’accueil").get_by_role("listitem").first.get_by_role("link").click()
    page.get_by_role("link", name="Donner les horaires").click()
    page.get_by_role("link", name="Modifier :").first.click()
    page.locator("#constat svg").wait_for()
    take(page, "period-desktop")
    page = sign_in(new_page(browser, address), coordinator_email(MONS))
    page.goto("/territoire/")
    page.locator("#h-matrix").evaluate("heading => heading.scrollIntoView()")
    take(page, "territory-desktop")
    page.goto("/territoire/lieux/")
    page.locator("svg.map, figure svg, .map").last.evaluate("drawing => drawing.scrollIntoView({block: 'center'})")
    take(page, "territory-map-desktop")


def trainings(browser: Browser, address: str) -> None:
    """Show the team of an operator, its hours and a training being entered; the queue of ONE; a worker's own hours."""
    from preau.foundation.accounts.demonstration import DOMAIN
    from tests.browser.people import sign_in

    page = sign_in(new_page(browser, address), f"secretariat.marronniers@{DOMAIN}")
    for name, path in (("team-desktop", "/equipe/"), ("team-hours-desktop", "/formations/equipe/")):
        page.goto(path)
        take(page, name)
    page = sign_in(new_page(browser, address), f"formations.one@{DOMAIN}")
    page.goto("/formations/file/")
    take(page, "training-queue-desktop")
    phone = sign_in(new_page(browser, address, "phone"), f"accueil1.marronniers@{DOMAIN}")
    phone.goto("/formations/moi/")
    take(phone, "my-hours-phone")


def sitting(browser: Browser, address: str) -> None:
    """Open the sitting of the CCA of Mons on a phone, the day it meets."""
    from preau.foundation.accounts.demonstration import coordinator_email
    from preau.foundation.territory.demonstration import MONS
    from tests.browser.people import sign_in

    phone = sign_in(new_page(browser, address, "phone"), coordinator_email(MONS))
    phone.goto("/cca/reunions/")
    phone.get_by_role("link", name="Objectifs de l’année").click()
    phone.get_by_role("button", name="Ouvrir la séance").click()
    phone.wait_for_url("**/seance/")
    for button in phone.get_by_role("button", name="Présent").all()[:3]:
        button.click()
        phone.wait_for_load_state()
    take(phone, "sitting-phone")


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="preau-pictures-") as folder:
        place = server.prepared_once(Path(folder) / "data", "demo")
        with server.served(place) as site, chromium() as browser:
            visitor(browser, site.address)
            coordination(browser, site.address)
            operators(browser, site.address)
            trainings(browser, site.address)
        with server.served(place, clock=EVENING) as site, chromium() as browser:
            sitting(browser, site.address)


if __name__ == "__main__":
    main()
