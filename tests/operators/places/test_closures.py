"""Closed days: those that meet become one; the legal holidays a place would be open on are proposed."""

from datetime import date

import pytest
from django.urls import reverse

from preau.operators.description import ClosureText, HoursText, PeriodText, PlaceText
from preau.operators.places.closures import joined, open_holidays, present_school_year, remarks_on
from tests.operators import made
from tests.operators.places.made import words


def closed(first, last=None, reason=""):
    return ClosureText(first_day=date.fromisoformat(first), last_day=date.fromisoformat(last or first), reason=reason)


SUMMER = PeriodText(
    kind="long_holidays", hours=tuple(HoursText(weekday=day, starts=480, ends=1020) for day in range(5))
)
PLACE = PlaceText(name="Lieu", nis="Z0000", periods=(made.after_school(), SUMMER))


def test_ranges_that_overlap_become_one_and_keep_their_reasons():
    known = [closed("2026-12-20", "2026-12-26", "Fêtes"), closed("2027-01-02", reason="Fêtes"), closed("2027-03-01")]
    whole, met = joined(closed("2026-12-24", "2027-01-02", "Travaux"), known)
    assert whole == closed("2026-12-20", "2027-01-02", "Fêtes, Travaux")
    assert met == known[:2]


def test_ranges_side_by_side_are_one_when_their_reason_is():
    assert joined(closed("2027-03-02"), [closed("2027-03-01")])[1]
    assert not joined(closed("2027-03-02", reason="Travaux"), [closed("2027-03-01")])[1]


def test_a_chain_of_ranges_is_followed_to_its_end():
    known = [closed("2027-03-01", "2027-03-03"), closed("2027-03-05", "2027-03-08"), closed("2027-03-20")]
    whole, met = joined(closed("2027-03-03", "2027-03-05"), known)
    assert (whole.first_day, whole.last_day, len(met)) == (date(2027, 3, 1), date(2027, 3, 8), 2)


def test_only_holidays_on_which_the_place_would_be_open_are_proposed():
    assert open_holidays(PLACE, date(2026, 11, 21)) == [(date(2027, 7, 21), "fête nationale")]
    summers = [day for day, _ in open_holidays(PLACE, date(2025, 7, 20))]  # this summer, then the school year to come
    assert summers == [date(2025, 7, 21), date(2025, 8, 15), date(2026, 7, 21)]
    assert open_holidays(PLACE, date(2050, 11, 21)) == []


def test_days_closed_anyway_and_years_not_known_are_said():
    assert "fermé de toute façon" in remarks_on(closed("2026-12-25"), PLACE)[0]
    assert "n’est pas connu" in remarks_on(closed("2040-05-02"), PLACE)[0]
    assert remarks_on(closed("2026-11-24"), PLACE) == []


@pytest.mark.parametrize(
    ("day", "start"), [("2026-11-21", 2026), ("2026-08-24", 2026), ("2026-07-15", 2026), ("2026-06-30", 2025)]
)
def test_in_summer_the_year_to_come_is_meant(day, start):
    assert present_school_year(date.fromisoformat(day)) == start


def at_place(place, route, *names):
    return reverse(f"operators:{route}", args=[place.pk, *names])


def test_closed_days_are_added_joined_corrected_and_taken_away(browser, place):
    new = at_place(place, "closure_new")
    answer = browser.post(new, {"first_day": "2026-12-24", "reason": "Fêtes"}, follow=True)
    assert "Jeudi 24 décembre 2026" in words(answer)
    browser.post(new, {"first_day": "2026-12-24", "reason": "Fêtes"})
    answer = browser.post(new, {"first_day": "2026-12-23", "last_day": "2026-12-26"}, follow=True)
    assert "n’en font plus qu’une" in words(answer)
    row = place.closures.get()
    assert (row.first_day, row.last_day, row.reason) == (date(2026, 12, 23), date(2026, 12, 26), "Fêtes")
    place.refresh_from_db()
    data = {"first_day": "2026-12-23", "last_day": "2026-12-30", "version": place.version}
    browser.post(at_place(place, "closure", row.pk), data)
    row.refresh_from_db()
    assert (row.last_day, row.reason) == (date(2026, 12, 30), "")
    browser.post(at_place(place, "closure_remove", row.pk))
    assert not place.closures.exists()
    assert browser.post(at_place(place, "closure_remove", row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("", "", "Donnez la date"),
        ("2026-12-24", "2026-12-23", "Le dernier jour vient après le premier"),
        ("2026-12-24", "2028-01-24", "un an au plus"),
        ("1999-12-24", "", "plus proche d’aujourd’hui"),
        ("2026-02-31", "", "une date qui existe"),
    ],
)
def test_impossible_days_are_refused_with_what_to_do(browser, place, first, last, says):
    answer = browser.post(at_place(place, "closure_new"), {"first_day": first, "last_day": last})
    assert answer.status_code == 422
    assert says in words(answer)


def test_legal_holidays_are_closed_in_one_click(browser, operator):
    place = made.full_place(operator, periods=(SUMMER,), closures=())
    page = words(browser.get(at_place(place, "closures")))
    assert "1 jour férié tombe un jour où ce lieu serait ouvert" in page
    assert "mercredi 21 juillet 2027, fête nationale" in page
    answer = browser.post(at_place(place, "closures_on_holidays"), follow=True)
    assert "1 jour férié ajouté" in words(answer)
    assert place.closures.get().reason == "Jour férié : fête nationale"
    again = browser.post(at_place(place, "closures_on_holidays"), follow=True)
    assert "n’est ouvert aucun jour férié" in words(again)
