"""Keys: made and taken back by who manages access, shown once, gone with the mandate of who made them."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.foundation.ui.versions import NotNow
from preau.operators.exchange.keys import MOST, make_key, opened_by, revoke_key
from preau.operators.models import AccessKey
from tests.factories import MandateFactory, actor_for, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db
SOON = made.TODAY + timedelta(days=30)


def test_the_secret_is_kept_nowhere(software):
    assert not AccessKey.objects.filter(digest__contains=software.token).exists()
    assert not Entry.objects.filter(payload__icontains=software.token).exists()
    found = opened_by(software.token, made.NOW)
    assert found is not None
    key, actor = found
    assert (key, actor.mandate, actor.strong) == (software.key, software.mandate, False)
    assert AccessKey.objects.get(pk=key.pk).last_used_on == made.TODAY


def test_a_key_ends_when_taken_back_on_its_day_and_with_the_mandate(software):
    late = made.NOW + timedelta(days=31)
    assert opened_by(software.token, late) is None
    software.mandate.valid_to = made.TODAY
    software.mandate.save()
    assert opened_by(software.token, made.NOW + timedelta(days=1)) is None
    software.mandate.valid_to = None
    software.mandate.save()
    revoke_key(software.actor, software.key.pk)
    assert opened_by(software.token, made.NOW) is None
    assert Entry.objects.filter(act="operators.revoke_key").count() == 1
    revoke_key(software.actor, software.key.pk)
    assert Entry.objects.filter(act="operators.revoke_key").count() == 1, "un second clic ne retire rien"


def test_a_closed_account_leaves_no_key(software):
    software.actor.person.is_active = False
    software.actor.person.save()
    assert opened_by(software.token, made.NOW) is None


@pytest.mark.parametrize(
    ("role", "manages", "strong", "refusal"),
    [
        (Role.OPERATOR_SIGNATORY, False, True, Forbidden),
        (Role.CARE_WORKER, True, True, Forbidden),
        (Role.OPERATOR_SIGNATORY, True, False, NeedsSecondFactor),
    ],
)
def test_who_may_not_make_a_key(software, role, manages, strong, refusal):
    house = software.operator.body.organisation
    actor = actor_for(MandateFactory(role=role, organisation=house, manages_users=manages), made.NOW, strong)
    with pytest.raises(refusal):
        make_key(actor, "Autre", True, SOON)


def test_a_key_lasts_a_year_and_there_are_not_too_many(software):
    with pytest.raises(NotNow, match="un an"):
        make_key(software.actor, "Autre", True, made.TODAY + timedelta(days=400))
    for number in range(1, MOST):
        make_key(software.actor, f"Autre {number}", False, SOON)
    with pytest.raises(NotNow, match="retirez-en une"):
        make_key(software.actor, "De trop", False, SOON)


def test_the_key_of_another_house_is_not_there(software):
    other = actor_for(MandateFactory(signatory=True, manager=True), made.NOW, strong=True)
    with pytest.raises(Http404):
        revoke_key(other, software.key.pk)


def test_the_page_shows_the_secret_once(software):
    browser = sign_in(Client(), software.actor.person, True, software.mandate)
    page = reverse("operators:keys")
    made_now = browser.post(page, {"label": "iA", "can_write": "on", "expires_on": "2027-01-31"})
    words = made_now.content.decode()
    assert made_now.status_code == 200
    token = words.split('id="secret">')[1].split("<")[0]
    assert opened_by(token, made.NOW)[0].label == "iA"
    assert token not in browser.get(page).content.decode()
    refused = browser.post(page, {"label": "", "expires_on": "2020-01-01"})
    assert refused.status_code == 422
    assert "Donnez le nom du logiciel" in refused.content.decode()
