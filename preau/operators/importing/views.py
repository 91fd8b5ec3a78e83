"""The pages of lists: send one or take one out, settle what was read, take it over, drop it."""

from django import forms
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import FileRefused, Finding, limits_in_words
from preau.foundation.territory.api import municipalities_of
from preau.foundation.ui.form_pages import CHANGED_MEANWHILE
from preau.foundation.ui.forms import workbook_field
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow, Stale
from preau.operators.importing import acts
from preau.operators.importing.access import LISTERS, zone_acted_for
from preau.operators.importing.blank import template
from preau.operators.importing.exporting import MIME_TYPES, exported
from preau.operators.importing.matching import ASIDE, NEW, plan_of
from preau.operators.importing.presenting import PER_PAGE, columns_of, communes_first, corrections, page_of, shortened
from preau.operators.importing.proposal import NotAList, Proposal, kept
from preau.operators.models import CareOperator, ListImport

QUESTION, COLUMN = "reponse-", "colonne-"
NOT_TAKEN = "-"  # a column that a person lets aside
RECENT = 10


class UploadForm(forms.Form):
    """The list to send."""

    file = workbook_field("Classeur", "Votre liste telle qu’elle est, le modèle rempli, ou un classeur sorti de Préau.")


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(LISTERS)
def lists(request: Request) -> HttpResponse:
    """Receive a list; show those under way, and what can be taken out."""
    form = UploadForm(request.POST or None, request.FILES or None)
    findings: list[Finding] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = acts.receive_list(request.actor, form.cleaned_data["file"])
            except (FileRefused, NotAList) as refusal:
                findings = refusal.findings
            except NotNow as reason:
                form.add_error(None, str(reason))
            else:
                return redirect("operators:list_settle", row.pk)
    known = ListImport.objects.visible_to(request.actor).select_related("created_by")
    context = {
        "form": form,
        "findings": findings,
        "limits": limits_in_words(),
        "under_way": known.filter(settled_at=None, dropped_at=None).defer("proposal", "answers")[:RECENT],
        "settled": known.filter(settled_at__isnull=False).defer("proposal", "answers")[:RECENT],
        "zone": zone_acted_for(request.actor),
    }
    return render(request, "operators/importing/lists.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(LISTERS)
def list_settle(request: Request, list_id: int) -> HttpResponse:
    """Show what was understood of a list; take answers, then take the list over."""
    row = get_object_or_404(ListImport.objects.visible_to(request.actor).select_related("zone", "file"), pk=list_id)
    if row.dropped_at is not None:
        done(request, acts.GIVEN_UP)
        return redirect("operators:lists")
    problem = ""
    if request.method == "POST" and row.settled_at is None:
        try:
            address = _answered(request, row)
        except NotNow as reason:
            problem = str(reason)
        except Stale:
            problem = CHANGED_MEANWHILE
        else:
            return redirect(address)
        row.refresh_from_db()
    if row.settled_at is not None:
        return render(request, "operators/importing/settled.html", {"list": row, "operators": _written(request, row)})
    proposal = kept(row.proposal)
    plan = plan_of(request.actor, row.zone, proposal, row.answers)
    context = {
        "list": row,
        "proposal": proposal,
        "plan": plan,
        "page": page_of(plan, proposal, _page_number(request)),
        "columns": columns_of(proposal),
        "communes": communes_first(plan, municipalities_of(row.zone)) if plan.unsaid else [],
        "commune_of_all": row.answers.get("commune:all", ""),
        "errors": corrections(proposal.errors),
        "remarks": shortened(proposal.remarks),
        "unread": shortened(proposal.unread),
        "problem": problem,
        "not_taken": NOT_TAKEN,
    }
    return render(request, "operators/importing/settle.html", context, status=422 if problem else 200)


def _written(request: Request, row: ListImport) -> list[CareOperator]:
    """Return the operators that hold places of a list taken over, each with their number."""
    came = Q(places__received_from=row.file_name, places__received_at=row.settled_at)
    seen = CareOperator.objects.visible_to(request.actor).values("pk")
    rows = CareOperator.objects.filter(pk__in=seen).annotate(written=Count("places", filter=came))
    return list(rows.filter(written__gt=0)[:PER_PAGE])


def _answered(request: Request, row: ListImport) -> str:
    """Keep what the page sends, then take the list over when that is the button pressed; return where to go next."""
    version, do = _whole(request.POST.get("version", "")), request.POST.get("do", "")
    here = f"{request.path}?page={_page_number(request)}"
    if do == "again":
        acts.begin_again(request.actor, row.pk, version)
        done(request, "Les réponses sont oubliées : la liste est lue comme au début.")
        return request.path
    given = _given(request, kept(row.proposal))
    answered = acts.answer(request.actor, row.pk, version, given)
    if do != "take":
        done(request, "Vos réponses sont enregistrées.")
        return here
    acts.settle(request.actor, row.pk, answered.version)
    return request.path


def _given(request: Request, proposal: Proposal) -> dict[str, str]:
    """Return the answers of the page, by the name under which they are kept."""
    given: dict[str, str] = {}
    for number, question in enumerate(proposal.questions):
        value = request.POST.get(f"{QUESTION}{number}", "")
        if value in {option.value for option in question.options}:
            given[question.id] = value
    for number, column in enumerate(proposal.columns):
        code = request.POST.get(f"{COLUMN}{number}", "").replace("\0", "")
        if code and code != (column.code or NOT_TAKEN) and len(code) < 60:
            given[f"column:{column.id}"] = code
    lines = {one.id for one in proposal.operators} | {place.id for place in proposal.places} | {"all"}
    for name in request.POST:
        about, _, line = name.partition(":")
        chosen = request.POST.get(name, "").replace("\0", "")
        if line in lines and _is_choice(about, chosen):
            given[name] = " ".join(chosen.split())
    return given


def _is_choice(about: str, value: str) -> bool:
    if about in {"operator", "place"}:
        return value in {NEW, ASIDE} or (value.isdecimal() and len(value) < 18)
    return (about == "commune" and len(value) == 5) or (about == "name" and 0 < len(value.strip()) <= 200)


def _page_number(request: Request) -> int:
    return _whole(request.GET.get("page", "")) or 1


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_POST
@who_may(LISTERS)
def list_drop(request: Request, list_id: int) -> HttpResponse:
    """Give a list up."""
    try:
        acts.drop(request.actor, list_id)
    except NotNow as reason:
        done(request, str(reason))
    else:
        done(request, "Cette liste est abandonnée : rien n’en est repris.")
    return redirect("operators:lists")


@require_safe
@who_may(LISTERS)
def list_template(request: Request) -> HttpResponse:
    """Send an empty list to fill in."""
    return _file(template(request.actor.now), "xlsx", "modele-lieux-d-accueil")


@require_safe
@who_may(LISTERS)
def list_export(request: Request, extension: str) -> HttpResponse:
    """Send the list of one's own operators, or of those declared in one's zone."""
    return _file(exported(request.actor, extension), extension, "lieux-d-accueil")


def _file(content: bytes, extension: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=MIME_TYPES[extension],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{extension}"',
            "Cache-Control": "private, no-store",
        },
    )
