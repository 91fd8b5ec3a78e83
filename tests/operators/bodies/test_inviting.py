"""The coordination invites: an operator nobody knows, the first person of one it noted; whom it may already be."""

import pytest
from django.core import mail
from django.urls import reverse

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.acts import bind_invitations
from preau.foundation.accounts.models import Invitation, Organisation
from preau.foundation.accounts.roles import Role
from preau.foundation.ui.versions import NotNow
from preau.operators.bodies.acts import inviting as acts
from preau.operators.bodies.lookalikes import lookalikes
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.models import CareOperator
from tests.factories import PersonFactory, ZoneFactory, actor_for
from tests.operators import made
from tests.operators.bodies.made import NUMBER, browser_of, words

pytestmark = pytest.mark.django_db
PAGE = reverse("operators:invite")
NEW = {
    "body_name": "Les Marelles asbl",
    "enterprise_number": "0417.497.106",
    "operator_name": "La Marelle",
    "full_name": "Dominique Exemple",
    "email": "Dominique@exemple.test",
}


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def coordinator(zone):
    return made.coordinator(zone)


def test_an_operator_is_invited_whole_and_once(coordinator, zone):
    browser = browser_of(coordinator)
    assert "Inviter un opérateur" in words(browser.get(PAGE))
    for _ in range(2):
        answer = browser.post(PAGE, NEW)
    operator = CareOperator.objects.get()
    assert answer.url == reverse("operators:operator", args=[operator.pk])
    body = operator.body
    assert (body.organisation.name, body.organisation.zone, body.enterprise_number) == (NEW["body_name"], zone, NUMBER)
    case = case_of_declaration(operator.declarations.get())
    assert (case.state_id, case.zone_id) == ("preparing", zone.pk)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.manages_users, invitation.invited_by) == (
        "dominique@exemple.test",
        Role.OPERATOR_SIGNATORY,
        True,
        coordinator.person,
    )
    assert "Invité" in words(browser.get(answer.url))
    person = PersonFactory(email=invitation.email)
    [mandate] = bind_invitations(person, made.NOW)
    hers = browser_of(actor_for(mandate, made.NOW))
    assert "La Marelle" in words(hers.get(reverse("operators:home")))
    assert "A un compte" in words(browser.get(answer.url))


def test_inviting_asks_for_a_second_factor_before_anything_is_typed(coordinator):
    answer = browser_of(coordinator, strong=False).get(PAGE)
    assert answer.status_code == 302
    weak = made.coordinator(coordinator.mandate.organisation.zone, strong=False)
    with pytest.raises(NeedsSecondFactor):
        acts.invite_operator(weak, acts.NewOperator("Asbl", "Qui", "qui@exemple.test"))
    assert not Organisation.objects.filter(name="Asbl").exists()


def test_nobody_invites_herself(coordinator):
    with pytest.raises(Forbidden, match="à soi-même"):
        acts.invite_operator(coordinator, acts.NewOperator("Asbl", "Moi", coordinator.email))
    answer = browser_of(coordinator).post(PAGE, {**NEW, "email": coordinator.email})
    assert answer.status_code == 422
    assert "à soi-même" in words(answer)
    assert not CareOperator.objects.exists()


@pytest.mark.parametrize(
    "name", ["Les Marelles", "ASBL Les Marelles", "les marèlles a.s.b.l.", "Marelles", "La Marelle", "Les Marrelles"]
)
def test_a_near_name_is_shown_before_anything_is_written(coordinator, zone, name):
    known = made.operator(zone, name="Accueil Les Marelles", body=made.body(zone, name="Les Marelles asbl"))
    browser = browser_of(coordinator)
    answer = browser.post(PAGE, {**NEW, "body_name": name, "operator_name": ""})
    assert answer.status_code == 422
    assert "Est-ce l’un de ceux-ci ?" in words(answer)
    assert known.name in words(answer)
    assert not Invitation.objects.exists()
    sent = {**NEW, "body_name": name, "operator_name": "", "another": answer.context["another"]}
    assert browser.post(PAGE, {**sent, "body_name": "Les Marelles bis"}).status_code == 422
    assert browser.post(PAGE, sent).status_code == 302
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("name", ["Les Petits Loups", "École communale de Ciply", "Atelier du mercredi"])
def test_another_name_is_not_taken_for_one_known(coordinator, zone, name):
    made.operator(zone, name="Accueil Les Marelles", body=made.body(zone, name="École communale de Nimy"))
    assert lookalikes(coordinator, [name]) == []


def test_the_same_number_in_the_zone_is_shown_and_elsewhere_told_without_a_name(coordinator, zone):
    known = made.operator(zone, body=made.body(zone, enterprise_number=NUMBER, name="Tout autre nom"))
    [alike] = lookalikes(coordinator, ["Les Marelles"], NUMBER)
    assert (alike.operator, alike.why) == (known, "Il porte le même numéro d’entreprise.")
    elsewhere = made.coordinator(ZoneFactory())
    answer = browser_of(elsewhere).post(PAGE, NEW)
    assert answer.status_code == 422
    assert "déjà dans Préau" in words(answer)
    assert "Tout autre nom" not in words(answer)
    assert not Organisation.objects.filter(name=NEW["body_name"]).exists()


def test_the_first_person_of_an_operator_noted_down_is_invited_then_it_is_hers(coordinator, zone):
    operator = made.operator(zone)
    browser = browser_of(coordinator)
    page = reverse("operators:operator", args=[operator.pk])
    assert "Sans compte" in words(browser.get(page))
    address = reverse("operators:invite_first", args=[operator.pk])
    who = {"full_name": "Dominique", "email": "dominique@exemple.test"}
    for _ in range(2):
        assert browser.post(address, who).url == page
    assert Invitation.objects.count() == 1
    other = browser.post(address, {**who, "email": "autre@exemple.test"})
    assert other.status_code == 422
    assert "renvoyez-la, ou retirez-la" in words(other)
    assert browser.post(reverse("operators:invitation_resend", args=[operator.pk])).url == page
    assert browser.post(reverse("operators:invitation_withdraw", args=[operator.pk])).url == page
    assert browser.post(reverse("operators:invitation_resend", args=[operator.pk])).status_code == 404
    assert browser.post(address, {**who, "email": "autre@exemple.test"}).url == page
    made.mandate(operator)
    assert browser.get(address).status_code == 403
    assert browser.post(reverse("operators:invitation_resend", args=[operator.pk])).status_code == 403


def test_the_operators_of_another_commune_are_not_hers_to_invite(zone):
    operator = made.operator(zone)
    stranger = made.coordinator(ZoneFactory())
    browser = browser_of(stranger)
    for name in ("invite_first", "invitation_resend", "invitation_withdraw"):
        assert browser.post(reverse(f"operators:{name}", args=[operator.pk])).status_code == 404


def test_an_operator_invites_nobody_this_way(zone):
    operator = made.operator(zone)
    signatory = made.actor(operator)
    with pytest.raises(Forbidden, match="coordination ATL"):
        acts.invite_first(signatory, operator.pk, "Qui", "qui@exemple.test")
    with pytest.raises(Forbidden, match="coordination ATL"):
        acts.invite_operator(signatory, acts.NewOperator("Asbl", "Qui", "qui@exemple.test"))
    assert mail.outbox == []


def test_the_number_of_another_house_given_at_the_same_moment_is_refused(coordinator, monkeypatch):
    made.body(enterprise_number=NUMBER)
    monkeypatch.setattr(acts, "is_taken", lambda number, body: False)
    with pytest.raises(NotNow, match="déjà dans Préau"):
        acts.invite_operator(coordinator, acts.NewOperator("Asbl", "Qui", "qui@exemple.test", NUMBER))
    assert not Organisation.objects.filter(name="Asbl").exists()
