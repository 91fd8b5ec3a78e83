"""The case of a plan: every plan has one, and its state says what may still be done with the text."""

from preau.foundation.casework.api import Case, case_of
from preau.plans.models import AnnualActionPlan, PlanStatus

PROCEDURE = "annual_plan"
RECORDED = "recorded"
# Where the text may change: never approved yet, or open again.
WRITING = frozenset({"objectives_to_fix", "objectives_fixed", "draft"})


def case_of_plan(plan: AnnualActionPlan) -> Case:
    """Return the case of a plan. Raises LookupError for a plan without one, which no act leaves behind."""
    case = case_of(PROCEDURE, plan)
    if case is None:
        raise LookupError(f"plan {plan.pk} has no case")
    return case


def title_of(plan: AnnualActionPlan) -> str:
    """Return the title of the case of a plan."""
    return f"Plan d’action annuel {plan.school_year}, {plan.zone}"[:200]


def agree(plan: AnnualActionPlan, case: Case) -> bool:
    """Tell whether a plan and its case say the same: the text is open exactly where the procedure lets it change.

    The plan of a past year is kept for memory, whether its approval is noted or not.
    """
    if case.state_id == RECORDED:
        return plan.status != PlanStatus.REVISING
    return (plan.status != PlanStatus.APPROVED) == (case.state_id in WRITING)
