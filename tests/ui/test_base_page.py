"""The page around every page: its landmarks, whom one acts as, what was just done; and what it costs."""

import pytest
from django.contrib import messages as django_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.ui.messages import done, notices
from tests.factories import OrganisationFactory, PersonFactory


@pytest.fixture
def request_of(rf: RequestFactory):
    def make(actor=None):
        request = rf.get("/composants/")
        request.actor = actor or Actor(now=clock.now())
        request._messages = CookieStorage(request)
        return request

    return make


def test_the_page_costs_a_visitor_no_query(client, db, counted_queries):
    with counted_queries() as counted:
        response = client.get("/composants/")
    assert response.status_code == 200
    assert len(counted) == 2, counted.sql
    assert all("territory_municipality" in query["sql"] for query in counted.captured_queries)  # the example table
    html = response.content.decode()
    for sign in (
        'lang="fr-BE"',
        "Composants et états - Préau",
        'href="#contenu"',
        '<main id="contenu"',
        "Se connecter",
    ):
        assert sign in html
    assert html.count("<h1") == 1
    assert "Vous agissez comme" not in html
    assert "hx-headers" not in html


def test_demonstration_says_so(request_of, settings):
    assert "Démonstration" not in render_to_string("ui/base.html", request=request_of())
    settings.DEMONSTRATION = True
    assert "Démonstration" in render_to_string("ui/base.html", request=request_of())


def test_done_is_a_toast_that_can_be_undone(request_of):
    request = request_of()
    done(request, "Action 3 reprise du plan 2025-2026.", "/plans/3/annuler")
    django_messages.error(request, "Il manque l'aspect")
    html = render_to_string("ui/base.html", request=request)
    assert '<form method="post" action="/plans/3/annuler">' in html
    assert '<div class="call bad">' in html
    assert "<p>Il manque l’aspect</p>" in html


def test_a_message_without_undo_and_one_that_lasts(request_of):
    request = request_of()
    done(request, "Fait")
    django_messages.info(request, "À savoir")
    shown = list(notices(request))
    assert [(notice.toast, notice.undo, notice.kind) for notice in shown] == [(True, "", "good"), (False, "", "info")]


def test_whom_one_acts_as_is_always_visible_and_can_be_changed(request_of):
    person = PersonFactory.build(pk=1, full_name="Line Hirondelle")
    bodies = [OrganisationFactory.build(pk=pk, name=f"Beaupré {pk}") for pk in (1, 2)]
    mandates = tuple(
        Mandate(pk=body.pk, person=person, organisation=body, role=Role.ATL_COORDINATOR) for body in bodies
    )
    now = clock.now()
    several = Actor(now=now, person=person, mandate=mandates[1], mandates=mandates)
    html = render_to_string("ui/base.html", request=request_of(several))
    assert "<b>Coordination ATL, Beaupré 2</b>" in html
    for address in (reverse("accounts:act_as", args=[1]), reverse("accounts:act_as", args=[2])):
        assert f'<form method="post" action="{address}">' in html
    assert html.count('aria-current="true"') == 1
    assert f'<a href="{reverse("accounts:me")}">Line Hirondelle</a>' in html
    assert "hx-headers:inherited" in html
    single = Actor(now=now, person=person, mandate=mandates[0], mandates=mandates[:1])
    html = render_to_string("ui/base.html", request=request_of(single))
    assert '<p class="acting">' in html
    assert "<details" not in html
