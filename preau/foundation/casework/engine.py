"""The engine: every case of every procedure changes here and nowhere else, always by the same seven steps.

Lock the case -> may this actor? -> does the state allow it? -> are the rules met? -> write -> journal -> after commit:
tell. A form names the step it was shown at, so that a second click, or a second browser, finds the act already done.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.utils import timezone

from preau.foundation.accounts.access import NeedsSecondFactor, require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.casework.access import can_do
from preau.foundation.casework.bindings import NOTHING, Doing, Finding, Moment, Supplied, binding_of, subject_of
from preau.foundation.casework.checking import missing
from preau.foundation.casework.clocks import run_clocks
from preau.foundation.casework.models import Case, CaseAct, CaseAudience, CaseClock
from preau.foundation.casework.pieces import give_piece
from preau.foundation.casework.telling import tell_of
from preau.foundation.journal.api import record
from preau.law.procedures import Act, procedure, procedures
from preau.law.procedures.roles import Role

EXPIRY = "Délai expiré"


class ActRefused(Exception):  # noqa: N818 - a situation the page explains
    """The rules are not met: `missing` says what to do. Nothing is written."""

    def __init__(self, missing: tuple[Finding, ...]) -> None:
        super().__init__(" ".join(finding.sentence for finding in missing))
        self.missing = missing


class AlreadyDone(Exception):  # noqa: N818 - a situation the page explains
    """The case moved on since the form was shown: `last` is the act done meanwhile. Nothing is written."""

    def __init__(self, last: CaseAct | None) -> None:
        super().__init__(last.act_id if last else "")
        self.last = last


def open_case(
    actor: Actor,
    procedure_id: str,
    act_id: str,
    subject: models.Model,
    title: str,
    *,
    zone_id: int | None = None,
    organisation_id: int | None = None,
    supplied: Supplied = NOTHING,
    day: date | None = None,
) -> Case:
    """Open the case of `subject` by an opening act; return it, or the one already open for this very subject.

    `day` is the day of the act (today when None): the case follows the version of the procedure in force that day.
    Raises Forbidden, NeedsSecondFactor, ActRefused, CannotCompute when no version is in force; KeyError for an act
    that opens nothing.
    """
    with transaction.atomic():
        held = case_of(procedure_id, subject, lock=True)
        if held is not None:
            return held
        opened_on = day or actor.today
        declared = procedure(procedure_id, opened_on)
        act = declared.act(act_id)
        if not act.opening or act.to is None:
            raise KeyError(act_id)
        case = Case(
            procedure_id=procedure_id,
            opened_on=opened_on,
            state_id=act.to,
            title=title,
            zone_id=zone_id,
            organisation_id=organisation_id,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            changed_at=actor.now,
        )
        require(can_do(actor, case, act))
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError:  # somebody else opened it at this very moment
            return Case.objects.get(procedure_id=procedure_id, subject_type=case.subject_type, subject_id=subject.pk)
        _do(Doing(Moment(actor, case, subject, opened_on), act, supplied), source="")
    return case


def perform(
    actor: Actor, case_id: int, act_id: str, step: int, supplied: Supplied = NOTHING, day: date | None = None
) -> CaseAct:
    """Do an act of a case: the only way to change one.

    `step` is the number of acts the case had when the form was shown, `day` the day of the act itself (today when
    None). Raises Http404 for a case or an act the actor does not see, Forbidden with the reason, NeedsSecondFactor,
    AlreadyDone, ActRefused.
    """
    with transaction.atomic():
        case = locked(actor, case_id)
        try:
            act = case.procedure.act(act_id)
        except KeyError:
            raise Http404("act") from None
        require(can_do(actor, case, act))
        if case.step != step:
            raise AlreadyDone(case.acts.last())
        doing = Doing(Moment(actor, case, subject_of(case), day or actor.today), act, supplied)
        return _do(doing, source=case.state_id)


def case_of(procedure_id: str, subject: models.Model, *, lock: bool = False) -> Case | None:
    """Return the case of a subject; None when it has none."""
    cases = Case.objects.filter(
        procedure_id=procedure_id, subject_type=subject._meta.label_lower, subject_id=subject.pk
    )
    return (cases.select_for_update() if lock else cases).first()


def locked(actor: Actor, case_id: int) -> Case:
    """Return the case with its row locked until the transaction ends; Http404 when the actor may not read it."""
    case = Case.objects.visible_to(actor).select_for_update().filter(pk=case_id).first()
    if case is None:
        raise Http404("case")
    return case


def expire(case_id: int, limit_id: str, now: datetime) -> CaseAct | None:
    """Do the act that a case declares for a limit that ran out, on the day after its last one.

    None when the limit runs no more or not yet out, when the state declares no such act, or when no such act has its
    rules met (two meetings held, or fewer than two: each has its own act).
    """
    actor = system(now, EXPIRY)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        clock = case.clocks.filter(limit_id=limit_id, met_on=None, dropped_on=None, due_on__lt=actor.today).first()
        if clock is None or clock.due_on is None:
            return None
        moment = Moment(actor, case, subject_of(case), clock.due_on + timedelta(days=1))
        for act in case.procedure.acts_from(case.state_id):
            if act.on_expiry == limit_id and not missing(moment, act, NOTHING):
                return _do(Doing(moment, act, NOTHING), source=case.state_id)
    return None


def expire_all(now: datetime) -> int:
    """Do the acts of every limit that ran out without its act; return how many. Nothing is done twice."""
    declared = {act.on_expiry for known in procedures() for act in known.acts if act.on_expiry}
    ran_out = CaseClock.objects.filter(
        limit_id__in=declared, met_on=None, dropped_on=None, due_on__lt=timezone.localdate(now)
    )
    found = ran_out.order_by("due_on", "pk").values_list("case_id", "limit_id")
    return sum(expire(case_id, limit_id, now) is not None for case_id, limit_id in list(found))


def _do(doing: Doing, source: str) -> CaseAct:
    """Do the act: check the state and the rules, write, journal, and have it told once all is committed."""
    actor, case, act = doing.actor, doing.case, doing.act
    if source and source not in act.sources:
        raise ActRefused((Finding(False, f"Cet acte n’est pas possible : {case.state.words.applicant.lower()}."),))
    if doing.day > actor.today:
        raise ActRefused((Finding(False, "Donnez le jour où l’acte a eu lieu, pas un jour à venir."),))
    for need_id, given in doing.supplied.pieces.items():
        give_piece(actor, case, need_id, **({"kept_at": given} if isinstance(given, str) else {"received": given}))
    lacking = missing(doing.moment, act, doing.supplied)
    if lacking:
        raise ActRefused(lacking)
    if act.signed and not (actor.strong or actor.is_system):
        raise NeedsSecondFactor
    binding = binding_of(case.procedure_id)
    late = run_clocks(case, act, doing.day, dict(binding.starts) if binding else {}, doing.subject)
    case.state_id = act.target(source) if source else case.state_id
    case.step += 1
    case.changed_at = actor.now
    case.closed_at = (case.closed_at or actor.now) if case.state.final else None
    case.save(update_fields=["state_id", "step", "changed_at", "closed_at"])
    more = _effect(doing)
    done = CaseAct.objects.create(
        case=case,
        number=case.step,
        act_id=act.id,
        from_state=source,
        to_state=case.state_id,
        at=actor.now,
        day=doing.day,
        person_id=actor.person_id,
        acting_as=actor.acting_as[:200],
        supplied=doing.supplied.plain(),
        late=late,
    )
    _widen_audience(doing)
    _journal(doing, source, late, more)
    tell_of(done, binding is not None and act.id in binding.tells_itself)
    _follow(doing)
    return done


def _journal(doing: Doing, source: str, late: list[Any], more: dict[str, Any]) -> None:
    states = {"before": {"state": source}, "after": {"state": doing.case.state_id}}
    entry = {**states, "day": doing.day.isoformat(), "late": late, **doing.supplied.plain(), **more}
    record(doing.actor, f"{doing.case.procedure_id}.{doing.act.id}"[:60], doing.case, entry)


def _effect(doing: Doing) -> dict[str, Any]:
    """Write what the room of the procedure writes with the act; return what the journal keeps of it."""
    binding = binding_of(doing.case.procedure_id)
    effect = binding.effects.get(doing.act.id) if binding else None
    return (effect(doing) or {}) if effect else {}


def _widen_audience(doing: Doing) -> None:
    """Let in those whom the act tells, and those who may act from now on: nobody acts on what she cannot read."""
    known = set(doing.case.audience.values_list("role", flat=True))
    acting = (role for act in doing.case.procedure.acts_from(doing.case.state_id) for role in act.by)
    CaseAudience.objects.bulk_create(
        CaseAudience(case=doing.case, role=role, since=doing.actor.now)
        for role in dict.fromkeys((*doing.act.tells, *acting))
        if role not in known and role is not Role.SYSTEM
    )


def _follow(doing: Doing) -> None:
    """Do the acts that this one brings about in the other open cases of the same zone and organisation."""
    for trigger in doing.act.triggers:
        procedure_id, _, act_id = trigger.partition(".")
        beside = (
            Case.objects.open()
            .select_for_update()
            .filter(procedure_id=procedure_id, zone_id=doing.case.zone_id, organisation_id=doing.case.organisation_id)
            .order_by("pk")
        )
        for other in beside:
            act = _possible(other, act_id)
            if act is not None:
                moment = Moment(system(doing.actor.now, doing.case.title), other, subject_of(other), doing.day)
                try:
                    with transaction.atomic():
                        _do(Doing(moment, act, NOTHING), source=other.state_id)
                except ActRefused:
                    continue  # what it lacks stays shown on its own page


def _possible(case: Case, act_id: str) -> Act | None:
    return next((act for act in case.procedure.acts_from(case.state_id) if act.id == act_id), None)
