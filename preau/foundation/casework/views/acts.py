"""Doing an act of a case on the engine's own form: fill in, read again, do."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import SIGNED_IN, require, require_strong, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.engine import ActRefused, AlreadyDone, perform
from preau.foundation.casework.forms import ActForm
from preau.foundation.casework.models import Case, CaseAct
from preau.foundation.casework.offers import Offer, offers
from preau.foundation.casework.views.common import readable_case, to_case
from preau.foundation.ui.dates import clock, full_date
from preau.foundation.ui.messages import done as say_done

READ_AGAIN, CORRECT = "relire", "corriger"


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(SIGNED_IN)
def act(request: Request, case_id: int, act_id: str) -> HttpResponse:
    """Ask what the act needs, show it once more, do it. What was typed comes back with each refusal."""
    case = readable_case(request, case_id)
    offer = next((one for one in offers(request.actor, case) if one.act.id == act_id), None)
    if offer is None:
        return _not_now(request, case, act_id)
    require(offer.may)
    if offer.page:
        return redirect(offer.page)
    if offer.act.signed:
        require_strong(request.actor)  # asked before the form, so that nothing typed is lost on the way
    if request.method == "POST":
        return _sent(request, case, offer)
    return _form(request, case, offer, ActForm(offer.asks, request.actor, case), case.step)


def _sent(request: Request, case: Case, offer: Offer) -> HttpResponse:
    form = ActForm(offer.asks, request.actor, case, request.POST)
    step = _number(request.POST.get("step", ""))
    if step != case.step:
        return _already(request, case, case.acts.last())
    if not form.is_valid():
        return _form(request, case, offer, form, step, 422)
    if CORRECT in request.POST:
        return _form(request, case, offer, form, step)
    if READ_AGAIN in request.POST and offer.asks and offer.ready:
        return _read_again(request, case, offer, form)
    return _do(request, case, offer, form, step)


def _do(request: Request, case: Case, offer: Offer, form: ActForm, step: int) -> HttpResponse:
    day = form.cleaned_data["day"]
    try:
        perform(request.actor, case.pk, offer.act.id, step, form.supplied(), day)
    except AlreadyDone as already:
        return _already(request, case, already.last)
    except ActRefused as refused:
        for finding in refused.missing:
            form.add_error(None, finding.sentence)
        return _form(request, case, offer, form, step, 422)
    say_done(request, f"C’est fait : {offer.act.title[0].lower()}{offer.act.title[1:]}.")
    return to_case(case.pk)


def _form(request: Request, case: Case, offer: Offer, form: ActForm, step: int, status: int = 200) -> HttpResponse:
    return render(
        request,
        "casework/act.html",
        {"case": case, "offer": offer, "form": form, "step": step, "read_again": READ_AGAIN},
        status=status,
    )


def _read_again(request: Request, case: Case, offer: Offer, form: ActForm) -> HttpResponse:
    kept: list[tuple[str, Any]] = [
        (name, value)
        for name in request.POST
        if name.startswith(("fact_", "attested_", "day_")) or name == "step"
        for value in request.POST.getlist(name)
    ]
    context = {"case": case, "offer": offer, "answers": form.answers(), "kept": kept, "correct": CORRECT}
    return render(request, "casework/act_check.html", context)


def _not_now(request: Request, case: Case, act_id: str) -> HttpResponse:
    """Answer for an act that the present state does not allow: done meanwhile, or not yet."""
    if act_id not in {one.id for one in case.procedure.acts if not one.opening}:
        raise Http404("act")
    last = next((done for done in reversed(list(case.acts.all())) if done.act_id == act_id), None)
    if last is not None:
        return _already(request, case, last)
    messages.info(request, "Cet acte n’est pas possible dans l’état présent du dossier.")
    return to_case(case.pk)


def _already(request: Request, case: Case, last: CaseAct | None) -> HttpResponse:
    """Lead back to the case with what was done meanwhile, in a plain sentence."""
    if last is not None:
        title = case.procedure.act(last.act_id).title
        when = f"{full_date(last.at)} à {clock(last.at)}"
        messages.info(request, f"C’était déjà fait : « {title} », le {when}, par {last.acting_as}.")
    return to_case(case.pk)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else -1
