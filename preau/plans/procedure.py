"""The procedure of the annual plan as this room runs it: what its acts check, and what each writes in the plan."""

from datetime import date
from typing import Any

from django.urls import reverse

from preau.commissions.api import Subject, register_subject
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import (
    MET,
    ActRefused,
    Binding,
    Doing,
    Finding,
    Moment,
    drop_piece,
    register,
)
from preau.law.annual_plan import SchoolYear
from preau.law.checklists import missing_in_annual_plan
from preau.law.words import full_date
from preau.plans.access import EMPTY_LINES
from preau.plans.acts.diffusion import inform_council, publicise, tell_members, transmit, transmit_report
from preau.plans.acts.lifecycle import MINUTES, publish
from preau.plans.acts.report import mark_sent
from preau.plans.cases import PROCEDURE
from preau.plans.documents import document_of
from preau.plans.models import (
    DRAFT_READERS,
    AnnualActionPlan,
    ObjectiveEvaluation,
    PlanRevision,
    PlanStatus,
    Preparation,
)
from preau.plans.presentation import objective_label
from preau.plans.revisions import Vote, approved_revision, freeze, last_vote, present_revision
from preau.plans.year_facts import evaluation_missing, report_missing
from preau.plans.year_views.reading import AUTHORITIES, HOME_ROLES

ATTESTED = "debated"  # the guard that a coordination attests when the CCA met outside Préau

# -- what the acts check ----------------------------------------------------------------------------


def _objectives_written(moment: Moment) -> Finding:
    if moment.subject.objectives.exclude(text="").exists():
        return MET
    editor = reverse("plans:editor", args=[moment.subject.pk])
    return Finding(False, "Écrivez au moins un objectif prioritaire.", editor)


def lacking(plan: AnnualActionPlan, today: date) -> tuple[Any, ...]:
    """Return what annex 4 asks and the plan lacks; of a year that is over, only its empty lines: it is history."""
    missing = missing_in_annual_plan(document_of(plan))
    if today > plan.school_year.last_day:
        return tuple(item for item in missing if item.code in EMPTY_LINES)
    return tuple(missing)


def _plan_complete(moment: Moment) -> Finding:
    found = lacking(moment.subject, moment.actor.today)
    if not found:
        return MET
    return Finding(False, found[0].sentence, reverse("plans:editor", args=[moment.subject.pk]), found[0].article)


def _year_ended(moment: Moment) -> Finding:
    last = moment.subject.school_year.last_day
    if moment.day > last:
        return MET
    sentence = f"L’année du plan finit le {full_date(last)} : cet acte se fait ensuite."
    return Finding(False, sentence, from_day=_day_after(moment.subject))


def _day_after(plan: AnnualActionPlan) -> date:
    return SchoolYear(plan.start_year + 1).first_day


def debated(moment: Moment) -> Finding:
    """Has the CCA approved the very text of today: by a vote in Préau, or in a meeting whose minutes are given?"""
    plan = moment.subject
    present, vote = present_revision(plan), last_vote(plan)
    if moment.actor.is_system or (present is not None and present.approved_on):
        return MET  # imported with its source; or put back to what the CCA had approved
    if vote is not None and vote.adopted and present is not None and vote.revision.pk == present.pk:
        return MET
    outside = moment.case.pieces.filter(need_id=MINUTES, replaced_at__isnull=True).exists()
    if outside and (vote is None or moment.day > vote.day):
        return MET
    return Finding(False, _not_debated(vote, present), reverse("plans:debate", args=[plan.pk]))


def _not_debated(vote: Vote | None, present: PlanRevision | None) -> str:
    if vote is None:
        return (
            "Faites voter la CCA sur ce texte en séance, ou donnez le jour et le procès-verbal d’une réunion "
            "tenue hors de Préau."
        )
    day = full_date(vote.day)
    if vote.decision.verdict == "open":
        return "Le vote de la CCA est ouvert : enregistrez l’approbation quand il est clos."
    if vote.decision.verdict == "unknown":
        return (
            f"Le résultat du vote du {day} est à vérifier : notez le règlement d’ordre intérieur de la CCA, puis "
            "redemandez le résultat sur la page de ce vote."
        )
    if vote.adopted:
        return (
            f"Le texte a changé depuis le vote du {day}. Remettez le texte voté, ou faites voter la CCA sur le "
            "nouveau : elle n’a approuvé que ce qu’elle a lu."
        )
    if present is not None and vote.revision.pk == present.pk:
        return f"La CCA n’a pas adopté ce texte le {day} : amendez-le, puis faites-la voter à nouveau."
    return f"La CCA n’a pas adopté le texte du {day}, et n’a pas encore voté celui-ci : faites-la voter."


def _plan_given(moment: Moment) -> Finding:
    return _plan_complete(moment)


def _minutes_given(moment: Moment) -> Finding:
    plan = moment.subject
    present, vote = present_revision(plan), last_vote(plan)
    if moment.actor.is_system or (present is not None and present.approved_on):
        return MET
    if vote is not None and vote.adopted and present is not None and vote.revision.pk == present.pk:
        return MET  # the minutes of the sitting are in Préau
    return Finding(False, "Joignez le procès-verbal, ou dites où il est conservé.")


def _evaluated(stage: str) -> Any:
    def check(moment: Moment) -> Finding:
        found = evaluation_missing(moment.subject, stage)
        page = reverse("plans:evaluation", args=[moment.subject.pk])
        return MET if not found else Finding(False, found[0], page)

    return check


def _report_written(moment: Moment) -> Finding:
    found = report_missing(moment.subject)
    return MET if not found else Finding(False, found[0], reverse("plans:report", args=[moment.subject.pk]))


# -- what the acts write ----------------------------------------------------------------------------


def _draft(doing: Doing) -> dict[str, Any]:
    tell_members(doing, "Projet de plan d’action")
    return {"revision": freeze(doing.subject, doing.actor.now).number}


def _ask_changes(doing: Doing) -> None:
    drop_piece(doing.case, MINUTES, doing.actor.now)


def _approve(doing: Doing) -> dict[str, Any]:
    """Bind the approval to the text of this moment and publish it; whoever writes at once waits, then is refused."""
    revision = freeze(doing.subject, doing.actor.now)
    found = debated(doing.moment)  # asked again: nobody can write any more
    if found.met is not True:
        raise ActRefused((found,))
    vote = last_vote(doing.subject)
    voted = vote is not None and vote.adopted and vote.revision.pk == revision.pk
    if revision.approved_on is None:
        if not voted and not doing.actor.is_system and ATTESTED not in doing.supplied.attested:
            raise ActRefused((Finding(False, "Confirmez que la CCA a débattu du plan et l’a approuvé."),))
        revision.approved_on = doing.day
        revision.decision_id = vote.decision.pk if vote is not None and voted else None
    revision.approved_at = doing.actor.now
    revision.save(update_fields=["approved_on", "approved_at", "decision_id"])
    publish(doing.subject, revision.approved_on, doing.actor)
    return {"revision": revision.number, "fingerprint": revision.fingerprint, "decision": revision.decision_id}


def _revise(doing: Doing) -> dict[str, Any]:
    """Open the approved text again; it stays the published one until the CCA approves another."""
    revision = approved_text(doing.subject, doing.actor)
    plan = AnnualActionPlan.objects.select_for_update().get(pk=doing.subject.pk)
    plan.status, plan.updated_at = PlanStatus.REVISING, doing.actor.now
    plan.save(update_fields=["status", "updated_at"])
    drop_piece(doing.case, MINUTES, doing.actor.now)
    return {"revision": revision.number}


def approved_text(plan: AnnualActionPlan, actor: Actor) -> PlanRevision:
    """Return the approved revision of an approved plan, frozen now when it was approved before texts were frozen."""
    held = approved_revision(plan)
    if held is None:
        held = freeze(plan, actor.now)
        held.approved_on, held.approved_at = plan.approved_on, plan.published_at
        held.save(update_fields=["approved_on", "approved_at"])
    return held


def _transmit(doing: Doing) -> dict[str, Any]:
    return transmit(doing, approved_text(doing.subject, doing.actor))


def _publicise(doing: Doing) -> dict[str, Any]:
    return publicise(doing, approved_text(doing.subject, doing.actor))


def _transmit_report(doing: Doing) -> dict[str, Any]:
    plan = doing.subject
    mark_sent(plan, doing.actor.now)
    page = reverse("plans:public_report", args=[plan.zone_slug, plan.school_year])
    tell_members(doing, "Rapport d’activité", page)
    return transmit_report(doing)


# -- the binding ------------------------------------------------------------------------------------


def _page(name: str) -> Any:
    return lambda case: reverse(f"plans:{name}", args=[case.subject_id])


def remark_fields(plan: AnnualActionPlan) -> dict[str, str]:
    """Return the places of a plan a remark can be tied to: its objectives, its actions, the comment, the whole."""
    fields = {"plan": "Le plan entier", "comment": "Le commentaire de la CCA"}
    for objective in plan.objectives.all():
        name = objective_label(objective.title, objective.text)
        fields[f"objective:{objective.pk}"] = f"Objectif {objective.number} : {name}"[:200]
        fields[f"evaluation:{objective.pk}"] = f"Évaluation de l’objectif {objective.number}"
    for key, number in plan.actions.values_list("pk", "number"):
        fields[f"action:{key}"] = f"Action {number}"
    return fields


def _hears(actor: Actor, plan: AnnualActionPlan) -> bool:
    """Tell whether somebody of the commune reads what is said of a plan: of a draft, those who read the draft."""
    return actor.role in DRAFT_READERS or not plan.is_draft


def _address(actor: Actor, plan: AnnualActionPlan) -> str:
    """Return the page of a plan that its reader opens: the year at home and for those who receive it, else the text."""
    if not _hears(actor, plan):
        return ""
    if actor.role in HOME_ROLES | AUTHORITIES:
        return reverse("plans:year", args=[plan.pk])
    return reverse("plans:public", args=[plan.zone_slug, plan.school_year])


def _first_day(plan: AnnualActionPlan) -> date:
    return plan.school_year.first_day


BINDING = Binding(
    procedure=PROCEDURE,
    subject=AnnualActionPlan,
    address=_address,
    guards={
        "objectives_written": _objectives_written,
        "plan_complete": _plan_complete,
        "debated": debated,
        "year_ended": _year_ended,
    },
    needs={
        "plan": _plan_given,
        "approval_minutes": _minutes_given,
        "first_evaluation": _evaluated(ObjectiveEvaluation.Stage.FIRST),
        "evaluation": _evaluated(ObjectiveEvaluation.Stage.FINAL),
        "activity_report": _report_written,
    },
    effects={
        "draft": _draft,
        "approve": _approve,
        "ask_changes": _ask_changes,
        "revise": _revise,
        "transmit": _transmit,
        "publicise": _publicise,
        "inform_council": inform_council,
        "transmit_report": _transmit_report,
    },
    starts={"D30": _first_day, "D31": _first_day, "D32": _first_day},
    not_before={"evaluate": _day_after},
    fields=remark_fields,
    hears=_hears,
    tells_itself=frozenset({"publicise"}),
    pages={
        "fix_objectives": _page("preparation"),
        "draft": _page("debate"),
        "ask_changes": _page("debate"),
        "approve": _page("approve"),
        "revise": _page("debate"),
        "transmit": _page("diffusion"),
        "inform_council": _page("diffusion"),
        "publicise": _page("diffusion"),
        "evaluate_first": _page("year"),
        "evaluate": _page("year"),
        "write_report": _page("year"),
        "transmit_report": _page("year"),
    },
)


def _freeze_for_vote(actor: Actor, row: PlanRevision) -> PlanRevision:
    return freeze(row.plan, actor.now)


def register_procedure() -> None:
    """Bind the procedure, and declare what the CCA can vote on; called once, when the application starts."""
    register(BINDING)
    register_subject(
        "plans.planrevision",
        Subject(
            label=str,
            address=lambda row: reverse("plans:debate", args=[row.plan_id]),
            freeze=_freeze_for_vote,
        ),
    )
    register_subject(
        Preparation._meta.label_lower,
        Subject(
            label=str,
            address=lambda row: reverse("plans:preparation", args=[row.plan_id]),
            freeze=lambda actor, row: row,
        ),
    )
    register_subject(
        AnnualActionPlan._meta.label_lower,
        Subject(
            label=lambda row: f"Évaluation du plan {row.school_year}",
            address=lambda row: reverse("plans:evaluation", args=[row.pk]),
            freeze=lambda actor, row: row,
        ),
    )
