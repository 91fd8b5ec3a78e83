"""The pages of the care project: its versions, its points, its files; to write one and to compare two."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import PAPERS, FileRefused, ReceivedFile, discard, receive, serve
from preau.foundation.ui.form_pages import FormPage, answer_form
from preau.foundation.ui.versions import NotNow
from preau.operators.access import EDITORS, PLACE_READERS, can_describe
from preau.operators.models import CareOperator, CareProject
from preau.operators.project import acts
from preau.operators.project.comparing import compared
from preau.operators.project.forms import CompareForm, ProjectForm
from preau.operators.project.points import points_of

PURPOSE = "operators.project"


@require_safe
@who_may(PLACE_READERS)
def project(request: Request, operator_id: int) -> HttpResponse:
    """Show the latest version of the care project."""
    operator = _seen(request, operator_id)
    versions = list(operator.projects.prefetch_related("files"))
    return _version_page(request, operator, versions, versions[0] if versions else None)


@require_safe
@who_may(PLACE_READERS)
def project_version(request: Request, operator_id: int, number: int) -> HttpResponse:
    """Show one version, an old one most often."""
    operator = _seen(request, operator_id)
    versions = list(operator.projects.prefetch_related("files"))
    shown = next((one for one in versions if one.number == number), None)
    if shown is None:
        raise Http404("version")
    return _version_page(request, operator, versions, shown)


def _version_page(
    request: Request, operator: CareOperator, versions: list[CareProject], shown: CareProject | None
) -> HttpResponse:
    declared = acts.declared_numbers(operator)
    context = {
        "operator": operator,
        "versions": versions,
        "shown": shown,
        "latest": shown is not None and shown == versions[0],
        "declared": declared,
        "is_declared": shown is not None and shown.number in declared,
        "points": points_of(operator, shown.points if shown else (), request.actor.today),
        "can_write": bool(can_describe(request.actor, operator)),
    }
    return render(request, "operators/project/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def project_new(request: Request, operator_id: int) -> HttpResponse:
    """Write the next version, starting from the latest."""
    return _answer_version(request, operator_id, new=True)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def project_correct(request: Request, operator_id: int) -> HttpResponse:
    """Correct the latest version, while nobody declared it."""
    return _answer_version(request, operator_id, new=False)


def _answer_version(request: Request, operator_id: int, *, new: bool) -> HttpResponse:
    operator = _described(request, operator_id)
    latest = operator.projects.prefetch_related("files").first()
    if latest is None and not new:
        raise Http404("version")
    form = ProjectForm(
        request.POST or None,
        request.FILES or None,
        latest=latest,
        initial={**acts.held_by(latest), "version": acts.mark_of(latest)},
    )
    number = (latest.number + new) if latest else 1
    page = FormPage(
        f"Projet d’accueil, version {number}",
        "Enregistrer la version",
        back=_address(operator),
        back_words="Retour au projet",
        lede="Les versions déclarées restent : celle-ci s’ajoute." if new and latest else "",
        crumbs=_crumbs(operator),
        template="operators/project/form.html",
    )

    def act(cleaned: dict[str, Any]) -> str:
        received = _received(request, form)
        kept = False
        try:
            written = acts.write_project(
                request.actor, operator.pk, form.values(), version=cleaned["version"], new=new, received=received
            )
            kept = received is not None and written.files.filter(pk=received.pk).exists()
        finally:
            if received is not None and not kept:  # refused, or a second click: nothing holds it
                discard(request.actor, received)
        return _address(operator)

    return answer_form(request, form, page, act, f"Version {number} enregistrée.")


def _received(request: Request, form: ProjectForm) -> ReceivedFile | None:
    """Return the file sent, checked and kept; None when none was. Raises NotNow with what is wrong."""
    upload = form.cleaned_data.get("file")
    if upload is None:
        return None
    try:
        return receive(request.actor, upload, PURPOSE, PAPERS)
    except FileRefused as refusal:
        raise NotNow(str(refusal)) from None


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def project_remove(request: Request, operator_id: int, number: int) -> HttpResponse:
    """Take away a version that was never declared."""
    operator = _described(request, operator_id)
    get_object_or_404(operator.projects, number=number)
    page = FormPage(
        f"Retirer la version {number} ?",
        "Retirer cette version",
        back=_address(operator),
        back_words="La garder",
        lede="Elle n’a jamais été déclarée. Les autres versions restent.",
        crumbs=_crumbs(operator),
    )

    def act(cleaned: dict[str, Any]) -> str:
        acts.remove_project(request.actor, operator.pk, number)
        return _address(operator)

    form = forms.Form(request.POST if request.method == "POST" else None)
    return answer_form(request, form, page, act, f"Version {number} retirée.")


@require_safe
@who_may(PLACE_READERS)
def project_compare(request: Request, operator_id: int) -> HttpResponse:
    """Show two versions side by side."""
    operator = _seen(request, operator_id)
    versions = {one.number: one for one in operator.projects.prefetch_related("files")}
    numbers = sorted(versions)
    if len(numbers) < 2:
        raise Http404("versions")
    data = request.GET if "de" in request.GET else {"de": numbers[-2], "a": numbers[-1]}
    form = CompareForm(data, numbers=numbers)
    found = compared(versions[form.cleaned_data["de"]], versions[form.cleaned_data["a"]]) if form.is_valid() else None
    context = {"operator": operator, "form": form, "compared": found}
    return render(request, "operators/project/compare.html", context, status=200 if found else 422)


@require_safe
@who_may(PLACE_READERS)
def project_file(request: Request, operator_id: int, number: int, file_id: Any) -> HttpResponse:
    """Send one file of a version."""
    operator = _seen(request, operator_id)
    version = get_object_or_404(operator.projects, number=number)
    return serve(get_object_or_404(version.files, pk=file_id))


def _seen(request: Request, operator_id: int) -> CareOperator:
    """Return an operator whose draft the actor reads; Http404 for another."""
    rows = CareOperator.objects.described_by(request.actor).select_related("body__organisation")
    return get_object_or_404(rows, pk=operator_id)


def _described(request: Request, operator_id: int) -> CareOperator:
    """Return an operator the actor describes; Http404 for another, Forbidden without the right."""
    operator = _seen(request, operator_id)
    require(can_describe(request.actor, operator))
    return operator


def _address(operator: CareOperator) -> str:
    return reverse("operators:project", args=[operator.pk])


def _crumbs(operator: CareOperator) -> tuple[tuple[str, str], ...]:
    hub = reverse("operators:operator", args=[operator.pk])
    return (hub, operator.name), (_address(operator), "Projet d’accueil")
