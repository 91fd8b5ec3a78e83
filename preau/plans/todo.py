"""What plans ask of a person today, what they wait for from someone else, and what was decided about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from preau.foundation.accounts.actors import Actor
from preau.law.annual_plan import SchoolYear
from preau.law.checklists import missing_in_annual_plan
from preau.law.time_limits import DueDate, due, limit
from preau.law.words import cardinal, full_date, long_date
from preau.plans.access import exists_in
from preau.plans.documents import document_of
from preau.plans.listing import address_of
from preau.plans.models import DRAFT_EDITORS, DRAFT_READERS, AnnualActionPlan
from preau.plans.todo_year import year_tasks

_DECIDED = 3  # plans shown as decided
_NEXT_YEAR_FROM = 6  # the month in which the CCA starts with the year to come (guide, 1re étape)


@dataclass(frozen=True)
class Task:
    """Something to do: a sentence that starts with its verb, why, where; its legal date, or the day somebody set."""

    title: str
    why: str
    address: str
    until: DueDate | None = None
    day: date | None = None

    @property
    def due(self) -> date | None:
        return self.until.due if self.until else self.day


@dataclass(frozen=True)
class Waiting:
    """Something another person has to do."""

    what: str
    who: str
    address: str = ""


@dataclass(frozen=True)
class Decided:
    """Something done: the word of the state, its day, what it is about."""

    word: str
    day: date
    what: str
    address: str


@dataclass(frozen=True)
class Agenda:
    """What plans put on someone's home, and the plans of her zone it was made from, newest first."""

    tasks: tuple[Task, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    decided: tuple[Decided, ...] = ()
    plans: tuple[AnnualActionPlan, ...] = ()


def agenda_of(actor: Actor) -> Agenda:
    """Return what plans ask of `actor`: nothing but their list for those who do not coordinate."""
    if actor.zone_id is None:
        return Agenda()
    plans = tuple(AnnualActionPlan.objects.visible_to(actor).filter(zone_id=actor.zone_id)[:12])
    if actor.role not in DRAFT_READERS:
        return Agenda(tasks=tuple(Task(*one) for one in year_tasks(actor, plans)), decided=_decided(plans), plans=plans)
    by_year = {plan.start_year: plan for plan in plans}
    asked = [*_asked(actor, by_year), *(Task(*one) for one in year_tasks(actor, plans))]
    return Agenda(
        tasks=tuple(item for item in asked if isinstance(item, Task)),
        waiting=tuple(item for item in asked if isinstance(item, Waiting)),
        decided=_decided(plans),
        plans=plans,
    )


def _decided(plans: tuple[AnnualActionPlan, ...]) -> tuple[Decided, ...]:
    return tuple(
        Decided("Approuvé", plan.approved_on, f"Plan d’action {plan.school_year}", address_of(plan))
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
        why = (
            "L’annexe 4 est complète. Après la réunion de la CCA, enregistrez ici le jour où elle l’a approuvé : "
            f"le plan est ensuite transmis au plus tard le {long_date(until.due)}."
        )
        address = reverse("plans:approve", args=[plan.pk])
        yield Task(f"Enregistrer l’approbation du plan d’action {plan.school_year}", why, address, until)
        yield Waiting(f"Approbation du plan d’action {plan.school_year}", "Chez la CCA, qui en débat en réunion.")


def _to_read(plan: AnnualActionPlan) -> Iterator[Task | Waiting]:
    until = _until(plan.school_year)
    why = f"La CCA en débat et l’approuve. Il est ensuite transmis au plus tard le {long_date(until.due)}."
    yield Task(f"Lire le projet de plan d’action {plan.school_year}", why, reverse("plans:preview", args=[plan.pk]))
