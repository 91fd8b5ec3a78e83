"""The pages of old lists: send one or take one out, settle what was read, take it over, drop it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import FileRefused, Finding, limits_in_words
from preau.foundation.ui.form_pages import CHANGED_MEANWHILE
from preau.foundation.ui.forms import workbook_field
from preau.foundation.ui.messages import done
from preau.foundation.ui.versions import NotNow, Stale
from preau.law import words
from preau.staff.models import FunctionCode, StaffImport
from preau.training.importing import acts
from preau.training.importing.access import LISTERS
from preau.training.importing.elsewhere import A_MINUTE
from preau.training.importing.exporting import MIME_TYPE
from preau.training.importing.headings import FIELD_WORDS
from preau.training.importing.matching import ALL, ASIDE, ASK, NEW, TYPED, Plan, plan_of, suggested
from preau.training.importing.proposal import NotAList, Proposal, Question, ReadAttended, kept
from preau.training.importing.reader import COLUMN
from preau.training.ledger.reading import plain

QUESTION, FIELD = "reponse-", "colonne-"
NOT_TAKEN = "-"  # a column that a person lets aside
RECENT, FIRST, PER_PAGE = 10, 30, 30
LONGEST_ANSWER = 300


class UploadForm(forms.Form):
    """The list to send."""

    file = workbook_field("Classeur", "Votre liste telle qu’elle est, ou un classeur sorti de Préau.")


@dataclass(frozen=True)
class Some:
    """The first of many, and how many more."""

    first: list[Any]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.first)


@dataclass(frozen=True)
class Asked:
    """A question with its rank, what its field holds and whether that comes from the catalogue."""

    rank: int
    question: Question
    value: str
    from_catalogue: bool


@dataclass(frozen=True)
class AttendedColumn:
    """A column that is a training, with its rank among the columns and what is asked of it."""

    rank: int
    read: ReadAttended
    asked: frozenset[str]

    @property
    def hours(self) -> str:
        return f"{words.number(plain(self.read.hours))} h" if self.read.hours is not None else ""


def _some(rows: Any, most: int = FIRST) -> Some:
    known = list(rows)
    return Some(known[:most], len(known))


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
            else:
                return redirect("training:list_settle", row.pk)
    known = StaffImport.objects.visible_to(request.actor).select_related("created_by").defer("proposal", "answers")
    context = {
        "form": form,
        "findings": findings,
        "limits": limits_in_words(),
        "under_way": known.filter(settled_at=None, dropped_at=None)[:RECENT],
        "settled": known.filter(settled_at__isnull=False)[:RECENT],
    }
    return render(request, "training/importing/lists.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(LISTERS)
def list_settle(request: Request, list_id: int) -> HttpResponse:
    """Show what was understood of a list; take answers, then take the list over."""
    row: StaffImport = get_object_or_404(StaffImport.objects.visible_to(request.actor), pk=list_id)
    if row.dropped_at is not None:
        done(request, acts.GIVEN_UP)
        return redirect("training:lists")
    problem = ""
    if request.method == "POST" and row.settled_at is None:
        try:
            return redirect(_answered(request, row))
        except NotNow as reason:
            problem = str(reason)
        except Stale:
            problem = CHANGED_MEANWHILE
        row.refresh_from_db()
    if row.settled_at is not None:
        return render(request, "training/importing/settled.html", {"list": row, **row.proposal})
    proposal = kept(row.proposal)
    plan = plan_of(request.actor, proposal, row.answers)
    context = {"list": row, "problem": problem, **_page(request, row, proposal, plan)}
    return render(request, "training/importing/settle.html", context, status=422 if problem else 200)


def _page(request: Request, row: StaffImport, proposal: Proposal, plan: Plan) -> dict[str, Any]:
    functions = [(str(code), str(code.label)) for code in FunctionCode]
    starts = row.answers.get(f"starts:{ALL}", "")
    page = max(1, _whole(request.GET.get("page", "")))
    ranks = {one.id: rank for rank, one in enumerate(proposal.columns)}
    return {
        "asked": _asked(request, proposal),
        "attended": [
            AttendedColumn(
                ranks[one.id],
                one,
                frozenset(question.field for question in proposal.questions if question.column == one.id),
            )
            for one in proposal.attended
        ],
        "proposal": proposal,
        "plan": plan,
        "blocked": bool(
            proposal.questions or plan.undecided or plan.without_start or plan.without_function or plan.waiting
        ),
        "minutes": -(-plan.waiting // A_MINUTE),
        "known": _some(plan.known),
        "doubtful": _some(plan.doubtful),
        "without_start": _some(plan.without_start),
        "starts_of_all": starts,
        "without_function": sum(one.chosen in {NEW, ASK} and not one.read.functions for one in plan.people),
        "functions": functions,
        "to_look_at": _some(plan.to_look_at),
        "typed": sum(one.chosen == TYPED for one in plan.modules),
        "people": plan.people[(page - 1) * PER_PAGE : page * PER_PAGE],
        "page": page,
        "pages": max(1, -(-len(plan.people) // PER_PAGE)),
        "unknown": [(rank, one) for rank, one in enumerate(proposal.columns) if not one.field],
        "fields": FIELD_WORDS,
        "not_taken": NOT_TAKEN,
        "errors": _some(proposal.errors),
        "remarks": _some(proposal.remarks),
        "unread": _some(proposal.unread),
    }


def _asked(request: Request, proposal: Proposal) -> list[Asked]:
    known = suggested(request.actor, proposal)
    return [
        Asked(rank, one, one.found or known.get(one.id, ""), not one.found and one.id in known)
        for rank, one in enumerate(proposal.questions)
    ]


def _answered(request: Request, row: StaffImport) -> str:
    """Keep what the page sends, then take the list over when that is the button pressed; return where to go next."""
    version, do = _whole(request.POST.get("version", "")), request.POST.get("do", "")
    if do == "again":
        acts.begin_again(request.actor, row.pk, version)
        done(request, "Les réponses sont oubliées : la liste est lue comme au début.")
        return request.path
    answered = acts.answer(request.actor, row.pk, version, _given(request, kept(row.proposal)))
    if do != "take":
        done(request, "Vos réponses sont enregistrées.")
        return request.path
    acts.settle(request.actor, row.pk, answered.version)
    return request.path


def _given(request: Request, proposal: Proposal) -> dict[str, str]:
    """Return the answers of the page, by the name under which they are kept."""
    given: dict[str, str] = {}
    for number, question in enumerate(proposal.questions):
        value = request.POST.get(f"{QUESTION}{number}", "").replace("\0", "")
        written = " ".join(value.split())[:LONGEST_ANSWER]
        if value in {option.value for option in question.options}:
            given[question.id] = value
        elif written and not question.options:
            given[question.id] = written
    for number, column in enumerate(proposal.columns):
        field = request.POST.get(f"{FIELD}{number}", "")
        if field in {NOT_TAKEN, *FIELD_WORDS} and field != (column.field or NOT_TAKEN):
            given[f"{COLUMN}{column.id}"] = field
    for name in request.POST:
        about, _, rank = name.partition(":")
        value = request.POST.get(name, "")
        if (rank == ALL or (rank.isdecimal() and len(rank) < 6)) and _is_choice(about, value):
            given[name] = value
    return given


def _is_choice(about: str, value: str) -> bool:
    """Tell whether a value is one that a page offers; what it means is looked at when the list is settled."""
    same = value.removeprefix("as:")
    if about == "person":
        return value in {NEW, ASIDE} or (same.isdecimal() and len(same) < 18)
    if about == "known":
        return value in {NEW, ASK, ASIDE}
    if about == "module":
        return value == TYPED or (value.isdecimal() and len(value) < 18)
    if about == "function":
        return value in FunctionCode.values
    return about == "starts" and len(value) == 10 and value.replace("-", "").isdecimal()


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
    return redirect("training:lists")


@require_safe
@who_may(LISTERS)
def list_export(request: Request) -> HttpResponse:
    """Send the people of the house and their trainings, and keep who took them; empty, it is the model to fill in."""
    return HttpResponse(
        acts.take_out(request.actor),
        content_type=MIME_TYPE,
        headers={
            "Content-Disposition": 'attachment; filename="equipe-et-formations.xlsx"',
            "Cache-Control": "private, no-store",
        },
    )
