"""Signing in and out, forgetting and changing a password, being slowed down."""

import re

import pytest
from django.urls import reverse

from preau.foundation.accounts.models import Person
from preau.foundation.journal.models import Entry
from tests.factories import PASSWORD, MandateFactory, PersonFactory, sign_in

pytestmark = pytest.mark.django_db
NEW = "quatre saisons dans la cour"


def give(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def test_the_page_of_sign_in(client):
    page = client.get(reverse("account_login"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "<h1>Se connecter</h1>" in text
    assert 'autocomplete="username"' in text
    assert "placeholder" not in text


def test_signing_in_whatever_the_case_of_the_address(client):
    person = PersonFactory(email="line@exemple.test")
    answer = give(client, "Line@Exemple.TEST ")
    assert answer.status_code == 302
    assert answer.url == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_back_to_the_page_that_asked(client):
    person = PersonFactory()
    asked = client.get(reverse("accounts:me"))
    assert asked.url == f"{reverse('account_login')}?next={reverse('accounts:me')}"
    assert give(client, person.email, next=reverse("accounts:me")).url == reverse("accounts:me")
    assert give(client, person.email, next="https://ailleurs.test/").url == reverse("home")


@pytest.mark.parametrize("email", ["personne1@exemple.test", "inconnu@exemple.test"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, email):
    PersonFactory(email="personne1@exemple.test")
    page = give(client, email, "pas celui-là")
    assert page.status_code == 200
    assert "Cette adresse et ce mot de passe ne vont pas ensemble" in page.content.decode()


def test_a_closed_account_cannot_sign_in(client):
    person = PersonFactory(is_active=False)
    answer = give(client, person.email)
    assert answer.url == reverse("account_inactive")
    assert client.get(answer.url).status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("demonstration", [True, False])
def test_an_account_of_the_demonstration_enters_a_demonstration_only(client, settings, demonstration):
    settings.DEMONSTRATION = demonstration
    PersonFactory(email="coordination.mons@demo.preau.example")
    give(client, "coordination.mons@demo.preau.example")
    assert ("_auth_user_id" in client.session) is demonstration


def test_five_failures_slow_an_account_down_even_with_the_right_password(client):
    person = PersonFactory()
    for _ in range(5):
        give(client, person.email, "pas celui-là")
    page = give(client, person.email)
    assert "Réessayez dans 5 minutes" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_too_many_sign_ins_from_one_place_say_when_to_try_again(client, at):
    at("2026-11-21T10:00")
    for _ in range(30):
        client.post(reverse("account_login"), {})
    page = client.post(reverse("account_login"), {})
    assert page.status_code == 429
    assert page["Retry-After"] == "300"
    assert "Réessayez dans 5 minutes, à 10 h 05" in re.sub(r"\s", " ", page.content.decode())


def test_signing_out_takes_a_post(client):
    sign_in(client, PersonFactory())
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).url == reverse("home")
    assert "_auth_user_id" not in client.session


def test_there_is_no_sign_up(client):
    for address in ("/compte/signup/", "/compte/inscription/", "/compte/email/"):
        assert client.get(address).status_code == 404


def test_a_forgotten_password_is_chosen_again_by_letter(client, letters):
    person = PersonFactory(email="line@exemple.test")
    with letters() as sent:
        answer = client.post(reverse("account_reset_password"), {"email": "LINE@exemple.test"})
    assert answer.url == reverse("account_reset_password_done")
    assert sent[0].to == ["line@exemple.test"]
    link = re.search(r"https?://[^/]+(/\S+)", sent[0].body)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    with letters() as sent:
        done = client.post(form.request["PATH_INFO"], {"password1": NEW})
    assert done.url == reverse("account_reset_password_from_key_done")
    assert "a été changé" in sent[0].body
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert Entry.objects.filter(act="accounts.reset_password", object_id=str(person.pk)).exists()
    assert "Ce lien ne vaut plus" in client.get(link, follow=True).content.decode()


def test_asking_for_an_unknown_address_looks_the_same_and_sends_nothing(client, letters):
    with letters() as sent:
        answer = client.post(reverse("account_reset_password"), {"email": "inconnu@exemple.test"})
    assert answer.url == reverse("account_reset_password_done")
    assert client.get(answer.url).status_code == 200
    assert not sent


def test_a_reset_asked_too_often_waits(client, letters):
    with letters():
        for _ in range(3):
            client.post(reverse("account_reset_password"), {"email": "line@exemple.test"})
        page = client.post(reverse("account_reset_password"), {"email": "line@exemple.test"})
    assert page.status_code == 429
    assert page["Retry-After"] == "3600"


def test_changing_the_password_ends_the_sessions_opened_elsewhere(client, other_client, letters):
    mandate = MandateFactory()
    sign_in(client, mandate.person)
    sign_in(other_client, mandate.person)
    with letters() as sent:
        answer = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert answer.url == reverse("accounts:me")
    assert "a été changé" in sent[0].body
    assert client.get(reverse("accounts:me")).status_code == 200
    assert other_client.get(reverse("accounts:me")).status_code == 302


@pytest.mark.parametrize(
    ("password", "reason"),
    [("trop court", "12"), ("password1234", "courant"), ("line.dupuis@exemple", "trop semblable")],
)
def test_a_weak_password_is_refused_with_its_reason(client, password, reason):
    person = PersonFactory(email="line.dupuis@exemple.test")
    sign_in(client, person)
    page = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password})
    assert page.status_code == 200
    assert reason in page.content.decode()
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_who_is_no_longer_signed_in_comes_back_to_the_page_she_sent_from(client):
    form = "http://testserver/compte/mandats/"
    sent = client.post("/compte/mandats/1/fin/", {}, headers={"Referer": form})
    assert sent.url == f"{reverse('account_login')}?next=/compte/mandats/"
    fragment = client.post("/compte/mandats/1/fin/", {}, headers={"HX-Request": "true"})
    assert fragment.status_code == 401
