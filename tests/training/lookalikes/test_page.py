"""The page « Ressemblances »: the thresholds in force and what they were measured to do, for ONE alone."""

import pytest
from django.urls import reverse

from preau.training import lookalikes
from preau.training.lookalikes_page import views
from tests.factories import MandateFactory, sign_in

pytestmark = pytest.mark.django_db
PAGE = "training:lookalikes"


@pytest.fixture
def officer(client):
    mandate = MandateFactory(training_officer=True)
    return sign_in(client, mandate.person, mandate=mandate)


def test_the_thresholds_and_their_measure_are_shown(officer, settings):
    settings.TRAINING_MATCH_SETTLE = 0.94
    page = officer.get(reverse(PAGE)).content.decode()
    assert "<dd>0,94</dd>" in page.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert page.count("vigueur") == 1
    row = page[page.index('aria-current="true"><th') :]
    assert row.startswith('aria-current="true"><th scope="row">0,94')
    assert "pas assez sûr" in page


def test_a_threshold_too_low_is_raised_to_what_is_safe(officer, settings):
    settings.TRAINING_MATCH_SETTLE = 0.5
    safe = lookalikes.safe_score(lookalikes.measures())
    page = officer.get(reverse(PAGE)).content.decode()
    assert f"<dd>{safe:.2f}</dd>".replace(".", ",") in page


def test_without_a_measure_nothing_is_settled_and_the_page_says_so(officer, monkeypatch):
    monkeypatch.setattr(views, "measures", list)
    monkeypatch.setattr(lookalikes, "measures", list)
    page = officer.get(reverse(PAGE)).content.decode()
    assert "La mesure manque" in page
    assert "jamais" in page


def test_a_house_does_not_read_it(client):
    mandate = MandateFactory(signatory=True)
    assert sign_in(client, mandate.person, mandate=mandate).get(reverse(PAGE)).status_code == 403


def test_never_shown_as_certain_when_it_is_not():
    assert str(views._percent(0.99996, 2)) == "99.99"
    assert str(views._percent(0.995, 1)) == "99.5"
    assert str(views._percent(1.0, 2)) == "100"
