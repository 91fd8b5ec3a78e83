"""Checking a description before it is declared, and declaring it: what is missing, what changes, from when."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import NeedsSecondFactor, require, require_strong, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.access import can_do, can_handle
from preau.foundation.casework.api import ActRefused, AlreadyDone, Case, CaseAct, remarks_by_field
from preau.foundation.casework.wording import state_words
from preau.foundation.ui.dates import clock, full_date
from preau.foundation.ui.messages import done
from preau.foundation.ui.numbers import account_words
from preau.operators.access import BODY_EDITORS, EDITORS, can_describe, sees_account
from preau.operators.bodies.contacts import contact_known
from preau.operators.declaring import acts
from preau.operators.declaring.forms import DeclareForm, EndForm, number_of
from preau.operators.declaring.missing import Missing, missing_in
from preau.operators.declaring.presenting import Changes, changes_between, parts_of
from preau.operators.declaring.sections import communes_of, sections_of
from preau.operators.declaring.versions import Draft, draft_of, last_revision, standing, text_of
from preau.operators.models import CareOperator, OperatorDeclaration
from preau.operators.procedure import declare_page, earliest

PLACE_ROUTES = {
    "": "place",
    "closures": "closures",
    "travel": "transfers",
    "offer": "offer",
    "fees": "fees",
    "staffing": "staffing",
}
# Where one thing is completed, when it is not on the page that its part opens with.
FORM_ROUTES = {
    "kind": "operator_edit",
    "in_cle": "operator_edit",
    "wants_approval": "operator_edit",
    "subsidies": "operator_edit",
    "informs": "operator_edit",
    "recognitions": "papers",
    "no_place": "place_new",
    "address": "place_address",
    "capacity": "place_children",
    "ages": "place_children",
    "access": "place_premises",
    "travel": "transfers",
}
SUBMIT, NOTE, READY = "submit", "note_down", "ready"


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def declare(request: Request, operator_id: int, zone_slug: str) -> HttpResponse:
    """Show the whole description as it would be declared; declare it, have it signed, or note it down."""
    actor = request.actor
    declaration = _described(actor, operator_id, zone_slug)
    case = acts.case_of_declaration(declaration)
    if request.GET.get("signer"):
        require_strong(actor)  # asked before the form, so that nothing typed is lost on the way
    form = DeclareForm(declaration, actor.today, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        answer = _sent(request, declaration, case, form)
        if answer is not None:
            return answer
    context = {"form": form, **_page(actor, declaration, case)}
    return render(request, "operators/declaring/declare.html", context, status=422 if form.is_bound else 200)


def _described(actor: Actor, operator_id: int, zone_slug: str) -> OperatorDeclaration:
    """Return the declaration of an operator to a zone; Http404 for another's, Forbidden for who only reads."""
    seen = OperatorDeclaration.objects.visible_to(actor).select_related("operator__body__organisation", "zone")
    declaration = seen.filter(operator__in=CareOperator.objects.filter(pk=operator_id), zone__slug=zone_slug).first()
    if declaration is None:
        raise Http404("declaration")
    require(can_describe(actor, declaration.operator))
    return declaration


def _sent(request: Request, declaration: OperatorDeclaration, case: Case, form: DeclareForm) -> HttpResponse | None:
    """Do the act of the button pressed; None when something is to be corrected first, said in the form."""
    actor, pressed = request.actor, request.POST.get("act", "")
    step, seen = number_of(request.POST.get("step", "")), request.POST.get("seen", "")
    if pressed == READY:
        acts.ready(actor, declaration)
        done(request, "C’est demandé : la déclaration attend sa signature.")
        return redirect(declare_page(declaration))
    if not form.is_valid() and pressed == SUBMIT:
        return None
    try:
        if pressed == SUBMIT:
            acts.submit(actor, declaration, step, form.cleaned_data["effective_on"], seen)
        elif pressed == NOTE:
            acts.note_down(actor, declaration, step, seen)
        else:
            raise Http404("act")
    except AlreadyDone as already:
        say_already(request, case, already.last)
    except ActRefused as refused:
        for finding in refused.missing:
            form.add_error(None, finding.sentence)
        return None
    else:
        done(request, _said(declaration, pressed))
    return redirect("operators:declaration", declaration.pk)


def _said(declaration: OperatorDeclaration, pressed: str) -> str:
    if pressed == NOTE:
        return "C’est noté : l’offre est publiée comme notée par la commune."
    last = last_revision(declaration)
    day = full_date(last.effective_on) if last else ""
    return f"Votre offre est déclarée, elle vaut à partir du {day}. La coordination et l’ONE la lisent."


def say_already(request: Request, case: Case, last: CaseAct | None) -> None:
    """Say what was done meanwhile, in a plain sentence."""
    if last is not None:
        title, when = case.procedure.act(last.act_id).title, f"{full_date(last.at)} à {clock(last.at)}"
        messages.info(request, f"C’était déjà fait : « {title} », le {when}, par {last.acting_as}.")


def _page(actor: Actor, declaration: OperatorDeclaration, case: Case) -> dict[str, Any]:
    operator, draft = declaration.operator, draft_of(declaration)
    known = standing(declaration, actor.today)
    communes = communes_of(draft.text, *map(text_of, known))
    sections = sections_of(draft.text, communes)
    open_remarks = [one for rows in remarks_by_field(case).values() for one in rows if one.handled_at is None]
    missing = missing_in(draft.text, actor.today, bool(draft.iban))
    met, contact = contact_known(operator, actor.today)
    places = {place.key: _place_addresses(place.key) for place in draft.text.places if place.key is not None}
    asked = case.tasks.filter(what=acts.READY, done_at=None, taken_back_at=None).first()
    return {
        "declaration": declaration,
        "operator": operator,
        "case": case,
        "state": state_words(actor, case),
        "draft": draft,
        "parts": parts_of(sections, "L’opérateur", _addresses(actor, operator.pk), places),
        "account": account_words(operator.body.iban) if sees_account(actor, operator.body) else "",
        "open_remarks": open_remarks,
        "handles": bool(can_handle(actor, case)),
        "blocking": [(one, address_of(actor, one, operator.pk)) for one in missing if one.blocking],
        "missing": [(one, address_of(actor, one, operator.pk)) for one in missing if not one.blocking],
        "contact": "" if met or not draft.text.contacts else contact,  # nobody at all is said with what blocks
        "changes": _changes(draft, declaration, communes, actor),
        "changed": not known or not all(draft.same_as(revision) for revision in known),
        "announced": [revision for revision in known if revision.effective_on > actor.today],
        "earliest": earliest(declaration, actor.today),
        "asked": asked,
        **_buttons(actor, case),
    }


def _buttons(actor: Actor, case: Case) -> dict[str, Any]:
    """Return which act this person does here: declare, have it signed, note down; what the state allows."""
    possible = {act.id: act for act in case.procedure.acts_from(case.state_id)}
    coordination = actor.role == Role.ATL_COORDINATOR
    submit = possible.get(SUBMIT)
    signs = submit is not None and bool(can_do(actor, case, submit))
    return {
        "signs": signs,
        "prepares": submit is not None and not signs and not coordination,
        "notes": coordination and NOTE in possible,
        "ends": signs and "end" in possible,
        "ended": case.state.final,
    }


def _changes(draft: Draft, declaration: OperatorDeclaration, communes: dict[str, str], actor: Actor) -> Changes | None:
    """Return what changed since the text declared last; None before the first."""
    last = last_revision(declaration)
    if last is None:
        return None
    account = not last.by_coordination and last.iban != draft.iban
    before = text_of(last)
    return changes_between(before, draft.text, {**communes_of(before), **communes}, actor.today, account)


def _addresses(actor: Actor, operator_id: int) -> dict[str, str]:
    """Return where each part of the operator is changed; its body and contacts, by its own people."""
    papers = reverse("operators:papers", args=[operator_id])
    found = {"recognitions": papers, "insurances": f"{papers}#assurances"}
    found["operator"] = reverse("operators:operator_edit", args=[operator_id])
    found["project"] = reverse("operators:project", args=[operator_id])
    if BODY_EDITORS.allows(actor):
        found |= {"body": reverse("operators:identity"), "contacts": reverse("operators:contacts")}
    return found


def _place_addresses(place_id: int) -> dict[str, str]:
    return {kind: reverse(f"operators:{route}", args=[place_id]) for kind, route in PLACE_ROUTES.items()}


def address_of(actor: Actor, one: Missing, operator_id: int) -> str:
    """Return the page where what is missing is completed; empty when only the operator's own people can."""
    route = FORM_ROUTES.get(one.code, one.address_name)
    if route in {"identity", "contacts"}:
        return reverse(f"operators:{route}") if BODY_EDITORS.allows(actor) else ""
    return reverse(f"operators:{route}", args=[operator_id if one.place is None else one.place])


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(BODY_EDITORS)
def end(request: Request, operator_id: int, zone_slug: str) -> HttpResponse:
    """Declare the end of the care of an operator in a zone."""
    actor = request.actor
    declaration = _described(actor, operator_id, zone_slug)
    case = acts.case_of_declaration(declaration)
    require(can_do(actor, case, case.procedure.act("end")))
    if not actor.strong:
        raise NeedsSecondFactor
    form = EndForm(declaration, actor.today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given, step = form.cleaned_data, number_of(request.POST.get("step", ""))
        try:
            acts.end(actor, declaration, step, given["effective_on"], given["reason"])
        except AlreadyDone as already:
            say_already(request, case, already.last)
            return redirect("operators:declaration", declaration.pk)
        except ActRefused as refused:
            form.add_error(None, str(refused))
        else:
            day = full_date(given["effective_on"])
            done(request, f"La fin de l’accueil est déclarée : vos lieux ne sont plus publiés dès le {day}.")
            return redirect("operators:declaration", declaration.pk)
    context = {"form": form, "declaration": declaration, "operator": declaration.operator, "case": case}
    return render(request, "operators/declaring/end.html", context, status=422 if form.is_bound else 200)
