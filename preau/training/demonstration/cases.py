"""The cases of the invented catalogue: of what waits, and of what was decided in the last weeks."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.utils import timezone

from preau.foundation.casework.models import Case, CaseAct, CaseAudience
from preau.foundation.territory.demonstration import World
from preau.law.procedures.roles import Role
from preau.training.catalogue.cases import Row, procedure_of
from preau.training.models import Status, TrainingModule

BY = "Préau, à la demande d’une maison"
LATELY = timedelta(weeks=10)
QUESTION = "Envoyez le programme de la formation et dites qui l’a donnée."


def proposed(world: World, rows: Iterable[Row]) -> None:
    """Write the case of everything that waits, as far as it went."""
    _write(world, [(row, "asked" if row.status == Status.ASKED else "to_validate") for row in rows])


def decided(world: World, rows: Iterable[Row]) -> None:
    """Write the case of what was decided in the last weeks; what is older gets one when somebody needs it."""
    kept = [row for row in rows if row.decided_at and row.decided_at > world.now - LATELY]
    states = {Status.ACCEPTED: "validated", Status.REFUSED: "refused"}
    _write(world, [(row, states[Status(row.status)]) for row in kept])


def _write(world: World, rows: list[tuple[Row, str]]) -> None:
    cases = Case.objects.bulk_create([_case(row, state) for row, state in rows], batch_size=2_000)
    pairs = list(zip(cases, rows, strict=True))
    CaseAct.objects.bulk_create(
        [act for case, (row, state) in pairs for act in _acts(case, row, state)], batch_size=2_000
    )
    CaseAudience.objects.bulk_create(
        [CaseAudience(case=case, role=Role.ONE_TRAINING, since=case.changed_at) for case in cases], batch_size=2_000
    )


def _case(row: Row, state: str) -> Case:
    moment = row.decided_at or row.proposed_at
    return Case(
        procedure_id=procedure_of(row),
        opened_on=timezone.localdate(row.proposed_at),
        state_id=state,
        title=f"{'Module' if isinstance(row, TrainingModule) else 'Organisme'} « {row} »"[:200],
        organisation_id=row.proposed_for_id,
        subject_type=row._meta.label_lower,
        subject_id=row.pk,
        step=1 if state == "to_validate" else 2,
        changed_at=moment,
        closed_at=row.decided_at,
    )


def _acts(case: Case, row: Row, state: str) -> Iterator[CaseAct]:
    yield CaseAct(
        case=case,
        number=1,
        act_id="propose",
        to_state="to_validate",
        at=row.proposed_at,
        day=timezone.localdate(row.proposed_at),
        acting_as=BY,
        supplied={"facts": {"certificate": "jointe à la formation saisie"}},
    )
    if state == "to_validate":
        return
    moment = row.decided_at or row.proposed_at
    yield CaseAct(
        case=case,
        number=2,
        act_id={"asked": "ask", "validated": "validate", "refused": "refuse"}[state],
        from_state="to_validate",
        to_state=state,
        at=moment,
        day=timezone.localdate(moment),
        person=row.decided_by,
        acting_as="Validation des formations, ONE (démonstration)",
        supplied={"facts": {"question": QUESTION} if state == "asked" else {}},
    )
