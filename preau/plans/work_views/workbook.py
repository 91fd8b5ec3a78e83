"""A workbook that comes in: send it, read what was understood, answer what was not, create or complete the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.acts import discard, receive
from preau.foundation.documents.findings import FileRefused, Finding
from preau.foundation.documents.limits import limits_in_words
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.ui.forms import workbook_field
from preau.law.annual_plan import FIRST_YEAR, AnnualPlan, SchoolYear
from preau.plans import acts
from preau.plans.documents import document_of
from preau.plans.merging import Part, compare, fingerprint, merged_document
from preau.plans.presentation import ActionView, view_of
from preau.plans.work_views.common import EDITORS, editable_plan, offer_undo, to_editor
from preau.plans.work_views.differences import differing
from preau.plans.work_views.lifecycle import zone_acted_for
from preau.plans.workbook import NotAPlan, Proposal, answer, read_plan, to_document

PURPOSE = "plans.import"
ANSWER = "reponse-"  # prefix of the fields that answer a question


class UploadForm(forms.Form):
    """The workbook to send."""

    file = workbook_field("Classeur du plan", "Celui de l’Observatoire, le vôtre, ou celui que Préau vous a donné.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def upload(request: Request) -> HttpResponse:
    """Receive a workbook, for a new plan or for the draft named by `plan`."""
    zone_acted_for(request)
    plan_id = _plan_named(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    findings: list[Finding] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                received = _receive_plan(request, form.cleaned_data["file"])
            except (FileRefused, NotAPlan) as refusal:
                findings = refusal.findings
            else:
                if plan_id:
                    return redirect("plans:merge", plan_id, received.pk)
                return redirect("plans:import_review", received.pk)
    context = {"form": form, "findings": findings, "limits": limits_in_words(), "plan_id": plan_id}
    return render(request, "plans/work/upload.html", context, status=status)


def _receive_plan(request: Request, file: UploadedFile) -> ReceivedFile:
    """Receive a workbook that holds a plan; one that holds none is not kept. Raises FileRefused or NotAPlan."""
    received = receive(request.actor, file, PURPOSE)
    try:
        read_plan(received.content(), received.original_name)
    except (FileRefused, NotAPlan):
        discard(request.actor, received)
        raise
    return received


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def review(request: Request, file_id: str) -> HttpResponse:
    """Show what was understood beside the original; the answers given create the plan."""
    zone = zone_acted_for(request)
    received, proposal, kept = _read(request, file_id)
    year = _year(request, proposal)
    problem = ""
    if request.method == "POST":
        if year is None:
            problem = "Choisissez l’année scolaire de ce plan."
        elif proposal.is_whole:
            return _create(request, received, proposal, year, kept)
    latest = SchoolYear.containing(request.actor.today).start + 1
    context = {
        "file": received,
        "zone": zone,
        "proposal": proposal,
        "actions": _rows(proposal),
        "kept": kept,
        "year": year,
        "years": [SchoolYear(start) for start in range(latest, FIRST_YEAR - 1, -1)],
        "problem": problem,
        "view": view_of(to_document(proposal)),
    }
    return render(request, "plans/work/review.html", context, status=422 if request.method == "POST" else 200)


def _create(
    request: Request, received: ReceivedFile, proposal: Proposal, year: SchoolYear, kept: list[tuple[str, str]]
) -> HttpResponse:
    try:
        plan = acts.import_plan(
            request.actor, zone_acted_for(request), year, to_document(proposal), source=received.original_name
        )
    except acts.PlanExists as exists:
        if document_of(exists.plan) == to_document(proposal):  # a second click
            return to_editor(exists.plan.pk)
        if exists.plan.is_draft:
            address = reverse("plans:merge", args=[exists.plan.pk, received.pk])
            return redirect(f"{address}?{urlencode(kept)}" if kept else address)
        messages.warning(request, f"La CCA a déjà approuvé un plan {year} : il ne se remplace pas.")
        return redirect("plans:mine")
    messages.success(request, f"Plan {year} créé à partir de « {received.original_name} ». Relisez-le.")
    return to_editor(plan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def merge(request: Request, plan_id: int, file_id: str) -> HttpResponse:
    """Show what a workbook changes in the draft, part by part; write the parts ticked."""
    plan = editable_plan(request, plan_id)
    received, proposal, kept = _read(request, file_id)
    incoming, name = to_document(proposal), received.original_name
    changed_since = False
    if "mark" in request.POST and proposal.is_whole:  # without it, the answers have only just been given
        accepted = set(request.POST.getlist("accepted"))
        try:
            entry = acts.merge(request.actor, plan.pk, incoming, accepted, name, request.POST["mark"])
        except acts.PlanChanged:
            changed_since, plan = True, editable_plan(request, plan_id)
        else:
            offer_undo(request, plan.pk, entry, f"Repris de « {name} ».")
            return to_editor(plan.pk)
    held = document_of(plan)
    comparison = compare(held, merged_document(held, incoming))
    context = {
        "plan": plan,
        "file": received,
        "proposal": proposal,
        "kept": kept,
        "parts": [_shown(part) for part in comparison.parts],
        "absent": comparison.absent,
        "mark": fingerprint(held),
        "changed_since": changed_since,
    }
    return render(request, "plans/work/merge.html", context, status=409 if changed_since else 200)


def _plan_named(request: Request) -> int | None:
    text = (request.POST if request.method == "POST" else request.GET).get("plan", "")
    if not text.isdecimal() or len(text) > 18:
        return None
    return editable_plan(request, int(text)).pk


def _read(request: Request, file_id: str) -> tuple[ReceivedFile, Proposal, list[tuple[str, str]]]:
    """Return the file, the proposal with the answers of the request, and these answers to carry on."""
    files = ReceivedFile.objects.visible_to(request.actor).filter(purpose=PURPOSE)
    received = get_object_or_404(files, pk=file_id)
    try:
        proposal = read_plan(received.content(), received.original_name)
    except (FileRefused, NotAPlan) as refusal:  # it was readable when received: the limits have changed since
        raise Http404("no longer readable") from refusal
    given = request.POST if request.method == "POST" else request.GET
    kept = _answers(given)
    for question in proposal.questions:
        values = [value for name, value in kept if name == ANSWER + question.id]
        if values:
            try:
                proposal = answer(proposal, {question.id: values if question.several else values[0]})
            except ValueError:
                kept = [(name, value) for name, value in kept if name != ANSWER + question.id]
    return received, proposal, kept


def _answers(given: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name in given if name.startswith(ANSWER) for value in given.getlist(name)]


def _year(request: Request, proposal: Proposal) -> SchoolYear | None:
    text = request.POST.get("year", "")
    if text.isdecimal() and len(text) == 4:
        return SchoolYear(int(text))
    return proposal.school_year


@dataclass(frozen=True)
class UnderstoodRow:
    """One action understood, its original cells beside."""

    number: int
    text: str
    axes: tuple[str, ...]
    aspects: tuple[str, ...]
    objectives: str
    originals: tuple[tuple[str, str, str], ...]


_FIELDS = {
    "text": "Action",
    "axes": "Axe",
    "aspects": "Aspect",
    "objectives": "Objectif",
    "comment": "Commentaire",
    "responsible": "En charge",
}


def _rows(proposal: Proposal) -> list[UnderstoodRow]:
    document = to_document(proposal)
    views = {shown.action.number: shown for shown in _all_views(document)}
    return [
        UnderstoodRow(
            read.number,
            read.text,
            tuple(heading.short for heading in views[read.number].axes),
            tuple(heading.short for heading in views[read.number].aspects),
            ", ".join(str(number) for number in read.objectives),
            tuple(
                (_FIELDS.get(name, name), original.cell, original.text)
                for name, original in read.cells.items()
                if original.text and name != "text"
            ),
        )
        for read in proposal.actions
    ]


def _all_views(document: AnnualPlan) -> Iterator[ActionView]:
    view = view_of(document)
    yield from view.apart
    for objective in view.objectives:
        yield from objective.actions


def _shown(part: Part) -> dict[str, object]:
    """Return a part with its differing fields in words, for the page."""
    return {"name": part.name, "label": part.label, "new": part.held is None, "fields": differing(part)}
