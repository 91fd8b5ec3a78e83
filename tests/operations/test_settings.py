"""What the settings refuse, demonstration mode first; the hosts they answer; the key made once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from preau.config import secrets as keys
from preau.config.demonstration import refuse_production_settings

PRODUCTION = [
    {"PREAU_SECRET_KEY": "x"},
    {"PREAU_EMAIL_HOST": "courrier.commune.example"},
    {"PREAU_OIDC": "[]"},
    {"PREAU_BEHIND_PROXY": "1"},
    {"PREAU_ALLOWED_HOSTS": "127.0.0.1,preau.commune.example"},
    {"PREAU_ALLOWED_HOSTS": "*"},
    {"PREAU_ALLOWED_HOSTS": "testserver"},
    {"PREAU_PUBLIC_ADDRESS": "https://preau.commune.example"},
    {"PREAU_DATABASE_URL": "postgres://preau:x@base.commune.example/preau"},
]
HERE = [
    {},
    {"PREAU_ALLOWED_HOSTS": "localhost, 127.0.0.1"},
    {"PREAU_PUBLIC_ADDRESS": "http://127.0.0.1:8123"},
    {"PREAU_DATABASE_URL": "sqlite:////srv/demo.sqlite3"},
    {"PREAU_DATABASE_URL": "postgres://preau@localhost/demo"},
    {"PREAU_DATABASE_URL": "postgres://preau@%2Frun%2Fpostgresql/demo"},
]


@pytest.mark.parametrize("environ", PRODUCTION, ids=str)
def test_a_setting_of_a_real_installation_is_refused(environ):
    with pytest.raises(ImproperlyConfigured, match=next(iter(environ))):
        refuse_production_settings(environ)


@pytest.mark.parametrize("environ", HERE, ids=str)
def test_what_stays_on_this_machine_is_allowed(environ):
    refuse_production_settings(environ)


@pytest.mark.parametrize("words", [("demo",), ("prepare",)], ids=" ".join)
def test_the_command_says_so_in_one_line(place, words):
    made = place("refused", PREAU_DEMONSTRATION="1")
    said = made.run(*words, code=1, PREAU_ALLOWED_HOSTS="preau.commune.example")
    assert said.startswith("preau : Le mode de démonstration refuse")
    assert "PREAU_ALLOWED_HOSTS" in said
    assert len(said.splitlines()) == 1


def test_a_real_installation_never_stops_its_clock(place):
    made = place("stopped", PREAU_CLOCK="2026-11-21T10:00:00+01:00")
    said = made.run("check", code=1)
    assert said == "preau : PREAU_CLOCK n'arrête l'heure qu'en démonstration. Retirez-le.\n"
    made.run("check", PREAU_DEMONSTRATION="1")


def test_only_this_machine_is_answered_by_default(place):
    shown = "from django.conf import settings; print(settings.ALLOWED_HOSTS)"
    said = place("hosts").run("shell", "-v0", "-c", shown)
    assert said.strip() == "['127.0.0.1', 'localhost', '[::1]']"


def test_processes_that_start_together_keep_one_key(tmp_path, monkeypatch):
    """Each makes a key at the moment all have found none: the worst order there is."""
    monkeypatch.delenv("PREAU_SECRET_KEY", raising=False)
    count = 4
    meeting = Barrier(count, timeout=5)
    make = keys.secrets.token_urlsafe

    def make_together(size):
        meeting.wait()
        return make(size)

    monkeypatch.setattr(keys.secrets, "token_urlsafe", make_together)
    with ThreadPoolExecutor(count) as pool:
        found = set(pool.map(keys.load_secret_key, [tmp_path] * count))
    [kept] = tmp_path.iterdir()
    assert found == {kept.read_text()}
    assert len(kept.read_text()) > 80
    assert kept.stat().st_mode & 0o777 == 0o600
    assert keys.load_secret_key(tmp_path) == kept.read_text()
