"""The extract from the criminal record of the staff, due again five years later."""

from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.good_conduct import ExtractQuestion, good_conduct

DAY = date(2026, 11, 21)
ARTICLE = "(décret du 1er février 2024, art. 3)"


def asked(extract=date(2022, 3, 10), result="clean", day=DAY):
    return good_conduct(ExtractQuestion(day=day, extract_date=extract, result=result))


@pytest.mark.parametrize(
    ("day", "extract", "due", "overdue"),
    [
        (date(2026, 6, 15), date(2021, 6, 15), date(2026, 6, 15), False),
        (date(2026, 6, 16), date(2021, 6, 15), date(2026, 6, 15), True),
        (date(2029, 2, 28), date(2024, 2, 29), date(2029, 2, 28), False),
        (DAY, DAY, date(2031, 11, 21), False),
    ],
)
def test_the_next_one_is_due_five_years_later(day, extract, due, overdue):
    answer = asked(extract, day=day)
    assert (answer.next_due, answer.overdue) == (due, overdue)


@pytest.mark.parametrize(
    ("day", "due", "overdue"),
    [
        (date(2024, 3, 15), None, None),
        (date(2024, 3, 16), date(2024, 3, 16), False),
        (date(2024, 3, 17), date(2024, 3, 16), True),
    ],
)
def test_the_renewal_is_asked_since_16_march_2024(day, due, overdue):
    answer = asked(date(2015, 1, 10), day=day)
    assert (answer.next_due, answer.overdue) == (due, overdue)
    if due is None:
        assert answer.steps[2].line == (
            f"L’extrait n’est à renouveler tous les cinq ans que depuis le 16 mars 2024. {ARTICLE}"
        )
        assert answer.steps[2].kind == "step"


def test_an_unknown_date_says_that_nothing_can_be_said():
    answer = asked(None)
    assert (answer.next_due, answer.overdue) == (None, None)
    assert answer.steps[2].kind == "warning"
    assert answer.steps[2].line == f"Impossible à dire : la date du dernier extrait n’est pas connue. {ARTICLE}"


@pytest.mark.parametrize(
    ("result", "may_work", "kind", "words"),
    [
        ("clean", True, "step", "Rien dans l’extrait n’empêche de travailler avec des enfants."),
        ("problem", False, "warning", "L’extrait empêche de travailler avec des enfants."),
        (None, None, "warning", "Ce que la structure a constaté n’est pas connu."),
    ],
)
def test_what_was_seen(result, may_work, kind, words):
    answer = asked(result=result)
    assert (answer.may_work, answer.steps[1].kind, answer.steps[1].line) == (may_work, kind, f"{words} {ARTICLE}")


def test_the_explanation():
    lines = [step.line for step in asked().steps]
    assert lines[0] == (
        f"Qui est en contact avec les enfants, ou peut l’être, remet un extrait de casier judiciaire. {ARTICLE}"
    )
    assert lines[2:] == [
        f"Prochain extrait pour le 10 mars 2027, cinq ans après celui du 10 mars 2022. {ARTICLE}",
        f"La structure garde l’extrait ; l’ONE le consulte pour un contrôle seulement. {ARTICLE}",
    ]
    due = asked(date(2021, 11, 20)).steps[2]
    assert (due.kind, due.day) == ("warning", date(2026, 11, 20))
    assert (
        due.line == f"Un extrait était dû pour le 20 novembre 2026, cinq ans après celui du 20 novembre 2021. {ARTICLE}"
    )
    assert asked().steps[2].kind == "step"


def test_an_extract_of_tomorrow_is_refused():
    reply = ask("good_conduct", '{"day": "2026-11-21", "extract_date": "2026-11-22"}')
    assert (reply.error.field, reply.error.message) == (
        "extract_date",
        "L’extrait ne peut pas dater d’après le 21 novembre 2026.",
    )
