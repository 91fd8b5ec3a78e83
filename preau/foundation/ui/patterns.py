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
    """One step of a reason: the day when there is one, the sentence, the article.

    A `reading` says how an unclear text is read, a `warning` what somebody must look at: each wears its tag.
    """

    day: date | None
    sentence: str
    article: str = ""
    kind: Literal["step", "reading", "warning"] = "step"


_STEP_TAGS = {
    "step": SafeString(),
    "reading": SafeString('<span class="tag info">Notre lecture</span> '),
    "warning": SafeString('<span class="tag wait">À regarder</span> '),
}


def count_steps(steps: Iterable[CountStep], result: date | None = None) -> SafeString:
    """Return why a date or an amount is what it is; the step of the `result` stands out, else the last of a count."""
    known = list(steps)
    dated = [step for step in known if step.day and step.kind == "step" and result in {None, step.day}]
    if result is None and any(step.day is None and step.kind == "step" for step in known):
        dated = []  # not a count of days: nothing in it is the result
    lines = ((_step_class(step, dated[-1:]), _step_day(step), *_step_words(step)) for step in known)
    line = '<li{}>{}<span>{}{}</span><span class="art">{}</span></li>'
    plain = "" if any(step.day for step in known) else " undated"
    return format_html('<ol class="count-steps{}">{}</ol>', plain, format_html_join("", line, lines))


def _step_class(step: CountStep, last: list[CountStep]) -> SafeString:
    if step in last:
        return SafeString(' class="last"')
    return SafeString("") if step.kind == "step" else SafeString(f' class="{step.kind}"')


def _step_day(step: CountStep) -> SafeString:
    if step.day is None:
        return SafeString('<span class="t"></span>')
    day = local_day(step.day)
    words = f"{SHORT_DAYS[day.weekday()]} {short_date(day)} {day.year}"
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


def _step_words(step: CountStep) -> tuple[SafeString, str, str]:
    return _STEP_TAGS[step.kind], french(step.sentence), french(step.article)
