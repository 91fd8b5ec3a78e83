"""The grid of analysis, public: the figures, the actions behind each, the same as files."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.tables import Column, Table
from preau.law.annual_plan import ASPECTS, AXES, SchoolYear
from preau.plans.grid.asking import GridFilters
from preau.plans.grid.counting import Asked, at_home, figures_of, followed, revising
from preau.plans.grid.drawing import by_axis, by_year, summed, total
from preau.plans.grid.exports import MIME_TYPES, grid_file
from preau.plans.models import ActionTopic, PlannedAction, PlanStatus, Progress, TopicKind

PER_PAGE = 25  # an action is a paragraph
COLUMNS = (
    Column("Commune", "commune", ("plan__zone_slug", "number")),
    Column("Action"),
    Column("Objectif"),
    Column("Suite"),
)
NOT_KNOWN = "Pas encore connue"


@require_safe
@who_may(PUBLIC)
def grid(request: Request) -> HttpResponse:
    """Show the figures asked: aspects by axis, aspects by year."""
    filters = GridFilters(request.GET)
    if filters.unknown:
        return render(request, "plans/grid/grid.html", {"filters": filters}, status=404)
    asked = filters.asked
    sums = summed(figures_of(request.actor, asked))
    context = {
        "filters": filters,
        "whole": total(sums, asked.axis, asked.aspect),
        "grids": [by_axis(sums, filters), by_year(sums, filters)] if sums else [],
        "revising": revising(asked),
        "at_home": at_home(request.actor, asked.zone),
        "mine": _mine(request, filters),
        "files": [(kind.upper(), filters.address("plans:grid_file", kind)) for kind in MIME_TYPES],
    }
    return render(request, "plans/grid/grid.html", context)


def _mine(request: Request, filters: GridFilters) -> str:
    """Return the address of the grid of the zone acted for, when another is shown."""
    mandate = request.actor.mandate
    zone = mandate.organisation.zone if mandate else None
    if zone is None or filters.zone == zone:
        return ""
    return filters.address("plans:grid", commune=zone.slug, province="")


@require_safe
@who_may(PUBLIC)
def grid_actions(request: Request) -> HttpResponse:
    """List the actions behind a figure, year by year, with what became of them where it is known."""
    filters = GridFilters(request.GET)
    if filters.unknown:
        raise Http404(filters.unknown)
    asked = filters.asked
    cells = figures_of(request.actor, asked)
    counts = {year: figures.actions for (year, *place), figures in cells.items() if place == [asked.axis, asked.aspect]}
    said = request.GET.get("annee", "")
    year = int(said) if said.isascii() and said.isdigit() and int(said[:5]) in counts else max(counts, default=0)
    table = Table(request.GET, _actions(asked, year), COLUMNS, order="commune", per_page=PER_PAGE, noun="action")
    table.counted = counts.get(year, 0)  # already known: counting the rows would cost as much as the page
    home = at_home(request.actor, asked.zone)
    context = {
        "filters": filters,
        "subject": _subject(asked),
        "year": SchoolYear(year) if year else None,
        "years": [
            (SchoolYear(one), count, filters.address("plans:grid_actions", annee=one), one == year)
            for one, count in sorted(counts.items(), reverse=True)
        ],
        "table": table,
        "rows": [_row(action, home) for action in table.rows],
        "back": filters.address("plans:grid"),
    }
    return render(request, "plans/grid/actions.html", context)


def _actions(asked: Asked, year: int) -> QuerySet[PlannedAction]:
    """Return the actions of a year behind a figure; read in the order of the list, so that a page stops early."""
    if not year:
        return PlannedAction.objects.none()
    actions = PlannedAction.objects.filter(asked.of_plans("plan__"), plan__start_year=year)
    for kind, number in (
        (TopicKind.AXIS, asked.axis),
        (TopicKind.ASPECT, asked.aspect),
        (TopicKind.MISSION, asked.mission),
    ):
        if number:
            actions = actions.filter(
                Exists(ActionTopic.objects.filter(action=OuterRef("pk"), kind=kind, number=number))
            )
    actions = actions.annotate(followed=followed("plan"))
    return actions.select_related("plan__zone", "plan__report", "progress").prefetch_related("objectives")


def _row(action: Any, home: bool) -> dict[str, Any]:
    """Return an action as it is listed. A plan in revision shows its new words at home only."""
    plan = action.plan
    revising = plan.status == PlanStatus.REVISING
    shown = home or not revising
    return {
        "action": action,
        "plan": plan,
        "revising": revising,
        "shown": shown,
        "objectives": action.objectives.all() if shown else (),
        "fate": _fate(action, home),
    }


def _fate(action: Any, home: bool) -> str:
    report = getattr(action.plan, "report", None)
    if not (report and report.sent_at) and not (home and action.followed):
        return NOT_KNOWN
    progress = getattr(action, "progress", None)
    return Progress(progress.state if progress else Progress.TO_DO).label


def _subject(asked: Asked) -> str:
    """Return what the list is about: the aspect and the axis asked, or every action."""
    aspect = next((heading.short for heading in ASPECTS if heading.number == asked.aspect), "")
    axis = next((heading.short for heading in AXES if heading.number == asked.axis), "")
    return ", ".join(filter(None, (aspect, axis))) or "Toutes les actions"


@require_safe
@who_may(PUBLIC)
def grid_download(request: Request, extension: str) -> HttpResponse:
    """Send the figures asked as a file, one line per year, axis and aspect."""
    filters = GridFilters(request.GET)
    if extension not in MIME_TYPES or filters.unknown:
        raise Http404(extension)
    asked, today = filters.asked, request.actor.today
    data = grid_file(extension, figures_of(request.actor, asked), asked, today)
    return HttpResponse(
        data,
        content_type=MIME_TYPES[extension],
        headers={
            "Content-Disposition": content_disposition_header(True, _filename(asked, today, extension)) or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _filename(asked: Asked, today: date, extension: str) -> str:
    place = f"-{asked.zone.slug}" if asked.zone is not None else ""
    return f"grille{place}-{today:%Y-%m-%d}.{extension}"
