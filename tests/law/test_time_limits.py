"""The table of time limits: every row, the worked cases of the law, and dated cases counted twice."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.annual_plan import SchoolYear
from preau.law.calendar import is_working_day
from preau.law.counting import ANALOGY, DAY_RULE, MONTH_READING, WORKING_DAY_READING, YEAR_RULE, Length, Shift, due_day
from preau.law.dates import DueDateQuestion, due_date
from preau.law.plan_dates import dates_of_plan, plan_dates
from preau.law.results import CannotCompute, Refused, explanation
from preau.law.texts import TEXT_IDS, text
from preau.law.time_limits import COUNTERS, Bounds, Facts, Moment, TimeLimit, Unit, due, limit, limits
from preau.law.words import full_date, long_date
from tests.law import slow_counting

CASES = json.loads(Path(__file__).with_name("dated_cases.json").read_text(encoding="utf-8"))
ATL = [*range(1, 9), *range(10, 24), 30, 31, 32, 33, *range(40, 46), *range(50, 56), *range(60, 68), *range(70, 78)]
ATL += [*range(80, 91), *range(100, 108)]
MOVED = [known for known, (_, _, shift) in slow_counting.LIMITS.items() if shift == "forward"]


def d(written):
    return date.fromisoformat(written)


def invented(**changes):
    row = {
        "id": "X1",
        "title": "Essayer",
        "trigger": "essai",
        "moment": Moment.EVENT,
        "unit": Unit.CALENDAR_DAYS,
        "owed_by": "personne",
        "text": "decree",
        "article": "art. 99",
        "consequence": "Rien.",
        "silence": "Rien.",
    }
    return TimeLimit(**{**row, **changes})


# The rows


def test_every_row_of_both_laws_is_there():
    known = {one.id for one in limits()}
    assert {f"D{number:02}" for number in ATL} <= known
    assert {f"T{number}" for number in range(1, 30)} <= known
    assert len(known) == len(limits())


@pytest.mark.parametrize("row", limits(), ids=lambda row: row.id)
def test_every_row_is_whole(row):
    assert row.text in TEXT_IDS
    assert all((row.title, row.trigger, row.owed_by, row.article, row.consequence, row.silence))
    assert row.title[:1].isupper()
    assert not row.title.endswith(".")
    assert all(words.endswith(".") for words in (row.consequence, row.silence, row.reading or "."))
    assert row.citation == f"{text(row.text).short}, {row.article}"
    assert row.known_from is None or row.valid_to is None or row.known_from <= row.valid_to
    assert row.tacit is (row.id in {"T2", "T22"})
    if row.text in {"guide", "practice"}:
        assert row.soft
    if row.tacit or row.nature != "act":
        assert row.shift is Shift.NONE or row.unit is Unit.QUARTER_END
    if row.unit is Unit.NO_DAY:
        assert row.length is None
        assert len(row.reading) > 20
    if row.unit is Unit.FIXED_DATE:
        assert row.fixed
        assert row.length is None
    if row.nature == "validity":
        assert row.reading


def test_the_rows_say_what_the_second_copy_says():
    without = [row.id for row in limits() if row.unit is Unit.NO_DAY]
    assert sorted(without) == sorted(slow_counting.WITHOUT_A_DAY)
    others = {*slow_counting.LIMITS, *slow_counting.SET_BY_ONE, *slow_counting.OF_THE_COUNCIL}
    assert {row.id for row in limits()} == {*without, *others}
    for known, (unit, length, _) in slow_counting.LIMITS.items():
        assert limit(known).unit == unit
        assert limit(known).length == (None if unit == "FIX" else length)


@pytest.mark.parametrize(
    ("moment", "ids"),
    [
        (Moment.SENT, "D11 D12 D16 D17 D41 D42 D66 D73 T7"),
        (Moment.ADOPTED, "D14 D43 D70 D73-council T2-notice"),
        (Moment.NOTIFIED, "D54 D60 D61 D62 D63 D86 D107 T3 T6 T12 T23 T28"),
        (
            Moment.RECEIVED,
            "D06 D15 D18 D19 D44 D45 D50 D51 D52 D53 D55 D71 D72 D74 D75 D77 T1 T8 T9 T10 T11 T24 T29",
        ),
        (Moment.DUE_DATE, "D13 D21 T4 T18"),
    ],
)
def test_sending_receipt_adoption_and_notification_are_kept_apart(moment, ids):
    assert sorted(row.id for row in limits() if row.moment is moment) == sorted(ids.split())


def test_what_costs_the_coordination_subsidy():
    lost = {row.id for row in limits() if row.consequence.startswith("Perte de la subvention de coordination")}
    assert lost == {"D05", "D10", "D11", "D12", "D13", "D14", "D16", "D17", "D21"}


def test_the_bounds_of_the_lengths_that_one_sets():
    assert {known: limit(known).bounds for known in slow_counting.SET_BY_ONE} == {
        "D60": Bounds(60, None),
        "D61": Bounds(10, 75),
        "D62": Bounds(10, None),
        "D63": None,
    }


def test_the_dates_of_effect():
    ends = {"D08": "2010-07-26", "D103-three-years": "2021-04-01"}
    ends |= dict.fromkeys(["D50", "D51", "D52", "D53"], "2026-12-31")
    ends |= dict.fromkeys(["D104", "D105", "D106", "D106-balance", "D106-advance", "D107"], "2024-07-15")
    assert {row.id: str(row.valid_to) for row in limits() if row.valid_to} == ends
    since = {row.id: str(row.valid_from) for row in limits()}
    assert {known for known, day in since.items() if day == "2027-01-01"} == {"D54", "D55", "T28", "T29"}
    assert {known for known, day in since.items() if day == "2018-01-01"} == {"D64", "D65", "D66", "D84", "D85", "D86"}
    assert {known for known, day in since.items() if day == "2009-10-26"} == {"D06", "D08", "D31", "D32", "D106"}
    assert (since["D50"], since["D51"], since["D90"], since["D102"]) == (
        "2009-08-06",
        "2009-08-06",
        "2015-01-01",
        "2004-01-01",
    )
    assert (since["D103"], since["D88"], since["T26"]) == ("2021-04-02", "2023-09-01", "2024-03-16")
    assert (since["T2"], since["T9"], since["T12"]) == ("2013-09-01", "2015-03-08", "2016-09-01")
    assert (since["D10"], since["D20"], since["D01"]) == ("2004-01-01", "2004-01-01", "None")


def test_papers_to_keep_and_validities():
    natures = {row.id: row.nature for row in limits() if row.nature != "act"}
    assert [known for known, nature in natures.items() if nature == "retention"] == ["D89", "D90"]
    validities = "D02 D20 D63-suspension D82 D87-period D100 D101 D102 T15 T25 T26 EDD-suspension EDD-experience"
    assert [known for known, nature in natures.items() if nature == "validity"] == validities.split()


# The dates


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('limit', case.get('unit'))}-{case['from']}")
def test_the_dated_cases(case):
    question = DueDateQuestion(
        limit=case.get("limit"),
        start=d(case["from"]),
        length=case.get("length"),
        unit=Length(case["unit"]) if "unit" in case else None,
        council=tuple(map(d, case.get("council", ()))),
    )
    found = due_date(question)
    assert (str(found.raw), str(found.due)) == (case["raw"], case["due"])
    if "council" in case:
        return
    unit, length, shift = slow_counting.LIMITS.get(
        case.get("limit"), (case.get("unit") or "CD", case.get("length"), "forward")
    )
    assert tuple(map(str, slow_counting.counted(unit, length, shift, d(case["from"])))) == (case["raw"], case["due"])


def test_there_are_enough_dated_cases_and_they_are_varied():
    years = {case["from"][:4] for case in CASES}
    assert len(CASES) >= 500
    assert years >= {str(year) for year in range(2004, 2035)}
    assert {case["limit"] for case in CASES if "limit" in case} >= {*slow_counting.LIMITS, "D13", "D42", "D60", "D63"}
    for year in (2012, 2026):
        assert {str(day) for day in slow_counting.closed_days(year)} <= {case["raw"] for case in CASES}


@pytest.mark.parametrize(
    ("known", "start", "raw", "end", "safe"),
    [
        ("D01", "2024-10-13", "2025-04-13", "2025-04-14", "2025-04-11"),
        ("D01", "2030-10-13", "2031-04-13", "2031-04-15", "2031-04-11"),
        ("D05", "2026-05-01", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("D10", "2026-09-15", "2027-02-12", "2027-02-12", "2027-02-12"),
        ("D10", "2026-11-26", "2027-04-25", "2027-04-26", "2027-04-23"),
        ("D14", "2026-12-10", "2026-12-25", "2026-12-28", "2026-12-24"),
        ("D16", "2026-11-02", "2027-01-01", "2027-01-04", "2026-12-31"),
        ("D20", "2022-05-01", "2027-05-01", "2027-05-01", None),
        ("D20", "2024-02-29", "2029-02-28", "2029-02-28", None),
        ("D21", "2028-05-01", "2027-05-01", "2027-05-03", "2027-04-30"),
        ("D43", "2026-12-18", "2027-01-12", "2027-01-12", "2027-01-12"),
        ("D50", "2026-12-18", "2027-01-12", "2027-01-12", "2027-01-12"),
        ("D50", "2026-11-06", "2026-11-30", "2026-11-30", "2026-11-30"),
        ("D40", "2026-10-22", "2026-11-01", "2026-11-02", "2026-10-30"),
        ("D80", "2026-10-01", "2027-03-31", "2027-03-31", "2027-03-31"),
        ("D81", "2027-09-30", "2027-12-31", "2027-12-31", "2027-12-31"),
        ("D83", "2026-01-01", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("D83", "2026-06-30", "2026-09-30", "2026-09-30", "2026-09-30"),
        ("D83", "2026-08-15", "2026-12-31", "2026-12-31", "2026-12-31"),
        ("D83", "2026-12-31", "2027-03-31", "2027-03-31", "2027-03-31"),
        ("D83", "2028-04-01", "2028-09-30", "2028-09-29", "2028-09-29"),
        ("D83", "2028-09-30", "2028-12-31", "2028-12-29", "2028-12-29"),
        ("D83", "2028-10-01", "2029-03-31", "2029-03-30", "2029-03-30"),
        ("D84", "2026-09-30", "2026-12-30", "2026-12-30", "2026-12-30"),
        ("D85", "2026-07-01", "2027-03-31", "2027-03-31", "2027-03-31"),
        ("D87", "2026-02-04", "2026-06-30", "2026-06-30", "2026-06-30"),
        ("D87-period", "2026-02-04", "2027-03-31", "2027-03-31", None),
        ("D89", "2026-12-31", "2031-12-31", "2031-12-31", None),
        ("D106", "2023-09-30", "2023-10-31", "2023-10-31", "2023-10-31"),
        ("D106-advance", "2022-10-01", "2023-03-31", "2023-03-31", "2023-03-31"),
        ("T2", "2026-09-30", "2027-01-28", "2027-01-28", "2027-01-28"),
        ("T2", "2026-11-21", "2027-03-21", "2027-03-21", "2027-03-19"),
        ("T2", "2026-11-30", "2027-03-30", "2027-03-30", "2027-03-30"),
        ("T2", "2027-05-03", "2027-08-31", "2027-08-31", "2027-08-31"),
        ("T6", "2026-12-10", "2027-01-09", "2027-01-11", "2027-01-08"),
        ("T6", "2027-01-11", "2027-02-10", "2027-02-10", "2027-02-10"),
        ("T6", "2027-02-01", "2027-03-03", "2027-03-03", "2027-03-03"),
        ("T12", "2026-12-15", "2027-03-15", "2027-03-15", "2027-03-15"),
        ("T13", "2027-01-14", "2026-12-30", "2026-12-30", "2026-12-30"),
        ("T18", "2026-08-31", "2026-05-03", "2026-05-03", "2026-04-30"),
        ("T18", "2027-08-31", "2027-05-03", "2027-05-03", "2027-05-03"),
        ("T18", "2028-08-31", "2028-05-03", "2028-05-03", "2028-05-03"),
        ("T18", "2029-08-31", "2029-05-03", "2029-05-03", "2029-05-03"),
        ("T18", "2031-08-31", "2031-05-03", "2031-05-03", "2031-05-02"),
        ("T19", "2026-08-24", "2026-09-30", "2026-09-30", "2026-09-30"),
        ("T19", "2028-08-28", "2028-09-30", "2028-09-30", "2028-09-29"),
        ("T20", "2026-08-24", "2027-02-15", "2027-02-15", "2027-02-15"),
        ("T21", "2027-08-30", "2028-09-30", "2028-09-30", "2028-09-29"),
        ("T25", "2026-11-21", "2026-05-21", "2026-05-21", None),
        ("T28", "2027-01-11", "2027-03-11", "2027-03-11", "2027-03-11"),
        ("T28", "2027-02-01", "2027-04-02", "2027-04-02", "2027-04-02"),
        ("D54", "2027-02-01", "2027-04-02", "2027-04-02", "2027-04-02"),
    ],
)
def test_the_worked_cases(known, start, raw, end, safe):
    found = due(limit(known), d(start))
    assert (found.raw, found.due) == (d(raw), d(end))
    assert found.safe == (safe and d(safe))
    assert (found.start, found.limit) == (d(start), limit(known))


@pytest.mark.parametrize(
    ("complete", "since"),
    [
        ("2026-09-30", "2027-01-29"),
        ("2026-11-21", "2027-03-22"),
        ("2026-11-30", "2027-03-31"),
        ("2027-05-03", "2027-09-01"),
    ],
)
def test_silence_recognises_a_homework_school(complete, since):
    found = due(limit("T2"), d(complete))
    assert found.tacit_from == d(since)
    assert due(limit("T22"), d(complete)).tacit_from == d(since)
    assert due(limit("D19"), d(complete)).tacit_from is None


@pytest.mark.parametrize("end", ["2026-08-31", "2027-08-31", "2028-08-31", "2029-08-31", "2031-08-31"])
def test_a_renewal_filed_on_the_last_day_is_decided_at_the_end(end):
    assert due(limit("T2"), due(limit("T18"), d(end)).due).due == d(end)


@pytest.mark.parametrize(
    ("known", "start", "opens"),
    [
        ("D05", "2026-05-01", "2026-01-01"),
        ("D80", "2026-10-01", "2027-01-01"),
        ("D81", "2026-09-30", "2026-10-01"),
        ("T5", "2026-05-01", "2026-01-01"),
        ("T19", "2026-08-24", None),
        ("D10", "2026-08-24", None),
    ],
)
def test_the_day_from_which_something_is_expected(known, start, opens):
    assert due(limit(known), d(start)).opens == (opens and d(opens))


# The explanations


def test_a_limit_in_days_explained():
    found = due(limit("D14"), d("2026-12-10"))
    assert explanation(found) == (
        f"Le jeudi 10 décembre 2026 (adoption par le conseil communal) ne compte pas. ({DAY_RULE})",
        "15 jours calendrier : le dernier jour est le vendredi 25 décembre 2026, compris jusqu’à minuit. "
        "(décret du 3 juillet 2003, art. 11)",
        "Le vendredi 25 décembre 2026 est chômé (Noël), le 26 décembre 2026 est chômé (samedi), le 27 décembre 2026 "
        "est chômé (dimanche) : l’échéance est reportée au lundi 28 décembre 2026. "
        f"({DAY_RULE} ; arrêté royal du 18 avril 1974)",
        "Pour ne rien risquer : le jeudi 24 décembre 2026, dernier jour ouvrable avant. "
        "(décret du 3 juillet 2003, art. 11)",
    )
    assert (found.article, found.soft) == ("décret du 3 juillet 2003, art. 11", False)
    assert found.title == limit("D14").title
    assert found.year == SchoolYear(2026)


def test_a_tacit_limit_explained():
    found = due(limit("T2"), d("2026-11-21"))
    assert found.steps[0].kind == "reading"
    assert [step.line for step in found.steps][1:] == [
        f"Le samedi 21 novembre 2026 (dépôt du dossier complet) ne compte pas. ({ANALOGY})",
        "120 jours calendrier : le dernier jour est le dimanche 21 mars 2027, compris jusqu’à minuit. "
        "(décret EDD du 28 avril 2004, art. 4)",
        "Le dimanche 21 mars 2027 est chômé (dimanche), mais ce jour n’est pas reporté. "
        "(décret EDD du 28 avril 2004, art. 4)",
        "Pour ne rien risquer : le vendredi 19 mars 2027, dernier jour ouvrable avant. "
        "(décret EDD du 28 avril 2004, art. 4)",
        "Sans réponse, la décision est acquise dès le lundi 22 mars 2027. (décret EDD du 28 avril 2004, art. 4)",
    ]
    assert [step.day for step in found.steps[-2:]] == [d("2027-03-19"), d("2027-03-22")]


def test_a_validity_explained_has_no_safe_day():
    assert explanation(due(limit("D20"), d("2022-05-01")))[1:] == (
        f"Point de départ : le dimanche 1er mai 2022 (agrément). On compte de date à date. ({YEAR_RULE})",
        "5 ans : le dernier jour est le samedi 1er mai 2027, compris jusqu’à minuit. "
        "(décret du 3 juillet 2003, art. 25)",
        "Le samedi 1er mai 2027 est chômé (fête du Travail), mais ce jour n’est pas reporté. "
        "(décret du 3 juillet 2003, art. 25)",
    )


def test_an_appeal_that_stops_during_school_holidays_explained():
    found = due(limit("D54"), d("2027-02-01"))
    assert [step.kind for step in found.steps] == ["reading", "reading", *["step"] * 4]
    assert [step.line for step in found.steps][1:] == [
        "9 février 2027 : Le mardi gras n’est congé que certaines années : nous lisons qu’il n’arrête pas le délai. "
        "L’autre lecture donnerait un jour de plus. (décret ONE du 17 juillet 2002, art. 22/7)",
        f"Le lundi 1er février 2027 (notification de la décision) ne compte pas. ({ANALOGY})",
        "Le délai ne court pas du 22 février 2027 au 7 mars 2027 (vacances de détente) : 14 jours de plus. "
        "(décret ONE du 17 juillet 2002, art. 22/7)",
        "Le délai ne court pas le 29 mars 2027 (lundi de Pâques) : 1 jour de plus. "
        "(décret ONE du 17 juillet 2002, art. 22/7)",
        "45 jours calendrier : le dernier jour est le vendredi 2 avril 2027, compris jusqu’à minuit. "
        "(décret ONE du 17 juillet 2002, art. 22/7)",
    ]


def test_the_last_working_day_of_a_month_explained():
    found = due(limit("D83"), d("2028-05-21"))
    assert [step.day for step in found.steps] == [None, d("2028-06-30"), d("2028-09-30"), d("2028-09-29")]
    assert explanation(found)[1:] == (
        "Le trimestre finit le vendredi 30 juin 2028. (arrêté du 3 décembre 2003, art. 25/1)",
        "Le mois qui compte finit le samedi 30 septembre 2028. (arrêté du 3 décembre 2003, art. 25/1)",
        "Le samedi 30 septembre 2028 est chômé : l’échéance est avancée au vendredi 29 septembre 2028. "
        "(arrêté du 3 décembre 2003, art. 25/1)",
    )


def test_a_quarter_explained():
    found = due(limit("D87"), d("2026-02-04"))
    assert explanation(found)[1:] == (
        "Point de départ : le mercredi 4 février 2026 (démarrage effectif de l’accueil). "
        "(décret du 3 juillet 2003, art. 37)",
        "Le trimestre civil qui compte finit le mardi 30 juin 2026. (décret du 3 juillet 2003, art. 37)",
    )
    assert [step.day for step in found.steps] == [None, d("2026-02-04"), d("2026-06-30")]


def test_a_fixed_date_explained():
    assert explanation(due(limit("D81"), d("2022-09-30"))) == (
        "L’arrêté dit « le trimestre qui suit » : nous lisons du 1er octobre au 31 décembre, sans report. "
        "(arrêté du 3 décembre 2003, art. 21)",
        "Fin de la période de subvention (30 septembre) : 30 septembre 2022. (arrêté du 3 décembre 2003, art. 21)",
        "1er octobre 2022 : La période s’ouvre. (arrêté du 3 décembre 2003, art. 21)",
        "31 décembre 2022 : Dernier jour, jusqu’à minuit. Une date fixe n’est pas reportée. "
        "(arrêté du 3 décembre 2003, art. 21)",
        "Pour ne rien risquer : le vendredi 30 décembre 2022, dernier jour ouvrable avant. "
        "(arrêté du 3 décembre 2003, art. 21)",
    )


def test_advice_has_no_last_minute():
    found = due(limit("D33-two-months"), SchoolYear(2020).first_day)
    assert (found.due, found.safe, found.soft) == (d("2020-10-31"), d("2020-10-30"), True)
    assert found.steps[-1].line.startswith("31 octobre 2020 : Dernier jour conseillé. (guide de l’ONE")


def test_sittings_of_the_council_explained():
    sittings = tuple(map(d, ("2027-03-22", "2027-02-04", "2027-03-01", "2027-02-22", "2027-02-22")))
    found = due(limit("D13"), d("2027-02-04"), Facts(council=sittings))
    assert (found.raw, found.due, found.safe) == (d("2027-03-01"),) * 3
    assert explanation(found)[1:] == (
        "Le jeudi 4 février 2027 (échéance du délai de la CCA) ne compte pas. (décret du 3 juillet 2003, art. 10)",
        "22 février 2027 : 1re séance du conseil communal. (décret du 3 juillet 2003, art. 10)",
        "1er mars 2027 : 2e séance du conseil communal. (décret du 3 juillet 2003, art. 10)",
    )


@pytest.mark.parametrize(
    ("known", "start", "rule"),
    [
        ("D10", "2026-09-15", DAY_RULE),
        ("D06", "2026-09-15", DAY_RULE),
        ("D22", "2026-09-15", YEAR_RULE),
        ("D43", "2026-09-15", WORKING_DAY_READING),
        ("D01", "2026-09-15", MONTH_READING),
        ("T3", "2026-09-15", ANALOGY),
        ("T27", "2026-09-15", ANALOGY),
        ("T13", "2026-09-15", WORKING_DAY_READING),
        ("T12", "2026-09-15", MONTH_READING),
        ("D67", "2026-09-15", ANALOGY),
    ],
)
def test_the_counting_rule_that_each_text_rests_on(known, start, rule):
    found = due(limit(known), d(start))
    assert next(step for step in found.steps if step.kind == "step").article == rule


# What is refused


@pytest.mark.parametrize("known", slow_counting.WITHOUT_A_DAY)
def test_a_duty_without_a_day_says_so(known):
    row = limit(known)
    with pytest.raises(CannotCompute) as raised:
        due(row, d("2026-05-01"))
    assert str(raised.value) == f"Impossible à calculer : {row.citation}, ne donne pas de jour. {row.reading}"
    assert raised.value.field == "limit"


def test_a_row_without_its_day_or_its_reading():
    with pytest.raises(CannotCompute) as raised:
        due(invented(unit=Unit.FIXED_DATE), d("2026-05-01"))
    assert str(raised.value) == "Impossible à calculer : décret du 3 juillet 2003, art. 99, ne donne pas de jour."


@pytest.mark.parametrize(
    ("known", "start", "said"),
    [
        (
            "D10",
            "2003-12-31",
            "art. 7, al. 3, n’est pas connu avant le 1er janvier 2004 ; vous demandez le 31 décembre",
        ),
        ("D01", "2003-12-02", "art. 2, § 1er, n’est pas connu avant le 3 décembre 2003 ; vous demandez le 2 décembre"),
        ("D54", "2026-12-31", "art. 22/7, n’est pas connu avant le 1er janvier 2027 ; vous demandez le 31 décembre"),
        ("T28", "2026-12-10", "art. 22/7, n’est pas connu avant le 1er janvier 2027 ; vous demandez le 10 décembre"),
        ("D50", "2027-01-01", "n’est plus en vigueur le 1er janvier 2027 : ce délai valait jusqu’au 31 décembre 2026."),
        ("D08", "2010-07-27", "n’est plus en vigueur le 27 juillet 2010 : ce délai valait jusqu’au 26 juillet 2010."),
        ("D104", "2025-01-01", "n’est plus en vigueur le 1er mars 2025 : ce délai valait jusqu’au 15 juillet 2024."),
        ("D106", "2024-09-30", "n’est plus en vigueur le 31 octobre 2024 : ce délai valait jusqu’au 15 juillet 2024."),
        ("D31", "2008-09-01", "art. 3/1, n’est pas connu avant le 26 octobre 2009 ; vous demandez le 31 décembre 2008"),
        ("D32", "2008-09-01", "art. 3/2, n’est pas connu avant le 26 octobre 2009 ; vous demandez le 31 décembre 2008"),
        ("D106", "2008-09-30", "art. 11, n’est pas connu avant le 26 octobre 2009 ; vous demandez le 31 octobre 2008"),
        ("D50", "2009-08-05", "n’est pas connu avant le 6 août 2009 ; vous demandez le 5 août 2009"),
        ("D90", "2014-12-31", "art. 27/1, n’est pas connu avant le 1er janvier 2015 ; vous demandez le 31 décembre"),
    ],
)
def test_outside_its_time_a_limit_is_not_computed(known, start, said):
    with pytest.raises(CannotCompute) as raised:
        due(limit(known), d(start))
    assert str(raised.value).startswith(f"Impossible à calculer : {text(limit(known).text).short}, ")
    assert said in str(raised.value)
    assert raised.value.field == "from"


@pytest.mark.parametrize(
    ("known", "day", "yes"),
    [
        ("D50", "2026-12-31", True),
        ("D50", "2027-01-01", False),
        ("D54", "2027-01-01", True),
        ("D54", "2026-12-31", False),
        ("D01", "2003-12-03", True),
        ("D01", "2003-12-02", False),
        ("D33", "1950-01-01", True),
    ],
)
def test_in_force_from_its_first_day_to_its_last(known, day, yes):
    assert limit(known).in_force(d(day)) is yes


def test_the_regime_of_an_appeal_is_that_of_the_notification():
    late = Facts(notified=d("2026-12-30"))
    assert due(limit("D50"), d("2027-01-04"), late).due == d("2027-01-25")
    assert due(limit("D51"), d("2027-01-20"), late).due == d("2027-05-20")
    with pytest.raises(CannotCompute, match="n’est pas connu avant le 1er janvier 2027"):
        due(limit("D55"), d("2027-01-20"), late)
    with pytest.raises(CannotCompute, match="n’est plus en vigueur le 2 janvier 2027"):
        due(limit("D53"), d("2026-12-31"), Facts(notified=d("2027-01-02")))


def test_an_unknown_school_calendar_stops_the_count():
    with pytest.raises(CannotCompute) as raised:
        due(limit("D54"), d("2029-08-01"))
    assert str(raised.value) == "Impossible à calculer : le calendrier scolaire du 21 août 2029 n’est pas connu."
    assert raised.value.field == "from"


@pytest.mark.parametrize("sittings", [(), ("2027-02-22",), ("2027-02-22", "2027-02-04", "2027-02-22")])
def test_two_sittings_are_needed(sittings):
    with pytest.raises(CannotCompute) as raised:
        due(limit("D13"), d("2027-02-04"), Facts(council=tuple(map(d, sittings))))
    assert str(raised.value) == (
        "Impossible à calculer : donnez les dates des séances du conseil communal après le 4 février 2027."
    )
    assert raised.value.field == "council"


@pytest.mark.parametrize(
    ("known", "length"), [("D60", 60), ("D60", 400), ("D61", 10), ("D61", 75), ("D62", 10), ("D63", 0)]
)
def test_a_length_within_its_bounds(known, length):
    found = due(limit(known), d("2026-03-02"), Facts(length=length))
    assert found.raw == d("2026-03-02") + timedelta(days=length)


@pytest.mark.parametrize(
    ("known", "length", "said"),
    [
        ("D60", 59, "Ce délai ne peut pas être plus court que 60 jours (décret du 3 juillet 2003, art. 28, al. 1er)."),
        ("D61", 9, "Ce délai ne peut pas être plus court que 10 jours (décret du 3 juillet 2003, art. 29, al. 1er)."),
        ("D61", 76, "Ce délai ne peut pas dépasser 75 jours (décret du 3 juillet 2003, art. 29, al. 1er)."),
        ("D62", 9, "Ce délai ne peut pas être plus court que 10 jours (décret du 3 juillet 2003, art. 39, al. 4)."),
        ("D63", -1, "La longueur va de 0 à 36\N{NARROW NO-BREAK SPACE}525 jours calendrier."),
        (
            "D10",
            150,
            "La longueur de ce délai est fixée (décret du 3 juillet 2003, art. 7, al. 3) : retirez « length ».",
        ),
    ],
)
def test_a_length_out_of_its_bounds(known, length, said):
    with pytest.raises(Refused) as raised:
        due(limit(known), d("2026-03-02"), Facts(length=length))
    assert (str(raised.value), raised.value.field) == (said, "length")


@pytest.mark.parametrize("known", slow_counting.SET_BY_ONE)
def test_a_length_that_one_sets_is_asked_for(known):
    with pytest.raises(CannotCompute) as raised:
        due(limit(known), d("2026-03-02"))
    assert str(raised.value) == "Impossible à calculer : l’ONE fixe ce délai. Donnez sa longueur en jours."
    assert raised.value.field == "length"


def test_an_unknown_limit():
    with pytest.raises(KeyError):
        limit("D99")


def test_every_unit_has_its_counter():
    assert set(COUNTERS) == set(Unit)


# For any day


@settings(max_examples=50)
@given(st.sampled_from(MOVED), st.dates(date(2027, 1, 1), date(2028, 9, 30)), st.integers(1, 30))
def test_what_is_moved_is_never_due_on_a_closed_day_nor_earlier_for_starting_later(known, start, more):
    row = limit(known)
    if row.valid_to:
        start -= timedelta(days=365 * (start.year - row.valid_to.year + 2))
        start = max(start, row.known_from or start)
    found = due(row, start)
    assert not slow_counting.closed(found.due)
    assert (found.raw, found.due) == slow_counting.counted(*slow_counting.LIMITS[known], start)
    if row.in_force(start + timedelta(days=more)):
        assert found.due <= due(row, start + timedelta(days=more)).due
    if row.unit.value in {"CD", "WD", "MO", "YR"}:
        assert found.due == due_day(start, row.length, Length(row.unit))


@settings(max_examples=50)
@given(st.sampled_from([row for row in limits() if row.id in slow_counting.LIMITS]), st.integers(0, 600))
def test_the_safe_day_is_a_working_day_in_time_and_the_lines_name_the_days(row, more):
    start = max(row.known_from or d("2004-01-01"), d("2004-01-01")) + timedelta(days=more)
    if row.unit is Unit.FIXED_DATE:
        start += timedelta(days=366)  # the day it falls on is the one that must be in force
    if not row.in_force(start):
        start = row.valid_to
    found = due(row, start)
    told = " ".join(explanation(found))
    if row.nature == "act":
        assert is_working_day(found.safe)
        assert found.safe <= min(found.raw, found.due)
        assert (found.due - found.safe).days <= 5
        assert row.soft or found.safe == found.due or long_date(found.safe) in told
    else:
        assert found.safe is None
    assert full_date(found.raw) in told
    assert full_date(found.due) in told
    assert row.citation in told


# The dates of the annual plan: D30 to D33


@pytest.mark.parametrize(
    ("limit_id", "final", "soft"),
    [
        ("D31", date(2020, 12, 31), False),
        ("D32", date(2021, 12, 31), False),
        ("D33", date(2020, 12, 31), True),
        ("D33-preparation", date(2020, 6, 30), True),
        ("D33-objectives", date(2020, 6, 30), True),
        ("D33-approval", date(2020, 9, 15), True),
        ("D33-two-months", date(2020, 10, 31), True),
    ],
)
def test_due_dates_of_2020(limit_id, final, soft):
    found = due(limit(limit_id), SchoolYear(2020).first_day)
    assert (found.raw, found.due, found.soft) == (final, final, soft)
    assert found.steps[-1].day == final
    assert found.article


def test_before_the_law_there_is_no_due_date():
    assert all(one.soft for one in dates_of_plan(SchoolYear(2008)))
    assert [one.limit.id for one in dates_of_plan(SchoolYear(2009)) if not one.soft] == ["D31", "D32"]


def test_the_decree_gives_no_day_for_the_approval_by_the_cca():
    assert "ne donne pas de jour pour cette approbation" in " ".join(
        explanation(due(limit("D31"), SchoolYear(2026).first_day))
    )


def test_the_life_of_one_plan():
    found = [one.limit.id for one in dates_of_plan(SchoolYear(2026))]
    assert found == ["D33-preparation", "D33-objectives", "D33-approval", "D33-two-months", "D31", "D32"]


def test_the_line_of_a_school_year_meets_three_plans():
    found = [(one.limit.id, str(one.year)) for one in plan_dates(SchoolYear(2026))]
    assert found == [
        ("D33-approval", "2026-2027"),
        ("D33-two-months", "2026-2027"),
        ("D32", "2025-2026"),
        ("D31", "2026-2027"),
        ("D33-preparation", "2027-2028"),
        ("D33-objectives", "2027-2028"),
    ]


@settings(max_examples=50)
@given(st.integers(min_value=1990, max_value=2200))
def test_the_line_of_any_year_stays_within_it_and_in_order(start):
    year = SchoolYear(start)
    finals = [one.due for one in plan_dates(year)]
    assert finals == sorted(finals)
    assert all(year.first_day <= day <= year.last_day for day in finals)
