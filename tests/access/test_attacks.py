"""Attacks that once passed: each is tried again on the two communes, and held off."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from preau.foundation.accounts.models import Mandate, Organisation
from preau.foundation.casework.api import Supplied, give_piece, perform
from preau.foundation.casework.talking import remark, send_message
from preau.foundation.notifications.acts import make_address
from preau.plans.cases import case_of_plan
from preau.plans.models import ActionProgress, CouncilInformation, Transmission
from tests.access.actors import COORDINATOR, MANAGER, READERS
from tests.access.reading import words_of
from tests.access.world import NOW
from tests.factories import actor_for

pytestmark = pytest.mark.django_db
SECRETARY, OPERATOR = "council_secretary", "operator_signatory"


def acting(world, who=COORDINATOR):
    return actor_for(world.mine.mandates[who], NOW, strong=True)


def test_the_council_hears_nothing_of_a_draft(world):
    """Its secretary sees that the plan is under way, neither its objectives nor what the members say of them."""
    case = case_of_plan(world.mine.draft)
    said = "Remarque xyloglotte"
    remark(acting(world, "cca_member"), case.pk, f"objective:{world.mine.objective.pk}", said)
    send_message(acting(world, "cca_member"), case.pk, said)
    for actor in (*READERS, SECRETARY):
        answer = world.browser(actor).get(reverse("casework:case", args=[case.pk]))
        assert answer.status_code == 200
        hears = actor in READERS
        assert (said in words_of(answer)) is hears, actor
        assert (world.mine.words["draft"] in words_of(answer)) is hears, actor
    browser = world.browser(SECRETARY)
    assert browser.get(reverse("casework:history", args=[case.pk])).status_code == 403
    assert browser.post(reverse("casework:message", args=[case.pk]), {"text": "Bonjour"}).status_code == 403


def test_an_operator_told_of_the_plan_reads_no_paper_of_the_cca(world):
    plan = world.mine.begun.running
    case = case_of_plan(plan)
    with transaction.atomic():
        piece = give_piece(acting(world), case, "approval_minutes", received=world.mine.file_of(COORDINATOR))
    perform(acting(world), case.pk, "publicise", case.step)
    answer = world.browser(OPERATOR).get(reverse("casework:case", args=[case.pk]))
    assert answer.status_code == 200
    assert piece.file.original_name not in words_of(answer)
    paper = reverse("casework:piece_file", args=[case.pk, piece.pk])
    assert world.browser(OPERATOR).get(paper).status_code == 403
    assert world.browser(COORDINATOR).get(paper).status_code == 200


def test_a_plan_reopened_and_approved_in_the_same_words_is_sent_again_under_its_receipt(world):
    plan = world.mine.begun.sent
    for act in ("revise", "draft", "approve", "transmit"):
        case = case_of_plan(plan)
        perform(acting(world), case.pk, act, case.step, Supplied({"reason": "Par erreur"}))
    assert case_of_plan(plan).state_id == "transmitted"
    assert list(Transmission.objects.filter(plan=plan)) == [world.mine.begun.receipt]


@pytest.mark.parametrize(
    ("route", "names", "form"),
    [
        ("plans:point_decide", ["draft", "point"], {"fate": "left", "why": "a\0b"}),
        ("plans:points_method", ["draft"], {"version": "2", "method": "a\0b"}),
        ("plans:act", ["running", "revise"], {"step": "running", "reason": "a\0b"}),
        ("plans:transmit", ["running"], {"step": "running", "why_late": "a\0b"}),
        ("plans:report_rewrite", ["approved", "impact"], {"version": "9" * 5000}),
        ("commissions:cca_import", [], {"mandate_from": "2026-01-01", "text": "1;A", "composante-1": "9" * 5000}),
    ],
)
def test_no_field_read_by_hand_makes_a_fault(world, route, names, form):
    """What no form checks: a null character, a number too long to be one."""
    side = world.mine
    known = {
        "draft": side.draft.pk,
        "point": side.begun.point.pk,
        "running": side.begun.running.pk,
        "approved": side.approved.pk,
    }
    if "step" in form:
        form = {**form, "step": side.begun.step(side.begun.running)}
    answer = world.browser(MANAGER).post(reverse(route, args=[known.get(name, name) for name in names]), form)
    assert answer.status_code in {200, 302, 409, 422}
    assert not any("\0" in why for why in Transmission.objects.values_list("why_late", flat=True))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_no_day_beyond_the_calendar_stops_an_agenda(world, day):
    action = world.mine.approved_action
    row = ActionProgress.objects.get(action=action)
    address = reverse("plans:followup_facts", args=[world.mine.approved.pk, "action", action.pk])
    answer = world.browser(MANAGER).post(address, {"version": row.version, "due_on": day})
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.due_on is None
    token = make_address(acting(world), world.mine.mandates[COORDINATOR].pk)
    assert Client().get(reverse("notifications:feed", args=[token])).status_code == 200


def test_a_council_was_not_informed_before_there_was_a_plan(world):
    begun = world.mine.begun
    address = reverse("plans:council", args=[begun.running.pk, begun.commune])
    form = {"step": begun.step(begun.running), "session_on": "0001-01-01", "vote": "none"}
    assert world.browser(MANAGER).post(address, form).status_code == 422
    assert not CouncilInformation.objects.filter(session_on__lt=date(2003, 1, 1)).exists()


def test_an_answer_that_is_not_understood_deals_with_no_remark(world):
    address = reverse("casework:remark_handle", args=[world.mine.case.pk, world.mine.remark.pk])
    assert world.browser(MANAGER).post(address, {"answer": "a\0b"}).status_code == 302
    world.mine.remark.refresh_from_db()
    assert world.mine.remark.handled_at is None


def test_why_a_plan_is_written_again_stays_with_those_who_write_it(world):
    plan = world.mine.begun.running
    case = case_of_plan(plan)
    perform(acting(world), case.pk, "revise", case.step, Supplied({"reason": "Motif xyloglotte"}))
    for actor in (*READERS, SECRETARY, "approval_officer", "commission_member"):
        answer = world.browser(actor).get(reverse("plans:year", args=[plan.pk]))
        assert answer.status_code == 200
        assert ("xyloglotte" in words_of(answer)) is (actor in READERS), actor


def test_the_longest_name_of_an_organisation_stops_no_act(world):
    """What is kept of it with each act is shorter than the role and the name together."""
    longest = "Coordination de l’accueil temps libre ".ljust(200, "x")
    Organisation.objects.filter(pk=world.mine.mandates[COORDINATOR].organisation_id).update(name=longest)
    coordinator = actor_for(Mandate.objects.get(pk=world.mine.mandates[COORDINATOR].pk), NOW, strong=True)
    case, browser = world.mine.case, world.browser(COORDINATOR)
    said = {"field": "need:function_definition", "text": "À relire."}
    assert browser.post(reverse("casework:remark", args=[case.pk]), said).status_code == 302
    assert browser.post(reverse("casework:message", args=[case.pk]), {"text": "Bonjour"}).status_code == 302
    asked = {"what": "Signer", "role": "municipality"}
    assert browser.post(reverse("casework:task", args=[case.pk]), asked).status_code == 302
    plan = world.mine.begun.running
    done = perform(coordinator, case_of_plan(plan).pk, "publicise", case_of_plan(plan).step)
    kept = [done.acting_as, *case.messages.values_list("acting_as", flat=True)]
    kept += [*case.remarks.values_list("acting_as", flat=True), *case.tasks.values_list("asked_as", flat=True)]
    assert max(map(len, kept)) == 200


@pytest.mark.parametrize("before", ["https://ailleurs.test/x", "http://testserver//ailleurs.test/x", "javascript:1"])
def test_the_page_before_leads_to_no_other_site(world, before):
    address = reverse("casework:remark", args=[world.mine.case.pk])
    said = {"field": "need:function_definition", "text": "À relire."}
    answer = world.browser(COORDINATOR).post(address, said, headers={"Referer": before})
    assert answer.headers["Location"].startswith(f"/dossiers/{world.mine.case.pk}/#remarque-")


def test_a_form_without_a_field_or_with_an_endless_key_is_answered(world):
    browser = world.browser(MANAGER)
    seat = reverse("commissions:cca_seat", args=[1, 1])
    assert browser.post(seat, "[1]", content_type="application/json").status_code == 422
    endless = {"name": "Vacances", "members": ["9" * 25]}
    assert browser.post(reverse("commissions:sub_committees"), endless).status_code == 422
