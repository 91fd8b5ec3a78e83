"""Hours of the day, read and written."""

import pytest

from preau.law.hours_of_day import duration, hour, minute_of
from preau.law.results import Refused


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("13:00", 780),
        ("7:05", 425),
        ("07:05", 425),
        ("00:00", 0),
        ("19:59", 1199),
        ("24:00", 1440),
        (0, 0),
        (1440, 1440),
    ],
)
def test_hours_are_read(written, minute):
    assert minute_of(written, "starts") == minute


@pytest.mark.parametrize(
    "written", ["", "13", "13h00", "13:60", "24:01", "25:00", "-1:00", "13:0", "13:000", -1, 1441, "١٣:٠٠"]
)
def test_other_words_are_refused(written):
    with pytest.raises(Refused) as refusal:
        minute_of(written, "ends")
    assert refusal.value.field == "ends"
    assert str(refusal.value) == ("Écrivez une heure de 00:00 à 24:00, comme 13:00, ou en minutes depuis minuit (780).")


def test_hours_and_lengths_are_written():
    assert [hour(minute) for minute in (0, 425, 780, 1440)] == ["00:00", "07:05", "13:00", "24:00"]
    assert [duration(minutes) for minutes in (45, 60, 65, 180, 330)] == ["45 min", "1 h", "1 h 05", "3 h", "5 h 30"]
