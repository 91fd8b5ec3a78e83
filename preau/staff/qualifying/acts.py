"""Asking for a qualification, answering, withdrawing, deciding: each moves the case of the request by the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import OrganisationKind
from preau.foundation.casework.api import (
    ActRefused,
    AlreadyDone,
    Case,
    CaseAct,
    Supplied,
    case_of,
    open_case,
    perform,
)
from preau.foundation.documents.api import ReceivedFile
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow, Values
from preau.staff.access import can_keep
from preau.staff.models import Assignment, Credential, FunctionCode, QualificationRequest, StaffPerson
from preau.staff.qualifying.reading import LISTS, PROCEDURE
from preau.staff.register.acts.papers import add_credential

Road = QualificationRequest.Road
SENDING = {
    Road.LISTED: "send_title",
    Road.EQUIVALENCE: "send_equivalence",
    Road.EXPERIENCE: "send_experience",
    Road.TRAINING: "start_training",
}
PURPOSE = "staff.qualification"  # of the papers received with a request


@dataclass(frozen=True)
class Asked:
    """What a house asks: the function, the road, the title sent or the years of experience, a word to ONE.

    `new_title` holds the values of a title that is not in her file yet: it is written there with the request.
    """

    function: str
    road: str
    credential_id: int | None = None
    new_title: Values | None = None
    experience_years: Decimal | None = None
    note: str = ""

    def fields(self) -> dict[str, Any]:
        return {
            "road": self.road,
            "credential_id": self.credential_id,
            "experience_years": self.experience_years,
            "note": self.note,
        }


def send(actor: Actor, person_id: int, asked: Asked, paper: ReceivedFile | None = None) -> QualificationRequest:
    """Send a request to ONE, or begin the three years of training; return it.

    `paper` is the copy of a title that had none, or the certificate of experience. Sent twice it is sent once. A
    request refused, or waiting for a title, is taken up again; so is that of somebody in training who gets a title.
    Raises Http404, Forbidden, NotNow with what to do first.
    """
    with transaction.atomic():
        person = _held_person(actor, person_id)
        _require_function(actor, person, asked.function)
        if asked.new_title is not None:
            added = add_credential(actor, person_id, asked.new_title, paper)
            asked, paper = replace(asked, credential_id=added.pk, new_title=None), None
        credential = _credential(person, asked.credential_id)
        request, case = _present(actor, person, asked)
        if case is not None and case.state_id in {"to_check", "asked"}:
            if asked.fields() == {name: getattr(request, name) for name in asked.fields()}:
                return request  # the second click
            raise NotNow("Une demande pour cette fonction est déjà à l’ONE : répondez-y, ou retirez-la d’abord.")
        for name, value in asked.fields().items():
            setattr(request, name, value)
        request.asked_by, request.asked_at = actor.someone, actor.now
        request.save()
        if paper is not None and credential is not None:
            _join(actor, credential, paper)
        case = case or _open(actor, request)
        certificate = {"experience_certificate": paper} if paper and asked.road == Road.EXPERIENCE else {}
        try:
            perform(actor, case.pk, SENDING[Road(asked.road)], case.step, Supplied(pieces=certificate))
        except ActRefused as refused:
            raise NotNow(str(refused)) from None
        return request


def _held_person(actor: Actor, person_id: int) -> StaffPerson:
    seen = StaffPerson.objects.visible_to(actor).values("pk")
    rows = StaffPerson.objects.filter(pk__in=seen).select_for_update(of=("self",), no_key=True)
    person: StaffPerson | None = rows.filter(pk=person_id).first()
    if person is None:
        raise Http404("person")
    require(can_keep(actor, person))
    return person


def functions_to_qualify(actor: Actor, person: StaffPerson) -> list[FunctionCode]:
    """Return the functions she has, or will have, in the house acted for and that ask for a title."""
    rows = Assignment.objects.filter(contract__person=person, contract__organisation_id=actor.organisation_id or 0)
    held = set(rows.exclude(ends_on__lt=actor.today).values_list("function", flat=True))
    return [function for function in LISTS if function in held]


def _require_function(actor: Actor, person: StaffPerson, function: str) -> None:
    if function not in functions_to_qualify(actor, person):
        raise NotNow("Inscrivez d’abord cette fonction dans son dossier : la qualification se demande par fonction.")


def _credential(person: StaffPerson, credential_id: int | None) -> Credential | None:
    if credential_id is None:
        return None
    found: Credential | None = person.credentials.filter(pk=credential_id, withdrawn_at=None).first()
    if found is None:
        raise NotNow("Ce titre n’est plus dans son dossier : choisissez-en un autre.")
    return found


def _present(actor: Actor, person: StaffPerson, asked: Asked) -> tuple[QualificationRequest, Case | None]:
    """Return the request of the house for this function that may be taken up again, with its case, or a new one."""
    house = actor.mandate.organisation if actor.mandate else None
    rows = QualificationRequest.objects.filter(person=person, organisation=house, function=asked.function)
    last = rows.order_by("-asked_at", "-pk").first()
    case = case_of(PROCEDURE, last, lock=True) if last else None
    if last is None or case is None or case.state_id in {"qualified", "withdrawn"}:
        return QualificationRequest(person=person, organisation=house, function=asked.function), None
    return last, case


def _open(actor: Actor, request: QualificationRequest) -> Case:
    house = request.organisation
    coordination = house.kind == OrganisationKind.COORDINATION
    return open_case(
        actor,
        PROCEDURE,
        "report",
        request,
        f"{FunctionCode(request.function).label} : {request.person}"[:200],
        organisation_id=house.pk,
        zone_id=house.zone_id if coordination else None,  # so that the coordination is told
    )


def _join(actor: Actor, credential: Credential, paper: ReceivedFile) -> None:
    before = credential.file.original_name if credential.file else ""
    credential.file = paper
    credential.save(update_fields=["file"])
    after = paper.original_name
    words = {"person": credential.person_id, "before": {"file": before}, "after": {"file": after}}
    record(actor, "staff.join_title", credential, words)


# -- the house, afterwards -------------------------------------------------------------------------


def answer(
    actor: Actor, request: QualificationRequest, step: int, words: str, paper: ReceivedFile | None = None
) -> CaseAct:
    """Answer what ONE asked, with a better copy of the title when there is one. Raises as `casework.engine.perform`."""
    with transaction.atomic():
        person = _held_person(actor, request.person_id)
        credential = _credential(person, request.credential_id)
        if paper is not None and credential is not None:
            _join(actor, credential, paper)
        return _do(actor, request, "answer", step, {"answer": words})


def withdraw(actor: Actor, request: QualificationRequest, step: int) -> CaseAct:
    """Take a request back. Raises as `casework.engine.perform`."""
    return _do(actor, request, "withdraw", step, {})


# -- ONE ---------------------------------------------------------------------------------------------


def confirm(actor: Actor, request: QualificationRequest, step: int) -> CaseAct:
    """Recognise a title of the list. Raises as `casework.engine.perform`."""
    return _do(actor, request, "qualify", step, {})


def recognise(actor: Actor, request: QualificationRequest, step: int, reason: str) -> CaseAct:
    """Recognise a title as equivalent. Raises as `casework.engine.perform`."""
    return _do(actor, request, "recognise_equivalence", step, {"equivalence_reason": reason})


def assimilate(actor: Actor, request: QualificationRequest, step: int) -> CaseAct:
    """Attest the experience of a project leader. Raises as `casework.engine.perform`."""
    return _do(actor, request, "assimilate", step, {})


def ask(actor: Actor, request: QualificationRequest, step: int, question: str) -> CaseAct:
    """Ask the house for something. Raises as `casework.engine.perform`."""
    return _do(actor, request, "ask", step, {"question": question})


def refuse(actor: Actor, request: QualificationRequest, step: int, reason: str, would_accept: str) -> CaseAct:
    """Refuse, and say what would be accepted. Raises as `casework.engine.perform`."""
    return _do(actor, request, "refuse_title", step, {"reason": reason, "would_accept": would_accept})


def confirm_many(actor: Actor, steps: Mapping[int, int]) -> tuple[int, list[str]]:
    """Confirm several titles of the list (request -> step it was shown at); return how many, and why not the others.

    Each is its own act: one that cannot be confirmed leaves the others alone.
    """
    rows: Iterable[QualificationRequest] = (
        QualificationRequest.objects.visible_to(actor).filter(pk__in=steps).select_related("person").order_by("pk")
    )
    count, left = 0, []
    for request in rows:
        try:
            confirm(actor, request, steps[request.pk])
        except (ActRefused, Forbidden) as refused:
            left.append(f"{request.person} : {refused}")
        except AlreadyDone:
            left.append(f"{request.person} : c’était déjà fait par quelqu’un d’autre.")
        else:
            count += 1
    return count, left


def _do(actor: Actor, request: QualificationRequest, act_id: str, step: int, facts: Mapping[str, str]) -> CaseAct:
    case = case_of(PROCEDURE, request)
    if case is None:
        raise Http404("case")
    return perform(actor, case.pk, act_id, step, Supplied(facts))
