"""The chain of an amendment: straight to the commission, or by the council."""

from datetime import date

from tests.law.chains.roads import UNKNOWN, acts, amendment, dues


def test_an_amendment_the_cca_leaves_unchanged_goes_straight_to_the_commission():
    found, _ = amendment(examined_on=date(2026, 11, 20))
    assert dues(found.links) == {
        "D40": "2026-11-30",
        "D73": "2026-12-30",
        "D44": "2027-01-29",
        "D45": "2027-03-01",
    }
    assert [str(link.state) for link in found.links] == ["due", "waits", "waits", "waits"]
    assert (found.calendar_days, found.working_days, found.council_sittings) == (100, 0, 0)
    assert (found.ends_on, found.ends_assumed) == (date(2027, 3, 1), True)
    assert [step.line for step in found.steps[:2]] == [
        "La modification est soumise à la CCA le 2 novembre 2026, qui n’y change rien : elle va à la commission sans "
        "décision du conseil communal. (décret du 3 juillet 2003, art. 31, al. 2)",
        "La modification ne change pas le terme de l’agrément : c’est une lecture, le décret n’en dit rien. "
        "(décret du 3 juillet 2003, art. 31)",
    ]
    assert [step.kind for step in found.steps[:2]] == ["step", "reading"]


def test_the_day_of_examination_is_not_guessed():
    found, _ = amendment()
    assert {(link.due, link.why, str(link.state)) for link in found.links} == {
        (None, "Jour de l’examen par la CCA inconnu.", "cannot_compute")
    }
    assert found.ends_on is None
    _, links = amendment(done={"D40": acts(started="2026-11-20", sent="2026-11-25", received="2026-11-26")})
    assert links["D40"].state == "done_in_time"
    assert (links["D73"].starts_on, links["D44"].starts_on) == (date(2026, 11, 25), date(2026, 11, 26))


def test_an_amendment_the_cca_changes_goes_by_the_council():
    found, links = amendment(changed_by_cca=True, council=(date(2026, 12, 17), date(2027, 1, 28), date(2027, 2, 25)))
    assert dues(found.links) == {
        "D41": "2026-12-02",
        "D42": "2027-01-28",
        "D73-council": "2027-03-01",
        "D43": "2027-02-18",
        "D44": "2027-04-19",
        "D45": "2027-05-19",
    }
    assert (found.calendar_days, found.working_days, found.council_sittings) == (120, 15, 2)
    assert [step.line for step in found.steps[:1]] == [
        "La modification est soumise à la CCA le 2 novembre 2026, qui propose des changements : le conseil communal "
        "décide. (décret du 3 juillet 2003, art. 31, al. 3 et 4)"
    ]
    assert links["D41"].state == "due"


def test_fifteen_working_days_follow_the_council():
    done = {"D41": acts(sent="2026-11-20"), "D42": acts(adopted="2026-12-18"), "D45": acts(sent="2027-05-03")}
    found, links = amendment(changed_by_cca=True, council=(date(2026, 12, 17), date(2026, 12, 18)), done=done)
    assert links["D43"].due == date(2027, 1, 12)
    assert (links["D42"].state, links["D73-council"].due) == ("done_in_time", date(2027, 1, 18))
    assert (found.ends_on, found.ends_assumed) == (date(2027, 5, 3), False)


def test_an_amendment_without_sittings_stops_at_the_council():
    _, links = amendment(changed_by_cca=True)
    assert {one: link.why for one, link in links.items()} == {
        "D41": "",
        "D42": UNKNOWN,
        "D73-council": UNKNOWN,
        "D43": UNKNOWN,
        "D44": UNKNOWN,
        "D45": UNKNOWN,
    }
    _, links = amendment(changed_by_cca=True, council_assumed=31)
    assert links["D42"].due == date(2027, 2, 2)
