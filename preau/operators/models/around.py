"""Around the offer: who helps at ONE, how many children live there, the lists received, the keys of other software."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.foundation.territory.models import Dated
from preau.operators.models.bodies import CareOperator

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class HelpSubject(models.TextChoices):
    APPROVAL = "approval", "Agrément et déclaration"
    SUBSIDIES = "subsidies", "Subsides"
    TRAINING = "training", "Personnel et formations"
    QUALITY = "quality", "Qualité de l'accueil et visites"
    COORDINATION = "coordination", "Coordination ATL et programme CLE"


class OfficerCharge(Dated):
    """What an ONE officer is in charge of: a subject, for one operator, a commune, a province, or everywhere.

    The most precise charge wins. Exactly one of the three is told, or none: everywhere.
    """

    mandate = models.ForeignKey("accounts.Mandate", on_delete=models.PROTECT, related_name="charges")
    subject = models.CharField("sujet", max_length=15, choices=HelpSubject)
    province = models.CharField("province ou Région", max_length=40, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    operator = models.ForeignKey(CareOperator, null=True, blank=True, on_delete=models.CASCADE, related_name="charges")
    phone = models.CharField("téléphone", max_length=20, blank=True)

    class Meta:
        verbose_name = "charge d'un agent de l'ONE"
        verbose_name_plural = "charges des agents de l'ONE"
        ordering = ("subject", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(province="", municipality__isnull=True)
                | Q(province="", operator__isnull=True)
                | Q(municipality__isnull=True, operator__isnull=True),
                name="officer_charge_of_one_extent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.mandate.person}"


class OfficerLeave(models.Model):
    """Days on which an officer is away, both included, and who answers instead (None: nobody was named)."""

    mandate = models.ForeignKey("accounts.Mandate", on_delete=models.PROTECT, related_name="leaves")
    first_day = models.DateField("du")
    last_day = models.DateField("au")
    replaced_by = models.ForeignKey(
        "accounts.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "congé d'un agent"
        verbose_name_plural = "congés des agents"
        ordering = ("first_day", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="leave_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.mandate.person}, {self.first_day}"


class ChildrenCount(models.Model):
    """How many children of certain ages live in a commune on a day, as a source says. `to_age` is not included."""

    municipality = models.ForeignKey("territory.Municipality", on_delete=models.PROTECT, related_name="children_counts")
    day = models.DateField("au")
    from_age = models.PositiveSmallIntegerField("dès (ans)", default=3)
    to_age = models.PositiveSmallIntegerField("moins de (ans)", default=12)
    count = models.PositiveIntegerField("enfants")
    source = models.CharField("source", max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "nombre d'enfants"
        verbose_name_plural = "nombres d'enfants"
        ordering = ("municipality_id", "-day", "from_age")
        constraints = [
            models.UniqueConstraint(fields=("municipality", "day", "from_age", "to_age"), name="children_counted_once"),
            models.CheckConstraint(condition=Q(to_age__gt=F("from_age")), name="children_ages_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.count}, {self.municipality}"


class ListImportQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "ListImportQuerySet":
        """Keep the lists of the organisation acted for."""
        return self.filter(organisation_id=actor.organisation_id) if actor.organisation_id else self.none()


class ListImport(models.Model):
    """A workbook being settled: what was read of it (`proposal`), what the person answered (`answers`), and the end."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="list_imports")
    zone = models.ForeignKey("territory.Zone", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("documents.ReceivedFile", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("fichier", max_length=100)
    proposal = models.JSONField("ce qui a été lu")
    answers = models.JSONField("ce qui a été répondu", default=dict)
    version = models.PositiveIntegerField("version", default=1)
    created_at = models.DateTimeField("reçu le")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField("repris le", null=True, blank=True)
    dropped_at = models.DateTimeField("abandonné le", null=True, blank=True)

    objects = ListImportQuerySet.as_manager()

    class Meta:
        verbose_name = "liste reçue"
        verbose_name_plural = "listes reçues"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | Q(dropped_at__isnull=True), name="list_settled_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class AccessKeyQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "AccessKeyQuerySet":
        """Keep the keys of the organisation acted for, for who manages its access."""
        if actor.mandate is None or not actor.mandate.manages_users:
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def in_force(self, day: date) -> "AccessKeyQuerySet":
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)


class AccessKey(models.Model):
    """The key with which the software of an organisation reads and writes its operators; only a digest is kept."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="access_keys")
    label = models.CharField("logiciel", max_length=100)
    digest = models.CharField("empreinte", max_length=64, unique=True)
    can_write = models.BooleanField("peut écrire", default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("donnée le")
    expires_on = models.DateField("valable jusqu'au")
    last_used_on = models.DateField("dernier usage", null=True, blank=True)
    revoked_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = AccessKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "clé d'accès"
        verbose_name_plural = "clés d'accès"
        ordering = ("-made_at", "pk")

    def __str__(self) -> str:
        return self.label
