"""June: the points drawn from past plans, decided one by one; and what everybody reads while a plan is open again."""

import re
from datetime import date
from html import unescape

import pytest
from django.core import mail
from django.urls import reverse

from preau.commissions.acts import meetings
from preau.foundation.accounts.access import Forbidden
from preau.foundation.casework.api import Supplied, perform
from preau.foundation.notifications.messages import send_notice
from preau.foundation.notifications.models import Notice
from preau.law.annual_plan import SchoolYear
from preau.plans import acts
from preau.plans.acts import preparation
from preau.plans.acts.year import NotAccepted
from preau.plans.cases import case_of_plan
from preau.plans.models import AnnualActionPlan, Point, Preparation
from tests.commissions.meetings.made import make_house, values
from tests.factories import MandateFactory, actor_for, sign_in
from tests.plans.made import make_plan


@pytest.fixture
def coming(coordinator, zone, plan):
    """The plan of the year after, to be prepared from the one under way."""
    return acts.start_plan(coordinator, zone, SchoolYear(2027))


def test_points_are_drawn_once_each_with_where_they_come_from(coming, coordinator):
    assert preparation.draw_points(coordinator, coming.pk) == 4  # three actions to do, one programme line
    assert preparation.draw_points(coordinator, coming.pk) == 0
    line = Point.objects.get(source=Point.Source.CLE_PROGRAMME)
    assert (line.text, line.number) == ("Besoin 4", 4)


def test_a_point_becomes_an_objective_that_leads_back_to_it(coming, coordinator, client):
    preparation.draw_points(coordinator, coming.pk)
    line = Point.objects.get(source=Point.Source.CLE_PROGRAMME)
    for _ in range(2):  # a second click makes no second objective
        preparation.decide_point(coordinator, coming.pk, line.pk, Point.Fate.OBJECTIVE)
    made = coming.objectives.get()
    assert (made.text, made.programme_line, made.points.get()) == ("Besoin 4", "Besoin 4", line)
    page = sign_in(client, coordinator.person, strong=True, mandate=coordinator.mandate)
    editor = page.get(reverse("plans:editor", args=[coming.pk])).content.decode()
    assert f"preparation/#point-{line.pk}" in editor


def test_an_objective_of_a_past_plan_comes_back_with_its_years_moved_and_its_line(coordinator, zone, plan, coming):
    """« avant le 31 décembre 2026 » is no objective of 2027-2028; the line of the programme stays the thread."""
    past = plan.objectives.get(number=2)
    drawn = {"source": Point.Source.PAST_PLAN, "origin": f"objective:{past.pk}", "text": past.text}
    point = Point.objects.create(preparation=Preparation.objects.create(plan=coming), number=1, **drawn)
    preparation.decide_point(coordinator, coming.pk, point.pk, Point.Fate.OBJECTIVE)
    made = coming.objectives.get()
    assert made.text == "Former douze accueillantes avant le 31 décembre 2027."
    assert made.programme_line == "Besoin 4"


def test_the_first_evaluation_of_the_plan_under_way_goes_with_the_points(coordinator, zone, coming, plan):
    house = make_house(zone=zone)
    meeting = meetings.prepare(house.actor(), house.cca, values())
    preparation.add_point(coordinator, coming.pk, "needs_analysis", "Ouvrir le mercredi")
    AnnualActionPlan.objects.filter(pk=plan.pk).update(
        status="approved", approved_on=date(2026, 9, 8), published_at=coordinator.now
    )
    for _ in range(2):
        preparation.put_points_on_agenda(coordinator, coming.pk, meeting.pk)
    points, evaluation = meeting.agenda.all()
    assert "les points à travailler" in points.title
    assert evaluation.title == "Première évaluation du plan d’action 2026-2027"
    assert (evaluation.subject_type, evaluation.subject_id) == ("plans.annualactionplan", plan.pk)


def test_a_meeting_is_prepared_from_the_page_that_needs_it(coordinator, zone, coming, client):
    house = make_house(zone=zone)
    page = sign_in(client, coordinator.person, strong=True, mandate=coordinator.mandate)
    here = reverse("plans:preparation", args=[coming.pk])
    shown = page.get(here).content.decode()
    [there] = re.findall(r'href="([^"]*/reunions/preparer/[^"]*)"', shown)
    there = unescape(there)
    assert "Objectifs prioritaires 2027-2028" in page.get(there).content.decode()
    given = {"purpose": "Objectifs", "day_day": "14/6/2027", "starts": "18 h", "ends": "20 h"}
    assert page.post(there, given | {"place": "Préau"})["Location"] == f"{here}#reunion"
    assert house.cca.meetings.get().purpose == "Objectifs"
    elsewhere = f"{reverse('commissions:meeting_prepare')}?retour=https://ailleurs.test/"
    assert page.post(elsewhere, given | {"place": "Ailleurs", "purpose": "Autre"})["Location"].startswith("/cca/")


def test_a_point_is_left_with_its_reason_only(coming, coordinator):
    point = preparation.add_point(coordinator, coming.pk, "needs_analysis", "Ouvrir le mercredi")
    with pytest.raises(NotAccepted, match="pourquoi"):
        preparation.decide_point(coordinator, coming.pk, point.pk, Point.Fate.LEFT)
    preparation.decide_point(coordinator, coming.pk, point.pk, Point.Fate.LEFT, "Déjà fait ailleurs.")
    point.refresh_from_db()
    assert (point.fate, point.why) == ("left", "Déjà fait ailleurs.")


def test_a_member_reads_the_points_and_changes_none(coming, coordinator):
    house = coordinator.mandate.organisation
    member = actor_for(MandateFactory(member=True, organisation=house), coordinator.now)
    with pytest.raises(Forbidden):
        preparation.draw_points(member, coming.pk)


@pytest.mark.parametrize("name", ["preparation", "debate", "year"])
def test_a_page_costs_the_same_for_one_point_and_for_many(coming, coordinator, client, counted_queries, name):
    page = sign_in(client, coordinator.person, strong=True, mandate=coordinator.mandate)
    address = reverse(f"plans:{name}", args=[coming.pk])
    preparation.add_point(coordinator, coming.pk, "member", "Premier")
    page.get(address)
    with counted_queries() as one:
        page.get(address)
    for number in range(12):
        preparation.add_point(coordinator, coming.pk, "member", f"Point {number}")
        acts.add_objective(coordinator, coming.pk, f"Objectif {number}")
    with counted_queries() as many:
        page.get(address)
    assert len(one) == len(many) <= 30, many.sql


def test_the_public_reads_the_approved_text_while_the_plan_is_open_again(client, coordinator, zone):
    plan = make_plan(zone, 2026)
    case = case_of_plan(plan)
    perform(coordinator, case.pk, "revise", case.step, Supplied({"reason": "Une école ferme."}))
    row = plan.objectives.get(number=1)
    acts.save_objective(coordinator, plan.pk, row.pk, row.version, {"text": "Texte pas encore approuvé."})
    address = reverse("plans:public", args=[plan.zone_slug, plan.school_year])
    shown = client.get(address).content.decode()
    assert "En révision" in shown and "Texte pas encore approuvé" not in shown
    assert b"pas encore approuv" not in client.get(f"{address}plan.json").content
    assert "Texte pas encore approuvé" not in client.get(reverse("plans:list") + "?q=accueillantes").content.decode()


def test_the_notice_recalls_the_aim_and_carries_the_points_as_they_stand(coming, coordinator, zone):
    """The guide, 1st step: the notice recalls the aim of the work, gives the list and the method."""
    house = make_house(zone=zone)
    meeting = meetings.prepare(house.actor(), house.cca, values())
    preparation.add_point(coordinator, coming.pk, "needs_analysis", "Ouvrir le mercredi")
    preparation.put_points_on_agenda(coordinator, coming.pk, meeting.pk)
    preparation.save_method(coordinator, coming.pk, 1, "Chacun classe trois points.")
    preparation.add_point(coordinator, coming.pk, "cle_programme", "Revoir la mobilité")
    preparation.put_points_on_agenda(coordinator, coming.pk, meeting.pk)
    meetings.convene(house.actor(), meeting.pk)
    send_notice.call(Notice.objects.get(kind="commissions.convened").pk)
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    for body in (letters["membre3-1@exemple.test"], letters["suppleant3-1@exemple.test"]):
        assert "Objectif du travail : fixer les objectifs prioritaires de l’année 2027-2028" in body
        assert "leur lien avec le programme CLE" in body
        assert "Méthode de travail : Chacun classe trois points." in body
        assert "1. Ouvrir le mercredi (" in body
        assert "2. Revoir la mobilité (" in body
    assert meeting.agenda.count() == 1
