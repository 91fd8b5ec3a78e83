"""The harness itself: what it promises the other tests."""

import socket

import pytest
from django.core.cache import cache
from django.template import Context, Origin, Template, engines

from preau.foundation import clock
from preau.foundation.accounts.models import Organisation
from preau.foundation.territory.models import Municipality
from tests.factories import OrganisationFactory
from tests.network import ReachedOut, is_here
from tests.strict_templates import ROOT


def test_no_test_reaches_another_machine():
    with pytest.raises(ReachedOut), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))
    with pytest.raises(ReachedOut):
        socket.getaddrinfo("exemple.test", 80)
    assert is_here("127.0.0.1")
    assert is_here("::1")


def test_the_clock_is_frozen_and_moved(at):
    at("2026-11-21T10:00:00+01:00")
    assert clock.now().isoformat() == "2026-11-21T10:00:00+01:00"
    at("2027-01-01")
    assert clock.today().isoformat() == "2027-01-01"


def render(source, origin):
    """Render `source` as the template of the file `origin`."""
    engine = engines["django"].engine
    return Template(source, origin=Origin(str(origin)), engine=engine).render(Context())


def test_an_undefined_variable_fails_in_our_templates_alone():
    with pytest.raises(AssertionError, match=r"preau/ui/page\.html: \{\{ unknown \}\}"):
        render("{% if True %}{{ unknown }}{% endif %}", ROOT / "preau" / "ui" / "page.html")
    assert render("{{ unknown|default:'nothing' }}", ROOT.parent / "library" / "page.html") == ""


@pytest.mark.django_db
def test_queries_are_counted(counted_queries):
    with counted_queries() as counted:
        list(Municipality.objects.all())
    assert len(counted) == 1, counted.sql


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_a_transactional_test_leaves_nothing_but_the_territory(time):
    """Whichever of the two runs second finds the communes, and neither the organisation nor the cache of the first."""
    assert Municipality.objects.count() > 200
    assert not Organisation.objects.exists()
    assert cache.get("kept") is None
    OrganisationFactory()
    cache.set("kept", time)
