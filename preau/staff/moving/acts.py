"""Asking somebody to bring her file along to a new employer, and what she answers.

The new employer reads nothing before she says yes. On yes a contract is written: her hours and titles are hers and
follow her; the former employer keeps what it had.
"""

import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from preau.foundation.accounts.access import Decision, require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.accounts.models import Organisation, digest_of_token
from preau.foundation.journal.api import record
from preau.foundation.notifications.api import tell
from preau.staff.access import can_answer_move, can_withdraw_move
from preau.staff.models import Assignment, EmploymentContract, FunctionCode, MoveRequest, StaffPerson
from preau.staff.moving.letters import send_consent
from preau.staff.register.frame import note

GOOD_FOR = timedelta(days=30)
BY_LINK = "La personne elle-même, par le lien reçu"


def ask_consent(actor: Actor, house: Organisation, person: StaffPerson, starts_on: date, function: str) -> MoveRequest:
    """Ask a person for her consent, inside the act that locked the house; asked twice, one request waits.

    The letter leaves after commit, if her file holds an address: the house is told the same either way.
    """
    waiting = MoveRequest.objects.filter(
        person=person, organisation=house, answered_at=None, withdrawn_at=None, expires_at__gt=actor.now
    ).first()
    if waiting is not None:
        return waiting
    _close_expired(actor, house, person)
    request = MoveRequest.objects.create(
        person=person,
        organisation=house,
        starts_on=starts_on,
        function=function,
        asked_by=actor.someone,
        asked_at=actor.now,
        expires_at=actor.now + GOOD_FOR,
        # No link opens it until the letter is written, which makes the real secret.
        token_digest=digest_of_token(secrets.token_urlsafe(32)),
    )
    record(actor, "staff.ask_consent", request, _facts(request))
    transaction.on_commit(lambda: send_consent.enqueue(request.pk))
    return request


def answer(actor: Actor, request_id: int, accepted: bool) -> MoveRequest:
    """Answer a request from one's own account. Raises Http404, Forbidden; a second click changes nothing."""
    with transaction.atomic():
        request = _locked(MoveRequest.objects.filter(pk=request_id, pk__in=MoveRequest.objects.visible_to(actor)))
        _answer(actor, request, accepted, can_answer_move(actor, request))
    return request


def answer_by_link(actor: Actor, token: str, accepted: bool) -> MoveRequest:
    """Answer by the link sent to her: whoever holds it is she. Raises Http404 for a link that opens nothing."""
    with transaction.atomic():
        request = _locked(MoveRequest.objects.filter(token_digest=digest_of_token(token)))
        author = actor if actor.person_id is not None else system(actor.now, BY_LINK)
        _answer(author, request, accepted, can_answer_move(system(actor.now, BY_LINK), request))
    return request


def withdraw(actor: Actor, request_id: int) -> MoveRequest:
    """Take back what the house asked: the link opens nothing any more. Raises Http404, Forbidden."""
    with transaction.atomic():
        request = _locked(MoveRequest.objects.filter(pk=request_id, pk__in=MoveRequest.objects.visible_to(actor)))
        if request.withdrawn_at is None:
            require(can_withdraw_move(actor, request))
            request.withdrawn_at = actor.now
            request.save(update_fields=["withdrawn_at"])
            record(actor, "staff.withdraw_consent", request, _facts(request))
    return request


def _locked(rows: Any) -> MoveRequest:
    found: MoveRequest | None = (
        rows.select_for_update(of=("self",), no_key=True).select_related("person", "organisation").first()
    )
    if found is None:
        raise Http404("request")
    return found


def _answer(author: Actor, request: MoveRequest, accepted: bool, may: Decision) -> None:
    if request.answered_at is not None and request.accepted == accepted:
        return  # a second click
    require(may)
    settle(author, request, accepted)


def settle(author: Actor, request: MoveRequest, accepted: bool) -> None:
    """Write an answer, hers or that of a confirmed paper, inside the act that locked the request; tell who asked."""
    request.answered_at, request.accepted = author.now, accepted
    request.save(update_fields=["answered_at", "accepted"])
    record(author, "staff.answer_consent", request, {**_facts(request), "accepted": accepted})
    if accepted:
        _hire(author, request)
    words = {
        "person": str(request.person),
        "house": str(request.organisation),
        "accepted": accepted,
        "address": reverse("staff:person", args=[request.person_id]) if accepted else reverse("staff:team"),
    }
    tell("staff.consent", "staff.askers", request, key=f"staff.consent:{request.pk}", words=words)


def _hire(author: Actor, request: MoveRequest) -> None:
    """Write the contract she agreed to, unless the house gave her one meanwhile."""
    mine = EmploymentContract.objects.filter(person=request.person, organisation=request.organisation)
    if mine.filter(ends_on=None).exists() or mine.in_force(request.starts_on).exists():
        return
    contract = EmploymentContract.objects.create(
        person=request.person,
        organisation=request.organisation,
        starts_on=request.starts_on,
        recorded_by_id=request.asked_by_id,
        recorded_at=author.now,
    )
    Assignment.objects.create(contract=contract, function=FunctionCode(request.function), starts_on=request.starts_on)
    note(author, "staff.add_contract", contract, {}, {"starts_on": request.starts_on, "function": request.function})


def _close_expired(actor: Actor, house: Organisation, person: StaffPerson) -> None:
    """Take back a request nobody answered in time, so that a new one may wait."""
    old = MoveRequest.objects.filter(person=person, organisation=house, answered_at=None, withdrawn_at=None)
    for request in old:
        request.withdrawn_at = actor.now
        request.save(update_fields=["withdrawn_at"])
        record(actor, "staff.withdraw_consent", request, _facts(request))


def _facts(request: MoveRequest) -> dict[str, Any]:
    return {
        "person": request.person_id,
        "organisation": request.organisation_id,
        "starts_on": request.starts_on.isoformat(),
        "function": request.function,
    }
