"""Mandates: ended, lent, taken back, chosen; what ends stops at the next request."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from preau.foundation.accounts import acts
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.accounts.sessions import mandates_in_force
from preau.foundation.journal.models import Entry
from tests.factories import MandateFactory, PersonFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(at):
    return at("2026-11-21")


@pytest.fixture
def manager(mandate, now):
    return actor_for(mandate, now, strong=True)


@pytest.fixture
def colleague(mandate):
    return MandateFactory(organisation=mandate.organisation, member=True)


def lend(actor, mandate, email, first=date(2026, 11, 21), last=date(2026, 12, 31), **more):
    return acts.delegate(actor, mandate, acts.Offer(email, "", mandate.role, first, last, **more))


# -- ending ---------------------------------------------------------------------------------------
def test_a_right_withdrawn_is_refused_at_the_next_request(client, manager, mandate, letters):
    other = MandateFactory(organisation=mandate.organisation, manager=True)
    sign_in(client, other.person, strong=True)
    assert client.get(reverse("accounts:people")).status_code == 200
    with letters() as sent:
        acts.end_mandate(manager, other)
    assert client.get(reverse("accounts:people")).status_code == 403
    assert sent[0].to == [other.person.email]
    assert "prend fin aujourd’hui" in sent[0].body


def test_a_mandate_that_began_today_or_later_can_end_at_once(manager, mandate, now):
    for first in (now.date(), now.date() + timedelta(days=10)):
        other = MandateFactory(organisation=mandate.organisation, valid_from=first)
        acts.end_mandate(manager, other)
        assert not mandates_in_force(other.person, now + timedelta(days=10))


def test_a_dated_end_leaves_the_last_day(manager, colleague, now):
    acts.end_mandate(manager, colleague, date(2026, 11, 30))
    assert mandates_in_force(colleague.person, now + timedelta(days=9))
    assert not mandates_in_force(colleague.person, now + timedelta(days=10))
    entry = Entry.objects.get(act="accounts.end_mandate")
    assert entry.payload["after"] == "2026-11-30"


def test_a_past_end_is_refused(manager, colleague):
    with pytest.raises(Forbidden, match="aujourd’hui ou plus tard"):
        acts.end_mandate(manager, colleague, date(2026, 11, 20))


def test_an_end_never_prolongs(manager, mandate):
    MandateFactory(organisation=mandate.organisation, manager=True)
    mandate.valid_to = date(2026, 12, 31)
    mandate.save()
    with pytest.raises(Forbidden, match="finit déjà le 31 décembre 2026"):
        acts.end_mandate(manager, mandate, date(2027, 6, 30))
    acts.end_mandate(manager, mandate, date(2026, 12, 1))


def test_the_last_manager_stays(manager, mandate, colleague):
    with pytest.raises(Forbidden, match="dernière personne qui gère les accès"):
        acts.end_mandate(manager, mandate)
    lend(manager, mandate, colleague.person.email, manages_users=True)
    with pytest.raises(Forbidden, match="dernière personne"):  # who holds it by delegation does not count
        acts.end_mandate(manager, mandate)
    leaving = MandateFactory(organisation=mandate.organisation, manager=True, valid_to=date(2026, 11, 30))
    with pytest.raises(Forbidden, match="dernière personne"):
        acts.end_mandate(manager, mandate, date(2026, 11, 30))
    assert leaving.is_valid_on(date(2026, 11, 30))
    MandateFactory(organisation=mandate.organisation, manager=True)
    acts.end_mandate(manager, mandate)


def test_ending_is_for_managers_of_that_organisation(now, colleague, manager):
    with pytest.raises(Forbidden, match="Vous ne gérez pas les accès"):
        acts.end_mandate(actor_for(colleague, now, strong=True), colleague)
    with pytest.raises(Forbidden, match="autre organisation"):
        acts.end_mandate(manager, MandateFactory())
    with pytest.raises(NeedsSecondFactor):
        acts.end_mandate(actor_for(manager.mandate, now), colleague)
    acts.end_mandate(manager, colleague)
    with pytest.raises(Forbidden, match="déjà terminé"):
        acts.end_mandate(manager, colleague)


def test_the_page_that_ends(client, mandate, colleague, now):
    sign_in(client, mandate.person, strong=True)
    page = reverse("accounts:end", args=[colleague.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"when": "day"}).context["form"].errors["last_day"]
    assert client.post(page, {"when": "day", "last_day": "2026-11-30"}).url == reverse("accounts:people")
    assert "30 novembre 2026" in client.get(reverse("accounts:people")).content.decode()
    assert client.get(reverse("accounts:end", args=[mandate.pk])).status_code == 403
    stranger = MandateFactory()
    assert client.get(reverse("accounts:end", args=[stranger.pk])).status_code == 404


# -- lending --------------------------------------------------------------------------------------
def test_a_colleague_gets_the_mandate_for_the_days_said(manager, mandate, colleague, now, letters):
    with letters() as sent:
        lent = lend(manager, mandate, colleague.person.email.upper())
    assert lent.delegated_from == mandate
    assert not lent.manages_users
    assert sent[0].to == [colleague.person.email]
    assert lent in mandates_in_force(colleague.person, now)
    assert lent not in mandates_in_force(colleague.person, now + timedelta(days=60))


def test_a_second_click_lends_once(manager, mandate, colleague):
    for email in (colleague.person.email, "renfort@exemple.test"):
        lend(manager, mandate, email)
        with pytest.raises(Forbidden, match="déjà délégué ce mandat"):
            lend(manager, mandate, email, first=date(2026, 12, 31), last=date(2027, 1, 31))
        lend(manager, mandate, email, first=date(2027, 1, 1), last=date(2027, 1, 31))


def test_a_delegation_ends_with_its_origin(manager, mandate, colleague, now):
    MandateFactory(organisation=mandate.organisation, manager=True)
    lent = lend(manager, mandate, colleague.person.email)
    acts.end_mandate(manager, mandate)
    assert lent not in mandates_in_force(colleague.person, now)
    lent.refresh_from_db()
    assert not lent.is_valid_on(now.date())


def test_somebody_else_is_invited_to_hold_it(client, manager, mandate, now, letters):
    with letters() as sent:
        invitation = lend(manager, mandate, "renfort@exemple.test")
    assert isinstance(invitation, Invitation)
    assert "par délégation" in sent[0].body
    person = PersonFactory(email="renfort@exemple.test")
    held = acts.bind_invitations(person, now)[0]
    assert held.delegated_from == mandate


def test_an_invitation_to_hold_it_is_withdrawn_with_the_mandate(manager, mandate, now):
    MandateFactory(organisation=mandate.organisation, manager=True)
    invitation = lend(manager, mandate, "renfort@exemple.test")
    acts.end_mandate(manager, mandate)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == now


def test_a_dated_end_withdraws_only_what_would_run_after_it(manager, mandate, now):
    MandateFactory(organisation=mandate.organisation, manager=True)
    until = lend(manager, mandate, "avant@exemple.test", last=date(2026, 12, 10))
    after = lend(manager, mandate, "renfort@exemple.test", last=date(2026, 12, 11))
    acts.end_mandate(manager, mandate, date(2026, 12, 10))
    until.refresh_from_db()
    after.refresh_from_db()
    assert (until.withdrawn_at, after.withdrawn_at) == (None, now)
    assert Entry.objects.get(act="accounts.end_mandate").payload["withdrawn_invitations"] == [after.pk]
    [held] = acts.bind_invitations(PersonFactory(email=until.email), now)
    assert held.is_valid_on(date(2026, 12, 10))


def test_what_cannot_be_lent(manager, mandate, colleague, now):
    lent = lend(manager, mandate, colleague.person.email)
    borrower = actor_for(lent, now, strong=True)
    third = MandateFactory(organisation=mandate.organisation)
    with pytest.raises(Forbidden, match="ne se délègue pas à nouveau"):
        lend(borrower, lent, third.person.email)
    with pytest.raises(Forbidden, match="ses propres mandats"):
        lend(borrower, mandate, third.person.email)
    with pytest.raises(Forbidden, match="ne pouvez pas confier cette charge"):
        lend(actor_for(colleague, now, strong=True), colleague, third.person.email, manages_users=True)
    with pytest.raises(Forbidden, match="une autre personne que vous"):
        lend(manager, mandate, mandate.person.email)
    with pytest.raises(Forbidden, match="dernier jour"):
        lend(manager, mandate, third.person.email, last=date(2026, 11, 1))
    short = MandateFactory(person=mandate.person, organisation=mandate.organisation, valid_to=date(2026, 12, 1))
    with pytest.raises(Forbidden, match="dates de votre propre mandat"):
        lend(manager, short, third.person.email)


def test_lending_and_taking_back_through_the_pages(client, mandate, colleague, now):
    sign_in(client, mandate.person, strong=True)
    page = reverse("accounts:delegate", args=[mandate.pk])
    assert client.get(page).status_code == 200
    days = {"valid_from": "2026-11-21", "valid_to": "2026-12-31"}
    assert client.post(page, days).context["form"].errors["colleague"]
    assert client.post(page, {**days, "colleague": colleague.person_id}).url == reverse("accounts:mandates")
    assert colleague.person.full_name in client.get(reverse("accounts:mandates")).content.decode()
    lent = Mandate.objects.get(delegated_from=mandate)
    taken = client.post(reverse("accounts:end", args=[lent.pk]), {"when": "now"})
    assert taken.url == reverse("accounts:mandates")
    assert lent not in mandates_in_force(colleague.person, now)


def test_who_lent_without_managing_takes_back_but_ends_nothing_else(client, colleague, mandate, now):
    lender = actor_for(colleague, now, strong=True)
    third = MandateFactory(organisation=mandate.organisation)
    lent = lend(lender, colleague, third.person.email)
    sign_in(client, colleague.person, strong=True)
    assert client.get(reverse("accounts:end", args=[lent.pk])).status_code == 200
    assert client.get(reverse("accounts:end", args=[third.pk])).status_code == 404
    acts.end_mandate(lender, lent)
    assert lent not in mandates_in_force(third.person, now)


# -- choosing -------------------------------------------------------------------------------------
def test_the_switcher_keeps_to_one_s_own_mandates_in_force(client, mandate, now):
    second = MandateFactory(person=mandate.person)
    ended = MandateFactory(person=mandate.person, valid_to=date(2026, 11, 20))
    later = MandateFactory(person=mandate.person, valid_from=date(2026, 12, 1))
    sign_in(client, mandate.person, mandate=mandate)
    assert client.get(reverse("accounts:act_as", args=[second.pk])).status_code == 405
    for other in (ended, later, MandateFactory()):
        assert client.post(reverse("accounts:act_as", args=[other.pk])).status_code == 404
    assert client.post(reverse("accounts:act_as", args=[second.pk])).url == reverse("home")
    assert client.get(reverse("accounts:me")).context["actor"].mandate == second


def test_a_chosen_mandate_that_ends_gives_way_to_another(client, mandate, now):
    second = MandateFactory(person=mandate.person)
    sign_in(client, mandate.person, mandate=second)
    second.withdrawn_at, second.valid_to = now, now.date()
    second.save()
    assert client.get(reverse("accounts:me")).context["actor"].mandate == mandate


def test_changing_one_s_name(client, mandate):
    sign_in(client, mandate.person)
    assert client.post(reverse("accounts:me"), {"full_name": ""}).status_code == 200
    client.post(reverse("accounts:me"), {"full_name": "Autre Nom"})
    mandate.person.refresh_from_db()
    assert mandate.person.full_name == "Autre Nom"
    assert Entry.objects.get(act="accounts.change_name").payload["after"] == "Autre Nom"
