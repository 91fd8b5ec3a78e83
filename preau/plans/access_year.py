"""Who may follow, evaluate and report on an approved plan, with the reason when the answer is no."""

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.models import CaseAct
from preau.law.words import full_date
from preau.plans.models import DRAFT_EDITORS, ActivityReport, AnnualActionPlan, ObjectiveEvaluation

_WRITERS_ONLY = "La coordination ATL et la présidence de la CCA tiennent le suivi du plan ; vous pouvez le lire."
_CLOSED = "Le rapport d’activité est transmis : l’année de ce plan est close et ne se modifie plus."
# The act of the procedure by which the CCA adopts the evaluation of each stage.
EVALUATED_BY = {ObjectiveEvaluation.Stage.FIRST: "evaluate_first", ObjectiveEvaluation.Stage.FINAL: "evaluate"}


def can_follow(actor: Actor, plan: AnnualActionPlan) -> Decision:
    """May `actor` write in the follow-up of this plan? Once it is approved, until its report is transmitted."""
    if actor.zone_id != plan.zone_id:
        return no("Ce plan est celui d’une autre commune.")
    if actor.role not in DRAFT_EDITORS:
        return no(_WRITERS_ONLY)
    if not plan.is_published:
        return no("Le suivi commence quand la CCA a approuvé le plan.")
    if ActivityReport.objects.filter(plan=plan, sent_at__isnull=False).exists():
        return no(_CLOSED)
    return YES


def can_evaluate(actor: Actor, plan: AnnualActionPlan, stage: str) -> Decision:
    """May `actor` write what the CCA says of the objectives, in June (first) or once the year is over (final)?"""
    decision = can_follow(actor, plan)
    if not decision:
        return decision
    last = plan.school_year.last_day
    if stage == ObjectiveEvaluation.Stage.FINAL and actor.today <= last:
        return no(f"L’année du plan finit le {full_date(last)} : la CCA l’évalue ensuite.")
    if is_evaluated(plan, stage):
        return no("La CCA a adopté cette évaluation : elle ne se modifie plus.")
    return YES


def can_report(actor: Actor, plan: AnnualActionPlan) -> Decision:
    """May `actor` write the activity report? From the day after the year ends, until it is transmitted."""
    decision = can_follow(actor, plan)
    last = plan.school_year.last_day
    if decision and actor.today <= last:
        return no(f"Le rapport d’activité s’écrit quand l’année du plan est finie, après le {full_date(last)}.")
    return decision


def is_evaluated(plan: AnnualActionPlan, stage: str) -> bool:
    """Tell whether the CCA has adopted the evaluation of that stage, by the act of the procedure."""
    acts = CaseAct.objects.filter(
        case__procedure_id="annual_plan",
        case__subject_type=AnnualActionPlan._meta.label_lower,
        case__subject_id=plan.pk,
    )
    return acts.filter(act_id=EVALUATED_BY[ObjectiveEvaluation.Stage(stage)]).exists()
