"""Rights taken away, sessions, where one is led, and what every answer tells the browser to refuse."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from preau.foundation.accounts import acts
from preau.foundation.accounts.models import Person
from tests.access.actors import COORDINATOR, EDITORS, MANAGER, VISITOR
from tests.access.reading import Page
from tests.access.rows import GET
from tests.access.table import rows
from tests.access.world import NOW
from tests.factories import PASSWORD, MandateFactory, actor_for

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://ailleurs.test/",
    "//ailleurs.test/",
    "///ailleurs.test/",
    "/\\ailleurs.test/",
    "\\\\ailleurs.test",
    "http:ailleurs.test",
    "javascript:alert(1)",
    "%2F%2Failleurs.test",
    "/\t/ailleurs.test/",
    "\x00//ailleurs.test/",
]


@pytest.mark.parametrize("actor", sorted(EDITORS - {MANAGER}))
def test_a_mandate_ended_is_refused_at_the_next_request(world, actor):
    browser = world.browser(actor)
    editor = reverse("plans:editor", args=[world.mine.draft.pk])
    assert browser.get(editor).status_code == 200
    acts.end_mandate(actor_for(world.mine.mandates[MANAGER], NOW, strong=True), world.mine.mandates[actor])
    assert browser.get(editor).status_code == 403
    assert browser.post(reverse("plans:objective_add", args=[world.mine.draft.pk])).status_code == 403
    assert browser.get(reverse("documents:download", args=[world.mine.file_of(actor).pk])).status_code == 404


def test_a_person_deactivated_is_signed_out(world):
    browser = world.browser(COORDINATOR)
    Person.objects.filter(pk=world.mine.people[COORDINATOR].pk).update(is_active=False)
    answer = browser.get(reverse("accounts:me"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_the_switcher_lends_nobody_s_mandate(world):
    browser = world.browser(COORDINATOR)
    mine = world.mine.mandates[COORDINATOR]
    over = MandateFactory(person=mine.person, organisation=mine.organisation, valid_to="2026-11-20")
    for mandate in (*world.mine.mandates.values(), *world.other.mandates.values(), world.mine.lent, over):
        expected = 302 if mandate == mine else 404
        assert browser.post(reverse("accounts:act_as", args=[mandate.pk])).status_code == expected


def test_signing_in_changes_the_session(world):
    """A session laid before the sign-in, or another person's, is not the one that opens."""
    credentials = {"login": world.mine.people["no_mandate"].email, "password": PASSWORD}
    Authenticator.objects.filter(user=world.mine.people["no_mandate"]).delete()
    browser = Client()
    session = browser.session
    session["laid"] = "before"
    session.save()
    before = session.session_key
    browser.post(reverse("account_login"), credentials)
    assert browser.session[SESSION_KEY] == str(world.mine.people["no_mandate"].pk)
    assert browser.session.session_key != before
    cookie = browser.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def host_of(location: str) -> str:
    """Return the host a browser goes to: it drops control characters and takes a backslash for a slash."""
    as_browsers_read = re.sub(r"[\x00-\x1f]", "", location).replace("\\", "/")
    return urlsplit(urljoin("http://testserver/compte/", as_browsers_read)).netloc


@pytest.mark.parametrize("after", ELSEWHERE)
def test_no_answer_leads_elsewhere(world, after):
    Authenticator.objects.filter(user=world.mine.people["no_mandate"]).delete()
    credentials = {"login": world.mine.people["no_mandate"].email, "password": PASSWORD}
    answers = [
        Client().post(reverse("account_login"), {**credentials, "next": after}),
        Client().post(reverse("account_login", query={"next": after}), credentials),
        world.browser(COORDINATOR).get(reverse("account_login"), {"next": after}),
        world.browser(COORDINATOR).get(reverse("accounts:second_factor"), {"next": after}),
        world.browser(COORDINATOR, strong=False).get(reverse("accounts:second_factor"), {"next": after}),
        world.browser(COORDINATOR).post(reverse("account_logout"), {"next": after}),
        world.browser(COORDINATOR, strong=False).get(
            reverse("plans:approve", args=[world.mine.draft.pk]), headers={"referer": after.replace("\x00", "")}
        ),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert host_of(answer.headers["Location"]) == "testserver"


def answers_of(world, actor):
    """Yield (address, answer) of each page of the table, the error pages among them."""
    browser = world.browser(actor)
    for row in rows():
        names = row.names(world.mine, actor) if row.names else ()
        if row.method == GET and names is not None:
            address = reverse(row.route, args=names)
            yield address, browser.get(address)
    yield "/inconnue/", browser.get("/inconnue/")
    yield "/compte/", world.browser(actor, enforce_csrf_checks=True).post("/compte/")


@pytest.mark.parametrize("actor", [VISITOR, "no_mandate", MANAGER, "operator_secretary"])
def test_every_answer_protects_whom_it_is_for(world, actor):
    for address, answer in answers_of(world, actor):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert answer.headers["Referrer-Policy"] == "same-origin", address
        if actor != VISITOR and "Cookie" in answer.get("Vary", ""):  # the others are the same for everybody
            assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", ")), address
        for cookie in answer.cookies.values():
            assert cookie["httponly"] or not cookie.value, address
            assert cookie["samesite"] == "Lax", address
        if answer.headers["Content-Type"].startswith("text/html"):
            assert Page(address, answer.content.decode()).inline == [], address
