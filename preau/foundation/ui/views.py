"""The components page: everything the look is made of, at one glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.ui import examples
from preau.foundation.ui.fields import render_error_summary


@require_safe
@who_may(PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states, with invented data."""
    form = examples.example_form()
    return render(
        request,
        "ui/components.html",
        {
            "colours": examples.COLOURS,
            "form": form,
            "summary": render_error_summary(form, focus=False),
            "planned": examples.PLANNED,
            "today": examples.TODAY,
            "table": examples.communes(request.GET),
            "tasks": examples.TASKS,
            "steps": examples.STEPS,
            "count": examples.COUNT,
            "coverage": examples.COVERAGE,
            "events": examples.events(),
            "year": examples.year(),
            "grid": examples.grid(),
        },
    )
