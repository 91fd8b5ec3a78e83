"""What Mon Équipe puts on a home: to the house what it owes, to the person what she is asked."""

from datetime import date, timedelta

import pytest

from preau.foundation.accounts.roles import Role
from preau.staff.models import GoodConductCheck, MoveRequest
from preau.staff.todo import agenda_of
from tests.operators import made as operators
from tests.staff import made

pytestmark = pytest.mark.django_db


def titles(actor):
    return [task.title for task in agenda_of(actor).tasks]


def ask(person, house, by, **fields):
    said = {"starts_on": made.TODAY, "function": "care_worker", "asked_at": made.NOW, "token_digest": f"{person.pk}"}
    return MoveRequest.objects.create(
        person=person, organisation=house, asked_by=by, expires_at=made.NOW + timedelta(days=30), **{**said, **fields}
    )


def test_extracts_to_see_are_one_task_dated_by_the_nearest(operator, actor):
    house = operator.body.organisation
    for extract_on in (date(2022, 1, 10), date(2021, 12, 6), date(2025, 1, 1), None):
        person = made.person(operator)
        if extract_on:
            GoodConductCheck.objects.create(
                person=person,
                organisation=house,
                extract_on=extract_on,
                seen_on=extract_on,
                cleared=True,
                recorded_at=made.NOW,
            )
    [task] = agenda_of(actor).tasks
    assert task.title == "Voir 3 extraits de casier judiciaire"
    assert task.due == date(2026, 12, 6)


def test_a_contract_about_to_end_is_named_unless_another_follows(operator, actor):
    made.person(operator, family_name="Finit", ends_on=date(2026, 12, 31))
    followed = made.person(operator, family_name="Suivie", ends_on=date(2026, 12, 31))
    made.contract(followed, operator, starts_on=date(2027, 1, 1))
    told = [title for title in titles(actor) if "fin du contrat" in title]
    assert len(told) == 1
    assert "Finit" in told[0]


def test_the_papers_of_a_coordinator_are_on_her_home_with_their_legal_date(zone):
    coordinator = operators.coordinator(zone)
    made.person(coordinator.mandate.organisation, function="atl_coordinator", starts_on=date(2026, 11, 2))
    task, extract = agenda_of(coordinator).tasks
    assert extract.title == "Voir 1 extrait de casier judiciaire"
    assert task.title == "Déposer le contrat et le diplôme"
    assert task.due == date(2026, 12, 2)
    assert task.until is not None


def test_a_consent_waits_for_her_and_she_finds_it_on_her_home(operator, actor, zone):
    person = made.person(operators.operator(zone))
    ask(person, operator.body.organisation, actor.person)
    [waiting] = agenda_of(actor).waiting
    assert str(person) in waiting.what
    [task] = agenda_of(made.worker(person)).tasks
    assert str(operator.body.organisation) in task.title


def test_her_answer_is_told_for_a_while(operator, actor, zone):
    person = made.person(operators.operator(zone))
    ask(person, operator.body.organisation, actor.person, answered_at=made.NOW, accepted=False)
    [decided] = agenda_of(actor).decided
    assert decided.word == "Accord refusé"


def test_a_project_leader_and_a_visitor_owe_nothing(operator):
    made.person(operator)
    assert agenda_of(operators.actor(operator, Role.PROJECT_LEADER)).tasks == ()


def test_a_home_costs_the_same_for_one_and_for_thirty(operator, actor, counted_queries):
    counts = []
    for many in (2, 30):
        for _ in range(many):
            made.person(operator, ends_on=date(2026, 12, 31))
        with counted_queries() as counted:
            agenda_of(actor)
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 12, counted.sql
