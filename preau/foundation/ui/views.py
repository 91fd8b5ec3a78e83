"""The components page: everything the look is made of, at one glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from preau.foundation.accounts.access import PUBLIC, who_may


@who_may(PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states."""
    return render(request, "ui/components.html")
