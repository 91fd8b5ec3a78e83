"""Who is told of what happens in a case, found at the moment of sending; who still owes an act is reminded of it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import ROLES_OF, OrganisationKind
from preau.foundation.casework.access import PREPARERS, parties
from preau.foundation.casework.holders import HOLDERS, NATIONAL_ROLES, actors_held_by, home_roles, roles_told
from preau.foundation.casework.models import Case, CaseAct, CaseClock, Message, Remark, Task
from preau.foundation.casework.owing import owed_in
from preau.foundation.notifications.api import (
    FeedEvent,
    Kind,
    Recipient,
    Reminder,
    holders,
    register_audience,
    register_feed,
    register_kind,
    register_reminder,
    tell,
)
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import full_date, long_date
from preau.law.procedures.roles import Role as Actors
from preau.law.time_limits import limit

BEFORE = (30, 7, 0)  # days before the due date on which a reminder goes; one more goes once it is over
GROUP = "Dossiers"
OPERATOR_ROLES = ROLES_OF[OrganisationKind.OPERATOR]


def tell_of(done: CaseAct, by_its_room: bool) -> None:
    """Have the act told to those its declaration names, unless its room writes to them itself."""
    act = done.case.procedure.act(done.act_id)
    if by_its_room or not act.tells:
        return
    words = {"title": act.title, "day": full_date(done.day), "who": done.acting_as, **_words(done.case)}
    tell("casework.act", "casework.told", done, key=f"casework.act:{done.pk}", words=words)


def tell_of_remark(actor: Actor, made: Remark) -> None:
    """Tell those who prepare the case that somebody left remarks: one letter a day for each who leaves some."""
    key = f"casework.remark:{made.case_id}:{made.person_id}:{actor.today.isoformat()}"
    words = {"who": made.acting_as, "label": made.label, **_words(made.case)}
    tell("casework.remark", "casework.prepares", made, key=key, words=words)


def tell_of_message(actor: Actor, made: Message) -> None:
    """Tell those who have a part in the case that a message waits for them; its text stays in Préau."""
    words = {"who": made.acting_as, **_words(made.case)}
    tell("casework.message", "casework.parties", made, key=f"casework.message:{made.pk}", words=words)


def tell_of_task(actor: Actor, made: Task) -> None:
    """Tell the party a task is asked of."""
    due = long_date(made.due_on) if made.due_on else ""
    words = {"who": made.asked_as, "what": made.what, "due": due, **_words(made.case)}
    tell("casework.task", "casework.asked", made, key=f"casework.task:{made.pk}", words=words)


def _words(case: Case) -> dict[str, str]:
    return {"case": case.title, "address": reverse("casework:case", args=[case.pk])}


# -- to whom, asked when a letter goes -------------------------------------------------------------
def those_who_hold(case: Case, roles: Iterable[str], day: date, but: int | None = None) -> list[Recipient]:
    """Return who holds one of these roles for a case: in its zone, its organisation, or the country for a body of it.

    Who delegated gets nothing, the delegate does; `but` is the person who need not be told.
    """
    wanted = frozenset(roles)
    found: list[Recipient] = []
    if case.zone_id is not None and (zoned := wanted & home_roles()):
        found += holders(zoned, day, zone_id=case.zone_id)
    if operators := wanted & OPERATOR_ROLES:
        if case.organisation_id is not None:
            found += holders(operators, day, organisation_id=case.organisation_id)
        elif case.zone_id is not None:
            found += holders(operators, day, zone_id=case.zone_id)
    if national := wanted & NATIONAL_ROLES:
        found += holders(national, day)
    return [one for one in found if one.person_id != but]


def told(notice: Notice) -> list[Recipient]:
    """Return those an act tells, minus who did it."""
    done = CaseAct.objects.select_related("case").get(pk=notice.subject_id)
    tells = done.case.procedure.act(done.act_id).tells
    return those_who_hold(done.case, _all_told(tells), clock.today(), done.person_id)


def still_owing(notice: Notice) -> list[Recipient]:
    """Return who still owes an act of the case while its clock runs: nobody once it is met, dropped or closed."""
    running = CaseClock.objects.select_related("case").filter(pk=notice.subject_id, met_on=None, dropped_on=None)
    found = running.first()
    if found is None or found.case.closed_at is not None:
        return []
    return owing(found.case, clock.today())


def owing(case: Case, day: date) -> list[Recipient]:
    """Return who owes an act of the case on `day`, each with the acts that are hers."""
    owed = [one for one in owed_in([case]) if not one.waits_on(day)]
    roles = frozenset().union(*(HOLDERS.get(by, frozenset()) for one in owed for by in one.act.by))
    found = []
    for role in sorted(roles):
        acts = [one.act.title for one in owed if actors_held_by(role).intersection(one.act.by)]
        for person in those_who_hold(case, [role], day):
            words = {"acts": acts}
            found.append(Recipient(person.email, person.name, person.person_id, person.mandate_id, words))
    return found


def preparing(notice: Notice) -> list[Recipient]:
    """Return those who prepare the case a remark was left in, unless it was dealt with meanwhile."""
    made = Remark.objects.select_related("case").get(pk=notice.subject_id)
    waiting = made.case.remarks.filter(person_id=made.person_id, handled_at=None).exists()
    return those_who_hold(made.case, PREPARERS & _own(made.case), clock.today(), made.person_id) if waiting else []


def _own(case: Case) -> frozenset[str]:
    return OPERATOR_ROLES if case.organisation_id else home_roles()


def having_a_part(notice: Notice) -> list[Recipient]:
    """Return those who may answer a message: who acts in the procedure and already reads the case."""
    made = Message.objects.select_related("case").get(pk=notice.subject_id)
    known = set(made.case.audience.values_list("role", flat=True))
    acting = known.intersection(parties(made.case)) | {Actors.ATL_COORDINATOR.value}
    roles = frozenset().union(*(HOLDERS[Actors(role)] for role in acting))
    return those_who_hold(made.case, roles, clock.today(), made.person_id)


def asked(notice: Notice) -> list[Recipient]:
    """Return those a task is asked of, while it waits."""
    task = Task.objects.select_related("case").get(pk=notice.subject_id)
    return those_who_hold(task.case, roles_told(task.role), clock.today(), task.asked_by_id) if task.open else []


def _all_told(tells: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(roles_told(role) for role in tells))


# -- what is reminded of ---------------------------------------------------------------------------
def reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield what running clocks ask on `day`: at 30, 7 and 0 days before the due date, and once it is over.

    A night without worker is made good the next one. A threshold older than the clock itself is left out.
    """
    near = CaseClock.objects.filter(
        met_on=None, dropped_on=None, due_on__lte=day + timedelta(days=max(BEFORE)), case__closed_at=None
    ).select_related("case")
    for running in near.order_by("due_on", "pk").iterator(chunk_size=500):
        step = step_of(running, day)
        if step is not None and running.due_on is not None:
            yield Reminder(
                "casework.owe",
                "casework.owe",
                running,
                key=f"casework.owe:{running.pk}:{running.due_on.isoformat()}:{step}",
                words={
                    "limit": limit(running.limit_id).title,
                    "due": long_date(running.due_on),
                    "late": step == "late",
                    **_words(running.case),
                },
            )


def step_of(running: CaseClock, day: date) -> str | None:
    """Return which reminder of a clock is due on `day`: `30`, `7`, `0`, `late`; None when none is."""
    if running.due_on is None:
        return None
    left = (running.due_on - day).days
    if left < 0:
        return "late"
    reached = [days for days in BEFORE if left <= days and running.due_on - timedelta(days=days) >= running.started_on]
    return str(min(reached)) if reached else None


# -- the dates of an agenda ------------------------------------------------------------------------
def dates_of(actor: Actor) -> Iterator[FeedEvent]:
    """Yield the running clocks that an act of `actor` meets, in the cases she reads. Two queries."""
    held = actors_held_by(actor.role)
    cases = Case.objects.visible_to(actor).open().order_by("pk")
    running = CaseClock.objects.filter(met_on=None, dropped_on=None, due_on__isnull=False, case__in=cases)
    for found in running.select_related("case").order_by("due_on", "pk"):
        if found.due_on and meets(found.case, found.limit_id, held):
            known = limit(found.limit_id)
            yield FeedEvent(
                uid=f"clock-{found.pk}",
                sequence=found.changes,
                start=found.due_on,
                end=found.due_on,
                summary=f"{found.case.title} : {known.title[0].lower()}{known.title[1:]}",
                description=f"{known.title} ({known.citation}). {known.consequence}",
                address=reverse("casework:case", args=[found.case_id]),
                changed_at=found.changed_at,
            )


def meets(case: Case, limit_id: str, held: frozenset[str]) -> bool:
    """Tell whether one of these actors does an act that meets the limit."""
    return any(limit_id in act.meets and held.intersection(act.by) for act in case.procedure.acts)


def _kind(name: str, label: str, subject: str, legal: bool = False) -> Kind:
    return Kind(f"casework.{name}", label, legal, subject, f"casework/letters/{name}.txt", GROUP)


def register() -> None:
    """Declare the letters, audiences, reminders and dates of the cases; called when the application starts."""
    register_kind(_kind("act", "Un acte d’un dossier vous est annoncé", "{case} : {title}"))
    register_kind(_kind("owe", "Une échéance légale approche", "{case} : pour le {due}", legal=True))
    register_kind(_kind("remark", "Des remarques sont faites sur un dossier", "{case} : des remarques"))
    register_kind(_kind("message", "Un message dans un dossier", "{case} : un message"))
    register_kind(_kind("task", "Une tâche vous est demandée", "{case} : {what}"))
    audiences: dict[str, Any] = {
        "told": told,
        "owe": still_owing,
        "prepares": preparing,
        "parties": having_a_part,
        "asked": asked,
    }
    for name, members in audiences.items():
        register_audience(f"casework.{name}", members)
    register_reminder(reminders)
    register_feed(dates_of)
