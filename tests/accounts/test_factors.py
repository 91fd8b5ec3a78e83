"""Second factors: added, asked for, used once, renewed, taken away; and the way back to the page that needed one."""

import base64
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts import sessions
from preau.foundation.journal.models import Entry
from tests.accounts.conftest import code_of
from tests.factories import PASSWORD, MandateFactory, PersonFactory, sign_in

pytestmark = pytest.mark.django_db
NEEDS_IT = "/compte/personnes/inviter/"


def strong(client, person):
    return sessions.is_strong(client.session, person, clock.now())


def sign_in_with_password(client, person):
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


@pytest.fixture
def enrol(client, letters):
    """Return a function that adds an application of codes through the pages."""

    def add():
        client.get(reverse("mfa_activate_totp"))
        with letters() as sent:
            code = code_of(client.session["mfa.totp.secret"])
            answer = client.post(reverse("mfa_activate_totp"), {"code": f"{code[:3]} {code[3:]}"})
        return answer, sent

    return add


def test_the_page_shows_a_square_a_key_and_no_code_outside_the_demonstration(client):
    sign_in(client, PersonFactory())
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    drawing = page.partition('src="data:image/svg+xml;base64,')[2].partition('"')[0]
    assert b'xmlns="http://www.w3.org/2000/svg"' in base64.b64decode(drawing)  # without it the page shows nothing
    assert re.search(r"Clé\s: <code>", page)
    assert "Démonstration : votre code" not in page


def test_the_demonstration_gives_the_code(client, settings):
    settings.DEMONSTRATION = True
    person = PersonFactory()
    sign_in(client, person)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    code = re.search(r"votre code est <b[^>]*>([\d ]+)</b>", page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer.url == reverse("mfa_view_recovery_codes")
    client.post(reverse("account_logout"))
    for _ in range(2):  # twice within the same half-minute: the second code is the next one
        sign_in_with_password(client, person)
        page = client.get(reverse("mfa_authenticate")).content.decode()
        code = re.search(r"votre code est <b[^>]*>([\d ]+)</b>", page)[1]
        assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("home")
        client.post(reverse("account_logout"))


def test_needing_a_factor_leads_through_setting_one_up_and_back(client, mandate, enrol):
    sign_in(client, mandate.person)
    asked = client.get(NEEDS_IT)
    assert asked.url == f"{reverse('accounts:second_factor')}?next=%2Fcompte%2Fpersonnes%2Finviter%2F"
    assert "Ajouter une application de codes" in client.get(asked.url).content.decode()
    answer, sent = enrol()
    assert "Second facteur ajouté" in sent[0].subject
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.url).content.decode()
    assert codes.count("<code>") == 10
    onwards = re.search(r'href="([^"]+)">J’ai gardé mes codes', codes)[1]
    assert client.get(onwards).url == NEEDS_IT
    assert 'download="codes-de-secours-preau.txt"' in codes
    assert client.get(NEEDS_IT).status_code == 200
    assert Entry.objects.filter(act="accounts.add_factor", object_id=str(mandate.person_id)).exists()


def test_recovery_codes_are_shown_once(client, enrol):
    sign_in(client, PersonFactory())
    answer, _sent = enrol()
    assert "<code>" in client.get(answer.url).content.decode()
    assert "<code>" not in client.get(answer.url).content.decode()


def test_needing_a_factor_one_has_leads_through_confirming_and_back(client, mandate, application):
    code = application(mandate.person)
    sign_in(client, mandate.person)
    asked = client.get(client.get(NEEDS_IT).url)
    assert asked.url == f"{reverse('mfa_reauthenticate')}?next=%2Fcompte%2Fpersonnes%2Finviter%2F"
    assert client.get(asked.url).status_code == 200
    done = client.post(asked.url, {"code": code(), "next": NEEDS_IT})
    assert done.url == NEEDS_IT
    assert client.get(NEEDS_IT).status_code == 200
    assert client.get(f"{reverse('accounts:second_factor')}?next={NEEDS_IT}").url == NEEDS_IT


def test_a_form_sent_without_the_factor_comes_back_to_its_page(client, mandate):
    sign_in(client, mandate.person)
    asked = client.post(NEEDS_IT, {}, headers={"Referer": "http://testserver/compte/personnes/?page=2"})
    assert asked.url.endswith("?next=%2Fcompte%2Fpersonnes%2F%3Fpage%3D2")
    asked = client.post(NEEDS_IT, {}, headers={"Referer": "https://ailleurs.test/piege/"})
    assert asked.url.endswith("?next=%2Fcompte%2Fpersonnes%2Finviter%2F")
    asked = client.post(NEEDS_IT, {}, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/plans/1/"})
    assert asked["HX-Redirect"].endswith("?next=%2Fplans%2F1%2F")


def test_back_never_leads_elsewhere(client, mandate):
    sign_in(client, mandate.person, strong=True)
    for trap in ("https://ailleurs.test/", "//ailleurs.test/", "javascript:alert(1)"):
        assert client.get(reverse("accounts:second_factor"), {"next": trap}).url == reverse("home")


def test_who_has_a_factor_is_asked_for_it_when_signing_in(client, application):
    person = PersonFactory()
    code = application(person)
    assert sign_in_with_password(client, person).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("mfa_authenticate"), {"code": "000 000"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": code()}).url == reverse("home")
    assert strong(client, person)


def test_a_code_serves_once(client, other_client, application):
    person = PersonFactory()
    code = application(person)
    for browser, answer in ((client, 302), (other_client, 200)):
        sign_in_with_password(browser, person)
        assert browser.post(reverse("mfa_authenticate"), {"code": code()}).status_code == answer


def test_five_wrong_codes_slow_the_account_down(client, application):
    person = PersonFactory()
    code = application(person)
    sign_in_with_password(client, person)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code()})
    assert "Réessayez dans 5 minutes" in page.content.decode()


def test_a_recovery_code_replaces_the_factor_once(client, enrol, other_client):
    person = PersonFactory()
    sign_in(client, person)
    enrol()
    codes = Authenticator.objects.get(user=person, type=Authenticator.Type.RECOVERY_CODES).wrap()
    spare = codes.get_unused_codes()[0]
    sign_in_with_password(other_client, person)
    assert other_client.post(reverse("mfa_authenticate"), {"code": spare}).url == reverse("home")
    assert strong(other_client, person)
    other_client.post(reverse("account_logout"))
    sign_in_with_password(other_client, person)
    assert other_client.post(reverse("mfa_authenticate"), {"code": spare}).status_code == 200


def test_adding_and_removing_a_factor_end_the_sessions_opened_elsewhere(client, other_client, enrol, letters):
    person = PersonFactory()
    me = reverse("accounts:me")
    sign_in(client, person)
    sign_in(other_client, person)
    enrol()
    assert client.get(me).status_code == 200
    assert other_client.get(me).status_code == 302
    sign_in(other_client, person, strong=True)
    with letters() as sent:
        client.post(reverse("mfa_deactivate_totp"))
    assert "Second facteur retiré" in sent[0].subject
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get(me).status_code == 200
    assert other_client.get(me).status_code == 302


def test_a_password_alone_does_not_take_a_factor_away(client, application):
    person = PersonFactory()
    code = application(person)
    sign_in(client, person)
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("account_reauthenticate")).url.startswith(reverse("mfa_reauthenticate"))
    client.post(asked.url, {"code": code(), "next": reverse("mfa_deactivate_totp")})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_a_session_opened_long_ago_gives_its_password_again_before_a_first_factor(client, at):
    person = PersonFactory()
    moment = at("2026-11-21T09:00")
    sign_in(client, person)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    at((moment + timedelta(minutes=16)).isoformat())
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.get(asked.url).status_code == 200
    done = client.post(asked.url, {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    assert done.url == reverse("mfa_activate_totp")
    assert client.get(done.url).status_code == 200


def test_the_strength_of_a_session_wears_off_in_a_day(client, at, mandate):
    moment = at("2026-11-21T08:00")
    sign_in(client, mandate.person, strong=True)
    assert client.get(NEEDS_IT).status_code == 200
    at((moment + timedelta(hours=12)).isoformat())
    assert client.get(NEEDS_IT).status_code == 302


def test_codes_are_renewed_and_the_old_ones_stop(client, enrol, letters):
    person = PersonFactory()
    sign_in(client, person)
    enrol()
    old = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    with letters():
        assert client.post(reverse("mfa_generate_recovery_codes")).url == reverse("mfa_view_recovery_codes")
    new = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)


def test_the_pages_of_factors_open(client, enrol):
    sign_in(client, MandateFactory().person)
    enrol()
    for name in ("mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_deactivate_totp"):
        assert client.get(reverse(name)).status_code == 200, name


def test_nothing_on_these_pages_is_inline(client, application):
    person = PersonFactory()
    application(person)
    sign_in_with_password(client, person)
    for name in ("mfa_authenticate", "account_login"):
        page = client.get(reverse(name), follow=True).content.decode()
        scripts = re.findall(r"<script[^>]*>", page)
        assert all("src=" in script or 'type="application/json"' in script for script in scripts)
        assert " style=" not in page
        assert " onclick=" not in page
