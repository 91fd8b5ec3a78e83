"""Whether people are qualified: read in bulk, as the law answers."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from preau.law.asking import ask, reply
from preau.law.qualification.staff import Verdict
from preau.law.qualification.titles import Title
from preau.staff.models import Qualification, QualificationRequest
from preau.staff.qualifying.reading import (
    RULES,
    HoursFollowed,
    answer_of,
    facts_of,
    qualifications_of,
    question_of,
)
from preau.training.ledger.facts import facts_of as ledger_facts
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.staff import made
from tests.staff.made import NOW, TODAY

pytestmark = pytest.mark.django_db


def recognised(person, function, title="", years=None, from_day=date(2020, 1, 1)):
    request = QualificationRequest.objects.create(
        person=person,
        organisation=person.contracts.latest("pk").organisation,
        function=function,
        road="listed",
        asked_at=NOW,
    )
    return Qualification.objects.create(
        person=person,
        function=function,
        title=title,
        attested_years=years,
        from_day=from_day,
        request=request,
        decided_at=NOW,
    )


@pytest.fixture
def operator():
    return operators.operator(ZoneFactory())


def verdict(person, function="care_worker", **kwargs):
    return qualifications_of([person.pk], TODAY, **kwargs)[person.pk][function].answer.verdict


def test_a_title_of_a_file_that_one_did_not_recognise_is_not_yet_a_title(operator):
    person = made.person(operator, starts_on=date(2010, 9, 1))
    made.credential(person, "bacv")
    assert verdict(person, hours={person.pk: HoursFollowed(Decimal(0))}) is Verdict.NOT_COMPLIANT
    recognised(person, "care_worker", "bacv")
    assert verdict(person) is Verdict.QUALIFIED


def test_a_title_recognised_for_one_function_is_held_for_the_other(operator):
    person = made.person(operator, starts_on=date(2010, 9, 1))
    recognised(person, "project_leader", "bccv")
    assert verdict(person) is Verdict.QUALIFIED


def test_a_care_worker_without_title_in_her_three_years(operator):
    person = made.person(operator, starts_on=date(2025, 9, 1))
    standing = qualifications_of([person.pk], TODAY)[person.pk]["care_worker"]
    assert (standing.answer.verdict, standing.counts, standing.state) == (Verdict.DEEMED_COMPLIANT, True, "")
    assert standing.answer.until == date(2028, 9, 1)


def test_unknown_hours_after_three_years_say_that_nobody_knows(operator):
    person = made.person(operator, starts_on=date(2020, 9, 1))
    assert qualifications_of([person.pk], TODAY)[person.pk]["care_worker"].counts is None
    assert verdict(person, hours={person.pk: HoursFollowed(Decimal(100))}) is Verdict.COMPLIANT_BY_PRACTICE


def test_a_leader_by_experience(operator):
    person = made.person(operator, function="project_leader", starts_on=date(2024, 9, 1))
    assert verdict(person, "project_leader") is Verdict.NOT_COMPLIANT
    recognised(person, "project_leader", years=Decimal(4), from_day=date(2025, 1, 10))
    assert verdict(person, "project_leader") is Verdict.QUALIFIED


def test_a_coordinator_with_a_diploma_and_a_certificate(operator):
    person = made.person(operator, function="atl_coordinator", starts_on=date(2020, 9, 1))
    made.credential(person, "higher_other")
    made.credential(person, "bccv")
    assert verdict(person, "atl_coordinator") is Verdict.NOT_COMPLIANT
    recognised(person, "atl_coordinator", "higher_other")
    assert verdict(person, "atl_coordinator") is Verdict.QUALIFIED


def test_a_function_that_asks_for_no_title_has_no_line(operator):
    person = made.person(operator, function="logistics")
    assert qualifications_of([person.pk], TODAY) == {person.pk: {}}


@pytest.mark.parametrize("function", ["care_worker", "project_leader", "atl_coordinator"])
def test_the_answer_is_that_of_the_command(operator, function):
    person = made.person(operator, function=function, starts_on=date(2023, 9, 1))
    recognised(person, function, "bccv", from_day=date(2024, 1, 5))
    facts = facts_of([person.pk], TODAY, hours={person.pk: HoursFollowed(Decimal(12), Decimal(6))})
    question = question_of(function, facts[(person.pk, function)], TODAY)
    assert question.titles[0].title is Title.BCCV
    assert ask(RULES[function], msgspec.json.encode(question)) == reply(answer_of(question))


def test_as_many_queries_for_one_as_for_many(operator, counted_queries):
    people = [made.person(operator, starts_on=date(2024, 9, 1)) for _ in range(2)]
    for person in people:
        recognised(person, "care_worker", "bacv")
    with counted_queries() as few:
        qualifications_of([people[0].pk], TODAY)
    more = [made.person(operator, starts_on=date(2024, 9, 1)) for _ in range(20)]
    with counted_queries() as many:
        qualifications_of([one.pk for one in (*people, *more)], TODAY)
    assert len(few) == len(many) <= 9


def test_the_hundred_hours_are_due_from_the_first_attestation(operator):
    """Art. 19, al. 3 asks them once, whatever is attested again later; the ledger counts them from the same day."""
    person = made.person(operator, function="project_leader", starts_on=date(2015, 9, 1))
    for day in (date(2026, 3, 1), date(2024, 3, 1)):
        recognised(person, "project_leader", years=Decimal(4), from_day=day)
    assert facts_of([person.pk], TODAY)[person.pk, "project_leader"].attested == date(2024, 3, 1)
    assert ledger_facts([person.pk], TODAY)[person.pk].assimilated == date(2024, 3, 1)
