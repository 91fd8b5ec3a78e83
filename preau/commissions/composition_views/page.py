"""The page of the CCA: its seats, whether it is lawfully composed today, its dates; what it was on a past day."""

from datetime import date

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from preau.commissions.access import can_compose, can_install, sees_addresses
from preau.commissions.composition_views.board import Accounts, board_of, lacks_of
from preau.commissions.composition_views.common import AUTHORITY, HOME, READERS
from preau.commissions.composition_views.terms import terms_of
from preau.commissions.dossier import dossier_pdf, list_workbook
from preau.commissions.forms import DayForm
from preau.commissions.members import Roll, roll_of, seats_on
from preau.commissions.models import Cca, CcaMember
from preau.commissions.question import judge
from preau.commissions.seats import Seat, is_person
from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.accounts.rules import can_manage_people
from preau.foundation.documents.models import MIME_TYPES, FileKind

MIMES = {"pdf": "application/pdf", "xlsx": MIME_TYPES[FileKind.XLSX]}


@require_safe
@who_may(HOME)
def mine(request: Request) -> HttpResponse:
    """Show the CCA of the zone acted for, or how to begin it."""
    actor = request.actor
    cca = Cca.objects.visible_to(actor).filter(zone_id=actor.zone_id).select_related("zone", "chair").first()
    if cca is None:
        zone = actor.mandate.organisation.zone if actor.mandate else None
        context = {"zone": zone, "may_compose": can_compose(actor, actor.zone_id or 0)}
        return render(request, "commissions/composition/none.html", context)
    return _show(request, roll_of(cca))


@require_safe
@who_may(AUTHORITY)
def everywhere(request: Request) -> HttpResponse:
    """List the CCA of all communes, for ONE and the approval commission."""
    rows = Cca.objects.visible_to(request.actor).select_related("zone")
    sitting = Q(components__members__in=CcaMember.objects.in_office(request.actor.today).effective())
    ccas = list(rows.annotate(seated=Count("components__members", filter=sitting)).order_by("zone__name", "pk"))
    return render(request, "commissions/composition/everywhere.html", {"ccas": ccas})


@require_safe
@who_may(READERS)
def of_zone(request: Request, zone_slug: str) -> HttpResponse:
    """Show the CCA of a zone to who may read it."""
    return _show(request, _readable(request.actor, zone_slug))


@require_safe
@who_may(READERS)
def file(request: Request, zone_slug: str, extension: str) -> HttpResponse:
    """Answer the file for ONE (PDF), or the list of the members (XLSX)."""
    if extension not in MIMES:
        raise Http404("extension")
    roll = _readable(request.actor, zone_slug)
    seats = seats_on(roll, request.actor.today)
    if extension == "pdf":
        content = dossier_pdf(roll, seats, request.actor.now)
    else:
        addresses = sees_addresses(request.actor, roll.cca.zone_id)
        content = list_workbook(roll, seats, request.actor.now, addresses=addresses)
    response = HttpResponse(content, content_type=MIMES[extension])
    response["Content-Disposition"] = f'attachment; filename="cca-{zone_slug}.{extension}"'
    return response


def _readable(actor: Actor, zone_slug: str) -> Roll:
    rows = Cca.objects.visible_to(actor).select_related("zone", "chair")
    return roll_of(get_object_or_404(rows, zone__slug=zone_slug))


def _show(request: Request, roll: Roll) -> HttpResponse:
    actor = request.actor
    form = DayForm(request.GET if request.GET.get("jour") else None)
    day = _past_day(form, actor.today)
    seats = seats_on(roll, day or actor.today)
    judgement = None if day else judge(roll, actor.today)
    may_compose = can_compose(actor, roll.cca.zone_id)
    context = {
        "roll": roll,
        "cca": roll.cca,
        "day": day,
        "day_form": form,
        "judgement": judgement,
        "faults": lacks_of(judgement.faults, judgement, roll) if judgement else [],
        "unknown": lacks_of(judgement.unknown, judgement, roll, ask=True) if judgement else [],
        "components": board_of(roll, seats, judgement, _accounts(actor, roll, seats, bool(may_compose))),
        "advisers": roll.advisers_on(day or actor.today),
        "chair": _chair(roll, seats) if not day else None,
        "terms": terms_of(roll.cca, seats, actor.today) if not day else [],
        "to_designate": [] if day else [one for one in seats if one.capacity == "finishes" and one.substitute is None],
        "counts": (len(seats), sum(seat.substitute is not None for seat in seats)),
        "may_compose": may_compose if not day else None,
        "may_install": can_install(actor, roll.cca, seats, actor.today) if may_compose and not day else None,
        "sees_addresses": sees_addresses(actor, roll.cca.zone_id),
        "manages": may_compose and not day and can_manage_people(actor),
        "at_home": actor.zone_id == roll.cca.zone_id,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "commissions/composition/page.html", context, status=status)


def _past_day(form: DayForm, today: date) -> date | None:
    """Return the past day asked for, None for today."""
    if not form.is_bound or not form.is_valid():
        return None
    day: date = form.cleaned_data["jour"]
    if day > today:
        form.add_error("jour", "Donnez un jour passé : l’avenir n’est pas encore composé.")
        return None
    return day if day < today else None


def _chair(roll: Roll, seats: list[Seat]) -> object:
    """Return who presides, if still sitting."""
    return next((seat.votes for seat in seats if seat.votes.pk == roll.cca.chair_id), None)


def _accounts(actor: Actor, roll: Roll, seats: list[Seat], composes: bool) -> Accounts:
    """Return what is known of the accounts of the members: in two queries, and only for who may invite them."""
    people = [member for seat in seats for member in seat.people]
    person = actor.person
    mine = frozenset(one.pk for one in people if person is not None and is_person(one, person.pk, person.email))
    if not composes:
        return Accounts(mine=mine)
    seat_roles = [Role.CCA_MEMBER, Role.CCA_CHAIR]
    held = Mandate.objects.in_force(actor.today).filter(organisation__zone_id=roll.cca.zone_id, role__in=seat_roles)
    pairs = list(held.values_list("person_id", "person__email"))
    waiting = Invitation.objects.pending().filter(organisation__zone_id=roll.cca.zone_id, role__in=seat_roles)
    return Accounts(
        people=frozenset(pk for pk, _ in pairs),
        linked=frozenset(email for _, email in pairs),
        invited=frozenset(waiting.values_list("email", flat=True)),
        known=True,
        mine=mine,
    )
