"""Signing in through an OpenID Connect provider: the whole way there and back, with a real small provider."""

import json
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from preau.config.sign_in import openid_providers
from preau.foundation import clock
from preau.foundation.accounts import acts, sessions
from preau.foundation.accounts.models import Person
from preau.foundation.accounts.roles import Role
from tests.accounts.openid_provider import CLIENT, SECRET, Provider
from tests.factories import PASSWORD, PersonFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db
EMAIL = "agente@exemple.test"
IDENTITY = {"sub": "42", "email": EMAIL, "email_verified": True, "name": "Agente Inventée", "birthdate": "1980-01-01"}


@pytest.fixture(scope="module")
def served():
    provider = Provider()
    yield provider
    provider.close()


@pytest.fixture
def provider(served, settings):
    """The provider, declared in the settings as an installation would."""
    served.identity, served.refuses = dict(IDENTITY), False
    declare(settings, served)
    return served


def declare(settings, provider, **more):
    one = {"id": "essai", "name": "Essai", "server_url": provider.address, "client_id": CLIENT, "secret": SECRET}
    settings.SOCIALACCOUNT_PROVIDERS = openid_providers({"PREAU_OIDC": json.dumps([{**one, **more}])})


def go(client, **query):
    """Leave for the provider, sign in there, come back; return the answer to the way back."""
    away = client.get(reverse("openid_connect_login", args=["essai"]), query)
    there = requests.get(away.url, allow_redirects=False, timeout=5)
    back = urlsplit(there.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


@pytest.fixture
def invited(mandate):
    actor = actor_for(mandate, strong=True)
    offer = acts.Offer(EMAIL.title(), "", Role.CCA_MEMBER, actor.today)
    return acts.invite(actor, mandate.organisation, offer)


def test_the_page_of_sign_in_offers_the_provider(client, provider):
    page = client.get(reverse("account_login"), {"next": "/compte/"}).content.decode()
    assert "Continuer avec Essai" in page
    assert f"{reverse('openid_connect_login', args=['essai'])}?next=%2Fcompte%2F" in page


def test_a_proven_address_with_an_invitation_is_in(client, provider, invited):
    assert go(client, next="/compte/").url == "/compte/"
    person = Person.objects.get(email=EMAIL)
    assert person.full_name == "Agente Inventée"
    assert not person.has_usable_password()
    assert person.mandates.get().role == Role.CCA_MEMBER
    assert client.get(reverse("accounts:me")).context["actor"].role == Role.CCA_MEMBER
    assert client.get(reverse("account_set_password")).status_code == 200
    account = SocialAccount.objects.get(user=person)
    assert (account.provider, account.uid, account.extra_data) == ("essai", "42", {})
    client.post(reverse("account_logout"))
    assert go(client).url == reverse("home")
    account.refresh_from_db()
    assert account.extra_data == {}
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("change", [{"email_verified": False}, {"email": None}])
def test_an_address_not_proven_is_refused(client, provider, invited, change):
    provider.identity.update(change)
    page = go(client)
    assert page.status_code == 403
    assert "n’est pas confirmée" in page.content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()
    invited.refresh_from_db()
    assert invited.bound_at is None


def test_an_address_not_proven_does_not_open_the_account_it_belongs_to(client, provider):
    PersonFactory(email=EMAIL)
    provider.identity["email_verified"] = False
    assert go(client).status_code == 403
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()


def test_without_an_invitation_the_page_says_whom_to_ask(client, provider):
    page = go(client)
    assert page.status_code == 403
    assert "Demandez une invitation" in page.content.decode()
    assert not Person.objects.exists()


def test_an_invitation_withdrawn_opens_nothing(client, provider, invited, mandate):
    acts.withdraw_invitation(actor_for(mandate), invited)
    assert go(client).status_code == 403


def test_an_existing_account_is_attached_and_keeps_its_password(client, provider, letters):
    person = PersonFactory(email=EMAIL)
    provider.identity["email"] = EMAIL.upper()
    with letters() as sent:
        assert go(client).url == reverse("home")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().user == person
    assert "fournisseur d’identité" in sent[0].body
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_the_provider_comes_before_the_link(client, provider, mandate, letters):
    """Invited, she signs in with her provider first: bound; the link then only says so."""
    with letters() as sent:
        actor = actor_for(mandate, strong=True)
        acts.invite(actor, mandate.organisation, acts.Offer(EMAIL, "", Role.CCA_MEMBER, actor.today))
    link = urlsplit(next(word for word in sent[0].body.split() if "/invitation/" in word)).path
    go(client)
    assert Person.objects.get(email=EMAIL).mandates.count() == 1
    assert "déjà acceptée" in client.get(link).content.decode()


def test_a_closed_account_stays_closed(client, provider):
    PersonFactory(email=EMAIL, is_active=False)
    assert go(client).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("strong", [False, True])
def test_only_a_provider_declared_strong_makes_a_session_strong(client, provider, settings, strong):
    declare(settings, provider, strong=strong)
    person = PersonFactory(email=EMAIL)
    go(client)
    assert sessions.is_strong(client.session, person, clock.now()) is strong


def test_giving_up_there_leads_back_here(client, provider):
    provider.refuses = True
    answer = go(client)
    assert answer.url == reverse("socialaccount_login_cancelled")
    assert client.get(answer.url).status_code == 200


def test_a_forged_way_back_is_refused(client, provider):
    page = client.get(reverse("openid_connect_callback", args=["essai"]), {"code": "x", "state": "y"})
    assert page.status_code == 401
    assert "Revenir à la connexion" in page.content.decode()


def test_a_provider_is_never_attached_to_an_open_session(client, provider):
    address = reverse("openid_connect_login", args=["essai"])
    assert client.get(address, {"process": "connect"}).status_code == 404
    sign_in(client, PersonFactory())
    assert client.get(address).url == reverse("home")


def test_an_unknown_provider_answers_404(client, provider):
    assert client.get(reverse("openid_connect_login", args=["inconnu"])).status_code == 404


WHOLE = {"id": "essai", "name": "Essai", "server_url": "https://id.exemple.test", "client_id": "c", "secret": "s"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "JSON valable"),
        ('{"id": "essai"}', "une liste"),
        ('[{"id": "essai"}]', "il manque client_id, name, secret, server_url"),
        (json.dumps([{**WHOLE, "scopes": "x"}]), "scopes ne veut rien dire"),
        (json.dumps([{**WHOLE, "id": "Mon Essai"}]), "minuscules"),
        (json.dumps([{**WHOLE, "server_url": "http://id.exemple.test"}]), "https://"),
        (json.dumps([WHOLE, WHOLE]), "le même id"),
    ],
)
def test_a_configuration_that_cannot_work_says_what_is_wrong(text, reason):
    with pytest.raises(ImproperlyConfigured, match=reason):
        openid_providers({"PREAU_OIDC": text})


def test_no_provider_is_needed():
    assert openid_providers({}) == {}
