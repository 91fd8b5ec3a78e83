"""Who works with the children: persons, their contract with an employer, their functions, leaves, papers seen."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.law.qualification.titles import Title, labels

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

# Who keeps the register of a house, who reads the team, who reads the files of every house.
REGISTRARS = frozenset({Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.ATL_COORDINATOR})
TEAM_READERS = REGISTRARS | {Role.PROJECT_LEADER}
ONE_READERS = frozenset({Role.APPROVAL_OFFICER, Role.TRAINING_OFFICER})


class StaffPersonQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "StaffPersonQuerySet":
        """Keep oneself, the people under contract with the house acted for, and for ONE everybody.

        A coordination keeps its own coordinators: never the staff of the operators of its commune. A house keeps the
        people who left it; what they did elsewhere since is not its business (`access.sees_whole_file`).
        """
        if actor.is_system:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(account_id=actor.person_id)
        if actor.role in ONE_READERS:
            return self.all()
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            theirs = EmploymentContract.objects.filter(organisation_id=actor.organisation_id)
            return self.filter(mine | Q(pk__in=theirs.values("person")))
        return self.filter(mine)

    def at_work(self, organisation_id: int, day: date) -> "StaffPersonQuerySet":
        """Keep those under contract with a house on a day."""
        theirs = EmploymentContract.objects.in_force(day).filter(organisation_id=organisation_id)
        return self.filter(pk__in=theirs.values("person"))


class StaffPerson(models.Model):
    """Someone of Mon Équipe, known once whoever employs her. Her hours and titles are hers and follow her.

    `national_number` is eleven digits, checked before it is written, shown masked; empty when nobody gave it.
    `account` is the account she signs in with, when she has one.
    """

    given_name = models.CharField("prénom", max_length=80)
    family_name = models.CharField("nom", max_length=80)
    birth_date = models.DateField("née le, né le", null=True, blank=True)
    national_number = models.CharField("numéro de registre national", max_length=11, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="staff_person"
    )
    version = models.PositiveIntegerField("version", default=1)
    created_at = models.DateTimeField("inscrit le")
    updated_at = models.DateTimeField("modifié le")

    objects = StaffPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "membre du personnel"
        verbose_name_plural = "membres du personnel"
        ordering = ("family_name", "given_name", "pk")
        indexes = [models.Index(fields=("family_name", "given_name"), name="staff_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=("national_number",), condition=~Q(national_number=""), name="national_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class ContractQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "ContractQuerySet":
        """Keep the contracts that run on a day, both ends included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def visible_to(self, actor: "Actor") -> "ContractQuerySet":
        """Keep one's own contracts, those of the house acted for, and for ONE all."""
        if actor.is_system or actor.role in ONE_READERS:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(person__account_id=actor.person_id)
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            mine |= Q(organisation_id=actor.organisation_id)
        return self.filter(mine)


class EmploymentContract(models.Model):
    """The one global contract of a person with an employer, whatever the functions it covers.

    `fte`: share of a full time, None when not known. `document`: the contract itself, asked of ATL coordinators
    within thirty days of hiring (D07).
    """

    class Status(models.TextChoices):
        EMPLOYEE = "employee", "Employée ou employé"
        WORKER = "worker", "Ouvrière ou ouvrier"
        CIVIL_SERVANT = "civil_servant", "Agente ou agent statutaire"
        SELF_EMPLOYED = "self_employed", "Indépendante ou indépendant"
        ASSOCIATIVE = "associative", "Travail associatif ou article 17"
        LOCAL_EMPLOYMENT = "local_employment", "ALE"
        VOLUNTEER = "volunteer", "Bénévole"
        SECONDED = "seconded", "Mise ou mis à disposition"
        OTHER = "other", "Autre"

    person = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="contracts")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="staff_contracts")
    status = models.CharField("statut", max_length=20, choices=Status, blank=True)
    fte = models.DecimalField("temps de travail (équivalent temps plein)", max_digits=4, decimal_places=3, null=True)
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour", null=True, blank=True)
    document = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("inscrit le")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "contrat"
        ordering = ("-starts_on", "-pk")
        indexes = [
            models.Index(fields=("organisation", "ends_on"), name="contracts_of_house"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="contract_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(fte__isnull=True) | Q(fte__gt=0, fte__lte=1), name="contract_fte_within_one"
            ),
            models.UniqueConstraint(
                fields=("person", "organisation"), condition=Q(ends_on__isnull=True), name="one_open_contract_per_house"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class FunctionCode(models.TextChoices):
    """The functions one can have in a place. The first three ask for a title; the first two owe training hours."""

    CARE_WORKER = "care_worker", "Accueillante ou accueillant"
    PROJECT_LEADER = "project_leader", "Responsable de projet"
    ATL_COORDINATOR = "atl_coordinator", "Coordination ATL"
    EDD_ANIMATOR = "edd_animator", "Animatrice ou animateur d’école de devoirs"
    EDD_COORDINATOR = "edd_coordinator", "Coordination d’école de devoirs"
    MANAGEMENT = "management", "Direction"
    ADMINISTRATION = "administration", "Administration"
    LOGISTICS = "logistics", "Logistique"
    PSYCHO_MEDICO_SOCIAL = "psycho_medico_social", "Psycho-médico-social"
    OTHER = "other", "Autre contact régulier avec les enfants"


class Assignment(models.Model):
    """A function in a place (None: in the whole house), with its share of working time, between two days.

    `is_estimate`: the contract does not split the time, the share is an estimate, which ONE accepts.
    """

    contract = models.ForeignKey(EmploymentContract, on_delete=models.CASCADE, related_name="assignments")
    place = models.ForeignKey(
        "operators.CarePlace", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    function = models.CharField("fonction", max_length=25, choices=FunctionCode)
    fte = models.DecimalField("temps de cette fonction", max_digits=4, decimal_places=3, null=True, blank=True)
    is_estimate = models.BooleanField("temps estimé", default=False)
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour", null=True, blank=True)

    class Meta:
        verbose_name = "fonction"
        ordering = ("-starts_on", "pk")
        indexes = [models.Index(fields=("function", "ends_on"), name="assignments_by_function")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="assignment_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(fte__isnull=True) | Q(fte__gt=0, fte__lte=1), name="assignment_fte_within_one"
            ),
        ]

    def __str__(self) -> str:
        return self.get_function_display()


class StaffLeave(models.Model):
    """Days away under a contract, both included; `ends_on` is None while the return is not known."""

    class Kind(models.TextChoices):
        PARENTAL = "parental", "Maternité, naissance, congé parental"
        ILLNESS = "illness", "Maladie ou accident"
        CAREER_BREAK = "career_break", "Interruption de carrière, crédit-temps"
        UNPAID = "unpaid", "Congé sans solde"
        OTHER = "other", "Autre absence"

    contract = models.ForeignKey(EmploymentContract, on_delete=models.CASCADE, related_name="leaves")
    kind = models.CharField("sorte", max_length=15, choices=Kind)
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour", null=True, blank=True)

    class Meta:
        verbose_name = "absence"
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="staff_leave_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.starts_on}"


class CredentialQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "CredentialQuerySet":
        """Keep the titles of those whose file the actor reads (`register` leaves out what came after she left)."""
        return self.filter(person__in=StaffPerson.objects.visible_to(actor).values("pk"))


class Credential(models.Model):
    """A title, diploma, certificate or brevet somebody holds. `title` is a code of the official lists, or `other`."""

    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="credentials")
    title = models.CharField("titre", max_length=40, choices=[(str(one), labels()[one]) for one in Title])
    label = models.CharField("intitulé exact", max_length=200, blank=True)
    issuer = models.CharField("école ou organisme", max_length=150, blank=True)
    obtained_on = models.DateField("obtenu le", null=True, blank=True)
    file = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_for = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("inscrit le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        verbose_name = "titre"
        ordering = ("-obtained_on", "pk")

    def __str__(self) -> str:
        return self.label or self.get_title_display()


class GoodConductCheck(models.Model):
    """An employer saw the criminal-record extract of a person. Neither the extract nor what it says is ever kept.

    `cleared`: whether it let her work with children. The next one is due five years after the day of the extract.
    """

    person = models.ForeignKey(StaffPerson, on_delete=models.CASCADE, related_name="good_conduct_checks")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    extract_on = models.DateField("date de l’extrait")
    seen_on = models.DateField("vu le")
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cleared = models.BooleanField("sans rien qui empêche de travailler avec des enfants")
    recorded_at = models.DateTimeField("inscrit le")

    class Meta:
        verbose_name = "extrait de casier judiciaire vu"
        verbose_name_plural = "extraits de casier judiciaire vus"
        ordering = ("-extract_on", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(seen_on__gte=F("extract_on")), name="extract_seen_after_its_day"),
            models.UniqueConstraint(
                fields=("person", "organisation", "extract_on"), name="extract_seen_once_per_house"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.extract_on}"


def is_house_of_staff(kind: str) -> bool:
    """Tell whether organisations of this kind keep a register of staff: operators, and coordinations for their own."""
    return kind in {OrganisationKind.OPERATOR, OrganisationKind.COORDINATION}
