"""What the other rooms use of the meetings: what was decided about a thing, put it on an agenda, when the CCA met."""

from datetime import date
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse

from preau.commissions.acts.agenda import add_item, save_item
from preau.commissions.models import AgendaItem, Cca, Decision, Meeting, MeetingStatus
from preau.foundation.accounts.actors import Actor

_STANDING = (MeetingStatus.CONVENED, MeetingStatus.SITTING)


def decisions_about(subject: models.Model) -> list[Decision]:
    """Return the votes of the CCA itself about this very row, the latest first; those withdrawn are left out."""
    found = Decision.objects.filter(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        item__meeting__sub_committee__isnull=True,
    ).exclude(verdict=Decision.Verdict.WITHDRAWN)
    return list(found.select_related("item__meeting").order_by("-opened_at", "-pk"))


def adopted(subject: models.Model, since: date | None = None) -> Decision | None:
    """Return the latest decision of the CCA that adopted this very row, in a meeting since that day; None without."""
    for decision in decisions_about(subject):
        on_time = since is None or decision.item.meeting.day >= since
        if decision.verdict == Decision.Verdict.ADOPTED and on_time:
            return decision
    return None


def held_meetings(zone_id: int, year: int) -> list[Meeting]:
    """Return the meetings of the CCA itself held in a calendar year, the first one first."""
    held = Meeting.objects.filter(cca__zone_id=zone_id, status=MeetingStatus.HELD, sub_committee__isnull=True)
    return list(held.filter(starts_at__year=year).order_by("starts_at", "pk"))


def next_meeting(zone_id: int, day: date) -> Meeting | None:
    """Return the next meeting of the CCA itself that is convened or sits, on `day` or later."""
    coming = Meeting.objects.filter(cca__zone_id=zone_id, status__in=_STANDING, sub_committee__isnull=True)
    return coming.filter(starts_at__date__gte=day).order_by("starts_at", "pk").first()


def planned_meetings(zone_id: int, day: date) -> list[Meeting]:
    """Return the meetings to come on whose agenda something can still be put."""
    coming = Meeting.objects.filter(cca__zone_id=zone_id, status__in=(MeetingStatus.PLANNED, *_STANDING))
    return list(coming.filter(starts_at__date__gte=day).order_by("starts_at", "pk"))


def address_to_prepare(zone_id: int, purpose: str, back: str) -> str:
    """Return where a meeting with this purpose is prepared; `back` is the page that needs it, shown again after.

    A CCA not composed yet holds none: its list of meetings says so.
    """
    if not Cca.objects.filter(zone_id=zone_id).exists():
        return reverse("commissions:meetings")
    return f"{reverse('commissions:meeting_prepare')}?{urlencode({'objet': purpose, 'retour': back})}"


def put_on_agenda(actor: Actor, meeting_id: int, kind: str, title: str, text: str, subject: models.Model) -> AgendaItem:
    """Put a thing on the agenda of a meeting, once; put again, its explanation is brought up to date.

    Raises Http404, Forbidden, or `NotNow` when the meeting is over.
    """
    item = add_item(actor, meeting_id, {"kind": kind, "title": title, "text": text}, subject)
    if item.text != text:
        save_item(actor, meeting_id, item.pk, {"kind": item.kind, "title": item.title, "text": text})
        item.refresh_from_db()
    return item
