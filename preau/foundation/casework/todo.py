"""What others asked a person to do in a case, for her home."""

from collections.abc import Iterator

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.holders import actors_held_by
from preau.foundation.casework.models import Case, Task
from preau.foundation.ui import todo

_MOST = 6  # requests named one by one


def tasks_asked_of(actor: Actor) -> Iterator[todo.Task]:
    """Yield the requests made to what `actor` stands for, in the open cases she reads, the nearest day first."""
    held = actors_held_by(actor.role)
    if not held:
        return
    asked = Task.objects.filter(
        role__in=held, done_at__isnull=True, taken_back_at__isnull=True, case__in=Case.objects.visible_to(actor).open()
    )
    for task in asked.select_related("case").order_by("due_on", "pk")[:_MOST]:
        why = f"Demandé par {task.asked_as}. Dossier : {task.case.title}."
        address = reverse("casework:case", args=[task.case_id])
        yield todo.Task(task.what, why, f"{address}#taches", day=task.due_on)
