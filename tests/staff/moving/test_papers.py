"""A consent on paper brings a file along once somebody else confirmed it; the new house alone opens nothing."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import TestCase
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.api import PAPERS, ReceivedFile, receive
from preau.foundation.journal.models import Entry
from preau.foundation.ui.versions import NotNow
from preau.staff.api import forget_papers
from preau.staff.models import EmploymentContract, MoveRequest, PaperConsent
from preau.staff.models.consents import PURPOSE
from preau.staff.moving import acts, papers
from preau.staff.todo import agenda_of
from tests.documents.made_papers import pdf, stream
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_worker(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def former(db):
    return operators.operator(ZoneFactory())


@pytest.fixture
def person(former):
    """Somebody nothing reaches: neither address nor account."""
    return made.person(former, email="", ends_on=date(2026, 8, 31))


@pytest.fixture
def asked(actor, operator, person):
    house = operator.body.organisation
    with transaction.atomic():
        return acts.ask_consent(actor, house, person, date(2026, 9, 1), "care_worker")


def binding(operator):
    """Return who binds a house, with a second factor."""
    organisation = operator.body.organisation
    return actor_for(MandateFactory(organisation=organisation, role=Role.OPERATOR_SIGNATORY), strong=True)


@pytest.fixture
def director(operator):
    return binding(operator)


@pytest.fixture
def knowing(former):
    return binding(former)


def sheet(name="accord.pdf"):
    return SimpleUploadedFile(name, pdf())


def give(director, asked, **said):
    form = {"signed_on": "2026-11-20", "file": sheet(), "attested": "on", **said}
    with TestCase.captureOnCommitCallbacks(execute=True):
        return browser_of(director).post(reverse("staff:move_paper", args=[asked.pk]), form)


def confirm(actor, paper, answer="yes", reason=""):
    with TestCase.captureOnCommitCallbacks(execute=True):
        address = reverse("staff:paper", args=[paper.pk])
        return browser_of(actor).post(address, {"answer": answer, "reason": reason})


def test_a_paper_opens_nothing_until_the_former_house_confirms_it(director, knowing, operator, asked, person):
    made.credential(person, "bacv")
    assert give(director, asked).status_code == 302
    paper = PaperConsent.objects.get()
    assert paper.former == knowing.mandate.organisation
    assert any(knowing.email in letter.to for letter in mail.outbox)
    file = reverse("staff:person", args=[person.pk])
    assert browser_of(director).get(file).status_code == 404
    assert [task.title for task in agenda_of(knowing).tasks] == [f"Confirmer l’accord de {person}"]
    assert confirm(knowing, paper).status_code == 302
    asked.refresh_from_db()
    assert asked.accepted is True
    contract = EmploymentContract.objects.get(person=person, organisation=operator.body.organisation)
    assert contract.starts_on == date(2026, 9, 1)
    page = words(browser_of(director).get(file))
    assert "BACV" in page
    assert {"staff.attest_paper", "staff.confirm_paper", "staff.answer_consent"} <= set(
        Entry.objects.values_list("act", flat=True)
    )
    assert any("est d’accord" in letter.body for letter in mail.outbox)


def test_the_house_that_asks_never_confirms_its_own_paper(director, operator, asked):
    give(director, asked)
    paper = PaperConsent.objects.get()
    assert confirm(director, paper).status_code == 403
    assert confirm(binding(operator), paper).status_code == 403
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_who_gave_it_in_never_confirms_it_in_another_house(director, former, asked):
    give(director, asked)
    paper = PaperConsent.objects.get()
    mandate = MandateFactory(
        person=director.person, organisation=former.body.organisation, role=Role.OPERATOR_SIGNATORY
    )
    assert confirm(actor_for(mandate, strong=True), paper).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperConsent.objects.filter(pk=paper.pk).update(
            decided_by=director.person, decided_at=director.now, confirmed=True
        )


def test_the_secretary_prints_the_text_and_the_direction_gives_the_paper_in(browser, director, asked, person):
    address = reverse("staff:move_paper", args=[asked.pk])
    page = words(browser.get(address))
    assert f"Je soussignée, soussigné {person}" in page
    assert "La direction dépose le papier" in page
    assert browser.post(address, {}).status_code == 403
    assert "Déposer le papier signé" in words(browser_of(director).get(address))
    answer = give(director, asked, attested="", signed_on="2026-12-01")
    assert answer.status_code == 422
    assert "Cochez pour l’attester" in words(answer)
    assert "donnez une date passée" in words(answer)
    assert not PaperConsent.objects.exists()


def test_a_second_click_gives_in_one_paper_and_another_paper_waits(director, asked):
    assert give(director, asked).status_code == 302
    assert give(director, asked).status_code == 302
    assert PaperConsent.objects.count() == 1
    answer = give(director, asked, signed_on="2026-11-19")
    assert answer.status_code == 422
    assert "Un papier attend déjà" in words(answer)
    assert PaperConsent.objects.count() == 1
    assert "Un papier signé attend d’être confirmé" in words(browser_of(director).get("/equipe/"))
    assert "pour le papier" in agenda_of(director).waiting[0].who


def test_confirmed_twice_is_confirmed_once_and_the_second_person_is_told(director, knowing, asked):
    give(director, asked)
    paper = PaperConsent.objects.get()
    assert confirm(knowing, paper).status_code == 302
    assert confirm(knowing, paper).status_code == 302
    assert confirm(knowing, paper, "no", "Trop tard").status_code == 403
    assert confirm(made.officer(), paper).status_code == 403
    assert EmploymentContract.objects.filter(organisation=asked.organisation_id).count() == 1
    assert Entry.objects.filter(act="staff.confirm_paper").count() == 1


def test_a_refusal_says_why_and_the_next_paper_goes_to_one(director, knowing, asked, person):
    give(director, asked)
    paper = PaperConsent.objects.get()
    assert "Dites pourquoi" in words(confirm(knowing, paper, "no"))
    assert confirm(knowing, paper, "no", "Ce n’est pas sa signature.").status_code == 302
    assert any("Ce n’est pas sa signature" in letter.body for letter in mail.outbox)
    assert browser_of(director).get(reverse("staff:person", args=[person.pk])).status_code == 404
    assert give(director, asked).status_code == 302
    second = PaperConsent.objects.get(decided_at=None)
    assert second.former is None
    assert confirm(knowing, second).status_code == 404
    officer = made.officer()
    assert [task.title for task in agenda_of(officer).tasks] == [f"Confirmer l’accord de {person}"]
    assert confirm(officer, second).status_code == 302
    assert EmploymentContract.objects.filter(person=person, organisation=asked.organisation_id).exists()


def test_one_is_asked_after_ten_days_of_silence_and_the_former_house_is_told(director, knowing, asked, person, now):
    give(director, asked)
    paper, officer = PaperConsent.objects.get(), made.officer()
    assert agenda_of(officer).tasks == ()
    later = now + timedelta(days=11)
    with clock.frozen(later):
        assert len(agenda_of(actor_for(officer.mandate, later, strong=True)).tasks) == 1
        assert confirm(officer, paper).status_code == 302
    assert any("L’ONE a confirmé" in letter.body and knowing.email in letter.to for letter in mail.outbox)


def test_an_officer_tied_to_the_asking_house_leaves_it_to_another(director, asked):
    give(director, asked)
    officer = made.officer()
    MandateFactory(person=officer.person, organisation=asked.organisation, role=Role.OPERATOR_SECRETARY)
    answer = confirm(officer, PaperConsent.objects.get())
    assert answer.status_code == 422
    assert "quelqu’un d’autre de l’ONE répond" in words(answer)


def test_her_own_answer_comes_before_the_paper(director, knowing, asked, person):
    give(director, asked)
    paper = PaperConsent.objects.get()
    worker = made.worker(person)
    hers = browser_of(worker)
    page = words(hers.get("/equipe/moi/"))
    assert "Accords donnés en votre nom, sur papier" in page
    assert hers.get(reverse("staff:paper_file", args=[paper.pk])).status_code == 200
    acts.answer(worker, asked.pk, accepted=False)
    answer = confirm(knowing, paper)
    assert answer.status_code == 403
    assert "a répondu elle-même" in words(answer)
    assert agenda_of(knowing).tasks == ()
    assert not EmploymentContract.objects.filter(person=person, organisation=asked.organisation_id).exists()


def test_who_has_an_address_is_told_of_the_paper_and_of_its_confirmation(director, knowing, asked, person):
    person.email = "elle@exemple.test"
    person.save()
    give(director, asked)
    told = [letter for letter in mail.outbox if letter.to == ["elle@exemple.test"]]
    assert "si vous n’avez rien signé, dites non" in told[-1].body
    confirm(knowing, PaperConsent.objects.get())
    told = [letter for letter in mail.outbox if letter.to == ["elle@exemple.test"]]
    assert "déposé par" in told[-1].body


def test_a_paper_is_not_for_strangers_nor_for_a_request_taken_back(director, knowing, asked, zone, actor):
    give(director, asked)
    paper = PaperConsent.objects.get()
    stranger = binding(operators.operator(zone))
    for route, key in (("move_paper", asked.pk), ("paper", paper.pk), ("paper_file", paper.pk)):
        assert browser_of(stranger).get(reverse(f"staff:{route}", args=[key])).status_code == 404
    acts.withdraw(actor, asked.pk)
    assert give(director, asked).status_code == 403
    assert confirm(knowing, paper).status_code == 403


def test_a_file_that_is_no_paper_is_refused_and_nothing_is_kept(director, asked):
    answer = give(director, asked, file=SimpleUploadedFile("accord.exe", b"MZ" + b"0" * 200))
    assert answer.status_code == 422
    assert not PaperConsent.objects.exists()


def test_the_paper_keeps_the_request_open_thirty_days_more(director, asked, now):
    asked.expires_at = now + timedelta(days=1)
    asked.save()
    give(director, asked)
    assert MoveRequest.objects.get(pk=asked.pk).expires_at == now + acts.GOOD_FOR


def test_the_former_house_is_the_one_she_left_last(asked, person, former):
    older = operators.operator(ZoneFactory())
    made.contract(person, older, starts_on=date(2019, 1, 1), ends_on=date(2020, 1, 1))
    assert papers.former_house(asked) == former.body.organisation.pk
    EmploymentContract.objects.filter(person=person).delete()
    assert papers.former_house(asked) is None


def test_two_papers_at_once_one_waits(director, asked, person):
    give(director, asked)
    file = PaperConsent.objects.get().file
    with pytest.raises(NotNow):
        papers.attest(director, asked.pk, date(2026, 11, 1), file)


def test_a_paper_received_and_never_given_in_is_forgotten_one_given_in_stays(director, asked):
    give(director, asked)
    receive(director, SimpleUploadedFile("seul.pdf", pdf(content=stream(b"0 0 m 50 50 l S"))), PURPOSE, PAPERS)
    assert forget_papers(director.now + timedelta(days=89), 90) == 0
    assert forget_papers(director.now + timedelta(days=91), 90) == 1
    assert ReceivedFile.objects.get().pk == PaperConsent.objects.get().file_id


def test_who_opens_the_copy_is_kept_once_a_day(director, knowing, asked, person):
    give(director, asked)
    address = reverse("staff:paper_file", args=[PaperConsent.objects.get().pk])
    for _ in range(2):
        assert browser_of(knowing).get(address).status_code == 200
    read = Entry.objects.filter(act="staff.read_file", object_id=str(person.pk))
    assert [(one.person_id, one.payload) for one in read] == [
        (knowing.person_id, {"what": f"consent:{PaperConsent.objects.get().pk}"})
    ]
