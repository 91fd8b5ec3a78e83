"""The pages of a consent given on paper: the text to sign and its deposit, whether it is hers, its copy."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import Decision, require, require_strong, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import PAPERS, FileRefused, discard, receive, serve
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.versions import NotNow
from preau.staff.access import (
    CONFIRMERS,
    KEEPERS,
    PAPER_READERS,
    can_attest_paper,
    can_confirm_paper,
    can_prepare_paper,
)
from preau.staff.models import MoveRequest, PaperConsent
from preau.staff.models.consents import PURPOSE
from preau.staff.moving import papers
from preau.staff.moving.forms import ConfirmForm, PaperForm
from preau.staff.pages import team_crumbs
from preau.staff.register.acts.people import record_reading

_GET_POST = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, kw_only=True)
class GivingPage(FormPage):
    """The page of a paper to sign: who is asked, the papers given in already, who may give one in."""

    asked: MoveRequest
    papers: tuple[PaperConsent, ...]
    may: Decision

    @property
    def waiting(self) -> PaperConsent | None:
        return next((one for one in self.papers if one.decided_at is None), None)


@dataclass(frozen=True, kw_only=True)
class ConfirmingPage(FormPage):
    """The page of a paper to confirm."""

    paper: PaperConsent


@require_http_methods(_GET_POST)
@who_may(KEEPERS)
def move_paper(request: Request, request_id: int) -> HttpResponse:
    """Show the text to sign, and take the paper from who binds the house; what became of the former one."""
    actor = request.actor
    rows = MoveRequest.objects.visible_to(actor).select_related("person", "organisation")
    asked = get_object_or_404(rows, pk=request_id)
    require(can_prepare_paper(actor, asked))
    page = GivingPage(
        "Un accord sur papier",
        "Déposer le papier signé",
        reverse("staff:team"),
        "Revenir",
        crumbs=team_crumbs(request),
        template="staff/moving/paper_new.html",
        asked=asked,
        papers=tuple(asked.papers.select_related("decided_for")),
        may=can_attest_paper(actor, asked),
    )
    if request.method == "POST":
        require(page.may)
    if request.method == "POST" or request.GET.get("signer"):
        require_strong(actor)  # asked before the form, so that nothing typed is lost on the way
    if not (page.may and actor.strong):
        return render(request, page.template, {"page": page})

    def act(cleaned: dict[str, Any]) -> str:
        try:
            file = receive(actor, cleaned["file"], PURPOSE, PAPERS)
        except FileRefused as refusal:
            raise NotNow(str(refusal)) from None
        kept = papers.attest(actor, asked.pk, cleaned["signed_on"], file)
        if kept.file_id != file.pk:  # a second click: its copy bears a name, and is not kept for nothing
            discard(actor, file)
        return page.back

    form = PaperForm(actor.today, request.POST or None, request.FILES or None)
    said = "Le papier est déposé. Rien ne vous est montré avant que quelqu’un d’autre l’ait confirmé."
    return answer_form(request, form, page, act, said)


@require_http_methods(_GET_POST)
@who_may(CONFIRMERS)
def paper(request: Request, paper_id: int) -> HttpResponse:
    """Show a paper to who may say whether it is hers, and take the answer; once answered, what was."""
    actor = request.actor
    rows = PaperConsent.objects.visible_to(actor).select_related(
        "request__person", "request__organisation", "former", "decided_for", "file"
    )
    row = get_object_or_404(rows, pk=paper_id)
    may = can_confirm_paper(actor, row)
    mine = row.decided_by_id == actor.person_id  # a second click finds what was answered
    if request.method == "POST" and not mine:
        require(may)
    if request.method == "POST" or request.GET.get("decider"):
        require_strong(actor)  # asked before the form, so that nothing typed is lost on the way
    page = ConfirmingPage(
        f"L’accord de {row.request.person}",
        "Répondre",
        reverse("home"),
        "Revenir",
        crumbs=team_crumbs(request),
        template="staff/moving/paper.html",
        paper=row,
    )
    if request.method != "POST" and not (may and actor.strong):
        return render(request, page.template, {"page": page, "may": may})

    def act(cleaned: dict[str, Any]) -> str:
        papers.decide(actor, row.pk, cleaned["answer"], cleaned["reason"])
        return reverse("staff:paper", args=[row.pk])

    return answer_form(request, ConfirmForm(request.POST or None), page, act, "Votre réponse est enregistrée.")


@require_safe
@who_may(PAPER_READERS)
def paper_file(request: Request, paper_id: int) -> HttpResponse:
    """Send the copy of a signed paper to who gave it in, who confirms it, and the person herself; keep who read it."""
    rows = PaperConsent.objects.visible_to(request.actor).select_related("file", "request__person")
    row = get_object_or_404(rows, pk=paper_id)
    record_reading(request.actor, row.request.person, f"consent:{row.pk}")
    return serve(row.file)
