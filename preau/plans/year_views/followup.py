"""One action of an approved plan during its year: where it stands, its dates, who is in charge, its notes."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import PAPERS, WORKBOOKS, FileRefused, ReceivedFile, discard, receive, serve
from preau.foundation.ui.messages import done
from preau.foundation.ui.typography import plural
from preau.plans.access_year import can_follow
from preau.plans.acts import Conflict
from preau.plans.acts import followup as acts
from preau.plans.acts.followup import PLANNED, UNPLANNED, Item, row_of, subject_of
from preau.plans.acts.year import NotAccepted
from preau.plans.in_charge import candidates
from preau.plans.models import AnnualActionPlan, Progress, ProgressNote
from preau.plans.periods import proposed
from preau.plans.work_views.common import EDITORS, READERS
from preau.plans.year_forms import DropForm, FactsForm, NoteForm, RowForm, UnplannedForm
from preau.plans.year_views.board import cards_of
from preau.plans.year_views.common import approved_plan, conflict_page, keeps_other

PURPOSE = "plans.followup"
_WORKBOOK_NAMES = (".xlsx", ".ods")


@require_safe
@who_may(READERS)
def item(request: Request, plan_id: int, kind: str, key: int) -> HttpResponse:
    """Show one action: where it stands, its dates, its notes."""
    plan = approved_plan(request, plan_id)
    return _page(request, plan, _item(kind, key))


@require_POST
@who_may(EDITORS)
def state(request: Request, plan_id: int, kind: str, key: int) -> HttpResponse:
    """Say in one tap where an action stands; back to the board as it was filtered, or to the action."""
    plan, about = approved_plan(request, plan_id), _item(kind, key)
    wanted, _, version = request.POST.get("to", "").partition(":")
    version = request.POST.get("version", version)  # shown two states, the person chose: by the present version
    if wanted not in Progress.values or wanted == Progress.DROPPED or not version.isdecimal() or len(version) > 9:
        raise Http404("state")
    try:
        if not keeps_other(request):
            acts.set_state(request.actor, plan.pk, about, int(version), wanted)
    except Conflict as conflict:
        return conflict_page(request, plan, conflict, None, request.path)
    if "retour" not in request.POST:
        return _to_item(plan, about)
    asked = QueryDict(request.POST["retour"]).urlencode()
    board = reverse("plans:followup", args=[plan.pk]) + (f"?{asked}" if asked else "")
    return HttpResponseRedirect(f"{board}#{about.kind}-{about.pk}")


@require_POST
@who_may(EDITORS)
def drop(request: Request, plan_id: int, kind: str, key: int) -> HttpResponse:
    """Abandon an action, with the reason."""
    plan, about = approved_plan(request, plan_id), _item(kind, key)
    require(can_follow(request.actor, plan))
    form = DropForm(request.POST)
    if not form.is_valid():
        return _page(request, plan, about, drop=form)
    given = form.cleaned_data
    try:
        if not keeps_other(request):
            acts.set_state(request.actor, plan.pk, about, given["version"], Progress.DROPPED.value, given["reason"])
    except Conflict as conflict:
        return conflict_page(request, plan, conflict, form, request.path)
    return _to_item(plan, about)


@require_POST
@who_may(EDITORS)
def facts(request: Request, plan_id: int, kind: str, key: int) -> HttpResponse:
    """Save the dates of an action and who is in charge of it, or the words of an unplanned one."""
    plan, about = approved_plan(request, plan_id), _item(kind, key)
    require(can_follow(request.actor, plan))
    form = _facts_form(request, plan, about, request.POST)
    if form.is_valid():
        try:
            if not keeps_other(request):
                acts.follow(request.actor, plan.pk, about, form.cleaned_data["version"], form.values())
        except NotAccepted as reason:
            form.add_error(reason.field, str(reason))
        except Conflict as conflict:
            return conflict_page(request, plan, conflict, form, request.path)
        else:
            done(request, "Suivi enregistré.")
            return _to_item(plan, about)
    return _page(request, plan, about, facts=form)


@require_POST
@who_may(EDITORS)
def note(request: Request, plan_id: int, kind: str, key: int) -> HttpResponse:
    """Add a dated note to an action, with a file or not."""
    plan, about = approved_plan(request, plan_id), _item(kind, key)
    require(can_follow(request.actor, plan))
    subject_of(plan, about)
    form = NoteForm(request.POST, request.FILES)
    if form.is_valid():
        received = None
        try:
            if form.cleaned_data["file"]:
                received = _received(request, form.cleaned_data["file"])
            acts.add_note(request.actor, plan.pk, about, form.cleaned_data["text"].strip(), received)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        except NotAccepted as reason:
            form.add_error(reason.field, str(reason))
        except BaseException:
            if received is not None:
                discard(request.actor, received)
            raise
        else:
            done(request, "Note ajoutée.")
            return _to_item(plan, about, "#notes")
    return _page(request, plan, about, note=form)


def _received(request: Request, file: UploadedFile) -> ReceivedFile:
    kinds = WORKBOOKS if (file.name or "").lower().endswith(_WORKBOOK_NAMES) else PAPERS
    return receive(request.actor, file, PURPOSE, kinds)


@require_safe
@who_may(READERS)
def file(request: Request, plan_id: int, key: UUID) -> HttpResponse:
    """Send a file joined to a note: whoever reads the follow-up reads it."""
    plan = approved_plan(request, plan_id)
    notes = ProgressNote.objects.filter(action__plan=plan) | ProgressNote.objects.filter(unplanned__plan=plan)
    found = get_object_or_404(notes.select_related("file"), file_id=key)
    if found.file is None:
        raise Http404("file")
    return serve(found.file)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def unplanned(request: Request, plan_id: int) -> HttpResponse:
    """Note an action the plan did not foresee."""
    plan = approved_plan(request, plan_id)
    require(can_follow(request.actor, plan))
    form = UnplannedForm(request.POST or None, plan=plan, initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        row, _entry = acts.add_unplanned(request.actor, plan.pk, form.values())
        return _to_item(plan, Item(UNPLANNED, row.pk))
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/year/followup_unplanned.html", {"plan": plan, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def dates(request: Request, plan_id: int) -> HttpResponse:
    """Show the dates that the periods of the plan seem to say; write those the person keeps."""
    plan = approved_plan(request, plan_id)
    require(can_follow(request.actor, plan))
    if request.method == "POST":
        chosen = {int(text) for text in request.POST.getlist("actions") if text.isdecimal() and len(text) < 19}
        entry = acts.take_dates(request.actor, plan.pk, chosen)
        if entry is not None:
            count = len(entry.payload["after"][PLANNED])
            done(request, f"{plural(count, 'échéance reprise', 'échéances reprises')} du plan.")
        return HttpResponseRedirect(reverse("plans:followup", args=[plan.pk]))
    cards = cards_of(plan, request.actor.today)
    offers = [
        (card, read)
        for card in cards
        if card.due_on is None and card.period and (read := proposed(card.period, plan.school_year))
    ]
    return render(request, "plans/year/followup_dates.html", {"plan": plan, "offers": offers})


def _item(kind: str, key: int) -> Item:
    if kind not in {PLANNED, UNPLANNED}:
        raise Http404("kind")
    return Item(kind, key)


def _address(route: str, plan: AnnualActionPlan, about: Item) -> str:
    return reverse(route, args=[plan.pk, about.kind, about.pk])


def _to_item(plan: AnnualActionPlan, about: Item, anchor: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(_address("plans:followup_item", plan, about) + anchor)


def _facts_form(request: Request, plan: AnnualActionPlan, about: Item, given: QueryDict | None) -> RowForm:
    row = row_of(plan, about)
    if about.kind == UNPLANNED:
        initial = {"version": row.version, "text": row.text, "objective": row.objective_id, "due_on": row.due_on}
        return UnplannedForm(given, plan=plan, initial=initial)
    people = candidates(plan.zone_id, request.actor.today)
    if row.in_charge_id:  # whose mandate has ended is still shown, until somebody else is chosen
        known = {row.in_charge_id, *people.values_list("pk", flat=True)}
        people = Mandate.objects.filter(pk__in=known).select_related("person", "organisation")
    initial = {name: getattr(row, name) for name in ("version", "starts_on", "due_on")}
    return FactsForm(given, people=people, initial={**initial, "in_charge": row.in_charge_id})


def _page(request: Request, plan: AnnualActionPlan, about: Item, **bound: Any) -> HttpResponse:
    """Show the page of an action; `bound` holds the form that was refused, with what was typed."""
    subject = subject_of(plan, about)
    cards = [card for card in cards_of(plan, request.actor.today) if card.item == about]
    card = cards[0]
    read = proposed(card.period, plan.school_year) if card.period and card.due_on is None else None
    notes = subject.progress_notes if about.kind == PLANNED else subject.notes
    version = {"version": card.version}
    context = {
        "plan": plan,
        "subject": subject,
        "card": card,
        "today": request.actor.today,
        "proposal": read,
        "notes": notes.select_related("person", "file"),
        "may": can_follow(request.actor, plan),
        "facts": _facts_form(request, plan, about, None),
        "drop": DropForm(initial=version),
        "note": NoteForm(),
        **bound,
    }
    return render(request, "plans/year/followup_item.html", context, status=422 if bound else 200)
