"""A clock with its suspensions and restarts, in few words."""

from datetime import date

from preau.law.clocks import Restart, Suspension
from preau.law.counting import Length

CD, WD, MO, YR = Length.CALENDAR_DAYS, Length.WORKING_DAYS, Length.MONTHS, Length.YEARS
DAY = "décret du 3 juillet 2003, art. 1er, 7°"


def pause(first: str, last: str | None, reason: str = "dossier incomplet") -> Suspension:
    last_day = date.fromisoformat(last) if last else None
    return Suspension(first_day=date.fromisoformat(first), last_day=last_day, reason=reason)


def restart(day: str, reason: str = "nouvelle pièce") -> Restart:
    return Restart(day=date.fromisoformat(day), reason=reason)
