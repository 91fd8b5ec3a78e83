"""Her own file: what is written, who reads it, what she is asked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done
from preau.staff.access import WORKERS
from preau.staff.api import person_of
from preau.staff.models import MoveRequest, PaperConsent
from preau.staff.register.acts.people import claim_file, claimable
from preau.staff.register.file import file_of, readers_of


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(WORKERS)
def me(request: Request) -> HttpResponse:
    """Show one's own file; a POST ties to one's account the file that bears one's address."""
    if request.method == "POST":
        claim_file(request.actor)
        done(request, "Ce dossier est maintenant le vôtre : vous le lisez ici.")
        return redirect("staff:me")
    someone = person_of(request.actor)
    if someone is None:
        return render(request, "staff/register/no_file.html", {"claimable": claimable(request.actor)})
    asked = MoveRequest.objects.filter(person=someone, answered_at=None, withdrawn_at=None)
    context = {
        "file": file_of(request.actor, someone),
        "readers": readers_of(someone),
        "papers": PaperConsent.objects.filter(request__person=someone).select_related(
            "request__organisation", "decided_for"
        ),
        "asked": asked.filter(expires_at__gt=request.actor.now).select_related("organisation"),
    }
    return render(request, "staff/register/me.html", context)
