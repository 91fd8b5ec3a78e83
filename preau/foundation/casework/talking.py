"""What people say in a case: remarks tied to a field, messages, tasks asked of a party. The same twice is said once."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.access import can_ask, can_finish, can_handle, can_speak, can_take_back
from preau.foundation.casework.bindings import binding_of, subject_of
from preau.foundation.casework.engine import locked
from preau.foundation.casework.models import Case, Message, Reading, Remark, Task
from preau.foundation.casework.telling import tell_of_message, tell_of_remark, tell_of_task
from preau.foundation.journal.api import record

SECOND_CLICK = timedelta(minutes=1)


def fields_of(case: Case) -> Mapping[str, str]:
    """Return what a remark can be tied to, by key: the pieces and facts of the procedure, the fields of its room."""
    known = {f"need:{need.id}": need.words for need in case.procedure.needs}
    binding = binding_of(case.procedure_id)
    return {**known, **(binding.fields(subject_of(case)) if binding else {})}


def remark(actor: Actor, case_id: int, field: str, text: str) -> Remark:
    """Leave a remark on a field. Raises Http404 for a case or a field that is not there, Forbidden."""
    with transaction.atomic():
        case = locked(actor, case_id)
        require(can_speak(actor, case))
        label = fields_of(case).get(field)
        if label is None:
            raise Http404("field")
        said = {"field": field, "text": text, "person_id": actor.someone.pk}
        known = case.remarks.filter(handled_at=None, **said).first()
        if known is not None:
            return known
        made = case.remarks.create(label=label[:200], acting_as=actor.acting_as[:200], at=actor.now, **said)
        record(actor, "casework.remark", case, {"remark": made.pk, "field": field, "label": label, "text": text})
        tell_of_remark(actor, made)
    return made


def handle_remark(actor: Actor, case_id: int, remark_id: int, answer: str) -> Remark:
    """Mark a remark as dealt with, and say what became of it; dealt with already, it stays as it is."""
    with transaction.atomic():
        case = locked(actor, case_id)
        found = case.remarks.filter(pk=remark_id).first()
        if found is None:
            raise Http404("remark")
        require(can_handle(actor, case))
        if found.handled_at is None:
            found.answer, found.handled_by_id, found.handled_at = answer, actor.person_id, actor.now
            found.save(update_fields=["answer", "handled_by", "handled_at"])
            record(actor, "casework.handle_remark", case, {"remark": found.pk, "label": found.label, "answer": answer})
    return found


def send_message(actor: Actor, case_id: int, text: str) -> Message:
    """Write to all who have a part in the case."""
    with transaction.atomic():
        case = locked(actor, case_id)
        require(can_speak(actor, case))
        last = case.messages.last()
        if last and (last.person_id, last.text) == (actor.person_id, text) and actor.now - last.at < SECOND_CLICK:
            return last
        made = case.messages.create(
            text=text, person_id=actor.someone.pk, acting_as=actor.acting_as[:200], at=actor.now
        )
        record(actor, "casework.message", case, {"message": made.pk, "text": text})
        tell_of_message(actor, made)
    return made


def mark_read(actor: Actor, case: Case) -> None:
    """Note that this person has read every message of the case so far."""
    Reading.objects.update_or_create(case=case, person_id=actor.someone.pk, defaults={"at": actor.now})


def ask_task(actor: Actor, case_id: int, what: str, role: str, due_on: date | None) -> Task:
    """Ask a party of the case to do something, by a day when one is given."""
    with transaction.atomic():
        case = locked(actor, case_id)
        require(can_ask(actor, case, role))
        asked = {"what": what, "role": role, "due_on": due_on}
        known = case.tasks.filter(done_at=None, taken_back_at=None, **asked).first()
        if known is not None:
            return known
        made = case.tasks.create(
            asked_by_id=actor.someone.pk, asked_as=actor.acting_as[:200], asked_at=actor.now, **asked
        )
        day = due_on.isoformat() if due_on else None
        record(actor, "casework.ask_task", case, {"task": made.pk, "what": what, "role": role, "due": day})
        tell_of_task(actor, made)
    return made


def finish_task(actor: Actor, case_id: int, task_id: int) -> Task:
    """Say that a task is done; done or taken back already, it stays as it is."""
    with transaction.atomic():
        case, task = _task(actor, case_id, task_id)
        require(can_finish(actor, case, task))
        if task.open:
            task.done_at, task.done_by_id = actor.now, actor.person_id
            task.save(update_fields=["done_at", "done_by"])
            record(actor, "casework.finish_task", case, {"task": task.pk, "what": task.what})
    return task


def take_back_task(actor: Actor, case_id: int, task_id: int) -> Task:
    """Take back a task that is no longer needed."""
    with transaction.atomic():
        case, task = _task(actor, case_id, task_id)
        require(can_take_back(actor, task))
        if task.open:
            task.taken_back_at = actor.now
            task.save(update_fields=["taken_back_at"])
            record(actor, "casework.take_back_task", case, {"task": task.pk, "what": task.what})
    return task


def _task(actor: Actor, case_id: int, task_id: int) -> tuple[Case, Task]:
    case = locked(actor, case_id)
    task = case.tasks.filter(pk=task_id).first()
    if task is None or not can_speak(actor, case):
        raise Http404("task")
    return case, task
