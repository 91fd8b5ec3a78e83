"""Reminders and agenda of the actions of a plan: who is in charge of one still to do, asked at each sending."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.api import (
    FeedEvent,
    Kind,
    Recipient,
    Reminder,
    register_audience,
    register_feed,
    register_kind,
    register_reminder,
)
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.dates import local_day
from preau.law.annual_plan import SchoolYear
from preau.law.words import full_date
from preau.plans.acts.followup import PLANNED
from preau.plans.in_charge import holders
from preau.plans.models import DRAFT_READERS, PUBLISHED, ActionProgress, PlannedAction, Progress
from preau.plans.report_text import first_words

KIND, AUDIENCE = "plans.action_due", "plans.in_charge"
BEFORE = timedelta(days=14)
CAUGHT_UP = timedelta(days=3)  # a night that was missed is made up for this long
OWED = (Progress.TO_DO, Progress.UNDER_WAY)
_WITH = ("action__plan__zone", "in_charge__person", "in_charge__organisation")


def in_charge(notice: Notice) -> Iterable[Recipient]:
    """Yield who answers today for an action still to do: nobody once it is done, dropped, moved or given on."""
    row = _owed().filter(action_id=notice.subject_id, in_charge_id=notice.words["mandate"]).first()
    if row is None or row.due_on is None or row.due_on.isoformat() != notice.words["due_on"]:
        return
    held = holders({row.in_charge_id or 0}, local_day(clock.now()))
    for mandate in held.get(row.in_charge_id or 0, ()):
        if mandate.person.is_active:
            words = {"address": address_for(mandate, row.action)}
            yield Recipient(mandate.person.email, str(mandate.person), mandate.person_id, mandate.pk, words)


def due_reminders(day: date, now: datetime) -> Iterator[Reminder]:
    """Yield what to remind on `day`: an action due within 14 days, then one due that day; each once."""
    for row in _owed().filter(in_charge__isnull=False, due_on__range=(day - CAUGHT_UP, day + BEFORE)):
        if row.due_on is None:
            continue
        moment = "before" if row.due_on > day else "day"
        words = {
            "action": f"Action {row.action.number}",
            "text": first_words(row.action.text),
            "until": full_date(row.due_on),
            "due_on": row.due_on.isoformat(),
            "mandate": row.in_charge_id,
            "plan": f"{row.action.plan.zone.name}, {row.action.plan.school_year}",
        }
        key = f"{KIND}:{row.action_id}:{row.in_charge_id}:{words['due_on']}:{moment}"
        yield Reminder(KIND, AUDIENCE, row.action, key, words)


def due_dates(actor: Actor) -> Iterator[FeedEvent]:
    """Yield the dates of the actions of one's zone for its coordination, of one's own for anybody else; one query."""
    if actor.mandate is None:
        return
    rows = ActionProgress.objects.filter(
        due_on__isnull=False,
        action__plan__status__in=PUBLISHED,
        action__plan__start_year__gte=SchoolYear.containing(actor.today).start - 1,
    )
    mine = Q(in_charge_id__in=mandates_of(actor.mandate))
    if actor.role == Role.ATL_COORDINATOR:
        mine |= Q(action__plan__zone_id=actor.zone_id)
    for row in rows.filter(mine).select_related("action__plan").order_by("due_on", "pk"):
        if row.due_on is None:
            continue
        yield FeedEvent(
            uid=f"plans-action-{row.action_id}",
            sequence=row.version,
            start=row.due_on,
            end=None,
            summary=f"Action {row.action.number} : {first_words(row.action.text, 80)}",
            description=f"Échéance du plan d’action {row.action.plan.school_year}. {row.get_state_display()}.",
            address=address_for(actor.mandate, row.action),
            changed_at=row.changed_at,
            cancelled=row.state == Progress.DROPPED,
        )


def mandates_of(mandate: Mandate) -> list[int]:
    """Return the mandates one answers for: one's own and the one replaced."""
    return [pk for pk in (mandate.pk, mandate.delegated_from_id) if pk is not None]


def address_for(mandate: Mandate, action: PlannedAction) -> str:
    """Return where the holder of a mandate reads of an action: its follow-up at home, the public plan elsewhere."""
    if mandate.role in DRAFT_READERS:
        return reverse("plans:followup_item", args=[action.plan_id, PLANNED, action.pk])
    plan = action.plan
    return reverse("plans:public", args=[plan.zone_slug, plan.school_year]) + f"#action-{action.number}"


def _owed() -> "models.QuerySet[ActionProgress]":
    rows = ActionProgress.objects.filter(state__in=OWED, action__plan__status__in=PUBLISHED)
    return rows.exclude(action__plan__report__sent_at__isnull=False).select_related(*_WITH)


def register_reminders() -> None:
    """Declare the reminders of the actions and their dates; called once, when the application starts."""
    register_kind(
        Kind(
            KIND,
            "Une action dont vous êtes en charge arrive à échéance",
            False,
            "{action} à finir pour le {until}",
            "plans/letters/action_due.txt",
            "Plan d’action annuel",
        )
    )
    register_audience(AUDIENCE, in_charge)
    register_reminder(due_reminders)
    register_feed(due_dates)
