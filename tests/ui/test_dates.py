"""Dates and hours as LOOK writes them."""

from datetime import UTC, date, datetime, time

import pytest

from preau.foundation.ui import dates
from preau.foundation.ui.templatetags.preau import day_block, due
from tests.ui.test_typography import shown

TODAY = date(2026, 11, 23)


def test_formats():
    assert shown(dates.long_date(date(2020, 12, 31))) == "jeudi 31_décembre 2020"
    assert shown(dates.full_date(date(2020, 9, 1))) == "1er_septembre 2020"
    assert shown(dates.short_date(date(2026, 11, 13))) == "13_nov."
    assert shown(dates.clock(time(7, 5))) == "7_h_05"


def test_a_moment_is_read_in_brussels():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert shown(dates.full_date(late)) == "24_novembre 2026"
    assert shown(dates.clock(late)) == "0_h_30"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "aujourd’hui"),
        (date(2026, 11, 24), "demain"),
        (date(2026, 11, 30), "dans 7_jours"),
        (date(2026, 11, 22), "dépassé d’un jour"),
        (date(2026, 11, 21), "dépassé de 2_jours"),
        (date(2030, 1, 1), "dans 1_135_jours"),
    ],
)
def test_in_days(day, words):
    assert shown(dates.in_days(day, TODAY)) == words


def test_a_tag_only_within_seven_days_and_when_overdue():
    assert 'class="tag soon"' in due(date(2026, 11, 30), TODAY)
    assert 'class="tag bad"' in due(date(2026, 11, 22), TODAY)
    assert "<" not in due(date(2026, 12, 1), TODAY)


def test_the_day_block():
    assert day_block(date(2026, 11, 24), TODAY) == (
        '<time class="day" datetime="2026-11-24"><span>mar.</span><b>24</b><span>nov.</span></time>'
    )
    assert 'class="day late"' in day_block(date(2026, 11, 20), TODAY)
    assert "sans" in day_block(None, TODAY)
