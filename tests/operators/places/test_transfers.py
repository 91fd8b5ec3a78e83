"""Journeys from school: said, judged by the law with the same answer as its command, corrected by two people."""

from datetime import date

import msgspec
import pytest
from django.urls import reverse

from preau.law import asking
from preau.operators.description import TransferText
from preau.operators.places.travel import judged, travel_question
from tests.operators.places.made import words

DAY = date(2026, 11, 21)
ASKED = [
    TransferText(school_name="École", mode=mode, minutes=minutes, supervised=care, inside_zone=zone, consent=consent)
    for mode in ("on_foot", "public_transport", "other_vehicle")
    for minutes, care, zone, consent in (
        (10, True, True, None),
        (40, True, True, None),
        (40, True, True, True),
        (40, True, True, False),
        (None, None, None, None),
        (15, False, True, None),
    )
]


@pytest.mark.parametrize("transfer", ASKED)
def test_the_page_says_what_the_command_answers(transfer):
    reply = asking.ask("travel_limits", msgspec.json.encode(travel_question(transfer, DAY)))
    shown = judged(transfer, DAY)
    assert asking.reply(shown.answer) == reply
    assert [step.article for step in shown.steps] == [step.article for step in shown.answer.steps]
    assert not any("inside_zone" in step.sentence or "minutes »" in step.sentence for step in shown.steps)


def at_place(place, route, *names):
    return reverse(f"operators:{route}", args=[place.pk, *names])


WALK = {"school_name": "École du Parc", "mode": "on_foot", "minutes": "25", "supervised": "yes", "inside_zone": "yes"}


def test_a_journey_too_long_says_so_then_that_the_parents_accept(browser, place):
    answer = browser.post(at_place(place, "transfer_new"), WALK, follow=True)
    page = words(answer)
    assert "École du Parc" in page
    assert "25 minutes : 10 de trop" in page
    assert "À compléter" in page
    row = place.transfers.get()
    place.refresh_from_db()
    data = {**WALK, "consent": "yes", "version": place.version}
    page = words(browser.post(at_place(place, "transfer", row.pk), data, follow=True))
    assert "Dans les limites" in page
    place.refresh_from_db()
    data = {**data, "consent": "no", "version": place.version}
    assert "Hors des limites" in words(browser.post(at_place(place, "transfer", row.pk), data, follow=True))


def test_the_same_journey_sent_twice_is_written_once(browser, place):
    for _ in range(2):
        assert browser.post(at_place(place, "transfer_new"), WALK).status_code == 302
    assert place.transfers.count() == 1


def test_two_people_on_one_journey_lose_nothing(browser, place):
    browser.post(at_place(place, "transfer_new"), WALK)
    row = place.transfers.get()
    place.refresh_from_db()
    page = at_place(place, "transfer", row.pk)
    browser.post(page, {**WALK, "minutes": "12", "version": place.version})
    answer = browser.post(page, {**WALK, "minutes": "14", "version": place.version})
    assert answer.status_code == 422
    assert "Enregistré en ce moment : « 12 »" in words(answer)


def test_what_is_missing_is_asked(browser, place):
    answer = browser.post(at_place(place, "transfer_new"), {"minutes": "beaucoup"})
    assert answer.status_code == 422
    page = words(answer)
    assert "Donnez le nom de l’école" in page
    assert "un nombre entier" in page
    assert 'value="beaucoup"' in answer.content.decode()


def test_a_journey_is_taken_away_once(browser, place):
    browser.post(at_place(place, "transfer_new"), WALK)
    gone = at_place(place, "transfer_remove", place.transfers.get().pk)
    assert browser.post(gone).status_code == 302
    assert browser.post(gone).status_code == 404
    assert browser.get(gone).status_code == 405
