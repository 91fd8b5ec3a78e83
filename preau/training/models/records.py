"""What people followed: an entry for one person or a group, its days and hours, what was typed as « Autre »."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from preau.foundation.accounts.roles import Role
from preau.staff.models import TEAM_READERS, EmploymentContract, StaffPerson
from preau.training.models.catalogue import QUEUE_READERS, TrainingModule

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

# Who enters the trainings of a house.
ENCODERS = frozenset({Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER, Role.ATL_COORDINATOR})


class Encoding(models.Model):
    """One way of typing a training that was not picked from the catalogue, and the module it is taken for.

    All the entries typed alike (`key`, of the folded words) share it: settling it settles them. `linked_by` says who
    tied it: a new module of its own, the look-alikes already waiting, the portal alone above its threshold, an officer.
    """

    class LinkedBy(models.TextChoices):
        NEW = "new", "Nouveau module"
        CLUSTER = "cluster", "Rangé avec ses semblables"
        ALONE = "alone", "Reconnu par le portail"
        OFFICER = "officer", "Rangé par l’ONE"

    provider_text = models.CharField("organisme", max_length=200)
    trainer_text = models.CharField("formatrice ou formateur", max_length=200, blank=True)
    place_text = models.CharField("lieu", max_length=200, blank=True)
    module_text = models.CharField("intitulé", max_length=300)
    key = models.CharField("empreinte", max_length=64, unique=True)
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="encodings")
    linked_by = models.CharField("rangé par", max_length=10, choices=LinkedBy)
    score = models.DecimalField("ressemblance", max_digits=4, decimal_places=3, null=True, blank=True)
    reasons = models.JSONField("raisons", default=list)
    linked_at = models.DateTimeField("rangé le")

    class Meta:
        verbose_name = "encodage"
        ordering = ("pk",)
        indexes = [models.Index(fields=("module",), name="encodings_of_module")]

    def __str__(self) -> str:
        return f"{self.provider_text}, {self.module_text}"


class TrainingEntryQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "TrainingEntryQuerySet":
        """Keep the entries of the house acted for, those of one's own trainings, and for ONE's officers all."""
        if actor.is_system or actor.role in QUEUE_READERS:
            return self.all()
        if actor.person_id is None:
            return self.none()
        own = Exists(
            TrainingRecord.objects.filter(entry=OuterRef("pk"), person__account_id=actor.person_id, removed_at=None)
        )
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            return self.filter(Q(organisation_id=actor.organisation_id) | Q(own))
        return self.filter(own)


class TrainingEntry(models.Model):
    """One training as a house entered it, for one person or a group. `encoding` is None when it was picked.

    `module` follows the encoding. `form_key` is that of the form it was sent with: a second click finds it.
    `findings` is what was read on the certificate against what was typed, as shown before saving; `mismatch`: they
    differ, and ONE is to look.
    """

    class Source(models.TextChoices):
        FORM = "form", "Saisi"
        LIST = "list", "Repris d'une liste"

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="training_entries")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="entries")
    encoding = models.ForeignKey(Encoding, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    certificate = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    findings = models.JSONField("lu sur l’attestation", default=list)
    mismatch = models.BooleanField("attestation à vérifier", default=False)
    source = models.CharField("origine", max_length=5, choices=Source, default=Source.FORM)
    form_key = models.UUIDField("formulaire", null=True, blank=True, unique=True)
    version = models.PositiveIntegerField("version", default=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField("saisi le")

    objects = TrainingEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "formation saisie"
        verbose_name_plural = "formations saisies"
        ordering = ("-entered_at", "-pk")
        indexes = [
            models.Index(fields=("organisation", "-entered_at"), name="entries_of_house"),
            models.Index(fields=("module",), name="entries_of_module"),
            models.Index(fields=("entered_at",), condition=Q(mismatch=True), name="entries_to_look_at"),
        ]

    def __str__(self) -> str:
        return str(self.module)


class TrainingRecordQuerySet(models.QuerySet):
    def present(self) -> "TrainingRecordQuerySet":
        """Keep those that were not removed."""
        return self.filter(removed_at__isnull=True)

    def visible_to(self, actor: "Actor") -> "TrainingRecordQuerySet":
        """Keep one's own, those of the people under contract with the house today, those it entered; for ONE all.

        Hours follow the person: her present employer reads what she followed elsewhere, a former one no longer does.
        """
        if actor.is_system or actor.role in QUEUE_READERS:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(person__account_id=actor.person_id)
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            theirs = EmploymentContract.objects.in_force(actor.today).filter(
                person=OuterRef("person_id"), organisation_id=actor.organisation_id
            )
            mine |= Q(Exists(theirs)) | Q(entry__organisation_id=actor.organisation_id)
        return self.filter(mine)


class TrainingRecord(models.Model):
    """One person's part in an entry. Whether its hours count is never kept: it is read from the module and its body.

    `outcome` is what ONE said of this very record whatever the module: refused (she was not there, the certificate is
    of somebody else), or asked to be explained.
    """

    class Outcome(models.TextChoices):
        REFUSED = "refused", "Refusé pour cette personne"
        ASKED = "asked", "Information demandée"

    entry = models.ForeignKey(TrainingEntry, on_delete=models.CASCADE, related_name="records")
    person = models.ForeignKey(StaffPerson, on_delete=models.PROTECT, related_name="training_records")
    outcome = models.CharField("décision propre", max_length=10, choices=Outcome, blank=True)
    reason_code = models.CharField("motif", max_length=40, blank=True)
    reason = models.TextField("précision", max_length=2000, blank=True)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "formation suivie"
        verbose_name_plural = "formations suivies"
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=("person",), name="records_of_person"),
            models.Index(fields=("outcome",), condition=Q(outcome="asked"), name="records_asked_about"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("entry", "person"), condition=Q(removed_at__isnull=True), name="person_once_per_entry"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason_code=""), name="refused_record_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.entry}"


class RecordDay(models.Model):
    """The hours a person followed on one day of a training."""

    record = models.ForeignKey(TrainingRecord, on_delete=models.CASCADE, related_name="days")
    day = models.DateField("jour")
    hours = models.DecimalField("heures", max_digits=4, decimal_places=2)

    class Meta:
        verbose_name = "jour de formation"
        verbose_name_plural = "jours de formation"
        ordering = ("record_id", "day")
        constraints = [
            models.UniqueConstraint(fields=("record", "day"), name="record_day_once"),
            models.CheckConstraint(
                condition=Q(hours__gt=0) & Q(hours__lte=Decimal(24)), name="record_hours_within_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.hours} h"


class RefusalContestQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "RefusalContestQuerySet":
        """Keep those of the house acted for, one's own, and for ONE's officers all."""
        if actor.is_system or actor.role in QUEUE_READERS:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(asked_by_id=actor.person_id)
        if actor.role in TEAM_READERS and actor.organisation_id is not None:
            mine |= Q(organisation_id=actor.organisation_id)
        return self.filter(mine)


class RefusalContest(models.Model):
    """A house, or the person herself, contests the refusal of a module (or of one record): the subject of a case."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    module = models.ForeignKey(TrainingModule, on_delete=models.PROTECT, related_name="contests")
    record = models.ForeignKey(TrainingRecord, null=True, blank=True, on_delete=models.PROTECT, related_name="contests")
    words = models.TextField("ce qui est contesté", max_length=5000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandé le")

    objects = RefusalContestQuerySet.as_manager()

    class Meta:
        verbose_name = "contestation d'un refus"
        verbose_name_plural = "contestations de refus"
        ordering = ("-asked_at", "-pk")
        indexes = [models.Index(fields=("organisation", "-asked_at"), name="contests_of_house")]

    def __str__(self) -> str:
        return str(self.module)
