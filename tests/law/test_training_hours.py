"""The training ledger: fixed periods, hours by state, the hundred hours, and what counts."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.asking import ask
from preau.law.results import CannotCompute, Refused
from preau.law.training.countable import TrainingCountableQuestion, training_countable
from preau.law.training.ledger import (
    DutyKind,
    StaffFunction,
    TrainingLedgerQuestion,
    TrainingRecord,
    WindowState,
    add_hours,
    training_ledger,
)
from preau.law.training.norms import (
    Hours,
    Period,
    ProviderGround,
    RecordState,
    check_hours,
    is_countable,
    periods,
    provider_counts,
    rolling_period,
)

ENTRY = date(2020, 9, 1)
TITLED = date(2019, 6, 28)
ART_20 = "(décret du 3 juillet 2003, art. 20, al. 1er)"
ART_19 = "(décret du 3 juillet 2003, art. 19, al. 1er)"
ART_19_3 = "(décret du 3 juillet 2003, art. 19, al. 3)"
NEUTRAL = f"Les heures à valider ne comptent ni pour ni contre, tant que l’ONE n’a pas décidé. {ART_20}"
CARE, LEADER = StaffFunction.CARE_WORKER, StaffFunction.PROJECT_LEADER
VALIDATED, PENDING, REFUSED = RecordState.VALIDATED, RecordState.TO_VALIDATE, RecordState.REFUSED
DECREE_SINCE = "Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004."


def record(day, hours, state=VALIDATED, **more):
    return TrainingRecord(day=day, hours=Decimal(hours), state=state, **more)


def spread(first, total, state=VALIDATED):
    """Return records of ten hours a day, from a day on, that make `total` hours."""
    return [record(first + timedelta(days=rank), 10, state) for rank in range(total // 10)]


def ledger(day, *records, function=CARE, entry=ENTRY, **more):
    return training_ledger(
        TrainingLedgerQuestion(day=day, function=function, entry=entry, records=tuple(records), **more)
    )


def titled(day, *records, **more):
    return ledger(day, *records, **{"qualified": TITLED, **more})


def spans(answer):
    return [(window.kind.value, window.first_day, window.last_day) for window in answer.windows]


def states(answer):
    return [window.state for window in answer.windows]


def lines(answer):
    return [step.line for step in answer.steps]


def warnings(answer):
    return [step.text_fr for step in answer.steps if step.kind == "warning"]


FIRST = ("continuing", date(2020, 9, 1), date(2023, 9, 1))
SECOND = ("continuing", date(2023, 9, 2), date(2026, 9, 1))
THIRD = ("continuing", date(2026, 9, 2), date(2029, 9, 1))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (ENTRY, [FIRST]),
        (date(2023, 9, 1), [FIRST]),
        (date(2023, 9, 2), [FIRST, SECOND]),
        (date(2026, 9, 1), [FIRST, SECOND]),
        (date(2026, 9, 2), [FIRST, SECOND, THIRD]),
    ],
)
def test_fixed_periods_of_three_years_follow_one_another(day, found):
    answer = titled(day)
    assert spans(answer) == found
    assert answer.due == found[-1][2]


def test_periods_from_the_twenty_ninth_of_february():
    assert [period.last for period in periods(date(2024, 2, 29), date(2036, 2, 29), 3)] == [
        date(2027, 2, 28),
        date(2030, 2, 28),
        date(2033, 2, 28),
        date(2036, 2, 29),
    ]
    assert periods(date(2024, 2, 29), date(2024, 2, 28), 3) == []


def test_a_period_may_end_on_a_sunday():
    assert titled(date(2024, 9, 1)).windows[0].last_day == date(2023, 9, 1)
    sunday = titled(date(2021, 1, 1), entry=date(2020, 5, 10))
    assert sunday.due == date(2023, 5, 10)
    assert titled(date(2021, 1, 1), entry=date(2020, 11, 1)).due == date(2023, 11, 1)


@pytest.mark.parametrize(
    ("day", "records", "state", "missing"),
    [
        (date(2023, 9, 1), spread(ENTRY, 50), WindowState.MET, 0),
        (date(2023, 9, 1), spread(ENTRY, 40), WindowState.RUNNING, 10),
        (date(2023, 9, 2), spread(ENTRY, 50), WindowState.MET, 0),
        (date(2023, 9, 2), spread(ENTRY, 40), WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10, PENDING)], WindowState.PENDING, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), "9.99", PENDING)], WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10, REFUSED)], WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10)], WindowState.MET, 0),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2023, 9, 2), 10)], WindowState.NOT_MET, 10),
        (date(2023, 9, 2), [*spread(ENTRY, 40), record(date(2020, 8, 31), 10)], WindowState.NOT_MET, 10),
        (
            date(2023, 9, 2),
            [*spread(ENTRY, 40), record(date(2023, 9, 1), "9.99")],
            WindowState.NOT_MET,
            Decimal("0.01"),
        ),
        (date(2023, 9, 1), [*spread(ENTRY, 40), record(date(2023, 9, 1), 10, PENDING)], WindowState.RUNNING, 10),
        (date(2023, 9, 2), spread(ENTRY, 60), WindowState.MET, 0),
    ],
)
def test_where_a_period_stands(day, records, state, missing):
    first = titled(day, *records).windows[0]
    assert (first.state, first.missing, first.required) == (state, missing, 50)


def test_hours_by_state_stay_apart_and_the_rolling_figure_stands_beside():
    found = titled(
        date(2026, 3, 1),
        record(date(2023, 3, 1), 6),
        record(date(2023, 3, 2), 7),
        record(date(2024, 5, 6), "7.5"),
        record(date(2024, 5, 7), "1.25", PENDING),
        record(date(2024, 5, 8), 3, REFUSED),
        record(date(2026, 3, 1), 2),
    )
    first, second = found.windows
    assert (first.recognised, first.pending, first.refused, first.missing) == (13, 0, 0, 37)
    assert (second.recognised, second.pending, second.refused, second.missing) == (
        Decimal("9.5"),
        Decimal("1.25"),
        3,
        Decimal("40.5"),
    )
    assert (found.missing, found.due) == (Decimal("40.5"), date(2026, 9, 1))
    assert found.rolling_from == date(2023, 3, 2)
    assert found.rolling == Hours(Decimal("16.5"), Decimal("1.25"), Decimal(3))


def test_the_whole_explanation():
    found = titled(
        date(2026, 9, 2), *spread(ENTRY, 50), record(date(2024, 5, 6), "7.5"), record(date(2024, 5, 7), "1.25", PENDING)
    )
    assert lines(found) == [
        "Lecture retenue : des périodes de trois ans qui se suivent depuis le 1er septembre 2020 (entrée en fonction) "
        f"; l’autre lecture regarde les trois dernières années. {ART_20}",
        "Du 1er septembre 2020 au 1er septembre 2023, 50 heures reconnues sur 50 (0 à valider, 0 non reconnues) : "
        f"c’est assez. {ART_20}",
        "Du 2 septembre 2023 au 1er septembre 2026, 7,5 heures reconnues sur 50 (1,25 à valider, 0 non reconnues) : "
        f"il en a manqué 42,5. {ART_20}",
        "Du 2 septembre 2026 au 1er septembre 2029, 0 heures reconnues sur 50 (0 à valider, 0 non reconnues) : il en "
        f"manque 50, à suivre pour le 1er septembre 2029. {ART_20}",
        NEUTRAL,
        "Pour information, les trois dernières années, depuis le 3 septembre 2023 : 7,5 heures reconnues, 1,25 à "
        f"valider, 0 non reconnues. {ART_20}",
    ]
    assert [step.kind for step in found.steps] == ["reading", *["step"] * 5]


def test_the_sentence_of_a_period_that_waits_for_the_office():
    found = titled(date(2023, 9, 2), *spread(ENTRY, 40), record(date(2023, 9, 1), 10, PENDING))
    assert lines(found)[1] == (
        "Du 1er septembre 2020 au 1er septembre 2023, 40 heures reconnues sur 50 (10 à valider, 0 non reconnues) : il "
        f"en manque 10 ; la décision de l’ONE est attendue. {ART_20}"
    )


ROAD = ("untitled_start", date(2020, 9, 1), date(2023, 9, 1))


@pytest.mark.parametrize(
    ("day", "qualified", "found", "kinds"),
    [
        (ENTRY, None, [ROAD], [WindowState.RUNNING]),
        (date(2023, 9, 1), None, [ROAD], [WindowState.RUNNING]),
        (date(2023, 9, 2), None, [ROAD, ("continuing", date(2023, 9, 2), date(2026, 9, 2))], None),
        (date(2021, 1, 1), ENTRY, [FIRST], [WindowState.RUNNING]),
        (
            date(2022, 1, 10),
            date(2022, 1, 10),
            [
                ("untitled_start", date(2020, 9, 1), date(2022, 1, 9)),
                ("continuing", date(2022, 1, 10), date(2025, 1, 10)),
            ],
            [WindowState.CLOSED, WindowState.RUNNING],
        ),
        (date(2022, 1, 9), date(2022, 1, 10), [ROAD], [WindowState.RUNNING]),
        (
            date(2023, 9, 1),
            date(2023, 9, 1),
            [
                ("untitled_start", date(2020, 9, 1), date(2023, 8, 31)),
                ("continuing", date(2023, 9, 1), date(2026, 9, 1)),
            ],
            [WindowState.CLOSED, WindowState.RUNNING],
        ),
        (
            date(2024, 1, 1),
            date(2023, 9, 2),
            [ROAD, ("continuing", date(2023, 9, 2), date(2026, 9, 2))],
            [WindowState.NOT_MET, WindowState.RUNNING],
        ),
    ],
)
def test_an_untitled_care_worker_owes_the_hundred_hours_first(day, qualified, found, kinds):
    answer = ledger(day, qualified=qualified)
    assert spans(answer) == found
    if kinds:
        assert states(answer) == kinds


def test_no_hour_counts_twice():
    hundred = spread(date(2023, 8, 23), 100)
    assert hundred[-1].day == date(2023, 9, 1)
    found = ledger(date(2026, 9, 2), *hundred, *spread(date(2023, 9, 2), 50))
    road, continuing = found.windows
    assert (road.required, road.recognised, road.state) == (100, 100, WindowState.MET)
    assert (continuing.required, continuing.recognised, continuing.state) == (50, 50, WindowState.MET)
    assert sum(window.recognised for window in found.windows) == 150


@pytest.mark.parametrize(
    ("records", "state"),
    [
        (spread(ENTRY, 100), WindowState.MET),
        (spread(ENTRY, 90), WindowState.NOT_MET),
        ([*spread(ENTRY, 90), record(date(2023, 9, 1), 10, PENDING)], WindowState.PENDING),
    ],
)
def test_the_end_of_the_hundred_hours(records, state):
    assert ledger(date(2023, 9, 2), *records).windows[0].state is state


def test_a_closed_road_with_its_hours_is_met():
    found = ledger(date(2022, 1, 10), *spread(ENTRY, 100), qualified=date(2022, 1, 10))
    assert states(found) == [WindowState.MET, WindowState.RUNNING]


def test_the_explanation_of_an_untitled_care_worker():
    found = ledger(date(2023, 9, 2), *spread(ENTRY, 100))
    assert lines(found)[:5] == [
        f"Sans titre le 1er septembre 2020 : cent heures sont dues en trois ans, une seule fois. {ART_19}",
        "Lecture retenue : pendant ce temps, une heure ne compte que pour les cent ; les cinquante commencent après. "
        f"L’autre lecture compte les mêmes heures deux fois. {ART_19}",
        "Lecture retenue : des périodes de trois ans qui se suivent depuis le 2 septembre 2023 (fin des cent heures) ; "
        f"l’autre lecture regarde les trois dernières années. {ART_20}",
        "Du 1er septembre 2020 au 1er septembre 2023, 100 heures reconnues sur 100 (0 à valider, 0 non reconnues) : "
        f"c’est assez. {ART_19}",
        "Du 2 septembre 2023 au 2 septembre 2026, 0 heures reconnues sur 50 (0 à valider, 0 non reconnues) : il en "
        f"manque 50, à suivre pour le 2 septembre 2026. {ART_20}",
    ]
    assert [step.kind for step in found.steps[:3]] == ["step", "reading", "reading"]
    assert found.steps[0].day == ENTRY
    closed = lines(ledger(date(2022, 1, 10), qualified=date(2022, 1, 10)))
    assert "depuis le 10 janvier 2022 (titre)" in closed[2]
    assert closed[3].endswith(f": le titre obtenu met fin à ce délai. {ART_19}")


def test_a_project_leader_with_a_title():
    assert spans(ledger(date(2021, 1, 1), function=LEADER, qualified=TITLED)) == [FIRST]
    later = ledger(date(2022, 1, 10), function=LEADER, qualified=date(2022, 1, 10))
    assert spans(later) == [("continuing", date(2022, 1, 10), date(2025, 1, 10))]
    assert "depuis le 10 janvier 2022 (titre)" in lines(later)[0]
    assert warnings(later) == []


def test_an_assimilated_project_leader():
    assimilated = date(2021, 3, 1)
    found = ledger(date(2024, 3, 2), *spread(assimilated, 100), function=LEADER, assimilated=assimilated)
    assert spans(found) == [
        ("assimilation", date(2021, 3, 1), date(2024, 3, 1)),
        ("continuing", date(2024, 3, 2), date(2027, 3, 2)),
    ]
    assert [window.required for window in found.windows] == [100, 50]
    assert states(found) == [WindowState.MET, WindowState.RUNNING]
    assert lines(found)[0] == f"Assimilé le 1er mars 2021 : cent heures sont dues dans les trois ans. {ART_19_3}"
    assert lines(found)[3].endswith(f": c’est assez. {ART_19_3}")
    assert found.windows[0].kind is DutyKind.ASSIMILATION
    on_the_day = ledger(assimilated, function=LEADER, assimilated=assimilated)
    assert spans(on_the_day) == [("assimilation", date(2021, 3, 1), date(2024, 3, 1))]


def test_a_project_leader_neither_titled_nor_assimilated():
    neither = "Ni titre ni assimilation : le responsable n’est pas qualifié ; ses heures sont comptées quand même."
    found = ledger(date(2021, 1, 1), function=LEADER)
    assert spans(found) == [FIRST]
    assert warnings(found) == [neither]
    assert found.steps[0].article == "décret du 3 juillet 2003, art. 18"
    assert warnings(ledger(date(2021, 2, 28), function=LEADER, assimilated=date(2021, 3, 1))) == [neither]


def test_a_title_older_than_the_assimilation_makes_it_idle():
    both = {"function": LEADER, "assimilated": date(2021, 3, 1)}
    assert spans(ledger(date(2022, 1, 1), qualified=date(2021, 3, 1), **both)) == [
        ("continuing", date(2021, 3, 1), date(2024, 3, 1))
    ]
    assert spans(ledger(date(2022, 1, 1), qualified=date(2021, 3, 2), **both)) == [
        ("assimilation", date(2021, 3, 1), date(2021, 3, 1)),
        ("continuing", date(2021, 3, 2), date(2024, 3, 2)),
    ]


def test_before_the_decree_and_since():
    found = titled(date(2004, 1, 1), entry=date(1990, 1, 1), qualified=date(1990, 1, 1))
    assert spans(found) == [("continuing", date(2004, 1, 1), date(2007, 1, 1))]
    assert spans(ledger(date(2004, 1, 1), entry=date(1990, 1, 1))) == [
        ("untitled_start", date(2004, 1, 1), date(2007, 1, 1))
    ]
    early = ledger(date(2004, 1, 1), function=LEADER, entry=date(1990, 1, 1), assimilated=date(2003, 1, 1))
    assert spans(early) == [("assimilation", date(2004, 1, 1), date(2007, 1, 1))]
    with pytest.raises(CannotCompute) as refusal:
        titled(date(2003, 12, 31), entry=date(1990, 1, 1))
    assert (refusal.value.field, str(refusal.value)) == ("day", DECREE_SINCE)


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


@settings(max_examples=50, deadline=None)
@given(
    entry=st.dates(date(2004, 1, 1), date(2026, 1, 1)),
    length=st.integers(0, 9000),
    days=st.lists(st.integers(0, 9000), max_size=12, unique=True),
    untitled=st.booleans(),
)
def test_every_hour_since_entry_counts_once(entry, length, days, untitled):
    day = entry + timedelta(days=length)
    records = [record(entry + timedelta(days=after), "1.25") for after in days]
    found = ledger(day, *records, entry=entry, qualified=None if untitled else entry)
    assert sum(window.recognised for window in found.windows) == sum(one.hours for one in records if one.day <= day)
    assert found.windows[0].first_day == entry
    assert found.windows[-1].first_day <= day <= found.windows[-1].last_day
    for before, after in zip(found.windows, found.windows[1:], strict=False):
        assert after.first_day == before.last_day + timedelta(days=1)


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


BEFORE, SINCE = date(2024, 7, 15), date(2024, 7, 16)


@pytest.mark.parametrize(
    ("ground", "before", "since"),
    [
        (ProviderGround.ONE, True, True),
        (ProviderGround.TITLE_BODY, True, True),
        (ProviderGround.APPROVED_BY_GOVERNMENT, True, False),
        (ProviderGround.RECOGNISED, False, True),
        (ProviderGround.NONE, False, False),
    ],
)
def test_the_bodies_the_decree_names_changed_in_2024(ground, before, since):
    assert (provider_counts(ground, BEFORE), provider_counts(ground, SINCE)) == (before, since)
    for day, counts in ((BEFORE, before), (SINCE, since)):
        for content in (True, False, None):
            expected = False if not counts or content is False else content
            asked = TrainingCountableQuestion(day=day, provider=ground, in_programme=content)
            assert training_countable(asked).countable is expected
            assert is_countable(ground, content, day) is expected


@pytest.mark.parametrize(("content", "countable"), [(True, None), (False, False), (None, None)])
def test_a_body_not_known(content, countable):
    assert training_countable(TrainingCountableQuestion(day=SINCE, in_programme=content)).countable is countable


def test_the_programme_for_young_children_counts():
    asked = TrainingCountableQuestion(day=SINCE, provider=ProviderGround.NONE, in_programme=False, early_childhood=True)
    found = training_countable(asked)
    assert found.countable is True
    assert lines(found) == [
        "Les heures du programme de l’ONE pour les moins de six ans comptent. "
        "(décret du 3 juillet 2003, art. 20, al. 5)"
    ]
    assert is_countable(None, None, SINCE, early_childhood=True) is True


PROVIDER, CONTENT = "(décret du 3 juillet 2003, art. 20, al. 4)", "(décret du 3 juillet 2003, art. 20, al. 3)"


@pytest.mark.parametrize(
    ("day", "more", "found", "kinds"),
    [
        (
            SINCE,
            {"provider": ProviderGround.RECOGNISED, "in_programme": True},
            [
                f"L’organisme est de ceux que vise le décret. {PROVIDER}",
                f"Le contenu est dans le programme de formations continues. {CONTENT}",
            ],
            ["step", "step"],
        ),
        (
            SINCE,
            {"provider": ProviderGround.APPROVED_BY_GOVERNMENT, "in_programme": False},
            [
                f"L’organisme n’est pas de ceux que vise le décret. {PROVIDER}",
                "Depuis le 16 juillet 2024, le décret vise les organismes reconnus en vertu du décret ONE. Lecture "
                "retenue : il l’emporte sur l’arrêté, qui prévoit encore l’agrément par le ministre. " + PROVIDER,
                f"Le contenu n’est pas dans le programme de formations continues. {CONTENT}",
            ],
            ["step", "reading", "step"],
        ),
        (
            BEFORE,
            {"provider": ProviderGround.RECOGNISED},
            [
                f"L’organisme n’est pas de ceux que vise le décret. {PROVIDER}",
                f"La reconnaissance en vertu du décret ONE n’est visée que depuis le 16 juillet 2024. {PROVIDER}",
                f"Il n’est pas dit si le contenu est dans le programme : donnez « in_programme ». {CONTENT}",
            ],
            ["step", "step", "warning"],
        ),
        (
            SINCE,
            {"provider": ProviderGround.NONE, "in_programme": True},
            [
                f"L’organisme n’est pas de ceux que vise le décret. {PROVIDER}",
                f"Le contenu est dans le programme de formations continues. {CONTENT}",
            ],
            ["step", "step"],
        ),
        (
            SINCE,
            {"in_programme": True},
            [
                f"Il n’est pas dit quel est l’organisme : donnez « provider ». {PROVIDER}",
                f"Le contenu est dans le programme de formations continues. {CONTENT}",
            ],
            ["warning", "step"],
        ),
    ],
)
def test_why_a_training_counts_or_not(day, more, found, kinds):
    answer = training_countable(TrainingCountableQuestion(day=day, **more))
    assert lines(answer) == found
    assert [step.kind for step in answer.steps] == kinds


def test_countable_before_the_decree():
    first = TrainingCountableQuestion(day=date(2004, 1, 1), provider=ProviderGround.ONE, in_programme=True)
    assert training_countable(first).countable is True
    with pytest.raises(CannotCompute) as refusal:
        training_countable(TrainingCountableQuestion(day=date(2003, 12, 31), early_childhood=True))
    assert (refusal.value.field, str(refusal.value)) == ("day", DECREE_SINCE)


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
