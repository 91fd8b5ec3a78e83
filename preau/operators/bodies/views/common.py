"""What the pages of bodies share: the body acted for, an operator one reads, the trail, a form kept by an act."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from preau.foundation.accounts.access import require
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, Kept, answer_form
from preau.foundation.ui.versions import Values
from preau.operators.access import can_describe, can_edit_body
from preau.operators.models import CareOperator, OrganisingBody

Crumbs = tuple[tuple[str, str], ...]


def own_body(request: Request) -> OrganisingBody | None:
    """Return the body of the house acted for; None while nobody described it."""
    rows = OrganisingBody.objects.select_related("organisation__zone")
    return rows.filter(organisation_id=request.actor.organisation_id or 0).first()


def edited_body(request: Request) -> OrganisingBody:
    """Return the body of the house acted for, to who may write it; a new one, not saved, before the first time."""
    mandate = request.actor.mandate
    if mandate is None:
        raise Http404("organisation")
    body = own_body(request) or OrganisingBody(organisation=mandate.organisation)
    require(can_edit_body(request.actor, body))
    return body


def seen_operator(request: Request, operator_id: int) -> CareOperator:
    """Return an operator one sees, with its body; Http404 for another."""
    rows = CareOperator.objects.visible_to(request.actor).select_related("body__organisation__zone")
    return get_object_or_404(rows, pk=operator_id)


def described_operator(request: Request, operator_id: int) -> CareOperator:
    """Return an operator one describes; Http404 for one not seen, Forbidden with the reason."""
    operator = seen_operator(request, operator_id)
    require(can_describe(request.actor, operator))
    return operator


def home_crumbs(request: Request) -> Crumbs:
    """Return the trail of what lies under the home of the subject: one's own house, or the operators of the zone."""
    if request.actor.mandate and request.actor.mandate.organisation.kind == "operator":
        return ((reverse("operators:home"), "Mon organisme"),)
    return ((reverse("operators:list"), "Opérateurs"),)


def operator_crumbs(request: Request, operator: CareOperator) -> Crumbs:
    """Return the trail of what lies under the page of an operator."""
    return (*home_crumbs(request), (reverse("operators:operator", args=[operator.pk]), operator.name))


def answer_kept(
    request: Request, form: Kept, page: FormPage, save: Callable[[int | None, Values], str], said: str
) -> HttpResponse:
    """Show a form that knows its version, or have `save(version, values)` write it; it returns where to go next."""

    def act(cleaned: dict[str, Any]) -> str:
        return save(cleaned["version"], form.values())

    return answer_form(request, form, page, act, said)
