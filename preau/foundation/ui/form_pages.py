"""A page with one form, where it leads back, what a refusal says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow, Stale
from preau.law.words import full_date

CHANGED_MEANWHILE = (
    "Quelqu’un a enregistré autre chose depuis que cette page est ouverte. Relisez ce qui suit, puis enregistrez à "
    "nouveau : ce que vous avez écrit est encore là."
)


@dataclass(frozen=True)
class FormPage:
    """The words of a page with one form: its title, what to know first, its button, and where it leads back.

    `crumbs` are pairs of address and words, the nearest last.
    """

    title: str
    submit: str
    back: str
    back_words: str
    lede: str = ""
    crumbs: tuple[tuple[str, str], ...] = ()
    template: str = "ui/form.html"


def answer_form(
    request: Request, form: forms.Form, page: FormPage, act: Callable[[dict[str, Any]], str], said: str
) -> HttpResponse:
    """Show the form; when it is sent and valid do `act(cleaned_data)`, which returns where to go next, and say `said`.

    What was typed comes back with what to correct (422); NotNow and Stale are said above the form.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                address = act(form.cleaned_data)
            except NotNow as reason:
                form.add_error(None, str(reason))
            except Stale as stale:
                differs = [name for name in form.changed_data if name != "version"]
                if not differs:  # a second click: what was typed is what is recorded
                    done(request, said)
                    return redirect(page.back)
                come_back(form, stale.version, differs)
            else:
                done(request, said)
                return redirect(address)
    return render(request, page.template, {"form": form, "page": page}, status=status)


def version_field() -> forms.IntegerField:
    """Return the hidden version a form was shown at: two people on one page."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


class Kept(forms.Form):
    """A form that carries the version of what it shows."""

    aside = frozenset({"version"})  # what is no value of the thing itself
    version = version_field()

    def values(self) -> dict[str, Any]:
        """Return what to write."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.aside}


def come_back(form: forms.Form, version: int, differs: list[str]) -> None:
    """Give a form back after Stale: at the version it is now read at, beside each answer what is recorded."""
    typed = cast(QueryDict, form.data).copy()
    typed["version"] = str(version)
    form.data = typed
    form.add_error(None, CHANGED_MEANWHILE)
    for name in differs:
        form.add_error(name, f"Enregistré en ce moment : {_recorded(form[name])}.")


def _recorded(bound: forms.BoundField) -> str:
    """Return in words what the form found recorded for a field."""
    choices = dict(getattr(bound.field, "choices", ()))
    value = bound.field.prepare_value(bound.initial)
    values = value if isinstance(value, list | tuple) else [value]
    told = [one for one in values if one not in (None, "")]
    written = ", ".join(full_date(one) if isinstance(one, date) else str(choices.get(one, one)) for one in told)
    return f"« {written} »" if written else "rien"
