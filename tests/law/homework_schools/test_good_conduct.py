"""The extract from the criminal record."""

from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.good_conduct import GoodConductQuestion, edd_good_conduct

DAY = date(2026, 11, 21)


def asked(extract=date(2026, 6, 15), result="clean", day=DAY, requested=date(2026, 9, 1)):
    return edd_good_conduct(GoodConductQuestion(day=day, requested_on=requested, extract_date=extract, result=result))


@pytest.mark.parametrize(
    ("extract", "young"),
    [
        (date(2026, 3, 1), "not_met"),
        (date(2026, 3, 2), "met"),
        (date(2026, 9, 1), "met"),
        (date(2026, 9, 20), "met"),
        (None, "unknown"),
    ],
)
def test_less_than_six_months_old_when_asked_for(extract, young):
    answer = asked(extract)
    assert (answer.young_enough, answer.verdict) == (young, young)


@pytest.mark.parametrize(("result", "content"), [("clean", "met"), ("problem", "not_met"), (None, "unknown")])
def test_what_was_seen(result, content):
    answer = asked(result=result)
    assert (answer.content, answer.verdict) == (content, content)
    words = {"met": "rempli", "not_met": "non rempli", "unknown": "à vérifier"}[content]
    assert answer.steps[1].line == (
        "Pas de condamnation ni d’internement qui nuise à l’école de devoirs ou à la fonction : "
        f"{words}. (décret EDD du 28 avril 2004, art. 13)"
    )
    assert answer.steps[1].kind == ("step" if content == "met" else "warning")


@pytest.mark.parametrize(
    ("day", "extract", "due", "overdue", "verdict", "kind"),
    [
        (date(2026, 6, 15), date(2021, 6, 15), date(2026, 6, 15), False, "met", "reading"),
        (date(2026, 6, 16), date(2021, 6, 15), date(2026, 6, 15), True, "not_met", "warning"),
        (date(2024, 3, 16), date(2017, 1, 10), date(2024, 3, 16), False, "met", "reading"),
        (date(2024, 3, 17), date(2017, 1, 10), date(2024, 3, 16), True, "not_met", "warning"),
        (date(2024, 3, 15), date(2017, 1, 10), None, None, "met", "step"),
    ],
)
def test_renewed_every_five_years_since_16_march_2024(day, extract, due, overdue, verdict, kind):
    answer = asked(extract, day=day, requested=extract)
    assert (answer.next_due, answer.overdue, answer.verdict, answer.steps[2].kind) == (due, overdue, verdict, kind)


def test_the_explanation_of_an_extract():
    assert [step.line for step in asked().steps] == [
        "Extrait du 15 juin 2026, demandé le 1er septembre 2026 : moins de six mois. (décret EDD du 28 avril 2004, "
        "art. 13)",
        "Pas de condamnation ni d’internement qui nuise à l’école de devoirs ou à la fonction : rempli. (décret EDD du "
        "28 avril 2004, art. 13)",
        "Prochain extrait pour le 15 juin 2031, cinq ans après le dernier. L’autre lecture, que ce décret ne vise pas "
        "les écoles de devoirs, n’est pas retenue ; à confirmer par l’ONE. (décret du 1er février 2024, art. 3)",
        "La structure garde l’extrait ; l’ONE le consulte pour un contrôle seulement. (décret du 1er février 2024, "
        "art. 3)",
    ]
    old = asked(date(2026, 3, 1)).steps[0]
    assert asked().steps[0].kind == "step"
    assert (old.line, old.kind) == (
        "Extrait du 1er mars 2026, demandé le 1er septembre 2026 : six mois ou plus. (décret EDD du 28 avril 2004, "
        "art. 13)",
        "warning",
    )


def test_an_unknown_extract():
    answer = asked(None)
    assert (answer.next_due, answer.overdue) == (None, None)
    assert [(answer.steps[rank].line, answer.steps[rank].kind) for rank in (0, 2)] == [
        ("La date de l’extrait est inconnue. (décret EDD du 28 avril 2004, art. 13)", "warning"),
        (
            "Prochain extrait : cinq ans après le dernier, dont la date est inconnue. (décret du 1er février 2024, "
            "art. 3)",
            "step",
        ),
    ]
    before = asked(None, day=date(2024, 3, 15), requested=date(2024, 3, 1)).steps[2]
    assert before.line == (
        "L’extrait n’est à renouveler tous les cinq ans que depuis le 16 mars 2024. (décret du 1er février 2024, "
        "art. 3)"
    )


def test_an_extract_of_tomorrow_is_refused():
    question = '{"day": "2026-11-21", "requested_on": "2026-11-01", "extract_date": "2026-11-22"}'
    reply = ask("edd_good_conduct", question)
    assert (reply.error.field, reply.error.message) == (
        "extract_date",
        "L’extrait ne peut pas dater d’après le 21 novembre 2026.",
    )
    assert asked(DAY).next_due == date(2031, 11, 21)


def test_a_request_of_tomorrow_is_refused():
    reply = ask("edd_good_conduct", '{"day": "2026-11-21", "requested_on": "2026-11-22"}')
    assert (reply.error.field, reply.error.message) == (
        "requested_on",
        "La demande ne peut pas dater d’après le 21 novembre 2026.",
    )
    assert asked(requested=DAY).young_enough == "met"


def test_an_extract_before_2013_is_not_known():
    reply = ask("edd_good_conduct", '{"day": "2013-08-31", "requested_on": "2013-08-31"}')
    assert (reply.error.code, reply.error.field) == ("cannot_compute", "day")
    assert ask("edd_good_conduct", '{"day": "2013-09-01", "requested_on": "2013-08-31"}').ok
