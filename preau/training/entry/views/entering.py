"""Entering a training: choose it, or say that it is not in the list; then the form."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.staff.api import team_options
from preau.training.access import ENTRY
from preau.training.entry.access import can_enter
from preau.training.entry.choosing import found, of_neighbours, recent
from preau.training.entry.forms import EntryForm, fresh_key
from preau.training.entry.views.typing import Subject, posted, show
from preau.training.models import TrainingModule

MOST_WORDS = 300


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(ENTRY)
def entry_new(request: Request) -> HttpResponse:
    """Enter a training: what is chosen is in the address, what is typed in the form."""
    require(can_enter(request.actor))
    subject = _subject(request)
    if subject is None:
        return _choose(request)
    team = team_options(request.actor)
    if request.method == "POST":
        return posted(request, subject, team)
    initial: dict[str, Any] = {"form_key": fresh_key(), "rows": 1}
    if subject.module is not None:
        initial["hours_0"] = subject.module.hours
    else:
        initial["module_text"] = subject.words
    return show(request, subject, EntryForm(team, subject.is_other, initial=initial))


@require_safe
@who_may(ENTRY)
def suggest(request: Request) -> HttpResponse:
    """Return what looks like the words typed, as a piece of the page that searches."""
    require(can_enter(request.actor))
    return render(request, "training/entry/found.html", _found(request))


def _words(request: Request) -> str:
    return " ".join(request.GET.get("mots", "").replace("\0", " ").split())[:MOST_WORDS]


def _found(request: Request) -> dict[str, Any]:
    words = _words(request)
    other = f"{reverse('training:entry_new')}?{urlencode({'autre': 1, 'mots': words})}"
    return {"words": words, "found": found(request.actor, words) if words else [], "other": other}


def _subject(request: Request) -> Subject | None:
    """Return what the address chooses; « Autre » only after a search. Http404 for a module one does not see."""
    said = request.GET.get("module", "")
    if said:
        rows = TrainingModule.objects.visible_to(request.actor).select_related("root__provider__root")
        module = rows.filter(pk=int(said)).first() if said.isascii() and said.isdecimal() and len(said) < 10 else None
        if module is None:
            raise Http404("module")
        return Subject(module.root or module)
    return Subject(None, _words(request)) if request.GET.get("autre") and _words(request) else None


def _choose(request: Request) -> HttpResponse:
    latest = recent(request.actor)
    context = {**_found(request), "recent": latest, "neighbours": of_neighbours(request.actor, latest)}
    return render(request, "training/entry/choose.html", context)
