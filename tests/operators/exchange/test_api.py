"""What another software reads and writes, and what it may not."""

import json

import msgspec
import pytest
from django.test import Client
from msgspec.structs import replace

from preau.foundation.journal.models import Entry
from preau.operators.description import PlaceText
from preau.operators.models import CarePlace
from tests.factories import ZoneFactory
from tests.operators import made
from tests.operators.exchange.conftest import Software

pytestmark = pytest.mark.django_db


def during(**period) -> dict:
    """Return the change that gives the place one period, at the week-end unless told."""
    return {"periods": [{"kind": "weekend", **period}]}


def fee(**words) -> dict:
    return during(fees=[words])


def body_of(software: Software, **changes) -> dict:
    text = made.full_text(made.commune_of(software.zone), name="La salle des jeux")
    return {**json.loads(msgspec.json.encode(text)), **changes}


def test_a_place_is_created_then_replaced_whole(software):
    sent = body_of(software)
    created = software.ask("PUT", software.place(), json.dumps(sent))
    assert created.status_code == 201, created.content
    row = CarePlace.objects.get(operator=software.operator)
    assert (row.external_id, row.received_from, row.received_at) == ("salle-1", "Logiciel", made.NOW)
    kept, given = (msgspec.convert(one, PlaceText, strict=False) for one in (created.json()["place"], sent))
    assert replace(kept, key=None, external_id="") == given
    again = software.ask("PUT", software.place(), json.dumps({**sent, "name": "La grande salle", "periods": []}))
    assert again.status_code == 200
    row.refresh_from_db()
    assert (row.name, row.periods.count(), row.version) == ("La grande salle", 0, 2)
    assert CarePlace.objects.filter(operator=software.operator).count() == 1
    assert Entry.objects.filter(act="operators.receive_place", person=software.actor.person).count() == 2


def test_what_is_read_can_be_sent_back(software):
    software.ask("PUT", software.place(), json.dumps(body_of(software)))
    read = software.ask("GET", software.place())
    back = software.ask("PUT", software.place(), json.dumps(read.json()["place"]))
    assert back.status_code == 200
    assert back.json()["place"] == read.json()["place"]


def test_two_writers_do_not_overwrite_each_other(software):
    software.ask("PUT", software.place(), json.dumps(body_of(software)))
    read = software.ask("GET", software.place())["ETag"]
    first = software.ask("PUT", software.place(), json.dumps(body_of(software, name="Un")), **{"If-Match": read})
    second = software.ask("PUT", software.place(), json.dumps(body_of(software, name="Deux")), **{"If-Match": read})
    assert (first.status_code, second.status_code) == (200, 412)
    assert "relisez-le" in second.json()["error"]["message"]
    assert CarePlace.objects.get().name == "Un"


def test_a_place_is_closed_not_lost(software):
    software.ask("PUT", software.place(), json.dumps(body_of(software)))
    assert software.ask("DELETE", software.place()).status_code == 204
    assert CarePlace.objects.get().closed_on == made.TODAY
    assert software.ask("DELETE", software.place()).status_code == 404
    assert software.ask("GET", software.place()).json()["closed_on"] == "2026-11-21"


@pytest.mark.parametrize(
    ("change", "field", "word"),
    [
        ({"nis": "99999"}, "nis", "NIS"),
        ({"name": "  "}, "name", "nom"),
        ({"latitude": "50.1"}, "latitude", "longitude"),
        ({"latitude": "10.0", "longitude": "3.9"}, "latitude", "Belgique"),
        ({"youngest_months": 60, "oldest_months": 30}, "oldest_months", "60 mois"),
        ({"access": "peut-être"}, "access", "full"),
        ({"couleur": "vert"}, "couleur", "n’existe pas"),
        (during(kind="soir"), "periods[0].kind", "after_school"),
        (
            {"periods": [{"kind": "after_school", "hours": [{"weekday": 2, "starts": 930, "ends": 1050}]}]},
            "periods[0].hours[0].weekday",
            "mercredi",
        ),
        (
            {"periods": [{"kind": "after_school", "hours": [{"weekday": 1, "starts": 1050, "ends": 930}]}]},
            "periods[0].hours[0].ends",
            "17:30",
        ),
        (
            {
                "periods": [
                    {"kind": "weekend", "hours": [{"weekday": 5, "starts": 540 + n, "ends": 700} for n in (0, 60)]}
                ]
            },
            "periods[0].hours[1]",
            "recouvrent",
        ),
        (
            fee(unit="free", amount="2"),
            "periods[0].fees[0].amount",
            "0",
        ),
        (
            fee(unit="per_day", amount="-2"),
            "periods[0].fees[0].amount",
            "montant",
        ),
        (
            fee(unit="per_day", amount="2.005"),
            "periods[0].fees[0].amount",
            "décimales",
        ),
        (during(holidays=["carnaval"]), "periods[0].holidays", "automne"),
        ({"closures": [{"first_day": "2026-12-31", "last_day": "2026-12-01"}]}, "closures[0].last_day", "précéder"),
        ({"reductions": [{"ground": "siblings", "percent": "150"}]}, "reductions[0].percent", "100"),
    ],
)
def test_a_wrong_place_is_refused_in_french_with_its_field_and_nothing_is_written(software, change, field, word):
    answer = software.ask("PUT", software.place(), json.dumps(body_of(software, **change)))
    error = answer.json()["error"]
    assert (answer.status_code, error["field"]) == (422, field)
    assert word in error["message"]
    assert not CarePlace.objects.exists()


def test_what_is_not_json_is_refused(software):
    assert software.ask("PUT", software.place(), "{").status_code == 400
    assert software.ask("PUT", software.place(), "[]").status_code == 422


def test_nobody_reads_or_writes_another_s(software):
    other = made.operator(ZoneFactory())
    theirs = made.full_place(other, external_id="salle-1")
    path = f"mine/{other.pk}/places/salle-1/"
    for method, sent in (("GET", ""), ("PUT", json.dumps(body_of(software))), ("DELETE", "")):
        assert software.ask(method, path, sent).status_code == 404
    assert software.ask("GET", f"mine/{other.pk}/").status_code == 404
    theirs.refresh_from_db()
    assert (theirs.version, theirs.closed_on) == (1, None)
    listed = software.ask("GET", "mine/").json()["operators"]
    assert [one["id"] for one in listed] == [software.operator.pk]


def test_a_description_says_what_it_lacks_and_holds_no_account(software):
    software.ask("PUT", software.place(), json.dumps(body_of(software)))
    answer = software.ask("GET", f"mine/{software.operator.pk}/")
    (zone,) = answer.json()["zones"]
    assert zone["zone"] == software.zone.slug
    assert zone["description"]["places"][0]["external_id"] == "salle-1"
    assert any("contact" in sentence for sentence in zone["missing"])
    assert made.IBAN not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_key_that_reads_does_not_write():
    software = Software(can_write=False)
    assert software.ask("GET", "mine/").status_code == 200
    for method in ("PUT", "DELETE"):
        assert software.ask(method, software.place(), json.dumps(body_of(software))).status_code == 403
    assert not CarePlace.objects.exists()


def test_without_a_key_nothing_of_one_s_own_opens(software):
    for token in ("", "Bearer", "Bearer preau_faux", f"Basic {software.token}"):
        answer = Client().get("/api/v1/operators/mine/", headers={"Authorization": token})
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_everybody_reads_what_is_declared_page_by_page(counted_queries):
    zone = ZoneFactory()
    operator = made.operator(zone)
    for number in range(3):
        made.full_place(operator, name=f"Lieu {number}")
    made.declared(operator, zone)
    commune = made.commune_of(zone)
    draft = made.full_place(operator, name="Pas encore déclaré")
    with counted_queries() as counted:
        answer = Client().get(f"/api/v1/operators/published/?nis={commune.nis}")
    places = answer.json()["places"]
    assert [one["place"]["name"] for one in places] == ["Lieu 0", "Lieu 1", "Lieu 2"]
    assert draft.name not in answer.content.decode()
    words = answer.content.decode()
    for private in (
        made.IBAN,
        "workers",
        "expected_",
        "second_adult",
        "supervision",
        "external_id",
        "deux accueillantes",
    ):
        assert private not in words, private
    assert (answer.json()["next"], answer["Access-Control-Allow-Origin"]) == (None, "*")
    assert len(counted) <= 6, counted.sql  # four of them count the questions of the minute
    assert Client().get("/api/v1/operators/published/?after=x").status_code == 422
    unchanged = Client().get(
        f"/api/v1/operators/published/?nis={commune.nis}", headers={"If-None-Match": answer["ETag"]}
    )
    assert unchanged.status_code == 304


def test_the_description_of_the_interface_holds_what_is_read_and_written():
    document = Client().get("/api/v1/operators/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    schema = document["components"]["schemas"]["PlaceText"]
    assert set(PlaceText.__struct_fields__) == set(schema["properties"])
    assert schema["required"] == ["name", "nis"]
    assert document["paths"]["/mine/{operator_id}/places/{external_id}/"]["put"]["security"] == [{"key": []}]
