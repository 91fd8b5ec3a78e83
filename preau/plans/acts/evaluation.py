"""What the CCA says of each objective: reached, partly, not; why; what helped and what hindered."""

from typing import Any

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.models import Entry
from preau.plans.access_year import can_evaluate
from preau.plans.acts.editing import member
from preau.plans.acts.year import working
from preau.plans.models import ObjectiveEvaluation


def save_evaluation(
    actor: Actor, plan_id: int, objective_id: int, stage: str, version: int, values: dict[str, Any]
) -> tuple[ObjectiveEvaluation, Entry | None]:
    """Save what is said of one objective at one stage; `version` is the one read, 0 when nothing was written yet."""
    with working(actor, plan_id, "plans.evaluate_objective", lambda who, plan: can_evaluate(who, plan, stage)) as work:
        objective = member(work.plan.objectives, objective_id)
        row = objective.evaluations.filter(stage=stage).first()
        row = row or ObjectiveEvaluation(objective=objective, stage=stage, version=0)
        work.write(row, f"evaluation:{stage}:{objective_id}", version, values)
    return row, work.entry
