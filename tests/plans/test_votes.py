"""The approval rests on the vote of the CCA on this very text: another text is refused, with its ways out."""

from datetime import date, timedelta

import pytest

from preau.commissions.models import AgendaItem
from preau.foundation.casework.api import ActRefused, perform
from preau.plans import acts
from preau.plans.acts.revision import put_back
from preau.plans.cases import case_of_plan
from preau.plans.models import PlanRevision
from preau.plans.revision_pages import ground_of
from preau.plans.revisions import present_revision
from tests.commissions.meetings.made import EVENING, in_session, make_house, voted
from tests.factories import actor_for

VOTED_ON = date(2026, 12, 1)


@pytest.fixture
def house(zone):
    return make_house(zone=zone)


@pytest.fixture
def that_evening(coordinator):
    return actor_for(coordinator.mandate, EVENING + timedelta(hours=3), strong=True)


@pytest.fixture
def sent(plan, coordinator):
    """The plan, its draft sent to the members."""
    for act in ("fix_objectives", "draft"):
        case = case_of_plan(plan)
        perform(coordinator, case.pk, act, case.step)
    return plan


def edit(actor, plan, text):
    row = plan.objectives.get(number=1)
    acts.save_objective(actor, plan.pk, row.pk, row.version, {"text": text})


def vote(house, plan, *counts, amend=None):
    """Put the draft on the table of a meeting, amend it there when asked, and vote."""
    meeting = in_session(house)
    about = {"subject_type": "plans.planrevision", "subject_id": present_revision(plan).pk}
    AgendaItem.objects.filter(meeting=meeting, kind="decision").update(**about)
    if amend:
        amend()
    return voted(house, meeting, *counts)


def refused(actor, plan, outside=None):
    with pytest.raises(ActRefused) as refusal:
        acts.approve(actor, plan.pk, outside)
    plan.refresh_from_db()
    assert plan.is_draft
    return str(refusal.value)


def paper(day):
    return acts.OutsideMeeting(day, kept_at="classeur de la CCA")


def test_an_adopted_text_is_approved_as_voted(house, sent, that_evening):
    decision = vote(house, sent, 10, 2, 0, 0)
    approved = acts.approve(that_evening, sent.pk)
    revision = PlanRevision.objects.get(plan=sent)
    assert (approved.approved_on, revision.decision_id) == (VOTED_ON, decision.pk)
    assert case_of_plan(sent).acts.last().supplied["attested"] == []


def test_the_vote_is_on_the_text_amended_at_the_table(house, sent, coordinator, that_evening):
    vote(house, sent, 10, 2, 0, 0, amend=lambda: edit(coordinator, sent, "Amendé en séance."))
    acts.approve(that_evening, sent.pk)
    approved = PlanRevision.objects.get(plan=sent, approved_on__isnull=False)
    assert (approved.number, approved.document["objectives"][0]["text"]) == (2, "Amendé en séance.")


def test_a_text_changed_since_the_vote_is_refused_until_it_is_put_back(house, sent, that_evening):
    vote(house, sent, 10, 2, 0, 0)
    edit(that_evening, sent, "Changé après le vote.")
    assert "Le texte a changé depuis le vote du 1er décembre 2026" in refused(that_evening, sent).replace("\u00a0", " ")
    refused(that_evening, sent, paper(VOTED_ON))  # the same day, on paper: no second truth
    ground = ground_of(sent)
    assert [part.label for part in ground.changed] == ["Objectif 1"] and not ground.bound
    put_back(that_evening, sent.pk, ground.vote.revision.pk)
    assert acts.approve(that_evening, sent.pk).approved_on == VOTED_ON


def test_a_changed_text_may_be_approved_by_a_later_meeting(house, sent, coordinator, that_evening, at):
    vote(house, sent, 10, 2, 0, 0)
    edit(that_evening, sent, "Changé après le vote.")
    later = actor_for(coordinator.mandate, at("2026-12-15"), strong=True)
    assert acts.approve(later, sent.pk, paper(date(2026, 12, 14))).approved_on == date(2026, 12, 14)


def test_a_rejected_text_is_not_approved(house, sent, that_evening):
    vote(house, sent, 5, 5, 0, 0)  # a tie is a rejection
    assert "n’a pas adopté ce texte" in refused(that_evening, sent)
    refused(that_evening, sent, paper(VOTED_ON))


def test_without_vote_nor_minutes_nothing_is_approved(sent, coordinator):
    assert "Faites voter la CCA" in refused(coordinator, sent)
