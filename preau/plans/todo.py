"""What plans ask of a person today, what they wait for from someone else, and what was decided about them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import clocks_met, owed_by
from preau.foundation.territory.api import municipalities_of
from preau.foundation.ui.todo import Decided, Task, Waiting
from preau.law.annual_plan import SchoolYear
from preau.law.checklists import missing_in_annual_plan
from preau.law.time_limits import DueDate, due, limit
from preau.law.words import cardinal, full_date, long_date
from preau.plans.access import exists_in
from preau.plans.cases import PROCEDURE, case_of_plan
from preau.plans.documents import document_of
from preau.plans.listing import address_of
from preau.plans.models import (
    DRAFT_EDITORS,
    DRAFT_READERS,
    AnnualActionPlan,
    CouncilInformation,
    Document,
    Publicity,
    Transmission,
)
from preau.plans.todo_year import year_tasks

_DECIDED = 3  # plans shown as decided
_COUNCILS = 1  # plans a council is asked about: the last one sent, the older ones are history
_NEXT_YEAR_FROM = 6  # the month in which the CCA starts with the year to come (guide, 1re étape)


@dataclass(frozen=True)
class Agenda:
    """What plans put on someone's home, and the plans of her zone it was made from, newest first."""

    tasks: tuple[Task, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    decided: tuple[Decided, ...] = ()
    plans: tuple[AnnualActionPlan, ...] = ()
    met: Mapping[tuple[int, str], date] = field(default_factory=dict)  # (first civil year, limit) -> day it was kept


def agenda_of(actor: Actor) -> Agenda:
    """Return what plans ask of `actor`: nothing but their list for those who have no part in them."""
    if actor.zone_id is None:
        return Agenda()
    plans = tuple(AnnualActionPlan.objects.visible_to(actor).filter(zone_id=actor.zone_id)[:12])
    if actor.role == Role.COUNCIL_SECRETARY:
        return Agenda(tasks=_councils_to_inform(plans), decided=_decided(plans), plans=plans, met=_met(plans))
    if actor.role not in DRAFT_READERS:
        return Agenda(tasks=tuple(year_tasks(actor)), decided=_decided(plans), plans=plans)
    by_year = {plan.start_year: plan for plan in plans}
    asked = [*_asked(actor, by_year), *_owed(actor, plans), *_to_make_known(actor, plans), *year_tasks(actor)]
    return Agenda(
        tasks=tuple(item for item in asked if isinstance(item, Task)),
        waiting=tuple(item for item in asked if isinstance(item, Waiting)),
        decided=_decided(plans),
        plans=plans,
        met=_met(plans),
    )


def _met(plans: tuple[AnnualActionPlan, ...]) -> dict[tuple[int, str], date]:
    """Return the limits that these plans kept, with the day: what their case says."""
    years = {plan.pk: plan.start_year for plan in plans}
    kept = clocks_met(PROCEDURE, AnnualActionPlan._meta.label_lower, years)
    return {(years[key], limit_id): day for key, limit_id, day in kept}


def _owed(actor: Actor, plans: tuple[AnnualActionPlan, ...]) -> Iterator[Task]:
    """Yield what the cases of the approved plans ask of `actor` now, by the procedure itself."""
    known = {plan.pk: plan for plan in plans if not plan.is_draft}
    for owed in owed_by(actor):
        plan = known.get(owed.case.subject_id) if owed.case.procedure_id == PROCEDURE else None
        if plan is None or owed.act.id not in _OWED or owed.waits_on(actor.today):
            continue
        title, why, page, limit_id = _OWED[owed.act.id]
        until = due(limit(limit_id), plan.school_year.first_day)
        yield Task(f"{title} {plan.school_year}", why, reverse(f"plans:{page}", args=[plan.pk]), until)


# What the home says of each act owed: the title before the year, why, the page where it is done, its legal limit.
_OWED = {
    "transmit": (
        "Envoyer le plan d’action",
        "Le conseil communal et la commission d’agrément le reçoivent pour information ; l’accusé est daté.",
        "diffusion",
        "D31",
    ),
    "evaluate": (
        "Faire évaluer par la CCA le plan",
        "L’année est finie : la CCA dit de chaque objectif s’il est atteint, et le rapport le reprend.",
        "evaluation",
        "D32",
    ),
    "write_report": (
        "Écrire le rapport d’activité",
        "Il est préécrit à partir du suivi et de l’évaluation : relisez-le, complétez-le.",
        "report",
        "D32",
    ),
    "transmit_report": (
        "Envoyer le rapport d’activité",
        "À la CCA, au conseil communal et à la commission d’agrément.",
        "year",
        "D32",
    ),
}


def _councils_to_inform(plans: tuple[AnnualActionPlan, ...]) -> tuple[Task, ...]:
    """Return the plans sent whose council is not informed yet, in every commune of the zone."""
    sent = set(Transmission.objects.filter(plan__in=plans, document=Document.PLAN).values_list("plan_id", flat=True))
    present = [plan for plan in plans if plan.pk in sent][:_COUNCILS]
    if not present:
        return ()
    communes = len(municipalities_of(present[0].zone))
    noted = Counter(CouncilInformation.objects.filter(plan__in=present).values_list("plan_id", flat=True))
    return tuple(
        Task(
            f"Informer le conseil communal du plan d’action {plan.school_year}",
            "La note est prête en PDF. Après la séance, notez son jour ; un vote n’est demandé par aucun texte.",
            reverse("plans:diffusion", args=[plan.pk]),
        )
        for plan in present
        if noted[plan.pk] < communes
    )


def _to_make_known(actor: Actor, plans: tuple[AnnualActionPlan, ...]) -> Iterator[Task]:
    """Yield what is left of the diffusion of the plan of this year once it is sent: the operators, the councils."""
    plan = next((one for one in plans if one.is_published and one.school_year.last_day >= actor.today), None)
    if plan is None or actor.role not in DRAFT_EDITORS:
        return
    if not Transmission.objects.filter(plan=plan, document=Document.PLAN).exists():
        return
    if not Publicity.objects.filter(plan=plan).exists():
        yield Task(
            f"Faire connaître le plan d’action {plan.school_year}",
            "Une lettre part à tous les opérateurs de la zone et aux membres de la CCA, avec la page publique du plan.",
            reverse("plans:diffusion", args=[plan.pk]),
        )
    yield from _councils_to_inform((plan,))


def _decided(plans: tuple[AnnualActionPlan, ...]) -> tuple[Decided, ...]:
    return tuple(
        Decided("Approuvé", plan.approved_on, f"Plan d’action {plan.school_year}", address_of(plan), "par la CCA")
        for plan in plans
        if plan.approved_on
    )[:_DECIDED]


def _asked(actor: Actor, by_year: dict[int, AnnualActionPlan]) -> Iterator[Task | Waiting]:
    present = SchoolYear.containing(actor.today)
    years = [present]
    if actor.today >= date(present.start + 1, _NEXT_YEAR_FROM, 1):
        years.append(SchoolYear(present.start + 1))
    writes = actor.role in DRAFT_EDITORS
    zone = actor.mandate.organisation.zone if actor.mandate else None
    for year in years:
        plan = by_year.get(year.start)
        if plan is None and zone is not None and not exists_in(zone, year):
            continue
        if plan is None:
            yield _to_prepare(year, bool(by_year)) if writes else _not_started(year)
        elif plan.is_draft:
            yield from _draft(plan) if writes else _to_read(plan)


def _until(year: SchoolYear) -> DueDate:
    return due(limit("D31"), year.first_day)


def _to_prepare(year: SchoolYear, has_others: bool) -> Task:
    until = _until(year)
    why = f"La CCA l’approuve, puis il est transmis pour le {full_date(until.due)}."
    if has_others:
        why += " Vous pouvez partir d’un plan d’une autre année."
    return Task(f"Préparer le plan d’action {year}", why, reverse("plans:mine"), until)


def _not_started(year: SchoolYear) -> Waiting:
    return Waiting(f"Plan d’action {year}", "Chez la coordination ATL, qui ne l’a pas encore commencé.")


def latest_received(count: int) -> list[Transmission]:
    """Return the plans and reports received last, for ONE and the commission, with their plan and zone."""
    return list(Transmission.objects.select_related("plan__zone").order_by("-at", "-pk")[:count])


def _draft(plan: AnnualActionPlan) -> Iterator[Task | Waiting]:
    missing = missing_in_annual_plan(document_of(plan))
    until = _until(plan.school_year)
    if missing:
        count = "une chose" if len(missing) == 1 else f"{cardinal(len(missing))} choses"
        why = f"Il manque {count} pour l’annexe 4. D’abord : {missing[0].sentence}"
        yield Task(
            f"Compléter le plan d’action {plan.school_year}", why, reverse("plans:editor", args=[plan.pk]), until
        )
    else:
        if case_of_plan(plan).state_id != "draft":
            title = f"Envoyer le projet de plan d’action {plan.school_year} aux membres de la CCA"
            why = "L’annexe 4 est complète : chaque membre le lit et y laisse ses remarques avant la réunion."
            yield Task(title, why, reverse("plans:debate", args=[plan.pk]), until)
        why = (
            "Quand la CCA a approuvé le plan, en séance ou sur papier, notez-le : "
            f"il est ensuite transmis au plus tard le {long_date(until.due)}."
        )
        address = reverse("plans:approve", args=[plan.pk])
        yield Task(f"Enregistrer l’approbation du plan d’action {plan.school_year}", why, address, until)
        yield Waiting(f"Approbation du plan d’action {plan.school_year}", "Chez la CCA, qui en débat en réunion.")


def _to_read(plan: AnnualActionPlan) -> Iterator[Task | Waiting]:
    until = _until(plan.school_year)
    why = f"La CCA en débat et l’approuve. Il est ensuite transmis au plus tard le {long_date(until.due)}."
    yield Task(f"Lire le projet de plan d’action {plan.school_year}", why, reverse("plans:debate", args=[plan.pk]))
