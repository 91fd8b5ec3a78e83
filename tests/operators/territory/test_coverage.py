"""Until 17:30: what the pages say equals what `preau law` answers; the operators and their states."""

import re
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.foundation.accounts.roles import Role
from preau.law.asking import ask
from preau.law.care_offer import WEEKDAYS_OF, CarePeriodKind
from preau.law.results import explanation
from preau.operators.declaring.acts import case_of_declaration, note_down
from preau.operators.models import PublishedPlace
from preau.operators.territory import reading
from preau.operators.territory.coverage import Counted, answer_to, counted_by, evening_of, question_of
from preau.operators.territory.reading import territory_of
from tests.factories import ZoneFactory, sign_in
from tests.operators import made
from tests.operators.territory.made import FOUR_DAYS, HOUR, officer, period, published
from tests.operators.territory.test_pages import OPERATORS, PLACES, text_of

WEDNESDAY = period("wednesday_afternoon", (2,), 12 * HOUR, 18 * HOUR)


@pytest.fixture(autouse=True)
def _read_anew():
    reading.forget()


@st.composite
def periods_drawn(draw):
    kind = draw(st.sampled_from(CarePeriodKind))
    days = draw(st.lists(st.sampled_from(sorted(WEEKDAYS_OF[kind])), max_size=3, unique=True))
    starts = draw(st.integers(0, 1400))
    return period(kind.value, days, starts, draw(st.integers(starts + 1, 1440)))


@given(st.lists(periods_drawn(), max_size=5))
def test_a_page_answers_as_the_command_does(periods):
    content = {"name": "Lieu", "nis": "53053", "periods": [msgspec.to_builtins(one) for one in periods]}
    question = question_of(PublishedPlace(content=content), made.TODAY)
    reply = ask("care_coverage", msgspec.json.encode(question))
    answer = answer_to(question)
    assert reply.ok
    assert msgspec.to_builtins(answer) | {"steps": None} == msgspec.to_builtins(reply.result) | {"steps": None}
    assert explanation(answer) == tuple(reply.steps)


def test_what_has_not_begun_covers_nothing_yet():
    begins = msgspec.structs.replace(period(days=FOUR_DAYS, ends=18 * HOUR), first_day=date(2027, 9, 1))
    content = {"name": "Lieu", "nis": "53053", "periods": [msgspec.to_builtins(one) for one in (begins, WEDNESDAY)]}
    place = PublishedPlace(content=content)
    assert evening_of(place, made.TODAY) == "not_met"
    assert evening_of(place, date(2027, 9, 1)) == "met"


def test_hours_declared_that_cannot_be_are_unknown():
    impossible = {"name": "Lieu", "nis": "53053", "periods": [msgspec.to_builtins(period(days=(2,)))]}
    place = PublishedPlace(content=impossible)
    assert answer_to(question_of(place, made.TODAY)) is None
    assert evening_of(place, made.TODAY) == "unknown"


def test_answers_are_counted_by_whom_they_belong_to():
    evenings = {1: "met", 2: "but_wednesday", 3: "unknown", 4: "met"}
    found = counted_by([10, 20, 30], evenings, {1: 10, 2: 10, 3: 20, 4: 40, 5: 20})
    assert found == {10: Counted(1, 1, 0, 0), 20: Counted(0, 0, 0, 2), 30: Counted(0, 0, 0, 0)}
    assert [one.words for one in found.values()] == [
        "1 sur 2 lieux, 1 de plus sauf le mercredi",
        "0 sur 2 lieux, 2 à vérifier",
        "aucun lieu publié",
    ]


@pytest.fixture
def zone(db):
    return ZoneFactory()


@pytest.fixture
def coordination(client, zone, at):
    at("2026-11-21")
    return sign_in(client, made.coordinator(zone).someone)


def test_the_list_and_the_page_of_a_place_say_the_same(coordination, zone):
    covers, four_days, short = published(zone, [period(), WEDNESDAY], [period()], [period(ends=17 * HOUR)])
    expected = {covers.pk: "met", four_days.pk: "but_wednesday", short.pk: "not_met"}
    assert territory_of(zone, made.TODAY).evenings == expected
    listed = text_of(coordination.get(PLACES))
    assert listed.count("Pas jusqu’à 17 h 30") == listed.count("17 h 30, sauf le mercredi") == 1
    assert "Oui, sauf le mercredi." in text_of(coordination.get(f"{PLACES}{four_days.pk}/"))
    page = text_of(coordination.get(f"{PLACES}{short.pk}/"))
    place = PublishedPlace.objects.get(pk=short.pk)
    reply = ask("care_coverage", msgspec.json.encode(question_of(place, made.TODAY)))
    for step in reply.steps:
        sentence = re.sub(r"[\s\u00a0\u202f]+", " ", step.rpartition(" (")[0])
        assert sentence in page, sentence
    only = text_of(coordination.get(f"{PLACES}?soir=met"))
    assert covers.name in only and short.name not in only and four_days.name not in only


def test_the_page_of_a_place_whose_hours_cannot_be(coordination, zone):
    (place,) = published(zone, [period()])
    row = PublishedPlace.objects.get(pk=place.pk)
    row.content["periods"][0]["hours"][0]["weekday"] = 2
    row.save()
    assert "une heure déclarée ne peut pas être celle de sa période" in text_of(
        coordination.get(f"{PLACES}{place.pk}/")
    )


def test_operators_by_state_with_what_their_places_cover(coordination, zone):
    published(zone, [period(), WEDNESDAY], [period()])
    made.operator(zone, name="Accueil attendu")
    noted = made.operator(zone, name="Accueil noté")
    made.full_place(noted)
    declaration = noted.declarations.get()
    note_down(made.coordinator(zone), declaration, case_of_declaration(declaration).step)
    page = coordination.get(OPERATORS)
    said = text_of(page)
    assert "Déclarés 1 Notés par la commune 1 Attendus 1 Terminés 0" in said
    assert "1 sur 2 lieux, 1 de plus sauf le mercredi" in said and "aucun lieu publié" in said
    awaited = text_of(coordination.get(f"{OPERATORS}?etat=attendus"))
    assert "Accueil attendu" in awaited and "Accueil noté" not in awaited
    operator = PublishedPlace.objects.exclude(operator=noted).first().operator_id
    assert f"operateur={operator}" in page.content.decode()
    assert "2 lieux publiés" in text_of(coordination.get(f"{PLACES}?operateur={operator}"))


def test_one_keeps_the_zone_from_page_to_page(client, zone, at):
    at("2026-11-21")
    (place,) = published(zone, [period(days=FOUR_DAYS)])
    sign_in(client, officer(Role.APPROVAL_OFFICER).person)
    listed = client.get(f"{PLACES}?zone={zone.slug}").content.decode()
    assert f"{PLACES}{place.pk}/" in listed
    assert f"{PLACES}?zone={zone.slug}" in client.get(f"{PLACES}{place.pk}/").content.decode()
    operators = client.get(f"{OPERATORS}?zone={zone.slug}").content.decode()
    assert f'name="zone" value="{zone.slug}"' in operators
    assert f"?zone={zone.slug}&amp;operateur=" in operators
