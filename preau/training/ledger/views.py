"""The hours of a team, of one person, of oneself; the papers made of them."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import Policy, require, roles, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.requests import Request
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.models import MIME_TYPES, FileKind
from preau.staff.access import can_read_file, days_read, keeps_a_register
from preau.staff.api import person_of
from preau.staff.models import REGISTRARS, TEAM_READERS, StaffPerson
from preau.staff.register.acts.people import record_reading
from preau.training.access import TEAM
from preau.training.contests.cases import can_contest
from preau.training.ledger.files import certificate_pdf, summary_pdf, summary_workbook
from preau.training.ledger.lines import lines_of
from preau.training.ledger.presenting import NEVER_AGAINST, Shown
from preau.training.ledger.reading import Reading, read_one, read_people
from preau.training.ledger.summary import summary_of
from preau.training.ledger.team import team_hours
from preau.training.models import QUEUE_READERS

OWN: Policy = roles(
    *TEAM_READERS, Role.CARE_WORKER, label="le personnel des opérateurs et des coordinations ATL, chacun pour soi"
)
LEDGERS: Policy = roles(
    *TEAM_READERS, *QUEUE_READERS, Role.CARE_WORKER, label="la maison qui emploie, la personne elle-même et l’ONE"
)


@require_safe
@who_may(TEAM)
def team(request: Request) -> HttpResponse:
    """Show the hours of each person of the house acted for, the nearest end first."""
    require_register(request.actor)
    table = team_hours(request.actor, request.GET)
    context = {"table": table, "never_against": NEVER_AGAINST, "may_list": request.actor.role in REGISTRARS}
    return render(request, "training/ledger/team.html", context)


@require_safe
@who_may(TEAM)
def summary(request: Request) -> HttpResponse:
    """Return the summary for the approval file: a PDF, or a workbook when `?forme=xlsx` asks for it."""
    actor = request.actor
    require_register(actor)
    found = summary_of(actor)
    if request.GET.get("forme") == "xlsx":
        return _download(summary_workbook(found), f"formations-{actor.today.isoformat()}.xlsx", FileKind.XLSX)
    return _download(summary_pdf(found), f"formations-{actor.today.isoformat()}.pdf", FileKind.PDF)


@require_safe
@who_may(LEDGERS)
def ledger(request: Request, person_id: int) -> HttpResponse:
    """Show the ledger of a person one reads; to a former house, as it stood on her last day there."""
    actor = request.actor
    person = get_object_or_404(StaffPerson.objects.visible_to(actor), pk=person_id)
    require(can_read_file(actor, person))
    until = days_read(actor, [person])[person.pk]
    record_reading(actor, person, "hours")
    reading = read_until(person.pk, actor, until)
    may_contest = until is None and can_contest(actor, person).ok
    context = {
        "person": person,
        "until": until,
        "shown": Shown(reading),
        "lines": lines_of(actor, reading.days, may_contest=may_contest),
        "never_against": NEVER_AGAINST,
        "own": False,
        "house": keeps_a_register(actor),
    }
    return render(request, "training/ledger/person.html", context)


@require_safe
@who_may(OWN)
def me(request: Request) -> HttpResponse:
    """Show one's own ledger."""
    actor = request.actor
    person = person_of(actor)
    if person is None:
        return render(request, "training/ledger/no_file.html")
    reading = read_people([person.pk], actor.today)[person.pk]
    context = {
        "person": person,
        "until": None,
        "shown": Shown(reading),
        "lines": lines_of(actor, reading.days, may_contest=True),
        "never_against": NEVER_AGAINST,
        "own": True,
        "house": False,
    }
    return render(request, "training/ledger/person.html", context)


@require_safe
@who_may(OWN)
def my_certificate(request: Request) -> HttpResponse:
    """Return the certificate of one's own hours, as PDF."""
    actor = request.actor
    person = person_of(actor)
    if person is None:
        raise Http404("staff person")
    reading = read_people([person.pk], actor.today)[person.pk]
    lines = lines_of(actor, reading.days, may_contest=False)
    content = certificate_pdf(actor, person, Shown(reading), lines)
    return _download(content, f"mes-formations-{actor.today.isoformat()}.pdf", FileKind.PDF)


def read_until(person_id: int, actor: Actor, until: date | None) -> Reading:
    """Return what is read of a person: whole, or for a former house the days up to the last one there."""
    if until is None:
        return read_people([person_id], actor.today)[person_id]
    known = read_people([person_id], until)[person_id]
    days = tuple(one for one in known.days if one.day <= until)
    facts = {person_id: known.facts} if known.facts else {}
    return read_one(person_id, days, facts, until)


def require_register(actor: Actor) -> None:
    """Raise Http404 for an organisation that keeps no team."""
    if not keeps_a_register(actor):
        raise Http404("team")


def _download(content: bytes, name: str, kind: FileKind) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=MIME_TYPES[kind], headers=headers)
