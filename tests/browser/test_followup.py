"""The year of an approved plan: its actions followed, its objectives evaluated, its report written, at two widths."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import check
from tests.browser.people import sign_in

EVERYWHERE = pytest.mark.parametrize("device", ["desktop", "phone"])


def plan_of(site, commune, year: int) -> int:
    """Return the key of a plan of the commune, with nothing yet of its evaluation and its report."""
    database = sqlite3.connect(site.data / "preau.sqlite3")
    with database:
        [(key,)] = database.execute(
            "SELECT id FROM plans_annualactionplan WHERE zone_slug = ? AND start_year = ?", (commune.slug, year)
        )
        reports = "(SELECT id FROM plans_activityreport WHERE plan_id = ?)"
        for table in ("plans_reportsection", "plans_reportlead"):
            database.execute(f"DELETE FROM {table} WHERE report_id IN {reports}", (key,))
        database.execute("DELETE FROM plans_activityreport WHERE plan_id = ?", (key,))
        objectives = "(SELECT id FROM plans_priorityobjective WHERE plan_id = ?)"
        database.execute(f"DELETE FROM plans_objectiveevaluation WHERE objective_id IN {objectives}", (key,))
        actions = "(SELECT id FROM plans_plannedaction WHERE plan_id = ?)"
        for table in ("plans_actionprogress", "plans_progressnote"):
            database.execute(f"DELETE FROM {table} WHERE action_id IN {actions}", (key,))
        cases = "(SELECT id FROM casework_case WHERE subject_type = 'plans.annualactionplan' AND subject_id = ?)"
        database.execute(f"DELETE FROM casework_caseact WHERE act_id LIKE 'evaluate%' AND case_id IN {cases}", (key,))
    database.close()
    return key


@EVERYWHERE
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_an_action_is_followed_to_its_end(page, site, commune, javascript):
    key = plan_of(site, commune, 2025)
    sign_in(page, commune.email)
    page.goto(f"/travail/plans/{key}/suivi/")
    check(page, "Suivi du plan", javascript)
    first = page.locator("article.act").first
    first.get_by_role("button", name="Fait").click()
    expect(first.locator(".tag.done")).to_have_text("Fait")
    first.get_by_role("link", name="Action 1", exact=True).click()
    page.get_by_label("Échéance").fill("2026-03-31")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_label("Échéance")).to_have_value("2026-03-31")
    page.get_by_label("Note", exact=True).fill("Salle réservée.")
    page.get_by_role("button", name="Ajouter la note").click()
    expect(page.get_by_text("Salle réservée.")).to_have_count(1)
    page.get_by_text("Abandonner cette action").click()
    page.get_by_role("button", name="Abandonner l’action").click()
    expect(page.get_by_role("link", name="Dites pourquoi cette action est abandonnée")).to_be_visible()
    check(page, javascript=javascript)
    page.get_by_label("Pourquoi l’action est abandonnée").fill("La salle a fermé.")
    page.get_by_role("button", name="Abandonner l’action").click()
    expect(page.get_by_text("La salle a fermé.")).to_be_visible()
    page.goto(f"/travail/plans/{key}/suivi/calendrier/")
    check(page, javascript=javascript)
    expect(page.locator("td.due").first).to_contain_text("31")


@EVERYWHERE
def test_the_year_is_evaluated_and_reported_on(page, site, commune):
    key = plan_of(site, commune, 2025)
    sign_in(page, commune.email)
    page.goto(f"/travail/plans/{key}/evaluation/")
    check(page, "Évaluation du plan")
    page.get_by_role("link", name=re.compile("^Objectif 1 ")).click()
    check(page, "Objectif 1")
    page.get_by_label("Atteint", exact=True).check()
    page.get_by_label("Pourquoi").fill("Trois réunions tenues.")
    expect(page.locator("#enregistrement")).to_contain_text("Enregistré à")
    page.get_by_role("button", name="Enregistrer, objectif suivant").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Objectif 2")
    page.goto(f"/travail/plans/{key}/rapport/")
    page.get_by_role("button", name="Commencer le rapport").click()
    expect(page.get_by_text("Trois réunions tenues.").first).to_be_visible()
    check(page)
    page.get_by_role("link", name="Écrire : L’impact sur le secteur").click()
    check(page, "L’impact sur le secteur")
    page.get_by_label("Texte").fill("Deux écoles travaillent ensemble.")
    page.get_by_role("button", name="Terminer").click()
    expect(page.get_by_text("Deux écoles travaillent ensemble.")).to_be_visible()
    page.get_by_role("textbox", name="Piste").fill("Ouvrir le mercredi.")
    page.get_by_role("button", name="Ajouter la piste").click()
    expect(page.locator("#pistes li")).to_contain_text(["Ouvrir le mercredi."])
    page.goto(f"/travail/plans/{key}/suivi/")
    first = page.locator("article.act").first
    first.get_by_role("button", name="Fait").click()
    expect(first.locator(".tag.done")).to_have_text("Fait")
    page.goto(f"/travail/plans/{key}/rapport/")
    page.get_by_role("link", name="Voir la différence et réécrire : Les actions").first.click()
    check(page, "Réécrire")
    page.get_by_role("button", name="Réécrire cette section").click()
    expect(page.locator("#actions")).to_contain_text("Réalisées (1 sur")
    page.get_by_role("link", name="Lire le rapport").click()
    expect(page).to_have_url(re.compile("/rapport/apercu/$"))
    expect(page.get_by_text("Ouvrir le mercredi.")).to_be_visible()
    check(page)
