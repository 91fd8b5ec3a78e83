"""The engine: every case of every procedure changes here and nowhere else, always by the same seven steps.

Lock the case -> may this actor? -> does the state allow it? -> are the rules met? -> write -> journal -> after commit:
tell. A form names the step it was shown at, so that a second click, or a second browser, finds the act already done.
"""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.http import Http404

from preau.foundation.accounts.access import NeedsSecondFactor, require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.casework.access import can_do
from preau.foundation.casework.bindings import NOTHING, Doing, Finding, Moment, Supplied, binding_of, subject_of
from preau.foundation.casework.checking import missing
from preau.foundation.casework.clocks import run_clocks
from preau.foundation.casework.models import Case, CaseAct, CaseAudience
from preau.foundation.casework.telling import tell_of
from preau.foundation.journal.api import record
from preau.law.procedures import Act, procedure
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
        case.save(force_insert=True)
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


def expire(case: Case, limit_id: str, now: Any) -> CaseAct | None:
    """Do the act that a case declares for a limit that ran out; None when there is none, or its rules are not met."""
    actor = system(now, EXPIRY)
    with transaction.atomic():
        held = Case.objects.select_for_update().get(pk=case.pk)
        act = next((one for one in held.procedure.acts_from(held.state_id) if one.on_expiry == limit_id), None)
        if act is None:
            return None
        try:
            return _do(Doing(Moment(actor, held, subject_of(held), actor.today), act, NOTHING), source=held.state_id)
        except ActRefused:
            return None


def _do(doing: Doing, source: str) -> CaseAct:
    """Do the act: check the state and the rules, write, journal, and have it told once all is committed."""
    actor, case, act = doing.actor, doing.case, doing.act
    if source and source not in act.sources:
        raise ActRefused((Finding(False, f"Cet acte n’est pas possible : {case.state.words.applicant.lower()}."),))
    if doing.day > actor.today:
        raise ActRefused((Finding(False, "Donnez le jour où l’acte a eu lieu, pas un jour à venir."),))
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
    effect = binding.effects.get(act.id) if binding else None
    more = (effect(doing) or {}) if effect else {}
    done = CaseAct.objects.create(
        case=case,
        number=case.step,
        act_id=act.id,
        from_state=source,
        to_state=case.state_id,
        at=actor.now,
        day=doing.day,
        person_id=actor.person_id,
        acting_as=actor.acting_as,
        supplied=doing.supplied.plain(),
        late=late,
    )
    _widen_audience(doing)
    states = {"before": {"state": source}, "after": {"state": case.state_id}}
    entry = {**states, "day": doing.day.isoformat(), "late": late, **doing.supplied.plain(), **more}
    record(actor, f"{case.procedure_id}.{act.id}"[:60], case, entry)
    tell_of(done, binding is not None and act.id in binding.tells_itself)
    _follow(doing)
    return done


def _widen_audience(doing: Doing) -> None:
    known = set(doing.case.audience.values_list("role", flat=True))
    CaseAudience.objects.bulk_create(
        CaseAudience(case=doing.case, role=role, since=doing.actor.now)
        for role in doing.act.tells
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
