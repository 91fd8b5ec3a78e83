"""A passkey added, used to confirm and to sign in alone: the browser's part is played by a key made here."""

import hashlib
import json
import struct

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from preau.foundation import clock
from preau.foundation.accounts import sessions
from tests.factories import PersonFactory, sign_in

pytestmark = pytest.mark.django_db
ORIGIN = "http://testserver"
RP = hashlib.sha256(b"testserver").digest()
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Key:
    """A passkey of one person: signs what the site asks."""

    def __init__(self):
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.id = b"a key of the tests"
        self.count = 0

    def client_data(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN, "crossOrigin": False}).encode()

    def create(self, options):
        public = ES256.from_cryptography_key(self.secret.public_key())
        credential = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(
            RP, PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT, 0, credential_data=credential
        )
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        return self.answer(
            clientDataJSON=self.client_data("webauthn.create", options["publicKey"]["challenge"]),
            attestationObject=attestation,
        )

    def get(self, options, person):
        self.count += 1
        data = RP + bytes([PRESENT_AND_VERIFIED]) + struct.pack(">I", self.count)
        client_data = self.client_data("webauthn.get", options["publicKey"]["challenge"])
        signature = self.secret.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(
            clientDataJSON=client_data, authenticatorData=data, signature=signature, userHandle=handle(person)
        )

    def answer(self, **parts):
        encoded = {name: websafe_encode(part) for name, part in parts.items()}
        name = websafe_encode(self.id)
        extensions = {"credProps": {"rk": True}}
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": encoded, "clientExtensionResults": extensions}
        )


def handle(person):
    from allauth.account.utils import user_pk_to_url_str

    return user_pk_to_url_str(person).encode()


def options_of(page):
    return page.context["js_data"]


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def key(client, person, letters):
    """A key the person has just added through the page."""
    sign_in(client, person)
    key = Key()
    page = client.get(reverse("mfa_add_webauthn"))
    assert b'data-passkey="add"' in page.content
    with letters() as sent:
        answer = client.post(
            reverse("mfa_add_webauthn"),
            {
                "name": "Téléphone",
                "passwordless": "on",
                "credential": key.create(options_of(page)["creation_options"]),
            },
        )
    assert answer.status_code == 302, answer.context["form"].errors
    assert "Clé d’accès ajoutée" in sent[0].subject
    return key


def strong(client, person):
    return sessions.is_strong(client.session, person, clock.now())


def test_adding_a_key_confirms_the_session_and_gives_codes(client, person, key):
    assert strong(client, person)
    assert "Téléphone" in client.get(reverse("mfa_list_webauthn")).content.decode()
    assert b"<code>" in client.get(reverse("mfa_view_recovery_codes")).content


def test_a_key_confirms_a_session(other_client, person, key):
    sign_in(other_client, person)
    asked = other_client.get(reverse("accounts:second_factor"), {"next": "/compte/"})
    assert asked.url.startswith(reverse("mfa_reauthenticate_webauthn"))
    options = options_of(other_client.get(asked.url))["request_options"]
    done = other_client.post(asked.url, {"credential": key.get(options, person), "next": "/compte/"})
    assert done.url == "/compte/"
    assert strong(other_client, person)


def test_a_key_signs_in_alone(other_client, person, key):
    address = reverse("mfa_login_webauthn")
    options = other_client.get(address, headers={"Accept": "application/json"}).json()["request_options"]
    answer = other_client.post(address, {"credential": key.get(options, person)})
    assert answer.url == reverse("home")
    assert strong(other_client, person)


def test_a_key_that_signs_something_else_is_refused(other_client, person, key):
    address = reverse("mfa_login_webauthn")
    other_client.get(address, headers={"Accept": "application/json"})
    false = {"publicKey": {"challenge": websafe_encode(b"autre chose")}}
    assert other_client.post(address, {"credential": key.get(false, person)}).url == reverse("account_login")
    assert "_auth_user_id" not in other_client.session


def test_a_key_is_taken_away(client, person, key, letters):
    number = person.authenticator_set.get(type="webauthn").pk
    page = client.get(reverse("mfa_remove_webauthn", args=[number]))
    assert "Téléphone" in page.content.decode()
    with letters() as sent:
        client.post(reverse("mfa_remove_webauthn", args=[number]))
    assert "Clé d’accès retirée" in sent[0].subject
    assert not person.authenticator_set.exists()


def test_the_key_of_another_answers_404(client, person, key, other_client):
    number = person.authenticator_set.get(type="webauthn").pk
    sign_in(other_client, PersonFactory())
    assert other_client.get(reverse("mfa_remove_webauthn", args=[number])).status_code == 404


@pytest.mark.parametrize(
    "credential", ["", "{", "{}", "[]", '"x"', '{"id": "!", "rawId": "a", "response": {}}', "damaged"]
)
@pytest.mark.parametrize("name", ["mfa_add_webauthn", "mfa_login_webauthn", "mfa_reauthenticate_webauthn"])
def test_what_no_browser_sends_is_refused_without_a_fault(client, person, key, other_client, name, credential):
    if credential == "damaged":
        sent = json.loads(key.get({"publicKey": {"challenge": websafe_encode(b"x")}}, person))
        credential = json.dumps({**sent, "response": {**sent["response"], "clientDataJSON": "abcde"}})
    browser = other_client if name == "mfa_login_webauthn" else client
    browser.get(reverse(name))
    assert browser.post(reverse(name), {"name": "", "credential": credential}).status_code in {200, 302}
    assert person.authenticator_set.filter(type="webauthn").count() == 1
