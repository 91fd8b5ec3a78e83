"""An approved plan at work: what the tests of its follow-up, evaluation and report start from."""

from preau.foundation.territory.models import Zone
from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.plans.acts import evaluation, followup
from preau.plans.acts.followup import PLANNED, Item
from preau.plans.models import AnnualActionPlan, ObjectiveEvaluation
from tests.plans.made import make_plan

RESULT = ObjectiveEvaluation.Result
FINAL, FIRST = ObjectiveEvaluation.Stage.FINAL, ObjectiveEvaluation.Stage.FIRST


def document(count: int = 5) -> AnnualPlan:
    """Return a plan of two objectives; the first action serves both, the others the second, the last none."""
    objectives = (
        Objective(1, "Réunir la CCA deux fois.", "Réunir la CCA"),
        Objective(2, "Former douze accueillantes.", "Former"),
    )
    actions = tuple(
        Action(
            number,
            f"• Mener la tâche {number}",
            axes=(1 + number % 3,),
            aspects=(8,),
            objectives={1: (1, 2), count: ()}.get(number, (2,)),
            period="d’octobre à mars" if number % 2 else "chaque mois",
            responsible="Service Enfance",
        )
        for number in range(1, count + 1)
    )
    return AnnualPlan(objectives, "", actions)


def followed_plan(zone: Zone, start_year: int = 2026, count: int = 5) -> AnnualActionPlan:
    """Return an approved plan of `count` actions whose year has just begun."""
    return make_plan(zone, start_year, document(count))


def planned(plan: AnnualActionPlan, number: int) -> Item:
    """Return one action of the plan by its number."""
    return Item(PLANNED, plan.actions.get(number=number).pk)


def say(actor, plan, number: int, state: str, reason: str = "") -> None:
    """Say where an action stands, whatever its version."""
    about = planned(plan, number)
    followup.set_state(actor, plan.pk, about, followup.row_of(plan, about).version, state, reason)


def evaluate(actor, plan, number: int, result: str, stage: str = FINAL, **words: str) -> None:
    """Write what the CCA says of one objective."""
    key = plan.objectives.get(number=number).pk
    evaluation.save_evaluation(actor, plan.pk, key, stage, 0, {"result": result, **words})
