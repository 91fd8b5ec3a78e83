"""The life of a declaration, from the first text to its end: what is frozen, what is published, who is told."""

from datetime import date, timedelta

import pytest

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import ActRefused, AlreadyDone, handle_remark, remark
from preau.operators.declaring import acts
from preau.operators.declaring.acts import case_of_declaration
from preau.operators.declaring.versions import draft_of, fingerprint_of, last_revision, revision_on
from preau.operators.models import DeclarationRevision, PlaceWord, PublishedPlace, PublishedSlot
from preau.operators.published import publish_due, rebuild_all
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made

pytestmark = pytest.mark.django_db


def step_of(declaration):
    return case_of_declaration(declaration).step


def state_of(declaration):
    return case_of_declaration(declaration).state_id


def test_a_declaration_is_frozen_and_published_at_once():
    zone = ZoneFactory()
    operator = made.operator(zone)
    declaration = made.declared(operator, zone)
    revision = declaration.revisions.get()
    assert (revision.number, revision.effective_on, revision.iban) == (1, made.TODAY, made.IBAN)
    assert revision.fingerprint == fingerprint_of(revision.content)
    assert made.IBAN not in str(revision.content)
    assert state_of(declaration) == "submitted"
    place = PublishedPlace.objects.get()
    assert (place.place, place.zone, place.revision) == (operator.places.get(), zone, revision)
    assert PublishedSlot.objects.filter(place=place).count() == 5
    assert PlaceWord.objects.filter(place=place).exists()
