"""Attacks on the operators that once passed: each is tried again, and held off."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.urls import reverse

from preau.foundation.accounts.actors import system
from preau.foundation.accounts.models import Mandate
from preau.foundation.territory.models import Zone
from preau.foundation.ui.versions import NotNow
from preau.operators.declaring.acts import begin
from preau.operators.exchange.keys import make_key
from preau.operators.importing import acts as lists
from preau.operators.models import CarePlace, PublishedPlace
from preau.operators.places.acts import save_place
from preau.operators.published import publish_due
from tests.factories import ZoneFactory, actor_for
from tests.operators import made
from tests.operators.bodies.made import browser_of
from tests.operators.importing.made import received

pytestmark = pytest.mark.django_db
NEXT_DAYS = [made.NOW + timedelta(days=days) for days in (1, 2, 3)]


@pytest.fixture(autouse=True)
def _noon(at: Callable[[str], Any]) -> None:
    at("2026-11-21")


class Software:
    """Another software, and the key it sends."""

    def __init__(self, mandate: Mandate) -> None:
        mandate.manages_users = True
        mandate.save()
        actor = actor_for(mandate, made.NOW, strong=True)
        _, self.token = make_key(actor, "Logiciel", True, made.TODAY + timedelta(days=30))

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        sent = {"Authorization": f"Bearer {self.token}"}
        text = "" if body is None else json.dumps(body)
        return Client().generic(method, f"/api/v1/operators/{path}", text, "application/json", headers=sent)


def place_of(zone: Zone, **changes: Any) -> dict[str, Any]:
    text = made.full_text(made.commune_of(zone), name="La salle des jeux")
    return {**json.loads(msgspec.json.encode(text)), **changes}


def one_fee(**words: Any) -> dict[str, Any]:
    return {"periods": [{"kind": "weekend", "fees": [{"unit": "per_day", "amount": "1.00", **words}]}]}


@pytest.mark.parametrize(
    "change",
    [
        {"latitude": "NaN", "longitude": "4.0"},
        {"latitude": "50.4", "longitude": "sNaN"},
        {"latitude": "Infinity", "longitude": "4.0"},
        {"reductions": [{"ground": "other", "percent": "NaN"}]},
        {"reductions": [{"ground": "other", "percent": "0.001"}]},
        {"reductions": [{"ground": "other", "percent": "1E-30"}]},
        {"reductions": [{"ground": "other", "amount": "-Infinity"}]},
        one_fee(amount="1E+30"),
        one_fee(amount="NaN"),
        one_fee(amount="0.5000000000000000000000000000000000000000000001"),
        one_fee(elsewhere="sNaN"),
        one_fee(derogation="NaN", derogation_on="2026-01-01"),
        one_fee(derogation="1E+30", derogation_on="2026-01-01"),
        one_fee(derogation="-5", derogation_on="2026-01-01"),
        {"name": "a\0b"},
        {"street": "a\0b"},
        {"periods": [{"kind": "weekend", "label": "a\0b"}]},
        {"periods": [{"kind": "weekend", "activities": [{"title": "a\0b"}]}]},
        {"transfers": [{"school_name": "a\0b", "mode": "on_foot"}]},
        {"closures": [{"first_day": "2026-12-24", "last_day": "2026-12-24", "reason": "\0"}]},
    ],
    ids=repr,
)
def test_no_number_or_character_of_another_software_makes_a_fault(change):
    zone = ZoneFactory()
    operator = made.operator(zone)
    software = Software(made.mandate(operator))
    answer = software.ask("PUT", f"mine/{operator.pk}/places/salle-1/", place_of(zone, **change))
    assert answer.status_code == 422, answer.content
    assert answer.json()["error"]["field"]
    assert not CarePlace.objects.exists()


def test_a_closed_place_sent_again_with_a_later_opening_makes_no_fault():
    zone = ZoneFactory()
    operator = made.operator(zone)
    software = Software(made.mandate(operator))
    address = f"mine/{operator.pk}/places/salle-1/"
    assert software.ask("PUT", address, place_of(zone)).status_code == 201
    assert software.ask("DELETE", address).status_code == 204
    answer = software.ask("PUT", address, place_of(zone, opened_on="2027-01-04"))
    assert answer.status_code in {200, 409, 422}, answer.content


def test_a_place_that_will_close_cannot_open_after_its_last_day():
    operator = made.operator(ZoneFactory())
    place = made.place(operator, closed_on=made.TODAY + timedelta(days=30))
    with pytest.raises(NotNow):
        save_place(made.actor(operator), place.pk, None, {"opened_on": made.TODAY + timedelta(days=60)})


REFERENCED = ["Opérateur", "Lieu", "Identifiant du lieu", "Capacité", "Matin"]


def _line(reference: str, name: str = "Centre") -> list[Any]:
    return ["Les Lutins", name, reference, 24, "7h-8h30"]


@pytest.mark.parametrize("rows", [[_line("r-1")], [_line("r-2"), _line("r-2", "Nord")]], ids=["closed", "twice"])
def test_a_list_with_an_identifier_that_is_taken_says_so(rows):
    zone = ZoneFactory()
    operator = made.operator(zone, name="Les Lutins")
    made.place(operator, name="Ancien", external_id="r-1", closed_on=made.TODAY - timedelta(days=30))
    coordinator = made.coordinator(zone)
    row = received(coordinator, rows, REFERENCED)
    try:
        lists.settle(coordinator, row.pk, row.version)
    except NotNow as reason:
        assert str(reason)
    assert operator.places.filter(external_id=rows[0][2]).count() <= 1


def test_an_answer_nobody_could_type_makes_no_fault():
    zone = ZoneFactory()
    coordinator = made.coordinator(zone)
    row = received(coordinator)
    browser = browser_of(coordinator)
    sent = {"version": row.version, "commune:o1p1": "a\0bcd", "name:o1": "a\0b", "colonne-0": "a\0b", "do": "keep"}
    answer = browser.post(reverse("operators:list_settle", args=[row.pk]), sent)
    assert answer.status_code in {302, 422}
    row.refresh_from_db()
    assert "\0" not in json.dumps(row.answers, ensure_ascii=False)


def test_a_commune_nobody_could_type_makes_no_fault():
    assert Client().get("/api/v1/operators/published/", {"nis": "a\0b"}).status_code in {200, 422}


class Left:
    """An operator of two zones whose people have all left: two coordinations see it."""

    def __init__(self) -> None:
        self.here, self.there = ZoneFactory(), ZoneFactory()
        self.operator = made.operator(self.here)
        begin(system(made.NOW, "un essai"), self.operator, self.there)
        self.mine = made.full_place(
            self.operator, made.commune_of(self.here), name="Salle xanthique", external_id="ici"
        )
        self.other = made.full_place(
            self.operator, made.commune_of(self.there), name="Salle yttrique", external_id="ailleurs"
        )
        self.coordinator = made.coordinator(self.here)


def test_a_coordination_reads_and_writes_no_draft_of_another_zone():
    left = Left()
    rows = CarePlace.objects.visible_to(left.coordinator)
    assert list(rows) == [left.mine]
    software = Software(left.coordinator.mandate)
    read = software.ask("GET", f"mine/{left.operator.pk}/")
    assert read.status_code == 200
    assert "xanthique" in read.content.decode()
    assert "yttrique" not in read.content.decode()
    for method, body in (("GET", None), ("DELETE", None), ("PUT", place_of(left.here))):
        answer = software.ask(method, f"mine/{left.operator.pk}/places/ailleurs/", body)
        assert answer.status_code in {403, 404, 422}, method
    left.other.refresh_from_db()
    assert (left.other.name, left.other.closed_on) == ("Salle yttrique", None)


def test_the_page_of_an_operator_shows_a_coordination_its_own_zone():
    left = Left()
    page = browser_of(left.coordinator).get(reverse("operators:operator", args=[left.operator.pk]))
    words = page.content.decode()
    assert "xanthique" in words
    assert "yttrique" not in words
    assert str(left.there) not in words


def test_a_place_that_moved_stays_where_it_was_declared_last():
    here, there = ZoneFactory(), ZoneFactory()
    operator = made.operator(here)
    made.declared(operator, here)
    place = operator.places.get()
    save_place(made.actor(operator), place.pk, None, {"municipality": made.commune_of(there)})
    later = made.NOW + timedelta(hours=1)
    made.declared(operator, there, now=later)
    assert PublishedPlace.objects.get().zone == there
    for night in NEXT_DAYS:
        publish_due(night)
        assert PublishedPlace.objects.get().zone == there


def test_a_place_that_is_no_longer_published_tells_nothing_of_its_draft(client):
    here, there = ZoneFactory(), ZoneFactory()
    operator = made.operator(here)
    made.declared(operator, here)
    place = operator.places.get()
    PublishedPlace.objects.all().delete()
    save_place(made.actor(operator), place.pk, None, {"municipality": made.commune_of(there)})
    page = client.get(f"/accueil/{place.pk}/ancien/")
    assert page.status_code == 410
    assert made.commune_of(there).name not in page.content.decode()


def test_a_name_that_closes_the_data_block_stays_inside_it(client):
    zone = ZoneFactory()
    operator = made.operator(zone, name="</script><script>alert(1)</script>")
    made.full_place(operator, name="</script><script>alert(2)</script><!-- &amp; \u2028")
    made.declared(operator, zone)
    row = PublishedPlace.objects.get()
    page = client.get(f"/accueil/{row.pk}/{row.slug}/").content.decode()
    assert "<script>alert" not in page
    assert page.count("</script>") == page.count("<script")
    found = client.get("/accueil/", {"ou": made.commune_of(zone).name}).content.decode()
    assert "<script>alert" not in found


def test_what_the_public_reads_of_a_place_names_nobody():
    zone = ZoneFactory()
    operator = made.operator(zone)
    who = made.contact(operator, full_name="Xavière Confidence")
    made.declared(operator, zone)
    told = Client().get("/api/v1/operators/published/").content.decode()
    row = PublishedPlace.objects.get()
    told += Client().get(f"/accueil/{row.pk}/{row.slug}/").content.decode()
    for word in (who.full_name, who.email, operator.body.iban, operator.body.person_in_charge, operator.body.email):
        assert word not in told, word
