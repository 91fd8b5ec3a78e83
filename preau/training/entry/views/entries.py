"""A training entered: read, corrected, removed, put back; its certificate, for who may read it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.documents.api import ReceivedFile, serve
from preau.foundation.journal.api import record
from preau.foundation.ui.messages import done
from preau.staff.api import Colleague, team_options
from preau.training.access import ENTRY
from preau.training.certificates.pacing import seconds_to_draw
from preau.training.certificates.reading import picture_of
from preau.training.entry import acts
from preau.training.entry.access import ENTRY_READERS, can_correct, can_read_certificate
from preau.training.entry.acts import PURPOSE, EntryRefused, parts_of
from preau.training.entry.forms import EntryForm
from preau.training.entry.presenting import shown
from preau.training.entry.views.typing import Subject, posted, show
from preau.training.models import TrainingEntry


def seen(request: Request, entry_id: int) -> TrainingEntry:
    """Return an entry one sees. Http404 for another."""
    rows = TrainingEntry.objects.visible_to(request.actor).select_related(
        "module__root__provider__root", "encoding", "certificate", "organisation", "entered_by"
    )
    return get_object_or_404(rows, pk=entry_id)


@require_safe
@who_may(ENTRY_READERS)
def entry(request: Request, entry_id: int) -> HttpResponse:
    """Show a training entered: who followed it, where it stands, what its certificate says."""
    row = seen(request, entry_id)
    return render(request, "training/entry/entry.html", {"one": shown(request.actor, row)})


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(ENTRY)
def entry_correct(request: Request, entry_id: int) -> HttpResponse:
    """Correct a training entered by the house, while ONE decided nothing on it."""
    row = seen(request, entry_id)
    require(can_correct(request.actor, row))
    subject = Subject(None if row.encoding else row.module.root or row.module, entry=row)
    team = _team(request, row)
    if request.method == "POST":
        return posted(request, subject, team)
    return show(request, subject, EntryForm(team, subject.is_other, initial=_initial(row)))


@require_POST
@who_may(ENTRY)
def entry_remove(request: Request, entry_id: int) -> HttpResponse:
    """Take an entry back; « Annuler » puts it back."""
    row = seen(request, entry_id)
    acts.remove_entry(request.actor, row.pk)
    done(request, "Formation retirée.", reverse("training:entry_restore", args=[row.pk]))
    return redirect("training:entry", row.pk)


@require_POST
@who_may(ENTRY)
def entry_restore(request: Request, entry_id: int) -> HttpResponse:
    """Put back an entry that was removed."""
    row = seen(request, entry_id)
    try:
        acts.restore_entry(request.actor, row.pk)
    except EntryRefused as refusal:
        context = {"one": shown(request.actor, row), "problem": str(refusal)}
        return render(request, "training/entry/entry.html", context, status=422)
    done(request, "Formation remise.")
    return redirect("training:entry", row.pk)


@require_safe
@who_may(ENTRY_READERS)
def certificate(request: Request, entry_id: int) -> HttpResponse:
    """Send the certificate of an entry; who opened it is written in the journal."""
    row = seen(request, entry_id)
    require(can_read_certificate(request.actor, row))
    if row.certificate is None:
        raise Http404("certificate")
    with transaction.atomic():
        record(request.actor, "training.read_certificate", row, {"file": row.certificate.original_name})
    return serve(row.certificate)


@require_safe
@who_may(ENTRY)
def paper_picture(request: Request, key: UUID) -> HttpResponse:
    """Show the first page of a certificate the house sent, small, drawn by us: nothing of the file itself is sent."""
    files = ReceivedFile.objects.visible_to(request.actor).filter(purpose=PURPOSE)
    sent = get_object_or_404(files, pk=key)
    wait = seconds_to_draw(request.actor)
    if wait:
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    drawn = picture_of(sent.content(), sent.mime_type)
    if drawn is None:
        raise Http404("picture")
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return HttpResponse(drawn, content_type="image/png", headers=headers)


def _team(request: Request, row: TrainingEntry) -> list[Colleague]:
    """Return the team, with those of the entry who left since."""
    team = team_options(request.actor)
    there = {one.person_id for one in team}
    people = row.records.present().exclude(person_id__in=there).select_related("person")
    left = [Colleague(one.person_id, one.person.given_name, one.person.family_name, ()) for one in people]
    return team + left


def _initial(row: TrainingEntry) -> dict[str, Any]:
    """Return what the form shows of an entry: the same hours for all when they are."""
    parts = parts_of(row)
    days = sorted({day for hours in parts.values() for day in hours})
    common = {day: {hours.get(day) for hours in parts.values()} for day in days}
    each = any(len(amounts) > 1 for amounts in common.values())
    said: dict[str, Any] = {
        "form_key": row.form_key or "00000000-0000-0000-0000-000000000000",
        "version": row.version,
        "rows": len(days) or 1,
        "each": "1" if each else "",
        "people": [str(person) for person in parts],
    }
    for rank, day in enumerate(days):
        said[f"day_{rank}"] = day
        said[f"hours_{rank}"] = next(iter(common[day])) if not each else None
        said |= {f"h_{person}_{rank}": hours.get(day) for person, hours in parts.items()} if each else {}
    if row.encoding is not None:
        words = ("provider_text", "module_text", "trainer_text", "place_text")
        said |= {name: getattr(row.encoding, name) for name in words}
    return said
