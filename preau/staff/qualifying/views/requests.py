"""The requests one reads, the queue of ONE, one request with what each may do of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import QuerySet, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from preau.foundation.accounts.access import YES, Forbidden, Policy, no, require, require_strong, roles, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone, Case, case_of
from preau.foundation.casework.wording import state_words
from preau.foundation.documents.api import FileRefused, serve
from preau.foundation.journal.api import record
from preau.foundation.ui.dates import local_day
from preau.foundation.ui.messages import done
from preau.foundation.ui.tables import Column, Table
from preau.foundation.ui.versions import NotNow
from preau.law.words import counted
from preau.staff.access import can_read_credential, sees_whole_file
from preau.staff.models import (
    ONE_READERS,
    REGISTRARS,
    TEAM_READERS,
    FunctionCode,
    Qualification,
    QualificationRequest,
)
from preau.staff.procedure import houses_of, is_tied
from preau.staff.qualifying import acts
from preau.staff.qualifying.forms import (
    AnswerForm,
    AskForm,
    EquivalenceForm,
    RefusalForm,
    RequestFilters,
)
from preau.staff.qualifying.laws import listed
from preau.staff.qualifying.reading import PROCEDURE, Standing, qualifications_of
from preau.staff.qualifying.views.asking import readable, received

REQUEST_READERS: Policy = roles(
    *TEAM_READERS, *ONE_READERS, label="la direction, le secrétariat et le projet de l’opérateur, l’ONE"
)
PER_PAGE = 30
TAGS = {
    "to_qualify": ("À envoyer", "wait"),
    "asked": ("Précision demandée", "info"),
    "to_check": ("À l’ONE", "wait"),
    "qualified": ("Qualifiée", "done"),
    "not_qualified": ("Non reconnue", "bad"),
    "in_training": ("En formation", "info"),
    "withdrawn": ("Retirée", "quiet"),
}
Road = QualificationRequest.Road
_GET_POST = ["GET", "HEAD", "POST"]


# -- the requests -----------------------------------------------------------------------------------


@require_http_methods(_GET_POST)
@who_may(REQUEST_READERS)
def qualifications(request: Request) -> HttpResponse:
    """List the requests of one's house; for ONE the queue, the titles of the list first, confirmed with ticks."""
    actor = request.actor
    of_one = actor.role in ONE_READERS
    if request.GET.get("decider"):
        require_strong(actor)  # asked before the ticks, so that none is lost on the way
    if request.method == "POST":
        require(YES if of_one else no("L’ONE confirme les titres."))
        return _confirm_ticked(request)
    filters = RequestFilters(request.GET, actor.today, of_one=of_one)
    columns = (
        Column("Personne", "personne", ("person__family_name", "person__given_name")),
        Column("Titre et fonction"),
        *((Column("Employeur", "employeur", ("organisation__name",)),) if of_one else ()),
        Column("Demandée", "demandee", ("rank", "asked_at") if of_one else ("asked_at",)),
        Column("État"),
    )
    rows = _requests(actor).select_related("person", "organisation", "credential")
    order = "demandee" if of_one else "-demandee"
    table = Table(request.GET, rows, columns, order=order, filters=filters, per_page=PER_PAGE, noun="demande")
    context = {"table": table, "rows": _rows(actor, table.rows), "of_one": of_one}
    return render(request, "staff/qualifying/list.html", context)


def _requests(actor: Actor) -> QuerySet:
    """Return the requests one reads; the titles of the list rank first."""
    return QualificationRequest.objects.visible_to(actor).annotate(
        rank=Choice(
            When(road=Road.LISTED, then=Value(0)), When(road=Road.EQUIVALENCE, then=Value(1)), default=Value(2)
        ),
    )


def _rows(actor: Actor, rows: list[Any]) -> list[dict[str, Any]]:
    """Return the rows with their words and the state of their cases; those somebody may tick: a listed title she is
    not tied to."""
    today, tied = actor.today, houses_of(actor) if actor.role in ONE_READERS else set()
    cases = Case.objects.filter(
        procedure_id=PROCEDURE,
        subject_type=QualificationRequest._meta.label_lower,
        subject_id__in=[row.pk for row in rows],
    )
    held = {key: (state, step) for key, state, step in cases.values_list("subject_id", "state_id", "step")}
    return [
        {
            "request": row,
            "function": FunctionCode(row.function).label,
            "state": state,
            "step": step,
            "tag": _tag(actor, state),
            "ready": actor.role in ONE_READERS
            and state == "to_check"
            and row.road == Road.LISTED
            and row.organisation_id not in tied
            and actor.person_id not in (row.asked_by_id, row.person.account_id),
            "days": (today - local_day(row.asked_at)).days,
        }
        for row in rows
        for state, step in [held.get(row.pk, ("", 0))]
    ]


def _tag(actor: Actor, state: str) -> tuple[str, str]:
    """Return the words of a state, and how they are shown: what waits at ONE is for its officers to examine."""
    if state == "to_check" and actor.role in ONE_READERS:
        return "À examiner", "wait"
    return TAGS.get(state, ("", ""))


def _confirm_ticked(request: Request) -> HttpResponse:
    """Confirm the titles ticked, or the one whose own button was pressed; come back to the queue."""
    require_strong(request.actor)
    pressed = request.POST.get("un")
    steps = dict(filter(None, map(_pair, [pressed] if pressed else request.POST.getlist("titre"))))
    count, left = acts.confirm_many(request.actor, steps)
    if not steps:
        messages.warning(request, "Cochez d’abord les titres à confirmer.")
    if count:
        done(request, f"{counted(count, 'titre est confirmé', 'titres sont confirmés')}.")
    for sentence in left:
        messages.warning(request, sentence)
    back = reverse("staff:qualifications")
    return redirect(f"{back}?{request.GET.urlencode()}" if request.GET else back)


def _pair(written: str) -> tuple[int, int] | None:
    """Return the request and the step that a tick carries: « 12:2 »; None for anything else."""
    key, _, step = written.partition(":")
    known = key.isdecimal() and step.isdecimal() and len(key) < 19 and len(step) < 10
    return (int(key), int(step)) if known else None


# -- one request ------------------------------------------------------------------------------------


@require_http_methods(_GET_POST)
@who_may(REQUEST_READERS)
def qualification(request: Request, request_id: int) -> HttpResponse:
    """Show a request with what the law says of it; answer, withdraw, or decide."""
    actor = request.actor
    asked = _seen(actor, request_id)
    case = case_of(PROCEDURE, asked)
    if case is None:
        raise Http404("case")
    if request.GET.get("decider"):
        require_strong(actor)  # asked before the forms, so that nothing typed is lost on the way
    pressed = request.POST.get("act", "")
    known = _forms(request, pressed)
    if request.method == "POST":
        answer = _pressed(request, asked, case, pressed, known)
        if answer is not None:
            return answer
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/qualifying/request.html", _page(actor, asked, case, known), status=status)


def _seen(actor: Actor, request_id: int) -> QualificationRequest:
    rows = QualificationRequest.objects.visible_to(actor)
    found: QualificationRequest = get_object_or_404(
        rows.select_related("person", "organisation", "credential__file"), pk=request_id
    )
    return found


_FORMS: dict[str, type[forms.Form]] = {
    "answer": AnswerForm,
    "ask": AskForm,
    "recognise_equivalence": EquivalenceForm,
    "refuse_title": RefusalForm,
}


def _forms(request: Request, pressed: str) -> dict[str, forms.Form]:
    """Return the forms of the page, the one that was sent with what was typed."""
    return {
        name: form(request.POST, request.FILES) if pressed == name else form(auto_id=f"{name}_%s")
        for name, form in _FORMS.items()
    }


def _pressed(
    request: Request, asked: QualificationRequest, case: Case, pressed: str, known: dict[str, forms.Form]
) -> HttpResponse | None:
    """Do the act of the button pressed; None when something is to be corrected first, said in its form."""
    if request.actor.role not in REGISTRARS | ONE_READERS:
        raise Forbidden("La direction et le secrétariat de l’opérateur répondent à l’ONE.")
    step = request.POST.get("step", "")
    at = int(step) if step.isdecimal() and len(step) < 10 else -1
    form = known.get(pressed)
    if form is not None and not form.is_valid():
        return None
    act = _act(request, asked, pressed, at, form.cleaned_data if form else {})
    try:
        act()
    except AlreadyDone as already:
        if already.last is not None:
            title = case.procedure.act(already.last.act_id).title
            messages.info(request, f"C’était déjà fait : « {title} », par {already.last.acting_as}.")
    except (ActRefused, FileRefused, NotNow) as refused:
        if form is None:
            messages.warning(request, str(refused))
            return redirect("staff:qualification", asked.pk)
        form.add_error(None, str(refused))
        return None
    else:
        done(request, _DONE[pressed])
    return redirect("staff:qualification", asked.pk)


def _act(
    request: Request, asked: QualificationRequest, pressed: str, step: int, typed: dict[str, Any]
) -> Callable[[], Any]:
    """Return what the button pressed does; Http404 for one this page does not have."""
    actor = request.actor
    known: dict[str, Callable[[], Any]] = {
        "answer": lambda: acts.answer(actor, asked, step, typed["answer"], received(request, typed.get("paper"))),
        "withdraw": lambda: acts.withdraw(actor, asked, step),
        "qualify": lambda: acts.confirm(actor, asked, step),
        "assimilate": lambda: acts.assimilate(actor, asked, step),
        "recognise_equivalence": lambda: acts.recognise(actor, asked, step, typed["reason"]),
        "ask": lambda: acts.ask(actor, asked, step, typed["question"]),
        "refuse_title": lambda: acts.refuse(actor, asked, step, typed["refusal"], typed["would_accept"]),
    }
    if pressed not in known:
        raise Http404("act")
    return known[pressed]


_DONE = {
    "answer": "Votre réponse est envoyée à l’ONE.",
    "withdraw": "La demande est retirée.",
    "qualify": "La qualification est reconnue ; la personne et son employeur en sont avertis.",
    "assimilate": "L’expérience est attestée ; la personne et son employeur en sont avertis.",
    "recognise_equivalence": "Le titre est reconnu équivalent ; la personne et son employeur en sont avertis.",
    "ask": "La demande est envoyée à l’employeur.",
    "refuse_title": "Le refus est envoyé, avec ce qui serait accepté.",
}


def _page(actor: Actor, asked: QualificationRequest, case: Case, known: dict[str, forms.Form]) -> dict[str, Any]:
    in_list, answer = listed(asked, actor.today)
    of_one = actor.role in ONE_READERS
    own = actor.organisation_id == asked.organisation_id and actor.role in REGISTRARS
    tied = of_one and is_tied(actor, asked)
    possible = {act.id for act in case.procedure.acts_from(case.state_id)}
    return {
        "asked": asked,
        "case": case,
        "known": known,
        "state": state_words(actor, case),
        "tag": _tag(actor, case.state_id),
        "function": FunctionCode(asked.function).label,
        "in_list": in_list,
        "law": answer.steps if answer else (),
        # Where she stands today is not told to a house she left.
        "standing": readable(_standing(asked, actor)) if sees_whole_file(actor, asked.person) else [],
        "granted": Qualification.objects.filter(request=asked).order_by("-pk").first(),
        "said": _said(case),
        "certificate": case.pieces.filter(need_id="experience_certificate", replaced_at=None).first(),
        "of_one": of_one,
        "own": own,
        "tied": tied,
        "decides": of_one and not tied and "ask" in possible,
        "answers": own and "answer" in possible,
        "withdraws": own and "withdraw" in possible,
        "resends": own and bool({"send_title", "send_equivalence"} & possible),
        "errors": [form for form in known.values() if form.is_bound],
    }


def _standing(asked: QualificationRequest, actor: Actor) -> Standing | None:
    return qualifications_of([asked.person_id], actor.today)[asked.person_id].get(asked.function)


_SAID = {
    "question": "L’ONE demande",
    "answer": "Réponse",
    "equivalence_reason": "Reconnu équivalent",
    "reason": "Motif",
    "would_accept": "Ce qui serait accepté",
}


def _said(case: Case) -> list[tuple[Any, str, list[tuple[str, str]]]]:
    """Return the acts of a case, the last first: the act, its title, what was written with it."""
    return [
        (
            act,
            case.procedure.act(act.act_id).title,
            [(_SAID[name], words) for name, words in act.supplied.get("facts", {}).items() if name in _SAID],
        )
        for act in case.acts.order_by("-number")
    ]


@require_safe
@who_may(REQUEST_READERS)
def title_file(request: Request, request_id: int) -> HttpResponse:
    """Send the copy of the title of a request; the journal keeps who read it at ONE."""
    actor, asked = request.actor, _seen(request.actor, request_id)
    credential = asked.credential
    if credential is None or credential.file is None or not can_read_credential(actor, credential):
        raise Http404("file")
    if actor.role in ONE_READERS:
        with transaction.atomic():
            record(actor, "staff.read_title", credential, {"person": asked.person_id})
    return serve(credential.file)
