"""What is done with a contest: a house or the person herself makes it and answers; another officer decides."""

from django.db import transaction

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import CaseAct, Supplied, open_case, perform
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow
from preau.law.training.norms import RecordState
from preau.training.contests.cases import PROCEDURE, can_answer, can_contest, case_of_contest, cases_of
from preau.training.models import RefusalContest, TrainingModule, TrainingRecord
from preau.training.standing import DayFollowed, days_of

NOT_REFUSED = "Ces heures ne sont plus refusées : il n’y a plus rien à contester."
ANSWERED = "L’ONE a déjà répondu à une contestation de ce refus : il est maintenu."


def contest(actor: Actor, followed: TrainingRecord, words: str) -> RefusalContest:
    """Contest the refusal of a training somebody followed; return the contest, the one already open on a second click.

    A refused module is contested for all who followed it; the hours of one person, when they alone are refused.
    Raises Forbidden, NotNow when nothing is refused or the same refusal was upheld already.
    """
    require(can_contest(actor, followed.person))
    with transaction.atomic():
        refused = refused_days(followed)
        if not refused:
            raise NotNow(NOT_REFUSED)
        alone = refused[0].outcome == TrainingRecord.Outcome.REFUSED
        # Held, so that two people who contest at once make one contest.
        module = TrainingModule.objects.select_for_update().get(pk=refused[0].module_id)
        house = _house(actor, followed)
        known = _known(house, module, followed if alone else None)
        if known is not None:
            return known
        made = RefusalContest.objects.create(
            organisation_id=house,
            module=module,
            record=followed,
            words=words,
            asked_by=actor.someone,
            asked_at=actor.now,
        )
        record(actor, "training.contest", made, {"module": module.pk, "record": followed.pk, "words": words})
        open_case(
            _acting(actor),
            PROCEDURE,
            "contest",
            made,
            f"Contestation : « {module} »"[:200],
            organisation_id=house,
            supplied=Supplied({"grounds": words}),
        )
    return made


def refused_days(followed: TrainingRecord) -> list[DayFollowed]:
    """Return the days of a training whose hours are refused today. Two queries."""
    days = days_of(TrainingRecord.objects.filter(pk=followed.pk))
    return [one for one in days if one.state is RecordState.REFUSED]


def answer(actor: Actor, made: RefusalContest, step: int, words: str) -> CaseAct:
    """Answer what ONE asks. Raises as `casework.engine.perform`; Forbidden for who has no part in the contest."""
    require(can_answer(actor, made))
    with transaction.atomic():
        done = perform(_acting(actor), case_of_contest(made).pk, "answer", step, Supplied({"answer": words}))
        record(actor, "training.answer_contest", made, {"act": done.number})
    return done


def ask(actor: Actor, made: RefusalContest, step: int, question: str) -> CaseAct:
    """Ask something of who contests. Raises as `casework.engine.perform`."""
    return perform(actor, case_of_contest(made).pk, "ask", step, Supplied({"question": question}))


def uphold(actor: Actor, made: RefusalContest, step: int, reason: str, *, validate: bool) -> CaseAct:
    """Uphold a contest: what refused is opened again, and with `validate` the module is accepted at once.

    Raises as `casework.engine.perform`.
    """
    supplied = Supplied({"reason": reason}, more={"validate": validate})
    return perform(actor, case_of_contest(made).pk, "uphold", step, supplied)


def reject(actor: Actor, made: RefusalContest, step: int, reason: str) -> CaseAct:
    """Reject a contest: the refusal stays. Raises as `casework.engine.perform`."""
    return perform(actor, case_of_contest(made).pk, "reject", step, Supplied({"reason": reason}))


def _acting(actor: Actor) -> Actor:
    """Return who does the act in the engine: the portal for those who do not sign for the house."""
    return actor if actor.role == Role.OPERATOR_SIGNATORY else system(actor.now, actor.acting_as)


def _house(actor: Actor, followed: TrainingRecord) -> int:
    return actor.organisation_id or followed.entry.organisation_id


def _known(house: int, module: TrainingModule, alone: TrainingRecord | None) -> RefusalContest | None:
    """Return the contest a house has open on the same refusal. Raises NotNow when it was rejected since the refusal."""
    rows = RefusalContest.objects.filter(organisation_id=house, module__root=module.pk)
    own = {"record__outcome": TrainingRecord.Outcome.REFUSED}
    rows = rows.exclude(**own) if alone is None else rows.filter(record=alone, **own)
    cases = cases_of(rows.values_list("pk", flat=True))
    for one in rows.order_by("-asked_at", "-pk"):
        case = cases[one.pk]
        if case.closed_at is None:
            return one
        decided = [row.decided_at for row in (alone or module, module.provider.root) if row and row.decided_at]
        if case.state_id == "rejected" and all(case.closed_at >= day for day in decided):
            raise NotNow(ANSWERED)
    return None
