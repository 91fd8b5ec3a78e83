"""The identity of the body, and the operators it runs: added, described."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage
from preau.foundation.ui.numbers import account_words, enterprise_words
from preau.foundation.ui.versions import Values, held_by, version_of
from preau.operators.access import BODY_EDITORS, EDITORS
from preau.operators.bodies.acts import identity as acts
from preau.operators.bodies.forms import IdentityForm, OperatorForm
from preau.operators.bodies.views.common import (
    answer_kept,
    described_operator,
    edited_body,
    home_crumbs,
    operator_crumbs,
)

_GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(_GET_POST)
@who_may(BODY_EDITORS)
def identity(request: Request) -> HttpResponse:
    """Describe the body: name, numbers, seat, who answers for it, account."""
    body = edited_body(request)
    held = acts.identity_of(body)
    shown = {
        **held,
        "iban": account_words(body.iban),
        "enterprise_number": enterprise_words(body.enterprise_number),
        "version": version_of(held),
    }
    home = reverse("operators:home")
    page = FormPage(
        title="Décrire votre organisme" if body.pk is None else "L’organisme",
        lede="Une seule fois : les déclarations, les demandes d’agrément et de subsides le reprennent.",
        submit="Enregistrer",
        back=home,
        back_words="Revenir",
        crumbs=home_crumbs(request),
    )

    def save(version: int | None, values: Values) -> str:
        acts.save_identity(request.actor, version, values)
        return home

    form = IdentityForm(body, request.POST or None, initial=shown)
    return answer_kept(request, form, page, save, "L’organisme est enregistré.")


@require_http_methods(_GET_POST)
@who_may(BODY_EDITORS)
def operator_new(request: Request) -> HttpResponse:
    """Add an operator to one's body."""
    body = edited_body(request)
    if body.pk is None:
        return redirect("operators:identity")
    first = not body.operators.exists()
    page = FormPage(
        title="Ajouter un opérateur",
        lede="C’est sous ce nom que l’accueil est organisé. Un organisme peut en avoir plusieurs.",
        submit="Ajouter l’opérateur",
        back=reverse("operators:home"),
        back_words="Revenir",
        crumbs=home_crumbs(request),
    )

    def save(version: int | None, values: Values) -> str:
        return reverse("operators:operator", args=[acts.add_operator(request.actor, values).pk])

    start = {"name": body.organisation.name, "phone": body.phone, "email": body.email, "website": body.website}
    form = OperatorForm(request.POST or None, initial=start if first else {})
    return answer_kept(request, form, page, save, "L’opérateur est ajouté. Décrivez maintenant ses lieux.")


@require_http_methods(_GET_POST)
@who_may(EDITORS)
def operator_edit(request: Request, operator_id: int) -> HttpResponse:
    """Describe an operator."""
    operator = described_operator(request, operator_id)
    held = held_by(operator, acts.OPERATOR)
    back = reverse("operators:operator", args=[operator.pk])
    page = FormPage(
        title="L’opérateur",
        submit="Enregistrer",
        back=back,
        back_words="Revenir",
        crumbs=operator_crumbs(request, operator),
    )

    def save(version: int | None, values: Values) -> str:
        acts.save_operator(request.actor, operator.pk, version, values)
        return back

    form = OperatorForm(request.POST or None, initial={**held, "version": version_of(held)})
    return answer_kept(request, form, page, save, "L’opérateur est enregistré.")
