"""« Mes avis »: at once, in the digest, never; what the law imposes always comes."""

import pytest
from django.core import mail
from django.urls import reverse

from preau.foundation.accounts.access import Forbidden
from preau.foundation.journal.models import Entry
from preau.foundation.notifications import acts, api
from preau.foundation.notifications.models import Delivery, Outcome, Preference
from tests.factories import MandateFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db
PAGE = "notifications:preferences"


@pytest.fixture
def mandate(owing):
    """Somebody who owes."""
    held = MandateFactory()
    owing.append(api.Recipient(held.person.email, str(held.person), held.person_id, held.pk))
    return held


@pytest.fixture
def browser(client, mandate):
    return sign_in(client, mandate.person, mandate=mandate)


def choose(mandate, choice, kind="test.asked"):
    acts.choose(actor_for(mandate), {kind: choice})


@pytest.mark.parametrize(
    ("choice", "letters", "outcome"),
    [("now", 1, Outcome.SENT), ("digest", 0, Outcome.DIGEST), ("never", 0, Outcome.OFF)],
)
def test_each_choice_is_kept_to(mandate, told, work, choice, letters, outcome):
    choose(mandate, choice)
    told()
    work()
    assert len(mail.outbox) == letters
    assert Delivery.objects.get().outcome == outcome


def test_a_letter_one_may_silence_says_where(mandate, told, work):
    told()
    told("avis-2", kind="test.called")
    work()
    chosen, legal = (letter.body for letter in mail.outbox)
    assert "« Mes avis »" in chosen.replace("\xa0", " ")
    assert "Mes avis" not in legal


def test_a_legal_kind_comes_whatever_was_kept(mandate, told, work):
    """As when a kind becomes legal after somebody silenced it."""
    Preference.objects.create(person=mandate.person, kind="test.called", choice="never")
    told(kind="test.called")
    work()
    assert Delivery.objects.get().outcome == Outcome.SENT


def test_a_legal_kind_is_refused_by_the_act_itself(mandate):
    with pytest.raises(Forbidden, match="obligation légale"):
        choose(mandate, "never", "test.called")
    assert not Preference.objects.exists()


def test_the_page_shows_each_kind_and_keeps_the_choice(browser, mandate):
    page = browser.get(reverse(PAGE)).content.decode()
    assert "Un avis vous est demandé" in page
    assert "Toujours aussitôt" in page
    assert 'name="test.called"' not in page
    assert browser.post(reverse(PAGE), {"test.asked": "digest"}).status_code == 302
    assert '<option value="digest" selected>' in browser.get(reverse(PAGE)).content.decode()
    entry = Entry.objects.get(act="notifications.choose")
    assert entry.payload == {"before": {"test.asked": "now"}, "after": {"test.asked": "digest"}}
    assert entry.person_id == mandate.person_id


def test_choosing_the_same_again_changes_nothing(browser):
    for _ in range(2):
        assert browser.post(reverse(PAGE), {"test.asked": "never"}).status_code == 302
    assert Entry.objects.filter(act="notifications.choose").count() == 1


def test_a_forged_form_does_not_silence_what_is_legal(browser):
    answer = browser.post(reverse(PAGE), {"test.asked": "digest", "test.called": "never"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "il y va d’une obligation légale, ce message part toujours aussitôt" in page
    assert '<option value="digest" selected>' in page  # what was chosen beside it is not lost
    assert not Preference.objects.exists()
    assert not Entry.objects.filter(act="notifications.choose").exists()


@pytest.mark.parametrize("sent", [{}, {"test.asked": "demain"}, {"test.asked": ""}])
def test_a_choice_that_is_none_is_refused(browser, sent):
    assert browser.post(reverse(PAGE), sent).status_code == 422
    assert not Preference.objects.exists()


def test_one_s_choice_is_one_s_own(mandate, owing, told, work):
    other = MandateFactory()
    owing.append(api.Recipient(other.person.email, str(other.person), other.person_id))
    choose(other, "never")
    told()
    work()
    assert [letter.to for letter in mail.outbox] == [[mandate.person.email]]


@pytest.mark.parametrize("others", [0, 20])
def test_the_page_costs_the_same_however_many_kinds(browser, counted_queries, others):
    for n in range(others):
        api.register_kind(api.Kind(f"test.{n}", f"Sorte {n}", n % 2 == 0, "", "", f"Groupe {n % 3}"))
    browser.get(reverse(PAGE))
    with counted_queries() as counted:
        browser.get(reverse(PAGE))
    assert len(counted) == 4, counted.sql
