"""What ONE decides of one person's hours, whatever their module: kept, refused to her, or to be explained."""

from django.db import transaction

from preau.foundation.accounts.access import YES, Decision, NeedsSecondFactor, no, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record as journal
from preau.foundation.ui.versions import NotNow
from preau.law.training.refusals import Refusable, reasons_for, refusal_reason
from preau.training.access import OWN_HOUSE
from preau.training.models import DECIDERS, TrainingRecord


def can_decide_record(actor: Actor, record: TrainingRecord) -> Decision:
    """May `actor` decide on the hours of this person? An officer of ONE who neither is her nor of her house."""
    if actor.role not in DECIDERS:
        return no("Cette décision revient au service de l’ONE qui valide les formations.")
    houses = {mandate.organisation_id for mandate in actor.mandates}
    if record.entry.organisation_id in houses or record.person.account_id == actor.person_id:
        return no(OWN_HOUSE)
    return YES


def keep(actor: Actor, record: TrainingRecord) -> None:
    """Say that a person's hours stand as they were entered. Raises Forbidden, NeedsSecondFactor, NotNow."""
    _write(actor, record, "training.keep_record", "", "", "")


def refuse_record(actor: Actor, record: TrainingRecord, code: str, words: str) -> None:
    """Refuse the hours of one person, for a reason of the law; her colleagues keep theirs. Raises as `keep`.

    KeyError for a reason that is not one for a person.
    """
    reason = refusal_reason(code)
    if reason not in reasons_for(Refusable.RECORD):
        raise KeyError(code)
    if reason.own_words and not words.strip():
        raise NotNow("Écrivez le motif en quelques mots.")
    _write(actor, record, "training.refuse_record", TrainingRecord.Outcome.REFUSED, code, words.strip())


def ask_record(actor: Actor, record: TrainingRecord, question: str) -> None:
    """Ask the house to explain the hours of one person, which wait meanwhile. Raises as `keep`."""
    if not question.strip():
        raise NotNow("Écrivez votre question.")
    _write(actor, record, "training.ask_record", TrainingRecord.Outcome.ASKED, "", question.strip())


def _write(actor: Actor, record: TrainingRecord, act: str, outcome: str, code: str, words: str) -> None:
    with transaction.atomic():
        held = TrainingRecord.objects.select_for_update().select_related("entry", "person").get(pk=record.pk)
        require(can_decide_record(actor, held))
        if held.removed_at is not None:
            raise NotNow("La maison a retiré cette formation entre-temps.")
        if held.decided_at != record.decided_at:
            raise NotNow("Quelqu’un d’autre a décidé de ces heures entre-temps.")
        if not actor.strong:
            raise NeedsSecondFactor
        before = {"outcome": held.outcome, "reason_code": held.reason_code}
        held.outcome, held.reason_code, held.reason = outcome, code, words
        held.decided_at, held.decided_by = actor.now, actor.person
        held.save(update_fields=["outcome", "reason_code", "reason", "decided_at", "decided_by"])
        after = {"outcome": outcome, "reason_code": code, "reason": words}
        journal(actor, act, held, {"before": before, "after": after})
