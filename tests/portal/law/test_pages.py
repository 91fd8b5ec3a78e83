"""The public pages that ask the law: the answer first, the lines of the law, an address that holds it all."""

import io

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from preau.law.results import explanation
from preau.portal.law.feeds import dates_of
from preau.portal.law.simulators import BY_SLUG, SIMULATORS
from tests.access.test_hostile import HOSTILE
from tests.factories import MandateFactory, sign_in
from tests.portal.law.asking_pages import PAGES, address_of, asked_of, example_of, ids, plain_words, words_of

pytestmark = pytest.mark.django_db
every_page = pytest.mark.parametrize("simulator", PAGES, ids=ids)
every_simulator = pytest.mark.parametrize("simulator", SIMULATORS, ids=[one.slug for one in SIMULATORS])
DUE = "/loi/echeance/?limit=D10&from=2026-09-19"


@every_page
def test_the_page_shows_the_lines_of_the_law(client, counted_queries, simulator):
    query = example_of(simulator)
    with counted_queries() as counted:
        response = client.get(f"{address_of(simulator)}?{query}")
    assert response.status_code == 200
    assert len(counted) == 0, counted.sql
    assert not response.cookies
    words = plain_words(words_of(response))
    for step in asked_of(simulator, query).answer.steps:
        assert plain_words(step.text_fr) in words
        assert plain_words(step.article) in words


@every_page
def test_an_empty_page_offers_an_example(client, simulator):
    response = client.get(address_of(simulator))
    assert response.status_code == 200
    assert "Voir un exemple" in words_of(response)


KINDS = {"cle_amendment_chain", "edd_opening", "edd_recognition_criteria", "completeness", "edd_subsidy_conditions"}
TRIED = [one for one in PAGES if one.slug or one.rule_id in KINDS]


@pytest.mark.parametrize("simulator", TRIED, ids=[one.slug or one.rule_id for one in TRIED])
def test_nothing_typed_breaks_a_page(client, simulator):
    names = list(asked_of(simulator, "").form.fields)
    for value in HOSTILE[:-1]:
        data = dict.fromkeys([*names, "question", "plus", "moins"], value[:300])
        assert client.get(address_of(simulator), data).status_code in {200, 302}
        del data["plus"], data["moins"], data["question"]
        assert client.get(address_of(simulator), data).status_code in {200, 302}
        assert client.get(address_of(simulator), {"question": value[:300]}).status_code == 200


def test_the_answer_comes_first_then_why(client):
    words = words_of(client.get(DUE))
    order = [
        "mardi 16 février 2027",
        "Pourquoi cette date",
        "Notre lecture",
        "Et si la date est dépassée",
        "Changer la question",
    ]
    assert sorted(order, key=words.index) == order


def test_a_long_address_is_led_to_the_one_to_share(client):
    typed = {
        "limit": "D10",
        "from_day": "15",
        "from_month": "9",
        "from_year": "2026",
        "length": "",
        "unit": "",
        "council": "",
    }
    response = client.get("/loi/echeance/", typed)
    assert response.status_code == 302
    assert response.headers["Location"] == "/loi/echeance/?limit=D10&from=2026-09-15"
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_fragment_keeps_the_address_true(client):
    response = client.get(DUE, headers={"HX-Request": "true"})
    assert response.headers["HX-Push-Url"] == DUE
    assert "HX-Push-Url" not in client.get(DUE).headers
    assert "HX-Request" in client.get(DUE).headers["Vary"]


def test_what_the_law_does_not_say_is_said_apart(client):
    response = client.get("/loi/echeance/?limit=D30&from=2026-09-15")
    assert "La loi ne permet pas de répondre" in words_of(response)
    assert "Il y a" not in words_of(response)


def test_what_is_wrong_is_listed_first(client):
    page = client.get("/loi/echeance/?limit=D10&from=2026-02-31")
    assert "Il y a une chose à corriger" in words_of(page)
    assert 'href="#id_from_0"' in page.content.decode()
    assert "Pourquoi cette date" not in words_of(page)


def test_readings_and_warnings_wear_their_tag(client):
    page = client.get("/loi/encadrement/?day=2026-11-20&starts=13:00&ends=18:30&under_six=7&six_and_over=16")
    text = page.content.decode()
    assert text.count('class="reading"') == text.count("Notre lecture") == 1
    assert text.count('class="warning"') == text.count("À regarder") > 0


def test_the_road_is_drawn_and_listed(client):
    page = client.get("/loi/programme-cle/?first_meeting=2026-09-15&council_assumed=30")
    text = page.content.decode()
    assert text.count('<svg viewBox="0 0 1216') == 1
    assert "La commission" in text
    words = words_of(page)
    for expected in ("vendredi 12 février 2027", "Attend un autre acte", "Pourquoi ?", "Acte par acte"):
        assert expected in words
    lone = client.get("/loi/programme-cle/?first_meeting=1903-09-15")
    assert '<svg viewBox="0 0 1216' not in lone.content.decode()


@every_simulator
def test_a_pdf_holds_the_same_lines(client, at, simulator):
    at("2026-11-21")
    query = example_of(simulator)
    response = client.get(f"{address_of(simulator, 'reponse.pdf')}?{query}")
    assert response.headers["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    squeezed = "".join(text.split())
    for line in explanation(asked_of(simulator, query).answer)[:3]:
        assert "".join(line.split()) in squeezed
    assert "Refaire" in text
    again = client.get(f"{address_of(simulator, 'reponse.pdf')}?{query}")
    assert again.content == response.content


@pytest.mark.parametrize("slug", ["echeance", "programme-cle", "formation", "recours"])
def test_the_dates_are_a_calendar_that_stays_the_same(client, slug):
    simulator = BY_SLUG[slug]
    query = example_of(simulator)
    response = client.get(f"{address_of(simulator, 'dates.ics')}?{query}")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(response.content).walk("VEVENT")
    expected = dates_of(asked_of(simulator, query).answer)
    assert [(event.decoded("dtstart"), str(event["summary"])) for event in events] == [
        (one.day, one.title) for one in expected
    ]
    assert len({str(event["uid"]) for event in events}) == len(events) > 0
    assert all("art." in event["description"] for event in events)
    assert client.get(f"{address_of(simulator, 'dates.ics')}?{query}").content == response.content
    page = client.get(f"{address_of(simulator)}?{query}").content.decode()
    assert f"webcal://testserver/loi/{slug}/dates.ics?" in page


def test_another_question_has_other_events(client):
    uids = {
        str(event["uid"])
        for day in ("15", "16")
        for event in Calendar.from_ical(
            client.get(f"/loi/echeance/dates.ics?limit=D10&from=2026-09-{day}").content
        ).walk("VEVENT")
    }
    assert len(uids) == 2


def test_an_amount_has_no_calendar(client):
    page = client.get("/loi/subvention-de-coordination/?children=4000&period=2024")
    assert "dates.ics" not in page.content.decode()
    assert "63 867,00 €" in words_of(page).replace("\u202f", " ")


@pytest.mark.parametrize("part", ["reponse.pdf", "dates.ics"])
def test_there_is_nothing_to_take_without_an_answer(client, part):
    assert client.get(f"/loi/echeance/{part}").status_code == 404
    assert client.get(f"/loi/echeance/{part}?limit=D10").status_code == 404
    assert client.get(f"/loi/magie/{part}").status_code == 404
    assert client.get(f"/loi/regles/magie/{part}").status_code == 404


@pytest.mark.parametrize("address", [DUE, "/loi/", "/loi/delais/", "/loi/echeance/dates.ics?limit=D10&from=2026-09-15"])
def test_a_visitor_s_page_is_kept_and_answered_304(client, settings, address):
    settings.PUBLIC_ADDRESS = "http://testserver"
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_a_page_with_one_s_name_is_kept_by_nobody(client):
    sign_in(client, MandateFactory().person)
    response = client.get(DUE)
    assert response.headers["Cache-Control"] == "private, no-cache, no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("verdict", ["Oui, elle est conforme", "Non, pas encore", "On ne peut pas encore le dire"])
def test_a_composition_says_yes_no_or_not_yet(client, verdict):
    query = example_of(BY_SLUG["cca"])
    if verdict.startswith("Non"):
        query = query.replace("c5.conditions=yes", "c5.conditions=no")
    if verdict.startswith("On"):
        query = query.replace("c5.conditions=yes&", "")
    assert verdict in words_of(client.get(f"/loi/cca/?{query}"))
