"""What the views of a case share: finding it, coming back to where one was."""

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from preau.foundation.accounts.requests import Request, page_of
from preau.foundation.casework.models import Case, CaseAct, Message, Piece, Remark, Task


def readable_case(request: Request, case_id: int) -> Case:
    """Return a case the actor may read, with its acts, clocks and pieces; Http404 for another's."""
    acts = Prefetch("acts", CaseAct.objects.select_related("person"))
    pieces = Prefetch("pieces", Piece.objects.select_related("file", "given_by"))
    cases = Case.objects.visible_to(request.actor).select_related("zone", "organisation")
    case = cases.prefetch_related(acts, "clocks", pieces).filter(pk=case_id).first()
    if case is None:
        raise Http404("case")
    return case


def what_is_said(case: Case) -> dict[str, list]:
    """Return the remarks, messages and tasks of a case: three queries."""
    return {
        "remarks": list(Remark.objects.filter(case=case).select_related("person", "handled_by")),
        "messages": list(Message.objects.filter(case=case).select_related("person")),
        "tasks": list(Task.objects.filter(case=case, taken_back_at=None).select_related("asked_by", "done_by")),
    }


def to_case(case_id: int, anchor: str = "") -> HttpResponse:
    """Lead back to the page of the case."""
    return redirect(reverse("casework:case", args=[case_id]) + (f"#{anchor}" if anchor else ""))


def back(request: Request, case_id: int, anchor: str) -> HttpResponse:
    """Lead back to the page the form was sent from: a remark is made on the case or on a page of its room."""
    page = page_of(request)
    if page == request.get_full_path():
        return to_case(case_id, anchor)
    return redirect(f"{page.partition('#')[0]}#{anchor}")
