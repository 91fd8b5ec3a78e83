"""The factories make what they say, and `sign_in` makes the session the pages see."""

from datetime import timedelta

import pytest

from preau.foundation import clock
from preau.foundation.accounts import sessions
from preau.foundation.accounts.roles import ROLES_OF
from tests.factories import MandateFactory, ZoneFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db

TRAITS = [
    "manager", "chair", "member", "secretary", "signatory", "operator_secretary", "approval_officer",
    "training_officer", "commission_member", "observer", "ministry",
]  # fmt: skip


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_gives_a_role_its_organisation_may_have(trait):
    mandate = MandateFactory(**{trait: True})
    mandate.full_clean(exclude=["granted_by"])
    assert mandate.role in ROLES_OF[mandate.organisation.kind]
    assert actor_for(mandate).role == mandate.role


def test_a_zone_has_its_communes_in_order():
    assert [m.position for m in ZoneFactory().members.all()] == [1]


def test_strength_lasts_a_working_day(client):
    mandate = MandateFactory()
    sign_in(client, mandate.person, strong=True, mandate=mandate)
    now = clock.now()
    assert sessions.is_strong(client.session, mandate.person, now)
    assert not sessions.is_strong(client.session, mandate.person, now + timedelta(hours=12))
    assert not sessions.is_strong(client.session, MandateFactory().person, now)
