"""The pages of the hours: the team, a person, oneself, the papers; who reads what."""

import io
import subprocess
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.models import Recognition
from preau.training.models import TrainingRecord
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.made import NOW, TODAY
from tests.operators.places.made import browser_of, words
from tests.staff import made as staff
from tests.training import made

UTF8 = "csv:Text - txt - csv (StarCalc):44,34,76"
TEAM, SUMMARY, ME, MINE = (reverse(f"training:{name}") for name in ("team_hours", "summary", "me", "my_certificate"))


def ledger(person):
    return reverse("training:ledger", args=[person.pk])


@pytest.fixture
def followed(operator, worker, body):
    """Twenty hours recognised, four that wait, three refused, in the running period."""
    made.entry(operator, made.module(body, "Jeux coopératifs"), [worker], {date(2026, 3, 2): 10, date(2026, 3, 3): 10})
    made.other(operator, [worker], "Les Ateliers d’à côté", "Conter", {date(2026, 4, 1): 4})
    return made.entry(operator, made.module(body, "Yoga", status="refused"), [worker], {date(2026, 5, 4): 3})


# -- the team ---------------------------------------------------------------------------------------
def test_the_team_with_three_figures_and_what_is_missing(browser, worker, followed):
    page = browser.get(TEAM)
    said = words(page)
    assert "Lou Marelle" in said
    assert "1 septembre 2028" in said or "1er septembre 2028" in said
    assert "reconnues 20 h à valider 4 h non reconnues 3 h" in said
    assert "30 heures manquent ; 26 heures si l’ONE reconnaît ce qui attend." in said
    assert "Ce qui est à valider ne compte jamais contre vous parce que l’ONE est en retard." in said
    assert "Période finie le 1er septembre 2025 : 50 heures ont manqué." in said


def test_the_nearest_end_first_and_those_without_counter_last(browser, operator, worker):
    soon = staff.person(operator, family_name="Bientôt", starts_on=date(2024, 1, 8))
    free = staff.person(operator, family_name="Aaa", function="edd_animator", starts_on=date(2024, 1, 8))
    said = words(browser.get(TEAM))
    assert said.index("Bientôt") < said.index("Marelle") < said.index(free.family_name)
    assert soon.family_name in said and "Formation libre" in said


def test_a_place_narrows_the_team(browser, operator):
    here, there = operators.place(operator, name="Le Ballon"), operators.place(operator, name="La Toupie")
    staff.person(operator, family_name="Ici", place=here)
    staff.person(operator, family_name="Ailleurs", place=there)
    staff.person(operator, family_name="Partout")
    said = words(browser.get(TEAM, {"lieu": here.pk}))
    assert "2 personnes" in said and "Ailleurs" not in said
    assert all(name in said for name in ("Ici", "Partout"))
    assert "3 personnes" in words(browser.get(TEAM, {"lieu": "x"}))


def test_thirty_on_a_page(browser, operator):
    for _ in range(31):
        staff.person(operator)
    first = browser.get(TEAM)
    assert first.content.decode().count('<tr><th scope="row">') == 30
    assert "Page 1 sur 2" in words(first)
    second = browser.get(TEAM, {"page": "2"})
    assert second.content.decode().count('<tr><th scope="row">') == 1
    assert "Page 2 sur 2" in words(browser.get(TEAM, {"page": "99"}))
    assert "Page 1 sur 2" in words(browser.get(TEAM, {"page": "²"}))


def test_the_same_queries_whatever_the_team(browser, operator, body, counted_queries):
    module = made.module(body)
    people = [staff.person(operator) for _ in range(3)]
    made.entry(operator, module, people, {date(2026, 3, 2): 6})
    browser.get(TEAM)
    with counted_queries() as few:
        browser.get(TEAM)
    made.entry(operator, module, [staff.person(operator) for _ in range(20)], {date(2026, 3, 2): 6})
    with counted_queries() as many:
        browser.get(TEAM)
    assert len(few) == len(many), many.sql


def test_nobody_yet(browser):
    said = words(browser.get(TEAM))
    assert "Personne n’est encore inscrit dans l’équipe" in said and "Personne n’a d’heures à suivre ici." in said


def test_a_commission_keeps_no_team(db, now):
    officer = staff.officer()
    assert browser_of(officer).get(TEAM).status_code == 403


# -- one person -------------------------------------------------------------------------------------
def test_a_ledger_says_why_and_what_would_be_accepted(browser, worker, followed):
    said = words(browser.get(ledger(worker)))
    assert "Du 2 septembre 2025 au 1er septembre 2028" in said
    assert "Validé" in said and "À valider" in said and "Refusé" in said
    assert "Le contenu n’entre pas dans le programme de formations continues." in said
    assert "Ce qui serait accepté : Un module dont le contenu suit un thème du programme en vigueur." in said
    assert "Contester ce refus" in said
    assert "Les trois dernières années, pour information" in said
    assert "La réponse de la loi, ligne par ligne" in said
    assert "décret du 3 juillet 2003, art. 20" in said


def test_a_body_that_does_not_count_on_that_day_says_so(browser, operator, worker):
    lapsed = made.provider("Les Anciens", grounds=(("one", None, date(2025, 12, 31)),))
    made.entry(operator, made.module(lapsed, "Conter"), [worker], {date(2025, 12, 31): 3, date(2026, 1, 5): 4})
    said = words(browser.get(ledger(worker)))
    assert "L’organisme n’est pas de ceux dont les heures comptaient ce jour-là." in said
    assert said.count("Conter") >= 2  # one line for each state


def test_a_question_of_one_is_shown(browser, operator, worker, body):
    module = made.module(body, "Conter", status="asked", reason="Quel est le contenu ?")
    made.entry(operator, module, [worker], {date(2026, 3, 2): 6})
    said = words(browser.get(ledger(worker)))
    assert "Information demandée" in said and "L’ONE demande : Quel est le contenu ?" in said


def test_a_record_asked_or_refused_for_her_alone(browser, operator, worker, body):
    entry = made.entry(operator, made.module(body), [worker], {date(2026, 3, 2): 6})
    record = TrainingRecord.objects.filter(entry=entry)
    record.update(outcome="asked", reason="Étiez-vous là ?")
    assert "L’ONE demande : Étiez-vous là ?" in words(browser.get(ledger(worker)))
    record.update(outcome="refused", reason_code="other", reason="Une autre personne.", decided_at=NOW)
    said = words(browser.get(ledger(worker)))
    assert "Une autre personne." in said and "Autre motif." not in said


def test_an_alert_is_said_on_the_page(browser, operator, body):
    someone = staff.person(operator, starts_on=date(2024, 1, 8))
    staff.credential(someone, "bacv")
    made.other(operator, [someone], "Ailleurs", "Jouer", {date(2026, 3, 2): 6})
    said = words(browser.get(ledger(someone)))
    assert "44 heures manquent pour le 8 janvier 2027 même si l’ONE reconnaît tout ce qui attend." in said
    assert "Moins de 3 mois 50 heures manquent ; 44 heures si" in words(browser.get(TEAM))


def test_nobody_who_has_her_hours_is_red(browser, operator, body):
    someone = staff.person(operator, starts_on=date(2024, 1, 8))
    staff.credential(someone, "bacv")
    made.entry(operator, made.module(body), [someone], {date(2026, 3, 2) + timedelta(days=n): 10 for n in range(5)})
    said = words(browser.get(TEAM))
    assert "Heures atteintes" in said and "Rien ne manque." in said
    assert "1 personne a déjà ses heures, sur 1." in said


def test_periods_of_long_ago_are_kept_apart(browser, operator):
    someone = staff.person(operator, starts_on=date(2010, 9, 1))
    staff.credential(someone, "bacv", obtained_on=date(2009, 6, 30))
    said = words(browser.get(ledger(someone)))
    assert "Les périodes d’il y a plus de cinq ans" in said
    assert "Du 1er septembre 2010 au 1er septembre 2013 : 0 heure reconnue sur 50." in said
    team = words(browser.get(TEAM))
    assert "Période finie le 1er septembre 2025" in team and "2013" not in team


def test_a_title_without_day_says_what_to_give(browser, operator):
    someone = staff.person(operator)
    staff.credential(someone, "bacv", obtained_on=None)
    assert "la date d’obtention de son titre n’est pas connue" in words(browser.get(ledger(someone)))
    assert "Impossible à compter" in words(browser.get(TEAM))


def test_another_house_finds_nothing(db, now, worker):
    stranger = operators.actor(operators.operator(ZoneFactory()), now=now)
    assert browser_of(stranger).get(ledger(worker)).status_code == 404


def test_a_former_house_reads_what_it_knew(now, operator, body):
    someone = staff.person(operator, starts_on=date(2022, 9, 1), ends_on=date(2026, 6, 30), family_name="Partie")
    elsewhere = operators.operator(ZoneFactory())
    staff.contract(someone, elsewhere, starts_on=date(2026, 7, 1))
    made.entry(operator, made.module(body, "Avant"), [someone], {date(2026, 3, 2): 6})
    made.entry(elsewhere, made.module(body, "Secret d’après"), [someone], {date(2026, 9, 1): 6})
    former = words(browser_of(operators.actor(operator, now=now)).get(ledger(someone)))
    assert "Avant" in former and "Secret d’après" not in former
    assert "telles qu’elles étaient le 30 juin 2026" in former
    present = words(browser_of(operators.actor(elsewhere, now=now)).get(ledger(someone)))
    assert "Avant" in present and "Secret d’après" in present


def test_one_reads_a_ledger(db, now, worker, followed):
    page = browser_of(staff.officer(Role.APPROVAL_OFFICER)).get(ledger(worker))
    assert "Jeux coopératifs" in words(page) and "Contester ce refus" not in words(page)


def test_who_opens_a_ledger_is_kept_and_oneself_is_not(browser, worker, followed):
    browser.get(ledger(worker))
    browser.get(ledger(worker))
    mine = browser_of(staff.worker(worker))
    mine.get(ME)
    mine.get(ledger(worker))
    assert [one.payload for one in Entry.objects.filter(act="staff.read_file")] == [{"what": "hours"}]


def test_a_project_leader_reads_the_team_and_contests_for_nobody(operator, worker, followed):
    leader = browser_of(operators.actor(operator, Role.PROJECT_LEADER))
    assert "Lou Marelle" in words(leader.get(TEAM))
    assert "Contester ce refus" not in words(leader.get(ledger(worker)))


# -- oneself ----------------------------------------------------------------------------------------
def test_ones_own_page_and_certificate(operator, worker, followed):
    mine = browser_of(staff.worker(worker))
    said = words(mine.get(ME))
    assert "Mes heures de formation" in said and "Contester ce refus" in said and "Attestation" in said
    paper = mine.get(MINE)
    assert paper["Content-Type"] == "application/pdf"
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages).split())
    assert "Heures de formation de Lou Marelle" in text.replace("\xa0", " ")
    assert "Jeux coopératifs" in text and "non reconnue" in text


def test_a_care_worker_reads_no_colleague(operator, worker):
    colleague = staff.person(operator)
    mine = browser_of(staff.worker(worker))
    assert mine.get(ledger(colleague)).status_code == 404
    assert mine.get(TEAM).status_code == 403
    assert mine.get(ledger(worker)).status_code == 200


def test_without_file_the_page_says_who_writes_one(operator):
    someone = browser_of(operators.actor(operator, Role.CARE_WORKER))
    assert "Aucun dossier n’est encore lié à votre compte" in words(someone.get(ME))
    assert someone.get(MINE).status_code == 404


# -- the summary ------------------------------------------------------------------------------------
def test_the_summary_shows_every_period_since_the_last_check(browser, operator, worker, followed):
    staff.person(operator, family_name="Bureau", function="administration")
    book = load_workbook(io.BytesIO(browser.get(SUMMARY, {"forme": "xlsx"}).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Personne", "Fonction")
    assert [row[4].date() for row in rows[1:3]] == [date(2025, 9, 1), date(2028, 9, 1)]
    assert rows[2][5:11] == (50, 20, 4, 3, 30, 26)
    assert rows[3][0].endswith("Bureau") and rows[3][2].startswith("Ni accueillante")
    assert any("présumées valables" in str(row[0]) for row in rows)


def test_an_approval_sets_the_first_period_shown(browser, operator, worker, followed):
    Recognition.objects.create(operator=operator, kind="atl_approval", valid_from=date(2026, 1, 1))
    book = load_workbook(io.BytesIO(browser.get(SUMMARY, {"forme": "xlsx"}).content))
    assert [row[4].date() for row in list(book.active.iter_rows(values_only=True))[1:2]] == [date(2028, 9, 1)]


def test_the_summary_as_pdf(browser, operator, worker, followed):
    answer = browser.get(SUMMARY)
    assert answer["Content-Disposition"] == f'attachment; filename="formations-{TODAY.isoformat()}.pdf"'
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "présumées valables" in " ".join(text.replace("\xa0", " ").split())
    assert "Lou Marelle" in text.replace("\xa0", " ")


def test_no_cell_of_the_summary_is_a_formula(browser, operator):
    staff.person(operator, given_name="=1+1", family_name="@cmd")
    book = load_workbook(io.BytesIO(browser.get(SUMMARY, {"forme": "xlsx"}).content))
    assert {cell.data_type for cell in book.active["A"] if cell.value == "=1+1 @cmd"} == {"s"}


def test_libreoffice_opens_the_summary(browser, operator, worker, followed, soffice, tmp_path):
    path = tmp_path / "dossier.xlsx"
    path.write_bytes(browser.get(SUMMARY, {"forme": "xlsx"}).content)
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", UTF8, path.name],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    said = (tmp_path / "dossier.csv").read_text(encoding="utf-8")
    assert "Lou Marelle" in said and "20.00" in said


def test_a_summary_of_nobody(browser):
    assert browser.get(SUMMARY).status_code == 200
    assert browser.get(SUMMARY, {"forme": "xlsx"}).status_code == 200
