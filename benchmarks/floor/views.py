"""The floor page: a signed-in list of 50 rows, one query, a minimal template."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benchmarks.floor.models import Row


@login_required
def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "floor/rows.html", {"rows": Row.objects.all()[:50], "person": request.user})
