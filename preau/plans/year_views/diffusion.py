"""The approved plan sent, told and noted: receipts, councils, operators; and what ONE and the commission received."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import NeedsSecondFactor, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone, Supplied, offers, perform
from preau.foundation.notifications.api import letters_of
from preau.foundation.territory.api import municipalities_of
from preau.foundation.territory.models import Municipality
from preau.foundation.ui.messages import done
from preau.foundation.ui.tables import Column, Filters, Table
from preau.law.annual_plan import SchoolYear
from preau.plans.acts.diffusion import due_of, notice_key
from preau.plans.cases import case_of_plan
from preau.plans.models import AnnualActionPlan, CouncilInformation, Document, Transmission
from preau.plans.papers import council_note as note_of
from preau.plans.papers import pdf_answer, receipt_number, receipt_pdf
from preau.plans.revisions import approved_revision
from preau.plans.year_views.reading import (
    AUTHORITY,
    COORDINATION,
    HOME,
    INFORMERS,
    YEAR_READERS,
    posted_number,
    posted_words,
    published_of_year,
)


class CouncilForm(forms.Form):
    """The session in which a council took note of the plan, and its vote when it wanted one."""

    session_on = forms.DateField(
        label="Séance du conseil",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Donnez le jour de la séance.",
            "invalid": "Donnez une date, comme 24/11/2026.",
        },
    )
    vote = forms.ChoiceField(
        label="Le conseil a-t-il voté ? Aucun texte ne le demande",
        choices=CouncilInformation.Vote,
        initial=CouncilInformation.Vote.NONE,
    )
    comment = forms.CharField(label="Remarque du conseil", max_length=1_000, required=False)


@dataclass(frozen=True)
class Council:
    """The council of one commune of the zone, and what is noted of its information."""

    commune: Municipality
    noted: CouncilInformation | None


@require_safe
@who_may(HOME)
def diffusion(request: Request, plan_id: int) -> HttpResponse:
    """Show who received the plan, who was told, and what is still to be sent."""
    return _page(request, published_of_year(request, plan_id))


def _page(request: Request, plan: AnnualActionPlan, status: int = 200, **more: Any) -> HttpResponse:
    case = case_of_plan(plan)
    possible = {offer.act.id: offer for offer in offers(request.actor, case)}
    approved = approved_revision(plan)
    number = approved.number if approved else 1
    noted = {one.municipality_id: one for one in plan.council_informations.all()}
    due_on = due_of(plan, Document.PLAN)
    publicities = list(plan.publicities.filter(revision=number).select_related("organisation"))
    context = {
        "plan": plan,
        "case": case,
        "possible": possible,
        "transmissions": [(receipt_number(one), one) for one in plan.transmissions.select_related("plan")],
        "councils": [Council(one, noted.get(one.pk)) for one in municipalities_of(plan.zone)],
        "may_inform": "inform_council" in possible and bool(possible["inform_council"].may),
        "publicities": _with_letters(plan, number, publicities),
        "due_on": due_on,
        "late": request.actor.today > due_on,
        "sent": plan.transmissions.filter(document=Document.PLAN).exists(),
        **more,
    }
    return render(request, "plans/year/diffusion.html", context, status=status)


def _with_letters(plan: AnnualActionPlan, revision: int, publicities: list) -> list[tuple[Any, str, Any]]:
    """Return each operator told with what became of its letter, as the outbox knows it."""
    steps = range(1, case_of_plan(plan).step + 1)
    keys = [f"{notice_key(plan, revision)}:operators:{step}" for step in steps]
    letters = {letter.email: letter for letter in letters_of(keys)} if publicities else {}
    return [
        (one, letters[one.email].outcome if one.email in letters else "", letters.get(one.email)) for one in publicities
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(COORDINATION)
def transmit(request: Request, plan_id: int) -> HttpResponse:
    """Check what is sent and to whom, then send it: the receipt is dated. It needs a second factor."""
    plan = published_of_year(request, plan_id)
    case = case_of_plan(plan)
    if case.state_id != "approved":
        messages.info(request, "Le plan est déjà envoyé : voici à qui, et quand.")
        return redirect("plans:diffusion", plan.pk)
    if not request.actor.strong:
        raise NeedsSecondFactor
    due_on = due_of(plan, Document.PLAN)
    problem, why, status = "", posted_words(request, "why_late"), 200
    if request.method == "POST":
        try:
            perform(
                request.actor, case.pk, "transmit", posted_number(request, "step"), Supplied(more={"why_late": why})
            )
        except ActRefused as refusal:
            problem, status = str(refusal), 422
        except AlreadyDone:
            return redirect("plans:diffusion", plan.pk)
        else:
            done(request, "Le plan est envoyé. L’accusé de réception est prêt.")
            return redirect("plans:diffusion", plan.pk)
    context = {
        "plan": plan,
        "case": case,
        "due_on": due_on,
        "late": request.actor.today > due_on and not plan.transmissions.filter(document=Document.PLAN).exists(),
        "why": why,
        "problem": problem,
        "communes": municipalities_of(plan.zone),
    }
    return render(request, "plans/year/transmit.html", context, status=status)


@require_POST
@who_may(COORDINATION)
def publicise(request: Request, plan_id: int) -> HttpResponse:
    """Tell every operator of the zone and the members of the CCA; those told already get nothing twice."""
    plan = published_of_year(request, plan_id)
    case = case_of_plan(plan)
    try:
        perform(request.actor, case.pk, "publicise", posted_number(request, "step"))
    except ActRefused as refusal:
        return _page(request, plan, 422, problem=str(refusal))
    except AlreadyDone:
        messages.info(request, "C’est déjà fait : la liste ci-dessous dit qui est prévenu.")
    else:
        done(request, "Les opérateurs et les membres de la CCA sont prévenus.")
    return redirect("plans:diffusion", plan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(INFORMERS)
def council(request: Request, plan_id: int, municipality_id: int) -> HttpResponse:
    """Note the session in which the council of one commune was informed."""
    plan = published_of_year(request, plan_id)
    commune = _commune(plan, municipality_id)
    case = case_of_plan(plan)
    noted = plan.council_informations.filter(municipality=commune).first()
    initial = (
        {"session_on": noted.session_on, "vote": noted.vote, "comment": noted.comment} if noted is not None else None
    )
    form = CouncilForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            given = form.cleaned_data
            facts = {"council_session": f"{commune}, séance du {given['session_on'].isoformat()}"}
            supplied = Supplied(facts, more={**given, "municipality": commune.pk})
            try:
                perform(request.actor, case.pk, "inform_council", posted_number(request, "step"), supplied)
            except ActRefused as refusal:
                form.add_error("session_on", str(refusal))
            except AlreadyDone:
                messages.info(request, "Quelqu’un vient d’agir sur ce plan : relisez, puis enregistrez si besoin.")
                return redirect("plans:diffusion", plan.pk)
            else:
                done(request, f"L’information du conseil de {commune} est notée.")
                return redirect("plans:diffusion", plan.pk)
        status = 422
    context = {"plan": plan, "case": case, "commune": commune, "form": form}
    return render(request, "plans/year/council.html", context, status=status)


@require_safe
@who_may(HOME)
def council_note(request: Request, plan_id: int, municipality_id: int) -> HttpResponse:
    """Download the note for the council of one commune."""
    plan = published_of_year(request, plan_id)
    commune = _commune(plan, municipality_id)
    created = plan.published_at or request.actor.now
    return pdf_answer(note_of(plan, commune, created), f"note-conseil-{commune.slug}-{plan.school_year}")


def _commune(plan: AnnualActionPlan, municipality_id: int) -> Municipality:
    found = next((one for one in municipalities_of(plan.zone) if one.pk == municipality_id), None)
    if found is None:
        raise Http404("municipality")
    return found


# -- what ONE and the commission receive ------------------------------------------------------------


class ReceivedFilters(Filters):
    """What a list of received documents can be narrowed by."""

    annee = forms.IntegerField(label="Année", widget=forms.Select)
    document = forms.ChoiceField(label="Document", choices=[("", "Tous"), *Document.choices])
    retard = forms.ChoiceField(label="Échéance", choices=[("", "Toutes"), ("oui", "Envoyés en retard")])

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Toutes"), *((year, str(SchoolYear(year))) for year in years)]
        self.fields["annee"].widget.choices = choices

    def apply(self, rows):
        given = self.cleaned_data
        if given.get("annee"):
            rows = rows.filter(plan__start_year=given["annee"])
        if given.get("document"):
            rows = rows.filter(document=given["document"])
        return rows.filter(late=True) if given.get("retard") else rows


@require_safe
@who_may(AUTHORITY)
def received(request: Request) -> HttpResponse:
    """List the plans and reports received, the newest first, the late ones marked."""
    sent = Transmission.objects.order_by("plan__start_year").values_list("plan__start_year", flat=True)
    oldest, newest = sent.first(), sent.last()
    years = list(range(newest, oldest - 1, -1)) if oldest is not None and newest is not None else []
    columns = (
        Column("Commune", "commune", ("plan__zone_slug",)),
        Column("Année", "annee", ("plan__start_year",)),
        Column("Document"),
        Column("Reçu le", "recu", ("at",)),
        Column("Accusé"),
        Column("État"),
    )
    rows = Transmission.objects.select_related("plan__zone", "plan__report")
    table = Table(
        request.GET,
        rows,
        columns,
        order="-recu",
        filters=ReceivedFilters(request.GET, years=years),
        noun="envoi reçu,envois reçus",
    )
    return render(request, "plans/year/received.html", {"table": table})


@require_safe
@who_may(YEAR_READERS)
def receipt(request: Request, transmission_id: int) -> HttpResponse:
    """Download the receipt of a sending: for the commune that sent, for those who received."""
    sent = get_object_or_404(Transmission.objects.select_related("plan__zone"), pk=transmission_id)
    published_of_year(request, sent.plan_id)
    return pdf_answer(receipt_pdf(sent), f"accuse-{receipt_number(sent)}")
