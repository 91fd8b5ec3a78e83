"""The year of a plan as its procedure runs it: the plan and its case never disagree, the vote binds the text."""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from preau.commissions.models import CcaMember
from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.actors import system
from preau.foundation.casework.api import ActRefused, AlreadyDone, Supplied, offers, owed_by, perform
from preau.foundation.journal.api import history_of
from preau.foundation.notifications.messages import send_notice
from preau.foundation.notifications.models import Notice
from preau.law.annual_plan import SchoolYear
from preau.plans import acts, documents
from preau.plans.acts.revision import put_back
from preau.plans.cases import agree, case_of_plan
from preau.plans.models import CouncilInformation, PlanRevision, Publicity, Transmission
from preau.plans.revisions import approved_revision, present_revision, published_document
from tests.commissions.meetings.made import make_house
from tests.factories import MandateFactory, OrganisationFactory, actor_for, sign_in
from tests.plans.conftest import DOCUMENT, YEAR

DAY = date(2026, 11, 17)


def paper(day=DAY):
    return acts.OutsideMeeting(day, kept_at="classeur de la CCA")


def do(actor, plan, act, supplied=None, day=None):
    case = case_of_plan(plan)
    done = perform(actor, case.pk, act, case.step, supplied or Supplied(), day)
    plan.refresh_from_db()
    assert agree(plan, case_of_plan(plan)), act
    return done


def edit(actor, plan, text="Un autre texte, écrit depuis."):
    row = plan.objectives.get(number=1)
    acts.save_objective(actor, plan.pk, row.pk, row.version, {"text": text})


@pytest.fixture
def house(coordinator):
    return coordinator.mandate.organisation


@pytest.fixture
def secretary(house, now):
    return actor_for(MandateFactory(secretary=True, organisation=house), now)


@pytest.fixture
def approved(plan, coordinator):
    return acts.approve(coordinator, plan.pk, paper())


def test_every_way_to_make_a_plan_opens_its_case(coordinator, zone, plan):
    started = acts.start_plan(coordinator, zone, SchoolYear(2027))
    past = acts.import_plan(coordinator, zone, SchoolYear(2020), DOCUMENT, date(2020, 10, 20), "un classeur")
    states = [case_of_plan(one).state_id for one in (plan, started, past)]
    assert states == ["objectives_to_fix", "objectives_to_fix", "recorded"]
    assert all(agree(one, case_of_plan(one)) for one in (plan, started, past))
    assert case_of_plan(past).closed_at


def test_a_plan_of_this_year_imported_as_approved_is_walked_to_its_approval(coordinator, zone, now):
    made = acts.import_plan(system(now, "Import"), zone, YEAR, DOCUMENT, DAY, "plan.xlsx")
    case = case_of_plan(made)
    assert [act.act_id for act in case.acts.all()] == ["open", "fix_objectives", "draft", "approve"]
    assert case.acts.last().supplied["facts"] == {"approval_minutes": "Conservé à : plan.xlsx"}
    assert (made.status, case.state_id, made.approved_on) == ("approved", "approved", DAY)
    assert history_of(case).count() == 4


def test_the_text_is_written_until_it_is_approved_and_again_once_revised(plan, coordinator):
    do(coordinator, plan, "fix_objectives")
    edit(coordinator, plan, "Un")
    do(coordinator, plan, "draft")
    edit(coordinator, plan, "Deux")
    plan = acts.approve(coordinator, plan.pk, paper())
    with pytest.raises(Forbidden, match="ne se modifie plus"):
        edit(coordinator, plan)
    do(coordinator, plan, "revise", Supplied({"reason": "Une école ferme."}))
    edit(coordinator, plan, "Trois")
    assert plan.status == "revising"


def test_the_approval_on_paper_needs_its_minutes(plan, coordinator):
    do(coordinator, plan, "fix_objectives")
    do(coordinator, plan, "draft")
    with pytest.raises(ActRefused, match="procès-verbal"):
        do(coordinator, plan, "approve", Supplied(attested=frozenset({"debated"})))
    plan.refresh_from_db()
    assert plan.is_draft and not Transmission.objects.exists()


def test_approving_twice_is_done_once(plan, coordinator):
    acts.approve(coordinator, plan.pk, paper())
    with pytest.raises((Forbidden, AlreadyDone)):
        acts.approve(coordinator, plan.pk, paper())
    assert PlanRevision.objects.filter(plan=plan, approved_on=DAY).count() == 1


def test_the_published_text_stays_while_the_plan_is_open_again(approved, coordinator):
    before = published_document(approved)
    do(coordinator, approved, "revise", Supplied({"reason": "Une école ferme."}))
    edit(coordinator, approved)
    assert published_document(approved) == before != documents.document_of(approved)
    assert not present_revision(approved)
    again = acts.approve(coordinator, approved.pk, paper(date(2026, 11, 20)))
    assert again.approved_on == date(2026, 11, 20)
    assert approved_revision(again).number == 2
    assert published_document(again) == documents.document_of(again)


def test_a_revision_that_changes_nothing_closes_on_the_day_of_the_old_approval(approved, coordinator):
    do(coordinator, approved, "revise", Supplied({"reason": "Par erreur."}))
    do(coordinator, approved, "draft") if case_of_plan(approved).state_id == "objectives_fixed" else None
    closed = acts.approve(coordinator, approved.pk)
    assert (closed.status, closed.approved_on) == ("approved", DAY)


def test_a_frozen_text_is_put_back_in_the_rows_it_had(plan, coordinator):
    do(coordinator, plan, "fix_objectives")
    do(coordinator, plan, "draft")
    frozen = present_revision(plan)
    keys = list(plan.objectives.values_list("pk", flat=True))
    edit(coordinator, plan)
    acts.delete_action(coordinator, plan.pk, plan.actions.get(number=3).pk)
    entry = put_back(coordinator, plan.pk, frozen.pk)
    plan.refresh_from_db()
    assert documents.document_of(plan) == DOCUMENT
    assert list(plan.objectives.values_list("pk", flat=True)) == keys
    acts.undo(coordinator, plan.pk, entry.pk)
    assert plan.actions.count() == 2


def test_the_plan_is_sent_with_a_receipt_of_the_very_file(approved, coordinator):
    do(coordinator, approved, "transmit")
    sent = Transmission.objects.get()
    assert (sent.late, sent.due_on, sent.revision, len(sent.sha256)) == (False, date(2026, 12, 31), 1, 64)


def test_a_late_sending_is_allowed_marked_and_explained(approved, coordinator, at):
    late = actor_for(coordinator.mandate, at("2027-01-12"), strong=True)
    done = do(late, approved, "transmit", Supplied(more={"why_late": "La CCA s’est réunie en janvier."}))
    sent = Transmission.objects.get()
    assert sent.late and sent.why_late == "La CCA s’est réunie en janvier."
    assert [one["limit"] for one in done.late] == ["D31"]
    do(late, approved, "revise", Supplied({"reason": "Une coquille."}))
    edit(late, approved)
    again = acts.approve(late, approved.pk, paper(date(2027, 1, 12)))
    do(late, again, "transmit")
    assert [one.late for one in Transmission.objects.order_by("pk")] == [True, False]


def test_the_secretary_notes_each_council_of_the_zone(approved, coordinator, secretary):
    do(coordinator, approved, "transmit")
    commune = approved.zone.members.first().municipality
    more = {"municipality": commune.pk, "session_on": date(2026, 11, 19), "vote": "none", "comment": ""}
    do(secretary, approved, "inform_council", Supplied({"council_session": "19 novembre"}, more=more))
    noted = CouncilInformation.objects.get()
    assert (noted.municipality, noted.session_on, noted.acting_as) == (commune, date(2026, 11, 19), secretary.acting_as)
    more["municipality"] = 0
    with pytest.raises(ActRefused, match="commune"):
        do(secretary, approved, "inform_council", Supplied({"council_session": "19 novembre"}, more=more))


def test_every_operator_of_the_zone_is_told_once_and_listed(approved, coordinator, zone):
    told = MandateFactory(signatory=True, organisation__zone=zone)
    MandateFactory(signatory=True)  # of another zone
    silent = OrganisationFactory(operator=True, zone=zone)
    do(coordinator, approved, "publicise")
    do(coordinator, approved, "publicise")
    rows = Publicity.objects.values_list("organisation_id", "email")
    assert set(rows) == {(told.organisation_id, told.person.email.lower()), (silent.pk, "")}


def test_who_owes_what_follows_the_case(approved, coordinator, secretary):
    assert [one.act.id for one in owed_by(coordinator)] == ["transmit"]
    assert owed_by(coordinator)[0].due_on == date(2026, 12, 31)
    do(coordinator, approved, "transmit")
    assert "evaluate" in [one.act.id for one in owed_by(coordinator)]
    assert [one.act.id for one in offers(secretary, case_of_plan(approved)) if one.may] == ["inform_council"]


def letters_to_members(kind):
    notice = Notice.objects.get(kind=kind)
    send_notice.call(notice.pk)
    return {letter.to[0]: letter.body for letter in mail.outbox if notice.words["what"] in letter.subject}


def test_the_draft_goes_to_the_members_without_account_too(plan, coordinator, zone, client):
    house = make_house(zone=zone)
    CcaMember.objects.filter(full_name="Membre 5-1").update(email="")
    do(coordinator, plan, "fix_objectives")
    do(coordinator, plan, "draft")
    letters = letters_to_members("plans.sent")
    assert len(letters) == 27  # thirty, less one without address and the two whom the letter of the case reaches
    assert house.chair.person.email not in letters
    assert "demandez à la coordination ATL" in letters["membre3-1@exemple.test"]
    page = sign_in(client, coordinator.person, strong=True, mandate=coordinator.mandate)
    shown = page.get(reverse("plans:debate", args=[plan.pk])).content.decode()
    assert "1\xa0membre sans adresse électronique" in shown
    assert "Membre 5-1." in shown
