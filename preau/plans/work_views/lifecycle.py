"""My plans: start one, take one over, record the approval by the CCA."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from preau.foundation.accounts.access import NeedsSecondFactor, require, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.casework.api import ActRefused, AlreadyDone
from preau.foundation.documents.api import PAPERS, FileRefused, receive
from preau.foundation.territory.models import Zone
from preau.foundation.ui.typography import plural
from preau.law.annual_plan import SchoolYear
from preau.law.checklists import missing_in_annual_plan
from preau.plans import acts
from preau.plans.access import can_approve, can_edit, can_prepare, can_start
from preau.plans.documents import document_of
from preau.plans.forms import ApprovalForm
from preau.plans.models import AnnualActionPlan
from preau.plans.revision_pages import ground_of
from preau.plans.takeover import moved_document, proposed_first
from preau.plans.work_views.common import EDITORS, READERS, offer_undo, readable_plan, to_editor
from preau.plans.work_views.state import transmission_of

MINUTES_PURPOSE = "plans.minutes"


@dataclass(frozen=True)
class YearToPrepare:
    """A school year without plan yet, and the plan it can start from."""

    year: SchoolYear
    source: AnnualActionPlan | None


@require_safe
@who_may(READERS)
def mine(request: Request) -> HttpResponse:
    """Show the plans of the zone, and the years to prepare."""
    actor = request.actor
    plans = list(AnnualActionPlan.objects.visible_to(actor).filter(zone_id=actor.zone_id).select_related("zone"))
    held = {plan.start_year for plan in plans}
    zone = actor.mandate.organisation.zone if actor.mandate else None
    present = SchoolYear.containing(actor.today)
    to_prepare = [
        YearToPrepare(year, next((plan for plan in plans if plan.start_year < year.start), None))
        for year in (present, SchoolYear(present.start + 1))
        if year.start not in held and zone is not None and can_start(actor, zone, year)
    ]
    context = {
        "plans": plans,
        "zone": zone,
        "to_prepare": to_prepare,
        "may_prepare": can_prepare(actor, actor.zone_id or 0),
        "current": present,
    }
    return render(request, "plans/work/mine.html", context)


@require_POST
@who_may(EDITORS)
def start(request: Request) -> HttpResponse:
    """Start an empty plan for the year given."""
    year = SchoolYear(_number(request.POST.get("year", "")))
    try:
        plan = acts.start_plan(request.actor, zone_acted_for(request), year)
    except acts.PlanExists as exists:
        messages.info(request, f"Le plan {year} est déjà commencé : le voici.")
        plan = exists.plan
    return to_editor(plan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def take_over(request: Request, year: int) -> HttpResponse:
    """Pick what the plan of `year` takes over from an earlier one; the plan is started if it does not exist."""
    actor, target = request.actor, SchoolYear(year)
    zone = zone_acted_for(request)
    require(can_start(actor, zone, target))
    readable = AnnualActionPlan.objects.visible_to(actor).filter(zone=zone)
    sources = list(readable.exclude(start_year=year).select_related("zone"))
    source = _chosen_source(request, sources, year)
    if source is None:
        raise Http404("no plan to take over")
    if request.method == "POST":
        return _take_over(request, zone, target, source)
    document = document_of(source)
    moved = moved_document(document, source.school_year, target)
    objectives, actions = proposed_first(document)
    only_action = _number(request.GET.get("action", ""))
    if only_action:
        actions = {only_action}
        objectives = {n for a in document.actions if a.number == only_action for n in a.objectives}
    context = {
        "target": target,
        "source": source,
        "sources": sources,
        "groups": _groups(document, moved, objectives, actions),
        "plan": readable.filter(start_year=year).first(),
    }
    return render(request, "plans/work/take_over.html", context)


def _take_over(request: Request, zone: Zone, target: SchoolYear, source: AnnualActionPlan) -> HttpResponse:
    if "all" in request.POST:
        document = document_of(source)
        objectives = {objective.number for objective in document.objectives}
        actions = {action.number for action in document.actions}
    else:
        objectives = {_number(text) for text in request.POST.getlist("objectives")}
        actions = {_number(text) for text in request.POST.getlist("actions")}
    if not objectives and not actions:
        messages.warning(request, "Cochez au moins un objectif ou une action à reprendre.")
        return redirect(reverse("plans:take_over", args=[target.start]) + f"?de={source.start_year}")
    try:
        plan = acts.start_plan(request.actor, zone, target)
    except acts.PlanExists as exists:
        plan = exists.plan
    entry = acts.take_over(request.actor, plan.pk, source, objectives, actions)
    offer_undo(
        request,
        plan.pk,
        entry,
        f"Repris du plan {source.school_year} : {plural(len(objectives), 'objectif')}, "
        f"{plural(len(actions), 'action')}. Les années sont passées à {target} : relisez-les.",
    )
    return to_editor(plan.pk)


@dataclass(frozen=True)
class Offer:
    """One row offered for taking over: as it was, as it would read, ticked or not."""

    number: int
    was: str
    becomes: str
    ticked: bool
    recurrent: bool = False


@dataclass(frozen=True)
class OfferGroup:
    """An objective offered with its actions (no objective: the actions that serve none)."""

    objective: Offer | None
    actions: tuple[Offer, ...]


def _groups(document, moved, objectives: set[int], actions: set[int]) -> list[OfferGroup]:
    """Return what can be taken over, what comes back every year first."""
    offers = [
        Offer(was.number, was.text, becomes.text, was.number in actions, was.recurrent)
        for was, becomes in zip(document.actions, moved.actions, strict=True)
    ]
    home = {action.number: min(action.objectives, default=0) for action in document.actions}
    groups = [
        OfferGroup(
            Offer(was.number, was.text, becomes.text, was.number in objectives),
            tuple(offer for offer in offers if home[offer.number] == was.number),
        )
        for was, becomes in zip(document.objectives, moved.objectives, strict=True)
    ]
    groups.sort(key=lambda group: not any(offer.recurrent for offer in group.actions))
    loose = tuple(offer for offer in offers if home[offer.number] == 0)
    return [*groups, *([OfferGroup(None, loose)] if loose else [])]


def _chosen_source(request: Request, sources: list[AnnualActionPlan], year: int) -> AnnualActionPlan | None:
    wanted = _number((request.POST if request.method == "POST" else request.GET).get("de", ""))
    if wanted:
        return next((plan for plan in sources if plan.start_year == wanted), None)
    earlier = [plan for plan in sources if plan.start_year < year]
    return earlier[0] if earlier else (sources[0] if sources else None)


@require_http_methods(["GET", "HEAD", "POST"])
@who_may(EDITORS)
def approve(request: Request, plan_id: int) -> HttpResponse:
    """Check the plan, bind the approval to the vote or to a meeting on paper, publish. It needs a second factor."""
    plan = readable_plan(request, plan_id)
    if not plan.is_draft:  # a second click, or somebody else just did it
        return redirect("plans:preview", plan.pk)
    require(can_edit(request.actor, plan))
    document = document_of(plan)
    missing = missing_in_annual_plan(document)
    decision = can_approve(request.actor, plan, missing)
    ground = ground_of(plan)
    form = ApprovalForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        require(decision)
        if ground.bound or form.is_valid():
            try:
                acts.approve(request.actor, plan.pk, None if ground.bound else _outside(request, form))
            except (acts.NotApprovable, ActRefused) as reason:
                form.add_error("approved_on", str(reason))
            except FileRefused as reason:
                form.add_error("file", str(reason))
            except AlreadyDone:
                return redirect("plans:preview", plan.pk)
            else:
                return redirect("plans:preview", plan.pk)
        status = 422
    elif decision and not request.actor.strong:
        # Asked before the form, so that nothing typed is lost on the way to the second factor.
        raise NeedsSecondFactor
    context = {
        "plan": plan,
        "document": document,
        "missing": missing,
        "decision": decision,
        "form": form,
        "ground": ground,
        "transmission": transmission_of(plan.school_year),
    }
    return render(request, "plans/work/approve.html", context, status=status)


def _outside(request: Request, form: ApprovalForm) -> acts.OutsideMeeting:
    """Return the meeting on paper as it was given, its minutes received when they were joined."""
    given = form.cleaned_data
    received = receive(request.actor, given["file"], MINUTES_PURPOSE, kinds=PAPERS) if given["file"] else None
    return acts.OutsideMeeting(given["approved_on"], given["kept_at"].strip(), received)


def zone_acted_for(request: Request) -> Zone:
    """Return the zone of the organisation acted for; Http404 for bodies without territory."""
    mandate = request.actor.mandate
    if mandate is None or mandate.organisation.zone is None:
        raise Http404("no zone")
    return mandate.organisation.zone


def _number(text: str) -> int:
    """Return a small whole number of the address or form; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0
