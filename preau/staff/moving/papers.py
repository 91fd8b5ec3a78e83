"""Consent given on paper: given in by the house that asks, confirmed by the former house or by ONE, never by itself.

Somebody whom neither an address nor an account reaches answers this way. What a confirmed paper opens is what a yes
opens; her own answer, as long as nobody confirmed, comes first.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.journal.api import record
from preau.foundation.notifications.api import tell
from preau.foundation.ui.dates import full_date
from preau.foundation.ui.versions import NotNow
from preau.staff.access import can_attest_paper, can_confirm_paper
from preau.staff.models import ONE_READERS, EmploymentContract, MoveRequest, PaperConsent, StaffPerson
from preau.staff.moving.acts import GOOD_FOR, settle
from preau.staff.moving.letters import send_consent
from preau.staff.procedure import houses_of

BY_PAPER = "La personne elle-même, par un papier signé et confirmé"
ONE_AFTER = timedelta(days=10)  # left to the former house before ONE is asked


def attest(actor: Actor, request_id: int, signed_on: date, file: ReceivedFile) -> PaperConsent:
    """Give in a consent signed on paper; the same one sent twice is given in once.

    It opens nothing: the former house, or ONE, is asked to confirm it, and she is told where she can be reached.
    Raises Http404, Forbidden, NotNow while another paper waits.
    """
    with transaction.atomic():
        rows = MoveRequest.objects.filter(pk__in=MoveRequest.objects.visible_to(actor))
        request = (
            rows.select_for_update(of=("self",), no_key=True).select_related("person").filter(pk=request_id).first()
        )
        if request is None:
            raise Http404("request")
        require(can_attest_paper(actor, request))
        waiting = PaperConsent.objects.select_related("file").filter(request=request, decided_at=None).first()
        if waiting is not None:
            if waiting.file.sha256 == file.sha256 and waiting.signed_on == signed_on:
                return waiting  # a second click
            raise NotNow("Un papier attend déjà d’être confirmé pour cette personne.")
        refused = PaperConsent.objects.filter(request=request).exists()
        paper = PaperConsent.objects.create(
            request=request,
            file=file,
            signed_on=signed_on,
            former_id=None if refused else former_house(request),
            attested_by=actor.someone,
            attested_at=actor.now,
        )
        request.expires_at = max(request.expires_at, actor.now + GOOD_FOR)
        request.save(update_fields=["expires_at"])
        _record(actor, "staff.attest_paper", paper)
        _tell_former(paper, "waiting")
        transaction.on_commit(lambda: send_consent.enqueue(request.pk))
    return paper


def former_house(request: MoveRequest) -> int | None:
    """Return the other house that employs her, or did last: it knows her. None when no other one ever did."""
    others = EmploymentContract.objects.filter(person_id=request.person_id).exclude(
        organisation_id=request.organisation_id
    )
    last = max(others, key=lambda one: (one.ends_on or date.max, one.starts_on, one.pk), default=None)
    return last.organisation_id if last else None


def decide(actor: Actor, paper_id: int, confirmed: bool, reason: str = "") -> PaperConsent:
    """Say whether a paper is hers; a yes brings her file along, a no says why and opens nothing.

    The same answer given twice by the same person is given once. Raises Http404, Forbidden.
    """
    with transaction.atomic():
        found = PaperConsent.objects.visible_to(actor).filter(pk=paper_id).values("request")
        rows = MoveRequest.objects.select_for_update(of=("self",), no_key=True)
        request = rows.select_related("person", "organisation").filter(pk__in=found).first()
        if request is None:
            raise Http404("paper")
        paper = PaperConsent.objects.get(pk=paper_id)
        paper.request = request
        if paper.decided_by_id == actor.person_id and paper.confirmed == confirmed:
            return paper  # a second click
        require(can_confirm_paper(actor, paper))
        _refuse_tied(actor, request)
        paper.decided_by, paper.decided_for_id = actor.someone, actor.organisation_id
        paper.decided_at, paper.confirmed, paper.reason = actor.now, confirmed, reason
        paper.save()
        _record(actor, "staff.confirm_paper" if confirmed else "staff.refuse_paper", paper)
        if confirmed:
            settle(system(actor.now, BY_PAPER), request, accepted=True)
            _tell_her(paper)
            if actor.role in ONE_READERS:
                _tell_former(paper, "confirmed")
        else:
            _tell_refused(paper)
    return paper


# -- inside -----------------------------------------------------------------------------------------
def _refuse_tied(actor: Actor, request: MoveRequest) -> None:
    if actor.role in ONE_READERS and request.organisation_id in houses_of(actor):
        raise NotNow("Vous êtes liée ou lié à l’employeur qui demande : quelqu’un d’autre de l’ONE répond.")


def _record(actor: Actor, act: str, paper: PaperConsent) -> None:
    """Write it in the file of the person, who reads there what was done in her name."""
    said: Mapping[str, Any] = {
        "paper": paper.pk,
        "organisation": paper.request.organisation_id,
        "signed_on": paper.signed_on.isoformat(),
        "file": paper.file.original_name,
        "reason": paper.reason,
    }
    record(actor, act, (StaffPerson._meta.label_lower, paper.request.person_id), dict(said))


def _words(paper: PaperConsent, state: str, address: str) -> dict[str, Any]:
    return {
        "person": str(paper.request.person),
        "house": str(paper.request.organisation),
        "signed_on": full_date(paper.signed_on),
        "state": state,
        "reason": paper.reason,
        "address": address,
    }


def _tell_former(paper: PaperConsent, state: str) -> None:
    if paper.former_id is not None:
        words = _words(paper, state, reverse("staff:paper", args=[paper.pk]))
        tell("staff.paper", "staff.paper_former", paper, key=f"staff.paper:{paper.pk}:{state}", words=words)


def _tell_her(paper: PaperConsent) -> None:
    words = _words(paper, "confirmed", reverse("staff:me"))
    tell("staff.paper_hers", "staff.paper_person", paper, key=f"staff.paper_hers:{paper.pk}", words=words)


def _tell_refused(paper: PaperConsent) -> None:
    words = _words(paper, "refused", reverse("staff:move_paper", args=[paper.request_id]))
    tell("staff.paper_refused", "staff.paper_askers", paper, key=f"staff.paper_refused:{paper.pk}", words=words)
