"""When somebody who lacks hours is told, and that who lacks none never is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.results import Refused
from preau.law.training.alerts import TrainingAlertsQuestion, alerts_of, training_alerts
from preau.law.training.ledger import training_ledger
from tests.law.training.records import CARE, ENTRY, PENDING, REFUSED, TITLED, record, spread

END = date(2023, 9, 1)


def alerts(day, *records, **more):
    said = {"function": CARE, "entry": ENTRY, "qualified": TITLED, **more}
    return training_alerts(TrainingAlertsQuestion(day=day, records=tuple(records), **said))


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (date(2022, 8, 31), None),
        (date(2022, 9, 1), 12),
        (date(2023, 2, 28), 12),
        (date(2023, 3, 1), 6),
        (date(2023, 5, 31), 6),
        (date(2023, 6, 1), 3),
        (END, 3),
        (END + timedelta(days=1), None),  # the next period runs: there is time
    ],
)
def test_twelve_six_and_three_months_before_the_end(day, reached):
    answer = alerts(day)
    assert (answer.reached.months if answer.reached else None) == reached


def test_the_days_of_the_alerts_and_what_is_lacking():
    answer = alerts(date(2022, 10, 1), *spread(ENTRY, 30), record(date(2021, 5, 1), 5, PENDING))
    assert [(one.months, one.day) for one in answer.alerts] == [
        (12, date(2022, 9, 1)),
        (6, date(2023, 3, 1)),
        (3, date(2023, 6, 1)),
    ]
    assert (answer.due, answer.required, answer.recognised, answer.pending) == (END, 50, 30, 5)
    assert (answer.missing, answer.lacking) == (20, 15)
    assert answer.steps[1].text_fr == (
        "Même si l’ONE reconnaît tout ce qui attend, il en manque 15 pour le 1er septembre 2023."
    )
    assert answer.steps[2].article == "pratique du portail"


def test_nobody_who_has_her_hours_is_alerted():
    answer = alerts(date(2023, 6, 1), *spread(ENTRY, 50))
    assert (answer.lacking, answer.alerts, answer.reached) == (0, (), None)
    assert answer.steps[1].text_fr == "Rien ne manque : aucune alerte n’est donnée."


def test_what_waits_for_the_office_alerts_nobody_and_is_said():
    answer = alerts(date(2023, 6, 1), *spread(ENTRY, 40), record(date(2021, 5, 1), 10, PENDING))
    assert (answer.missing, answer.lacking, answer.reached) == (10, 0, None)
    assert "son retard n’est reproché à personne" in answer.steps[1].text_fr


def test_refused_hours_do_not_help():
    answer = alerts(date(2023, 6, 1), *spread(ENTRY, 40), record(date(2021, 5, 1), 10, REFUSED))
    assert (answer.lacking, answer.reached.months) == (10, 3)


def test_the_hundred_hours_are_alerted_too():
    answer = alerts(date(2023, 6, 1), *spread(ENTRY, 50), qualified=None)
    assert (answer.required, answer.lacking, answer.reached.months) == (100, 50, 3)


def test_other_months_and_none():
    assert alerts(date(2023, 8, 15), months=(1,)).reached.months == 1
    assert alerts(date(2023, 8, 15), months=()).reached is None
    assert [one.months for one in alerts(date(2023, 8, 15), months=(1, 36)).alerts] == [36, 1]
    with pytest.raises(Refused) as refused:
        alerts(date(2023, 8, 15), months=(3, 3))
    assert refused.value.field == "months"


def test_a_period_ended_by_a_title_alerts_nobody():
    question = TrainingAlertsQuestion(day=date(2023, 6, 1), function=CARE, entry=ENTRY, qualified=date(2022, 1, 10))
    closed = training_ledger(question).windows[0]
    assert alerts_of(closed, question.day).reached is None


@given(
    day=st.dates(ENTRY, date(2032, 12, 31)),
    recognised=st.integers(0, 120),
    pending=st.integers(0, 60),
)
def test_an_alert_says_a_lack_and_only_a_lack(day, recognised, pending):
    records = [*spread(day - timedelta(days=20), recognised), *spread(day - timedelta(days=30), pending, PENDING)]
    answer = alerts(day, *records)
    assert answer.lacking == max(Decimal(0), answer.required - answer.recognised - answer.pending)
    assert bool(answer.alerts) == bool(answer.lacking)
    if answer.reached:
        assert answer.reached.day <= day <= answer.due
