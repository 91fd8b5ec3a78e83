"""Who may do an act of a case: whoever stands for one of its actors, in the zone or organisation of the case."""

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.holders import HOLDERS, actors_held_by
from preau.foundation.casework.models import Case
from preau.law.procedures import Act
from preau.law.procedures.roles import Role, any_of


def can_do(actor: Actor, case: Case, act: Act) -> Decision:
    """May `actor` do this act in this case? A command or a nightly task acts for whoever runs it."""
    if actor.is_system:
        return YES
    if not actors_held_by(actor.role).intersection(act.by):
        return no(f"Cet acte revient à {_in_person(act.by)} : {act.title.lower()}.")
    return _at_home(actor, case)


def can_speak(actor: Actor, case: Case) -> Decision:
    """May `actor` write a remark, a message or a request in this case? Whoever reads it, and acts for somebody."""
    if actor.person is None or actor.mandate is None:
        return no("Écrivez au nom d’une organisation : aucun mandat n’est en cours pour vous.")
    return _at_home(actor, case)


def can_supply(actor: Actor, case: Case, act: Act | None) -> Decision:
    """May `actor` give a piece? Anyone at home in the case: preparing is not signing."""
    if act is None:
        return no("Aucun acte possible aujourd’hui ne demande cette pièce.")
    return can_speak(actor, case)


def _at_home(actor: Actor, case: Case) -> Decision:
    if actor.zone_id is not None and case.zone_id is not None and actor.zone_id != case.zone_id:
        return no("Ce dossier est celui d’une autre commune.")
    return YES


def _in_person(by: tuple[Role, ...]) -> str:
    people = tuple(role for role in by if role in HOLDERS) or by
    return any_of(people)
