"""The limits explained: how each is counted, moved and made safe, in sentences."""

import pytest

from preau.law.annual_plan import SchoolYear
from preau.law.counting import ANALOGY, DAY_RULE, MONTH_READING, WORKING_DAY_READING, YEAR_RULE
from preau.law.results import explanation
from preau.law.time_limits import Facts, due, limit
from tests.law.asked import day as d


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
