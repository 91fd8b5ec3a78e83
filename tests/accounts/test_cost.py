"""What a request costs before its page begins, and what a refusal looks like."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from preau.foundation import clock
from preau.foundation.accounts.sessions import actor_of
from tests.factories import MandateFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db


def test_a_visitor_without_a_cookie_costs_no_query(client, counted_queries):
    client.get(reverse("account_login"))
    with counted_queries() as counted:
        assert client.get(reverse("account_reset_password")).status_code == 200
    assert len(counted) == 0, counted.sql


def test_a_person_costs_three_queries(client, counted_queries):
    mandate = MandateFactory()
    sign_in(client, mandate.person, mandate=mandate)
    client.get(reverse("accounts:me"))
    with counted_queries() as counted:
        assert client.get(reverse("accounts:me")).status_code == 200
    assert len(counted) == 3, counted.sql


@pytest.mark.parametrize("others", [1, 20])
def test_the_people_of_an_organisation_cost_the_same_however_many(client, mandate, counted_queries, others):
    for _ in range(others):
        lent_from = MandateFactory(organisation=mandate.organisation)
        MandateFactory(
            organisation=mandate.organisation, delegated_from=lent_from, valid_to=clock.today().replace(year=2099)
        )
    sign_in(client, mandate.person, strong=True)
    with counted_queries() as counted:
        client.get(reverse("accounts:people"))
    assert len(counted) == 6, counted.sql


def test_the_mandates_in_force_come_with_all_the_actor_needs(counted_queries):
    mandate = MandateFactory()
    request = RequestFactory().get("/")
    request.user, request.session = mandate.person, {}
    with counted_queries() as counted:
        actor = actor_of(request, clock.now())
        assert (actor.zone_id, actor.role) == (mandate.organisation.zone_id, mandate.role)
        assert str(actor.mandate) == actor.acting_as
        assert actor_for(mandate).organisation_id == actor.organisation_id
    assert len(counted) == 1, counted.sql


def test_a_refusal_reaches_the_page_of_refusals_with_its_reason(client, monkeypatch):
    said = []

    def forbidden(request, exception=None):
        said.append(str(exception))
        return HttpResponse(status=403)

    monkeypatch.setattr(get_resolver().urlconf_module, "handler403", forbidden)
    sign_in(client, MandateFactory().person)
    assert client.get(reverse("accounts:people")).status_code == 403
    assert said == ["Vous ne gérez pas les accès de cette organisation."]
