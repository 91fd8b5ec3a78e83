"""The pages of the offer: a period in one page, its week checked while typing, copied, drawn; nothing typed is lost."""

import re

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.models import CarePeriod, Fee
from tests.factories import ZoneFactory
from tests.operators import made
from tests.operators.places.made import browser_of, words

FORMSET = {"activites-TOTAL_FORMS": "2", "activites-INITIAL_FORMS": "0"}


def at_place(place, route, *names):
    return reverse(f"operators:{route}", args=[place.pk, *names])


def week(days, starts, ends, rank=0):
    """Return what is typed for some weekdays."""
    typed = {}
    for day in days:
        typed |= {f"d{day}_{rank}_from": starts, f"d{day}_{rank}_to": ends}
    return typed


def activities(*rows):
    """Return what the lines of the activities send."""
    data = {"activites-TOTAL_FORMS": str(len(rows)), "activites-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        data |= {f"activites-{number}-{name}": value for name, value in row.items()}
    return data


def test_a_week_is_typed_on_one_page(browser, place):
    page = at_place(place, "period_new", "apres-ecole")
    typed = week((0, 1), "15h30", "18h") | week((3,), "1530", "18:00") | week((4,), "15.30", "17")
    lines = activities({"title": "Jeux", "subject": "free_play"}, {"title": "Théâtre", "is_new": "on"}, {"title": ""})
    answer = browser.post(page, {**typed, **lines, "capacity": "24", "youngest_months": "2,5"}, follow=True)
    assert "Période ajoutée" in words(answer)
    row = place.periods.get()
    assert [(one.weekday, one.starts, one.ends) for one in row.hours.all()] == [
        (0, 930, 1080),
        (1, 930, 1080),
        (3, 930, 1080),
        (4, 930, 1020),
    ]
    assert [(one.title, one.subject, one.is_new) for one in row.activities.all()] == [
        ("Jeux", "free_play", False),
        ("Théâtre", "other", True),
    ]
    assert (row.capacity, row.youngest_months, row.kind) == (24, 30, "after_school")
    assert "Lundi, mardi et jeudi de 15 h 30 à 18 h, vendredi de 15 h 30 à 17 h" in words(answer)
    assert Entry.objects.filter(act="operators.add_period").count() == 1


def test_the_same_period_sent_twice_is_made_once(browser, place):
    data = {**week((2,), "12h", "17h30"), **FORMSET}
    for _ in range(2):
        assert browser.post(at_place(place, "period_new", "mercredi"), data).status_code == 302
    assert place.periods.count() == 1


def test_what_cannot_be_read_comes_back_beside_its_day(browser, place):
    data = {**week((0,), "tôt", "18h"), **week((1,), "18h", "15h"), **week((3,), "15h30", ""), **FORMSET}
    answer = browser.post(at_place(place, "period_new", "apres-ecole"), data)
    assert answer.status_code == 422
    page = words(answer)
    assert "Il y a trois choses à corriger" in page
    assert "Donnez aussi la fin, le jeudi" in page
    assert 'value="tôt"' in answer.content.decode()
    assert 'href="#id_d0_0_from"' in answer.content.decode()
    assert not place.periods.exists()


def test_the_same_hours_each_day_without_script(browser, place):
    page = at_place(place, "period_new", "petits-conges")
    answer = browser.post(page, {**week((1,), "7h30", "17h30"), **FORMSET, "label": "Stage", "remplir": "1"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert len(re.findall(r'name="d[0-4]_0_from" value="7h30"', html)) == 5
    assert not re.search(r'name="d[56]_0_from" value="', html)
    assert 'value="Stage"' in html
    assert not place.periods.exists()


def test_more_lines_for_activities_without_script(browser, place):
    lines = activities({"title": "Jeux"}, {"title": "Bois"})
    answer = browser.post(at_place(place, "period_new", "mercredi"), {**lines, "ajouter": "1"})
    html = answer.content.decode()
    assert 'value="Bois"' in html
    assert 'name="activites-3-title"' in html
    assert not place.periods.exists()


def test_what_is_wrong_is_said_while_typing(browser, operator):
    place = made.full_place(operator)
    page = at_place(place, "period_new_check", "apres-ecole")
    clash = words(browser.post(page, week((0,), "16h", "17h")))
    assert "Le lundi, « Après l’école » est déjà ouvert de 15 h 30 à 18 h" in clash
    half = words(browser.post(page, week((0,), "16h", "")))
    assert "Donnez aussi la fin" not in half
    odd = browser.post(page, {**week((0,), "10h", "18h"), "label": "primaires"})
    assert "vérifiez, puis enregistrez" in words(odd)
    assert "Après l’école (primaires)" in words(odd)
    assert odd.content.decode().lstrip().startswith('<div id="constat"')
    assert place.periods.count() == 2


def test_what_was_said_while_typing_is_said_when_saving(browser, operator):
    place = made.full_place(operator)
    data = {**week((0,), "16h", "17h"), **FORMSET}
    said = words(browser.post(at_place(place, "period_new_check", "apres-ecole"), data))
    answer = browser.post(at_place(place, "period_new", "apres-ecole"), data)
    assert answer.status_code == 422
    sentence = "Le lundi, « Après l’école » est déjà ouvert de 15 h 30 à 18 h : changez les heures"
    assert sentence in said
    assert sentence in words(answer)


def corrected(row, **changes):
    """Return what the page of a period sends, with its activities as they are."""
    lines = activities(*({"key": one.pk, "title": one.title, "subject": one.subject} for one in row.activities.all()))
    return {**week((0, 1), "15h30", "18h"), **lines, "version": row.place.version, **changes}


def test_a_correction_leaves_fees_and_staffing_as_they_are(browser, operator):
    place = made.full_place(operator)
    row = place.periods.get(kind="after_school")
    fee = row.fees.get()
    answer = browser.post(at_place(place, "period", row.pk), corrected(row, first_day="2026-09-01", is_new="on"))
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.workers, row.expected_under_six, row.is_new, row.hours.count()) == (2, 12, True, 2)
    assert Fee.objects.filter(pk=fee.pk).exists()
    entry = Entry.objects.get(act="operators.save_period")
    assert len(entry.payload["before"]["hours"]) == 4
    assert len(entry.payload["after"]["hours"]) == 2


def test_two_people_on_one_period_lose_nothing(browser, operator):
    place = made.full_place(operator)
    row = place.periods.get(kind="after_school")
    page, data = at_place(place, "period", row.pk), corrected(row)
    browser.post(page, {**data, "capacity": "10"})
    answer = browser.post(page, {**data, **week((0,), "16h", "18h"), "capacity": "12"})
    assert answer.status_code == 422
    told = words(answer)
    assert "Quelqu’un a enregistré autre chose" in told
    assert "Enregistré en ce moment : « 10 »" in told
    assert "Enregistré en ce moment : « 15:30 »" in told
    assert 'value="16h"' in answer.content.decode()
    (version,) = re.findall(r'name="version" value="(\d+)"', answer.content.decode())
    again = browser.post(page, {**data, "capacity": "12", "version": version})
    assert again.status_code == 302
    row.refresh_from_db()
    assert row.capacity == 12


def test_a_second_click_on_a_period_finds_it_saved(browser, operator):
    place = made.full_place(operator)
    row = place.periods.get(kind="after_school")
    data = corrected(row, capacity="40", youngest_months="30 mois", oldest_months="12")
    lines = {name: value for name, value in data.items() if not name.endswith("-subject")}
    for one in range(row.activities.count()):
        lines[f"activites-{one}-subject"] = data[f"activites-{one}-subject"]
    lines["activites-INITIAL_FORMS"] = lines["activites-TOTAL_FORMS"]
    lines["activites-1-is_new"] = "on"
    for _ in range(2):
        assert browser.post(at_place(place, "period", row.pk), lines).status_code == 302
    assert Entry.objects.filter(act="operators.save_period").count() == 1


def test_an_activity_with_a_fee_is_not_lost_by_emptying_its_title(browser, operator):
    place = made.full_place(operator)
    row = place.periods.get(kind="after_school")
    activity = row.activities.get(title="Jeux libres")
    Fee.objects.create(period=row, activity=activity, unit="per_day", amount=1)
    data = corrected(row)
    number = next(name[10] for name, value in data.items() if value == activity.pk)
    answer = browser.post(at_place(place, "period", row.pk), {**data, f"activites-{number}-title": ""})
    assert answer.status_code == 422
    assert "Un tarif est demandé pour « Jeux libres »" in words(answer)
    assert row.hours.count() == 4
    Fee.objects.filter(activity=activity).delete()
    browser.post(at_place(place, "period", row.pk), {**data, f"activites-{number}-title": ""})
    assert [one.title for one in row.activities.all()] == ["Atelier peinture"]


def test_a_period_is_copied_to_another_kind_and_to_another_place(browser, operator):
    place, other = made.full_place(operator), made.place(operator)
    row = place.periods.get(kind="after_school")
    page = at_place(place, "period_copy", row.pk)
    same = browser.post(page, {"place": place.pk, "kind": "after_school"})
    assert same.status_code == 422
    assert "donnez à chacune sa précision" in words(same)
    there = {"place": other.pk, "kind": "after_school", "with_fees": "on"}
    first, second = browser.post(page, there), browser.post(page, there)
    assert first.url == second.url
    copy = other.periods.get()
    assert (copy.hours.count(), copy.activities.count(), copy.fees.count(), copy.workers) == (4, 2, 1, 2)
    browser.post(page, {"place": other.pk, "kind": "short_holidays"})
    holidays = other.periods.get(kind="short_holidays")
    assert (holidays.hours.count(), holidays.fees.count()) == (4, 0)
    browser.post(page, {"place": other.pk, "kind": "wednesday_afternoon"})
    assert other.periods.get(kind="wednesday_afternoon").hours.count() == 0


def test_a_period_is_not_copied_into_the_place_of_another(browser, operator, zone):
    place = made.full_place(operator)
    theirs = made.place(made.operator(zone))
    row = place.periods.first()
    answer = browser.post(at_place(place, "period_copy", row.pk), {"place": theirs.pk, "kind": row.kind})
    assert answer.status_code == 422
    assert not theirs.periods.exists()


def test_a_period_is_taken_away_once(browser, operator):
    place = made.full_place(operator)
    row = place.periods.first()
    assert "est retirée" in words(browser.post(at_place(place, "period_remove", row.pk), follow=True))
    assert browser.post(at_place(place, "period_remove", row.pk)).status_code == 404
    assert not CarePeriod.objects.filter(pk=row.pk).exists()


def test_the_page_draws_the_week_and_the_year_and_says_the_coverage(browser, operator):
    place = made.full_place(operator)
    page = words(browser.get(at_place(place, "offer")))
    assert "Jusqu’à 17 h 30 au moins, du lundi au vendredi Oui" in page
    assert "Deux heures par jour en semaine d’école Oui" in page
    assert "Quatre heures par jour le week-end ou en congé Non" in page
    assert "décret du 3 juillet 2003, art. 14, al. 2" in page
    assert "L’année scolaire 2026-2027" in page
    assert "15 h 30 à 18 h" in page
    following = words(browser.get(at_place(place, "offer"), {"annee": "2027"}))
    assert "L’année scolaire 2027-2028" in following


@pytest.mark.parametrize("asked", ["2040", "abc", "-1", "9" * 40])
def test_a_year_that_is_not_known_shows_the_present_one(browser, operator, asked):
    answer = browser.get(at_place(made.full_place(operator), "offer"), {"annee": asked})
    assert "L’année scolaire 2026-2027" in words(answer)


def test_a_year_whose_calendar_is_not_known_is_said(operator, at):
    place = made.full_place(operator)
    now = at("2035-11-21")
    page = words(browser_of(made.actor(operator, now=now)).get(at_place(place, "offer")))
    assert "Le calendrier scolaire de 2035-2036 n’est pas connu" in page


def test_an_offer_without_period_asks_for_one(browser, place):
    page = words(browser.get(at_place(place, "offer")))
    assert "Dites d’abord quand ce lieu accueille" in page
    assert "Impossible" not in page


@pytest.mark.parametrize("kind", ["after_school", "inconnu"])
def test_a_kind_that_is_none_is_not_found(browser, place, kind):
    assert browser.get(at_place(place, "period_new", kind)).status_code == 404


def test_a_period_of_another_place_is_not_found(browser, operator, place):
    row = made.full_place(operator).periods.first()
    for route in ("period", "period_copy"):
        assert browser.get(at_place(place, route, row.pk)).status_code == 404
    assert browser.post(at_place(place, "period_check", row.pk)).status_code == 404


def test_who_cares_for_children_reads_the_offer_alone(operator, now):
    place = made.full_place(operator)
    browser = browser_of(made.actor(operator, Role.CARE_WORKER, now))
    assert "Ajouter une période" not in words(browser.get(at_place(place, "offer")))
    assert browser.post(at_place(place, "period_remove", place.periods.first().pk)).status_code == 403


def test_the_coordination_writes_the_offer_of_who_has_no_account(operator, zone, now):
    place = made.place(operator)
    data = {**week((2,), "12h", "17h30"), **FORMSET}
    mine, theirs = browser_of(made.coordinator(zone, now)), browser_of(made.coordinator(ZoneFactory(), now))
    assert mine.post(at_place(place, "period_new", "mercredi"), data).status_code == 302
    assert theirs.get(at_place(place, "offer")).status_code == 404
    made.actor(operator, now=now)
    assert mine.get(at_place(place, "offer")).status_code == 404


@pytest.mark.parametrize(
    "lines",
    [
        {},
        {"activites-TOTAL_FORMS": "x", "activites-INITIAL_FORMS": "0"},
        {"activites-TOTAL_FORMS": "9999", "activites-INITIAL_FORMS": "0"},
        {**FORMSET, "activites-0-key": "999999", "activites-0-title": "Jeux", "activites-0-subject": "aucun"},
    ],
)
def test_lines_that_no_page_sends_break_nothing(browser, place, lines):
    answer = browser.post(at_place(place, "period_new", "mercredi"), {**week((2,), "12h", "17h"), **lines})
    assert answer.status_code in {302, 422}
    answer = browser.post(at_place(place, "period_new", "mercredi"), {**lines, "ajouter": "1"})
    assert answer.status_code == 200


def test_the_page_of_a_period_costs_the_same_whatever_the_place_holds(browser, operator, counted_queries):
    from preau.operators.writing import add_periods

    place = made.full_place(operator)
    row = place.periods.first()
    with counted_queries() as few:
        browser.get(at_place(place, "period", row.pk))
    add_periods(place, [made.after_school(label=f"Groupe {n}") for n in range(8)])
    with counted_queries() as many:
        browser.get(at_place(place, "period", row.pk))
    assert len(many) == len(few) <= 30, many.sql


def test_more_stretches_a_day_than_people_type_are_kept(browser, operator):
    thrice = tuple(one for start in (480, 660, 840) for one in made.hours((5,), start, start + 120))
    place = made.full_place(operator, periods=(made.after_school(kind="weekend", hours=thrice),))
    row = place.periods.get()
    html = browser.get(at_place(place, "period", row.pk)).content.decode()
    typed = dict(re.findall(r'name="(d5_\d_(?:from|to))" value="([^"]+)"', html))
    assert len(typed) == 6
    sent = {**typed, **FORMSET, "version": place.version}
    assert browser.post(at_place(place, "period", row.pk), sent).status_code == 302
    assert row.hours.count() == 3


def test_breaks_are_named_as_one_writes_them():
    from preau.operators.offer.drawing import holidays_words

    some = made.after_school(kind="short_holidays", holidays=("printemps", "automne"))
    assert holidays_words(some) == "Congé d’automne et vacances de printemps"
    assert holidays_words(made.after_school(kind="short_holidays")) == "Les quatre congés"
    assert holidays_words(made.after_school(kind="long_holidays", holidays=("2", "1"))) == "Semaines 1 et 2 de l’été"
    assert holidays_words(made.after_school()) == ""
