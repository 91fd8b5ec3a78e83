"""What somebody does to the public pages on purpose, or by typing a lot: a page that says so, quickly."""

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory

from preau.foundation import limiter
from tests.portal.law.asking_pages import words_of

pytestmark = pytest.mark.django_db
DUE = "/loi/echeance/?limit=D10&from=2026-09-19"


@pytest.mark.parametrize("host", ["localhost", "testserver:8443"])
def test_links_to_another_name_are_kept_by_one_browser_only(client, settings, host):
    settings.PUBLIC_ADDRESS = "http://testserver"
    response = client.get(DUE, headers={"Host": host})
    assert f"webcal://{host}/" in response.content.decode()
    assert response.headers["Cache-Control"] == "private, max-age=300"


def test_what_was_just_done_is_said_to_one_person(client, settings):
    settings.PUBLIC_ADDRESS = "http://testserver"
    storage = CookieStorage(RequestFactory().get("/"))
    storage.add(messages.SUCCESS, "C’est fait.")
    storage.update(kept := HttpResponse())
    client.cookies["messages"] = kept.cookies["messages"].value
    response = client.get(DUE)
    assert "C’est fait." in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-cache, no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("part", ["reponse.pdf", "dates.ics"])
@pytest.mark.parametrize("page", ["/loi/echeance/", "/loi/regles/due_date/"])
def test_documents_are_made_so_many_a_minute(client, at, monkeypatch, page, part):
    at("2026-11-21T10:00:40+01:00")
    monkeypatch.setitem(limiter.PER_MINUTE, "law-files", 1)
    taken, refused = (client.get(f"{page}{part}?limit=D10&from=2026-09-15") for _ in range(2))
    assert (taken.status_code, refused.status_code) == (200, 429)
    assert "Attendez une minute" in words_of(refused)
    assert refused.headers["Retry-After"] == "20"
    assert "Cache-Control" not in refused.headers
    assert client.get(DUE).status_code == 200


def ledger(rows, first=0, more=""):
    row = "records[{0}].day=2026-02-16&records[{0}].hours=0.1&records[{0}].state=validated" + more
    lines = "&".join(row.format(first + rank) for rank in range(rows))
    return f"/loi/formation/?day=2026-11-20&function=care_worker&entry=2024-09-02&{lines}"


def test_a_question_too_long_to_be_led_elsewhere_is_answered_in_place(client):
    response = client.get(ledger(180, more="&records[{0}].module="))
    assert response.status_code == 200
    assert "18,0 h reconnues" in words_of(response)


@pytest.mark.parametrize("first", [0, 10_000])
def test_no_row_is_left_out_in_silence(client, first):
    words = words_of(client.get(ledger(201, first)))
    assert "Cette page lit au plus 200 lignes par liste" in words
    assert "reconnues" not in words


def test_a_row_far_down_counts_as_any(client):
    response = client.get(ledger(1, first=10_000), follow=True)
    assert "0,1 h reconnues" in words_of(response)


def test_rows_inside_rows_make_no_endless_page(client):
    query = "&".join(f"schools[{one}].days[{day}].day=" for one in range(200) for day in range(9))
    response = client.get(f"/loi/regles/edd_activity_part/?{query}")
    assert "Cette page lit au plus" in words_of(response)
    assert len(response.content) < 1_500_000


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ('{"limite": "D10"}', "limite : Ce champ n’existe pas."),
        (f'{{"{"x" * 90}": 1}}', f" {'x' * 60} : Ce champ n’existe pas."),
        ('{"limit": "D30", "from": "2026-09-15"}', "La loi ne permet pas de répondre"),
        ("{", "répondre Cette ligne n’est pas du JSON"),
    ],
)
def test_a_refused_question_in_json_names_its_field(client, question, said):
    assert said in words_of(client.get("/loi/regles/due_date/", {"question": question}))
