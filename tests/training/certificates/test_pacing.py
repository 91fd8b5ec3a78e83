"""A house that sends many certificates in a minute is told when to send the next one; another house is not."""

from datetime import UTC, datetime

import pytest

from preau.foundation import clock, limiter
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.documents.api import FileRefused
from preau.training.certificates.pacing import check_pace, seconds_to_draw

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _held(monkeypatch):
    monkeypatch.setitem(limiter.PER_MINUTE, "certificates", 2)
    monkeypatch.setitem(limiter.PER_MINUTE, "certificate-pictures", 2)
    with clock.frozen(NOW):
        yield


def acting_for(house: int) -> Actor:
    return Actor(now=NOW, mandate=Mandate(organisation_id=house))


def test_beyond_those_of_a_minute_the_house_is_told_when_to_come_back():
    for name in ("une.pdf", "deux.pdf"):
        check_pace(acting_for(1), name)
    with pytest.raises(FileRefused) as refusal:
        check_pace(acting_for(1), "trois.pdf")
    (finding,) = refusal.value.findings
    assert finding.found == "trois.pdf"
    assert finding.expected == "2 attestations par minute au plus"
    assert "Joignez celle-ci à nouveau dans 40 secondes" in finding.sentence
    check_pace(acting_for(2), "ailleurs.pdf")


def test_the_next_minute_starts_anew():
    for _ in range(2):
        check_pace(acting_for(3), "scan.pdf")
    with clock.frozen(NOW.replace(minute=1)):
        check_pace(acting_for(3), "scan.pdf")


def test_first_pages_are_drawn_at_a_pace_of_their_own():
    assert [seconds_to_draw(acting_for(4)) for _ in range(3)] == [0, 0, 40]
    check_pace(acting_for(4), "scan.pdf")
