"""A file follows a person to a new employer when she says so, and nothing is read before."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.staff.models import EmploymentContract, MoveRequest
from preau.staff.moving import acts
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made
from tests.staff.register.made import NEW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_worker(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def former(zone):
    return operators.operator(ZoneFactory())


@pytest.fixture
def person(former):
    return made.person(
        former,
        given_name="Alix",
        family_name="Cerceau",
        birth_date=date(1991, 4, 2),
        email="alix@exemple.test",
        ends_on=date(2026, 8, 31),
    )


def asked(browser):
    """Ask for her consent as the page does; return the request."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert browser.post("/equipe/nouvelle/", {**NEW, "known": "ask"}).status_code == 302
    return MoveRequest.objects.latest("pk")


def link():
    """Return the path of the link in the last letter."""
    found = re.search(r"https?://[^/]+(/equipe/accord/lien/\S+/)", mail.outbox[-1].body)
    assert found is not None
    return found[1]


def test_a_link_goes_to_her_address_and_yes_brings_titles_and_hours(browser, operator, person):
    title = made.credential(person, "bacv")
    request = asked(browser)
    assert mail.outbox[-1].to == ["alix@exemple.test"]
    assert browser.get(reverse("staff:person", args=[person.pk])).status_code == 404
    visitor, address = Client(), link()
    assert operator.body.organisation.name in words(visitor.get(address))
    answer = visitor.post(address, {"answer": "yes"}, follow=True)
    assert "Votre réponse est enregistrée" in words(answer)
    contract = EmploymentContract.objects.get(person=person, organisation=operator.body.organisation)
    assert contract.starts_on == date(2026, 9, 1)
    page = words(browser.get(reverse("staff:person", args=[person.pk])))
    assert "BACV" in page or str(title) in page
    assert Entry.objects.filter(act="staff.answer_consent").count() == 1
    visitor.post(address, {"answer": "no"})
    request.refresh_from_db()
    assert request.accepted is True


def test_on_no_the_house_reads_nothing_and_is_told(browser, operator, person):
    asked(browser)
    with TestCase.captureOnCommitCallbacks(execute=True):
        Client().post(link(), {"answer": "no"})
    assert browser.get(reverse("staff:person", args=[person.pk])).status_code == 404
    assert not EmploymentContract.objects.filter(organisation=operator.body.organisation).exists()
    assert any("ne souhaite pas" in letter.body for letter in mail.outbox)


def test_the_former_house_keeps_what_it_had(browser, former, person):
    asked(browser)
    Client().post(link(), {"answer": "yes"})
    old = browser_of(operators.actor(former))
    page = words(old.get(reverse("staff:person", args=[person.pk])))
    assert "ne travaille plus chez vous" in page
    assert "1er septembre 2026" not in page


def test_nothing_differs_when_her_file_holds_no_address(browser, person):
    person.email = ""
    person.save()
    asked(browser)
    assert mail.outbox == []
    page = words(browser.get("/equipe/"))
    assert "1 accord attendu" in page


def test_she_answers_from_her_account_too(browser, operator, person, former):
    worker = made.worker(person)
    request = asked(browser)
    hers = browser_of(worker)
    assert "demande votre accord" in words(hers.get("/equipe/moi/"))
    address = reverse("staff:move", args=[request.pk])
    assert "Répondez par oui ou par non" in words(hers.post(address, {}))
    assert hers.post(address, {"answer": "yes"}).url == "/equipe/moi/"
    assert hers.post(address, {"answer": "yes"}).status_code == 403
    assert EmploymentContract.objects.filter(person=person, organisation=operator.body.organisation).exists()


def test_nobody_answers_for_her(browser, actor, person, former):
    request = asked(browser)
    address = reverse("staff:move", args=[request.pk])
    assert browser.post(address, {"answer": "yes"}).status_code == 403
    assert browser_of(operators.actor(former)).get(address).status_code == 404
    with pytest.raises(Forbidden):
        acts.answer(actor, request.pk, accepted=True)
    request.refresh_from_db()
    assert request.answered_at is None


def test_a_request_is_made_once_and_taken_back(browser, person, zone):
    request = asked(browser)
    assert asked(browser) == request
    address = reverse("staff:move_withdraw", args=[request.pk])
    stranger = browser_of(operators.actor(operators.operator(zone), Role.OPERATOR_SECRETARY))
    assert stranger.post(address).status_code == 404
    old = link()
    for _ in range(2):
        assert browser.post(address).url == "/equipe/"
    closed = Client().get(old)
    assert closed.status_code in {404, 410}
    assert asked(browser) != request


def test_a_link_dies_after_thirty_days_and_a_new_request_may_be_made(browser, person, now):
    request = asked(browser)
    address = link()
    with clock.frozen(now + timedelta(days=31)):
        assert Client().get(address).status_code == 410
        assert Client().post(address, {"answer": "yes"}).status_code == 410
        assert MoveRequest.objects.get(pk=request.pk).answered_at is None
        assert browser.post("/equipe/nouvelle/", {**NEW, "known": "ask"}).status_code == 302
        assert MoveRequest.objects.latest("pk") != request


def test_a_link_that_was_never_sent_opens_nothing(db):
    answer = Client().get(reverse("staff:move_link", args=["rien"]))
    assert answer.status_code == 404
    assert "Ce lien n’ouvre rien" in words(answer)
