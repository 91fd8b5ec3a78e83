"""The pages of one seat: designate, correct, leave, change an address, invite."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from preau.commissions.access import can_change_address
from preau.commissions.acts import seats as acts
from preau.commissions.acts.composing import Changed, NotPossible, mark_of
from preau.commissions.composition_views.common import (
    EDITORS,
    HOME,
    FormPage,
    conflict_answer,
    editable_roll,
    own_roll,
    refuse,
    to_page,
)
from preau.commissions.forms import AddressForm, LeaveForm, MemberForm, SubstituteForm
from preau.commissions.members import COMPONENT_NAMES, Roll, seats_on
from preau.commissions.models import CcaMember
from preau.commissions.seats import Seat
from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.messages import done


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def seat(request: Request, number: int, rank: int) -> HttpResponse:
    """Designate who holds a seat and his substitute, or correct what is known of them."""
    roll = editable_roll(request)
    held = acts.seat_at(seats_on(roll, request.actor.today), number, rank)
    if number not in roll.components or (held is None and not 1 <= rank <= roll.cca.seats_each):
        raise Http404("seat")
    member, substitute = _forms(request, roll, number, held)
    page = FormPage(
        f"{COMPONENT_NAMES[number]}, siège {rank}",
        f"{held.effective} achève le mandat de {held.first} : désignez son suppléant de la même manière."
        if held and held.capacity == "finishes" and held.substitute is None
        else "",
        said="Siège enregistré.",
        anchor=f"composante-{number}",
    )
    status = 200
    if request.method == "POST":
        status = 422
        if member.is_valid() & substitute.is_valid():
            substitute.check_with(member.cleaned_data)
        if not member.errors and not substitute.errors:
            answer = _save(request, roll, (number, rank), member, substitute, page)
            if answer is not None:
                return answer
    context = {"member": member, "substitute": substitute, "page": page, "seat": held}
    return render(request, "commissions/composition/seat.html", context, status=status)


def _forms(request: Request, roll: Roll, number: int, held: Seat | None) -> tuple[MemberForm, SubstituteForm]:
    today = request.actor.today
    known = acts.values_of(held)
    first: dict[str, Any] = {"mark": mark_of(known), "college_designee": False}
    first |= {name: value for name, value in known.items() if not name.startswith("s_")}
    second = {name.removeprefix("s_"): value for name, value in known.items() if name.startswith("s_")}
    data = request.POST if request.method == "POST" else None
    return (
        MemberForm(data, initial=first, number=number, communes=roll.communes, day=today),
        SubstituteForm(data, initial=second, prefix="s", number=number, day=today, seat=held),
    )


def _save(
    request: Request,
    roll: Roll,
    place: tuple[int, int],
    member: MemberForm,
    substitute: SubstituteForm,
    page: FormPage,
) -> HttpResponse | None:
    """Save the seat; None when a rule refuses, its reason then in the form."""
    given = member.values()
    try:
        acts.save_seat(request.actor, *place, member.cleaned_data["mark"], given | substitute.values(given))
    except Changed as changed:
        return conflict_answer(request, changed, page)
    except NotPossible as impossible:
        refuse(member, impossible)
        return None
    done(request, page.said)
    return to_page(page.anchor)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def leave(request: Request, member_id: int) -> HttpResponse:
    """Write down that a member left."""
    roll = editable_roll(request)
    member = _member(roll, member_id)
    form = LeaveForm(request.POST or None, initial={"day": request.actor.today})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                acts.leave(request.actor, member_id, form.cleaned_data["day"], form.cleaned_data["reason"])
            except NotPossible as impossible:
                refuse(form, impossible)
            else:
                done(request, f"Départ de {member} noté.")
                return to_page(f"composante-{member.component.number}")
    page = FormPage(f"Départ de {member}", _what_follows(roll, member, request), "Noter ce départ")
    return render(request, "commissions/composition/form.html", {"form": form, "page": page}, status=status)


def _what_follows(roll: Roll, member: CcaMember, request: Request) -> str:
    """Return what the departure of a member brings about."""
    for held in seats_on(roll, request.actor.today):
        if held.substitute is not None and held.substitute.pk == member.pk:
            return f"{held.effective} reste membre : un nouveau suppléant est à désigner de la même manière."
        if held.effective.pk == member.pk and held.substitute is not None:
            return (
                f"{held.substitute} achève le mandat (décret, art. 6, § 2), et un nouveau suppléant est à désigner de"
                " la même manière."
            )
    return "Personne ne supplée ce membre : le siège sera vacant, un membre et son suppléant sont à désigner."


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(HOME)
def address(request: Request, member_id: int) -> HttpResponse:
    """Change the address of a member."""
    roll = own_roll(request)
    member = _member(roll, member_id)
    require(can_change_address(request.actor, member, roll.cca.zone_id))
    form = AddressForm(request.POST or None, initial={"email": member.email})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            acts.change_address(request.actor, member_id, form.cleaned_data["email"])
            done(request, f"Adresse de {member} enregistrée.")
            return to_page(f"composante-{member.component.number}")
    page = FormPage(f"Adresse de {member}")
    return render(request, "commissions/composition/form.html", {"form": form, "page": page}, status=status)


@require_POST
@who_may(EDITORS)
def invite(request: Request, member_id: int) -> HttpResponse:
    """Invite a member to an account of the CCA, or link him to the one he has."""
    member = _member(editable_roll(request), member_id)
    try:
        invitation = acts.invite(request.actor, member_id)
    except NotPossible as impossible:
        messages.warning(request, str(impossible))
    else:
        done(
            request,
            f"Invitation envoyée à {member.email}." if invitation else f"{member} a déjà un compte : il y est relié.",
        )
    return to_page(f"composante-{member.component.number}")


def _member(roll: Roll, member_id: int) -> CcaMember:
    member = roll.member(member_id)
    if member is None:
        raise Http404("member")
    return member
