"""What ONE decides of a body or a module, each an act of its case: the engine checks, writes and journals.

A decision that touches many people is sent to a second officer instead. `step` is the number of acts the case had when
the page was shown (None: as it stands). All raise as `casework.engine.perform`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import ActRefused, CaseAct, Finding, Supplied
from preau.foundation.journal.api import record
from preau.law.training.refusals import refusal_reason
from preau.training.access import can_answer, can_edit
from preau.training.catalogue.acts import do
from preau.training.catalogue.cases import Row, case_for
from preau.training.models import ProgrammeTheme, TrainingModule, TrainingProvider
from preau.training.procedure import needs_countersign

# The words of a decision that waits for a second officer, by the act that confirms it.
CONFIRMS = {"validate": "countersign_validation", "refuse": "countersign_refusal", "merge": "countersign_merge"}
SENT = "send_to_countersign"
ATTESTED = frozenset({"in_programme", "deepens"})

Accepted = tuple[str, date | None, date | None]  # ground, first day, last day


def validate_provider(
    actor: Actor, provider: TrainingProvider, acceptances: Iterable[Accepted], step: int | None = None
) -> CaseAct:
    """Accept a body on one or several grounds, each with its days."""
    written = [(str(ground), _iso(since), _iso(until)) for ground, since, until in acceptances]
    words = "; ".join(" ".join(filter(None, line)) for line in written)
    return _decide(actor, provider, "validate", Supplied({"ground": words}, more={"acceptances": written}), step)


def validate_module(
    actor: Actor,
    module: TrainingModule,
    theme: ProgrammeTheme | None,
    step: int | None = None,
    *,
    early_childhood: bool = False,
    functions: Mapping[str, bool] | None = None,
) -> CaseAct:
    """Accept a module: it is in the programme under that theme, or part of ONE's own programme for the under-sixes.

    Accepting attests that its content is in the programme and deepens the function; `functions` says for which
    (`for_care_workers`, `for_project_leaders`).
    """
    more = {"theme_id": theme.pk if theme else None, "early_childhood": early_childhood, **(functions or {})}
    return _decide(actor, module, "validate", Supplied(attested=ATTESTED, more=more), step)


def refuse(
    actor: Actor, row: Row, code: str, words: str = "", would_accept: str = "", step: int | None = None
) -> CaseAct:
    """Refuse a body or a module for one of the reasons of the law, with what would be accepted.

    Raises KeyError for a reason that does not exist, ActRefused for one that needs words and has none.
    """
    reason = refusal_reason(code)
    if reason.own_words and not words.strip():
        raise ActRefused((Finding(False, "Écrivez le motif en quelques mots."),))
    said = {"reason_code": code, "reason": words.strip(), "would_accept": would_accept.strip() or reason.would_accept}
    facts = {"reason": " ".join(filter(None, (reason.words, words.strip())))}
    return _decide(actor, row, "refuse", Supplied(facts, more=said), step)


def merge_into(actor: Actor, row: Row, target: Row, step: int | None = None) -> CaseAct:
    """Have a body or a module read another of its kind from now on."""
    supplied = Supplied({"target": str(target)[:200]}, more={"target": target.pk})
    return _decide(actor, row, "merge", supplied, step)


def ask(actor: Actor, row: Row, question: str, step: int | None = None) -> CaseAct:
    """Ask the houses that entered it for something: their hours go on waiting."""
    return do(actor, row, "ask", Supplied({"question": question}), step)


def answer(actor: Actor, row: Row, words: str, step: int | None = None) -> CaseAct:
    """Answer ONE for a house concerned. Who enters trainings answers, whoever signs: the portal does the act for her.

    Raises Forbidden for a house that entered nothing.
    """
    require(can_answer(actor, row))
    signs = actor.role == Role.OPERATOR_SIGNATORY and actor.organisation_id == row.proposed_for_id
    by = actor if signs else system(actor.now, actor.acting_as)
    with transaction.atomic():
        done = do(by, row, "answer", Supplied({"answer": words}), step)
        record(actor, "training.answer", row, {"act": done.number})
    return done


def undo(actor: Actor, row: Row, step: int | None = None) -> CaseAct:
    """Take back a decision of the last twenty-four hours."""
    return do(actor, row, "undo", Supplied(), step)


def reopen(actor: Actor, row: Row, reason: str, step: int | None = None) -> CaseAct:
    """Open again what was decided longer ago, or contested with success: its hours wait for another decision."""
    return do(actor, row, "reopen", Supplied({"reason": reason}), step)


def countersign(actor: Actor, row: Row, step: int | None = None) -> CaseAct:
    """Confirm, as a second officer, the decision that waits on a body or a module. Raises ActRefused when none does."""
    held = row.to_countersign or {}
    if held.get("act") not in CONFIRMS:
        raise ActRefused((Finding(False, "Aucune décision n’attend ici."),))
    return do(actor, row, CONFIRMS[held["act"]], Supplied(), step)


def decline(actor: Actor, row: Row, step: int | None = None) -> CaseAct:
    """Send a decision that waits for a second officer back to the queue."""
    return do(actor, row, "decline", Supplied(), step)


def assign(actor: Actor, row: Row, mandate: Mandate | None) -> None:
    """Say who looks at a body or a module; None: nobody any more. The same twice is written once. Raises Forbidden."""
    require(can_edit(actor))
    with transaction.atomic():
        held = type(row)._default_manager.select_for_update().get(pk=row.pk)
        before, after = held.assigned_to_id, mandate.pk if mandate else None
        if before == after:
            return
        held.assigned_to = mandate
        held.save(update_fields=["assigned_to"])
        record(actor, "training.assign", held, {"before": {"mandate": before}, "after": {"mandate": after}})


def _decide(actor: Actor, row: Row, act_id: str, supplied: Supplied, step: int | None) -> CaseAct:
    """Do the act, or send it to a second officer when it touches many people."""
    with transaction.atomic():
        # Only what waits can be sent on; a decision already taken is opened again first, and its guard says so.
        if row.to_countersign is None and row.decided_at is None and needs_countersign(row):
            title = case_for(actor, row).procedure.act(act_id).title
            more: dict[str, Any] = {"act": act_id, "more": dict(supplied.more)}
            return do(actor, row, SENT, Supplied({"decision": title}, more=more), step)
        return do(actor, row, act_id, supplied, step)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
