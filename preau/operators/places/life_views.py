"""The pages of the life of a place: closed for good, opened again, taken away, copied."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.messages import done
from preau.operators.access import EDITORS
from preau.operators.places import acts
from preau.operators.places.common import address_of, crumbs_of, editable, seen_place, tells
from preau.operators.places.forms import CloseForm, CopyForm, columns_of
from preau.operators.places.views import FORM


@dataclass(frozen=True)
class ClosePage(FormPage):
    """The page that closes a place, with the way out for one that was written by mistake: taken away at `remove`."""

    declared: bool = True
    remove: str = ""


@require_http_methods(FORM)
@who_may(EDITORS)
def place_close(request: Request, place_id: int) -> HttpResponse:
    """Close a place for good, or take it away while it was never declared."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    page = ClosePage(
        title=f"Fermer {row.name}",
        submit="Fermer ce lieu",
        back=address_of(row),
        back_words="Revenir au lieu",
        lede="Le lieu sort de votre prochaine déclaration. Ce qui a été déclaré reste, et vous pourrez le rouvrir.",
        crumbs=crumbs_of(row),
        template="operators/places/close.html",
        declared=acts.is_declared(row),
        remove=reverse("operators:place_remove", args=[row.pk]),
    )
    form = CloseForm(
        request.POST or None,
        initial={"closed_on": row.closed_on, "version": row.version},
        place=row,
        actor=request.actor,
    )

    def close(values: dict[str, Any]) -> str:
        return address_of(acts.close_place(request.actor, row.pk, values["version"], values["closed_on"]))

    return answer_form(request, form, page, close, "Lieu fermé. Pensez à déclarer ce changement.")


@require_POST
@who_may(EDITORS)
@tells("operators:place")
def place_reopen(request: Request, place_id: int) -> HttpResponse:
    """Open a place again."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    acts.reopen_place(request.actor, row.pk)
    done(request, "Lieu rouvert. Pensez à déclarer ce changement.")
    return redirect(address_of(row))


@require_POST
@who_may(EDITORS)
@tells("operators:place")
def place_remove(request: Request, place_id: int) -> HttpResponse:
    """Take away a place that was never declared."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    operator = acts.remove_place(request.actor, row.pk)
    done(request, f"{row.name} est retiré.")
    return redirect("operators:operator", operator.pk)


@require_http_methods(FORM)
@who_may(EDITORS)
def place_copy(request: Request, place_id: int) -> HttpResponse:
    """Write down a place like this one, at another address."""
    row = editable(request.actor, seen_place(request.actor, place_id))
    page = FormPage(
        title=f"Copier {row.name}",
        submit="Créer la copie",
        back=address_of(row),
        back_words="Revenir au lieu",
        lede="L’offre, les tarifs, l’encadrement, les locaux et les fermetures sont repris. L’adresse change.",
        crumbs=crumbs_of(row),
    )
    form = CopyForm(request.POST or None, initial={"municipality": row.municipality}, actor=request.actor)

    def copy(values: dict[str, Any]) -> str:
        return address_of(acts.copy_place(request.actor, row.pk, columns_of(values)))

    return answer_form(request, form, page, copy, "Copie créée. Relisez-la.")
