"""What the pages of the year share: the approved plan, a save that came second."""

from datetime import date
from typing import Any

from django.forms import DateField
from django.http import HttpResponse
from django.shortcuts import render

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.requests import Request
from preau.law.words import full_date
from preau.plans.acts import Conflict
from preau.plans.models import AnnualActionPlan, Progress
from preau.plans.work_views.common import KEEP_OTHER, readable_plan, resubmission, wants_fragment
from preau.plans.year_forms import RowForm

_LABELS = {"state": "État", "reason": "Raison", "prewritten": "Texte préécrit"}


def approved_plan(request: Request, plan_id: int) -> AnnualActionPlan:
    """Return an approved plan of the zone acted for; Http404 for another's, Forbidden while it is not approved."""
    plan = readable_plan(request, plan_id)
    if not plan.is_published:
        raise Forbidden("La CCA n’a pas encore approuvé ce plan : son suivi commence ensuite.")
    return plan


def keeps_other(request: Request) -> bool:
    """Tell whether, shown two texts, the person prefers the one saved: then nothing is written."""
    return KEEP_OTHER in request.POST


def conflict_page(
    request: Request, plan: AnnualActionPlan, conflict: Conflict, form: RowForm | None, submit_to: str
) -> HttpResponse:
    """Answer a save that came second: both texts, and the choice. Nothing typed is lost."""
    context = {
        "plan": plan,
        "conflict": conflict,
        "fields": [
            {"label": _label(form, name), "theirs": _shown(form, name, theirs), "mine": _shown(form, name, mine)}
            for name, (theirs, mine) in conflict.fields.items()
        ],
        "submit_to": submit_to,
        "again": resubmission(request, conflict.version),
    }
    part = "_fragment" if wants_fragment(request) else ""
    return render(request, f"plans/work/conflict{part}.html", context, status=409)


def _label(form: RowForm | None, name: str) -> str:
    return str(form.fields[name].label) if form is not None and name in form.fields else _LABELS[name]


def _shown(form: RowForm | None, name: str, value: Any) -> str:
    """Return a value in the words of its field."""
    if value in (None, ""):
        return ""
    if name == "state":
        return str(Progress(value).label)
    field = form.fields.get(name) if form is not None else None
    if isinstance(field, DateField):
        return full_date(date.fromisoformat(value))
    choices = getattr(field, "choices", ())
    return str(next((words for key, words in choices if str(key) == str(value)), value))
