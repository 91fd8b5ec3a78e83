"""What qualifications put on a home: to answer, to confirm; what waits at ONE; what it decided."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.models import Case
from preau.foundation.ui.todo import Decided, Task, Waiting
from preau.law.words import counted, full_date
from preau.staff.models import ONE_READERS, REGISTRARS, FunctionCode, QualificationRequest
from preau.staff.qualifying.reading import PROCEDURE

_MOST = 6  # things of one kind named one by one
_DECIDED_FOR = timedelta(days=60)
_DECIDED = {"qualified": "Reconnue", "not_qualified": "Non reconnue"}


def agenda_of(actor: Actor) -> tuple[tuple[Task, ...], tuple[Waiting, ...], tuple[Decided, ...]]:
    """Return what is asked of `actor`, of ONE for her house, and what ONE decided. Two queries at most."""
    if actor.role in ONE_READERS:
        return tuple(_to_decide(actor)), (), ()
    if actor.role not in REGISTRARS or actor.organisation_id is None:
        return (), (), ()
    cases = Case.objects.filter(procedure_id=PROCEDURE, organisation_id=actor.organisation_id).order_by("-changed_at")
    recent = list(cases.filter(state_id__in=("asked", "to_check", *_DECIDED))[: 5 * _MOST])
    rows = QualificationRequest.objects.select_related("person").in_bulk([case.subject_id for case in recent])
    pairs = [(rows[case.subject_id], case) for case in recent if case.subject_id in rows]
    return (
        tuple(_to_answer(pairs))[:_MOST],
        tuple(_waiting(pairs))[:_MOST],
        tuple(_decided(actor, pairs))[:_MOST],
    )


def _to_decide(actor: Actor) -> Iterator[Task]:
    waiting = Case.objects.visible_to(actor).filter(procedure_id=PROCEDURE, state_id="to_check")
    many = waiting.aggregate(many=Count("pk"))["many"]
    if many:
        why = "Les titres de la liste se confirment en un clic, plusieurs à la fois."
        what = counted(many, "demande de qualification", "demandes de qualification")
        yield Task(f"Examiner {what}", why, reverse("staff:qualifications"))


def _to_answer(pairs: list[tuple[QualificationRequest, Case]]) -> Iterator[Task]:
    for request, case in pairs:
        if case.state_id == "asked":
            why = f"{request.person}, {_function(request)}. L’ONE attend votre réponse pour décider."
            yield Task("Répondre à l’ONE sur une qualification", why, _page(request))


def _waiting(pairs: list[tuple[QualificationRequest, Case]]) -> Iterator[Waiting]:
    for request, case in pairs:
        if case.state_id == "to_check":
            since = full_date(timezone.localdate(request.asked_at))
            yield Waiting(f"Qualification de {request.person}", f"L’ONE, depuis le {since}", _page(request))


def _decided(actor: Actor, pairs: list[tuple[QualificationRequest, Case]]) -> Iterator[Decided]:
    for request, case in pairs:
        day = timezone.localdate(case.changed_at)
        if case.state_id in _DECIDED and day >= actor.today - _DECIDED_FOR:
            what = f"Qualification de {request.person}, {_function(request)}"
            yield Decided(_DECIDED[case.state_id], day, what, _page(request), "par l’ONE")


def _function(request: QualificationRequest) -> str:
    return str(FunctionCode(request.function).label).lower()


def _page(request: QualificationRequest) -> str:
    return reverse("staff:qualification", args=[request.pk])
