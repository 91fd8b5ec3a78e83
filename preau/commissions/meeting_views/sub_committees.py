"""The sub-committees of a CCA (decree, art. 6, § 4)."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from preau.commissions.access_meetings import HOME, ORGANISERS, can_organise
from preau.commissions.acts import sub_committees as acts
from preau.commissions.acts.frame import NotNow
from preau.commissions.meeting_forms import SubCommitteeForm
from preau.commissions.meeting_views.common import own_cca, tells
from preau.commissions.models import SubCommittee
from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done

GET_POST = ["GET", "HEAD", "POST"]
ALL = "commissions:sub_committees"


@require_http_methods(GET_POST)
@who_may(HOME)
@tells(ALL)
def all_of(request: Request) -> HttpResponse:
    """Show the sub-committees, and make one."""
    cca = own_cca(request)
    may = can_organise(request.actor, cca.zone_id)
    form = SubCommitteeForm(request.POST or None, cca=cca, day=request.actor.today) if may else None
    if request.method == "POST":
        require(may)
        if form is not None and form.is_valid():
            acts.create(request.actor, cca, form.values, form.cleaned_data["members"])
            done(request, "Sous-commission créée.")
            return redirect(ALL)
    known = SubCommittee.objects.filter(cca=cca).prefetch_related("members").order_by("-ended_on", "name")
    context = {"cca": cca, "known": known, "form": form, "may_organise": may}
    status = 422 if request.method == "POST" else 200
    return render(request, "commissions/meetings/sub_committees.html", context, status=status)


@require_http_methods(GET_POST)
@who_may(ORGANISERS)
@tells(ALL)
def edit(request: Request, pk: int) -> HttpResponse:
    """Change the name, the mission or the members."""
    cca = own_cca(request)
    made = SubCommittee.objects.filter(cca=cca, pk=pk).first()
    if made is None:
        raise Http404("sub-committee")
    if made.ended_on:
        raise NotNow("Cette sous-commission est terminée.")
    form = SubCommitteeForm(request.POST or None, cca=cca, day=request.actor.today, made=made)
    if request.method == "POST" and form.is_valid():
        acts.change(request.actor, cca, made.pk, form.values, form.cleaned_data["members"])
        done(request, "Sous-commission changée.")
        return redirect(ALL)
    status = 422 if request.method == "POST" else 200
    context = {"cca": cca, "made": made, "form": form}
    return render(request, "commissions/meetings/sub_committee.html", context, status=status)


@require_POST
@who_may(ORGANISERS)
@tells(ALL)
def end(request: Request, pk: int) -> HttpResponse:
    """End a sub-committee today."""
    acts.end(request.actor, own_cca(request), pk)
    done(request, "Sous-commission terminée.")
    return redirect(ALL)
