"""Who may do what with a plan: one function per verb, with the reason when the answer is no."""

from collections.abc import Sequence

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.territory.models import Zone
from preau.law.annual_plan import FIRST_YEAR, SchoolYear
from preau.law.results import Missing
from preau.plans.models import DRAFT_EDITORS, AnnualActionPlan

_EDITORS_ONLY = (
    "La coordination ATL et la présidence de la CCA rédigent le plan (décret, art. 11/1 ; guide de l’ONE, 3e étape) ; "
    "vous pouvez le lire."
)

EMPTY_LINES = frozenset({"objective_text", "action_text"})


def can_prepare(actor: Actor, zone_id: int) -> Decision:
    """May `actor` prepare plans of this zone: start, import, take over? A command acts for whoever runs it."""
    if actor.is_system:
        return YES
    if actor.zone_id != zone_id:
        return no("Ce plan est celui d’une autre commune.")
    if actor.role not in DRAFT_EDITORS:
        return no(_EDITORS_ONLY)
    return YES


def can_edit(actor: Actor, plan: AnnualActionPlan) -> Decision:
    """May `actor` change this plan? Only while it is a draft: what the CCA approved is not rewritten."""
    decision = can_prepare(actor, plan.zone_id)
    if decision and not plan.is_draft:
        return no("La CCA a approuvé ce plan : il ne se modifie plus. Vous pouvez le reprendre dans l’année suivante.")
    return decision


def can_approve(actor: Actor, plan: AnnualActionPlan, missing: Sequence[Missing]) -> Decision:
    """May `actor` record that the CCA approved the plan? `missing` is what annex 4 still lacks.

    A year that is already over is recorded as it was, without an axis or an aspect: it is history. But the CCA
    approved no empty line.
    """
    decision = can_edit(actor, plan)
    if not decision:
        return decision
    over = actor.today > plan.school_year.last_day
    if any(item.code in EMPTY_LINES for item in missing) if over else missing:
        return no("Vous pourrez enregistrer l’approbation quand l’annexe 4 sera complète.")
    return YES


def exists_in(zone: Zone, year: SchoolYear) -> bool:
    """Tell whether the zone exists on some day of the school year: communes merge, zones are formed anew."""
    begun = zone.valid_from is None or zone.valid_from <= year.last_day
    return begun and (zone.valid_to is None or zone.valid_to >= year.first_day)


def can_start(actor: Actor, zone: Zone, year: SchoolYear) -> Decision:
    """May `actor` start a plan of this zone for this school year? From the first the decree asks for to the next."""
    decision = can_prepare(actor, zone.pk)
    if not decision:
        return decision
    if not exists_in(zone, year):
        return no(f"La zone {zone} n’existe pas durant l’année {year} : une autre zone porte ce plan.")
    latest = SchoolYear.containing(actor.today).start + 1
    if not FIRST_YEAR <= year.start <= latest:
        return no(f"Choisissez une année scolaire entre {SchoolYear(FIRST_YEAR)} et {SchoolYear(latest)}.")
    return YES
