"""The law's answer about a fee: what is asked, that it is what `preau law` answers, and what is missing."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from preau.law import asking
from preau.law.fees import fee_check
from preau.operators.description import FeeText, HoursText, PeriodText
from preau.operators.fees.checking import checked, fee_question
from preau.operators.fees.reading import fees_of
from tests.factories import ZoneFactory
from tests.operators import made

DAY = date(2026, 11, 21)
SHORT = tuple(HoursText(weekday=day, starts=930, ends=1080) for day in (0, 1, 3, 4))  # 15:30-18:00
LONG = tuple(HoursText(weekday=day, starts=480, ends=1080) for day in range(5))


def fee(unit: str, amount: str, elsewhere: str | None = None, **told: object) -> FeeText:
    return FeeText(
        unit=unit, amount=Decimal(amount), elsewhere=None if elsewhere is None else Decimal(elsewhere), **told
    )


def period(hours: tuple[HoursText, ...] = SHORT, kind: str = "after_school") -> PeriodText:
    return PeriodText(kind=kind, hours=hours)


@pytest.mark.parametrize(
    ("asked", "during"),
    [
        (fee("free", "0", "0"), period()),
        (fee("per_half_hour", "0.50", "0.50"), period()),
        (fee("per_hour", "2.00"), period()),
        (fee("per_day", "4.50", "4.50"), period()),
        (fee("per_day", "3.50", "5.00"), period()),
        (fee("per_day", "9.00", "9.00"), period(LONG, "long_holidays")),
        (fee("per_week", "45", "45"), period(LONG, "short_holidays")),
        (fee("per_year", "500", "500"), period()),
        (fee("per_month", "30"), period()),
        (fee("per_day", "5.20", "5.20", derogation=Decimal(6), derogation_on=date(2026, 1, 1)), period()),
    ],
)
def test_the_page_says_what_the_command_answers(asked: FeeText, during: PeriodText) -> None:
    question = fee_question(asked, during, DAY)
    reply = asking.ask("fee_check", msgspec.json.encode(question))
    assert reply.ok
    shown = checked(asked, during, DAY)
    assert shown.question == question
    assert shown.answer is not None
    assert asking.reply(shown.answer) == reply
    assert [step.sentence for step in shown.steps] == [step.text_fr for step in fee_check(question).steps]


def test_an_amount_by_the_half_hour_is_brought_to_the_day() -> None:
    question = fee_question(fee("per_half_hour", "0.55", "0.60"), period(), DAY)
    assert (question.asked, question.asked_elsewhere, question.hours_per_day) == (
        Decimal("2.75"),
        Decimal("3.00"),
        Decimal("2.50"),
    )


def test_the_longest_day_under_the_cap_is_asked_about() -> None:
    mixed = (*SHORT, HoursText(weekday=2, starts=720, ends=1080), HoursText(weekday=5, starts=0, ends=60))
    assert fee_question(fee("per_half_hour", "1"), period(mixed), DAY).asked == Decimal(5)


def test_verdicts_in_words() -> None:
    assert checked(fee("per_day", "3", "3"), period(), DAY).tags == [
        ("Plafond respecté", "done"),
        ("Même prix pour tous", "done"),
    ]
    above = checked(fee("per_day", "4.50", "4.50"), period(), DAY)
    assert above.tags[0] == ("Plafond impossible à calculer", "wait")
    assert not above.faulty
    assert any("il manque l’indice" in step.sentence for step in above.steps)
    before = checked(fee("per_day", "4.50", "5.00"), period(), date(2014, 3, 3))
    assert [words for words, _ in before.tags] == ["Au-dessus du plafond", "Différence selon la commune"]
    assert before.faulty
    assert checked(fee("per_day", "30"), period(LONG, "long_holidays"), DAY).tags == [
        ("Pas de plafond", "quiet"),
        ("Autres communes : pas encore su", "wait"),
    ]


def test_a_derogation_counts_from_its_day() -> None:
    granted = fee("per_day", "5.50", "5.50", derogation=Decimal(6), derogation_on=date(2026, 11, 22))
    assert fee_question(granted, period(), DAY).derogation is None
    assert fee_question(granted, period(), date(2026, 11, 22)).derogation == Decimal(6)


@pytest.mark.parametrize(
    ("asked", "during", "said"),
    [
        (fee("per_half_hour", "1", activity="Judo"), period(), "durée de l’activité"),
        (fee("per_half_hour", "1"), period(()), "heures d’ouverture"),
        (fee("per_day", "1"), period(()), "donnez la durée de l’accueil"),
        (fee("per_month", "1"), period(LONG, "long_holidays"), "pendant les vacances"),
    ],
)
def test_what_cannot_be_judged_says_what_is_missing(asked: FeeText, during: PeriodText, said: str) -> None:
    shown = checked(asked, during, DAY)
    assert shown.answer is None and not shown.faulty
    assert said in shown.missing
    assert shown.tags == [("Plafond impossible à calculer", "wait")]


@pytest.mark.django_db
def test_a_period_to_come_is_judged_on_its_first_day() -> None:
    begins = date(2027, 1, 4)
    granted = fee("per_day", "5.50", "5.50", derogation=Decimal(6), derogation_on=begins)
    later = made.after_school(fees=(granted,), first_day=begins)
    now = made.after_school(fees=(granted,))
    place = made.full_place(made.operator(ZoneFactory()), periods=(later, now))
    coming, present = (found.lines[0].check for found in fees_of(place, DAY))
    assert (coming.question.day, coming.tags[0]) == (begins, ("Plafond respecté", "done"))
    assert (present.question.day, present.tags[0]) == (DAY, ("Plafond impossible à calculer", "wait"))
