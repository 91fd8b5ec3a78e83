"""What is asked about a person: to move her file with her consent, to qualify her, to read a list of staff."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from preau.foundation.accounts.roles import OrganisationKind
from preau.staff.models.people import ONE_READERS, TEAM_READERS, Credential, StaffPerson

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class MoveRequestQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "MoveRequestQuerySet":
        """Keep what the house acted for asked, and what is asked of oneself."""
        if actor.is_system:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(person__account_id=actor.person_id)
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            mine |= Q(organisation_id=actor.organisation_id)
        return self.filter(mine)


class MoveRequest(models.Model):
    """A new employer asks a person to bring her file along. It reads nothing of it before she says yes.

    She answers from her account, or by the link sent to the address her file holds; only a digest of it is kept.
    """

    person = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="move_requests")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("premier jour du contrat")
    function = models.CharField("fonction", max_length=25)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandé le")
    token_digest = models.CharField("empreinte du lien", max_length=64, unique=True)
    expires_at = models.DateTimeField("valable jusqu’au")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    accepted = models.BooleanField("accord", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = MoveRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de reprise d’un dossier"
        verbose_name_plural = "demandes de reprise de dossiers"
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, accepted__isnull=True)
                | Q(answered_at__isnull=False, accepted__isnull=False),
                name="answered_move_has_its_answer",
            ),
            models.UniqueConstraint(
                fields=("person", "organisation"),
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="one_waiting_move_per_house",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


class QualificationRequestQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "QualificationRequestQuerySet":
        """Keep what the house acted for asked, what is asked for oneself, and for ONE everything."""
        if actor.is_system or actor.role in ONE_READERS:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(person__account_id=actor.person_id)
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            mine |= Q(organisation_id=actor.organisation_id)
        return self.filter(mine)


class QualificationRequest(models.Model):
    """What a house asks for one person and one function: the subject of a case of `staff_qualification`.

    `road`: a title of the official list, an equivalence, a project leader's experience, or three years of training.
    """

    class Road(models.TextChoices):
        LISTED = "listed", "Un titre de la liste"
        EQUIVALENCE = "equivalence", "Un autre titre, à reconnaître équivalent"
        EXPERIENCE = "experience", "Trois ans d’expérience utile au moins"
        TRAINING = "training", "Sans titre : cent heures en trois ans"

    person = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="qualification_requests")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    function = models.CharField("fonction", max_length=25)
    road = models.CharField("voie", max_length=15, choices=Road)
    credential = models.ForeignKey(
        Credential, null=True, blank=True, on_delete=models.PROTECT, related_name="qualification_requests"
    )
    experience_years = models.DecimalField("années d’expérience", max_digits=4, decimal_places=1, null=True, blank=True)
    note = models.TextField("précision", max_length=2000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandé le")

    objects = QualificationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de qualification"
        verbose_name_plural = "demandes de qualification"
        ordering = ("-asked_at", "-pk")
        indexes = [models.Index(fields=("organisation", "-asked_at"), name="qualifications_asked_by")]

    def __str__(self) -> str:
        return f"{self.person}, {self.function}"


class Qualification(models.Model):
    """What ONE recognised to a person for a function; it is hers, and follows her. Written by the acts of the case.

    `title` is the title of the list or the code of an equivalence; `attested_years` those of an assimilation.
    """

    person = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="qualifications")
    function = models.CharField("fonction", max_length=25)
    title = models.CharField("titre", max_length=40, blank=True)
    attested_years = models.DecimalField("années attestées", max_digits=4, decimal_places=1, null=True, blank=True)
    from_day = models.DateField("depuis")
    to_day = models.DateField("jusqu’au", null=True, blank=True)
    request = models.ForeignKey(QualificationRequest, on_delete=models.PROTECT, related_name="qualifications")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("décidé le")

    class Meta:
        verbose_name = "qualification"
        ordering = ("person_id", "function", "-from_day")
        indexes = [models.Index(fields=("person", "function"), name="qualifications_of_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.function}"


class StaffImportQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "StaffImportQuerySet":
        """Keep the lists of the house acted for, for who keeps its register."""
        kinds = {OrganisationKind.OPERATOR, OrganisationKind.COORDINATION}
        if actor.mandate is None or actor.mandate.organisation.kind not in kinds or actor.role not in TEAM_READERS:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)


class StaffImport(models.Model):
    """An old list of staff and trainings being settled: what was read, what was answered, and the end."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="staff_imports")
    file = models.ForeignKey("documents.ReceivedFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("fichier", max_length=100)
    proposal = models.JSONField("ce qui a été lu")
    answers = models.JSONField("ce qui a été répondu", default=dict)
    version = models.PositiveIntegerField("version", default=1)
    created_at = models.DateTimeField("reçu le")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField("repris le", null=True, blank=True)
    dropped_at = models.DateTimeField("abandonné le", null=True, blank=True)

    objects = StaffImportQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de personnel reçue"
        verbose_name_plural = "listes de personnel reçues"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(dropped_at__isnull=True), name="staff_list_settled_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
