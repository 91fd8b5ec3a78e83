"""Reading what operators declared: the list, one declaration on a day, its versions, and answering it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import Policy, require, roles, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.access import can_do
from preau.foundation.casework.api import ActRefused, AlreadyDone, Case
from preau.foundation.casework.wording import state_words
from preau.foundation.ui.dates import local_day
from preau.foundation.ui.messages import done
from preau.foundation.ui.numbers import account_words
from preau.foundation.ui.tables import Column, Table
from preau.law.completeness import ANNEX
from preau.law.document_lists import checklist
from preau.operators.access import READERS, can_describe, sees_account
from preau.operators.declaring import acts
from preau.operators.declaring.forms import CorrectionForm, DayForm, DeclarationFilters, number_of
from preau.operators.declaring.presenting import Changes, changes_between, parts_of
from preau.operators.declaring.sections import communes_of, point_names, sections_of
from preau.operators.declaring.versions import last_revision, revision_on, text_of
from preau.operators.declaring.views.declare import say_already
from preau.operators.models import NATIONAL_READERS, DeclarationRevision, HelpSubject, OperatorDeclaration
from preau.operators.officers.helping import helpers_for

LIST_READERS: Policy = roles(
    Role.ATL_COORDINATOR, *NATIONAL_READERS, label="la coordination ATL, l’ONE et la commission d’agrément"
)
PER_PAGE = 30
NEVER = datetime(1, 1, 2, tzinfo=UTC)
TAGS = {
    "preparing": ("Pas encore déclarée", "quiet"),
    "submitted": ("À lire", "wait"),
    "to_correct": ("Correction demandée", "info"),
    "read": ("Lue", "done"),
    "noted": ("Notée par la commune", "quiet"),
    "ended": ("Terminée", "quiet"),
}
HELP = (HelpSubject.APPROVAL, HelpSubject.COORDINATION)  # whom to ask about a declaration
READ, CORRECT = "read", "ask_correction"


@dataclass(frozen=True)
class Row:
    """A declaration in the list, with its last text when there is one."""

    declaration: Any
    revision: DeclarationRevision | None
    tag: tuple[str, str]
    age: int | None  # days that a text waits to be read
    integral: list[str]


@require_safe
@who_may(LIST_READERS)
def declarations(request: Request) -> HttpResponse:
    """Show the declarations one reads: those of one's zone, or of all; the last declared first."""
    actor = request.actor
    everywhere = actor.role in NATIONAL_READERS
    filters = DeclarationFilters(request.GET, actor.today, everywhere=everywhere)
    columns = (
        Column("Opérateur", "operateur", ("operator__name",)),
        *((Column("Commune ou zone", "zone", ("zone__name",)),) if everywhere else ()),
        Column("Déclarée le", "declaree", ("submitted_at",)),
        Column("Ce qui a changé"),
        Column("État", "etat", ("state",)),
    )
    rows = _declared(actor).select_related("operator__body__organisation", "zone")
    if everywhere:
        rows = rows.filter(last__isnull=False)
    table = Table(request.GET, rows, columns, order="-declaree", filters=filters, per_page=PER_PAGE, noun="déclaration")
    context = {"table": table, "rows": _rows(table.rows, actor.today), "everywhere": everywhere}
    return render(request, "operators/declaring/declarations.html", context)


def _declared(actor: Actor) -> QuerySet:
    """Return the declarations read by the actor, with the state of their case and their last text."""
    cases = Case.objects.filter(
        procedure_id=acts.PROCEDURE,
        subject_type=OperatorDeclaration._meta.label_lower,
        subject_id=OuterRef("pk"),
    )
    last = DeclarationRevision.objects.filter(declaration=OuterRef("pk")).order_by("-number")
    submitted = Subquery(last.values("submitted_at")[:1])
    return OperatorDeclaration.objects.visible_to(actor).annotate(
        state=Subquery(cases.values("state_id")[:1]),
        submitted_at=Coalesce(submitted, Value(NEVER), output_field=DateTimeField()),
        last=Subquery(last.values("pk")[:1]),
    )


def _rows(declared: list[Any], today: date) -> list[Row]:
    written = DeclarationRevision.objects.defer("content").annotate(in_cle=F("content__in_cle"))
    revisions = written.in_bulk([one.last for one in declared if one.last])
    integral = {item.id: item.name for item in checklist(ANNEX).items if item.integral}
    found = []
    for one in declared:
        revision = revisions.get(one.last)
        waits = revision is not None and one.state == "submitted"
        age = (today - local_day(revision.submitted_at)).days if waits and revision else None
        changed = revision.changed_points if revision is not None and revision.in_cle is not False else ()
        points = [integral[point] for point in changed if point in integral]
        found.append(Row(one, revision, TAGS.get(one.state, ("", "")), age, points))
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(READERS)
def declaration(request: Request, declaration_id: int) -> HttpResponse:
    """Show a declared text: the last one, that of `?version=`, or the one in force on `?jour=`; note it read."""
    actor = request.actor
    found = _readable(actor, declaration_id)
    case = acts.case_of_declaration(found)
    form = CorrectionForm(request.POST if request.POST.get("act") == CORRECT else None)
    if request.method == "POST":
        answer = _answered(request, found, case, form)
        if answer is not None:
            return answer
    days = DayForm(request.GET if "jour" in request.GET else None)
    day = days.cleaned_data["jour"] if days.is_bound and days.is_valid() else None
    revision = _asked(request, found, day)
    context = {
        "declaration": found,
        "operator": found.operator,
        "case": case,
        "readable_case": Case.objects.visible_to(actor).filter(pk=case.pk).first(),
        "state": state_words(actor, case),
        "lists": LIST_READERS.allows(actor).ok,
        "revision": revision,
        "day": day,
        "day_form": days,
        "form": form,
        "history": list(found.revisions.select_related("submitted_by").defer("content")),
        "own": bool(can_describe(actor, found.operator)),
        "in_force": revision_on(found, actor.today),
        "helpers": helpers_for(found.operator, actor.today, HELP) if _is_own(actor, found) else [],
        **_text(actor, found, revision),
        **_answers(actor, case),
    }
    return render(request, "operators/declaring/declaration.html", context, status=422 if form.errors else 200)


def _is_own(actor: Actor, found: OperatorDeclaration) -> bool:
    return actor.organisation_id == found.operator.body.organisation_id


def _readable(actor: Actor, declaration_id: int) -> OperatorDeclaration:
    rows = OperatorDeclaration.objects.visible_to(actor).select_related("operator__body__organisation", "zone")
    found = rows.filter(pk=declaration_id).first()
    if found is None:
        raise Http404("declaration")
    return found


def _asked(request: Request, found: OperatorDeclaration, day: date | None) -> DeclarationRevision | None:
    """Return the text the address asks for; None when nothing was declared, or not yet on that day."""
    if day is not None:
        return revision_on(found, day)
    if "version" in request.GET:
        revision = found.revisions.filter(number=number_of(request.GET["version"])).first()
        if revision is None:
            raise Http404("version")
        return revision
    return last_revision(found)


def _text(actor: Actor, found: OperatorDeclaration, revision: DeclarationRevision | None) -> dict[str, Any]:
    """Return a declared text laid out, and what changed since the one before it."""
    if revision is None:
        return {"parts": (), "changes": None, "account": ""}
    text = text_of(revision)
    before = found.revisions.filter(number=revision.number - 1).first()
    changes = _changes(before, revision) if before and not revision.ends else None
    parts = parts_of(sections_of(text, communes_of(text)), "L’opérateur", {}, {})
    account = account_words(revision.iban) if sees_account(actor, found.operator.body) else ""
    return {"parts": parts, "changes": changes, "account": account, "text": text}


def _changes(before: DeclarationRevision, after: DeclarationRevision) -> Changes:
    """Return what changed from one declared text to another; the programme is judged on the day it takes effect."""
    old, new = text_of(before), text_of(after)
    account = not (before.by_coordination or after.by_coordination) and before.iban != after.iban
    return changes_between(old, new, communes_of(old, new), after.effective_on, account)


def _answers(actor: Actor, case: Case) -> dict[str, bool]:
    """Return which answers this person gives in the state of the case."""
    possible = {act.id: act for act in case.procedure.acts_from(case.state_id)}
    return {
        "may_read": READ in possible and bool(can_do(actor, case, possible[READ])),
        "may_correct": CORRECT in possible and bool(can_do(actor, case, possible[CORRECT])),
    }


def _answered(request: Request, found: OperatorDeclaration, case: Case, form: CorrectionForm) -> HttpResponse | None:
    """Do the act of the button pressed; None when something is to be corrected first, said in the form."""
    pressed, step = request.POST.get("act", ""), number_of(request.POST.get("step", ""))
    if pressed not in {READ, CORRECT}:
        raise Http404("act")
    require(can_do(request.actor, case, case.procedure.act(pressed)))
    if pressed == CORRECT and not form.is_valid():
        return None
    try:
        if pressed == READ:
            acts.note_read(request.actor, found, step)
            done(request, "C’est noté : la déclaration est lue. L’opérateur en est averti.")
        else:
            acts.ask_correction(request.actor, found, step, form.cleaned_data["reason"])
            done(request, "La correction est demandée. Ce qui est déclaré reste publié en attendant.")
    except AlreadyDone as already:
        say_already(request, case, already.last)
    except ActRefused as refused:
        if pressed == READ:
            messages.info(request, str(refused))
        else:
            form.add_error(None, str(refused))
            return None
    return redirect("operators:declaration", found.pk)


@require_safe
@who_may(READERS)
def versions(request: Request, declaration_id: int) -> HttpResponse:
    """Show the versions of a declaration, and what differs between two of them (`?de=` and `?a=`)."""
    found = _readable(request.actor, declaration_id)
    history = list(found.revisions.select_related("submitted_by").defer("content"))
    numbers = {one.number for one in history}
    last = max(numbers, default=0)
    after = _chosen(request.GET.get("a", ""), numbers, last)
    before = _chosen(request.GET.get("de", ""), numbers, max(after - 1, min(numbers, default=0)))
    pair = {one.number: one for one in found.revisions.filter(number__in={before, after})}
    changes = _changes(pair[before], pair[after]) if len(pair) == 2 else None
    context = {
        "declaration": found,
        "operator": found.operator,
        "history": history,
        "before": before,
        "after": after,
        "changes": changes,
        "names": point_names(),
        "in_force": revision_on(found, request.actor.today),
    }
    return render(request, "operators/declaring/versions.html", context)


def _chosen(text: str, known: set[int], otherwise: int) -> int:
    number = number_of(text)
    return number if number in known else otherwise
