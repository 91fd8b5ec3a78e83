"""Small patterns with their own data: the hopscotch of a procedure, a history, the steps of a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from preau.foundation.ui.dates import SHORT_DAYS, clock, full_date, local_day, short_date
from preau.foundation.ui.icons import icon
from preau.foundation.ui.typography import french

_HOP_WORDS = {"done": "Fait", "now": "En cours", "next": "À venir"}


@dataclass(frozen=True)
class Step:
    """One square of the line of a procedure; `when` in words (`8 sept. 2026`, `avant le 31 déc.`)."""

    label: str
    state: Literal["done", "now", "next"]
    when: str = ""


def hop(steps: Iterable[Step]) -> SafeString:
    """Return the line of steps: filled behind, the yellow stone on the present one, dashed ahead."""
    squares = (_square(number, step) for number, step in enumerate(steps, 1))
    return format_html('<ol class="hop across">{}</ol>', format_html_join("", "{}", ((each,) for each in squares)))


def _square(number: int, step: Step) -> SafeString:
    return format_html(
        '<li class="{}"{}><span class="sq">{}<span class="vh"> {}</span></span>'
        '<div><b>{}</b><span class="d">{}</span></div></li>',
        step.state,
        mark_safe(' aria-current="step"') if step.state == "now" else "",
        icon("check") if step.state == "done" else number,
        _HOP_WORDS[step.state],
        step.label,
        step.when,
    )


@dataclass(frozen=True)
class Event:
    """One line of a history; `system` for what nobody did in person."""

    what: str
    who: str
    at: datetime
    system: bool = False


def history(events: Iterable[Event]) -> SafeString:
    """Return the history, in the order given (newest first is the habit)."""
    lines = (
        (
            mark_safe(' class="sys"') if event.system else "",
            french(event.what),
            event.who,
            event.at.isoformat(),
            full_date(event.at),
            clock(event.at),
        )
        for event in events
    )
    line = '<li{}><b>{}</b><span class="muted">{}, <time datetime="{}">{}, {}</time></span></li>'
    return format_html('<ol class="history">{}</ol>', format_html_join("", line, lines))


@dataclass(frozen=True)
class CountStep:
    """One step of the reason of a date: the day, the sentence, the article."""

    day: date
    sentence: str
    article: str = ""


def count_steps(steps: Iterable[CountStep]) -> SafeString:
    """Return why a date is that date, the last step standing out."""
    known = list(steps)
    lines = (
        (
            mark_safe(' class="last"') if index == len(known) else "",
            local_day(step.day).isoformat(),
            f"{SHORT_DAYS[step.day.weekday()]} {short_date(step.day)}",
            french(step.sentence),
            french(step.article),
        )
        for index, step in enumerate(known, 1)
    )
    line = '<li{}><time datetime="{}">{}</time><span>{}</span><span class="art">{}</span></li>'
    return format_html('<ol class="count-steps">{}</ol>', format_html_join("", line, lines))
