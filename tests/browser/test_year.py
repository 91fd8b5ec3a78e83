"""The whole year of a plan, from June to the report of the year after, walked by the five roles, the clock injected."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from preau.foundation.accounts.demonstration import DOMAIN, PASSWORD, coordinator_email
from preau.foundation.territory.demonstration import MONS
from tests.browser import server
from tests.browser.accessibility import check
from tests.browser.chromium import new_page
from tests.browser.conftest import SCALE
from tests.browser.editor import Editor
from tests.browser.people import add_second_factor, give_demonstration_code

COORDINATOR = coordinator_email(MONS)
CHAIR, MEMBER, SECRETARY = (f"{who}.{MONS}@{DOMAIN}" for who in ("presidence", "membre1", "secretariat"))
ONE = f"agrement.one@{DOMAIN}"
JUNE, SEPTEMBER, OCTOBER = (f"2027-{day}T10:00:00+02:00" for day in ("06-10", "09-07", "10-12"))
AUTUMN = "2028-10-05T10:00:00+02:00"
REMARK = "Et l’école de la rue du Parc ?"

Open = Callable[[str], Page]


@pytest.fixture
def place(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A prepared Préau of one's own: the year passes there without the other tests."""
    shared = tmp_path_factory.getbasetemp()
    prepared = server.prepared_once((shared if worker_id == "master" else shared.parent) / "preau-prepared", SCALE)
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@contextmanager
def on(place: Path, browser: Browser, device: str, moment: str) -> Iterator[Open]:
    """Serve the place at a moment; give a function that opens the browser of somebody signed in."""
    pages: list[Page] = []
    with server.served(place, clock=moment) as served:

        def enter(email: str) -> Page:
            page = new_page(browser, served.address, device, True)
            pages.append(page)
            page.goto("/compte/connexion/")
            page.get_by_label("Adresse électronique").fill(email)
            page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Se connecter", exact=True).click()
            page.wait_for_url(lambda address: not address.endswith("/compte/connexion/"))
            if page.url.endswith("/code/"):  # whoever has a second factor gives it to come in
                give_demonstration_code(page)
                page.get_by_role("button", name="Se connecter", exact=True).click()
                page.wait_for_url(lambda address: "/compte/connexion" not in address)
            return page

        yield enter
        for page in pages:
            page.context.close()


def in_june(enter: Open) -> str:
    """The coordination gathers the points of past plans, makes an objective of one, notes that the CCA fixed it."""
    page = enter(COORDINATOR)
    page.goto("/travail/plans/")
    page.get_by_role("button", name="Commencer une page blanche pour 2027-2028").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan d’action 2027-2028")
    plan = page.url.split("#")[0]
    page.goto(f"{plan}preparation/")
    check(page, "Préparer le plan 2027-2028")
    page.get_by_label("Point à travailler").fill("De septembre 2027 à juin 2028, former 12 accueillantes.")
    page.get_by_label("D’où vient-il").select_option("needs_analysis")
    page.get_by_role("button", name="Ajouter le point").click()
    last = page.locator("li[id^=point-]").last
    expect(last).to_contain_text("former 12 accueillantes")
    page.get_by_label("Comment faire ressortir").fill("Trois tables, un point par table.")
    page.get_by_role("button", name="Enregistrer la méthode").click()
    expect(page.get_by_label("Comment faire ressortir")).to_have_value("Trois tables, un point par table.")
    last.locator("summary").click()
    last.get_by_role("button", name="En faire un objectif").click()
    expect(page.get_by_role("link", name="Objectif 1 du plan")).to_be_visible()
    check(page, "Préparer le plan 2027-2028")
    page.get_by_role("button", name="La CCA a fixé les objectifs").click()
    check(page, "L’année du plan 2027-2028")
    page.goto(plan)
    expect(page.get_by_role("link", name="un point à travailler")).to_be_visible()
    Editor(page).add_action()
    page.get_by_label("Ce qui sera fait").fill("Réserver deux journées.")
    page.get_by_role("checkbox", name="La mise en œuvre du dispositif de coordination").check()
    page.get_by_role("checkbox", name="Formation du personnel").check()
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_role("heading", name="L’annexe 4 est complète")).to_be_visible()
    return plan.split("/", 3)[3]


def in_september(enter: Open, plan: str) -> None:
    """The draft goes to the members; one speaks from her telephone; the chair records the approval on paper."""
    page = enter(COORDINATOR)
    page.goto(f"/{plan}debat/")
    check(page, "Débattre du projet de plan")
    page.get_by_role("button", name="Envoyer le projet de plan").click()
    member = enter(MEMBER)
    member.goto(f"/{plan}debat/")
    member.get_by_text("Faire une remarque sur Objectif 1").click()
    member.get_by_label("Votre remarque").first.fill(REMARK)
    member.get_by_role("button", name="Laisser la remarque sur Objectif 1").click()
    expect(member.get_by_text(REMARK)).to_be_visible()
    check(member, "Débattre du projet de plan")
    page.goto(f"/{plan}debat/")
    expect(page.get_by_text(REMARK)).to_be_visible()
    check(page, "Débattre du projet de plan")
    chair = enter(CHAIR)
    chair.goto(f"/{plan}approuver/")
    add_second_factor(chair)
    chair.get_by_label("Jour de la réunion de la CCA").fill("2027-09-06")
    chair.get_by_label("Où le procès-verbal est conservé").fill("classeur de la CCA")
    chair.get_by_label("La CCA a vu le plan présenté").check()
    chair.get_by_role("button", name="Enregistrer et publier le plan").click()
    expect(chair.get_by_role("heading", name="Plan publié le 7 septembre 2027")).to_be_visible()


def in_october(enter: Open, plan: str) -> None:
    """The plan is sent and made known; the secretary notes the council; ONE reads what it received."""
    page = enter(COORDINATOR)
    page.goto(f"/{plan}diffusion/envoyer/")
    add_second_factor(page)
    check(page, "Envoyer le plan")
    page.get_by_role("button", name="Envoyer le plan").dblclick()
    check(page, "Diffuser le plan approuvé")
    expect(page.get_by_role("link", name="Accusé de réception")).to_have_count(1)
    page.get_by_role("button", name="Faire connaître le plan").click()
    expect(page.get_by_role("row", name="Les Petits Marronniers")).not_to_have_count(0)
    check(page, "Diffuser le plan approuvé")
    secretary = enter(SECRETARY)
    secretary.get_by_role("link", name="Informer le conseil communal du plan d’action 2027-2028").click()
    secretary.get_by_role("link", name="Noter la séance de Mons").click()
    check(secretary, "Noter que le conseil de Mons est informé")
    secretary.get_by_label("Séance du conseil").fill("2027-10-11")
    secretary.get_by_role("button", name="Enregistrer").click()
    expect(secretary.get_by_text("Pris acte, sans vote")).to_be_visible()
    one = enter(ONE)
    one.goto("/plans-recus/?annee=2027")
    check(one, "Plans et rapports reçus")
    one.get_by_role("link", name="l’année du plan de Mons").click()
    check(one, "L’année du plan 2027-2028")


def in_autumn(enter: Open, plan: str) -> None:
    """Once the year is over the CCA evaluates, the coordination writes the report and sends it."""
    page = enter(COORDINATOR)
    page.goto(f"/{plan}evaluation/")
    page.get_by_role("link", name=re.compile("^Objectif 1 ")).click()
    check(page, "Objectif 1")
    page.get_by_label("Atteint", exact=True).check()
    page.get_by_label("Pourquoi").fill("Douze attestations.")
    page.get_by_role("button", name="Enregistrer et terminer").click()
    check(page, "Évaluation du plan 2027-2028")
    page.goto(f"/{plan}annee/")
    page.get_by_role("button", name="Évaluer la réalisation du plan").click()
    expect(page.get_by_text("L’évaluation de l’année est notée")).to_be_visible()
    check(page, "L’année du plan 2027-2028")
    page.goto(f"/{plan}rapport/")
    page.get_by_role("button", name="Commencer le rapport").click()
    expect(page.get_by_role("link", name="Écrire :").first).to_be_visible()
    while page.get_by_role("link", name="Écrire :").count():
        page.get_by_role("link", name="Écrire :").first.click()
        page.get_by_label("Texte").fill("Douze accueillantes formées, deux écoles de plus.")
        page.get_by_role("button", name="Terminer").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Rapport d’activité")
    for act in ("Écrire le rapport d’activité", "Envoyer le rapport à la CCA"):
        page.goto(f"/{plan}annee/")
        page.get_by_role("button", name=act).click()
        expect(page.get_by_role("button", name=act)).to_have_count(0)
        check(page, "L’année du plan 2027-2028")
    expect(page.get_by_text("Le rapport est envoyé")).to_be_visible()
    one = enter(ONE)
    one.goto("/plans-recus/?annee=2027&document=report")
    expect(one.get_by_role("row", name="Mons")).to_have_count(1)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_year_of_a_plan_in_five_roles(place: Path, browser: Browser, device: str) -> None:
    with on(place, browser, device, JUNE) as enter:
        plan = in_june(enter)
    with on(place, browser, device, SEPTEMBER) as enter:
        in_september(enter, plan)
    with on(place, browser, device, OCTOBER) as enter:
        in_october(enter, plan)
    with on(place, browser, device, AUTUMN) as enter:
        in_autumn(enter, plan)
