"""The chains: a CLE programme, its amendment, the annual plan."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.chains import amendment as cle_amendment
from preau.law.chains import programme as cle_programme
from preau.law.chains.amendment import CleAmendmentChainQuestion, cle_amendment_chain
from preau.law.chains.annual_plan import AnnualPlanChainQuestion, annual_plan_chain
from preau.law.chains.links import Council, LinkActs
from preau.law.chains.programme import CleProgrammeChainQuestion, cle_programme_chain
from preau.law.chains.road import OFF_THE_ROAD
from preau.law.clocks import FIELDS
from preau.law.results import Refused
from preau.law.time_limits import Moment, limit

FIRST = date(2026, 9, 15)
COUNCIL = (date(2027, 9, 23), date(2027, 10, 21), date(2027, 11, 25), date(2028, 1, 27))
UNKNOWN = "Dates des séances du conseil communal inconnues."
WITHOUT_LOOP = ["D10", "D11", "D12", "D13", "D70", "D14", "D15", "D19", "D20", "D22", "D23", "D21"]


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def acts(**dates: str) -> LinkActs:
    return LinkActs(**{name: day(written) for name, written in dates.items()})


def programme(**fields):
    question = CleProgrammeChainQuestion(**{"first_meeting": FIRST, "council": COUNCIL, **fields})
    found = cle_programme_chain(question)
    return found, {link.id: link for link in found.links}


def dues(links) -> dict[str, str | None]:
    return {one.id: str(one.due) if one.due else None for one in links}


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


def test_what_really_happened_moves_what_follows():
    done = {
        "D10": acts(sent="2027-02-15"),
        "D11": acts(adopted="2027-05-01", sent="2027-05-10"),
        "D12": acts(sent="2027-06-01"),
        "D13": acts(adopted="2027-09-23"),
        "D14": acts(sent="2027-10-01", received="2027-10-05"),
        "D15": acts(sent="2027-12-20", received="2027-12-22"),
        "D19": acts(adopted="2028-02-01", sent="2028-02-03"),
        "D22": acts(sent="2030-01-15"),
    }
    found, links = programme(done=done)
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


def test_a_receipt_that_is_not_known_is_supposed_on_the_day_of_sending_and_said():
    _, links = programme(done={"D13": acts(adopted="2027-09-23"), "D14": acts(sent="2027-10-01")})
    assert (links["D15"].starts_on, links["D15"].assumed, links["D15"].state) == (date(2027, 10, 1), True, "waits")
    assert (links["D15"].steps[0].line, links["D15"].steps[0].kind) == (
        "La date de réception n’est pas connue : on compte comme si c’était le vendredi 1er octobre 2027.",
        "warning",
    )
    assert links["D15"].due == date(2027, 12, 30)


def test_an_act_known_only_by_a_later_date_was_done_by_then():
    done = {"D13": acts(adopted="2027-09-23")}
    _, links = programme(done={**done, "D14": acts(received="2027-10-08")})
    assert (links["D14"].done_on, links["D14"].state) == (date(2027, 10, 8), "done_in_time")
    _, links = programme(done={**done, "D14": acts(received="2027-10-11")})
    assert (links["D14"].due, links["D14"].state) == (date(2027, 10, 8), "done")
    _, links = programme(done={**done, "D14": acts(sent="2027-10-11")})
    assert links["D14"].state == "done_late"
    _, links = programme(done={"D10": acts(sent="2027-02-01"), "D11": acts(sent="2027-06-01")})
    assert (links["D11"].done_on, links["D11"].state, links["D12"].starts_on) == (
        date(2027, 6, 1),
        "done_in_time",
        date(2027, 6, 1),
    )


def test_an_act_that_rests_on_a_supposed_start_is_done_and_no_more_is_said():
    _, links = programme(done={"D12": acts(sent="2027-08-01")})
    assert (links["D12"].state, links["D12"].due) == ("done", date(2027, 9, 10))
    _, links = programme(council=(), done={"D14": acts(sent="2027-12-01")})
    assert (links["D14"].state, links["D14"].due, links["D15"].starts_on) == ("done", None, date(2027, 12, 1))


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


def test_the_line_of_each_state():
    done = {
        "D10": acts(sent="2027-02-15"),
        "D11": acts(sent="2027-06-01"),
        "D13": acts(adopted="2027-07-01"),
        "D14": acts(received="2027-08-01"),
    }
    found, _ = programme(council=(), done=done)
    lines = [step.line for step in found.steps]
    for expected in (
        "Transmettre copie de l’état des lieux à l’Observatoire (D10) : fait le lundi 15 février 2027, en retard ; le "
        "dernier jour était le vendredi 12 février 2027. (décret du 3 juillet 2003, art. 7, al. 3)",
        "Établir la ou les propositions de programme CLE (D11) : fait le mardi 1er juin 2027, à temps ; le dernier "
        "jour est le jeudi 15 juillet 2027. (décret du 3 juillet 2003, art. 8)",
        "Renvoyer la proposition de programme CLE à la commune, amendée ou non, avec les notes de minorité (D12) : le "
        "dernier jour est le lundi 2 août 2027. (décret du 3 juillet 2003, art. 9, al. 2)",
        "Arrêter la décision sur la proposition de programme CLE (D13) : fait le jeudi 1er juillet 2027, à temps. "
        "(décret du 3 juillet 2003, art. 10)",
        "Transmettre la proposition adoptée et les pièces de son élaboration à la commission d’agrément (D14) : fait "
        "le dimanche 1er août 2027 ; le dernier jour est le vendredi 16 juillet 2027 ; à temps "
        "ou non, ce n’est pas établi. (décret du 3 juillet 2003, art. 11)",
        "Communiquer la décision d’agrément à la commune et à la commission (D19) : attend la réception de l’avis de "
        "la commission par l’ONE ; au plus tard, le dernier jour est le lundi 3 janvier 2028. "
        "(décret du 3 juillet 2003, art. 24)",
        "Pas encore de date pour la réception de l’avis de la commission par l’ONE : on compte depuis le dernier "
        "jour de D15, le mardi 2 novembre 2027.",
    ):
        assert expected in lines, expected


@pytest.mark.parametrize(
    ("done", "field", "message"),
    [
        ({"D99": {}}, "done.D99", "« D99 » n’est pas un maillon de cette chaîne."),
        ({"D16": {"sent": "2028-01-01"}}, "done.D16", "« D16 » n’est pas un maillon de cette chaîne."),
        (
            {"D14": {"sent": "2027-10-05", "received": "2027-10-04"}},
            "done.D14.received",
            "Un acte est adopté, puis envoyé, puis reçu : la date de réception ne peut pas précéder les autres.",
        ),
        (
            {"D11": {"adopted": "2027-10-05", "sent": "2027-10-04"}},
            "done.D11.sent",
            "Un acte est adopté, puis envoyé, puis reçu : la date d’envoi ne peut pas précéder les autres.",
        ),
        (
            {"D13": {"adopted": "2027-09-23"}, "D14": {"sent": "2027-09-22"}},
            "done.D14.sent",
            "Cet acte ne peut pas précéder le 23 septembre 2027 : il attend l’adoption par le conseil communal.",
        ),
        (
            {"D10": {"sent": "2026-09-14"}},
            "done.D10.sent",
            "Cet acte ne peut pas précéder le 15 septembre 2026 : il attend la première réunion de la CCA.",
        ),
    ],
)
def test_impossible_acts_are_refused(done, field, message):
    reply = ask("cle_programme_chain", json.dumps({"first_meeting": "2026-09-15", "done": done}))
    assert not reply.ok
    assert (reply.error.field, reply.error.message) == (field, message)


def test_acts_of_the_same_day_are_possible():
    done = {"D10": acts(sent="2026-09-15"), "D11": acts(adopted="2026-09-15", sent="2026-09-15", received="2026-09-15")}
    _, links = programme(done=done)
    assert links["D12"].starts_on == FIRST


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
        if plan.limit not in {"D17", "D41"} and asked in {*FIELDS, Moment.DUE_DATE}:
            assert plan.takes is asked, plan.limit


def amendment(**fields):
    found = cle_amendment_chain(CleAmendmentChainQuestion(**{"submitted_on": date(2026, 11, 2), **fields}))
    return found, {link.id: link for link in found.links}


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


def test_the_annual_plan_is_a_chain_too():
    found = annual_plan_chain(AnnualPlanChainQuestion(first_year=2026))
    assert dues(found.links) == {
        "D33-preparation": "2026-06-30",
        "D33-objectives": "2026-06-30",
        "D33-approval": "2026-09-15",
        "D33-two-months": "2026-10-31",
        "D31": "2026-12-31",
        "D32": "2027-12-31",
    }
    one = found.links[4]
    assert (one.waits_for, one.state, one.starts_on, one.raw, one.safe, one.owed_by, one.soft) == (
        limit("D31").trigger,
        "due",
        date(2026, 9, 1),
        date(2026, 12, 31),
        date(2026, 12, 31),
        limit("D31").owed_by,
        False,
    )
    assert (one.title, one.consequence) == (limit("D31").title, limit("D31").consequence)
    assert found.links[0].soft
    lines = [step.line for step in found.steps]
    assert f"{limit('D31').title} (D31) : le dernier jour est le jeudi 31 décembre 2026. " in "".join(lines)
    assert len(lines) == 6 + sum(len(link.steps) for link in found.links)


@pytest.mark.parametrize("rule_id", ["cle_programme_chain", "cle_amendment_chain", "annual_plan_chain"])
def test_the_examples_are_answered(rule_id):
    reply = ask(rule_id, json.dumps(known_rule(rule_id).example))
    assert reply.ok
    assert reply.result["links"]


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


def test_refused_is_raised_in_process_too():
    with pytest.raises(Refused):
        programme(done={"D98": acts()})


def test_the_loop_waits_for_the_cca_even_when_the_negative_opinion_is_known():
    _, links = programme(loop=True, done={"D15": acts(sent="2028-01-10")})
    assert (links["D16"].state, links["D16"].assumed) == ("due", False)
    assert (links["D17"].state, links["D17"].assumed, links["D17"].starts_on) == ("waits", True, date(2028, 1, 10))
    assert links["D17"].steps[0].day == date(2028, 1, 10)


def test_a_link_says_who_owes_it_what_follows_and_how_it_is_counted():
    found, links = programme()
    for link in found.links:
        own = limit(link.id)
        assert (link.owed_by, link.consequence, link.title) == (own.owed_by, own.consequence, own.title)
        assert link.soft is False
    assert [(step.line, step.day) for step in links["D11"].steps] == [
        (
            "Pas encore de date pour la remise de l’état des lieux à l’Observatoire : on compte depuis le dernier jour "
            "de D10, le vendredi 12 février 2027.",
            date(2027, 2, 12),
        ),
        (f"{limit('D11').reading} (décret du 3 juillet 2003, art. 8)", None),
        (
            "Le vendredi 12 février 2027 (remise de l’état des lieux à l’Observatoire) ne compte pas. "
            "(décret du 3 juillet 2003, art. 1er, 7°)",
            date(2027, 2, 12),
        ),
        (
            "150 jours calendrier : le dernier jour est le lundi 12 juillet 2027, compris jusqu’à minuit. "
            "(décret du 3 juillet 2003, art. 8)",
            date(2027, 7, 12),
        ),
    ]
    headings = [step for step in found.steps if step.text_fr.startswith(f"{links['D11'].title} (D11)")]
    assert [step.day for step in headings] == [date(2027, 7, 12)]


def test_the_days_of_the_lines():
    _, links = programme(done={"D13": acts(adopted="2027-09-23"), "D14": acts(sent="2027-10-01")})
    assert links["D15"].steps[0].day == date(2027, 10, 1)
    assert links["D14"].steps[0].day == date(2027, 9, 23)
    found, _ = programme(loop=True)
    assert found.steps[2].day == date(2028, 3, 4)
    assert amendment()[0].steps[0].day == amendment(changed_by_cca=True)[0].steps[0].day == date(2026, 11, 2)
    _, links = programme(done={"D20": acts(started="2028-02-01"), "D22": acts(sent="2030-06-01")})
    assert links["D23"].steps[-1].day == date(2032, 2, 2)
    assert not any("dépasseraient" in step.text_fr for step in programme()[1]["D23"].steps)


def test_the_words_of_what_is_not_known():
    found, _ = programme(council=(), done={"D14": acts(sent="2027-12-01")})
    lines = [step.line for step in found.steps]
    assert (
        "Arrêter la décision sur la proposition de programme CLE (D13) : impossible à calculer : dates des séances du "
        "conseil communal inconnues. (décret du 3 juillet 2003, art. 10)"
    ) in lines
    assert (
        "Transmettre la proposition adoptée et les pièces de son élaboration à la commission d’agrément (D14) : fait "
        "le mercredi 1er décembre 2027 ; à temps ou non, ce n’est pas établi. (décret du 3 juillet 2003, art. 11)"
    ) in lines
    assert "XX" not in " ".join(lines)
    assert next(link for link in found.links if link.id == "D12").why == ""


def test_one_known_sitting_is_completed_by_one_supposed_sitting_only():
    assert Council(COUNCIL[:1], 10).after(date(2027, 9, 1), 2)[0] == (COUNCIL[0], date(2027, 10, 3))


def test_only_the_beginning_of_an_unknown_link_is_repeated():
    with pytest.raises(Refused) as raised:
        programme(done={"D" * 70: acts()})
    assert str(raised.value) == f"« {'D' * 60} » n’est pas un maillon de cette chaîne."
