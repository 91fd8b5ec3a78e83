"""Dates and hours in French. The formats of LOOK: weekday when one must act, short in dense lists."""

from datetime import date, datetime, time

from django.utils import timezone

from preau.foundation.ui.typography import NBSP, number
from preau.law.words import MONTHS, WEEKDAYS

SHORT_DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avril",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def local_day(moment: date | datetime) -> date:
    """Return the calendar day, in Brussels for a moment."""
    if isinstance(moment, datetime):
        return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()
    return moment


def day_number(day: date) -> str:
    """Return `1er`, `2`, ... `31`."""
    return "1er" if day.day == 1 else str(day.day)


def full_date(moment: date | datetime) -> str:
    """Return `1er septembre 2020`."""
    day = local_day(moment)
    return f"{day_number(day)}{NBSP}{MONTHS[day.month - 1]} {day.year}"


def long_date(moment: date | datetime) -> str:
    """Return `jeudi 31 décembre 2020`."""
    day = local_day(moment)
    return f"{WEEKDAYS[day.weekday()]} {full_date(day)}"


def short_date(moment: date | datetime) -> str:
    """Return `13 nov.`, for dense lists where the year is known."""
    day = local_day(moment)
    return f"{day_number(day)}{NBSP}{SHORT_MONTHS[day.month - 1]}"


def clock(moment: datetime | time) -> str:
    """Return `10 h 42`, in Brussels for a moment."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02}"


def in_days(day: date, today: date) -> str:
    """Return `aujourd’hui`, `demain`, `dans 7 jours`, `dépassé d’un jour`, `dépassé de 2 jours`."""
    left = (local_day(day) - today).days
    if left == 0:
        return "aujourd’hui"
    if left == 1:
        return "demain"
    if left == -1:
        return "dépassé d’un jour"
    if left < 0:
        return f"dépassé de {number(-left)}{NBSP}jours"
    return f"dans {number(left)}{NBSP}jours"
