"""The whole year of a plan on one page, and the acts that need no page of their own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from preau.foundation.accounts.access import who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone, Finding, Offer, Supplied, offers, perform
from preau.foundation.ui.messages import done
from preau.plans.acts.diffusion import due_of
from preau.plans.cases import case_of_plan
from preau.plans.models import DRAFT_READERS, AnnualActionPlan, Document, Preparation
from preau.plans.work_views.common import EDITORS
from preau.plans.year_moments import moments_of
from preau.plans.year_views.reading import AUTHORITIES, YEAR_READERS, plan_of_year, posted_number, posted_words

# Done by a button of the page of the year, of the preparation or of the debate: nothing more to fill in than a reason.
SIMPLE = {
    "fix_objectives": "Les objectifs sont fixés : rédigez maintenant les actions.",
    "draft": "Le projet est envoyé aux membres de la CCA.",
    "ask_changes": "Le projet retourne à la rédaction.",
    "revise": "Le plan est rouvert. Le texte approuvé reste publié jusqu’à la prochaine approbation.",
    "evaluate_first": "La première évaluation est notée.",
    "evaluate": "L’évaluation de l’année est notée : le rapport peut s’écrire.",
    "write_report": "Le rapport est terminé : il reste à l’envoyer.",
    "transmit_report": "Le rapport est envoyé à la CCA, au conseil communal et à la commission d’agrément.",
}


@require_safe
@who_may(YEAR_READERS)
def year(request: Request, plan_id: int) -> HttpResponse:
    """Show the eight moments of the year, what to do now and what was done."""
    return year_page(request, plan_of_year(request, plan_id))


def year_page(
    request: Request, plan: AnnualActionPlan, refused: tuple[Finding, ...] = (), typed: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of the year; `refused` says what the act just asked lacks, `typed` what was written."""
    case = case_of_plan(plan)
    case_acts = list(case.acts.all())
    prepared = Preparation.objects.filter(plan=plan, meeting_id__isnull=False).exists()
    reads_only = request.actor.role in AUTHORITIES
    moments = moments_of(plan, case, case_acts, prepared, request.actor)
    late = case.state_id == "report_draft" and request.actor.today > due_of(plan, Document.REPORT)
    context = {
        "plan": plan,
        "case": case,
        "moments": moments,
        "steps": [moment.step for moment in moments],
        "offers": [] if reads_only else [_shown(offer, late) for offer in offers(request.actor, case)],
        "done": [(case.procedure.act(act.act_id).title, act) for act in reversed(case_acts)],
        "transmissions": list(plan.transmissions.all()),
        "tells_why": request.actor.role in DRAFT_READERS,
        "refused": refused,
        "typed": typed,
    }
    return render(request, "plans/year/year.html", context, status=status)


def _shown(offer: Offer, late: bool) -> dict[str, object]:
    """Return an act as the page shows it: a button, a link to its page, or why not; a report sent late may say why."""
    simple = offer.act.id in SIMPLE
    facts = [ask for ask in offer.asks if ask.kind == "fact"]
    late = late and offer.act.id == "transmit_report"
    return {"offer": offer, "simple": simple, "facts": facts, "late": late, "page": "" if simple else offer.page}


@require_POST
@who_may(EDITORS)
def act(request: Request, plan_id: int, act_id: str) -> HttpResponse:
    """Do one of the simple acts of the procedure; refused, the page says what it lacks and keeps what was typed."""
    plan = plan_of_year(request, plan_id)
    if act_id not in SIMPLE:
        raise Http404("act")
    case = case_of_plan(plan)
    reason = posted_words(request, "reason")
    more = {"why_late": posted_words(request, "why_late")}
    supplied = Supplied({"reason": reason} if reason else {}, more=more)
    try:
        perform(request.actor, case.pk, act_id, posted_number(request, "step"), supplied)
    except ActRefused as refusal:
        return year_page(request, plan, refusal.missing, reason, 422)
    except AlreadyDone:
        messages.info(request, "Quelqu’un vient d’agir sur ce plan : voici où il en est.")
    else:
        done(request, SIMPLE[act_id])
    return redirect("plans:year", plan.pk)
