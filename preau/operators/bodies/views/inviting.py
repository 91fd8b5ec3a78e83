"""Inviting an operator that Préau does not know, or the first person of one the coordination noted down."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from preau.foundation.accounts.access import Forbidden, require, require_strong, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow, version_of
from preau.operators.access import COORDINATION
from preau.operators.bodies.access import can_invite_first
from preau.operators.bodies.acts import inviting as acts
from preau.operators.bodies.forms import FirstPersonForm, InviteForm
from preau.operators.bodies.lookalikes import Lookalike, lookalikes
from preau.operators.bodies.views.common import home_crumbs, operator_crumbs, seen_operator

_GET_POST = ["GET", "HEAD", "POST"]
ANOTHER = "another"  # said on the page: it is none of those shown


@require_http_methods(_GET_POST)
@who_may(COORDINATION)
def invite(request: Request) -> HttpResponse:
    """Invite an operator; those it may already be are shown before anything is written."""
    actor = request.actor
    require(can_invite_first(actor, None))
    require_strong(actor)  # asked before the form: nothing typed is lost
    form = InviteForm(request.POST if request.method == "POST" else None)
    alike: list[Lookalike] = []
    asked: tuple[str, ...] = ()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            asked = (given["body_name"], given["operator_name"], given["enterprise_number"])
            settled = request.POST.get(ANOTHER) == _told(asked)
            if not settled and acts.already_invited(actor, acts.NewOperator(**given)) is None:
                alike = lookalikes(actor, asked[:2], asked[2])
            if not alike:
                address = _sent(request, form)
                if address:
                    return redirect(address)
    context = {
        "form": form,
        "lookalikes": alike,
        "another": _told(asked),
        "crumbs": home_crumbs(request),
    }
    return render(request, "operators/bodies/invite.html", context, status=status)


def _told(asked: tuple[str, ...]) -> str:
    """Return the mark of the names that were looked for, so that other names are looked for again."""
    return str(version_of({"asked": list(asked)}))


def _sent(request: Request, form: InviteForm) -> str:
    """Invite; return where to go next, empty when something is to be corrected, which the form then says."""
    try:
        operator = acts.invite_operator(request.actor, acts.NewOperator(**form.cleaned_data))
    except NotNow as reason:
        form.add_error("enterprise_number", str(reason))
    except Forbidden as refusal:
        form.add_error(None, refusal.reason)
    else:
        done(request, f"Invitation envoyée à {form.cleaned_data['email']}.")
        return reverse("operators:operator", args=[operator.pk])
    return ""


@require_http_methods(_GET_POST)
@who_may(COORDINATION)
def invite_first(request: Request, operator_id: int) -> HttpResponse:
    """Invite the first person of an operator that nobody acts for yet."""
    operator = seen_operator(request, operator_id)
    actor = request.actor
    require(can_invite_first(actor, operator.body))
    require_strong(actor)
    back = reverse("operators:operator", args=[operator.pk])
    page = FormPage(
        title="Inviter la première personne",
        lede=f"Elle signera pour {operator.body} et invitera ses collègues. Ce que vous avez noté l’attendra.",
        submit="Envoyer l’invitation",
        back=back,
        back_words="Revenir",
        crumbs=operator_crumbs(request, operator),
    )

    def act(given: dict[str, Any]) -> str:
        try:
            acts.invite_first(actor, operator.pk, given["full_name"], given["email"])
        except Forbidden as refusal:
            raise NotNow(refusal.reason) from None
        return back

    form = FirstPersonForm(request.POST if request.method == "POST" else None)
    return answer_form(request, form, page, act, "L’invitation est envoyée.")


@require_POST
@who_may(COORDINATION)
def invitation_resend(request: Request, operator_id: int) -> HttpResponse:
    """Send the first invitation of an operator again, with a new link."""
    invitation = acts.resend_first(request.actor, seen_operator(request, operator_id).pk)
    done(request, f"Invitation renvoyée à {invitation.email}.")
    return redirect("operators:operator", operator_id)


@require_POST
@who_may(COORDINATION)
def invitation_withdraw(request: Request, operator_id: int) -> HttpResponse:
    """Take the first invitation of an operator back, to invite somebody else."""
    invitation = acts.withdraw_first(request.actor, seen_operator(request, operator_id).pk)
    done(request, f"Invitation de {invitation.email} retirée.")
    return redirect("operators:operator", operator_id)
