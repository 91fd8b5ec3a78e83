"""The kinds of organisations and the roles one can hold in each (DESIGN, section 4; practice.md, section 2)."""

from django.db import models


class OrganisationKind(models.TextChoices):
    COORDINATION = "coordination", "Coordination ATL"
    OPERATOR = "operator", "Opérateur de l'accueil"
    ONE = "one", "ONE"
    APPROVAL_COMMISSION = "approval_commission", "Commission d'agrément"
    OBSERVATORY = "observatory", "Observatoire"
    MINISTRY = "ministry", "Ministère"


class Role(models.TextChoices):
    ATL_COORDINATOR = "atl_coordinator", "Coordination ATL"
    CCA_CHAIR = "cca_chair", "Présidence de la CCA"
    CCA_MEMBER = "cca_member", "Membre de la CCA"
    COUNCIL_SECRETARY = "council_secretary", "Secrétariat du conseil"
    OPERATOR_SIGNATORY = "operator_signatory", "Pouvoir organisateur"
    OPERATOR_SECRETARY = "operator_secretary", "Secrétariat de l'opérateur"
    PROJECT_LEADER = "project_leader", "Responsable de projet"
    CARE_WORKER = "care_worker", "Accueillant·e"
    APPROVAL_OFFICER = "approval_officer", "Référent·e agrément"
    TRAINING_OFFICER = "training_officer", "Validation des formations"
    SUBSIDY_OFFICER = "subsidy_officer", "Gestion des subsides"
    COMMISSION_MEMBER = "commission_member", "Membre de la commission d'agrément"
    OBSERVER = "observer", "Observatoire"
    MINISTRY_READER = "ministry_reader", "Ministère"


ROLES_OF: dict[str, frozenset[str]] = {
    OrganisationKind.COORDINATION: frozenset(
        {Role.ATL_COORDINATOR, Role.CCA_CHAIR, Role.CCA_MEMBER, Role.COUNCIL_SECRETARY}
    ),
    OrganisationKind.OPERATOR: frozenset(
        {Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER, Role.CARE_WORKER}
    ),
    OrganisationKind.ONE: frozenset({Role.APPROVAL_OFFICER, Role.TRAINING_OFFICER, Role.SUBSIDY_OFFICER}),
    OrganisationKind.APPROVAL_COMMISSION: frozenset({Role.COMMISSION_MEMBER}),
    OrganisationKind.OBSERVATORY: frozenset({Role.OBSERVER}),
    OrganisationKind.MINISTRY: frozenset({Role.MINISTRY_READER}),
}
