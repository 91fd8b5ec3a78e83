"""The team: who is listed, by what, at what cost."""

from datetime import date

import pytest

from preau.foundation.accounts.roles import Role
from preau.staff.models import StaffLeave
from tests.factories import MandateFactory, actor_for
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made

pytestmark = pytest.mark.django_db


def test_the_team_of_today_with_functions_places_and_what_is_to_be_done(browser, operator):
    place = operators.place(operator, name="Le Ballon")
    made.person(operator, given_name="Noa", family_name="Marelle", place=place)
    page = words(browser.get("/equipe/"))
    assert "Noa Marelle" in page
    assert "Accueillante ou accueillant, Le Ballon" in page
    assert "50 %" in page
    assert "Extrait à voir" in page


def test_former_and_absent_colleagues_are_one_filter_away(browser, operator):
    gone = made.person(operator, given_name="Partie", ends_on=date(2026, 6, 30))
    away = made.person(operator, given_name="Absente")
    StaffLeave.objects.create(contract=away.contracts.get(), kind="illness", starts_on=date(2026, 11, 1))
    today = words(browser.get("/equipe/"))
    assert "Absente" in today
    assert str(gone) not in today
    assert str(gone) in words(browser.get("/equipe/?qui=anciens"))
    absent = words(browser.get("/equipe/?qui=absents"))
    assert str(away) in absent
    assert str(gone) not in absent


def test_a_place_a_function_and_a_name_narrow_the_list(browser, operator):
    here, there = operators.place(operator), operators.place(operator)
    one = made.person(operator, place=here)
    two = made.person(operator, place=there, function="project_leader")
    assert str(two) not in words(browser.get(f"/equipe/?lieu={here.pk}"))
    assert str(one) not in words(browser.get("/equipe/?fonction=project_leader"))
    assert str(two) not in words(browser.get(f"/equipe/?q={one.family_name}"))
    assert browser.get("/equipe/?lieu=rien&page=abc&fonction=x").status_code == 200


def test_the_team_costs_the_same_for_one_and_for_forty(browser, operator, counted_queries):
    place = operators.place(operator)
    counts = []
    for many in (1, 39):
        for _ in range(many):
            person = made.person(operator, place=place)
            made.credential(person, "bacv")
        browser.get("/equipe/")
        with counted_queries() as counted:
            assert browser.get("/equipe/").status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 30, counted.sql


def test_a_file_costs_the_same_whatever_it_holds(browser, operator, counted_queries):
    person = made.person(operator)
    counts = []
    for _ in range(2):
        browser.get(f"/equipe/{person.pk}/")
        with counted_queries() as counted:
            assert browser.get(f"/equipe/{person.pk}/").status_code == 200
        counts.append(len(counted))
        for year in range(2010, 2020):
            made.credential(person, "bacv", date(year, 6, 1))
            made.contract(person, operator, starts_on=date(year, 9, 1), ends_on=date(year, 12, 31))
    assert counts[0] == counts[1] <= 30, counted.sql


def test_who_has_no_register_is_told_why(zone):
    chair = operators.coordinator(zone)

    member = actor_for(MandateFactory(organisation=chair.mandate.organisation, role=Role.CCA_MEMBER))
    assert browser_of(member).get("/equipe/").status_code == 403
