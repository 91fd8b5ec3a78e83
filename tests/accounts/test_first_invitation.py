"""`preau invite`: how the first person of an installation comes in."""

import pytest
from django.core.management import CommandError, call_command

from preau.foundation.accounts.models import Invitation, Organisation
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.journal.models import Entry
from tests.factories import MandateFactory, ZoneFactory

pytestmark = pytest.mark.django_db
EMAIL = "premiere@exemple.test"


def invite(**changes):
    words = {
        "organisation": "Commune inventée",
        "kind": OrganisationKind.COORDINATION,
        "role": Role.ATL_COORDINATOR,
        "zone": ZoneFactory().slug if "zone" not in changes else None,
    }
    call_command("invite", changes.pop("email", EMAIL), **{**words, **changes})


def test_the_first_manager_is_invited_and_her_organisation_created(letters, capsys):
    with letters() as sent:
        invite()
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.manages_users, invitation.invited_by) == (EMAIL, True, None)
    assert "L’équipe de Préau vous invite" in sent[0].body
    assert EMAIL in capsys.readouterr().out
    acts_done = set(Entry.objects.values_list("act", "acting_as"))
    assert ("accounts.create_organisation", "Administration, en ligne de commande") in acts_done


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"email": "pas une adresse"}, "adresse"),
        ({"zone": "nulle-part"}, "Aucune zone"),
        ({"zone": None}, "coordination_has_a_zone|zone"),
        ({"role": Role.TRAINING_OFFICER}, "n’existe pas dans cette organisation"),
    ],
)
def test_what_cannot_be_leaves_nothing(changes, reason):
    with pytest.raises(CommandError, match=reason):
        invite(**changes)
    assert not Organisation.objects.exists()
    assert not Invitation.objects.exists()


def test_who_manages_already_is_who_invites():
    held = MandateFactory(manager=True).organisation
    known = {"organisation": held.name, "zone": held.zone.slug}
    with pytest.raises(CommandError, match="à cette personne d’inviter"):
        invite(**known)
    waiting = MandateFactory().organisation
    known = {"organisation": waiting.name, "zone": waiting.zone.slug}
    invite(**known)
    with pytest.raises(CommandError, match="attend déjà une réponse"):
        invite(**known)
