"""What is read of a person: the same answer as the law asked the same question, and « cannot say » when it is so."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import Case, open_case
from preau.law.asking import ask, reply
from preau.law.training.ledger import StaffFunction, WindowState
from preau.law.training.norms import RecordState
from preau.staff.models import Qualification, QualificationRequest
from preau.training.ledger.facts import facts_of
from preau.training.ledger.reading import NO_FUNCTION, UNDATED, plain, question_of, read_people
from preau.training.models import TrainingRecord
from tests.operators import made as operators
from tests.operators.made import NOW, TODAY
from tests.staff import made as staff
from tests.training import made

DAY = date(2026, 3, 2)


def read(person, day=TODAY):
    return read_people([person.pk], day)[person.pk]


def recognise(person, function, **fields):
    house = person.contracts.first().organisation
    asked = QualificationRequest.objects.create(
        person=person, organisation=house, function=function, road="listed", asked_at=NOW
    )
    return Qualification.objects.create(
        person=person, function=function, request=asked, decided_at=NOW, **{"from_day": TODAY, **fields}
    )


def test_the_page_and_the_law_say_the_same(operator, worker, body):
    made.entry(operator, made.module(body), [worker], {DAY: 7.5, DAY + timedelta(days=1): 6})
    made.entry(operator, made.module(body, "Un titre " * 30, status="refused"), [worker], {date(2026, 1, 5): 3})
    made.other(operator, [worker], "Ateliers", "Jeux", {date(2025, 10, 6): 4})
    reading = read(worker)
    question = question_of(reading.days, reading.facts, TODAY)
    written = msgspec.json.encode(question)
    assert ask("training_ledger", written) == reply(reading.ledger)
    assert ask("training_alerts", written) == reply(reading.alerts)
    assert reading.running.recognised == Decimal("13.5")
    assert (reading.running.pending, reading.running.refused) == (4, 3)


def test_fixed_periods_from_the_first_day_with_anybody(operator, worker):
    elsewhere = staff.contract(
        worker, operator.body.organisation, starts_on=date(2018, 1, 8), ends_on=date(2019, 6, 30)
    )
    assert elsewhere.starts_on == read(worker).facts.entry
    assert read(worker).ledger.windows[0].first_day == date(2018, 1, 8)


def test_without_title_the_hundred_hours(operator):
    someone = staff.person(operator, starts_on=date(2025, 9, 1))
    window = read(someone).running
    assert (window.kind.value, window.required, window.last_day) == ("untitled_start", 100, date(2028, 9, 1))


def test_a_title_without_its_day_cannot_be_counted(operator):
    someone = staff.person(operator)
    staff.credential(someone, "bacv", obtained_on=None)
    reading = read(someone)
    assert (reading.ledger, reading.running, reading.alerts, reading.unmet) == (None, None, None, ())
    assert reading.why == UNDATED and not reading.voluntary
    recognise(someone, "care_worker", title="bacv", from_day=date(2023, 1, 1))
    assert read(someone).facts.qualified == date(2023, 1, 1)


def test_a_title_of_no_list_counts_once_one_recognises_it(operator):
    someone = staff.person(operator)
    staff.credential(someone, "other")
    assert read(someone).facts.qualified is None
    recognise(someone, "care_worker", title="other", from_day=date(2024, 1, 1))
    assert read(someone).facts.qualified == date(2024, 1, 1)


def test_a_recognition_that_ended_counts_no_more(operator):
    someone = staff.person(operator)
    recognise(someone, "care_worker", from_day=date(2022, 9, 1), to_day=date(2023, 1, 1))
    assert read(someone).facts.qualified is None


def test_a_project_leader_assimilated_by_experience(operator):
    leader = staff.person(operator, function="project_leader")
    recognise(leader, "project_leader", attested_years=Decimal(4), from_day=date(2024, 2, 1))
    reading = read(leader)
    assert (reading.facts.assimilated, reading.facts.qualified) == (date(2024, 2, 1), None)
    assert reading.ledger.windows[0].kind.value == "assimilation"


def test_of_two_functions_the_one_who_leads(operator, worker):
    staff.contract(worker, operator, function="project_leader", starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    assert read(worker).facts.function is StaffFunction.PROJECT_LEADER
    assert read(worker, date(2027, 1, 1)).facts.function is StaffFunction.CARE_WORKER


@pytest.mark.parametrize("function", ["edd_animator", "logistics", "atl_coordinator"])
def test_other_functions_owe_nothing(operator, function):
    someone = staff.person(operator, function=function)
    reading = read(someone)
    assert reading.voluntary and reading.why == NO_FUNCTION and reading.ledger is None
    assert facts_of([someone.pk], TODAY) == {}


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_acceptances_of_a_day_the_one_the_law_lets_count(operator, worker, turned):
    grounds = [("approved_by_government", None, None), ("recognised", date(2024, 7, 16), None)]
    body = made.provider(grounds=reversed(grounds) if turned else grounds)
    made.entry(operator, made.module(body), [worker], {DAY: 6, date(2024, 3, 4): 3})
    assert {(one.day.year, one.ground, one.state) for one in read(worker).days} == {
        (2024, "approved_by_government", RecordState.VALIDATED),
        (2026, "recognised", RecordState.VALIDATED),
    }


@pytest.mark.parametrize(("state", "kind"), [("to_check", "continuing"), ("not_qualified", "untitled_start")])
def test_a_title_one_did_not_recognise_is_none_and_one_that_waits_counts(operator, state, kind):
    someone = staff.person(operator, starts_on=date(2025, 9, 1))
    title = staff.credential(someone, "bacv")
    asked = QualificationRequest.objects.create(
        person=someone,
        organisation=operator.body.organisation,
        function="care_worker",
        road="listed",
        credential=title,
        asked_at=NOW,
    )
    secretary = operators.actor(operator, Role.OPERATOR_SECRETARY)
    case = open_case(
        secretary, "staff_qualification", "report", asked, "Inventé", organisation_id=operator.body.organisation_id
    )
    Case.objects.filter(pk=case.pk).update(state_id=state)
    assert read(someone).running.kind == kind


def test_who_no_longer_has_the_function_owes_nothing(operator):
    someone = staff.person(operator, starts_on=date(2015, 1, 1), ends_on=date(2020, 1, 1))
    assert read(someone).voluntary
    assert not read(someone, date(2019, 1, 1)).voluntary


def test_impossible_hours_are_said_and_not_counted(operator, worker, body):
    for _ in range(2):
        made.entry(operator, made.module(body), [worker], {DAY: 13})
    reading = read(worker)
    assert reading.ledger is None
    assert "au plus 24 heures" in reading.why


def test_a_decision_on_one_record_is_hers_alone(operator, worker, body):
    other = staff.person(operator)
    entry = made.entry(operator, made.module(body), [worker, other], {DAY: 6})
    TrainingRecord.objects.filter(entry=entry, person=worker).update(
        outcome="refused", reason_code="not_attended", decided_at=NOW
    )
    assert [one.state for one in read(worker).days] == [RecordState.REFUSED]
    assert [one.state for one in read(other).days] == [RecordState.VALIDATED]


def test_a_period_that_ended_without_hours_is_known_and_one_that_waits_is_not_reproached(operator, worker, body):
    assert [one.state for one in read(worker).unmet] == [WindowState.NOT_MET]
    for rank in range(9):
        made.other(operator, [worker], f"Corps {rank}", f"Jeu {rank}", {date(2024, 3, 1 + rank): 6})
    assert read(worker).unmet == ()


@pytest.mark.parametrize(("given", "shown"), [("6.00", "6"), ("7.50", "7.5"), ("10.00", "10"), ("0.25", "0.25")])
def test_hours_without_the_zeros_of_the_database(given, shown):
    assert str(plain(Decimal(given))) == shown


def test_the_same_queries_for_two_and_for_twelve(operator, body, counted_queries):
    module = made.module(body)
    people = [staff.person(operator) for _ in range(12)]
    for someone in people:
        staff.credential(someone, "bacv")
        made.entry(operator, module, [someone], {DAY: 6})
    with counted_queries() as few:
        read_people([one.pk for one in people[:2]], TODAY)
    with counted_queries() as many:
        read_people([one.pk for one in people], TODAY)
    assert len(few) == len(many) == 6, many.sql
