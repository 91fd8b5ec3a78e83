"""A meeting of the CCA, whole: convene, answer by link, sit on a telephone, two members vote on theirs, the minutes."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from preau.foundation.accounts.demonstration import DOMAIN, REPLACEMENT
from tests.browser.accessibility import check
from tests.browser.conftest import Site
from tests.browser.people import add_second_factor, sign_in
from tests.browser.server import preau

MEMBERS = [f"membre1.mons@{DOMAIN}", f"membre2.mons@{DOMAIN}"]
EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])


def prepare(page: Page, purpose: str, day: str, hour: str) -> str:
    """Prepare and convene a meeting with a point to decide; return its address."""
    page.goto("/cca/reunions/preparer/")
    check(page, "Préparer une réunion")
    page.get_by_label("Objet").fill(purpose)
    page.get_by_label("Jour", exact=True).fill(day)
    page.get_by_label("Début").fill(hour)
    page.get_by_label("Fin", exact=True).fill("23 h")
    page.get_by_label("Lieu").fill("Salle du préau")
    page.get_by_role("button", name="Préparer la réunion").click()
    page.get_by_label("Point", exact=True).fill("Approuver le plan")
    page.get_by_label("Décision").check()
    page.get_by_role("button", name="Ajouter le point").click()
    expect(page.get_by_role("heading", name="1. Approuver le plan")).to_be_visible()
    check(page, purpose)
    page.get_by_role("link", name="Convoquer").click()
    check(page, "Relire, puis convoquer")
    page.get_by_role("button", name="Envoyer la convocation").click()
    expect(page.get_by_text("sans réponse : ")).to_be_visible()
    return page.url.split("#")[0]


def mark(page: Page, name: str, presence: str) -> None:
    """Note a member present, replaced or excused, one tap."""
    row = page.locator("#presences li").filter(has=page.get_by_text(name, exact=True))
    row.get_by_role("button", name=presence).click()
    expect(row.get_by_role("button", name=presence)).to_have_attribute("aria-pressed", "true")


def hold(page: Page, address: str, names: list[str]) -> None:
    """Open the sitting, note the members and a substitute present, keep what is said, put the point to the vote."""
    page.goto(address)
    page.get_by_role("button", name="Ouvrir la séance").click()
    check(page, "Séance : Séance de novembre")
    for name in names:
        mark(page, name, "Présent")
    third = page.locator("#presences li").filter(has_not_text=names[0]).filter(has_not_text=names[1]).first
    third.get_by_role("button", name="Remplacé").click()
    expect(page.locator("#compte")).to_contain_text("3 sur 20")
    page.get_by_label("Ce qui a été dit").fill("Le plan est relu objectif par objectif.")
    expect(page.locator("#enregistrement")).to_contain_text("Enregistré à")
    page.get_by_role("link", name="Mettre au vote").click()
    check(page, "Mettre au vote")
    page.get_by_label("Proposition").fill("La CCA approuve le plan.")
    page.get_by_role("button", name="Ouvrir le vote").click()


def vote(page: Page, address: str, members: list[Page]) -> None:
    """Two members vote on their telephones, one changes his mind; the secretary enters the third vote and closes."""
    for member, choice in zip(members, ("Pour", "Contre"), strict=True):
        member.goto(address)
        member.get_by_role("link", name="Suivre et voter").click()
        expect(member.get_by_text("Vous n’avez pas encore voté.")).to_be_visible()
        check(member, "Séance de novembre")
        member.get_by_role("button", name=choice).click()
        expect(member.get_by_text("Votre vote est noté.")).to_be_visible()
    members[1].get_by_role("button", name="Pour").click()
    expect(members[1].get_by_role("button", name="Pour")).to_have_attribute("aria-pressed", "true")
    with page.expect_response(lambda answer: "hx-request" in answer.request.headers):
        pass  # the list of votes renews itself: a press in that very moment would be lost
    expect(page.get_by_role("heading", name="2 votes sur 3")).to_be_visible()
    page.locator("#bulletins li").filter(has_text="Pas encore").get_by_role("button", name="Contre").click()
    expect(page.get_by_role("heading", name="3 votes sur 3")).to_be_visible()
    check(page, "Vote ouvert")
    page.get_by_role("link", name="Clore le vote").click()
    add_second_factor(page)
    check(page, "Clore le vote")
    page.get_by_role("button", name="Clore et lire le résultat").dblclick()
    expect(page.get_by_text("Plus de la moitié de 3 : il faut 2 voix.")).to_be_visible()
    check(page, "Adopté")


def note(member: Page) -> None:
    """A member joins a minority note to the vote just closed, which his page shows by itself."""
    expect(member.get_by_text("2 pour, 1 contre")).to_be_visible()
    member.get_by_role("link", name="Joindre une note de minorité").click()
    check(member, "Note de minorité")
    member.get_by_label("Votre note de minorité").fill("Trop peu de places le mercredi.")
    member.get_by_role("button", name="Joindre la note").click()
    expect(member.get_by_text("Note de minorité jointe")).to_be_visible()


@pytest.mark.parametrize("device", ["phone"])
def test_a_meeting_from_the_notice_to_the_minutes(page, open_page):
    sign_in(page, REPLACEMENT)  # no other test gives her a second factor
    address = prepare(page, "Séance de novembre", "21/11/2026", "11 h")
    members = [sign_in(open_page(), email) for email in MEMBERS]
    hold(page, address, [member.locator(".band-end > a").inner_text() for member in members])
    vote(page, address, members)
    note(members[0])
    page.get_by_role("link", name="Continuer la séance").click()
    page.get_by_role("button", name="Lever la séance").click()
    expect(page.get_by_text("Tenue", exact=True)).to_be_visible()
    check(page, "Séance de novembre")
    pdf = page.request.get(f"{address}proces-verbal.pdf").body()
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf)).pages).split())
    for words in ("Le plan est relu objectif par objectif.", "2 pour, 1 contre", "Trop peu de places le mercredi."):
        assert words in text.replace("\u00a0", " "), words
    page.get_by_role("link", name="Approuver le procès-verbal").click()
    check(page, "Approuver le procès-verbal")
    page.get_by_role("button", name="Enregistrer l’approbation").click()
    expect(page.get_by_text("PDF, approuvé le 21 novembre 2026")).to_be_visible()


@EVERYWHERE
def test_a_member_answers_by_the_link_of_the_letter_without_account(page, open_page, commune, site: Site):
    sign_in(page, commune.email)
    address = prepare(page, "Réunion de décembre", "8/12/2026", "18 h 30")
    token = link_of(site, address)
    visitor = open_page()
    visitor.goto(f"/cca/reponse/{token}/")
    check(visitor, "Réunion de décembre")
    visitor.get_by_role("button", name="J’envoie mon suppléant").click()
    expect(visitor.get_by_text("Votre réponse est notée.")).to_be_visible()
    check(visitor, "Réunion de décembre")
    page.goto(address)
    expect(page.get_by_text("envoient leur suppléant : 1")).to_be_visible()
    page.get_by_role("link", name="Annuler la réunion").click()
    check(page, "Annuler la réunion")
    page.get_by_label("Pourquoi").fill("La salle est inondée.")
    page.get_by_role("button", name="Annuler la réunion").click()
    expect(page.get_by_role("heading", name="Cette réunion est annulée")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("La salle est inondée.")).to_be_visible()


def link_of(site: Site, address: str) -> str:
    """Return the secret of the link of the first seat called, as the letter writes it."""
    meeting = address.rstrip("/").rsplit("/", 1)[1]
    asked = (
        "from preau.commissions.models import Attendance as A; from preau.commissions.notices import reply_token as t;"
        f"a = A.objects.filter(meeting_id={meeting}).first(); print('=' + t(a.meeting, a.seat_id))"
    )
    return preau(site.data, "shell", "-c", asked).rsplit("=", 1)[1].strip()


@EVERYWHERE
def test_the_list_says_what_is_at_stake(page, commune):
    sign_in(page, commune.email)
    page.goto("/cca/reunions/")
    expect(page.get_by_role("heading", name="Année 2026")).to_be_visible()
    check(page, "Réunions")
    page.get_by_role("link", name="Sous-commissions").click()
    check(page, "Sous-commissions")
    page.get_by_label("Nom").fill("Vacances")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Créer la sous-commission").click()
    expect(page.get_by_role("link", name="Vacances")).to_be_visible()
