"""The catalogue: training bodies and their modules, the names they go by, merged or not, and what ONE decided.

A row typed by an operator enters the catalogue as proposed. Merging points `root` at the row that stays, and splitting
points it back at itself: records keep the row they were typed with, and are always read through `root`.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.law.training.norms import ProviderGround

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

DECIDERS = frozenset({Role.TRAINING_OFFICER})  # who decides for ONE
QUEUE_READERS = DECIDERS | {Role.APPROVAL_OFFICER}
CATALOGUE_READERS = QUEUE_READERS | {
    Role.OPERATOR_SIGNATORY,
    Role.OPERATOR_SECRETARY,
    Role.PROJECT_LEADER,
    Role.CARE_WORKER,
    Role.ATL_COORDINATOR,
}


class Status(models.TextChoices):
    """Where a body or a module of the catalogue stands. A merged one reads that of its root."""

    PROPOSED = "proposed", "À valider"
    ASKED = "asked", "Information demandée"
    ACCEPTED = "accepted", "Validé"
    REFUSED = "refused", "Refusé"


OPEN_STATUSES = frozenset({Status.PROPOSED, Status.ASKED})

# Why a body may be accepted; `none` is no acceptance.
GROUNDS = {
    ProviderGround.ONE: "L’ONE lui-même",
    ProviderGround.APPROVED_BY_GOVERNMENT: "Agréé par le Gouvernement, avant le 16 juillet 2024",
    ProviderGround.RECOGNISED: "Reconnu en vertu du décret ONE, depuis le 16 juillet 2024",
    ProviderGround.TITLE_BODY: "Délivre un titre qui qualifie (art. 18)",
}


class TrainingProgramme(models.Model):
    """The programme of continuing training of the Government (decree, art. 20, al. 2); its themes are the scope."""

    title = models.CharField("intitulé", max_length=200)
    source = models.CharField("source", max_length=300, blank=True)
    valid_from = models.DateField("en vigueur depuis")
    valid_to = models.DateField("en vigueur jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "programme de formations continues"
        verbose_name_plural = "programmes de formations continues"
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return self.title


class ProgrammeTheme(models.Model):
    """One theme of a programme."""

    programme = models.ForeignKey(TrainingProgramme, on_delete=models.PROTECT, related_name="themes")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("intitulé", max_length=200)

    class Meta:
        verbose_name = "thème du programme"
        verbose_name_plural = "thèmes du programme"
        ordering = ("programme_id", "number")
        constraints = [
            models.UniqueConstraint(fields=("programme", "number"), name="theme_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Decided(models.Model):
    """What bodies and modules share: their status, the last decision with its reason, who looks at it.

    `reason_code` is one of `law.training.refusals`, `reason` the words added, `would_accept` what would be accepted.
    `to_countersign` keeps a decision that waits for a second officer (four eyes).
    """

    status = models.CharField("état", max_length=10, choices=Status, default=Status.PROPOSED)
    reason_code = models.CharField("motif", max_length=40, blank=True)
    reason = models.TextField("précision", max_length=2000, blank=True)
    would_accept = models.TextField("ce qui serait accepté", max_length=2000, blank=True)
    proposed_at = models.DateTimeField("proposé le")
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assigned_to = models.ForeignKey(
        "accounts.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_countersign = models.JSONField("décision à contresigner", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        abstract = True


class CatalogueQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "CatalogueQuerySet":
        """Keep what is decided, and for ONE's officers everything; a house sees besides what it typed, or shares."""
        if actor.is_system or actor.role in QUEUE_READERS:
            return self.all()
        decided = Q(status__in=(Status.ACCEPTED, Status.REFUSED))
        if actor.mandate and actor.mandate.organisation.kind == OrganisationKind.OPERATOR:
            return self.filter(decided | Q(proposed_for_id=actor.organisation_id) | self._entered_by(actor))
        return self.filter(decided)

    def _entered_by(self, actor: "Actor") -> Q:
        """Keep what the entries of the house acted for stand under, whoever typed it first."""
        path = "entries" if self.model._meta.model_name == "trainingmodule" else "modules__entries"
        own = self.model._default_manager.filter(**{f"{path}__organisation_id": actor.organisation_id})
        return Q(pk__in=own.values("pk")) | Q(pk__in=own.values("root_id"))

    def roots(self) -> "CatalogueQuerySet":
        """Keep the rows that are merged into no other."""
        return self.filter(root_id=F("pk"))


class TrainingProvider(Decided):
    """A body that gives training; an accepted one has at least one `Acceptance`. `root` is itself unless merged."""

    name = models.CharField("nom", max_length=200)
    folded = models.CharField("nom sans accents", max_length=200, db_index=True)
    enterprise_number = models.CharField("numéro d’entreprise", max_length=10, blank=True)
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    proposed_for = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = "organisme de formation"
        verbose_name_plural = "organismes de formation"
        ordering = ("name", "pk")
        indexes = [models.Index(fields=("status", "name"), name="providers_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason_code=""), name="refused_provider_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Acceptance(models.Model):
    """Why the hours of a body may count (decree, art. 20, al. 4), and on which days, both included; None: no limit.

    A body approved by the Government until 15 July 2024 and recognised since has two.
    """

    provider = models.ForeignKey(TrainingProvider, on_delete=models.CASCADE, related_name="acceptances")
    ground = models.CharField(
        "motif d’acceptation",
        max_length=25,
        choices=[(str(one), words) for one, words in GROUNDS.items()],
    )
    valid_from = models.DateField("depuis", null=True, blank=True)
    valid_to = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "acceptation d'un organisme"
        verbose_name_plural = "acceptations d’organismes"
        ordering = ("provider_id", "valid_from", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="acceptance_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()

    def covers(self, day: date) -> bool:
        """Tell whether a day is within its dates."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class ProviderName(models.Model):
    """Another name of a body, or one often typed for it: an acronym, a former name, one of its trainers or places."""

    class Kind(models.TextChoices):
        ACRONYM = "acronym", "Sigle"
        FORMER = "former", "Ancien nom"
        VARIANT = "variant", "Autre graphie"
        TRAINER = "trainer", "Formatrice ou formateur"
        PLACE = "place", "Lieu de formation"

    provider = models.ForeignKey(TrainingProvider, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    text = models.CharField("nom", max_length=200)
    folded = models.CharField("nom sans accents", max_length=200, db_index=True)

    class Meta:
        verbose_name = "autre nom d'un organisme"
        verbose_name_plural = "autres noms d’organismes"
        ordering = ("provider_id", "kind", "text")
        constraints = [
            models.UniqueConstraint(fields=("provider", "kind", "folded"), name="provider_name_once"),
        ]

    def __str__(self) -> str:
        return self.text


class TrainingModule(Decided):
    """A training of a body. `in_programme`: within the programme (art. 20, al. 3); None while nobody looked.

    `early_childhood`: part of ONE's own programme for the under-sixes, which counts as it is (art. 20, al. 5).
    `hours`: its usual length, None when unknown. `root` is itself unless it was merged.
    """

    provider = models.ForeignKey(TrainingProvider, on_delete=models.PROTECT, related_name="modules")
    title = models.CharField("intitulé", max_length=300)
    folded = models.CharField("intitulé sans accents", max_length=300, db_index=True)
    theme = models.ForeignKey(ProgrammeTheme, null=True, blank=True, on_delete=models.PROTECT, related_name="modules")
    in_programme = models.BooleanField("dans le programme", null=True, blank=True)
    early_childhood = models.BooleanField("programme de l’ONE pour les moins de six ans", default=False)
    for_care_workers = models.BooleanField("pour les accueillants", default=True)
    for_project_leaders = models.BooleanField("pour les responsables de projet", default=True)
    hours = models.DecimalField("durée habituelle en heures", max_digits=5, decimal_places=2, null=True, blank=True)
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    proposed_for = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = "module de formation"
        verbose_name_plural = "modules de formation"
        ordering = ("title", "pk")
        indexes = [models.Index(fields=("status", "title"), name="modules_by_status")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(in_programme=True) | Q(early_childhood=True),
                name="accepted_module_in_programme",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason_code=""), name="module_refused_with_reason"
            ),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=0), name="module_hours_positive"),
        ]

    def __str__(self) -> str:
        return self.title


class ModuleTitle(models.Model):
    """Another title a module goes by."""

    module = models.ForeignKey(TrainingModule, on_delete=models.CASCADE, related_name="titles")
    text = models.CharField("intitulé", max_length=300)
    folded = models.CharField("intitulé sans accents", max_length=300, db_index=True)

    class Meta:
        verbose_name = "autre intitulé d'un module"
        verbose_name_plural = "autres intitulés de modules"
        ordering = ("module_id", "text")
        constraints = [
            models.UniqueConstraint(fields=("module", "folded"), name="module_title_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Merging(models.Model):
    """One merge of the catalogue: `source` reads `target` from then on, and every row that read `source` with it.

    `moved` are the keys of those rows, so that splitting gives back exactly what was; `undone_at` says it was split.
    """

    class Kind(models.TextChoices):
        PROVIDER = "provider", "Organisme"
        MODULE = "module", "Module"

    kind = models.CharField("sorte", max_length=10, choices=Kind)
    source_id = models.PositiveBigIntegerField("ligne fusionnée")
    target_id = models.PositiveBigIntegerField("ligne qui reste")
    moved = models.JSONField("lignes suivies", default=list)
    at = models.DateTimeField("fusionné le")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("séparé le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "fusion"
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("kind", "source_id"), condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(source_id=F("target_id")), name="merged_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.target_id}"


class CatalogueRevision(models.Model):
    """How often the catalogue changed: one row, whose number tells a process that what it remembers is old."""

    number = models.PositiveBigIntegerField("révision", default=0)

    class Meta:
        verbose_name = "révision du catalogue"
        verbose_name_plural = "révisions du catalogue"

    def __str__(self) -> str:
        return str(self.number)
