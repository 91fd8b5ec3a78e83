"""Who enters, corrects and removes a training, and who opens its certificate."""

from preau.foundation.accounts.access import YES, Decision, Policy, no, roles
from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.roles import Role
from preau.staff.models import TEAM_READERS, is_house_of_staff
from preau.training.models import ENCODERS, QUEUE_READERS, TrainingEntry, TrainingRecord

ENTRY_READERS: Policy = roles(
    *TEAM_READERS,
    *QUEUE_READERS,
    Role.CARE_WORKER,
    label="l’opérateur et son personnel, la coordination ATL pour la sienne, l’ONE",
)

NOT_YOURS = "Cette formation a été saisie par un autre employeur : lui seul la corrige."


def can_enter(actor: Actor) -> Decision:
    """May `actor` enter trainings for the house acted for? Operators, and coordinations for their own people."""
    house = actor.mandate.organisation if actor.mandate else None
    if house is not None and actor.role in ENCODERS and is_house_of_staff(house.kind):
        return YES
    return no("Les formations sont saisies par la direction, le secrétariat ou le projet de l’opérateur.")


def can_correct(actor: Actor, entry: TrainingEntry) -> Decision:
    """May `actor` correct or remove this entry? Her house entered it, and ONE has decided nothing on it since."""
    may = can_enter(actor)
    if not may:
        return may
    if entry.organisation_id != actor.organisation_id:
        return no(NOT_YOURS)
    if is_settled(entry):
        return no("L’ONE s’est prononcé sur cette formation : elle ne se corrige plus. Un refus peut être contesté.")
    return YES


def is_settled(entry: TrainingEntry) -> bool:
    """Tell whether ONE decided on what was entered: on its module since, or on one of its records."""
    root = entry.module.root or entry.module
    if entry.encoding_id is not None and any(
        one.decided_at is not None and one.decided_at >= entry.entered_at
        for one in (root, root.provider.root or root.provider)
    ):
        return True
    return TrainingRecord.objects.present().filter(entry=entry, decided_at__isnull=False).exists()


def can_read_certificate(actor: Actor, entry: TrainingEntry) -> Decision:
    """May `actor` open the certificate? The house that entered it, ONE, and who followed the training."""
    if actor.is_system or actor.role in QUEUE_READERS:
        return YES
    if actor.role in TEAM_READERS and actor.organisation_id == entry.organisation_id:
        return YES
    people = set(entry.records.present().values_list("person__account_id", flat=True))
    if actor.person_id in people:
        return YES
    return no("Une attestation est lue par l’opérateur qui l’a jointe, par l’ONE et par la personne elle-même.")
