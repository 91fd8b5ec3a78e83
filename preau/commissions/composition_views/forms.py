"""One form per page: start the CCA, its facts, a component, the chair, somebody who advises."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from preau.commissions.access import can_compose
from preau.commissions.acts import composition as acts
from preau.commissions.acts.composing import NotPossible, held_by, mark_of
from preau.commissions.composition_views.common import (
    EDITORS,
    FormPage,
    answer_form,
    editable_roll,
    refuse,
    to_page,
)
from preau.commissions.forms import AdviserForm, ChairForm, ComponentForm, StartForm, WholeForm
from preau.commissions.members import COMPONENT_NAMES, seats_on
from preau.commissions.models import AdvisoryMember
from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.territory.api import municipalities_of

ADVISERS = "membres-consultatifs"


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def start(request: Request) -> HttpResponse:
    """Choose the size of the CCA, and start it."""
    mandate = request.actor.mandate
    zone = mandate.organisation.zone if mandate else None
    if zone is None:
        raise Http404("zone")
    require(can_compose(request.actor, zone.pk))
    form = StartForm(request.POST or None, day=request.actor.today, communes=len(municipalities_of(zone)))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.start_cca(request.actor, zone, form.cleaned_data["seats_each"])
            except NotPossible as impossible:
                refuse(form, impossible)
            else:
                return to_page()
    page = FormPage(
        "Commencer la CCA",
        "Cinq composantes de même taille. Ce choix se change tant que la CCA se compose.",
        "Commencer la CCA",
    )
    return render(request, "commissions/composition/form.html", {"form": form, "page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def whole(request: Request) -> HttpResponse:
    """Change the facts of the CCA as a whole."""
    roll = editable_roll(request)
    held = held_by(roll.cca, acts.WHOLE)
    form = WholeForm(
        request.POST or None,
        initial={**held, "mark": mark_of(held)},
        day=request.actor.today,
        communes=len(roll.communes),
    )
    page = FormPage("La CCA dans son ensemble", "Ce qu’on ne sait pas encore reste vide : rien n’est supposé.")
    return answer_form(request, form, lambda mark, values: acts.save_whole(request.actor, mark, values), page)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def component(request: Request, number: int) -> HttpResponse:
    """Note why a component is absent, and what was done to have it."""
    roll = editable_roll(request)
    if number not in roll.components:
        raise Http404("component")
    held = held_by(roll.components[number], acts.COMPONENT)
    form = ComponentForm(request.POST or None, initial={**held, "mark": mark_of(held)})
    page = FormPage(f"Composante {number} : {COMPONENT_NAMES[number].lower()}", anchor=f"composante-{number}")
    return answer_form(
        request, form, lambda mark, values: acts.save_component(request.actor, number, mark, values), page
    )


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def chair(request: Request) -> HttpResponse:
    """Write down who presides."""
    roll = editable_roll(request)
    held = held_by(roll.cca, acts.CHAIR)
    initial = {"chair": roll.cca.chair_id, "chair_designated": roll.cca.chair_designated, "mark": mark_of(held)}
    form = ChairForm(request.POST or None, initial=initial, seats=seats_on(roll, request.actor.today))
    page = FormPage(
        "La présidence de la CCA",
        "Le membre que le collège a désigné préside, ou désigne qui préside (décret, art. 6, § 3).",
        anchor="presidence",
    )
    return answer_form(request, form, lambda mark, values: acts.designate_chair(request.actor, mark, values), page)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def add_adviser(request: Request) -> HttpResponse:
    """Add somebody who sits without a vote."""
    editable_roll(request)
    wanted = request.GET.get("titre", "")
    kind = wanted if wanted in AdvisoryMember.Kind.values else AdvisoryMember.Kind.GUEST
    form = AdviserForm(request.POST or None, initial={"kind": kind, "since": request.actor.today})
    page = FormPage("Ajouter un membre avec voix consultative", anchor=ADVISERS)
    return answer_form(request, form, lambda mark, values: acts.save_adviser(request.actor, None, mark, values), page)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def adviser(request: Request, adviser_id: int) -> HttpResponse:
    """Correct, or end, the part of somebody who sits without a vote."""
    roll = editable_roll(request)
    row = next((one for one in roll.advisers if one.pk == adviser_id), None)
    if row is None:
        raise Http404("adviser")
    held = held_by(row, acts.ADVISER)
    form = AdviserForm(request.POST or None, initial={**held, "mark": mark_of(held)})
    page = FormPage(str(row), anchor=ADVISERS)
    return answer_form(
        request, form, lambda mark, values: acts.save_adviser(request.actor, adviser_id, mark, values), page
    )
