"""Acts on the follow-up of an approved plan: states, dates, who is in charge, notes, actions nobody had planned."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Max

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from preau.plans.access_year import can_follow
from preau.plans.acts.editing import member
from preau.plans.acts.year import NotAccepted, Work, plain, working
from preau.plans.in_charge import candidates
from preau.plans.models import ActionProgress, AnnualActionPlan, Progress, ProgressNote, UnplannedAction
from preau.plans.periods import proposed

PLANNED, UNPLANNED = "action", "hors-plan"


class Item(NamedTuple):
    """A planned action, or one nobody had planned, by its kind (as in addresses) and key."""

    kind: str
    pk: int

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.pk}"


def set_state(actor: Actor, plan_id: int, item: Item, version: int, state: str, reason: str = "") -> Entry | None:
    """Say where an action stands; a dropped one says why. Said twice, it is written once."""
    dropped = state == Progress.DROPPED
    with working(actor, plan_id, "plans.follow", can_follow) as work:
        row = row_of(work.plan, item)
        if dropped and not reason.strip():
            raise NotAccepted("reason", "Dites pourquoi cette action est abandonnée : le rapport le reprend.")
        work.write(row, item.key, version, {"state": state, "reason": reason.strip() if dropped else ""})
    return work.entry


def follow(actor: Actor, plan_id: int, item: Item, version: int, values: dict[str, Any]) -> Entry | None:
    """Save the dates of an action and who is in charge of it, or the words of an unplanned one."""
    with working(actor, plan_id, "plans.follow", can_follow) as work:
        row = row_of(work.plan, item)
        _check(work, row, values)
        work.write(row, item.key, version, values)
    return work.entry


def add_unplanned(actor: Actor, plan_id: int, values: dict[str, Any]) -> tuple[UnplannedAction, Entry | None]:
    """Note an action the plan did not foresee. The same words sent again find the one already there."""
    with working(actor, plan_id, "plans.add_unplanned", can_follow) as work:
        held = work.plan.unplanned_actions.filter(text=values["text"]).first()
        if held is not None:
            return held, None
        number = (work.plan.unplanned_actions.aggregate(last=Max("number"))["last"] or 0) + 1
        row = UnplannedAction(plan=work.plan, number=number, changed_at=actor.now, **values)
        _check(work, row, values)
        row.save()
        work.tell(Item(UNPLANNED, row.pk).key, None, {name: plain(value) for name, value in values.items()})
    return row, work.entry


def add_note(
    actor: Actor, plan_id: int, item: Item, text: str, received: ReceivedFile | None = None
) -> tuple[ProgressNote, Entry | None]:
    """Add a dated note, with a file or not. The same words sent twice in a row are one note."""
    with working(actor, plan_id, "plans.add_note", can_follow) as work:
        about = subject_of(work.plan, item)
        if not text and received is None:
            raise NotAccepted("text", "Écrivez une note, ou joignez un fichier.")
        name = "action" if item.kind == PLANNED else "unplanned"
        last = ProgressNote.objects.filter(**{name: about}).first()
        if last and received is None and (last.text, last.person_id, last.file_id) == (text, actor.person_id, None):
            return last, None
        note = ProgressNote.objects.create(
            **{name: about},
            text=text,
            file=received,
            person=actor.someone,
            acting_as=actor.acting_as[:200],
            at=actor.now,
        )
        work.told = {"about": item.key, "note": note.pk, "text": text, "file": str(received.pk) if received else ""}
    return note, work.entry


def take_dates(actor: Actor, plan_id: int, actions: set[int]) -> Entry | None:
    """Write, for the actions chosen, the dates read in the period of the plan; those that have a date keep it."""
    with working(actor, plan_id, "plans.take_dates", can_follow) as work:
        for action in work.plan.actions.filter(pk__in=actions).select_related("progress"):
            read = proposed(action.period, work.plan.school_year)
            row = getattr(action, "progress", None) or ActionProgress(action=action, version=0)
            if read is not None and row.due_on is None:
                values = {"starts_on": read.starts_on, "due_on": read.due_on}
                work.write(row, Item(PLANNED, action.pk).key, row.version, values)
    return work.entry


def subject_of(plan: AnnualActionPlan, item: Item) -> Any:
    """Return the planned or unplanned action itself; Http404 when it is another plan's."""
    return member(plan.actions if item.kind == PLANNED else plan.unplanned_actions, item.pk)


def row_of(plan: AnnualActionPlan, item: Item) -> Any:
    """Return the row that says where an action stands; one not written yet, at version 0, when nobody said."""
    about = subject_of(plan, item)
    if item.kind == UNPLANNED:
        return about
    held = ActionProgress.objects.filter(action=about).select_related("in_charge").first()
    return held or ActionProgress(action=about, version=0)


def _check(work: Work, row: Any, values: dict[str, Any]) -> None:
    starts_on: date | None = values.get("starts_on", getattr(row, "starts_on", None))
    due_on: date | None = values.get("due_on", row.due_on)
    if starts_on and due_on and due_on < starts_on:
        raise NotAccepted("due_on", "Cette action finirait avant de commencer : donnez une échéance plus tardive.")
    wanted: Mandate | None = values.get("in_charge")
    if wanted is not None and wanted.pk != getattr(row, "in_charge_id", None):
        known = candidates(work.plan.zone_id, work.actor.today)
        if not known.filter(pk=wanted.pk).exists():
            raise NotAccepted("in_charge", "Choisissez une personne de la coordination ou d’un opérateur de la zone.")
