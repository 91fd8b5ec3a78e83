"""The hundred hours as Mon Équipe reads them, and the end of the three years."""

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from preau.foundation.accounts.roles import Role
from preau.foundation.casework.engine import expire_all
from preau.law.asking import ask, reply
from preau.law.qualification.staff import Verdict
from preau.staff.models import FunctionCode
from preau.staff.qualifying import acts
from preau.staff.qualifying.acts import Asked
from preau.staff.qualifying.reading import RULES, answer_of, facts_of, qualifications_of, question_of
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.staff import made as staff
from tests.staff.qualifying.asking import case, state
from tests.training import made

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 9, 2), date(2027, 9, 2)
AFTER = datetime(2027, 9, 10, 4, tzinfo=UTC)


@pytest.fixture
def operator():
    return operators.operator(ZoneFactory())


@pytest.fixture
def worker(operator):
    return staff.person(operator, starts_on=FIRST)


def followed(operator, worker, hours, status="accepted", first=date(2025, 3, 3)):
    """Enter that many hours, ten a day."""
    module = made.module(made.provider(), status=status)
    days = {first.replace(day=first.day + at): 10 for at in range(hours // 10)}
    return made.entry(operator, module, [worker], days)


def answered(worker, day, function=FunctionCode.CARE_WORKER):
    return qualifications_of([worker.pk], day)[worker.pk][function].answer


def test_hours_entered_are_known_in_mon_equipe(operator, worker):
    followed(operator, worker, 60)
    followed(operator, worker, 20, "proposed", date(2025, 4, 1))
    followed(operator, worker, 30, first=date(2024, 6, 3))  # before her first day
    found = answered(worker, date(2026, 11, 21))
    assert (found.verdict, found.hours_missing) == (Verdict.DEEMED_COMPLIANT, Decimal(40))
    assert any("60" in step.text_fr and "20 à valider" in step.text_fr for step in found.steps)


def test_who_has_no_training_entered_has_hours_nobody_knows(worker):
    assert answered(worker, date(2026, 11, 21)).hours_missing is None
    assert answered(worker, date(2027, 9, 3)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("recognised", "waiting", "verdict"),
    [
        (100, 0, Verdict.COMPLIANT_BY_PRACTICE),
        (60, 40, Verdict.UNKNOWN),
        (60, 30, Verdict.NOT_COMPLIANT),
    ],
)
def test_after_the_three_years_the_page_answers_as_the_law_asked(operator, worker, recognised, waiting, verdict):
    followed(operator, worker, recognised)
    if waiting:
        followed(operator, worker, waiting, "proposed", date(2025, 5, 5))
    day = date(2027, 9, 3)
    known = facts_of([worker.pk], day)[(worker.pk, "care_worker")]
    question = question_of(FunctionCode.CARE_WORKER, known, day)
    rule = RULES[FunctionCode.CARE_WORKER]
    assert ask(rule, msgspec.json.encode(question)) == reply(answer_of(question))
    assert answered(worker, day).verdict is verdict


def begun(operator, worker):
    secretary = operators.actor(operator, Role.OPERATOR_SECRETARY)
    return acts.send(secretary, worker.pk, Asked("care_worker", "training"))


@pytest.mark.parametrize(
    ("recognised", "waiting", "end"),
    [
        (0, 0, "in_training"),  # nobody knows her hours
        (100, 0, "in_training"),  # in order
        (60, 40, "in_training"),  # ONE is late
        (60, 30, "not_qualified"),
    ],
)
def test_the_three_years_end_against_somebody_only_when_hours_are_known_to_lack(
    operator, worker, recognised, waiting, end
):
    request = begun(operator, worker)
    if recognised:
        followed(operator, worker, recognised)
    if waiting:
        followed(operator, worker, waiting, "proposed", date(2025, 5, 5))
    assert case(request).clocks.get().due_on == LAST
    expire_all(AFTER)
    assert state(request) == end


def test_the_hours_of_many_cost_as_many_queries_as_those_of_one(operator, worker, counted_queries):
    followed(operator, worker, 60)
    with counted_queries() as few:
        qualifications_of([worker.pk], date(2026, 11, 21))
    others = [staff.person(operator, starts_on=FIRST) for _ in range(4)]
    for one in others:
        followed(operator, one, 20)
    with counted_queries() as many:
        qualifications_of([worker.pk, *(one.pk for one in others)], date(2026, 11, 21))
    assert len(many) == len(few)


def test_a_module_for_leaders_alone_is_not_of_the_hundred_of_who_cares(operator, worker):
    followed(operator, worker, 60)
    led = made.module(made.provider(), for_care_workers=False)
    made.entry(operator, led, [worker], {date(2025, 5, 5): 8})
    assert answered(worker, date(2026, 11, 21)).hours_missing == Decimal(40)
    both = made.module(made.provider())
    made.entry(operator, both, [worker], {date(2025, 5, 6): 8})
    assert answered(worker, date(2026, 11, 21)).hours_missing == Decimal(32)
