"""An answer as a PDF: the same lines as its page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from preau.foundation import clock
from preau.foundation.documents.pdf import render_pdf
from preau.law.results import Answer
from preau.law.words import full_date
from preau.portal.law.asked import Asked
from preau.portal.law.presentation import Shown

TEMPLATE = Path(__file__).with_name("answer.typ")
_KINDS = {"step": "", "reading": "Notre lecture", "warning": "À regarder"}


def pdf_of(asked: Asked, answer: Answer, shown: Shown, address: str) -> bytes:
    """Return an answer as a PDF, dated today: the same bytes all day long."""
    data = {
        "title": asked.simulator.heading,
        "lead": shown.lead,
        "headline": shown.headline,
        "facts": shown.facts,
        "tables": [{"title": one.title, "head": one.head, "rows": one.rows} for one in _tables(shown)],
        "after": [pair for pair in shown.after if pair[0]],
        "steps": [{"kind": _KINDS[step.kind], "words": step.line} for step in answer.steps],
        "asked": given_in_words(asked),
        "address": address,
    }
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return render_pdf(TEMPLATE, data, asked.simulator.heading, midnight)


def _tables(shown: Shown) -> Iterator[Any]:
    from preau.portal.law.presentation import Table

    yield from shown.tables
    if shown.lines:
        rows = [(line.title, full_date(line.day) if line.day else "", line.state) for line in shown.lines]
        yield Table(shown.lines_title, ("Quoi", "Jour", "État"), rows)


def given_in_words(asked: Asked) -> list[tuple[str, str]]:
    """Return what the form was given, label and words, for the foot of a document."""
    form = asked.form
    if asked.written:
        return [("Question", asked.written)]
    names = dict.fromkeys(name for name, _ in asked.pairs)
    return [(str(form[name].label), _words(form[name])) for name in names]


def _words(bound: Any) -> str:
    value = bound.form.cleaned_data[bound.name]
    words = dict(_flat(getattr(bound.field, "choices", ())))
    values = value if isinstance(value, list) else [value]
    return ", ".join(words.get(str(one), "oui" if one is True else str(one)) for one in values)


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
