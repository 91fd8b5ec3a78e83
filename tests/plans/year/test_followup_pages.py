"""The board, the calendar, an action: they show, save, refuse and lead back, at the same cost for 5 and 60 actions."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from preau.plans.acts import followup as acts
from preau.plans.acts.followup import UNPLANNED, Item
from preau.plans.models import ActionProgress, Progress, ProgressNote, UnplannedAction
from tests.factories import MandateFactory, ZoneFactory, sign_in
from tests.plans.test_work_pages import text_of
from tests.plans.year.year_made import followed_plan, planned, say


def at(route, plan, *more):
    return reverse(f"plans:{route}", args=[plan.pk, *more])


def test_the_board_groups_the_actions_by_objective_or_by_state(page, plan, coordinator):
    say(coordinator, plan, 2, Progress.DONE)
    html = text_of(page.get(at("followup", plan)))
    assert html.count('class="act follow"') == 5
    assert html.index("Réunir la CCA") < html.index("Former") < html.index("Sans objectif")
    by_state = text_of(page.get(at("followup", plan), {"par": "etat"}))
    assert by_state.index('id="groupe-1">À faire') < by_state.index("Mener la tâche 1")
    assert by_state.index("Mener la tâche 5") < by_state.index("Mener la tâche 2")


def test_the_board_filters_by_objective_person_and_delay(page, plan, coordinator):
    about = planned(plan, 2)
    values = {"due_on": date(2026, 11, 1), "in_charge": coordinator.mandate}
    acts.follow(coordinator, plan.pk, about, 0, values)
    for asked in ({"objectif": "1"}, {"charge": coordinator.mandate.pk}, {"retard": "oui"}):
        html = text_of(page.get(at("followup", plan), asked))
        assert html.count('class="act follow"') == 1, asked
        assert "1 action</span>" in html
    assert text_of(page.get(at("followup", plan), {"charge": "personne"})).count('class="act follow"') == 4
    assert text_of(page.get(at("followup", plan), {"objectif": "x"})).count('class="act follow"') == 5


def test_a_tap_changes_the_state_and_comes_back_to_the_board_as_it_was(page, plan):
    about = planned(plan, 1)
    address = at("followup_state", plan, *about)
    answer = page.post(address, {"to": "done:0", "retour": "par=etat"})
    assert answer.headers["Location"] == at("followup", plan) + f"?par=etat#action-{about.pk}"
    assert ActionProgress.objects.get().state == Progress.DONE
    assert page.post(address, {"to": "done:0"}).headers["Location"] == at("followup_item", plan, *about)
    assert ActionProgress.objects.get().version == 1


def test_two_browsers_on_one_state_show_both(page, plan, coordinator):
    say(coordinator, plan, 1, Progress.UNDER_WAY)
    address = at("followup_state", plan, *planned(plan, 1))
    answer = page.post(address, {"to": "done:0"})
    assert answer.status_code == 409
    assert "En cours" in text_of(answer)
    assert page.post(address, {"to": "done:0", "version": "1", "keep_other": "1"}).status_code == 302
    assert ActionProgress.objects.get().state == Progress.UNDER_WAY
    page.post(address, {"to": "done:0", "version": "1"})
    assert ActionProgress.objects.get().state == Progress.DONE


@pytest.mark.parametrize("to", ["dropped:0", "gone:0", "done", "done:x", ""])
def test_a_state_that_is_none_is_not_found(page, plan, to):
    assert page.post(at("followup_state", plan, *planned(plan, 1)), {"to": to}).status_code == 404


def test_an_action_is_abandoned_with_its_reason(page, plan):
    address = at("followup_drop", plan, *planned(plan, 1))
    refused = page.post(address, {"version": "0", "reason": " "})
    assert refused.status_code == 422
    assert "Dites pourquoi cette action est abandonnée" in text_of(refused)
    page.post(address, {"version": "0", "reason": "La salle a fermé."})
    assert "La salle a fermé." in text_of(page.get(at("followup", plan)))


def test_dates_are_saved_refused_and_kept_when_refused(page, plan, coordinator):
    about = planned(plan, 1)
    address = at("followup_facts", plan, *about)
    wrong = {"version": "0", "starts_on": "2027-03-01", "due_on": "2027-02-01", "in_charge": ""}
    refused = page.post(address, wrong)
    assert refused.status_code == 422
    assert "finirait avant de commencer" in text_of(refused)
    assert 'value="2027-03-01"' in text_of(refused)
    right = wrong | {"starts_on": "2027-01-10", "in_charge": coordinator.mandate.pk}
    assert page.post(address, right).status_code == 302
    row = ActionProgress.objects.get()
    assert (row.starts_on, row.due_on, row.in_charge) == (date(2027, 1, 10), date(2027, 2, 1), coordinator.mandate)
    assert str(coordinator.mandate.organisation) in text_of(page.get(at("followup_item", plan, *about)))


def test_only_people_of_the_zone_can_be_in_charge(page, plan, zone):
    operator = MandateFactory(signatory=True, organisation__zone=zone)
    elsewhere = MandateFactory()
    html = text_of(page.get(at("followup_item", plan, *planned(plan, 1))))
    assert str(operator.person) in html
    assert str(elsewhere.person) not in html
    fields = {"version": "0", "in_charge": elsewhere.pk}
    assert page.post(at("followup_facts", plan, *planned(plan, 1)), fields).status_code == 422


def test_two_people_who_change_different_things_do_not_meet(page, plan, coordinator):
    say(coordinator, plan, 1, Progress.UNDER_WAY)
    fields = {"version": "0", "starts_on": "", "due_on": "2027-02-01", "in_charge": ""}
    assert page.post(at("followup_facts", plan, *planned(plan, 1)), fields).status_code == 302
    row = ActionProgress.objects.get()
    assert (row.state, row.due_on) == (Progress.UNDER_WAY, date(2027, 2, 1))


def test_the_second_to_change_a_date_sees_both(page, plan, coordinator):
    about = planned(plan, 1)
    acts.follow(coordinator, plan.pk, about, 0, {"due_on": date(2027, 1, 5)})
    fields = {"version": "0", "starts_on": "", "due_on": "2027-02-01", "in_charge": ""}
    answer = page.post(at("followup_facts", plan, *about), fields)
    assert answer.status_code == 409
    assert "5 janvier 2027" in text_of(answer)
    assert "1er février 2027" in text_of(answer)


def test_a_note_is_kept_with_its_file_and_read_by_the_members(
    page, client, plan, coordinator, settings, tmp_path, zone
):
    settings.MEDIA_ROOT = tmp_path
    about = planned(plan, 1)
    address = at("followup_note", plan, *about)
    assert page.post(address, {"text": " "}).status_code == 422
    page.post(address, {"text": "Salle réservée."})
    page.post(address, {"text": "Salle réservée."})
    assert ProgressNote.objects.count() == 1
    refused = page.post(address, {"text": "Voir", "file": SimpleUploadedFile("x.pdf", b"pas un PDF")})
    assert refused.status_code == 422
    assert "Voir" in text_of(refused)
    assert "Salle réservée." in text_of(page.get(at("followup_item", plan, *about)))
    member = MandateFactory(member=True, organisation=coordinator.mandate.organisation)
    sign_in(client, member.person, mandate=member)
    html = text_of(client.get(at("followup_item", plan, *about)))
    assert "Salle réservée." in html
    assert "vous pouvez le lire" in html
    assert client.post(address, {"text": "Moi aussi"}).status_code == 403


def test_an_unplanned_action_is_noted_once_and_followed(page, plan):
    address = at("followup_unplanned", plan)
    assert page.post(address, {"version": "0", "text": ""}).status_code == 422
    fields = {"version": "0", "text": "Accueillir deux classes", "objective": "", "due_on": ""}
    page.post(address, fields)
    page.post(address, fields)
    row = UnplannedAction.objects.get()
    page.post(at("followup_state", plan, UNPLANNED, row.pk), {"to": "done:1"})
    assert "Accueillir deux classes" in text_of(page.get(at("followup", plan)))
    row.refresh_from_db()
    assert row.state == Progress.DONE


def test_dates_are_read_in_the_plan_only_as_a_proposal(page, plan):
    html = text_of(page.get(at("followup_dates", plan)))
    assert html.count('type="checkbox"') == 3
    assert "du 1er octobre 2026 au 31 mars 2027" in html
    assert not ActionProgress.objects.exists()
    page.post(at("followup_dates", plan), {"actions": [planned(plan, 1).pk, planned(plan, 2).pk]})
    row = ActionProgress.objects.get()
    assert (row.action.number, row.starts_on, row.due_on) == (1, date(2026, 10, 1), date(2027, 3, 31))


def test_the_calendar_shows_each_action_in_its_month_and_the_holidays(page, plan, coordinator):
    acts.follow(coordinator, plan.pk, planned(plan, 1), 0, {"due_on": date(2026, 12, 24)})
    acts.follow(coordinator, plan.pk, planned(plan, 2), 0, {"due_on": date(2027, 10, 1)})
    html = text_of(page.get(at("followup_calendar", plan)))
    assert html.count('class="card month"') == 12
    assert '<td class="off due">24' in html
    assert "Hors de l’année du plan" in html
    assert "Sans échéance" in html


@pytest.mark.parametrize("route", ["followup", "followup_calendar", "followup_dates", "evaluation", "report"])
def test_a_page_costs_the_same_for_5_and_60_actions(page, plan, coordinator, zone, route):
    many = followed_plan(zone, 2025, 60)
    for one in (plan, many):
        for action in one.actions.all():
            values = {"due_on": date(2026, 12, 1), "in_charge": coordinator.mandate}
            about = Item("action", action.pk)
            acts.follow(coordinator, one.pk, about, 0, values)
            acts.add_note(coordinator, one.pk, about, f"Note {action.number}")
    page.get(at(route, plan))
    counts = []
    for one in (plan, many):
        with CaptureQueriesContext(connection) as queries:
            assert page.get(at(route, one)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


def test_a_draft_has_no_follow_up_and_another_zone_no_plan(page, coordinator, zone):
    draft = followed_plan(zone)
    draft.status, draft.approved_on, draft.published_at = "draft", None, None
    draft.save()
    assert page.get(at("followup", draft)).status_code == 403
    other = followed_plan(ZoneFactory())
    assert page.get(at("followup", other)).status_code == 404
