"""Tags and filters known to every template. Their logic lives beside: typography, dates, fields, charts."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django import forms, template
from django.template.defaultfilters import stringfilter
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from preau.foundation.documents.limits import size_in_words
from preau.foundation.ui import charts, dates, patterns, typography
from preau.foundation.ui import icons as signs
from preau.foundation.ui.fields import render_error_summary, render_field
from preau.foundation.ui.navigation import route as route_address
from preau.foundation.ui.storage import asset as asset_address
from preau.foundation.ui.tables import Table

register = template.Library()

# -- signs ----------------------------------------------------------------------------------------
_TAG_ICONS = {"done": "check", "wait": "hourglass", "soon": "clock"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "check" %}`: a sign of icons.svg; always beside a word."""
    return signs.icon(name)


@register.simple_tag
def route(name: str) -> str:
    """`{% route "home" %}`: the address of a route without arguments, remembered; empty where there is none."""
    return route_address(name)


@register.simple_tag
def asset(name: str) -> str:
    """`{% asset "preau/preau.css" %}`: the address of a static file, remembered."""
    return asset_address(name)


@register.simple_tag
def tag(words: str, kind: str = "", icon: str = "") -> SafeString:
    """`{% tag "À valider" "wait" %}`: a state. Kinds: done, soon, wait, bad, info, quiet, or none."""
    name = icon or _TAG_ICONS.get(kind, "")
    return format_html(
        '<span class="tag{}">{}{}</span>', f" {kind}" if kind else "", signs.icon(name) if name else "", words
    )


@register.simple_tag
def chip(words: str, axis: bool = False) -> SafeString:
    """`{% chip aspect.label %}`, `{% chip axis.label axis=True %}`: a subject; axes are outlined."""
    return format_html('<span class="chip{}">{}</span>', " axis" if axis else "", words)


# -- text -----------------------------------------------------------------------------------------
@register.filter(is_safe=True)
@stringfilter
def fr(text: str) -> str:
    """`{{ text|fr }}`: no-break spaces and ’, as French wants them."""
    return typography.french(text)


@register.filter
def bullets(text: object) -> SafeString:
    """`{{ text|bullets }}`: lines starting with a bullet become a list, the others paragraphs; all escaped."""
    return typography.bullets("" if text is None else str(text))


@register.filter
def nowrap(text: object) -> SafeString:
    """`{{ "2020-2021"|nowrap }}`: never cut at the end of a line."""
    return mark_safe(f'<span class="nowrap">{escape(text)}</span>')  # noqa: S308 - escaped


@register.filter
def number(value: int | Decimal, decimals: int = 0) -> str:
    """`{{ 6038|number }}`, `{{ amount|number:2 }}`: 6 038 and 1 207,50 with no-break spaces."""
    return typography.number(value, decimals)


@register.filter
def plural(count: int, word: str) -> str:
    """`{{ n|plural:"action" }}` gives `4 actions`; `{{ n|plural:"travail,travaux" }}` for the others."""
    singular, _, many = word.partition(",")
    return typography.plural(count, singular, many)


@register.filter
def file_size(size: int) -> str:
    """`{{ file.size|file_size }}`: 48 ko, 1,4 Mo."""
    return size_in_words(size)


# -- dates ----------------------------------------------------------------------------------------
@register.filter
def long_date(day: date | datetime | None) -> str:
    """`jeudi 31 décembre 2020`."""
    return dates.long_date(day) if day else ""


@register.filter
def full_date(day: date | datetime | None) -> str:
    """`1er septembre 2020`."""
    return dates.full_date(day) if day else ""


@register.filter
def short_date(day: date | datetime | None) -> str:
    """`13 nov.`"""
    return dates.short_date(day) if day else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    """`10 h 42`."""
    return dates.clock(moment) if moment else ""


@register.filter
def in_days(day: date | None, today: date) -> str:
    """`{{ due|in_days:actor.today }}`: dans 7 jours, demain, aujourd’hui, dépassé de 2 jours."""
    return dates.in_days(day, today) if day else ""


@register.simple_tag
def day_block(day: date | None, today: date) -> SafeString:
    """`{% day_block task.due actor.today %}`: the block on the left of a todo; brick when overdue."""
    if day is None:
        return mark_safe('<span class="day none"><span>sans</span><span>délai</span><span>légal</span></span>')
    return format_html(
        '<time class="day{}" datetime="{}"><span>{}</span><b>{}</b><span>{}</span></time>',
        " late" if day < today else "",
        day.isoformat(),
        dates.SHORT_DAYS[day.weekday()],
        day.day,
        dates.SHORT_MONTHS[day.month - 1],
    )


@register.simple_tag
def due(day: date, today: date) -> SafeString | str:
    """`{% due task.due actor.today %}`: the days left; a tag within 7 days and when overdue, plain words before."""
    words = dates.in_days(day, today)
    left = (day - today).days
    if left < 0:
        return tag(words, "bad")
    return tag(words, "soon") if left <= 7 else words


# -- forms ----------------------------------------------------------------------------------------
@register.simple_tag
def field(bound: forms.BoundField) -> SafeString:
    """`{% field form.name %}`: label, hint, what to correct, control."""
    return render_field(bound)


@register.simple_tag
def error_summary(*bound_forms: forms.BaseForm) -> SafeString:
    """`{% error_summary form %}`: what is to be corrected, in one list, at the top of the page."""
    return render_error_summary(*bound_forms)


# -- where we are ---------------------------------------------------------------------------------
@register.simple_tag
def crumbs(*steps: str) -> SafeString:
    """`{% crumbs "Plans" "/plans/" "Mons" %}`: label and address in turn; the last label is this page."""
    *links, here = steps
    pairs = zip(links[1::2], links[::2], strict=True)
    return format_html(
        '<nav class="crumbs no-print" aria-label="Fil d’Ariane"><ol>{}<li aria-current="page">{}</li></ol></nav>',
        format_html_join("", '<li><a href="{}">{}</a></li>', pairs),
        here,
    )


@register.simple_tag
def hop(steps: Iterable[patterns.Step]) -> SafeString:
    """`{% hop steps %}`: the line of a procedure, from `patterns.Step`s."""
    return patterns.hop(steps)


@register.simple_tag
def history(events: Iterable[patterns.Event]) -> SafeString:
    """`{% history events %}`: what happened, from `patterns.Event`s."""
    return patterns.history(events)


@register.simple_tag
def count_steps(steps: Iterable[patterns.CountStep], result: date | None = None) -> SafeString:
    """`{% count_steps steps due %}`: why a date is that date, from `CountStep`s; the step of `due` stands out."""
    return patterns.count_steps(steps, result)


# -- tables and charts ----------------------------------------------------------------------------
@register.simple_tag
def table_head(table: Table) -> SafeString:
    """`{% table_head table %}`: the head of a `tables.Table`, its columns ordered by links."""
    return table.head()


@register.simple_tag
def meter(value: float, total: float, words: str, kind: str = "ok", norm: float | None = None) -> SafeString:
    """`{% meter 31 60 "31 heures sur 60" norm=50 %}`: a bar; write the figure beside it too."""
    return charts.meter(value, total, words, kind, norm)


@register.simple_tag
def cover(items: Iterable[tuple[str, int]]) -> SafeString:
    """`{% cover items %}`: the coverage strip, from pairs of a subject and its number of actions."""
    return charts.cover(items)
