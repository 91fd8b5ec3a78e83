"""The file of one person: who reads what, what a former house no longer sees, what the person sees herself."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.law.asking import answer
from preau.law.good_conduct import good_conduct
from preau.staff.access import days_read, seen_until
from preau.staff.models import Assignment, Credential, EmploymentContract, GoodConductCheck, StaffLeave, StaffPerson
from preau.staff.register.due import extract_question
from tests.documents.made_papers import pdf
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, typed, words
from tests.staff import made
from tests.staff.register.made import NUMBER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def person(operator):
    return made.person(operator, given_name="Noa", family_name="Marelle", national_number=NUMBER)


def of(person, name, *more):
    return reverse(f"staff:{name}", args=[person.pk, *more])


def copy(name="diplome.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf())


# -- who reads ---------------------------------------------------------------------------------------
def test_another_house_finds_nobody(person, zone):
    stranger = browser_of(operators.actor(operators.operator(zone)))
    for name in ("person", "identity", "function_new", "contract_new", "conduct_new", "leave_new", "credential_new"):
        assert stranger.get(of(person, name)).status_code == 404
        assert stranger.post(of(person, name)).status_code in {404, 405}


def test_a_project_leader_reads_the_team_but_no_number_and_no_extract(person, operator):
    GoodConductCheck.objects.create(
        person=person,
        organisation=operator.body.organisation,
        extract_on=date(2024, 5, 3),
        seen_on=date(2024, 5, 4),
        cleared=True,
        recorded_at=made.NOW,
    )
    leader = browser_of(operators.actor(operator, Role.PROJECT_LEADER))
    page = words(leader.get(of(person, "person")))
    assert "Noa Marelle" in page
    assert "Numéro de registre national" not in page
    assert "Extrait de casier" not in page
    assert "Extrait de casier" not in words(leader.get("/equipe/"))
    assert leader.get(of(person, "identity")).status_code == 403


def test_a_coordination_never_reads_an_operators_staff(person, zone):
    coordinator = browser_of(operators.coordinator(zone))
    assert coordinator.get(of(person, "person")).status_code == 404
    assert "Noa" not in words(coordinator.get("/equipe/"))


def test_a_care_worker_reads_herself_alone(person, operator):
    other = made.person(operator)
    worker = browser_of(made.worker(person))
    assert "Noa Marelle" in words(worker.get(of(person, "person")))
    assert "Noa Marelle" in words(worker.get("/equipe/moi/"))
    assert worker.get(of(other, "person")).status_code == 404
    assert worker.get("/equipe/").status_code == 403
    assert worker.get(of(person, "identity")).status_code == 403


def test_one_reads_a_file_and_writes_nothing_in_it(person):
    officer = browser_of(made.officer())
    page = words(officer.get(of(person, "person")))
    assert "Noa Marelle" in page
    assert "Numéro de registre national" not in page
    assert officer.post(of(person, "function_new"), {}).status_code == 403


def test_openings_are_kept_once_a_day_and_the_person_reads_them(person, browser):
    worker = made.worker(person)
    for _ in range(2):
        browser.get(of(person, "person"))
    browser_of(worker).get("/equipe/moi/")
    assert Entry.objects.filter(act="staff.read_file").count() == 1
    page = words(browser_of(worker).get("/equipe/moi/"))
    assert "Dossier ouvert" in page
    assert "Secrétariat de l’opérateur" in page.replace("'", "’")


# -- who left ----------------------------------------------------------------------------------------
def test_a_former_house_reads_what_it_knew_and_no_more(operator, actor, browser, zone):
    left = timezone.localdate() - timedelta(days=30)
    person = made.person(operator, ends_on=left)
    known = made.credential(person, "animator")
    Credential.objects.filter(pk=known.pk).update(recorded_at=made.NOW - timedelta(days=200))
    made.contract(person, operators.operator(zone), starts_on=left + timedelta(days=1), function="management")
    later = made.credential(person, "bacv")
    assert seen_until(actor, person) == left
    page = words(browser.get(of(person, "person")))
    assert "ne travaille plus chez vous" in page
    assert "nimat" in page
    assert "BACV" not in page
    assert "Direction" not in page
    assert browser.get(of(person, "credential_file", later.pk)).status_code == 404
    assert browser.get(of(person, "function_new")).status_code == 403


def test_who_never_had_somebody_asks_nothing_of_her(actor, zone):
    stranger = made.person(operators.operator(zone))
    with pytest.raises(LookupError):
        days_read(actor, [stranger])


def test_a_house_takes_somebody_back_within_a_year(operator, browser):
    recent = made.person(operator, ends_on=date(2026, 6, 30), starts_on=date(2025, 9, 1))
    sent = {"starts_on": "2026-12-01", "status": "employee"}
    assert browser.post(of(recent, "contract_new"), sent).status_code == 302
    assert Assignment.objects.filter(contract__person=recent, starts_on=date(2026, 12, 1)).exists()


# -- contract, functions, absences -------------------------------------------------------------------
def test_two_contracts_at_once_are_refused_and_what_was_typed_stays(person, browser):
    answer = browser.post(of(person, "contract_new"), {"starts_on": "2026-12-01", "fte": "50"})
    assert answer.status_code == 422
    assert "un seul à la fois" in words(answer)
    assert answer.context["form"]["fte"].value() == "50"


def test_ending_a_contract_ends_its_functions(person, browser):
    contract = person.contracts.get()
    sent = {**typed(browser.get(of(person, "contract", contract.pk))), "ends_on": "2026-12-31"}
    assert browser.post(of(person, "contract", contract.pk), sent).status_code == 302
    assert Assignment.objects.get(contract=contract).ends_on == date(2026, 12, 31)
    contract.refresh_from_db()
    assert contract.fte is not None


def test_a_function_lies_within_the_contract_and_once(person, browser, operator):
    place = operators.place(operator)
    sent = {"function": "project_leader", "place": place.pk, "fte": "20", "starts_on": "2026-01-05"}
    for _ in range(2):
        assert browser.post(of(person, "function_new"), sent).status_code == 302
    assert Assignment.objects.filter(function="project_leader").count() == 1
    again = browser.post(of(person, "function_new"), {**sent, "fte": "10"})
    assert "a déjà cette fonction à cet endroit" in words(again)
    early = browser.post(of(person, "function_new"), {**sent, "starts_on": "2020-01-01"})
    assert "pendant son contrat" in words(early)
    page = words(browser.get(of(person, "person")))
    assert "Les fonctions font 70 %" in page


def test_a_function_is_corrected_by_two_people(person, browser):
    row = Assignment.objects.get(contract__person=person)
    address = of(person, "function", row.pk)
    sent = typed(browser.get(address))
    assert browser.post(address, {**sent, "function": "logistics"}).status_code == 302
    late = browser.post(address, {**sent, "function": "administration"})
    assert late.status_code == 422
    assert "Quelqu’un a enregistré autre chose" in words(late)
    row.refresh_from_db()
    assert row.function == "logistics"


def test_a_place_of_another_house_is_refused(person, browser, zone):
    foreign = operators.place(operators.operator(zone))
    sent = {"function": "logistics", "place": foreign.pk, "starts_on": "2026-01-05"}
    operators.place(operators.CareOperator.objects.get(body__organisation=person.contracts.get().organisation))
    assert "Choisissez dans la liste" in words(browser.post(of(person, "function_new"), sent))


def test_somebody_is_away_and_comes_back(person, browser):
    assert browser.post(of(person, "leave_new"), {"kind": "parental", "starts_on": "2026-10-01"}).status_code == 302
    leave = StaffLeave.objects.get()
    assert "retour pas encore connu" in words(browser.get("/equipe/"))
    sent = {**typed(browser.get(of(person, "leave", leave.pk))), "ends_on": "2026-11-10"}
    assert browser.post(of(person, "leave", leave.pk), sent).status_code == 302
    assert "retour pas encore connu" not in words(browser.get("/equipe/"))
    over = browser.post(of(person, "leave_new"), {"kind": "illness", "starts_on": "2026-11-01"})
    assert "Une autre absence" in words(over)


def test_what_was_written_by_mistake_is_taken_away_and_the_history_keeps_it(person, browser):
    row = Assignment.objects.get(contract__person=person)
    address = of(person, "drop", "fonction", row.pk)
    assert "par erreur" in words(browser.get(address))
    assert browser.post(address).status_code == 302
    assert not Assignment.objects.filter(pk=row.pk).exists()
    assert browser.post(address).status_code == 404
    assert "Fonction retirée" in words(browser.get(of(person, "person")))
    assert browser.get(of(person, "drop", "rien", row.pk)).status_code == 404


# -- titles and extracts -----------------------------------------------------------------------------
def test_a_title_is_added_once_with_its_copy(person, browser, operator):
    sent = {"title": "bacv", "issuer": "École inventée", "obtained_on": "2019-06-28"}
    for _ in range(2):
        assert browser.post(of(person, "credential_new"), {**sent, "file": copy()}).status_code == 302
    row = Credential.objects.get()
    served = browser.get(of(person, "credential_file", row.pk))
    assert served.content == pdf()
    assert served["Content-Disposition"].startswith("attachment")
    stranger = browser_of(operators.actor(operators.operator(ZoneFactory())))
    assert stranger.get(of(person, "credential_file", row.pk)).status_code == 404


def test_a_file_that_is_no_paper_is_refused_and_what_was_typed_stays(person, browser):
    sent = {"title": "other", "label": "Brevet de jongleur", "file": copy("x.pdf", b"MZ not a paper")}
    answer = browser.post(of(person, "credential_new"), sent)
    assert answer.status_code == 422
    assert answer.context["form"]["label"].value() == "Brevet de jongleur"
    assert not Credential.objects.exists()


def test_another_title_says_what_it_is_and_no_title_is_to_come(person, browser):
    answer = browser.post(of(person, "credential_new"), {"title": "other", "obtained_on": "2027-01-01"})
    assert "Donnez l’intitulé" in words(answer)
    assert "une fois obtenu" in words(answer)


def test_a_title_taken_away_is_no_longer_shown(person, browser):
    row = made.credential(person, "bacv")
    assert browser.post(of(person, "drop", "titre", row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert browser.get(of(person, "credential", row.pk)).status_code == 404


def test_an_extract_is_seen_and_the_next_is_due_five_years_later(person, browser):
    sent = {"extract_on": "2024-05-03", "seen_on": "2024-05-10", "cleared": "yes"}
    for _ in range(2):
        assert browser.post(of(person, "conduct_new"), sent).status_code == 302
    check = GoodConductCheck.objects.get()
    page = words(browser.get(of(person, "person")))
    assert "À revoir pour le 3 mai 2029" in page
    question = extract_question(check, made.TODAY)
    asked = b'{"day": "2026-11-21", "extract_date": "2024-05-03", "result": "clean"}'
    assert good_conduct(question) == answer("good_conduct", asked)
    other = browser.post(of(person, "conduct_new"), {**sent, "cleared": "no"})
    assert "déjà inscrit" in words(other)
    assert not [field.name for field in GoodConductCheck._meta.get_fields() if "file" in field.name]


def test_an_extract_is_no_older_than_the_day_it_was_seen(person, browser):
    later = {"extract_on": "2026-11-20", "seen_on": "2026-11-10", "cleared": "yes"}
    assert "Un extrait est vu le jour de sa date" in words(browser.post(of(person, "conduct_new"), later))
    tomorrow = {"extract_on": "2026-11-20", "seen_on": "2026-11-22", "cleared": "yes"}
    assert "aujourd’hui au plus tard" in words(browser.post(of(person, "conduct_new"), tomorrow))


# -- the papers of a coordinator ---------------------------------------------------------------------
def test_the_papers_of_a_coordinator_are_due_in_thirty_days(zone):
    coordinator = operators.coordinator(zone)
    house = coordinator.mandate.organisation
    person = made.person(house, function="atl_coordinator", starts_on=date(2026, 11, 2))
    browser = browser_of(coordinator)
    page = words(browser.get(of(person, "person")))
    assert "À déposer pour le mercredi 2 décembre 2026" in page
    contract = person.contracts.get()
    sent = {**typed(browser.get(of(person, "contract", contract.pk))), "document": copy("contrat.pdf")}
    assert browser.post(of(person, "contract", contract.pk), sent).status_code == 302
    title = {"title": "bacv", "file": copy()}
    assert browser.post(of(person, "credential_new"), title).status_code == 302
    assert "À déposer" not in words(browser.get(of(person, "person")))
    assert browser.get(of(person, "contract_file", contract.pk)).content == pdf()


# -- her own page ------------------------------------------------------------------------------------
def test_a_file_with_her_address_is_tied_when_she_says_so(operator):
    worker = operators.actor(operator, Role.CARE_WORKER)
    person = made.person(operator, email=worker.email)
    browser = browser_of(worker)
    assert "Est-ce vous" in words(browser.get("/equipe/moi/"))
    assert browser.post("/equipe/moi/").url == "/equipe/moi/"
    assert StaffPerson.objects.get(pk=person.pk).account == worker.person
    assert browser.post("/equipe/moi/").url == "/equipe/moi/"
    assert Entry.objects.filter(act="staff.claim_file").count() == 1


def test_without_a_file_the_page_says_so(operator):
    browser = browser_of(operators.actor(operator, Role.CARE_WORKER))
    assert "Aucun dossier n’est encore relié" in words(browser.get("/equipe/moi/"))


def test_a_contract_of_another_house_is_not_shown_to_the_present_one(operator, browser, zone):
    person = made.person(operator)
    other = operators.operator(zone)
    made.contract(person, other, function="management")
    contract = EmploymentContract.objects.get(person=person, organisation=other.body.organisation)
    assert other.body.organisation.name not in words(browser.get(of(person, "person")))
    assert browser.get(of(person, "contract", contract.pk)).status_code == 404
