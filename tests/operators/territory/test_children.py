"""The number of children of a commune: noted with its source, compared only when everything is known."""

from datetime import date

import pytest

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.models import ChildrenCount
from preau.operators.territory import reading
from preau.operators.territory.children import note_children
from tests.factories import MandateFactory, MunicipalityFactory, ZoneFactory, actor_for, sign_in
from tests.operators import made
from tests.operators.territory.made import period, published
from tests.operators.territory.test_pages import MATRIX, text_of

pytestmark = pytest.mark.django_db
PAGE = "/territoire/enfants/"
DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _read_anew():
    reading.forget()


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def coordination(client, zone, at):
    at("2026-11-21")
    return sign_in(client, made.coordinator(zone).someone)


def sent(zone, **changes):
    said = {"commune": made.commune_of(zone).pk, "count": "400", "day": "2026-01-01", "source": "Registre inventé"}
    return {**said, **changes}


def test_a_count_is_noted_and_shown_with_its_source(coordination, zone):
    published(zone, [period()], [period()], capacity=40)
    answer = coordination.post(PAGE, sent(zone))
    assert (answer.status_code, answer["Location"]) == (302, MATRIX)
    said = text_of(coordination.get(MATRIX))
    assert "400 Registre inventé, au 1er janvier 2026" in said
    assert "80 places 20 pour 100 enfants" in said
    entry = Entry.objects.get(act="operators.note_children")
    assert entry.payload["after"] == {"count": 400, "source": "Registre inventé"}


def test_seats_are_compared_only_when_all_are_known(coordination, zone):
    published(zone, [period()], capacity=40)
    published(zone, [period(capacity=None)], capacity=None)
    coordination.post(PAGE, sent(zone))
    said = text_of(coordination.get(MATRIX))
    assert "au moins 40 places 1 lieu sans capacité connue" in said
    assert "pour 100 enfants" not in said.replace("Le rapport à 100 enfants", "")


def test_without_a_count_nothing_is_compared(coordination, zone):
    published(zone, [period()], capacity=40)
    said = text_of(coordination.get(MATRIX))
    assert "Nombre d’enfants non fourni" in said and "40 places" in said
    assert "pour 100 enfants" not in said


def test_no_seat_known_and_nothing_open_say_so(coordination, zone):
    published(zone, [period(capacity=None)], capacity=None)
    said = text_of(coordination.get(MATRIX))
    assert "capacité pas connue" in said and "aucun lieu ouvert" in said


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"count": ""}, "Donnez le nombre d’enfants"),
        ({"count": "-1"}, "Donnez un nombre à partir de 0"),
        ({"day": "2026-11-22"}, "Donnez un jour qui est déjà passé"),
        ({"day": ""}, "Donnez la date"),
        ({"source": " "}, "Donnez la source"),
        ({"commune": "0"}, "Choisissez dans la liste"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(coordination, zone, changes, message):
    answer = coordination.post(PAGE, sent(zone, **changes))
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert not ChildrenCount.objects.exists()


def test_the_same_day_corrects_and_the_same_thing_twice_writes_nothing(zone):
    actor, commune = made.coordinator(zone), made.commune_of(zone)
    first = note_children(actor, commune, DAY, 400, "Une source")
    assert note_children(actor, commune, DAY, 400, "Une source") == first
    assert Entry.objects.filter(act="operators.note_children").count() == 1
    note_children(actor, commune, DAY, 410, "Une source")
    assert ChildrenCount.objects.get().count == 410
    assert Entry.objects.filter(act="operators.note_children").order_by("pk").last().payload["before"]["count"] == 400


def test_the_latest_count_is_shown(coordination, zone):
    actor, commune = made.coordinator(zone), made.commune_of(zone)
    note_children(actor, commune, DAY, 400, "Nouvelle")
    note_children(actor, commune, date(2025, 1, 1), 300, "Ancienne")
    said = text_of(coordination.get(MATRIX))
    assert "Nouvelle" in said and "Ancienne" not in said


def test_nobody_notes_the_children_of_another_commune(coordination, zone):
    other = MunicipalityFactory()
    assert coordination.post(PAGE, sent(zone, commune=other.pk)).status_code == 422
    with pytest.raises(Forbidden):
        note_children(made.coordinator(zone), other, DAY, 1, "x")
    chair = MandateFactory(role=Role.CCA_CHAIR, organisation__zone=zone)
    with pytest.raises(Forbidden):
        note_children(actor_for(chair, made.NOW), made.commune_of(zone), DAY, 1, "x")
