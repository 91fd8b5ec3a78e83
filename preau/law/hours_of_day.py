"""Hours of the day: « 13:00 » to minutes since midnight and back, and lengths written in French."""

import re

from preau.law.results import Refused

MIDNIGHT = 24 * 60
_WRITTEN = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)", re.ASCII)


def minute_of(written: int | str, field: str) -> int:
    """Return the minutes since midnight of « 13:00 », or of a number of minutes; raises Refused for another thing."""
    if isinstance(written, str):
        found = _WRITTEN.fullmatch(written)
        minute = int(found[1]) * 60 + int(found[2]) if found else -1
    else:
        minute = written
    if not 0 <= minute <= MIDNIGHT:
        raise Refused(field, "Écrivez une heure de 00:00 à 24:00, comme 13:00, ou en minutes depuis minuit (780).")
    return minute


def hour(minute: int) -> str:
    """Return minutes since midnight as « 13:00 »."""
    return f"{minute // 60:02}:{minute % 60:02}"


def duration(minutes: int) -> str:
    """Return a length of time as « 5 h 30 », « 3 h » or « 45 min »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"
