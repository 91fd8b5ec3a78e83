"""Who owes a hundred hours first: untitled care workers, assimilated project leaders."""

from datetime import date

import pytest

from preau.law.training.ledger import DutyKind, WindowState
from tests.law.plain import lines
from tests.law.training.records import (
    ART_20,
    CARE,
    ENTRY,
    FIRST,
    LEADER,
    PENDING,
    TITLED,
    ledger,
    record,
    spans,
    spread,
    warnings,
)

ART_19 = "(décret du 3 juillet 2003, art. 19, al. 1er)"
ART_19_3 = "(décret du 3 juillet 2003, art. 19, al. 3)"


def states(answer):
    return [window.state for window in answer.windows]


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
        "Du 2 septembre 2023 au 2 septembre 2026, 0 heure reconnue sur 50 (0 à valider, 0 non reconnues) : il en "
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


ART_19_OTHER = (
    "7 heures reconnues en plus, pour une autre fonction : les cent heures portent sur les notions de base de la "
    f"fonction même. {ART_19}"
)


def test_the_hundred_hours_bear_on_the_basics_of_the_function_itself():
    led = record(date(2021, 3, 1), 7, serves=(LEADER,))
    found = ledger(date(2023, 9, 1), *spread(ENTRY, 90), led)
    assert (found.windows[0].recognised, found.windows[0].missing) == (90, 10)
    assert ART_19_OTHER in lines(found)
    both = ledger(date(2023, 9, 1), *spread(ENTRY, 90), record(date(2021, 3, 1), 7))
    assert both.windows[0].recognised == 97
    assert ART_19_OTHER not in lines(both)


def test_what_waits_for_another_function_makes_nobody_hope_for_her_hundred():
    waiting = record(date(2021, 3, 1), 10, PENDING, serves=(LEADER,))
    found = ledger(date(2023, 9, 2), *spread(ENTRY, 90), waiting)
    assert (found.windows[0].pending, found.windows[0].state) == (0, WindowState.NOT_MET)


def test_an_assimilated_leader_has_her_own_basics_to_follow():
    assimilated = date(2021, 3, 1)
    for serves, recognised in (((CARE,), 0), ((LEADER,), 7), ((CARE, LEADER), 7), ((), 0)):
        one = record(date(2021, 5, 1), 7, serves=serves)
        found = ledger(date(2022, 1, 1), one, function=LEADER, assimilated=assimilated)
        assert found.windows[0].recognised == recognised


def test_the_fifty_hours_do_not_ask_which_function_a_training_serves():
    led = record(date(2021, 3, 1), 7, serves=(LEADER,))
    found = ledger(date(2022, 1, 1), led, qualified=TITLED)
    assert (found.windows[0].kind, found.windows[0].recognised) == (DutyKind.CONTINUING, 7)
    assert not any("autre fonction" in line for line in lines(found))
