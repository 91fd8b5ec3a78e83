"""Every page of the plans, in its states: axe is content, nothing overflows, in the light and in the dark."""

import re

import pytest
from playwright.sync_api import Page, expect

from preau.foundation.accounts.demonstration import DOMAIN
from preau.foundation.territory.demonstration import MONS
from tests.browser.accessibility import check, look
from tests.browser.editor import MINE, plan_with_objective
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])
PUBLIC = {
    "/": 200,
    "/plans/": 200,
    "/plans/?q=mercredi": 200,
    "/plans/?q=mercredy": 200,
    "/plans/?annee=2026&province=Hainaut": 200,
    "/plans/mons/": 200,
    "/plans/mons/2020-2021/": 200,
    "/plans/namur/": 200,  # nothing published at this scale
    "/plans/nulle-part/": 404,
    "/grille/": 200,
    "/grille/?compter=faites&commune=mons": 200,
    "/grille/?commune=nulle-part": 404,
    "/grille/actions/?aspect=4": 200,
    "/compte/connexion/": 200,
    "/accessibilite/": 200,
    "/vie-privee/": 200,
    "/textes-legaux/": 200,
    "/nulle-part/": 404,
    "/accueil/": 200,
    "/accueil/?ou=mons": 200,
    "/accueil/?ou=charlroi&age=4&quand=after_school&a=18:00": 200,
    "/accueil/?ou=xyzabc": 200,
    "/accueil/999999/rien/": 404,
}
OPERATORS = ("/organisme/", "/operateurs/", "/lieux/", "/declarations/", "/territoire/", "/qui-m-aide/")
FILE = re.compile(r"\.\w+$|/preuve/|/fichiers/")
OWN, READ = ("/organisme/", "/qui-m-aide/", "/operateurs/listes/"), ("/operateurs/", "/declarations/", "/territoire/")
ONE_TERRITORY = tuple(f"/territoire/{page}?zone={MONS}" for page in ("", "lieux/", "operateurs/"))
# Who, where from, and how many kinds of pages at least: fewer, and links are missing.
OF_OPERATORS = {
    "direction": (f"direction.marronniers@{DOMAIN}", OWN, 40),
    "secretariat": (f"secretariat.marronniers@{DOMAIN}", OWN, 40),
    "project leader": (f"projet.marronniers@{DOMAIN}", OWN[:2], 35),
    "care worker": (f"accueil1.marronniers@{DOMAIN}", OWN[:2], 10),
    "coordination": (f"coordination.{MONS}@{DOMAIN}", (*READ, "/operateurs/listes/"), 11),
    "ONE": (f"agrement.one@{DOMAIN}", (*READ, *ONE_TERRITORY, "/qui-m-aide/charges/"), 14),
    "commission": (f"membre1.commission@{DOMAIN}", READ, 5),
}
TEAMS = ("/equipe/", "/formations/")
TEAMS_OF_A_HOUSE = ("/equipe/", "/formations/equipe/")
TEAM_FILE = re.compile(rf"{FILE.pattern}|/(copie|titre|document)$|/equipe/dossier/|/attestation/$")
OWN_HOURS = ("/equipe/moi/", "/formations/moi/")
OTHER_TRAINING = "/formations/nouvelle/?autre=1&mots=danser+dehors"
OF_TEAMS = {
    "secretariat": (f"secretariat.marronniers@{DOMAIN}", (*TEAMS_OF_A_HOUSE, OTHER_TRAINING), 25),
    "project leader": (f"projet.marronniers@{DOMAIN}", TEAMS_OF_A_HOUSE, 8),
    "care worker": (f"accueil1.marronniers@{DOMAIN}", OWN_HOURS, 3),
    "coordination": (f"coordination.{MONS}@{DOMAIN}", ("/equipe/",), 12),
    "ONE, trainings": (f"formations.one@{DOMAIN}", ("/formations/file/",), 10),
    "ONE, approvals": (f"agrement.one@{DOMAIN}", ("/equipe/qualifications/", "/formations/file/"), 9),
}
MEMBER = f"membre1.{MONS}@{DOMAIN}"
READER = f"secretariat.marronniers@{DOMAIN}"


@EVERYWHERE
def test_the_pages_of_a_visitor(page):
    for address, status in PUBLIC.items():
        look(page, address, status)
    page.goto("/accueil/?ou=charleroi")
    look(page, page.locator("#resultats li a").first.get_attribute("href"))


def follow_all(
    page: Page, starts: tuple[str, ...], rooms: tuple[str, ...] = OPERATORS, files: re.Pattern[str] = FILE
) -> set[str]:
    """Judge the pages of some rooms that links lead to, one of each shape; a link never leads to a refusal."""
    judged: set[str] = set()
    ahead = list(starts)
    while ahead:
        address = ahead.pop(0)
        shape = re.sub(r"\d+", "N", address)
        if shape in judged:
            continue
        judged.add(shape)
        look(page, address)
        links = page.get_by_role("main").locator("a[href]")
        paths = links.evaluate_all("links => links.map(link => new URL(link.getAttribute('href'), location).pathname)")
        ahead += [path for path in paths if path.startswith(rooms) and not files.search(path)]
    return judged


@EVERYWHERE
@pytest.mark.parametrize("who", OF_OPERATORS)
def test_the_pages_of_operators(page, who):
    email, starts, least = OF_OPERATORS[who]
    sign_in(page, email)
    judged = follow_all(page, starts)
    assert len(judged) >= least, sorted(judged)


@EVERYWHERE
@pytest.mark.parametrize("who", OF_TEAMS)
def test_the_pages_of_teams_and_trainings(page, who):
    email, starts, least = OF_TEAMS[who]
    sign_in(page, email)
    judged = follow_all(page, starts, TEAMS, TEAM_FILE)
    assert len(judged) >= least, sorted(judged)


def pages_of_a_plan(page: Page) -> list[str]:
    """Start a plan taken over from last year, and return the addresses of its pages."""
    page.goto("/travail/plans/annee/2027/reprendre/")
    page.get_by_role("button", name="Tout reprendre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan d’action 2027-2028")
    editor = page.url.partition("#")[0]
    action = page.get_by_role("link", name="Modifier l’action 1", exact=True).get_attribute("href")
    return [
        editor,
        *(
            f"{editor}{part}"
            for part in ("apercu/", "historique/", "approuver/", "annee/", "preparation/", "debat/", action)
        ),
    ]


@EVERYWHERE
def test_the_pages_of_a_coordination(page, commune):
    sign_in(page, commune.email)
    for address in ("/", MINE, "/travail/plans/importer/", "/travail/plans/annee/2027/reprendre/"):
        look(page, address)
    for address in pages_of_a_plan(page):
        look(page, address)


def test_the_action_page_says_what_to_correct(page, commune):
    sign_in(page, commune.email)
    editor = plan_with_objective(page, "En 2027-2028, former 12 accueillantes")
    look(page)
    editor.add_action()
    page.get_by_label("Lien vers un autre dossier").fill("javascript:alert(1)")
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_role("heading", name="Il y a une chose à corriger")).to_be_visible()
    look(page)


def test_a_zoom_of_400_percent_and_the_reader_s_own_colours(page, commune):
    """320 px is a window of 1280 px enlarged four times (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(forced_colors="active")
    sign_in(page, commune.email)
    addresses = ["/", MINE, "/travail/plans/importer/", "/travail/plans/annee/2027/reprendre/", *pages_of_a_plan(page)]
    for address in [
        *addresses,
        "/plans/",
        "/plans/mons/",
        "/plans/mons/2020-2021/",
        "/compte/",
        *READ,
        "/accueil/?ou=mons",
    ]:
        page.goto(address)
        check(page)


@EVERYWHERE
@pytest.mark.parametrize("email", [MEMBER, READER], ids=["member", "operator"])
def test_the_pages_of_those_who_read(page, email):
    sign_in(page, email)
    look(page, "/")
    if email == MEMBER:
        look(page, MINE)
        page.get_by_role("link", name="2020-2021", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("2020-2021")
        look(page)
    else:
        look(page, MINE, 403)
