"""The records of a ledger: what is refused, what is not counted, what is said of it."""

import json
from datetime import date
from decimal import Decimal

import pytest

from preau.law.asking import ask
from preau.law.results import Refused
from preau.law.training.ledger import add_hours
from preau.law.training.norms import Hours, Period, ProviderGround, check_hours, rolling_period
from tests.law.training.records import BEFORE, ENTRY, PENDING, REFUSED, SINCE, ledger, record, titled, warnings


@pytest.mark.parametrize(
    ("hours", "accepted"),
    [("0", False), ("-1", False), ("0.01", True), ("24", True), ("24.01", False), ("7.5", True), ("7.505", False)],
)
def test_hours_of_a_day(hours, accepted):
    records = (record(date(2021, 1, 1), 1), record(date(2021, 1, 2), hours))
    if accepted:
        assert titled(date(2021, 2, 1), *records).windows[0].recognised == 1 + Decimal(hours)
        return
    with pytest.raises(Refused) as refusal:
        titled(date(2021, 2, 1), *records)
    assert refusal.value.field == "records[1].hours"
    assert str(refusal.value) == (
        "Écrivez les heures avec deux décimales au plus : 7.50."
        if hours == "7.505"
        else "Un jour compte plus de 0 et au plus 24 heures, toutes lignes réunies."
    )


def test_the_same_day_twice():
    same = date(2021, 1, 2)
    found = titled(date(2021, 2, 1), record(same, 12), record(same, 12, REFUSED), record(date(2021, 1, 3), 1))
    assert warnings(found) == ["2 lignes le 2 janvier 2021 : vérifiez que rien n’est compté deux fois."]
    assert [step.day for step in found.steps if step.kind == "warning"] == [same]
    with pytest.raises(Refused) as refusal:
        titled(date(2021, 2, 1), record(same, 12), record(same, "12.01", PENDING))
    assert refusal.value.field == "records[1].hours"


def test_records_outside_the_periods_are_not_counted_and_said():
    found = titled(
        date(2021, 2, 1),
        record(date(2020, 8, 31), 5),
        record(date(2021, 2, 1), 6),
        record(date(2021, 2, 2), 7),
        record(date(2021, 2, 3), 7),
    )
    assert found.windows[0].recognised == 6
    assert warnings(found) == [
        "2 lignes suivent le jour demandé : ces heures ne sont pas comptées.",
        "1 ligne précède la première période : heures non comptées.",
    ]
    assert found.rolling.recognised == 11
    other = titled(
        date(2021, 2, 1), record(date(2020, 8, 30), 5), record(date(2020, 8, 31), 5), record(date(2021, 2, 2), 5)
    )
    assert warnings(other) == [
        "1 ligne suit le jour demandé : ces heures ne sont pas comptées.",
        "2 lignes précèdent la première période : heures non comptées.",
    ]
    assert [step.article for step in other.steps[-2:]] == ["", "décret du 3 juillet 2003, art. 20, al. 1er"]
    assert warnings(titled(date(2021, 2, 1), record(ENTRY, 5))) == []


@pytest.mark.parametrize(
    ("more", "doubtful"),
    [
        ({}, False),
        ({"provider": ProviderGround.NONE}, True),
        ({"provider": ProviderGround.ONE, "in_programme": False}, True),
        ({"provider": ProviderGround.ONE, "in_programme": True}, False),
        ({"provider": ProviderGround.NONE, "early_childhood": True}, False),
        ({"provider": ProviderGround.NONE, "state": REFUSED}, False),
        ({"provider": ProviderGround.NONE, "state": PENDING}, False),
    ],
)
def test_a_validated_training_that_seems_not_to_count(more, doubtful):
    found = titled(date(2021, 2, 1), record(date(2021, 1, 1), 5, **more))
    words = "La formation du 1er janvier 2021 est validée, mais ne semble pas remplir les conditions."
    assert warnings(found) == ([words] if doubtful else [])
    if doubtful:
        last = found.steps[-1]
        assert (last.article, last.day) == ("décret du 3 juillet 2003, art. 20, al. 4", date(2021, 1, 1))


def test_the_doubt_is_about_the_law_of_the_day_of_training():
    approved = {"provider": ProviderGround.APPROVED_BY_GOVERNMENT, "in_programme": True}
    found = titled(SINCE, record(BEFORE, 5, **approved), record(SINCE, 5, **approved))
    assert warnings(found) == [
        "La formation du 16 juillet 2024 est validée, mais ne semble pas remplir les conditions."
    ]


def test_impossible_questions():
    with pytest.raises(Refused) as refusal:
        titled(date(2020, 8, 31))
    assert (refusal.value.field, str(refusal.value)) == (
        "entry",
        "L’entrée en fonction vient après le jour demandé, le 31 août 2020.",
    )
    with pytest.raises(Refused) as refusal:
        ledger(date(2021, 1, 1), assimilated=date(2020, 10, 1))
    assert (refusal.value.field, str(refusal.value)) == (
        "assimilated",
        "Seul un responsable de projet est assimilé par son expérience.",
    )


def test_bare_functions():
    period = Period(date(2024, 1, 1), date(2024, 1, 3))
    assert [date(2024, 1, number) in period for number in (1, 3, 4)] == [True, True, False]
    assert date(2023, 12, 31) not in period
    assert add_hours([record(date(2024, 1, 1), 5), record(date(2024, 1, 4), 5)], period) == Hours(Decimal(5))
    assert rolling_period(date(2024, 2, 29)) == Period(date(2021, 3, 1), date(2024, 2, 29))
    with pytest.raises(Refused) as refusal:
        check_hours(Decimal("0.001"), "x")
    assert refusal.value.field == "x"
    check_hours(Decimal("0.010"), "x")


EXAMPLE = {
    "day": "2026-11-20",
    "function": "care_worker",
    "entry": "2024-09-02",
    "qualified": "2019-06-28",
    "records": [{"day": "2025-03-10", "hours": "14", "state": "validated"}],
}


def test_asked_in_json():
    found = ask("training_ledger", json.dumps(EXAMPLE)).result
    assert (found["missing"], found["due"], found["rolling_from"]) == ("36", "2027-09-02", "2023-11-21")
    assert found["rolling"] == {"recognised": "14", "pending": "0", "refused": "0"}
    assert found["windows"][0]["state"] == "running"
    counts = ask("training_countable", b'{"day": "2026-11-20", "provider": "recognised", "in_programme": true}')
    assert counts.result == {"countable": True}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"entry": "2026-11-21"}, "refused", "entry"),
        ({"function": "cook"}, "wrong_value", "function"),
        ({"records": [{"day": "2025-03-10", "hours": "0", "state": "validated"}]}, "refused", "records[0].hours"),
        ({"records": [{"day": "2025-03-10", "hours": "-1", "state": "validated"}]}, "refused", "records[0].hours"),
        ({"records": [{"day": "2025-03-10", "hours": "NaN", "state": "validated"}]}, "refused", "records[0].hours"),
        ({"records": [{"day": "2025-03-10", "hours": "1", "state": "lost"}]}, "wrong_value", "records[0].state"),
        ({"records": [{"day": "2025-03-10", "hours": "1"}]}, "missing_field", "records[0].state"),
        ({"day": "2003-01-01"}, "cannot_compute", "day"),
    ],
)
def test_refusals_in_json(change, code, field):
    error = ask("training_ledger", json.dumps(EXAMPLE | change)).error
    assert (error.code, error.field) == (code, field)
