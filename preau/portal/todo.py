"""The home of a person: what each room asks of her, gathered and put in the order of the days.

Each room that has something to say returns it in the words of `foundation.ui.todo`; portal alone knows them all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from preau.commissions.todo import tasks_of as tasks_of_cca
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.todo import tasks_asked_of
from preau.foundation.ui.todo import Decided, Task, Waiting
from preau.foundation.ui.typography import count_word
from preau.operators.todo import agenda_of as agenda_of_operators
from preau.plans.todo import Agenda as PlanAgenda
from preau.plans.todo import agenda_of as agenda_of_plans
from preau.staff.todo import agenda_of as agenda_of_staff
from preau.training.todo import agenda_of as agenda_of_training

_SOON = timedelta(days=7)


@dataclass(frozen=True)
class Home:
    """All that is asked of a person, of others for her, and was decided; and the plans of her zone."""

    today: date
    tasks: tuple[Task, ...]
    waiting: tuple[Waiting, ...]
    decided: tuple[Decided, ...]
    plans: tuple[Any, ...]
    met: Mapping[tuple[int, str], date] = field(default_factory=dict)  # limits the plans kept, with the day

    @property
    def heading(self) -> str:
        """Return what to do in one sentence: « Deux choses à faire, dont une pour demain »."""
        if not self.tasks:
            return "Rien à faire aujourd’hui"
        count = len(self.tasks)
        heading = f"{count_word(count, feminine=True).capitalize()} chose{'s' if count > 1 else ''} à faire"
        return heading + self._urgency()

    @property
    def approved(self) -> tuple[Decided, ...]:
        """Return what the commission of the zone approved: the rest was decided by others."""
        return tuple(one for one in self.decided if one.by)

    def _urgency(self) -> str:
        days = [task.due for task in self.tasks if task.due is not None]
        late = sum(1 for day in days if day < self.today)
        if late:
            return f", dont {count_word(late, feminine=True)} en retard" if len(self.tasks) > 1 else ", en retard"
        soon = min((day for day in days if day <= self.today + _SOON), default=None)
        if soon is None:
            return ""
        when = {0: "pour aujourd’hui", 1: "pour demain"}.get((soon - self.today).days, "cette semaine")
        return f", dont {count_word(days.count(soon), feminine=True)} {when}" if len(self.tasks) > 1 else f", {when}"


def home_of(actor: Actor) -> Home:
    """Return the home of `actor`, the nearest dates first, what has no date at the end."""
    plans: PlanAgenda = agenda_of_plans(actor)
    rooms = (plans, agenda_of_operators(actor), agenda_of_staff(actor), agenda_of_training(actor))
    tasks = (*(task for room in rooms for task in room.tasks), *tasks_of_cca(actor), *tasks_asked_of(actor))
    decided = (one for room in rooms for one in room.decided)
    return Home(
        today=actor.today,
        tasks=tuple(sorted(tasks, key=lambda task: (task.due is None, task.due or actor.today))),
        waiting=tuple(one for room in rooms for one in room.waiting),
        decided=tuple(sorted(decided, key=lambda one: one.day, reverse=True)),
        plans=plans.plans,
        met=plans.met,
    )
