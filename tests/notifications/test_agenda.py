"""The agenda of a mandate: made, shown once, read by programs, renewed, revoked, over with its mandate."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

from preau.foundation.journal.models import Entry
from preau.foundation.limiter import PER_MINUTE
from preau.foundation.notifications import acts, api
from preau.foundation.notifications.models import AgendaAddress
from tests.factories import MandateFactory, OrganisationFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
CHANGED = datetime(2026, 11, 20, 9, tzinfo=UTC)
LIMIT = api.FeedEvent(
    "plans-31", 0, date(2026, 12, 31), None, "Transmettre le plan", "Arrêté, art. 3/1.", "/travail/", CHANGED
)
MEETING = api.FeedEvent(
    "meeting-7",
    2,
    datetime(2026, 12, 1, 19, 30, tzinfo=BRUSSELS),
    datetime(2026, 12, 1, 21, tzinfo=BRUSSELS),
    "Réunion de la CCA ; ordre du jour, objectifs",
    "Deux points à l’ordre du jour",
    "/cca/7/",
    CHANGED,
    place="Maison communale, salle 2",
)


@pytest.fixture
def dates(declared):
    """The dates of the agendas, and the actors they were asked for."""
    events, asked = [LIMIT, MEETING], []

    def feed(actor):
        asked.append(actor)
        return list(events)

    api.register_feed(feed)
    return events, asked


@pytest.fixture
def mandate(at):
    at("2026-11-21")
    return MandateFactory()


def address_of(mandate):
    return reverse("notifications:feed", args=[acts.make_address(actor_for(mandate), mandate.pk)])


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer, Calendar.from_ical(answer.content)


def test_programs_read_it(client, dates, mandate):
    answer, calendar = read(client, address_of(mandate))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Robots-Tag"] == "noindex"
    assert str(calendar["X-WR-CALNAME"]) == f"Préau : {mandate}"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    meeting, limit = calendar.events
    assert (str(meeting.uid), meeting.sequence, meeting.start) == ("meeting-7@preau", 2, MEETING.start)
    assert meeting.end == MEETING.end
    assert (meeting.DTSTAMP, meeting.LAST_MODIFIED) == (CHANGED, CHANGED)
    assert str(meeting["SUMMARY"]) == MEETING.summary
    assert str(meeting["URL"]) == "http://127.0.0.1:8000/cca/7/"
    assert str(meeting["STATUS"]) == "CONFIRMED"
    assert str(meeting["LOCATION"]) == "Maison communale, salle 2"
    assert (limit.start, limit.end) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "art. 3/1" in limit["DESCRIPTION"]


def test_it_is_read_as_the_mandate_and_not_strongly(client, dates, mandate):
    read(client, address_of(mandate))
    [actor] = dates[1]
    assert (actor.person, actor.mandate, actor.strong) == (mandate.person, mandate, False)


def test_nothing_changes_until_something_does(client, dates, mandate, at):
    events, _ = dates
    address = address_of(mandate)
    first, _ = read(client, address)
    at("2026-11-28")
    events.reverse()
    again, _ = read(client, address)
    assert again.content == first.content
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    moved = MEETING.start + timedelta(days=7)
    later = datetime(2026, 11, 28, 12, tzinfo=UTC)
    events[:] = [LIMIT, api.FeedEvent("meeting-7", 3, moved, None, "Réunion", "", "/cca/7/", later, cancelled=True)]
    answer = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert answer.status_code == 200
    [meeting] = [one for one in Calendar.from_ical(answer.content).events if one.start == moved]
    assert (str(meeting.uid), meeting.sequence) == ("meeting-7@preau", 3)
    assert later == meeting.LAST_MODIFIED
    assert str(meeting["STATUS"]) == "CANCELLED"


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1)])
def test_summer_and_winter_time_are_kept(day):
    start = datetime(day.year, day.month, day.day, 19, 30, tzinfo=BRUSSELS)
    event = api.FeedEvent("a", 0, start, None, "", "", "/", CHANGED)
    [read_back] = Calendar.from_ical(api.calendar_of("essai", [event])).events
    assert read_back.start.astimezone(BRUSSELS).replace(tzinfo=None) == start.replace(tzinfo=None)


def test_several_days_end_with_their_last():
    event = api.FeedEvent("a", 0, date(2026, 7, 1), date(2026, 8, 31), "", "", "/", CHANGED)
    [read_back] = Calendar.from_ical(api.calendar_of("essai", [event])).events
    assert read_back.end == date(2026, 9, 1)


def test_hostile_words_stay_words():
    words = "A\nEND:VCALENDAR\r\nBEGIN:VEVENT,;\\ é" + "x" * 200
    event = api.FeedEvent("a", 0, date(2026, 7, 1), None, words, words, "/", CHANGED)
    [read_back] = Calendar.from_ical(api.calendar_of("essai", [event])).events
    assert "BEGIN:VEVENT,;\\ é" in str(read_back["SUMMARY"])


def test_only_the_digest_of_the_secret_is_kept(mandate):
    token = acts.make_address(actor_for(mandate), mandate.pk)
    assert len(token) >= 43
    assert token not in str(list(AgendaAddress.objects.values())) + str(list(Entry.objects.values()))


def test_an_unknown_or_revoked_or_renewed_address_opens_nothing(client, dates, mandate):
    assert client.get(reverse("notifications:feed", args=["inconnu"])).status_code == 404
    first = address_of(mandate)
    second = address_of(mandate)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert acts.revoke_address(actor_for(mandate), mandate.pk)
    assert client.get(second).status_code == 404
    assert not acts.revoke_address(actor_for(mandate), mandate.pk)
    entries = Entry.objects.filter(act__startswith="notifications.").order_by("pk")
    assert [(entry.act, entry.payload) for entry in entries] == [
        ("notifications.make_address", {"renewed": False}),
        ("notifications.make_address", {"renewed": True}),
        ("notifications.revoke_address", {}),
    ]


@pytest.mark.parametrize("how", ["ended", "withdrawn", "closed account", "origin ended"])
def test_it_ends_with_its_mandate(client, dates, at, how):
    at("2026-11-21")
    origin = MandateFactory()
    mandate = MandateFactory(
        organisation=origin.organisation,
        delegated_from=origin,
        valid_to=date(2026, 12, 31),
        valid_from=date(2026, 11, 1),
    )
    address = address_of(mandate)
    assert client.get(address).status_code == 200
    if how == "closed account":
        type(mandate.person).objects.filter(pk=mandate.person_id).update(is_active=False)
    else:
        changed = origin if how == "origin ended" else mandate
        late = {"withdrawn_at": "2026-11-21T08:00:00Z"} if how == "withdrawn" else {}
        type(mandate).objects.filter(pk=changed.pk).update(valid_to=date(2026, 11, 20), **late)
    assert client.get(address).status_code == 404


def test_a_program_gone_mad_waits_and_nobody_with_it(client, dates, mandate):
    address, other = address_of(mandate), address_of(MandateFactory())
    for _ in range(PER_MINUTE["agenda"]):
        assert client.get(address).status_code == 200
    refused = client.get(address)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert client.get(other).status_code == 200


@pytest.mark.parametrize("events", [1, 50])
def test_it_costs_the_same_however_many_dates(client, dates, mandate, counted_queries, events):
    dates[0][:] = [
        api.FeedEvent(f"e{n}", 0, date(2026, 12, 1) + timedelta(days=n), None, "Jour", "", "/", CHANGED)
        for n in range(events)
    ]
    address = address_of(mandate)
    client.get(address)
    with counted_queries() as counted:
        read(client, address)
    reads = [query for query in counted.captured_queries if "preau_cache" not in query["sql"]]
    assert len([one for one in reads if one["sql"].startswith("SELECT")]) == 1, counted.sql


def shown(answer):
    return re.findall(r'value="(http[^"]*/agenda/[^"]*\.ics)"', answer.content.decode())


def test_the_page_makes_renews_and_revokes(client, dates, mandate):
    sign_in(client, mandate.person, mandate=mandate)
    page, make = reverse("notifications:agenda"), reverse("notifications:make_address", args=[mandate.pk])
    assert "Aucune adresse" in client.get(page).content.decode()
    answer = client.post(make)
    [address] = shown(answer)
    assert "no-store" in answer["Cache-Control"]
    assert f'href="{address.replace("http://", "webcal://")}"' in answer.content.decode()
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200
    again = client.get(page)
    assert shown(again) == []
    assert "Adresse faite le 21 novembre 2026" in again.content.decode().replace("\xa0", " ")
    [renewed] = shown(client.post(make))
    assert renewed != address
    revoke = reverse("notifications:revoke_address", args=[mandate.pk])
    for _ in range(2):  # a second click finds it done
        assert client.post(revoke).status_code == 302
    assert Entry.objects.filter(act="notifications.revoke_address").count() == 1
    assert client.get(renewed.removeprefix("http://127.0.0.1:8000")).status_code == 404


def test_another_s_agenda_is_not_there(client, mandate):
    other = MandateFactory(organisation=mandate.organisation)
    sign_in(client, mandate.person, mandate=mandate)
    for route in ("notifications:make_address", "notifications:revoke_address"):
        assert client.post(reverse(route, args=[other.pk])).status_code == 404
    assert not AgendaAddress.objects.exists()


def test_the_page_costs_the_same_however_many_mandates(client, counted_queries, at):
    at("2026-11-21")
    costs = []
    for others in (0, 10):
        mandate = MandateFactory()
        for _ in range(others):
            acts.make_address(actor_for(made := MandateFactory(person=mandate.person)), made.pk)
        sign_in(client, mandate.person, mandate=mandate)
        client.get(reverse("notifications:agenda"))
        with counted_queries() as counted:
            client.get(reverse("notifications:agenda"))
        costs.append(len(counted))
    assert costs == [4, 4], counted.sql


def test_organisations_without_zone_have_agendas_too(client, dates, at):
    at("2026-11-21")
    mandate = MandateFactory(approval_officer=True, organisation=OrganisationFactory(one=True))
    _, calendar = read(client, address_of(mandate))
    assert str(mandate) in str(calendar["X-WR-CALNAME"])
