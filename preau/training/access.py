"""Who may do what in continuing training: the policies of its routes, one function per verb, the reason of a no."""

from collections.abc import Iterable

from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.staff.models import TEAM_READERS
from preau.training.models import (
    CATALOGUE_READERS,
    DECIDERS,
    ENCODERS,
    QUEUE_READERS,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
)

# Route policies. What is done with a thing is the thing's own rule below.
CATALOGUE: Policy = roles(*CATALOGUE_READERS, label="le personnel des opérateurs, les coordinations ATL et l’ONE")
QUEUE: Policy = roles(*QUEUE_READERS, label="l’ONE (validation des formations, agréments)")
DECISION: Policy = roles(*DECIDERS, label="l’ONE (validation des formations)")
ENTRY: Policy = roles(*ENCODERS, label="qui saisit les formations : direction, secrétariat, projet, coordination ATL")
TEAM: Policy = roles(*TEAM_READERS, label="qui suit l’équipe : direction, secrétariat, projet, coordination ATL")
DELAYS: Policy = roles(*ENCODERS, *QUEUE_READERS, label="qui saisit les formations, et l’ONE")

OWN_HOUSE = "Votre propre organisation a saisi cette formation : une autre personne de l’ONE doit décider."


def can_decide(actor: Actor, subject: TrainingModule | TrainingProvider) -> Decision:
    """May `actor` decide on this body or module? An officer of ONE, none of whose houses entered it. One query."""
    if actor.is_system:
        return YES
    if actor.role not in DECIDERS:
        return no("Cette décision revient au service de l’ONE qui valide les formations.")
    houses = {mandate.organisation_id for mandate in actor.mandates}
    if subject.proposed_for_id in houses or has_entered(houses, subject):
        return no(OWN_HOUSE)
    return YES


def own_house(actor: Actor) -> list[int]:
    """Return the organisation acted for, none without mandate."""
    return [actor.organisation_id] if actor.organisation_id is not None else []


def can_edit(actor: Actor) -> Decision:
    """May `actor` write the names and dates of the catalogue?"""
    if actor.is_system or actor.role in DECIDERS:
        return YES
    return no("Le catalogue est tenu par le service de l’ONE qui valide les formations.")


def can_answer(actor: Actor, subject: TrainingModule | TrainingProvider) -> Decision:
    """May `actor` answer what ONE asks of this body or module? Who enters the trainings of a house concerned."""
    if actor.role not in ENCODERS:
        return no("La réponse est donnée par qui saisit les formations de la maison.")
    if not has_entered(own_house(actor), subject):
        return no("Votre maison n’a pas saisi cette formation.")
    return YES


def has_entered(houses: Iterable[int], subject: TrainingModule | TrainingProvider) -> bool:
    """Tell whether one of these houses entered a training read through this body or module. One query."""
    path = "module__root" if isinstance(subject, TrainingModule) else "module__root__provider__root"
    return TrainingEntry.objects.filter(organisation_id__in=houses, **{path: subject.pk}).exists()
