"""Writing what the invented people asked ONE for: their requests, the cases as far as they went, the answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from preau.foundation.accounts.models import Organisation
from preau.foundation.casework.models import Case, CaseAct, CaseAudience, CaseClock
from preau.foundation.territory.demonstration import World
from preau.law.time_limits import due, limit
from preau.staff.demonstration.invented import InventedPerson
from preau.staff.models import (
    Credential,
    EmploymentContract,
    FunctionCode,
    Qualification,
    QualificationRequest,
    StaffPerson,
)
from preau.staff.qualifying.reading import PROCEDURE

_FIRST = date(2015, 1, 5)  # the procedure is known since then
_ROADS = {
    "qualified": ("report", "send_title", "qualify"),
    "to_check": ("report", "send_title"),
    "in_training": ("report", "start_training"),
    "not_qualified": ("report", "send_equivalence", "refuse_title"),
}
_KINDS = {
    "in_training": QualificationRequest.Road.TRAINING,
    "not_qualified": QualificationRequest.Road.EQUIVALENCE,
}
_REFUSED = {
    "reason": "Ce titre ne porte pas sur l’accueil d’enfants.",
    "would_accept": "Un titre de la liste, ou les cent heures de formation en trois ans.",
}


@dataclass(frozen=True)
class Member:
    """Somebody to write in a house, with the row of hers once written."""

    house: Organisation
    invented: InventedPerson
    person: StaffPerson
    contract: EmploymentContract


def write_requests(world: World, members: Sequence[Member], held: dict[int, Credential]) -> None:
    """Write the request of each with its case, as far as it went, and what ONE recognised."""
    requests = QualificationRequest.objects.bulk_create(
        QualificationRequest(
            person=one.person,
            organisation=one.house,
            function=one.invented.function,
            road=_KINDS.get(one.invented.state, QualificationRequest.Road.LISTED),
            credential=held.get(one.person.pk) if one.invented.state != "in_training" else None,
            asked_at=noon(_asked_on(world, one)),
        )
        for one in members
    )
    pairs = list(zip(members, requests, strict=True))
    Qualification.objects.bulk_create(
        Qualification(
            person=one.person,
            function=one.invented.function,
            title=one.invented.title,
            from_day=one.invented.obtained_on or one.contract.starts_on,
            request=request,
            decided_at=request.asked_at,
        )
        for one, request in pairs
        if one.invented.state == "qualified"
    )
    _cases(world, pairs)


def _asked_on(world: World, one: Member) -> date:
    """Return the day of a request: what still waits was asked of late."""
    if one.invented.state == "to_check":
        return max(one.contract.starts_on, world.today - timedelta(days=5 + one.invented.place * 3))
    return max(one.contract.starts_on, _FIRST)


def _cases(world: World, pairs: Sequence[tuple[Member, QualificationRequest]]) -> None:
    cases = [
        Case(
            procedure_id=PROCEDURE,
            opened_on=timezone.localdate(request.asked_at),
            state_id=one.invented.state,
            title=f"{FunctionCode(request.function).label} : {one.person}"[:200],
            organisation=one.house,
            subject_type=request._meta.label_lower,
            subject_id=request.pk,
            step=len(_ROADS[one.invented.state]),
            changed_at=request.asked_at,
        )
        for one, request in pairs
    ]
    told = list(zip(pairs, Case.objects.bulk_create(cases), strict=True))
    CaseAct.objects.bulk_create(act for (one, _), case in told for act in _acts(one, case))
    CaseAudience.objects.bulk_create(
        CaseAudience(case=case, role=role, since=case.changed_at)
        for (one, _), case in told
        for role in dict.fromkeys(
            str(role) for act in _ROADS[one.invented.state] for role in case.procedure.act(act).tells
        )
    )
    CaseClock.objects.bulk_create(
        CaseClock(case=case, limit_id="D100", started_on=started, due_on=due(limit("D100"), started).due)
        for (one, _), case in told
        if one.invented.state == "in_training"
        for started in [one.contract.starts_on]
    )


def _acts(one: Member, case: Case) -> Iterator[CaseAct]:
    state = ""
    for number, name in enumerate(_ROADS[one.invented.state], start=1):
        before, state = state, case.procedure.act(name).to or state
        yield CaseAct(
            case=case,
            number=number,
            act_id=name,
            from_state=before,
            to_state=state,
            at=case.changed_at,
            day=case.opened_on,
            acting_as="Données de démonstration",
            supplied={"facts": _REFUSED if name == "refuse_title" else {}, "attested": []},
        )


def noon(day: date) -> datetime:
    """Return the middle of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))
