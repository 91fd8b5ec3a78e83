"""My cases, and the page of one: where it stands, what is missing, who acts, until when and why."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Min, Q, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import SIGNED_IN, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.access import can_handle, can_read_pieces, can_speak, can_supply
from preau.foundation.casework.bindings import binding_of, subject_of
from preau.foundation.casework.clocks import counted
from preau.foundation.casework.forms import CaseFilters, MessageForm, RemarkForm, TaskForm
from preau.foundation.casework.holders import actors_held_by, roles_held
from preau.foundation.casework.models import Case, CaseClock, Reading
from preau.foundation.casework.offers import Offer, next_due, offers
from preau.foundation.casework.owing import owed_in
from preau.foundation.casework.pieces import wanted
from preau.foundation.casework.road import road
from preau.foundation.casework.talking import fields_of, mark_read
from preau.foundation.casework.views.common import readable_case, what_is_said
from preau.foundation.casework.wording import events, state_words, turn, who_acts
from preau.foundation.journal.api import history_of
from preau.foundation.ui.patterns import CountStep
from preau.foundation.ui.tables import Column, Table
from preau.law.time_limits import TimeLimit, limit

FEW, MANY = 8, 200  # lines of the history on the page of the case, and on its own
NO_DAY = date(9999, 12, 31)
COLUMNS = (
    Column("Dossier", "titre", ("title",)),
    Column("Où il en est"),
    Column("Échéance", "echeance", ("due",)),
    Column("Dernier acte", "acte", ("changed_at",)),
    Column("État"),
)


@dataclass
class Row:
    """A case in the list."""

    case: Case
    where: str
    clock: CaseClock | None
    mine: bool


@require_safe
@who_may(SIGNED_IN)
def mine(request: Request) -> HttpResponse:
    """Show the cases one reads: those of one's zone or organisation, and those that were told to one's body."""
    actor = request.actor
    running = Q(clocks__met_on=None, clocks__dropped_on=None)
    cases = (
        Case.objects.visible_to(actor)
        .select_related("zone", "organisation")
        .prefetch_related("clocks")
        .annotate(due=Coalesce(Min("clocks__due_on", filter=running), Value(NO_DAY)))
    )
    table = Table(
        request.GET, cases, COLUMNS, order="echeance", filters=CaseFilters(actor, request.GET), noun="dossier"
    )
    rows = table.rows
    owed = {one.case.pk for one in owed_in([case for case in rows if not case.closed_at], actors_held_by(actor.role))}
    shown = [Row(case, state_words(actor, case), next_due(case), case.pk in owed) for case in rows]
    return render(request, "casework/mine.html", {"table": table, "rows": shown, "everywhere": actor.zone_id is None})


@dataclass
class Reason:
    """Why a running clock ends on its day."""

    clock: CaseClock
    limit: TimeLimit
    steps: list[CountStep] = field(default_factory=list)


def reasons_of(case: Case) -> list[Reason]:
    """Return the running clocks of a case with the reason of each date, the nearest first."""
    running = [clock for clock in case.clocks.all() if clock.running]
    running.sort(key=lambda clock: clock.due_on or NO_DAY)
    found = []
    for clock in running:
        answer = counted(clock)
        steps = [CountStep(step.day, step.text_fr, step.article, step.kind) for step in answer.steps] if answer else []
        found.append(Reason(clock, limit(clock.limit_id), steps))
    return found


@dataclass
class Exceeded:
    """A limit that was, or is, exceeded, and the act that met it too late."""

    limit: TimeLimit
    due_on: date
    met_on: date | None


def exceeded(case: Case, today: date) -> list[Exceeded]:
    """Return the limits of a case that were kept too late, or are over and still run."""
    return [
        Exceeded(limit(clock.limit_id), clock.due_on, clock.met_on)
        for clock in case.clocks.all()
        if clock.due_on and clock.late_on(today)
    ]


@require_safe
@who_may(SIGNED_IN)
def case(request: Request, case_id: int) -> HttpResponse:
    """Show a case: any procedure, one page."""
    found = readable_case(request, case_id)
    return render_case(request, found)


def render_case(request: Request, found: Case, status: int = 200, **forms: Any) -> HttpResponse:
    """Return the page of a case, with the forms as they were sent when one was not understood."""
    actor = request.actor
    known = offers(actor, found)
    main = _main(known)
    speaks = bool(can_speak(actor, found))
    said = what_is_said(found) if speaks else {"remarks": [], "messages": [], "tasks": []}
    held = actors_held_by(actor.role)
    binding = binding_of(found.procedure_id)
    reasons = reasons_of(found)
    acts_here = any(offer.may for offer in known)
    steps = road(found, found.acts.all(), held if acts_here else frozenset(), actor.today)
    context = {
        "case": found,
        "state": state_words(actor, found),
        "turn": turn(found, known, held),
        "steps": steps,
        "after": next((step.label for step in steps if step.state == "next"), ""),
        "main": main,
        "mine": [offer for offer in known if offer.may],
        "others": [offer for offer in known if not offer.may],
        "asked": len(main.act.needs) + len(main.act.guards) - len(main.asks) if main else 0,
        "reasons": reasons,
        "first": reasons[0] if reasons else None,
        "exceeded": exceeded(found, actor.today),
        "who_acts": who_acts(found, actor),
        **_pieces(actor, found, speaks),
        "events": events(actor, found, history_of(found)[:FEW])[:FEW] if speaks else [],
        "speaks": speaks,
        "reads": bool(can_read_pieces(actor, found)),
        "handles": bool(can_handle(actor, found)),
        "heard": roles_held(actor),
        "room": binding.address(actor, subject_of(found)) if binding else "",
        **said,
        **_unread(actor, found, said["messages"]),
        **_forms(actor, found),
        **forms,
    }
    if speaks and context["unread"]:
        mark_read(actor, found)
    return render(request, "casework/case.html", context, status=status)


def _forms(actor: Actor, found: Case) -> dict[str, Any]:
    return {
        "remark_form": RemarkForm(fields_of(found)),
        "message_form": MessageForm(),
        "task_form": TaskForm(actor, found),
    }


def _main(known: tuple[Offer, ...]) -> Offer | None:
    """Return the act the page is about: one I may do that leads on, else one that somebody else owes."""
    forward = [offer for offer in known if offer.forward]
    return next((offer for offer in forward if offer.may), forward[0] if forward else None)


def _pieces(actor: Actor, found: Case, speaks: bool) -> dict[str, Any]:
    """Return the documents that acts ask for with the present ones, those replaced, those given before."""
    given = list(found.pieces.all())
    asked = [
        (need, can_supply(actor, found, act), next((piece for piece in given if _present(piece, need.id)), None))
        for need, act in wanted(found)
    ]
    replaced = [piece for piece in given if piece.replaced_at] if speaks else []
    return {"wanted": asked, "replaced": replaced, "kept": _kept(found)}


def _present(piece: Any, need_id: str) -> bool:
    return piece.need_id == need_id and piece.replaced_at is None


def _kept(found: Case) -> list[tuple[str, Any]]:
    """Return the pieces given before, that no act of the present state asks for, with their words."""
    asked = {need.id for need, _ in wanted(found)}
    present = [piece for piece in found.pieces.all() if piece.replaced_at is None and piece.need_id not in asked]
    return [(found.procedure.need(piece.need_id).words, piece) for piece in present]


def _unread(actor: Actor, found: Case, said: list) -> dict[str, int]:
    """Return how many messages of others this person has not read."""
    others = [one for one in said if one.person_id != actor.person_id]
    if not others:
        return {"unread": 0}
    reading = Reading.objects.filter(case=found, person=actor.person).first()
    return {"unread": sum(reading is None or one.at > reading.at for one in others)}


@require_safe
@who_may(SIGNED_IN)
def history(request: Request, case_id: int) -> HttpResponse:
    """Show all that happened in a case, newest first."""
    found = readable_case(request, case_id)
    if not can_speak(request.actor, found):
        messages.info(request, can_speak(request.actor, found).reason)
        return render_case(request, found, status=403)
    shown = events(request.actor, found, history_of(found)[:MANY])[:MANY]
    return render(request, "casework/history.html", {"case": found, "events": shown, "length": MANY})
