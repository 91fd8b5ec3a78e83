"""The pages of qualification: asking from a file, the list of a house, the queue of ONE, one request."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.law.qualification.titles import Function, HeldTitle, Title, qualifying
from preau.staff.models import Qualification, QualificationRequest
from preau.staff.qualifying import acts
from tests.documents.made_papers import pdf
from tests.factories import MandateFactory, ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made
from tests.staff.made import TODAY
from tests.staff.qualifying.asking import case, paper, sent, state, titled

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(at):
    at("2026-11-21")
    return operators.operator(ZoneFactory())


@pytest.fixture
def secretary(operator):
    return browser_of(operators.actor(operator, Role.OPERATOR_SECRETARY))


@pytest.fixture
def officer(operator):
    return made.officer()


@pytest.fixture
def one(officer):
    return browser_of(officer)


QUEUE = "staff:qualifications"


def page(request):
    return reverse("staff:qualification", args=[request.pk])


def ask_page(person, function="care_worker"):
    return f"{reverse('staff:qualify', args=[person.pk])}?fonction={function}"


# -- asking -----------------------------------------------------------------------------------------


def test_a_title_of_the_list_goes_in_one_click(operator, secretary):
    person, credential = titled(operator)
    shown = words(secretary.get(ask_page(person)))
    assert "dans la liste des accueillants" in shown
    _, steps = qualifying((HeldTitle(title=Title.BACV, obtained=date(2015, 6, 30)),), Function.CARE_WORKER, TODAY)
    assert steps[0].text_fr.replace("\u00a0", " ") in shown
    answer = secretary.post(ask_page(person), {"choice": f"title-{credential.pk}"})
    request = QualificationRequest.objects.get()
    assert (answer.url, request.road, state(request)) == (page(request), "listed", "to_check")
    assert "est envoyé" in words(secretary.get(answer.url))


def test_another_title_goes_the_road_of_equivalence(operator, secretary):
    person, credential = titled(operator, "higher_other")
    assert "pas dans la liste des accueillants, équivalence à demander" in words(secretary.get(ask_page(person)))
    secretary.post(ask_page(person), {"choice": f"title-{credential.pk}", "note": "Trois ans d’études."})
    request = QualificationRequest.objects.get()
    assert (request.road, request.note) == ("equivalence", "Trois ans d’études.")


def test_a_new_title_is_typed_with_its_copy(operator, secretary):
    person = made.person(operator)
    new = {"choice": "new", "title": "bacv", "label": "BACV", "obtained_on": "2015-06-30"}
    answer = secretary.post(ask_page(person), new)
    assert answer.status_code == 422
    assert "Joignez une copie du titre" in words(answer)
    assert 'value="BACV"' in answer.content.decode()
    copy = SimpleUploadedFile("titre.pdf", pdf())
    answer = secretary.post(ask_page(person), {**new, "paper": copy})
    request = QualificationRequest.objects.get()
    assert (answer.url, request.road) == (page(request), "listed")
    assert request.credential.obtained_on == date(2015, 6, 30)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choisissez ce que vous envoyez"),
        ({"choice": "new"}, "Choisissez le titre à ajouter"),
        ({"choice": "new", "title": "astronaute"}, "Choisissez dans la liste"),
        ({"choice": "new", "title": "bacv", "obtained_on": "2027-01-01"}, "Ce jour n’est pas encore venu"),
        ({"choice": "experience"}, "Choisissez dans la liste"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(operator, secretary, typed, said):
    person = made.person(operator)
    answer = secretary.post(ask_page(person), {"note": "À garder", **typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert "À garder" in words(answer)
    assert not QualificationRequest.objects.exists()


def test_a_file_that_is_no_paper_is_refused_beside_its_field(operator, secretary):
    person = made.person(operator)
    copy = SimpleUploadedFile("titre.pdf", b"pas un pdf")
    answer = secretary.post(ask_page(person), {"choice": "new", "title": "bacv", "paper": copy})
    assert answer.status_code == 422
    assert not QualificationRequest.objects.exists()


def test_experience_of_a_leader(operator, secretary):
    person = made.person(operator, function="project_leader")
    address = ask_page(person, "project_leader")
    assert "Au moins 3 ans d’expérience utile" in words(secretary.get(address))
    answer = secretary.post(address, {"choice": "experience", "experience_years": "3,5"})
    assert "Joignez l’attestation" in words(answer)
    copy = SimpleUploadedFile("attestation.pdf", pdf())
    answer = secretary.post(address, {"choice": "experience", "experience_years": "3,5", "paper": copy})
    request = QualificationRequest.objects.get()
    assert (request.road, str(request.experience_years)) == ("experience", "3.5")
    assert "Attestation" in words(secretary.get(page(request)))


def test_the_three_years_of_training(operator, secretary):
    person = made.person(operator, starts_on=date(2025, 9, 1))
    assert "trois ans pour suivre cent heures" in words(secretary.get(ask_page(person)))
    secretary.post(ask_page(person), {"choice": "training"})
    assert state(QualificationRequest.objects.get()) == "in_training"


def test_somebody_without_such_a_function(operator, secretary):
    person = made.person(operator, function="logistics")
    assert "Aucune de ses fonctions" in words(secretary.get(ask_page(person)))


def test_who_opens_the_page_of_asking(operator):
    person, _ = titled(operator)
    stranger = operators.operator(ZoneFactory())
    for actor, status in (
        (operators.actor(operator, Role.PROJECT_LEADER), 403),
        (operators.actor(operator, Role.CARE_WORKER), 403),
        (operators.actor(stranger, Role.OPERATOR_SECRETARY), 404),
        (made.officer(), 403),
    ):
        assert browser_of(actor).get(ask_page(person)).status_code == status, actor.role


# -- the queue --------------------------------------------------------------------------------------


def test_listed_titles_come_first_and_are_confirmed_together(operator, one):
    slow = sent(operator, "higher_other", road="equivalence")
    quick = [sent(operator) for _ in range(3)]
    shown = one.get(reverse(QUEUE)).content.decode()
    assert shown.index(str(quick[0].person)) < shown.index(str(slow.person))
    ticks = [f"{request.pk}:{case(request).step}" for request in quick[:2]]
    answer = one.post(reverse(QUEUE), {"titre": ticks}, follow=True)
    assert "2 titres sont confirmés" in words(answer)
    assert [state(request) for request in (*quick, slow)] == ["qualified", "qualified", "to_check", "to_check"]


def test_one_title_is_confirmed_in_one_click(operator, one):
    request = sent(operator)
    one.post(reverse(QUEUE), {"un": f"{request.pk}:{case(request).step}"})
    assert Qualification.objects.get().request == request


def test_nothing_ticked_and_a_tick_that_is_none(operator, one):
    assert "Cochez d’abord" in words(one.post(reverse(QUEUE), {"titre": ["x:y", "1", "9" * 30]}, follow=True))


def test_a_second_factor_is_asked_before_confirming(operator, officer):
    request = sent(operator)
    weak = browser_of(officer, strong=False)
    answer = weak.post(reverse(QUEUE), {"un": f"{request.pk}:2"})
    assert answer.status_code == 302
    assert state(request) == "to_check"


def test_the_house_reads_its_own_and_confirms_nothing(operator, secretary):
    request = sent(operator)
    other = sent(operators.operator(ZoneFactory()))
    shown = words(secretary.get(reverse(QUEUE)))
    assert str(request.person) in shown
    assert str(other.person) not in shown
    assert secretary.post(reverse(QUEUE), {"un": f"{request.pk}:2"}).status_code == 403


def test_who_is_tied_finds_no_tick(operator, officer, one):
    request = sent(operator)
    MandateFactory(person=officer.person, organisation=request.organisation, role=Role.OPERATOR_SECRETARY)
    assert 'name="titre"' not in one.get(reverse(QUEUE)).content.decode()
    assert "quelqu’un d’autre de l’ONE décide" in words(one.get(page(request)))


def test_the_queue_costs_the_same_for_two_as_for_thirty(operator, one, counted_queries):
    for _ in range(2):
        sent(operator)
    one.get(reverse(QUEUE))
    with counted_queries() as few:
        one.get(reverse(QUEUE))
    for _ in range(28):
        sent(operator)
    with counted_queries() as many:
        one.get(reverse(QUEUE))
    assert len(few) == len(many) <= 20, many.sql


# -- one request ------------------------------------------------------------------------------------


def test_ask_answer_refuse(operator, secretary, one):
    request = sent(operator, "higher_other", road="equivalence")
    step = case(request).step
    answer = one.post(page(request), {"act": "ask", "step": step, "question": ""})
    assert (answer.status_code, "Écrivez ce que vous demandez" in words(answer)) == (422, True)
    one.post(page(request), {"act": "ask", "step": step, "question": "La copie est illisible."})
    assert "La copie est illisible." in words(secretary.get(page(request)))
    copy = SimpleUploadedFile("mieux.pdf", pdf())
    secretary.post(page(request), {"act": "answer", "step": step + 1, "answer": "La voici.", "paper": copy})
    assert "mieux.pdf" in words(one.get(page(request)))
    refusal = {"act": "refuse_title", "step": step + 2, "refusal": "Autre orientation.", "would_accept": ""}
    answer = one.post(page(request), refusal)
    assert "Écrivez ce qui serait accepté" in words(answer)
    assert "Autre orientation." in words(answer)
    one.post(page(request), {**refusal, "would_accept": "Un BACV."})
    shown = words(secretary.get(page(request)))
    assert "Ce qui serait accepté : Un BACV." in shown
    assert "Envoyer un autre titre" in shown


def test_recognise_and_withdraw(operator, secretary, one):
    request = sent(operator, "higher_other", road="equivalence")
    reason = {"act": "recognise_equivalence", "step": case(request).step, "reason": "Orientation pédagogique."}
    one.post(page(request), reason)
    assert state(request) == "qualified"
    other = sent(operator)
    secretary.post(page(other), {"act": "withdraw", "step": case(other).step})
    assert state(other) == "withdrawn"


def test_a_second_person_on_the_page_finds_it_done(operator, one):
    request = sent(operator)
    step = case(request).step
    one.post(page(request), {"act": "qualify", "step": step})
    second = browser_of(made.officer())
    answer = second.post(page(request), {"act": "refuse_title", "step": step, "refusal": "Non", "would_accept": "Oui"})
    assert "C’était déjà fait" in words(second.get(answer.url))


def test_an_act_nobody_offers_is_not_found(operator, one):
    request = sent(operator)
    assert one.post(page(request), {"act": "explode", "step": 2}).status_code == 404
    assert one.post(page(request), {"act": "answer", "step": "x", "answer": "?"}).status_code == 403


def test_the_copy_is_read_by_one_and_the_reading_is_kept(operator, secretary, one):
    request = sent(operator)
    address = reverse("staff:qualification_title", args=[request.pk])
    assert one.get(address)["Content-Disposition"].startswith("attachment")
    assert Entry.objects.filter(act="staff.read_title").count() == 1
    assert secretary.get(address).status_code == 200
    stranger = browser_of(operators.actor(operators.operator(ZoneFactory()), Role.OPERATOR_SECRETARY))
    assert stranger.get(address).status_code == 404
    assert stranger.get(page(request)).status_code == 404


def test_a_request_without_title_has_no_copy(operator, one):
    person = made.person(operator, starts_on=date(2025, 9, 1))
    secretary = operators.actor(operator, Role.OPERATOR_SECRETARY)
    request = acts.send(secretary, person.pk, acts.Asked("care_worker", "training"))
    assert one.get(reverse("staff:qualification_title", args=[request.pk])).status_code == 404
    assert paper(operator).original_name == "titre.pdf"
