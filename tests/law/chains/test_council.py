"""What hangs on the sittings of the council: known, supposed when asked, or missing."""

from datetime import date

import pytest

from preau.law.chains.links import Council
from tests.law.chains.roads import COUNCIL, UNKNOWN, acts, programme


def test_the_council_counts_from_the_last_day_of_the_cca_not_from_its_return():
    done = {"D11": acts(sent="2027-07-12"), "D12": acts(sent="2027-07-20")}
    _, links = programme(done=done, council=(date(2027, 8, 26), date(2027, 9, 10), date(2027, 9, 11), COUNCIL[0]))
    assert links["D13"].starts_on == links["D12"].due == date(2027, 9, 10)
    assert links["D13"].due == COUNCIL[0]


def test_an_earlier_decision_of_the_council_is_in_time_without_any_sitting_known():
    done = {"D11": acts(sent="2027-05-10"), "D12": acts(sent="2027-06-01"), "D13": acts(adopted="2027-07-09")}
    _, links = programme(council=(), done=done)
    assert (links["D13"].starts_on, links["D13"].due, links["D13"].why) == (date(2027, 7, 9), None, UNKNOWN)
    assert links["D13"].state == "done_in_time"
    assert links["D14"].starts_on == date(2027, 7, 9)
    _, links = programme(council=(), done={**done, "D13": acts(adopted="2027-07-12")})
    assert links["D13"].state == "done"
    assert links["D14"].due == date(2027, 7, 27)


def test_without_sittings_the_rest_of_the_road_is_not_known():
    found, links = programme(council=COUNCIL[:1], loop=True)
    for link in found.links[:3]:
        assert link.due
    for link in found.links[3:]:
        assert (link.due, link.raw, link.safe, link.state) == (None, None, None, "cannot_compute")
        assert link.why == UNKNOWN
    assert links["D13"].starts_on == date(2027, 9, 10)
    assert links["D14"].starts_on is None
    assert (found.ends_on, found.ends_assumed, found.approved_until) == (None, False, None)
    assert "impossible à calculer : dates des séances du conseil communal inconnues." in found.steps[-1].text_fr


@pytest.mark.parametrize(
    ("council", "every", "expected", "assumed"),
    [
        ((), 30, date(2027, 11, 9), True),
        (COUNCIL[:1], 30, date(2027, 10, 23), True),
        (COUNCIL, 30, date(2027, 10, 21), True),
        (COUNCIL[:1], 1, date(2027, 9, 24), True),
    ],
)
def test_sittings_are_supposed_only_when_asked(council, every, expected, assumed):
    _, links = programme(council=council, council_assumed=every)
    assert (links["D13"].due, links["D13"].assumed) == (expected, assumed)


def test_a_supposed_sitting_is_said():
    done = {"D11": acts(sent="2027-07-12")}
    _, links = programme(council=(), council_assumed=30, done=done)
    assert (links["D13"].state, links["D13"].assumed) == ("waits", True)
    assert (links["D13"].steps[0].line, links["D13"].steps[0].kind) == (
        "Hypothèse demandée : une séance du conseil communal tous les 30 jours après le 10 septembre 2027.",
        "warning",
    )
    _, links = programme(council=COUNCIL, council_assumed=30, done=done)
    assert (links["D13"].state, links["D13"].assumed) == ("due", False)
    _, links = programme(council=(), council_assumed=30, done={**done, "D13": acts(adopted="2027-12-01")})
    assert links["D13"].state == "done"


def test_council_counts_each_sitting_once_and_only_after_the_start():
    sittings = (COUNCIL[1], COUNCIL[0], COUNCIL[0])
    assert Council(sittings).after(COUNCIL[0], 2) == ((COUNCIL[1],), ())
    assert Council(sittings, 10).after(date(2027, 9, 22), 2) == (COUNCIL[:2], ())
    assert Council((), 10).after(date(2027, 9, 1), 2)[0] == (date(2027, 9, 11), date(2027, 9, 21))


def test_one_known_sitting_is_completed_by_one_supposed_sitting_only():
    assert Council(COUNCIL[:1], 10).after(date(2027, 9, 1), 2)[0] == (COUNCIL[0], date(2027, 10, 3))
