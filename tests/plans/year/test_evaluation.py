"""The CCA's evaluation: who writes it, when, what two people writing at once see."""

import pytest
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.access import Forbidden
from preau.foundation.casework.api import case_of
from preau.foundation.casework.models import CaseAct
from preau.plans.acts.evaluation import save_evaluation
from preau.plans.models import ObjectiveEvaluation
from tests.factories import MandateFactory, actor_for, sign_in
from tests.plans.test_work_pages import text_of
from tests.plans.year.year_made import FINAL, FIRST, RESULT, evaluate


@pytest.fixture
def june(coordinator, at):
    with clock.frozen(at("2027-06-10")):
        yield actor_for(coordinator.mandate, at("2027-06-10"), strong=True)


@pytest.fixture
def in_june(client, june):
    return sign_in(client, june.person, strong=True, mandate=june.mandate)


def form_of(plan, stage="premiere", number=1):
    return reverse("plans:evaluation_objective", args=[plan.pk, stage, plan.objectives.get(number=number).pk])


def test_the_progress_is_told_and_the_form_goes_on_to_the_next(in_june, plan):
    overview = reverse("plans:evaluation", args=[plan.pk])
    assert "0 sur 2 objectifs" in text_of(in_june.get(overview))
    assert "Mener la tâche 1" in text_of(in_june.get(form_of(plan)))
    fields = {"version": "0", "result": "partly", "why": "Deux\r\nlignes", "helped": "", "hindered": "", "next": "1"}
    assert in_june.post(form_of(plan), fields).headers["Location"] == form_of(plan, number=2)
    html = text_of(in_june.get(overview))
    assert "1 sur 2 objectifs évalué" in html
    assert "Atteint en partie" in html
    assert ObjectiveEvaluation.objects.get().why == "Deux\nlignes"


def test_a_draft_saves_itself_and_the_second_writer_sees_both(in_june, plan, june):
    saved = in_june.post(form_of(plan), {"version": "0", "why": "Un"}, headers={"X-Preau-Autosave": "1"})
    assert saved.json()["version"] == 1
    evaluate_again = {"version": "0", "why": "Autre"}
    answer = in_june.post(form_of(plan), evaluate_again)
    assert answer.status_code == 409
    assert "Un" in text_of(answer)
    assert "Autre" in text_of(answer)
    in_june.post(form_of(plan), evaluate_again | {"version": "1", "keep_other": "1"})
    assert ObjectiveEvaluation.objects.get().why == "Un"
    assert in_june.post(form_of(plan), {"version": "1", "result": "perfect"}).status_code == 422


def test_the_final_evaluation_waits_for_the_end_of_the_year(plan, june, after):
    with pytest.raises(Forbidden, match="finit le 31 août 2027"):
        evaluate(june, plan, 1, RESULT.REACHED)
    evaluate(june, plan, 1, RESULT.PARTLY, FIRST, why="À mi-chemin.")
    evaluate(after, plan, 1, RESULT.REACHED)
    assert ObjectiveEvaluation.objects.count() == 2


def test_the_first_evaluation_is_shown_beside_the_final_one(client, plan, june, after):
    evaluate(june, plan, 1, RESULT.PARTLY, FIRST, why="À mi-chemin.")
    with clock.frozen(after.now):
        sign_in(client, after.person, strong=True, mandate=after.mandate)
        assert "À mi-chemin." in text_of(client.get(form_of(plan, "finale")))
        assert client.get(form_of(plan, "autre")).status_code == 404


def test_members_read_and_do_not_write(client, plan, june):
    member = MandateFactory(member=True, organisation=june.mandate.organisation)
    evaluate(june, plan, 1, RESULT.PARTLY, FIRST, why="À mi-chemin.")
    sign_in(client, member.person, mandate=member)
    html = text_of(client.get(form_of(plan)))
    assert "À mi-chemin." in html
    assert 'name="why"' not in html
    assert client.post(form_of(plan), {"version": "1", "why": "Moi"}).status_code == 403


def test_what_the_cca_adopted_no_longer_changes(plan, after):
    evaluate(after, plan, 1, RESULT.REACHED)
    case = case_of("annual_plan", plan)
    number = case.acts.count() + 1
    CaseAct.objects.create(
        case=case, number=number, act_id="evaluate", to_state="evaluated", at=after.now, day=after.today
    )
    with pytest.raises(Forbidden, match="La CCA a adopté cette évaluation"):
        save_evaluation(after, plan.pk, plan.objectives.get(number=1).pk, FINAL, 1, {"why": "Autre"})


def test_a_member_remarks_on_the_evaluation_in_the_case(client, plan, june):
    member = MandateFactory(member=True, organisation=june.mandate.organisation)
    case = case_of("annual_plan", plan)
    sign_in(client, member.person, mandate=member)
    assert "Faire une remarque" in text_of(client.get(form_of(plan)))
    sent = {"field": f"evaluation:{plan.objectives.get(number=1).pk}", "text": "Et les stages ?"}
    client.post(reverse("casework:remark", args=[case.pk]), sent)
    assert "Et les stages ?" in text_of(client.get(form_of(plan)))
