"""What the tests of accounts share: the worker done at once, letters read, codes of an application."""

from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from preau.foundation import clock
from tests.factories import MandateFactory


@pytest.fixture(autouse=True)
def _no_count_kept(db):
    """Each test starts with no failed attempt counted."""
    cache.clear()


@pytest.fixture
def letters(settings):
    """Return a block in which commits come at once and the worker is quick; it gives the letters sent.

    `with letters() as sent:` ... then `sent[0].body`.
    """
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    @contextmanager
    def block():
        mail.outbox.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(transaction, "on_commit", lambda act, **_options: act())
            yield mail.outbox

    return block


@pytest.fixture
def other_client():
    """Another browser."""
    return Client()


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def mandate(db):
    """The mandate of a coordinator who manages access."""
    return MandateFactory(manager=True)


@pytest.fixture
def application():
    """Return a function that gives a person an application of codes, and returns the function of its codes."""

    def give(person):
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(person, secret)
        return lambda step=1: code_of(secret, step)

    return give


def code_of(secret, step=1):
    """Return the code of `secret`: the one before (0), the present one (1) or the next (2)."""
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[step]))


def has_factor(person):
    return Authenticator.objects.filter(user=person).exists()
