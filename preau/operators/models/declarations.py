"""What an operator declared in a zone, text by text, and the present one flattened for those who search and compare."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.foundation.accounts.roles import Role
from preau.operators.models.bodies import NATIONAL_READERS, OWN_READERS, CareOperator
from preau.operators.models.places import CarePlace

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class OperatorDeclarationQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "OperatorDeclarationQuerySet":
        """Keep one's own declarations, those of the zone one coordinates, or all for ONE and the commission."""
        if actor.is_system or actor.role in NATIONAL_READERS:
            return self.all()
        if actor.role in OWN_READERS:
            return self.filter(operator__body__organisation_id=actor.organisation_id)
        if actor.role == Role.ATL_COORDINATOR and actor.zone_id is not None:
            return self.filter(zone_id=actor.zone_id)
        return self.none()


class OperatorDeclaration(models.Model):
    """What one operator declares to one zone: its annex to the CLE programme there (decree, art. 15, § 2).

    The subject of its case (`law/procedures/operator_declaration.yaml`), which says where it stands.
    """

    operator = models.ForeignKey(CareOperator, on_delete=models.PROTECT, related_name="declarations")
    zone = models.ForeignKey("territory.Zone", on_delete=models.PROTECT, related_name="declarations")

    objects = OperatorDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "déclaration d'opérateur"
        verbose_name_plural = "déclarations d'opérateurs"
        ordering = ("operator__name", "pk")
        constraints = [models.UniqueConstraint(fields=("operator", "zone"), name="one_declaration_per_zone")]

    def __str__(self) -> str:
        return f"{self.operator}, {self.zone}"


class DeclarationRevision(models.Model):
    """A declared text, frozen: `content` is `operators.description.Description` as JSON, the account kept apart.

    In force from `effective_on` until a later revision takes effect; `ends`: the operator ceased. What was offered on
    a day is the revision with the latest `effective_on` not after it, the last number first. `by_coordination`: noted
    by the commune for an operator without account, not declared by it.
    """

    declaration = models.ForeignKey(OperatorDeclaration, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("version")
    content = models.JSONField("texte déclaré")
    iban = models.CharField("compte bancaire", max_length=34, blank=True)
    fingerprint = models.CharField("empreinte", max_length=64)
    changed_points = models.JSONField("points de l'annexe changés", default=list)
    effective_on = models.DateField("prend effet le")
    submitted_at = models.DateTimeField("déclaré le")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_coordination = models.BooleanField("noté par la commune", default=False)
    ends = models.BooleanField("cessation", default=False)

    class Meta:
        verbose_name = "version d'une déclaration"
        verbose_name_plural = "versions d'une déclaration"
        ordering = ("declaration_id", "-number")
        constraints = [models.UniqueConstraint(fields=("declaration", "number"), name="declaration_version_once")]
        indexes = [models.Index(fields=("declaration", "-effective_on", "-number"), name="declared_on_a_day")]

    def __str__(self) -> str:
        return f"version {self.number}"


class PublishedPlace(models.Model):
    """A place as it is declared today: one row per place, rewritten from the revision in force, never edited.

    `content` is the place of the revision as JSON (`description.PlaceText`), for its page. Prices in euros per hour.
    """

    place = models.OneToOneField(CarePlace, on_delete=models.CASCADE, primary_key=True, related_name="published")
    revision = models.ForeignKey(DeclarationRevision, on_delete=models.CASCADE, related_name="published_places")
    operator = models.ForeignKey(CareOperator, on_delete=models.CASCADE, related_name="published_places")
    zone = models.ForeignKey("territory.Zone", on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        "territory.Municipality", on_delete=models.PROTECT, related_name="published_places"
    )
    name = models.CharField("nom", max_length=200)
    slug = models.SlugField("nom dans l'adresse", max_length=220)
    operator_name = models.CharField("opérateur", max_length=200)
    address = models.CharField("adresse", max_length=300, blank=True)
    access = models.CharField("accès", max_length=10, blank=True)
    in_school = models.BooleanField("dans une école", null=True)
    capacity = models.PositiveSmallIntegerField("places", null=True)
    youngest_months = models.PositiveSmallIntegerField("dès l'âge de (mois)", null=True)
    oldest_months = models.PositiveSmallIntegerField("jusqu'à l'âge de (mois)", null=True)
    lowest_hourly = models.DecimalField("prix par heure, au moins", max_digits=8, decimal_places=2, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    by_coordination = models.BooleanField("noté par la commune", default=False)
    declared_on = models.DateField("déclaré le")
    content = models.JSONField("le lieu déclaré")

    class Meta:
        verbose_name = "lieu publié"
        verbose_name_plural = "lieux publiés"
        ordering = ("municipality__name", "name", "place_id")
        indexes = [
            models.Index(fields=("municipality", "name", "place"), name="published_by_municipality"),
            models.Index(fields=("zone", "name"), name="published_by_zone"),
            models.Index(fields=("name", "place"), name="published_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PublishedSlot(models.Model):
    """One stretch of hours of a published place on one weekday, with whom it is for and what it costs."""

    place = models.ForeignKey(PublishedPlace, on_delete=models.CASCADE, related_name="slots")
    municipality = models.ForeignKey("territory.Municipality", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("période", max_length=20)
    label = models.CharField("précision", max_length=100, blank=True)
    weekday = models.PositiveSmallIntegerField("jour")
    starts = models.PositiveSmallIntegerField("de")
    ends = models.PositiveSmallIntegerField("à")
    youngest_months = models.PositiveSmallIntegerField(null=True)
    oldest_months = models.PositiveSmallIntegerField(null=True)
    capacity = models.PositiveSmallIntegerField(null=True)
    hourly = models.DecimalField("prix par heure", max_digits=8, decimal_places=2, null=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    holidays = models.JSONField(default=list)

    class Meta:
        verbose_name = "horaire publié"
        verbose_name_plural = "horaires publiés"
        ordering = ("place_id", "kind", "weekday", "starts")
        indexes = [
            models.Index(fields=("municipality", "kind", "weekday", "starts"), name="slots_by_municipality"),
            models.Index(fields=("kind", "weekday", "place"), name="slots_by_kind"),
        ]
        constraints = [models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="published_slot_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.weekday} {self.starts}-{self.ends}"


class PlaceWord(models.Model):
    """A word of a published place, folded: where the search finds it."""

    word = models.CharField(max_length=40)
    place = models.ForeignKey(PublishedPlace, on_delete=models.CASCADE, related_name="words")

    class Meta:
        verbose_name = "mot d'un lieu"
        verbose_name_plural = "mots des lieux"
        constraints = [models.UniqueConstraint(fields=("word", "place"), name="place_word_once")]

    def __str__(self) -> str:
        return self.word
