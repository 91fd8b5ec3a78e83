"""The chain of a CLE programme, without any act and with those that happened."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.chains import amendment as cle_amendment
from preau.law.chains import programme as cle_programme
from preau.law.chains.programme import CleProgrammeChainQuestion, cle_programme_chain
from preau.law.chains.road import OFF_THE_ROAD
from preau.law.dates import DATES
from preau.law.time_limits import Moment, limit
from tests.law.chains.roads import acts, dues, programme

WITHOUT_LOOP = ["D10", "D11", "D12", "D13", "D70", "D14", "D15", "D19", "D20", "D22", "D23", "D21"]


def test_the_road_without_any_act_runs_from_last_day_to_last_day():
    found, links = programme()
    assert list(links) == WITHOUT_LOOP
    assert dues(found.links) == {
        "D10": "2027-02-12",
        "D11": "2027-07-12",
        "D12": "2027-09-10",
        "D13": "2027-10-21",
        "D70": "2027-11-22",
        "D14": "2027-11-05",
        "D15": "2028-02-03",
        "D19": "2028-04-03",
        "D20": "2033-04-03",
        "D22": "2030-04-03",
        "D23": "2032-04-05",
        "D21": "2032-04-05",
    }
    assert links["D10"].state == "due"
    assert {link.state for link in found.links[1:]} == {"waits"}
    assert [link.assumed for link in found.links] == [False] + [True] * 11
    assert (found.ends_on, found.ends_assumed, found.approved_until) == (date(2028, 4, 3), True, date(2033, 4, 3))
    assert (found.calendar_days, found.working_days, found.council_sittings) == (525, 0, 2)
    assert (links["D21"].raw, links["D21"].safe) == (date(2032, 4, 3), date(2032, 4, 2))


def test_the_loop_of_the_negative_opinion_adds_sixty_and_sixty_days():
    found, links = programme(loop=True)
    assert list(links) == [*WITHOUT_LOOP[:7], "D16", "D17", "D18", *WITHOUT_LOOP[7:]]
    assert {one: dues(found.links)[one] for one in ("D15", "D16", "D17", "D18", "D19")} == {
        "D15": "2028-02-03",
        "D16": "2028-04-03",
        "D17": "2028-03-06",
        "D18": "2028-06-02",
        "D19": "2028-08-01",
    }
    assert (found.calendar_days, found.council_sittings) == (645, 2)
    assert found.ends_on == date(2028, 8, 1)
    assert links["D17"].steps[0].line == (
        "3 février 2028 : Le jour où la commune saisit la CCA n’est pas connu : on compte comme si c’était dès l’avis "
        "négatif."
    )
    assert links["D17"].steps[0].kind == "warning"
    assert found.steps[2].line == (
        "Pour laisser à la CCA ses trente jours, saisissez-la au plus tard le samedi 4 mars 2028. "
        "(décret du 3 juillet 2003, art. 23, al. 2)"
    )


def test_the_cca_seized_in_the_loop_has_its_thirty_days():
    done = {
        "D15": acts(sent="2028-01-10"),
        "D17": acts(started="2028-01-20", sent="2028-02-19"),
        "D16": acts(sent="2028-03-13"),
    }
    _, links = programme(loop=True, done=done)
    assert (links["D17"].starts_on, links["D17"].due, links["D17"].assumed) == (
        date(2028, 1, 20),
        date(2028, 2, 21),
        False,
    )
    assert links["D17"].state == "done_in_time"
    # 60 days from 10 January 2028 are 10 March: the modification of the 13th is late
    assert (links["D16"].due, links["D16"].state) == (date(2028, 3, 10), "done_late")
    assert links["D18"].starts_on == date(2028, 3, 13)
    assert links["D18"].assumed


HAPPENED = {
    "D10": acts(sent="2027-02-15"),
    "D11": acts(adopted="2027-05-01", sent="2027-05-10"),
    "D12": acts(sent="2027-06-01"),
    "D13": acts(adopted="2027-09-23"),
    "D14": acts(sent="2027-10-01", received="2027-10-05"),
    "D15": acts(sent="2027-12-20", received="2027-12-22"),
    "D19": acts(adopted="2028-02-01", sent="2028-02-03"),
    "D22": acts(sent="2030-01-15"),
}


def test_what_really_happened_moves_what_follows():
    found, links = programme(done=HAPPENED)
    assert {link.id: str(link.state) for link in found.links} == {
        "D10": "done_late",
        "D11": "done_in_time",
        "D12": "done_in_time",
        "D13": "done_in_time",
        "D70": "due",
        "D14": "done_in_time",
        "D15": "done_in_time",
        "D19": "done_in_time",
        "D20": "due",
        "D22": "done_in_time",
        "D23": "due",
        "D21": "due",
    }
    assert {link.id: str(link.starts_on) for link in found.links} == {
        "D10": "2026-09-15",
        "D11": "2027-02-15",
        "D12": "2027-05-10",
        "D13": "2027-07-09",
        "D70": "2027-09-23",
        "D14": "2027-09-23",
        "D15": "2027-10-05",
        "D19": "2027-12-22",
        "D20": "2028-02-01",
        "D22": "2028-02-01",
        "D23": "2030-01-15",
        "D21": "2033-02-01",
    }
    assert not any(link.assumed for link in found.links)
    assert (links["D13"].due, links["D13"].done_on) == (date(2027, 10, 21), date(2027, 9, 23))
    assert (links["D23"].due, links["D21"].due) == (date(2032, 1, 15), date(2032, 2, 2))
    assert (found.ends_on, found.ends_assumed) == (date(2028, 2, 3), False)


def test_the_approval_starts_on_the_day_the_decision_gives():
    done = {"D19": acts(adopted="2028-02-01", sent="2028-02-03"), "D20": acts(started="2028-04-01")}
    found, links = programme(done=done)
    assert (links["D20"].starts_on, found.approved_until) == (date(2028, 4, 1), date(2033, 4, 1))
    assert links["D22"].starts_on == date(2028, 4, 1)
    found, links = programme(done={"D19": acts(sent="2028-02-03")})
    assert (links["D20"].starts_on, links["D20"].assumed) == (date(2028, 2, 3), True)


@pytest.mark.parametrize(
    ("first", "second", "due", "state"),
    [
        ("2030-02-01", "2032-02-02", "2032-02-02", "done_in_time"),
        ("2030-01-31", "2032-02-02", "2032-02-02", "done_in_time"),
        ("2030-01-30", "2032-02-02", "2032-01-30", "done_late"),
        ("2030-06-01", "2032-02-02", "2032-02-02", "done_in_time"),
        ("2030-06-01", "2032-02-03", "2032-02-02", "done_late"),
        ("2030-06-01", "2032-07-01", "2032-02-02", "done_late"),
        ("2030-06-01", None, "2032-02-02", "due"),
    ],
)
def test_the_second_evaluation_is_capped_four_years_after_the_approval(first, second, due, state):
    done = {
        "D20": acts(started="2028-02-01"),
        "D22": acts(sent=first),
        **({"D23": acts(sent=second)} if second else {}),
    }
    _, links = programme(done=done)
    assert (str(links["D23"].due), str(links["D23"].state)) == (due, state)


def test_the_cap_of_the_second_evaluation_is_said():
    done = {"D20": acts(started="2028-02-01"), "D22": acts(sent="2030-06-01")}
    _, links = programme(done=done)
    assert links["D22"].state == "done_late"
    last = links["D23"].steps[-1]
    assert (links["D23"].raw, links["D23"].safe) == (date(2032, 2, 1), date(2032, 1, 30))
    assert (last.line, last.kind) == (
        "Deux ans après la première évaluation dépasseraient quatre ans après l’agrément : ne dépassez pas le lundi "
        "2 février 2032. (décret du 3 juillet 2003, art. 30)",
        "warning",
    )
    _, links = programme(council=(), done={"D22": acts(sent="2030-06-01")})
    assert links["D23"].due == date(2032, 6, 1)


def test_a_renewal_shows_its_first_two_dates_as_soft():
    found, _ = programme(renewal=True, loop=True)
    assert [link.id for link in found.links if link.soft] == ["D10", "D11"]
    assert [(step.line, step.kind) for step in found.steps[:4]] == [
        (
            "Une CCA peut porter plusieurs programmes : chacun a son propre calendrier. "
            "(décret du 3 juillet 2003, art. 8)",
            "reading",
        ),
        (
            "Seuls les retards de la commune et de la CCA exposent à la perte de la subvention de coordination ; ceux "
            "de la commission et de l’ONE n’y exposent pas. (décret du 3 juillet 2003, art. 34, dernier alinéa)",
            "reading",
        ),
        (
            "Renouvellement : D10 et D11 sont comptés par analogie depuis la réunion convoquée selon l’art. 26 ; ces "
            "deux dates sont indicatives. (décret du 3 juillet 2003, art. 26)",
            "reading",
        ),
        (
            "Pour laisser à la CCA ses trente jours, saisissez-la au plus tard le samedi 4 mars 2028. "
            "(décret du 3 juillet 2003, art. 23, al. 2)",
            "step",
        ),
    ]
    assert not any(link.soft for link in programme()[0].links)


def test_before_the_law_no_link_is_computed():
    found, links = programme(first_meeting=date(2003, 9, 15))
    assert {link.state for link in found.links} == {"cannot_compute"}
    assert links["D10"].why.startswith("Impossible à calculer : décret du 3 juillet 2003, art. 7, al. 3, n’est pas ")
    assert links["D21"].why == links["D10"].why


def test_every_link_counts_from_the_date_its_limit_asks_for():
    everything = (
        *cle_programme._FIRST,
        *cle_programme._LOOP,
        *cle_programme._APPROVAL,
        *cle_amendment._UNCHANGED,
        *cle_amendment._CHANGED,
    )
    for plan in everything:
        asked = limit(plan.limit).moment
        if plan.limit not in {"D17", "D41"} and asked in {*DATES, Moment.DUE_DATE}:
            assert plan.takes is asked, plan.limit


@settings(max_examples=30, deadline=None)
@given(first=st.dates(date(2010, 1, 1), date(2030, 12, 31)), every=st.integers(1, 90), loop=st.booleans())
def test_the_road_never_goes_back(first, every, loop):
    question = CleProgrammeChainQuestion(first_meeting=first, council_assumed=every, loop=loop)
    found = cle_programme_chain(question)
    road = [link for link in found.links if link.id not in OFF_THE_ROAD]
    days = [link.due for link in road]
    assert days == sorted(days)
    assert (found.ends_on - first).days >= found.calendar_days + 2 * every
    assert all(link.safe <= link.due for link in road)


def test_the_loop_waits_for_the_cca_even_when_the_negative_opinion_is_known():
    _, links = programme(loop=True, done={"D15": acts(sent="2028-01-10")})
    assert (links["D16"].state, links["D16"].assumed) == ("due", False)
    assert (links["D17"].state, links["D17"].assumed, links["D17"].starts_on) == ("waits", True, date(2028, 1, 10))
    assert links["D17"].steps[0].day == date(2028, 1, 10)
