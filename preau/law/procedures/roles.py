"""Who may act in a procedure: the closed list of actors, with the words of each."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """An actor of a procedure. `SYSTEM` acts by itself: when a clock expires or another case brings it about."""

    MUNICIPALITY = "municipality"
    MUNICIPAL_COUNCIL = "municipal_council"
    MAYOR = "mayor"
    CCA = "cca"
    CCA_CHAIR = "cca_chair"
    ATL_COORDINATOR = "atl_coordinator"
    CARE_OPERATOR = "care_operator"
    STAFF_REGISTRAR = "staff_registrar"
    PROJECT_LEADER = "project_leader"
    CARE_WORKER = "care_worker"
    APPROVAL_COMMISSION = "approval_commission"
    ONE = "one"
    ONE_TRAINING = "one_training"
    ONE_BOARD = "one_board"
    OBSERVATORY = "observatory"
    GOVERNMENT = "government"
    APPEAL_COUNCIL = "appeal_council"
    COMPLAINANT = "complainant"
    TRAINING_PROVIDER = "training_provider"
    COORDINATION_ASBL = "coordination_asbl"
    ORGANISING_BODY = "organising_body"
    EDD_ADVISORY_COMMISSION = "edd_advisory_commission"
    CHILDHOOD_MINISTER = "childhood_minister"
    SYSTEM = "system"

    @property
    def words(self) -> str:
        """Return the actor in French with its article: « la commune »."""
        return WORDS[self]


WORDS = {
    Role.MUNICIPALITY: "la commune",
    Role.MUNICIPAL_COUNCIL: "le conseil communal",
    Role.MAYOR: "le bourgmestre ou la bourgmestre",
    Role.CCA: "la CCA",
    Role.CCA_CHAIR: "la présidence de la CCA",
    Role.ATL_COORDINATOR: "le coordinateur ou la coordinatrice ATL",
    Role.CARE_OPERATOR: "l’opérateur de l’accueil",
    Role.STAFF_REGISTRAR: "la direction ou le secrétariat de l’opérateur",
    Role.PROJECT_LEADER: "le ou la responsable de projet",
    Role.CARE_WORKER: "l’accueillant ou l’accueillante",
    Role.APPROVAL_COMMISSION: "la commission d’agrément",
    Role.ONE: "l’ONE",
    Role.ONE_TRAINING: "le service de l’ONE qui valide les formations",
    Role.ONE_BOARD: "le conseil d’administration de l’ONE",
    Role.OBSERVATORY: "l’Observatoire",
    Role.GOVERNMENT: "le Gouvernement",
    Role.APPEAL_COUNCIL: "le Conseil de recours",
    Role.COMPLAINANT: "la personne qui se plaint",
    Role.TRAINING_PROVIDER: "l’organisme de formation",
    Role.COORDINATION_ASBL: "l’ASBL chargée de la coordination",
    Role.ORGANISING_BODY: "le pouvoir organisateur",
    Role.EDD_ADVISORY_COMMISSION: "la commission d’avis",
    Role.CHILDHOOD_MINISTER: "le ou la ministre de l’Enfance",
    Role.SYSTEM: "le portail",
}


def any_of(roles: Iterable[Role]) -> str:
    """Return actors any of whom may act: « la commune, la CCA ou l’ONE »."""
    *others, last = [role.words for role in roles]
    return f"{', '.join(others)} ou {last}" if others else last
