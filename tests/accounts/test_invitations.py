"""Invitations: who may send them, what the link opens, and how a mandate finds its person, whichever comes first."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from preau.foundation.accounts import acts, messages
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.models import Invitation, Mandate, Person, digest_of_token
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from tests.factories import PASSWORD, MandateFactory, PersonFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db
EMAIL = "nouvelle@exemple.test"


def offer(now, email=EMAIL, role=Role.CCA_MEMBER, **more):
    return acts.Offer(email=email, full_name="Nouvelle Personne", role=role, valid_from=now.date(), **more)


@pytest.fixture
def invited(mandate, now, letters):
    """An invitation sent by the manager, and the path of its link."""
    with letters() as sent:
        invitation = acts.invite(actor_for(mandate, now, strong=True), mandate.organisation, offer(now))
    return invitation, link_of(sent[0])


def link_of(letter):
    return re.search(r"https?://[^/]+(/compte/invitation/\S+)", letter.body)[1]


def give_password(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_the_letter_and_what_is_kept_of_its_secret(invited, mandate):
    invitation, link = invited
    invitation.refresh_from_db()
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert invitation.token_digest == digest_of_token(token)
    assert invitation.expires_at - invitation.invited_at == timedelta(days=30)
    assert Entry.objects.filter(act="accounts.invite", object_id=str(invitation.pk)).count() == 1
    assert token not in str(list(Entry.objects.values()))


def test_nothing_leaves_before_the_commit(mandate, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        acts.invite(actor_for(mandate, now, strong=True), mandate.organisation, offer(now))
    assert len(waiting) == 1


def test_the_link_opens_an_account_bound_and_signed_in(client, invited, mandate):
    invitation, link = invited
    page = client.get(link).content.decode()
    assert EMAIL in page
    assert "Membre de la CCA" in page
    answer = client.post(link, {"full_name": "Nouvelle Personne", "password": PASSWORD})
    assert answer.url == reverse("home")
    person = Person.objects.get(email=EMAIL)
    assert client.session["_auth_user_id"] == str(person.pk)
    held = person.mandates.get()
    assert (held.organisation, held.role, held.granted_by) == (mandate.organisation, Role.CCA_MEMBER, mandate.person)
    invitation.refresh_from_db()
    assert invitation.mandate == held
    acts_done = set(Entry.objects.values_list("act", flat=True))
    assert {"accounts.invite", "accounts.open_account", "accounts.bind_invitation"} <= acts_done
    assert "déjà acceptée" in client.get(link).content.decode()


def test_a_weak_password_loses_nothing(client, invited):
    _invitation, link = invited
    page = client.post(link, {"full_name": "Prénom Nom", "password": "court"})
    assert page.status_code == 200
    assert 'value="Prénom Nom"' in page.content.decode()
    assert not Person.objects.filter(email=EMAIL).exists()


def test_account_before_invitation_binds_at_the_next_sign_in(client, now, mandate, letters):
    person = PersonFactory(email=EMAIL)
    with letters() as sent:
        acts.invite(
            actor_for(mandate, now, strong=True), mandate.organisation, offer(now, email="NOUVELLE@Exemple.test")
        )
    assert "déjà un compte" in client.get(link_of(sent[0])).content.decode()
    give_password(client, "Nouvelle@exemple.TEST")
    assert person.mandates.get().role == Role.CCA_MEMBER
    assert client.get(reverse("accounts:me")).context["actor"].role == Role.CCA_MEMBER


def test_already_signed_in_the_link_asks_to_accept(client, invited):
    _invitation, link = invited
    person = PersonFactory(email=EMAIL)
    sign_in(client, person)
    assert "Accepter ce mandat" in client.get(link).content.decode()
    assert not person.mandates.exists()
    assert client.post(link).url == reverse("home")
    assert person.mandates.count() == 1


def test_two_invitations_bind_together_once(client, now, letters, invited):
    other = MandateFactory(manager=True, signatory=True)
    with letters():
        acts.invite(actor_for(other, now, strong=True), other.organisation, offer(now, role=Role.PROJECT_LEADER))
    person = PersonFactory(email=EMAIL)
    for _ in range(2):
        give_password(client, EMAIL)
        client.post(reverse("account_logout"))
    assert set(person.mandates.values_list("role", flat=True)) == {Role.CCA_MEMBER, Role.PROJECT_LEADER}


def test_someone_else_signed_in_binds_nothing(client, invited):
    _invitation, link = invited
    other = PersonFactory()
    sign_in(client, other)
    page = client.get(link).content.decode()
    assert other.email in page
    assert "Se déconnecter et rouvrir le lien" in page
    client.post(link)
    assert not Mandate.objects.filter(person=other).exists()


@pytest.mark.parametrize(
    ("change", "title"),
    [("withdrawn", "a été retirée"), ("expired", "a expiré")],
)
def test_a_link_that_ended_says_why_and_binds_nothing(client, invited, mandate, now, at, change, title):
    invitation, link = invited
    if change == "withdrawn":
        acts.withdraw_invitation(actor_for(mandate, now), invitation)
    else:
        at((now + timedelta(days=31)).isoformat())
    page = client.get(link)
    assert page.status_code == 410
    assert title in page.content.decode()
    assert client.post(link, {"full_name": "X", "password": PASSWORD}).status_code == 410
    person = PersonFactory(email=EMAIL)
    give_password(client, EMAIL)
    assert not person.mandates.exists()


def test_an_invented_link_opens_nothing(client):
    assert client.get("/compte/invitation/nimporte-quoi/").status_code == 404


def test_sending_again_makes_the_first_link_stop(client, invited, mandate, now, letters):
    invitation, first = invited
    with letters() as sent:
        acts.resend_invitation(actor_for(mandate, now, strong=True), invitation)
    assert client.get(first).status_code == 404
    assert client.get(link_of(sent[0])).status_code == 200


def test_the_worker_sends_nothing_for_an_invitation_withdrawn_meanwhile(invited, mandate, now, letters):
    invitation, _link = invited
    acts.withdraw_invitation(actor_for(mandate, now), invitation)
    with letters() as sent:
        messages.send_invitation.enqueue(invitation.pk)
    assert not sent


def test_inviting_takes_a_second_factor(mandate, now):
    with pytest.raises(NeedsSecondFactor):
        acts.invite(actor_for(mandate, now), mandate.organisation, offer(now))


REFUSED = [
    ("not a manager", "Vous ne gérez pas les accès"),
    ("another organisation", "d’une autre organisation"),
    ("herself", "Personne ne se donne un rôle"),
    ("herself in capitals", "Personne ne se donne un rôle"),
    ("a role of elsewhere", "n’existe pas dans cette organisation"),
    ("held already", "a déjà ce rôle"),
    ("offered already", "attend déjà cette personne"),
]


@pytest.mark.parametrize(("case", "reason"), REFUSED)
def test_refusals_have_their_reason(mandate, now, case, reason):
    actor, organisation, given = actor_for(mandate, now, strong=True), mandate.organisation, offer(now)
    if case == "not a manager":
        actor = actor_for(MandateFactory(organisation=organisation), now, strong=True)
    if case == "another organisation":
        organisation = MandateFactory().organisation
    if case == "herself":
        given = offer(now, email=mandate.person.email)
    if case == "herself in capitals":
        given = offer(now, email=mandate.person.email.upper())
    if case == "a role of elsewhere":
        given = offer(now, role=Role.TRAINING_OFFICER)
    if case == "held already":
        MandateFactory(organisation=organisation, member=True, person__email=EMAIL)
    if case == "offered already":
        acts.invite(actor, organisation, given)
    with pytest.raises(Forbidden, match=reason):
        acts.invite(actor, organisation, given)
    assert Invitation.objects.count() == (case == "offered already")


OUTLIVING = [
    ({"valid_to": date(2027, 6, 30), "manages_users": True}, "ne pouvez pas confier cette charge"),
    ({}, "Votre délégation finit le 30 juin 2027"),
    ({"valid_to": date(2027, 7, 1)}, "Votre délégation finit le 30 juin 2027"),
]


@pytest.mark.parametrize(("terms", "reason"), OUTLIVING)
def test_who_manages_by_delegation_gives_nothing_that_outlives_it(mandate, at, terms, reason):
    now = at("2026-11-21")
    lent = MandateFactory(
        organisation=mandate.organisation, manager=True, delegated_from=mandate, valid_to=date(2027, 6, 30)
    )
    actor = actor_for(lent, now, strong=True)
    with pytest.raises(Forbidden, match=reason):
        acts.invite(actor, lent.organisation, offer(now, **terms))
    acts.invite(actor, lent.organisation, offer(now, valid_to=date(2027, 6, 30)))
    mandate.valid_to = date(2027, 1, 31)  # ended since: the delegation ends with it
    mandate.save()
    lent.refresh_from_db()
    with pytest.raises(Forbidden, match="Votre délégation finit le 31 janvier 2027"):
        acts.invite(actor, lent.organisation, offer(now, email="autre@exemple.test", valid_to=date(2027, 2, 1)))


def test_the_pages_of_the_manager(client, mandate, letters):
    sign_in(client, mandate.person, strong=True, mandate=mandate)
    roles = client.get(reverse("accounts:invite")).context["form"].fields["role"].choices
    assert (Role.CCA_CHAIR.value, "Présidence de la CCA") in roles
    assert Role.TRAINING_OFFICER.value not in dict(roles)
    given = {"email": EMAIL, "role": Role.CCA_MEMBER, "valid_from": "2026-11-21", "manages_users": "on"}
    with letters() as sent:
        assert client.post(reverse("accounts:invite"), given).url == reverse("accounts:people")
    assert sent[0].to == [EMAIL]
    again = client.post(reverse("accounts:invite"), given)
    assert "attend déjà cette personne" in again.content.decode()
    assert f'value="{EMAIL}"' in again.content.decode()
    page = client.get(reverse("accounts:people")).content.decode()
    assert EMAIL in page
    invitation = Invitation.objects.get()
    with letters() as sent:
        client.post(reverse("accounts:resend_invitation", args=[invitation.pk]))
        client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))
    assert len(sent) == 1
    assert client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk])).status_code == 403


def test_the_invitations_of_another_organisation_answer_404(client, invited):
    invitation, _link = invited
    stranger = MandateFactory(manager=True)
    sign_in(client, stranger.person, strong=True)
    for name in ("accounts:withdraw_invitation", "accounts:resend_invitation"):
        assert client.post(reverse(name, args=[invitation.pk])).status_code == 404


def test_who_manages_nothing_does_not_see_the_people(client):
    sign_in(client, MandateFactory().person)
    assert client.get(reverse("accounts:people")).status_code == 403
    assert client.get(reverse("accounts:invite")).status_code == 403
