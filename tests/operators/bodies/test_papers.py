"""Approvals and insurances: their dates, their proof, who opens it, and what is said before they end."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.bodies.acts.papers import INSURANCES, RECOGNITIONS, add_paper
from preau.operators.bodies.hub import end_words, ending
from preau.operators.models import Insurance, Recognition
from tests.documents.made_papers import pdf
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made
from tests.operators.bodies.made import browser_of, typed, words

pytestmark = pytest.mark.django_db
NEW = {"kind": "homework_school", "granted_by": "ONE", "valid_from": "2024-01-01", "valid_to": "2026-12-31"}


@pytest.fixture(autouse=True)
def _own_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def operator():
    return made.operator(ZoneFactory())


@pytest.fixture
def browser(operator):
    return browser_of(made.actor(operator))


def proof(name="agrement.pdf", content=None):
    return SimpleUploadedFile(name, content or pdf())


def of(operator, name, *more):
    return reverse(f"operators:{name}", args=[operator.pk, *more])


def test_a_paper_is_added_once_with_its_proof(browser, operator):
    address = of(operator, "paper_new", "agrements")
    for _ in range(2):
        answer = browser.post(address, {**NEW, "proof": proof()})
        assert answer.url == of(operator, "papers") + "#agrements"
    row = Recognition.objects.get(operator=operator)
    assert row.proof.original_name == "agrement.pdf"
    page = words(browser.get(of(operator, "papers")))
    assert "Reconnaissance école de devoirs" in page
    assert "Expire dans 40 jours" in page
    served = browser.get(of(operator, "paper_proof", "agrements", row.pk))
    assert served.content == pdf()
    assert served["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_no_paper_is_refused_and_what_was_typed_stays(browser, operator):
    answer = browser.post(of(operator, "paper_new", "agrements"), {**NEW, "proof": proof("x.pdf", b"MZ not a paper")})
    assert answer.status_code == 422
    assert answer.context["form"]["granted_by"].value() == "ONE"
    assert "PDF" in words(answer)
    assert not Recognition.objects.exists()


def test_dates_out_of_order_and_missing_words_are_said(browser, operator):
    answer = browser.post(
        of(operator, "paper_new", "assurances"), {"valid_from": "2026-05-01", "valid_to": "2026-04-01"}
    )
    assert answer.status_code == 422
    for said in ("Choisissez ce qu’elle couvre", "Donnez le nom de l’assureur", "Le dernier jour vient après"):
        assert said in words(answer)


def test_a_paper_is_corrected_and_keeps_its_proof(browser, operator):
    browser.post(of(operator, "paper_new", "agrements"), {**NEW, "proof": proof()})
    row = Recognition.objects.get()
    address = of(operator, "paper", "agrements", row.pk)
    sent = {**typed(browser.get(address)), "valid_from": "2024-01-01", "valid_to": "2029-12-31"}
    assert browser.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.valid_to, row.proof.original_name) == (date(2029, 12, 31), "agrement.pdf")
    assert "Expire" not in words(browser.get(of(operator, "papers")))


def test_a_paper_written_by_mistake_is_taken_away_and_the_journal_keeps_it(browser, operator):
    made.held(operator)
    row = Insurance.objects.get()
    address = of(operator, "paper_drop", "assurances", row.pk)
    assert "par erreur" in words(browser.get(address))
    assert browser.post(address).url == of(operator, "papers") + "#assurances"
    assert not Insurance.objects.exists()
    assert browser.post(address).status_code == 404
    assert Entry.objects.get(act="operators.drop_insurance").payload["before"]["insurer"] == "Assurances inventées"


def test_only_its_own_people_and_once_declared_one_open_a_proof(browser, operator):
    browser.post(of(operator, "paper_new", "agrements"), {**NEW, "proof": proof()})
    address = of(operator, "paper_proof", "agrements", Recognition.objects.get().pk)
    zone = operator.declarations.get().zone
    worker = browser_of(made.actor(operator, Role.CARE_WORKER))
    one = browser_of(actor_for(MandateFactory(approval_officer=True), made.NOW))
    assert [person.get(address).status_code for person in (worker, one)] == [200, 403]
    assert address not in one.get(reverse("operators:operator", args=[operator.pk])).content.decode()
    made.declared(operator, zone)
    assert one.get(address).status_code == 200
    assert address in one.get(reverse("operators:operator", args=[operator.pk])).content.decode()
    coordinator = browser_of(made.coordinator(zone))
    stranger = browser_of(made.actor(made.operator(zone)))
    commission = browser_of(actor_for(MandateFactory(commission_member=True), made.NOW))
    assert coordinator.get(address).status_code == 403
    assert commission.get(address).status_code == 403
    assert stranger.get(address).status_code == 404
    assert address not in coordinator.get(reverse("operators:operator", args=[operator.pk])).content.decode()


def test_the_coordination_notes_papers_of_an_operator_without_account_alone(operator):
    zone = operator.declarations.get().zone
    coordinator = browser_of(made.coordinator(zone))
    address = of(operator, "paper_new", "agrements")
    assert coordinator.post(address, NEW).status_code == 302
    made.mandate(operator)
    assert coordinator.post(address, {**NEW, "kind": "sport"}).status_code == 403
    assert coordinator.get(of(operator, "papers")).status_code == 403


def test_an_address_made_up_does_not_exist(browser, operator):
    for args in (("agrements", 10**9), ("agrements", 1), ("contrats", 1)):
        assert browser.get(of(operator, "paper", *args)).status_code == 404
        assert browser.get(of(operator, "paper_proof", *args)).status_code == 404
    assert browser.get(of(operator, "paper_new", "contrats")).status_code == 404
    beside = made.operator(operator.declarations.get().zone, body=operator.body)
    made.held(beside)
    assert browser.get(of(operator, "paper", "agrements", Recognition.objects.get().pk)).status_code == 404


def test_what_ends_is_said_in_time_unless_something_follows(operator):
    signatory = made.actor(operator)

    def held(sort, **values):
        return add_paper(signatory, operator.pk, sort, {"valid_from": None, **values})

    words_of = {"label": "", "granted_by": "", "reference": ""}
    soon = made.TODAY + timedelta(days=40)
    near = held(RECOGNITIONS, kind="sport", valid_to=soon, **words_of)
    over = held(RECOGNITIONS, kind="youth", valid_to=date(2026, 5, 3), **words_of)
    held(RECOGNITIONS, kind="library", valid_to=date(2026, 5, 3), **words_of)
    held(RECOGNITIONS, kind="library", valid_to=None, **words_of)
    held(RECOGNITIONS, kind="nursery", valid_to=made.TODAY + timedelta(days=61), **words_of)
    held(INSURANCES, cover="both", insurer="A", policy_number="", valid_to=soon)
    assert ending(Recognition.objects.all(), made.TODAY) == [over, near]
    assert end_words(over, made.TODAY) == "A expiré le 3 mai 2026"
    assert end_words(near, made.TODAY) == "Expire dans 40\N{NO-BREAK SPACE}jours"
