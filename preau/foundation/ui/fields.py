"""Form fields as Préau draws them: label, hint, what to correct, then the control; and what to correct, in one list."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from preau.foundation.documents.limits import size_in_words, upload_limits
from preau.foundation.ui.icons import icon
from preau.foundation.ui.typography import count_word, french
from preau.law.words import MONTHS, fold

CENTURY = 100


class DateParts(forms.MultiWidget):
    """Three short text fields: day, month, year."""

    LABELS = ("Jour", "Mois", "Année")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        part = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({name: forms.TextInput(part) for name in ("day", "month", "year")}, attrs)

    def decompress(self, value: date | None) -> list[str]:
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class DateField3(forms.Field):
    """A date typed in three fields. Loose: `déc`, `Décembre`, `26` for 2026, or all of `17/12/2026` in the first."""

    widget = DateParts
    default_error_messages = {
        "required": "Donnez la date, comme 17 12 2026",
        "incomplete": "Complétez la date : un jour, un mois et une année, comme 17 12 2026",
        "invalid": "Cette date n’existe pas. Écrivez-la comme 17 12 2026",
    }

    def to_python(self, value: list[str] | date | None) -> date | None:
        """Return the date, or None for three empty fields; raise ValidationError otherwise."""
        if isinstance(value, date) or value is None:
            return value
        parts = [(part or "").strip() for part in value]
        if parts[0] and not any(parts[1:]):
            parts = re.split(r"[\s./-]+", parts[0])
        if not any(parts):
            return None
        if len(parts) != 3 or not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        try:
            day, month, year = _day(parts[0]), _month(parts[1]), int(parts[2])
            return date(year + 2000 if year < CENTURY else year, month, day)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


def _day(word: str) -> int:
    return int(word.lower().removesuffix("er"))


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    start = fold(word).rstrip(".")
    found = [number for number, name in enumerate(MONTHS, 1) if len(start) > 2 and fold(name).startswith(start)]
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def _words(text: Any) -> SafeString:
    """Return `text` in French typography, escaped unless it is already safe."""
    if hasattr(text, "__html__"):
        return mark_safe(french(str(text)))  # noqa: S308 - it was safe; french adds only spaces and apostrophes
    return escape(french(str(text)))


def target_of(bound: BoundField) -> str:
    """Return the id a link to the field must name: the first control of a group."""
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else bound.auto_id


def _hint_of(bound: BoundField) -> SafeString:
    hint = _words(bound.help_text) if bound.help_text else SafeString()
    if isinstance(bound.field.widget, forms.FileInput):
        size = size_in_words(upload_limits().bytes)
        hint = format_html("{} Au plus {}.", hint, size) if hint else format_html("Au plus {}.", size)
    return hint


def _problem(bound: BoundField) -> SafeString:
    return format_html(
        '<p class="err" id="{}_error">{}<span>{}</span></p>',
        bound.auto_id,
        icon("warning"),
        format_html_join(mark_safe("<br>"), "{}", ((_words(error),) for error in bound.errors)),
    )


def render_field(bound: BoundField) -> SafeString:
    """Return one field whole. Its id is the form's; the hint and the error are tied to it by aria-describedby."""
    widget = bound.field.widget
    if widget.is_hidden:
        return bound.as_hidden()
    hint = _hint_of(bound)
    described = []
    above = SafeString()
    if hint:
        described.append(f"{bound.auto_id}_hint")
        above += format_html('<p class="hint" id="{}">{}</p>', described[-1], hint)
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
        above += _problem(bound)
    state = " bad" if bound.errors else ""
    refs = " ".join(described)
    if widget.use_fieldset:
        return _group(bound, above, state, refs)
    attrs: dict[str, str | bool] = {"aria-describedby": refs} if refs else {}
    control = bound.as_widget(attrs=attrs)
    label = _words(bound.label)
    if isinstance(widget, forms.CheckboxInput):
        choice = format_html(
            '<div class="choice">{}<label for="{}">{}</label>{}</div>', control, bound.auto_id, label, above
        )
        return format_html('<div class="field{}">{}</div>', state, choice)
    return format_html(
        '<div class="field{}"><label for="{}">{}</label>{}{}</div>', state, bound.auto_id, label, above, control
    )


def _group(bound: BoundField, above: SafeString, state: str, refs: str) -> SafeString:
    """Several controls under one legend: radios, checkboxes, the three fields of a date."""
    subwidgets = bound.subwidgets
    if isinstance(bound.field.widget, DateParts):
        inside = _date_inputs(bound)
    else:
        inside = format_html_join(
            "",
            '<div class="choice">{}<label for="{}">{}</label></div>',
            ((part.tag(), part.id_for_label, _words(part.choice_label)) for part in subwidgets),
        )
    described = format_html(' aria-describedby="{}"', refs) if refs else ""
    return format_html(
        '<fieldset class="field{}"{}><legend>{}</legend>{}{}</fieldset>',
        state,
        described,
        _words(bound.label),
        above,
        inside,
    )


def _date_inputs(bound: BoundField) -> SafeString:
    context = bound.field.widget.get_context(
        bound.html_name, bound.value(), bound.build_widget_attrs({"id": bound.auto_id})
    )
    parts = context["widget"]["subwidgets"]
    cells = (
        (part["attrs"]["id"], label, part["name"], part["value"] or "", _flags(part["attrs"]))
        for label, part in zip(DateParts.LABELS, parts, strict=True)
    )
    row = '<div><label for="{0}">{1}</label><input type="text" id="{0}" name="{2}" value="{3}"{4}></div>'
    return format_html('<div class="date-3">{}</div>', format_html_join("", row, cells))


def _flags(attrs: dict[str, Any]) -> SafeString:
    kept = ((name, value) for name, value in attrs.items() if name != "id" and value is not False)
    return format_html_join("", ' {}="{}"', ((name, "" if value is True else value) for name, value in kept))


def render_error_summary(*bound_forms: forms.BaseForm, focus: bool = True) -> SafeString:
    """Return the list of all that is to be corrected, each line a link to its field; empty when nothing is.

    It takes the focus when it appears (autofocus works on a page, htmx does it for a fragment), unless `focus`
    is off: on the components page it is a sample.
    """
    lines: list[SafeString] = []
    for form in bound_forms:
        lines += [format_html("<li>{}</li>", _words(error)) for error in form.non_field_errors()]
        for name in form.errors:
            if name not in form.fields:
                continue
            bound = form[name]
            lines += [
                format_html('<li><a href="#{}">{}</a></li>', target_of(bound), _words(error)) for error in bound.errors
            ]
    if not lines:
        return SafeString()
    things = f"{count_word(len(lines), feminine=True)} chose{'s' if len(lines) > 1 else ''}"
    return format_html(
        '<div class="errors" id="a-corriger" role="group" aria-labelledby="a-corriger-titre" tabindex="-1"{}>'
        '<h2 id="a-corriger-titre">Il y a {} à corriger</h2><ul>{}</ul></div>',
        mark_safe(" autofocus") if focus else "",
        things,
        format_html_join("", "{}", ((conditional_escape(line),) for line in lines)),
    )
