"""Acts on the agenda of a meeting: add, change, move and remove a point."""

from typing import Any

from django.db import models
from django.http import Http404

from preau.commissions.acts.frame import NotNow, organising
from preau.commissions.acts.meetings import BEFORE, agenda_changed
from preau.commissions.models import AgendaItem, Meeting, MeetingStatus
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record

OPEN = (*BEFORE, MeetingStatus.SITTING)  # a point may still come up in the sitting itself
MOST = 60


def add_item(actor: Actor, meeting_id: int, values: dict[str, Any], subject: models.Model | None = None) -> AgendaItem:
    """Put a point at the end of the agenda. One about a `subject` already there is not put twice."""
    with organising(actor, meeting_id, *OPEN) as meeting:
        about = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk} if subject else {}
        there = meeting.agenda.filter(**about).first() if about else None
        if there is not None:
            return there
        count = meeting.agenda.count()
        if count >= MOST:
            raise NotNow(f"L’ordre du jour a déjà {MOST} points.")
        item = AgendaItem.objects.create(meeting=meeting, number=count + 1, **values, **about)
        record(actor, "commissions.add_item", meeting, {"item": item.pk, **values, **about})
        agenda_changed(actor, meeting)
    return item


def save_item(actor: Actor, meeting_id: int, item_id: int, values: dict[str, Any]) -> bool:
    """Change the words or the kind of a point; returns whether anything changed."""
    with organising(actor, meeting_id, *OPEN) as meeting:
        item = item_of(meeting, item_id)
        before = {name: getattr(item, name) for name in values}
        if before == values:
            return False
        if item.kind != values["kind"] and item.decisions.exists():
            raise NotNow("Ce point a été mis au vote : sa sorte ne change plus.")
        for name, value in values.items():
            setattr(item, name, value)
        item.save(update_fields=list(values))
        record(actor, "commissions.save_item", meeting, {"item": item.pk, "before": before, "after": values})
        agenda_changed(actor, meeting)
    return True


def move_item(actor: Actor, meeting_id: int, item_id: int, position: int) -> bool:
    """Put a point at `position` (1 is the first); returns whether it moved."""
    with organising(actor, meeting_id, *OPEN) as meeting:
        items = list(meeting.agenda.all())
        item = next((one for one in items if one.pk == item_id), None)
        if item is None:
            raise Http404("item")
        before = [one.pk for one in items]
        items.remove(item)
        items.insert(max(0, position - 1), item)
        after = [one.pk for one in items]
        if before == after:
            return False
        _number(items)
        record(actor, "commissions.move_item", meeting, {"before": before, "after": after})
        agenda_changed(actor, meeting)
    return True


def remove_item(actor: Actor, meeting_id: int, item_id: int) -> None:
    """Take a point off the agenda; one that was voted on, or has notes, stays."""
    with organising(actor, meeting_id, *OPEN) as meeting:
        item = item_of(meeting, item_id)
        if item.minutes or item.decisions.exists():
            raise NotNow("Ce point a des notes ou un vote : il reste au procès-verbal.")
        title = item.title
        item.delete()
        _number(list(meeting.agenda.all()))
        record(actor, "commissions.remove_item", meeting, {"item": item_id, "title": title})
        agenda_changed(actor, meeting)


def item_of(meeting: Meeting, item_id: int) -> AgendaItem:
    """Return a point of this meeting; Http404 for another's."""
    item = meeting.agenda.filter(pk=item_id).first()
    if item is None:
        raise Http404("item")
    return item


def _number(items: list[AgendaItem]) -> None:
    for number, item in enumerate(items, start=1):
        item.number = number
    AgendaItem.objects.bulk_update(items, ["number"])
