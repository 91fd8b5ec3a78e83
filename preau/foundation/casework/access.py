"""Who may do an act of a case: whoever stands for one of its actors, in the zone or organisation of the case."""

from preau.foundation.accounts.access import YES, Decision, no
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.casework.bindings import binding_of, subject_of
from preau.foundation.casework.holders import (
    HOLDERS,
    NATIONAL_ROLES,
    actors_held_by,
    home_roles,
    kinds_of,
    roles_held,
)
from preau.foundation.casework.models import Case, Task
from preau.law.procedures import Act
from preau.law.procedures.roles import Role as Actors
from preau.law.procedures.roles import any_of

# Who prepares a case of her own house, and answers the remarks made on it.
PREPARERS = frozenset({Role.ATL_COORDINATOR, Role.CCA_CHAIR, Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY})


def can_do(actor: Actor, case: Case, act: Act) -> Decision:
    """May `actor` do this act in this case? A command or a nightly task acts for whoever runs it."""
    if actor.is_system:
        return YES
    if not actors_held_by(actor.role).intersection(act.by):
        return no(f"Cet acte revient à {_in_person(act.by)} : {act.title[0].lower()}{act.title[1:]}.")
    return _at_home(actor, case)


def can_speak(actor: Actor, case: Case) -> Decision:
    """May `actor` read and write the remarks, messages and requests of this case? Whoever has a part in it.

    Those who only receive a case (an annual plan sent to the commission) read where it stands, not what was said.
    """
    if actor.person is None or actor.mandate is None:
        return no("Écrivez au nom d’une organisation : aucun mandat n’est en cours pour vous.")
    if not takes_part(actor, case):
        return no("Ce dossier vous est envoyé pour information : ceux qui y agissent s’y écrivent.")
    binding = binding_of(case.procedure_id)
    if binding is not None and not binding.hears(actor, subject_of(case)):
        return no("Ce texte est encore en rédaction : ceux qui le préparent s’y écrivent.")
    return _at_home(actor, case)


def can_read_pieces(actor: Actor, case: Case) -> Decision:
    """May `actor` read the documents of this case? Whoever has a part in it, and the bodies it is sent to.

    An operator told of a case of its commune reads where it stands, not the papers of the CCA.
    """
    if takes_part(actor, case) or actor.role in NATIONAL_ROLES:
        return YES
    return no("Les documents de ce dossier se lisent par ceux qui y agissent.")


def takes_part(actor: Actor, case: Case) -> bool:
    """Tell whether `actor` is at home in the case, or stands for somebody who acts in its procedure."""
    if actor.is_system or actor.role in home_roles() or (case.organisation_id and is_own(actor, case)):
        return True
    return bool(roles_held(actor).intersection(case.procedure.actors))


def is_own(actor: Actor, case: Case) -> bool:
    """Tell whether `actor` acts in the organisation or in the coordination the case belongs to."""
    if case.organisation_id is not None:
        return actor.organisation_id == case.organisation_id
    return actor.role in home_roles() and actor.zone_id == case.zone_id


def can_supply(actor: Actor, case: Case, act: Act | None) -> Decision:
    """May `actor` give a piece that `act` needs? Anyone of the bodies that may do it: preparing is not signing."""
    if act is None:
        return no("Aucun acte possible aujourd’hui ne demande cette pièce.")
    speak = can_speak(actor, case)
    if not speak:
        return speak
    kind = actor.mandate.organisation.kind if actor.mandate else ""
    if actor.role == Role.CCA_MEMBER or not any(kind in kinds_of(by) for by in act.by):
        return no(f"Cette pièce est donnée par {_in_person(act.by)}.")
    return YES


def can_handle(actor: Actor, case: Case) -> Decision:
    """May `actor` say that a remark is dealt with? Whoever prepares the case: the coordination, its operator."""
    if actor.role not in PREPARERS or not is_own(actor, case):
        return no("Une remarque est traitée par ceux qui préparent le dossier.")
    return YES


def can_ask(actor: Actor, case: Case, role: str) -> Decision:
    """May `actor` ask something of a party? Whoever speaks in the case, of anyone who acts in its procedure."""
    if role not in parties(case):
        return no("Demandez à quelqu’un qui agit dans ce dossier.")
    return can_speak(actor, case)


def can_finish(actor: Actor, case: Case, task: Task) -> Decision:
    """May `actor` say that a task is done? Whoever it is asked of."""
    if task.role not in roles_held(actor):
        return no(f"Cette tâche est demandée à {Actors(task.role).words}.")
    return _at_home(actor, case)


def can_take_back(actor: Actor, task: Task) -> Decision:
    """May `actor` take a task back? Only the person who asked."""
    if actor.person_id != task.asked_by_id:
        return no("Seule la personne qui a demandé cette tâche peut la retirer.")
    return YES


def parties(case: Case) -> tuple[str, ...]:
    """Return the actors of the procedure that somebody stands for in Préau, in the order of the acts."""
    return tuple(role.value for role in case.procedure.actors if role in HOLDERS)


def _at_home(actor: Actor, case: Case) -> Decision:
    kind = actor.mandate.organisation.kind if actor.mandate else ""
    if kind == OrganisationKind.OPERATOR and case.organisation_id is not None:
        # An operator declares in every commune where it has a place, wherever its own seat is.
        own = case.organisation_id == actor.organisation_id
        return YES if own else no("Ce dossier est celui d’un autre opérateur.")
    if actor.zone_id is not None and case.zone_id is not None and actor.zone_id != case.zone_id:
        return no("Ce dossier est celui d’une autre commune.")
    return YES


def _in_person(by: tuple[Actors, ...]) -> str:
    people = tuple(role for role in by if role in HOLDERS) or by
    return any_of(people)
