"""The acts on a draft: what they write, who may, what the journal keeps, what undo brings back."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.actors import system
from preau.foundation.journal.api import history_of
from preau.foundation.journal.models import Entry
from preau.law.annual_plan import Action, Objective, SchoolYear
from preau.plans import acts, documents
from preau.plans.cases import case_of_plan
from preau.plans.merging import fingerprint
from preau.plans.models import AnnualActionPlan, PlannedAction
from tests.factories import MandateFactory, actor_for
from tests.plans.conftest import DOCUMENT, YEAR


def document_of(plan):
    plan.refresh_from_db()
    return documents.document_of(plan)


def entries(plan):
    return Entry.objects.filter(object_type="plans.annualactionplan", object_id=str(plan.pk))


def objective(plan, number):
    return plan.objectives.get(number=number)


def action(plan, number):
    return plan.actions.get(number=number)


def paper(day):
    """Return a meeting of the CCA held on paper, that day."""
    return acts.OutsideMeeting(day, kept_at="classeur de la CCA")


def every_edit(plan):
    """Return each act on the content of a draft, ready to run as somebody."""
    one, other = objective(plan, 1), action(plan, 2)
    entry = entries(plan).last()
    return {
        "add_objective": lambda who: acts.add_objective(who, plan.pk),
        "save_objective": lambda who: acts.save_objective(who, plan.pk, one.pk, 1, {"text": "Autre"}),
        "move_objective": lambda who: acts.move_objective(who, plan.pk, one.pk, 2),
        "delete_objective": lambda who: acts.delete_objective(who, plan.pk, one.pk),
        "save_comment": lambda who: acts.save_comment(who, plan.pk, 2, "Autre"),
        "add_action": lambda who: acts.add_action(who, plan.pk, one.pk),
        "save_action": lambda who: acts.save_action(who, plan.pk, other.pk, 1, {"text": "Autre"}),
        "move_action": lambda who: acts.move_action(who, plan.pk, other.pk, 1),
        "delete_action": lambda who: acts.delete_action(who, plan.pk, other.pk),
        "take_over": lambda who: acts.take_over(who, plan.pk, plan, {1}, {1}),
        "merge": lambda who: acts.merge(who, plan.pk, DOCUMENT, {"comment"}, "essai", ""),
        "undo": lambda who: acts.undo(who, plan.pk, entry.pk),
    }


EDITS = [
    *("add_objective", "save_objective", "move_objective", "delete_objective", "save_comment"),
    *("add_action", "save_action", "move_action", "delete_action", "take_over", "merge", "undo"),
]


def test_import_keeps_everything(plan):
    assert document_of(plan) == DOCUMENT
    assert entries(plan).get().payload["source"] == "un essai"


@pytest.mark.parametrize("edit", EDITS)
def test_members_of_the_cca_may_not_edit(plan, coordinator, edit):
    house = coordinator.mandate.organisation
    reader = actor_for(MandateFactory(member=True, organisation=house), coordinator.now)
    before = document_of(plan), entries(plan).count()
    with pytest.raises(Forbidden, match="rédigent le plan"):
        every_edit(plan)[edit](reader)
    assert (document_of(plan), entries(plan).count()) == before


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("at_home", [False, True], ids=["another zone", "secretary of the council"])
def test_others_do_not_see_the_draft(plan, coordinator, edit, at_home):
    house = coordinator.mandate.organisation
    mandate = MandateFactory(secretary=True, organisation=house) if at_home else MandateFactory()
    stranger = actor_for(mandate, coordinator.now)
    with pytest.raises(Http404):
        every_edit(plan)[edit](stranger)


@pytest.mark.parametrize("edit", EDITS)
def test_an_approved_plan_is_not_rewritten(plan, coordinator, edit):
    edits = every_edit(plan)
    acts.approve(coordinator, plan.pk, paper(date(2026, 9, 8)))
    with pytest.raises(Forbidden, match="ne se modifie plus"):
        edits[edit](coordinator)


def test_the_chair_edits_too(plan, coordinator):
    chair = actor_for(MandateFactory(chair=True, organisation=coordinator.mandate.organisation), coordinator.now)
    saved, entry = acts.save_objective(chair, plan.pk, objective(plan, 1).pk, 1, {"text": "Autre"})
    assert (saved.text, saved.version) == ("Autre", 2)
    assert entry.payload["after"]["objectives"] == {str(saved.pk): {"text": "Autre"}}


def test_saving_the_same_words_writes_nothing(plan, coordinator):
    one = objective(plan, 1)
    _, entry = acts.save_objective(coordinator, plan.pk, one.pk, 1, {"text": one.text})
    assert entry is None
    assert entries(plan).count() == 1


def test_the_second_to_save_sees_the_difference(plan, coordinator):
    one = objective(plan, 1)
    other = actor_for(MandateFactory(chair=True, organisation=coordinator.mandate.organisation), coordinator.now)
    acts.save_objective(other, plan.pk, one.pk, 1, {"text": "Le sien"})
    with pytest.raises(acts.Conflict) as conflict:
        acts.save_objective(coordinator, plan.pk, one.pk, 1, {"text": "Le mien", "title": one.title})
    assert conflict.value.fields == {"text": ("Le sien", "Le mien")}
    assert conflict.value.entry.person == other.person
    assert objective(plan, 1).text == "Le sien"
    acts.save_objective(coordinator, plan.pk, one.pk, conflict.value.version, {"text": "Le mien"})
    assert objective(plan, 1).text == "Le mien"


def test_two_people_on_different_fields_of_an_action_do_not_disturb_each_other(plan, coordinator):
    two = action(plan, 2)
    read = {"period": "", "indicator": "", "text": two.text}
    acts.save_action(coordinator, plan.pk, two.pk, 1, {**read, "period": "à l’automne"})
    acts.save_action(coordinator, plan.pk, two.pk, 1, {**read, "indicator": "deux journées"})
    two.refresh_from_db()
    assert (two.period, two.indicator, two.version) == ("à l’automne", "deux journées", 3)


def test_an_action_is_linked_to_objectives_of_its_own_plan_only(plan, coordinator, zone):
    other = acts.import_plan(coordinator, zone, SchoolYear(2025), DOCUMENT)
    acts.save_action(coordinator, plan.pk, action(plan, 1).pk, 1, {"objectives": [objective(other, 1).pk]})
    assert list(action(plan, 1).objectives.all()) == []


def test_a_row_of_another_plan_is_not_found(plan, coordinator, zone):
    other = acts.import_plan(coordinator, zone, SchoolYear(2025), DOCUMENT)
    with pytest.raises(Http404):
        acts.delete_action(coordinator, plan.pk, action(other, 1).pk)


def test_moving_renumbers_without_a_new_version(plan, coordinator):
    first = action(plan, 1)
    acts.move_action(coordinator, plan.pk, first.pk, 3)
    first.refresh_from_db()
    assert (first.number, first.version) == (3, 1)
    assert sorted(plan.actions.values_list("number", flat=True)) == [1, 2, 3]


def test_removing_an_objective_keeps_its_actions(plan, coordinator):
    acts.delete_objective(coordinator, plan.pk, objective(plan, 1).pk)
    document = document_of(plan)
    assert [o.number for o in document.objectives] == [1]
    assert [a.objectives for a in document.actions] == [(), (1,), (1,)]


@pytest.mark.parametrize("edit", [name for name in EDITS if name not in {"undo", "merge"}])
def test_undo_brings_the_plan_back_and_redo_does_it_again(plan, coordinator, edit):
    before = document_of(plan)
    every_edit(plan)[edit](coordinator)
    done = document_of(plan)
    assert done != before
    undone = acts.undo(coordinator, plan.pk, entries(plan).last().pk)
    assert document_of(plan) == before
    acts.undo(coordinator, plan.pk, undone.pk)
    assert document_of(plan) == done


def test_undo_never_loses_a_later_text(plan, coordinator):
    one = objective(plan, 1)
    _, first = acts.save_objective(coordinator, plan.pk, one.pk, 1, {"text": "Première"})
    acts.save_objective(coordinator, plan.pk, one.pk, 2, {"text": "Seconde"})
    with pytest.raises(acts.UndoImpossible, match="a changé depuis"):
        acts.undo(coordinator, plan.pk, first.pk)
    assert objective(plan, 1).text == "Seconde"


def test_undo_refuses_an_added_row_written_since(plan, coordinator):
    added, entry = acts.add_action(coordinator, plan.pk, objective(plan, 1).pk)
    acts.save_action(coordinator, plan.pk, added.pk, 1, {"text": "Écrite depuis"})
    with pytest.raises(acts.UndoImpossible):
        acts.undo(coordinator, plan.pk, entry.pk)
    assert PlannedAction.objects.filter(pk=added.pk).exists()


def test_undoing_a_removal_twice_brings_the_row_back_once(plan, coordinator):
    entry = acts.delete_action(coordinator, plan.pk, action(plan, 2).pk)
    acts.undo(coordinator, plan.pk, entry.pk)
    with pytest.raises(acts.UndoImpossible, match="déjà revenu"):
        acts.undo(coordinator, plan.pk, entry.pk)
    assert document_of(plan) == DOCUMENT


def test_who_typed_before_a_row_was_removed_and_came_back_sees_the_difference(plan, coordinator):
    one = objective(plan, 1)
    read, _ = acts.save_objective(coordinator, plan.pk, one.pk, 1, {"text": "Lu"})
    other = actor_for(MandateFactory(chair=True, organisation=coordinator.mandate.organisation), coordinator.now)
    acts.undo(other, plan.pk, acts.delete_objective(other, plan.pk, one.pk).pk)
    acts.save_objective(other, plan.pk, one.pk, objective(plan, 1).version, {"text": "Le sien"})
    with pytest.raises(acts.Conflict) as conflict:
        acts.save_objective(coordinator, plan.pk, one.pk, read.version, {"text": "Le mien"})
    assert conflict.value.fields == {"text": ("Le sien", "Le mien")}


def test_undo_does_not_find_the_entry_of_another_plan(plan, coordinator, zone):
    other = acts.import_plan(coordinator, zone, SchoolYear(2025), DOCUMENT)
    _, entry = acts.add_objective(coordinator, other.pk)
    with pytest.raises(Http404):
        acts.undo(coordinator, plan.pk, entry.pk)


def test_approval_publishes_and_needs_a_second_factor(plan, coordinator):
    weak = actor_for(coordinator.mandate, coordinator.now)
    with pytest.raises(NeedsSecondFactor):
        acts.approve(weak, plan.pk, paper(date(2026, 9, 8)))
    acts.approve(coordinator, plan.pk, paper(date(2026, 9, 8)))
    plan.refresh_from_db()
    assert (plan.status, plan.approved_on, plan.published_by) == ("approved", date(2026, 9, 8), coordinator.person)
    case = case_of_plan(plan)
    assert [act.act_id for act in case.acts.all()] == ["open", "fix_objectives", "draft", "approve"]
    assert history_of(case).first().act == "annual_plan.approve"


@pytest.mark.parametrize(
    ("day", "reason"), [(date(2026, 11, 22), "un jour à venir"), (date(2025, 12, 31), "à partir du 1er janvier 2026")]
)
def test_an_impossible_day_of_approval_is_refused(plan, coordinator, day, reason):
    with pytest.raises(acts.NotApprovable, match=reason):
        acts.approve(coordinator, plan.pk, paper(day))
    plan.refresh_from_db()
    assert plan.is_draft


def test_an_incomplete_plan_waits_unless_its_year_is_over(plan, coordinator, zone):
    acts.add_action(coordinator, plan.pk)
    with pytest.raises(Forbidden, match="annexe 4"):
        acts.approve(coordinator, plan.pk, paper(date(2026, 9, 8)))
    past = acts.start_plan(coordinator, zone, SchoolYear(2024))
    acts.approve(coordinator, past.pk, paper(date(2024, 9, 10)))
    assert "no_objective" in entries(past).last().payload["missing"]


def test_a_past_plan_is_recorded_without_an_axis_but_never_with_an_empty_line(coordinator, zone):
    past = acts.import_plan(coordinator, zone, SchoolYear(2024), DOCUMENT)
    added, _ = acts.add_action(coordinator, past.pk)
    with pytest.raises(Forbidden, match="annexe 4"):
        acts.approve(coordinator, past.pk, paper(date(2024, 9, 10)))
    acts.save_action(coordinator, past.pk, added.pk, 1, {"text": "Sans axe ni aspect"})
    assert not acts.approve(coordinator, past.pk, paper(date(2024, 9, 10))).is_draft


def test_one_plan_per_zone_and_year(plan, coordinator, zone):
    with pytest.raises(acts.PlanExists) as exists:
        acts.start_plan(coordinator, zone, YEAR)
    assert exists.value.plan == plan


@pytest.mark.parametrize("year", [2008, 2028])
def test_a_plan_is_of_a_plausible_year(coordinator, zone, year):
    with pytest.raises(Forbidden, match="entre 2009-2010 et 2027-2028"):
        acts.start_plan(coordinator, zone, SchoolYear(year))


def test_a_zone_that_ended_has_no_plan_to_start(coordinator, zone):
    zone.valid_to = date(2026, 12, 31)
    acts.start_plan(coordinator, zone, SchoolYear(2026))
    with pytest.raises(Forbidden, match="n’existe pas durant l’année 2027-2028"):
        acts.start_plan(coordinator, zone, SchoolYear(2027))
    zone.valid_from = date(2026, 9, 1)
    with pytest.raises(Forbidden, match="n’existe pas durant l’année 2025-2026"):
        acts.start_plan(coordinator, zone, SchoolYear(2025))


def test_the_database_refuses_an_approved_plan_without_date(plan):
    with pytest.raises(IntegrityError):
        AnnualActionPlan.objects.filter(pk=plan.pk).update(status="approved")


def test_the_system_imports_a_historical_plan(db, zone, now):
    author = system(now, "reprise des plans publiés")
    plan = acts.import_plan(author, zone, SchoolYear(2020), DOCUMENT, approved_on=date(2020, 9, 8), source="001")
    assert not plan.is_draft
    assert {entry.acting_as for entry in entries(plan)} == {"reprise des plans publiés"}


def test_take_over_moves_the_years_and_keeps_the_links(coordinator, zone):
    source = acts.import_plan(coordinator, zone, SchoolYear(2026), DOCUMENT)
    plan = acts.start_plan(coordinator, zone, SchoolYear(2027))
    acts.take_over(coordinator, plan.pk, source, {2}, {2, 3})
    document = document_of(plan)
    assert [o.text for o in document.objectives] == ["Former douze accueillantes avant le 31 décembre 2027."]
    assert [(a.text, a.objectives, a.aspects) for a in document.actions] == [
        ("Réserver deux journées de formation", (1,), (8,)),
        ("Faire le bilan avec les opérateurs", (1,), (6, 13)),
    ]


def test_a_second_click_takes_over_once(coordinator, zone):
    source = acts.import_plan(coordinator, zone, SchoolYear(2026), DOCUMENT)
    plan = acts.start_plan(coordinator, zone, SchoolYear(2027))
    first = acts.take_over(coordinator, plan.pk, source, {2}, {2, 3})
    assert acts.take_over(coordinator, plan.pk, source, {2}, {2, 3}) == first
    assert (plan.objectives.count(), plan.actions.count()) == (1, 2)
    acts.take_over(coordinator, plan.pk, source, {1}, set())
    assert plan.objectives.count() == 2


def test_the_comment_replaced_by_itself_conflicts_with_nobody(plan, coordinator):
    acts.replace_content(coordinator, plan.pk, replace(DOCUMENT, actions=()), "essai")
    acts.save_comment(coordinator, plan.pk, plan.comment_version, "Relu")
    plan.refresh_from_db()
    assert plan.comment == "Relu"
    version = plan.comment_version
    acts.replace_content(coordinator, plan.pk, DOCUMENT, "essai")
    plan.refresh_from_db()
    assert (plan.comment, plan.comment_version) == (DOCUMENT.comment, version + 1)


def test_a_part_of_a_workbook_left_out_leaves_no_hole(plan, coordinator):
    more = replace(
        DOCUMENT,
        objectives=(*DOCUMENT.objectives, Objective(3, "Trois"), Objective(4, "Quatre")),
        actions=(*DOCUMENT.actions, Action(4, "Laissée"), Action(5, "Prise", objectives=(4,))),
    )
    compared = fingerprint(DOCUMENT)
    acts.merge(coordinator, plan.pk, more, {"objective:4", "action:5"}, "essai", compared)
    document = document_of(plan)
    assert [(o.number, o.text) for o in document.objectives[2:]] == [(3, "Quatre")]
    assert [(a.number, a.text, a.objectives) for a in document.actions[3:]] == [(4, "Prise", (3,))]
    with pytest.raises(acts.PlanChanged):
        acts.merge(coordinator, plan.pk, more, {"objective:3"}, "essai", compared)
    assert document_of(plan) == document


@pytest.mark.django_db(transaction=True)
def test_two_at_once_start_one_plan(at):
    now = at("2026-11-21")
    mandate = MandateFactory()
    zone, results, gate = mandate.organisation.zone, [], threading.Barrier(2)

    def start():
        gate.wait(10)
        try:
            results.append(acts.start_plan(actor_for(mandate, now), zone, YEAR).pk)
        except acts.PlanExists as exists:
            results.append(f"exists {exists.plan.pk}")
        finally:
            connection.close()

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    made = AnnualActionPlan.objects.get(zone=zone, start_year=YEAR.start)
    assert sorted(map(str, results)) == [str(made.pk), f"exists {made.pk}"]
    assert entries(made).count() == 1
