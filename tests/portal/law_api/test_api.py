"""The law over HTTP: questions and lists, refusals, caches, the limit by the minute, the description."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from preau.foundation import clock, limiter
from preau.law.asking import ask
from preau.law.catalogue import RULES

pytestmark = pytest.mark.django_db
QUESTION = {"limit": "D31", "from": "2026-09-01"}


@pytest.fixture(autouse=True)
def _nobody_has_asked():
    cache.clear()


def test_a_question_by_post_and_by_get_says_what_the_command_says(client):
    expected = ask("due_date", json.dumps(QUESTION))
    address = reverse("law_api:answer", args=["due_date"])
    posted = client.post(address, json.dumps(QUESTION), content_type="application/json")
    asked = client.get(address, {"question": json.dumps(QUESTION)})
    plain = client.get(reverse("law_api:due"), QUESTION)
    assert posted.status_code == asked.status_code == plain.status_code == 200
    assert posted.json() == asked.json() == plain.json()
    assert posted.json()["result"]["due"] == "2026-12-31"
    assert tuple(posted.json()["steps"]) == expected.steps


def test_a_free_length_in_the_address(client):
    answer = client.get(reverse("law_api:due"), {"length": "15", "unit": "WD", "from": "2026-12-18"})
    assert answer.json()["result"]["due"] == "2027-01-12"


def test_a_list_in_the_address_is_split_at_commas(client):
    question = {"limit": "D13", "from": "2026-10-01"}
    for council in ("2026-10-12,2026-11-16", ["2026-11-16", "2026-10-12"], ["2026-10-12", "2026-11-16"]):
        answer = client.get(reverse("law_api:due"), {**question, "council": council})
        assert answer.json()["result"]["due"] == "2026-11-16"


def test_what_is_given_twice_is_not_chosen_from(client):
    answer = client.get(reverse("law_api:due"), {"limit": ["D31", "D10"], "from": "2026-09-01"})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "limit")


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ({}, 422, "refused", "length"),
        ({"limit": "D999", "from": "2026-09-01"}, 404, "unknown_limit", "limit"),
        ({"length": "-1", "unit": "CD", "from": "2026-09-01"}, 422, "refused", "length"),
        ({"length": "dix", "unit": "CD", "from": "2026-09-01"}, 422, "wrong_type", "length"),
        ({"length": "9" * 30, "unit": "CD", "from": "2026-09-01"}, 422, "wrong_type", "length"),
        ({"length": "1", "unit": "JJ", "from": "2026-09-01"}, 422, "wrong_value", "unit"),
        ({"limit": "D31", "from": "2026-02-30"}, 422, "wrong_type", "from"),
        ({"limit": "D31", "from": "1026-02-03"}, 422, "refused", "from"),
        ({"limite": "D31"}, 422, "unknown_field", "limite"),
    ],
)
def test_a_bad_question_is_told_in_french(client, query, status, code, field):
    answer = client.get(reverse("law_api:due"), query)
    assert (answer.status_code, answer.json()["ok"]) == (status, False)
    error = answer.json()["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"].endswith((".", "…"))
    assert "Cache-Control" not in answer


def test_what_is_no_json(client):
    address = reverse("law_api:answer", args=["due_date"])
    for body in (b"", b"{", b"\xff\xfe", b"oups"):
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] == "not_json"


@pytest.mark.parametrize(
    ("route", "name", "code"),
    [
        ("law_api:rule", "magie", "unknown_rule"),
        ("law_api:answer", "magie", "unknown_rule"),
        ("law_api:limit", "D999", "unknown_limit"),
        ("law_api:parameter", "a.b", "unknown_parameter"),
        ("law_api:parameter", "../texts/decree", None),
    ],
)
def test_what_does_not_exist(client, route, name, code):
    answer = client.get(f"{reverse(route, args=['x']).rpartition('x')[0]}{name}/")
    assert answer.status_code == 404
    if code:
        assert answer.json()["error"]["code"] == code


def test_the_lists(client):
    index = client.get(reverse("law_api:index")).json()
    rules = client.get(index["rules"]).json()
    assert [one["rule"] for one in rules] == list(RULES)
    assert client.get(reverse("law_api:rule", args=["due_date"])).json() == next(
        one for one in rules if one["rule"] == "due_date"
    )
    limits = client.get(index["limits"]).json()
    assert client.get(reverse("law_api:limit", args=["D31"])).json() in limits
    parameters = client.get(index["parameters"]).json()
    assert client.get(reverse("law_api:parameter", args=[parameters[0]["name"]])).json() == parameters[0]


def test_an_answer_is_kept_by_caches_and_not_sent_twice(client):
    first = client.get(reverse("law_api:due"), QUESTION)
    assert first["Cache-Control"] == "public, max-age=3600"
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get(reverse("law_api:due"), QUESTION, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Cache-Control" not in client.post(reverse("law_api:due"), QUESTION, content_type="application/json")


def test_only_the_methods_that_make_sense():
    guarded = Client(enforce_csrf_checks=True)
    assert guarded.post(reverse("law_api:due"), QUESTION, content_type="application/json").status_code == 200
    assert guarded.post(reverse("law_api:rules")).status_code == 405
    assert guarded.delete(reverse("law_api:due")).status_code == 405


def test_too_many_questions_wait_for_the_next_minute(client, monkeypatch):
    monkeypatch.setitem(limiter.PER_MINUTE, "law-api", 3)
    moment = clock.now().replace(second=20, microsecond=0)
    with clock.frozen(moment):
        assert [client.get(reverse("law_api:index")).status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = client.get(reverse("law_api:index"))
        assert refused.json()["error"]["code"] == "too_many"
        assert refused["Retry-After"] == "40"
        assert client.get(reverse("law_api:index"), REMOTE_ADDR="192.0.2.7").status_code == 200
    with clock.frozen(moment + timedelta(seconds=40)):
        assert client.get(reverse("law_api:index")).status_code == 200


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", 429),  # one household has them all
        ("2001:db8:0:1::1", "2001:db8:0:2::1", 200),
        ("::ffff:192.0.2.7", "192.0.2.7", 429),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8", 200),
    ],
)
def test_one_asker_has_one_count(client, at, monkeypatch, first, second, status):
    monkeypatch.setitem(limiter.PER_MINUTE, "law-api", 1)
    at("2026-11-21")
    assert client.get(reverse("law_api:index"), REMOTE_ADDR=first).status_code == 200
    assert client.get(reverse("law_api:index"), REMOTE_ADDR=second).status_code == status


def test_an_address_written_by_the_asker_counts_for_nothing(client, at, monkeypatch):
    monkeypatch.setitem(limiter.PER_MINUTE, "law-api", 1)
    at("2026-11-21")
    said = [client.get(reverse("law_api:index"), headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in (1, 2)]
    assert [one.status_code for one in said] == [200, 429]


def test_a_cache_that_forgets_stops_nobody(client, monkeypatch):
    monkeypatch.setattr(limiter.cache, "add", lambda *args, **options: False)
    assert client.get(reverse("law_api:index")).status_code == 200


def test_a_question_too_long_to_read_is_told_in_json(client):
    address = reverse("law_api:answer", args=["due_date"])
    posted = client.post(address, b" " * 3_000_000, content_type="application/json")
    asked = client.get(reverse("law_api:due"), {f"champ{n}": "" for n in range(2_001)})
    for answer in (posted, asked):
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_long")


def test_an_unknown_name_is_not_said_back_whole(client):
    for route in ("law_api:limit", "law_api:parameter", "law_api:rule"):
        answer = client.get(reverse(route, args=["x" * 5_000]))
        assert answer.status_code == 404
        assert len(answer.content) < 300


def test_the_description_is_openapi_3_1_and_whole(client):
    document = client.get(reverse("law_api:openapi")).json()
    assert document["openapi"] == "3.1.0"
    assert {f"/rules/{rule_id}/answer/" for rule_id in RULES} <= set(document["paths"])
    references = set(_references(document))
    assert references
    assert references <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert "steps" not in document["components"]["schemas"]["DueDateAnswer"]["properties"]


def _references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for below in node.values():
            yield from _references(below)
    elif isinstance(node, list):
        for below in node:
            yield from _references(below)


@pytest.mark.parametrize("rule_id", RULES)
def test_the_example_of_each_rule_is_answered_as_described(client, rule_id):
    described = client.get(reverse("law_api:rule", args=[rule_id])).json()
    address = reverse("law_api:answer", args=[rule_id])
    answer = client.post(address, json.dumps(described["example"]), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json()["steps"]
    assert answer.json()["articles"]
