"""The pages of who helps: for operators and coordinations, and for ONE who says it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.requests import Request
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.forms import choice_field, set_choices
from preau.foundation.ui.messages import done
from preau.foundation.ui.tables import Column, Filters, Table
from preau.operators.models import CareOperator, HelpSubject, OfficerCharge, OfficerLeave
from preau.operators.officers import acts
from preau.operators.officers.access import AT_ONE, OFFICERS, WHO_HELPS, can_charge, can_write_leave
from preau.operators.officers.forms import ChargeForm, EndForm, LeaveForm
from preau.operators.officers.reading import help_for

PER_PAGE = 30
COLUMNS = (
    Column("Sujet", "sujet", ("subject", "mandate__person__full_name")),
    Column("Pour"),
    Column("Qui", "qui", ("mandate__person__full_name", "subject")),
    Column("Jusqu’au", "fin", ("valid_to", "subject")),
)
CRUMBS = "Charges et absences"


class ChargeFilters(Filters):
    """The filters of the charges: by subject."""

    sujet = choice_field("Sujet", list(HelpSubject.choices))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "sujet", [("", "Tous"), *HelpSubject.choices])

    def apply(self, rows: QuerySet) -> QuerySet:
        """Keep the subject asked for."""
        subject = self.cleaned_data.get("sujet")
        return rows.filter(subject=subject) if subject else rows


@require_safe
@who_may(WHO_HELPS)
def who_helps(request: Request) -> HttpResponse:
    """Show who at ONE helps with what; ONE is led to where it says so."""
    if request.actor.role in OFFICERS:
        return redirect("operators:charges")
    return render(request, "operators/officers/page.html", {"subjects": help_for(request.actor)})


@require_safe
@who_may(AT_ONE)
def charges(request: Request) -> HttpResponse:
    """Show who is in charge of what, and who is away."""
    actor = request.actor
    present = Q(valid_to__isnull=True) | Q(valid_to__gte=actor.today)
    rows = OfficerCharge.objects.filter(present, mandate__organisation_id=actor.organisation_id or 0)
    known = rows.select_related("mandate__person", "municipality", "operator")
    filters = ChargeFilters(request.GET)
    table = Table(request.GET, known, COLUMNS, order="sujet", filters=filters, per_page=PER_PAGE, noun="charge,charges")
    in_force = set(_officers(request).values_list("pk", flat=True))
    leaves = OfficerLeave.objects.filter(
        mandate__organisation_id=actor.organisation_id or 0, last_day__gte=actor.today
    ).select_related("mandate__person", "replaced_by__person")[:PER_PAGE]
    context = {
        "table": table,
        "in_force": in_force,
        "leaves": [(leave, bool(can_write_leave(actor, leave.mandate))) for leave in leaves],
        "may_charge": can_charge(actor),
    }
    return render(request, "operators/officers/charges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(AT_ONE)
def charge_new(request: Request) -> HttpResponse:
    """Put an officer in charge of something."""
    require(can_charge(request.actor))
    asked = request.GET.get("operateur", "")
    operator = CareOperator.objects.filter(pk=int(asked[:9])).first() if asked.isdecimal() else None
    form = ChargeForm(
        request.POST or None,
        officers=_officers(request),
        day=request.actor.today,
        initial={"valid_from": request.actor.today, "operator": operator.name if operator else ""},
    )
    lede = (
        "Pour un opérateur, une commune, une province, ou partout si vous ne choisissez rien. La plus précise compte."
    )
    page = _page("Donner une charge", "Donner cette charge", lede)

    def act(cleaned: dict[str, Any]) -> str:
        acts.give_charge(request.actor, cleaned)
        return reverse("operators:charges")

    return answer_form(request, form, page, act, "Charge donnée.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(AT_ONE)
def charge_end(request: Request, charge_id: int) -> HttpResponse:
    """Say the last day of a charge."""
    actor = request.actor
    rows = OfficerCharge.objects.filter(mandate__organisation_id=actor.organisation_id or 0)
    charge = get_object_or_404(rows.select_related("mandate__person"), pk=charge_id)
    require(can_charge(actor))
    form = EndForm(request.POST or None, initial={"day": actor.today})
    page = _page(f"Fin de la charge de {charge.mandate.person}", "Noter ce dernier jour", charge.get_subject_display())

    def act(cleaned: dict[str, Any]) -> str:
        acts.end_charge(actor, charge.pk, cleaned["day"])
        return reverse("operators:charges")

    return answer_form(request, form, page, act, "Dernier jour noté.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(AT_ONE)
def leave_new(request: Request) -> HttpResponse:
    """Note that an officer is away."""
    actor = request.actor
    officers = _officers(request)
    own = officers if can_charge(actor) else officers.filter(pk=actor.mandate.pk if actor.mandate else 0)
    form = LeaveForm(
        request.POST or None, own=own, officers=officers, today=actor.today, initial={"mandate": actor.mandate}
    )
    page = _page("Noter une absence", "Noter cette absence", "Les opérateurs et les communes voient qui répond.")

    def act(cleaned: dict[str, Any]) -> str:
        acts.note_leave(actor, cleaned["mandate"], cleaned["first_day"], cleaned["last_day"], cleaned["replaced_by"])
        return reverse("operators:charges") + "#absences"

    return answer_form(request, form, page, act, "Absence notée.")


@require_POST
@who_may(AT_ONE)
def leave_remove(request: Request, leave_id: int) -> HttpResponse:
    """Take a leave away."""
    acts.remove_leave(request.actor, leave_id)
    done(request, "Absence retirée.")
    return redirect(reverse("operators:charges") + "#absences")


def _officers(request: Request) -> QuerySet[Mandate]:
    """Return the mandates in force of the ONE acted for, by name."""
    rows = Mandate.objects.in_force(request.actor.today).filter(organisation_id=request.actor.organisation_id)
    return rows.select_related("person", "organisation").order_by("person__full_name", "pk")


def _page(title: str, submit: str, lede: str) -> FormPage:
    back = reverse("operators:charges")
    return FormPage(title, submit, back=back, back_words="Retour", lede=lede, crumbs=((back, CRUMBS),))
