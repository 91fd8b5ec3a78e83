"""The law's answer about the staffing of a period: what is asked, that it is what `preau law` answers."""

from datetime import date

import msgspec
import pytest

from preau.law import asking
from preau.law.results import CannotCompute
from preau.operators.description import HoursText, PeriodText, period_text
from preau.operators.models import CarePlace, Recognition
from preau.operators.staffing.asking import law_operator, next_day, staffed, staffing_question
from tests.factories import ZoneFactory
from tests.operators import made

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)  # a Saturday
WEDNESDAY = 2


def placed(*periods: PeriodText, **told: object) -> CarePlace:
    operator = made.operator(ZoneFactory(), **{"in_cle": True, **told})
    return made.full_place(operator, periods=tuple(periods))


def holiday(**told: object) -> PeriodText:
    """Return a long day of the autumn break, mixed ages."""
    said = {
        "kind": "short_holidays",
        "hours": made.hours((0, 1, 2, 3, 4), 8 * 60, 17 * 60),
        "expected_under_six": 2,
        "expected_six_and_over": 3,
        "workers": 2,
        "workers_last_year": 2,
    }
    return PeriodText(**{**said, **told})


@pytest.mark.parametrize(
    "period",
    [
        made.after_school(),
        made.after_school(expected_under_six=19, expected_six_and_over=18),
        made.after_school(hours=made.hours((0, 1), 16 * 60, 20 * 60)),
        made.after_school(kind="before_school", hours=made.hours((0, 1), 7 * 60, 8 * 60 + 30)),
        made.after_school(workers=1, workers_last_year=2, second_adult="none"),
        made.after_school(workers=None, workers_last_year=None, second_adult=""),
        made.wednesday(),
        made.wednesday(expected_under_six=0, expected_six_and_over=6, second_adult="on_call"),
        holiday(),
        holiday(expected_under_six=9, expected_six_and_over=13),
        holiday(kind="long_holidays", hours=made.hours((0,), 9 * 60, 12 * 60)),
        holiday(kind="weekend", hours=made.hours((5,), 9 * 60, 12 * 60)),
    ],
)
def test_the_page_says_what_the_command_answers(period: PeriodText) -> None:
    place = placed(period)
    row = place.periods.get()
    shown = staffed(place, row, DAY)
    assert shown.question is not None and shown.answer is not None
    assert shown.question == staffing_question(place, row, period.hours[0].weekday, DAY)
    reply = asking.ask("care_staffing", msgspec.json.encode(shown.question))
    assert reply.ok
    assert asking.reply(shown.answer) == reply


def test_the_table_of_the_law_sheet() -> None:
    place = placed(
        made.after_school(expected_under_six=18, expected_six_and_over=0),
        made.after_school(expected_under_six=19, expected_six_and_over=0),
        holiday(expected_under_six=8, expected_six_and_over=0),
        holiday(expected_under_six=9, expected_six_and_over=0),
        holiday(expected_under_six=0, expected_six_and_over=13),
        holiday(expected_under_six=9, expected_six_and_over=13),
    )
    found = [staffed(place, row, DAY).answer.workers for row in place.periods.all()]
    assert found == [1, 2, 1, 2, 2, 4]


WORKDAY = (0, 1, 3, 4)


@pytest.mark.parametrize(
    ("period", "workers"),
    [
        *(
            (made.after_school(expected_under_six=0, expected_six_and_over=children), workers)
            for children, workers in ((18, 1), (19, 2), (36, 2), (37, 3))
        ),
        (holiday(expected_under_six=0, expected_six_and_over=12), 1),
        (holiday(expected_under_six=5, expected_six_and_over=7), 2),
        (made.wednesday(hours=made.hours((2,), 12 * 60 + 30, 18 * 60)), 2),
        (made.after_school(kind="before_school", hours=made.hours(WORKDAY, 7 * 60, 8 * 60 + 30)), 2),
        (made.after_school(hours=made.hours(WORKDAY, 16 * 60, 19 * 60)), 2),
    ],
)
def test_the_cases_of_the_law_sheet(period: PeriodText, workers: int) -> None:
    place = placed(period)
    assert staffed(place, place.periods.get(), DAY).answer.workers == workers


def test_beyond_seven_in_the_evening_the_period_is_cut() -> None:
    place = placed(made.after_school(hours=made.hours(WORKDAY, 16 * 60, 20 * 60)))
    parts = staffed(place, place.periods.get(), DAY).answer.parts
    assert [(part.starts, part.ends, part.children_per_worker) for part in parts] == [
        ("16:00", "19:00", (18,)),
        ("19:00", "20:00", (8, 12)),
    ]


@pytest.mark.parametrize(("children", "needed"), [(6, False), (7, True)])
def test_the_second_adult_from_the_seventh_child(children: int, needed: bool) -> None:
    told = {"expected_under_six": 0, "expected_six_and_over": children, "workers": 1, "workers_last_year": 1}
    place = placed(made.after_school(**told, second_adult=""))
    shown = staffed(place, place.periods.get(), DAY)
    assert (shown.answer.workers, shown.answer.second_adult_needed, shown.unsure) == (1, needed, needed)


def test_exactly_three_hours_are_shown_both_ways() -> None:
    morning = made.hours(WORKDAY, 9 * 60, 12 * 60)
    place = placed(
        holiday(hours=morning, expected_under_six=9, workers=3), holiday(hours=morning, workers=1), holiday()
    )
    first, second, long = (staffed(place, row, DAY) for row in place.periods.all())
    assert (first.answer.workers, first.looser) == (3, 1)
    assert "3 accueillants (lecture retenue, la plus stricte) ; l’autre lecture donnerait 1" in first.gap
    assert (second.answer.workers, second.looser) == (2, 1)
    assert (long.looser, long.gap) == (None, "")


def test_what_is_not_known_is_unsure_never_met() -> None:
    place = placed(
        made.after_school(),
        made.after_school(workers=None),
        made.after_school(workers_last_year=None),
        made.after_school(workers=1, workers_last_year=1, second_adult=""),
        made.after_school(expected_under_six=None),
    )
    assert [staffed(place, row, DAY).unsure for row in place.periods.all()] == [False, True, True, True, True]


def test_mixed_ages_are_shown_both_ways() -> None:
    place = placed(holiday(), made.after_school())
    mixed, plain = (staffed(place, row, DAY) for row in place.periods.all())
    assert mixed.mixed == "Âges comptés à part : 2 accueillants (lecture retenue). Ensemble : 1."
    assert plain.mixed == ""


def test_the_day_is_the_next_one_on_which_the_period_takes_place() -> None:
    place = placed(made.after_school(), holiday(), made.wednesday())
    after_school, break_day, wednesday = place.periods.all()
    assert staffed(place, after_school, DAY).question.day == date(2026, 11, 23)
    assert staffed(place, break_day, DAY).question.day == date(2026, 12, 21)
    armistice_week = date(2026, 11, 9)
    assert staffed(place, wednesday, armistice_week).question.day == date(2026, 11, 18)
    assert not any("vérifiez « après l’école »" in step.sentence for step in staffed(place, after_school, DAY).steps)
    assert next_day(period_text(after_school), 0, date(2050, 9, 6)) == date(2050, 9, 12)  # the calendar is not known


def test_unknown_numbers_are_never_zero() -> None:
    place = placed(
        made.after_school(expected_under_six=None),
        made.after_school(expected_six_and_over=None),
        made.after_school(hours=()),
    )
    first, second, third = (staffed(place, row, DAY) for row in place.periods.all())
    assert "moins de six ans n’est pas donné" in first.missing
    assert "six ans ou plus n’est pas donné" in second.missing
    assert "donnez les heures d’ouverture" in third.missing
    for shown in (first, second, third):
        assert shown.answer is None and not shown.faulty
        assert shown.tags == [("Impossible à calculer", "wait")]
    with pytest.raises(CannotCompute):
        staffing_question(place, place.periods.first(), 6, DAY)


def test_verdicts_in_words() -> None:
    place = placed(
        made.after_school(),
        made.after_school(workers=1, workers_last_year=2, second_adult="none"),
        made.after_school(workers=None, workers_last_year=None, second_adult=""),
        made.after_school(expected_under_six=2, expected_six_and_over=2, workers=1, workers_last_year=1),
    )
    good, bad, unknown, few = (staffed(place, row, DAY) for row in place.periods.all())
    assert good.tags == [("Norme assurée", "done"), ("Second adulte", "done")]
    assert [words for words, _ in bad.tags] == ["Sous la norme", "Moins que l’an dernier", "Pas de second adulte"]
    assert bad.faulty and not good.faulty and not unknown.faulty
    assert {kind for _, kind in unknown.tags} == {"wait"} and len(unknown.tags) == 3
    assert few.tags == [("Norme assurée", "done")]


def test_whom_the_ratio_binds() -> None:
    place = placed(made.after_school(), kind="recognised_otherwise")
    operator = place.operator
    row = place.periods.get()
    assert "il n’est pas dit si l’opérateur est tenu" in staffed(place, row, DAY).missing
    Recognition.objects.create(operator=operator, kind="sport", valid_from=date(2020, 1, 1))
    assert law_operator(operator, DAY).approved is False
    assert staffed(place, row, DAY).tags[0] == ("Pas tenu au taux", "quiet")
    held = Recognition.objects.create(
        operator=operator, kind="atl_approval", valid_from=date(2020, 1, 1), valid_to=date(2026, 11, 20)
    )
    assert law_operator(operator, DAY).approved is False
    held.valid_to = DAY
    held.save()
    assert law_operator(operator, DAY).approved is True
    assert staffed(place, row, DAY).tags[0] == ("Norme assurée", "done")


def test_another_weekday_that_needs_another_number_is_said() -> None:
    hours = (*made.hours((0, 1, 3), 16 * 60, 18 * 60), *made.hours((4,), 15 * 60, 20 * 60))
    place = placed(made.after_school(hours=hours))
    shown = staffed(place, place.periods.get(), DAY)
    assert shown.day_words.replace("\xa0", " ") == "lundi de 16 h à 18 h"
    assert [said.replace("\xa0", " ") for said in shown.others] == ["vendredi de 15 h à 20 h : 4 accueillants"]
    assert shown.tags[:2] == [("Norme assurée", "done"), ("Trop peu un autre jour", "bad")]
    assert shown.faulty
    enough = placed(made.after_school(hours=hours, workers=4))
    assert not staffed(enough, enough.periods.get(), DAY).faulty
    unknown = placed(made.after_school(hours=hours, workers=None))
    assert not staffed(unknown, unknown.periods.get(), DAY).others_lack


def test_the_longest_of_two_stretches_is_asked_about() -> None:
    cut = (HoursText(weekday=0, starts=480, ends=720), HoursText(weekday=0, starts=780, ends=1080))
    place = placed(holiday(hours=cut))
    question = staffed(place, place.periods.get(), DAY).question
    assert (question.starts, question.ends) == ("13:00", "18:00")
