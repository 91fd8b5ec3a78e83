"""June: the points to work on, what becomes of each, the method, the meeting they go to."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from preau.commissions.api import NotNow, address_to_prepare, planned_meetings
from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.foundation.ui.typography import french, plural
from preau.plans.access import can_edit
from preau.plans.acts import preparation as acts
from preau.plans.acts.year import NotAccepted
from preau.plans.cases import case_of_plan
from preau.plans.drawing_points import drawn_for
from preau.plans.models import AnnualActionPlan, Point, Preparation
from preau.plans.papers import pdf_answer
from preau.plans.papers import points_pdf as points_of
from preau.plans.work_views.common import EDITORS, READERS, readable_plan
from preau.plans.year_views.reading import posted_number, posted_words

_SOURCES = [(value, french(label)) for value, label in Point.Source.choices]


class PointForm(forms.Form):
    """A point typed by hand: what Préau does not hold yet is typed with where it comes from."""

    text = forms.CharField(
        label="Point à travailler",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez le point : une phrase suffit."},
    )
    source = forms.ChoiceField(label="D’où vient-il ?", choices=_SOURCES, initial=Point.Source.SITUATION_REPORT)
    origin_words = forms.CharField(
        label="Page, titre ou date", max_length=300, required=False, help_text="Par exemple, « état des lieux, p. 12 »."
    )


@require_safe
@who_may(READERS)
def preparation(request: Request, plan_id: int) -> HttpResponse:
    """Show the points, those to decide first by their number."""
    return _page(request, readable_plan(request, plan_id), PointForm())


def _page(
    request: Request,
    plan: AnnualActionPlan,
    form: PointForm,
    status: int = 200,
    problem: str = "",
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    held = Preparation.objects.filter(plan=plan).first()
    points = list(held.points.select_related("objective")) if held else []
    known = {point.origin for point in points}
    editable = can_edit(request.actor, plan)
    case = case_of_plan(plan)
    context = {
        "plan": plan,
        "case": case,
        "preparation": held or Preparation(plan=plan),
        "points": points,
        "open": sum(1 for point in points if point.fate == Point.Fate.OPEN),
        "editable": editable,
        "to_draw": sum(1 for one in drawn_for(plan) if one.origin not in known) if editable else 0,
        "meetings": planned_meetings(plan.zone_id, request.actor.today) if editable else [],
        "prepare_meeting": address_to_prepare(
            plan.zone_id, f"Objectifs prioritaires {plan.school_year}", _address(plan.pk, "reunion")
        ),
        "past": acts.evaluated_first(plan),
        "may_fix": editable and case.state_id == "objectives_to_fix" and plan.objectives.exclude(text="").exists(),
        "form": form,
        "problem": problem,
        "typed": typed or {},
    }
    return render(request, "plans/year/preparation.html", context, status=status)


def _back(plan_id: int, anchor: str = "") -> HttpResponse:
    return redirect(_address(plan_id, anchor))


def _address(plan_id: int, anchor: str = "") -> str:
    return reverse("plans:preparation", args=[plan_id]) + (f"#{anchor}" if anchor else "")


@require_POST
@who_may(EDITORS)
def draw(request: Request, plan_id: int) -> HttpResponse:
    """Gather the points of past plans and reports."""
    plan = readable_plan(request, plan_id)
    count = acts.draw_points(request.actor, plan.pk)
    if count:
        done(
            request, f"{plural(count, 'point réuni', 'points réunis')}. Décidez de chacun : gardé, laissé ou objectif."
        )
    else:
        messages.info(request, "Rien de nouveau dans les plans et rapports précédents. Ajoutez vos propres points.")
    return _back(plan.pk, "points")


@require_POST
@who_may(EDITORS)
def add(request: Request, plan_id: int) -> HttpResponse:
    """Add a point typed by hand."""
    plan = readable_plan(request, plan_id)
    form = PointForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, form, 422)
    given = form.cleaned_data
    point = acts.add_point(request.actor, plan.pk, given["source"], given["text"], given["origin_words"])
    return _back(plan.pk, f"point-{point.pk}")


@require_POST
@who_may(EDITORS)
def decide(request: Request, plan_id: int, point_id: int) -> HttpResponse:
    """Keep, leave with a reason, or turn into an objective."""
    plan = readable_plan(request, plan_id)
    fate, why = request.POST.get("fate", ""), posted_words(request, "why")
    if fate not in Point.Fate.values:
        fate = Point.Fate.OPEN
    try:
        acts.decide_point(request.actor, plan.pk, point_id, fate, why)
    except NotAccepted as refusal:
        return _page(request, plan, PointForm(), 422, str(refusal), {"point": point_id, "why": why})
    return _back(plan.pk, f"point-{point_id}")


@require_POST
@who_may(EDITORS)
def move(request: Request, plan_id: int, point_id: int) -> HttpResponse:
    """Put a point elsewhere in the list."""
    plan = readable_plan(request, plan_id)
    acts.move_point(request.actor, plan.pk, point_id, posted_number(request, "position", 1))
    return _back(plan.pk, f"point-{point_id}")


@require_POST
@who_may(EDITORS)
def method(request: Request, plan_id: int) -> HttpResponse:
    """Save the working method."""
    plan = readable_plan(request, plan_id)
    words = posted_words(request, "method", 5_000)
    try:
        acts.save_method(request.actor, plan.pk, posted_number(request, "version"), words)
    except NotAccepted as refusal:
        return _page(request, plan, PointForm(), 409, str(refusal), {"method": words})
    done(request, "La méthode de travail est enregistrée.")
    return _back(plan.pk, "methode")


@require_POST
@who_may(EDITORS)
def agenda(request: Request, plan_id: int) -> HttpResponse:
    """Put the points on the agenda of a meeting to come."""
    plan = readable_plan(request, plan_id)
    meeting_id = posted_number(request, "meeting")
    if not meeting_id:
        return _page(request, plan, PointForm(), 422, "Choisissez la réunion de la CCA.")
    try:
        acts.put_points_on_agenda(request.actor, plan.pk, meeting_id)
    except (NotAccepted, NotNow) as refusal:
        return _page(request, plan, PointForm(), 422, str(refusal))
    done(request, "Les points sont à l’ordre du jour : ils partent avec la convocation.")
    return _back(plan.pk, "reunion")


@require_safe
@who_may(READERS)
def points_pdf(request: Request, plan_id: int) -> HttpResponse:
    """Download the list of points, as it goes with the notice."""
    plan = readable_plan(request, plan_id)
    return pdf_answer(points_of(plan, request.actor.now), f"points-{plan.zone_slug}-{plan.school_year}")
