"""Places of care, and how children come there from school (decree, art. 15, § 2, 4° and 5°)."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from preau.foundation.accounts.roles import Role
from preau.foundation.territory.models import ZoneMember
from preau.law.travel import WORDS as TRAVEL_WORDS
from preau.law.travel import TravelMode
from preau.operators.models.bodies import CareOperator

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class PlaceAccess(models.TextChoices):
    FULL = "full", "Accessible aux personnes à mobilité réduite"
    PARTLY = "partly", "Accessible en partie"
    NO = "no", "Pas accessible"
    UNKNOWN = "", "Pas encore su"


class Meals(models.TextChoices):
    NONE = "none", "Rien n'est servi"
    OWN = "own", "Les enfants apportent leur collation ou leur repas"
    SNACK = "snack", "Une collation est servie"
    MEAL = "meal", "Un repas est servi"
    UNKNOWN = "", "Pas encore su"


class CarePlaceQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "CarePlaceQuerySet":
        """Keep the places one describes: one's own; for a coordination those of its zone, of operators without account.

        Everybody else reads what was declared (`DeclarationRevision`, `PublishedPlace`), never these rows: a draft.
        """
        rows = self.filter(operator__in=CareOperator.objects.described_by(actor))
        if actor.role == Role.ATL_COORDINATOR:  # an operator may have places in several zones: each has its own
            return rows.filter(municipality__in=ZoneMember.objects.filter(zone=actor.zone_id).values("municipality"))
        return rows

    def open(self) -> "CarePlaceQuerySet":
        """Keep the places that have not been closed for good."""
        return self.filter(closed_on__isnull=True)


class CarePlace(models.Model):
    """Where children are cared for. Ages in whole months, so that two and a half years is 30; None: not known.

    Never deleted once declared: closed, for the attendance and subsidies of its years hang on it.
    """

    operator = models.ForeignKey(CareOperator, on_delete=models.PROTECT, related_name="places")
    name = models.CharField("nom", max_length=200)
    street = models.CharField("rue et numéro", max_length=150, blank=True)
    postal_code = models.CharField("code postal", max_length=4, blank=True)
    locality = models.CharField("localité", max_length=80, blank=True)
    municipality = models.ForeignKey("territory.Municipality", on_delete=models.PROTECT, related_name="care_places")
    in_school = models.BooleanField("dans une école", null=True, blank=True)
    school_name = models.CharField("école", max_length=200, blank=True)
    premises = models.TextField("locaux", blank=True)
    access = models.CharField("accès", max_length=10, choices=PlaceAccess, blank=True)
    outdoor = models.BooleanField("espace extérieur", null=True, blank=True)
    meals = models.CharField("repas et collations", max_length=10, choices=Meals, blank=True)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    youngest_months = models.PositiveSmallIntegerField("dès l'âge de (mois)", null=True, blank=True)
    oldest_months = models.PositiveSmallIntegerField("jusqu'à l'âge de (mois)", null=True, blank=True)
    latitude = models.DecimalField("latitude", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("longitude", max_digits=8, decimal_places=5, null=True, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    opened_on = models.DateField("ouvert depuis le", null=True, blank=True)
    closed_on = models.DateField("fermé le", null=True, blank=True)
    received_from = models.CharField("reçu de", max_length=200, blank=True)
    received_at = models.DateTimeField("reçu le", null=True, blank=True)
    external_id = models.CharField("identifiant chez l'expéditeur", max_length=80, blank=True)
    version = models.PositiveIntegerField("version", default=1)  # grows with each change: two people on one page
    updated_at = models.DateTimeField("modifié le")

    objects = CarePlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu d'accueil"
        verbose_name_plural = "lieux d'accueil"
        ordering = ("name", "pk")
        indexes = [models.Index(fields=("municipality", "operator"), name="places_of_municipality")]
        constraints = [
            models.UniqueConstraint(
                fields=("operator", "external_id"), condition=~Q(external_id=""), name="place_received_once"
            ),
            models.CheckConstraint(
                condition=Q(youngest_months__isnull=True)
                | Q(oldest_months__isnull=True)
                | Q(oldest_months__gt=F("youngest_months")),
                name="place_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(49, 52), longitude__range=(2, 7)),
                name="place_within_the_country",
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="place_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Transfer(models.Model):
    """How children go from a school to the place, or back. None: not known."""

    place = models.ForeignKey(CarePlace, on_delete=models.CASCADE, related_name="transfers")
    school_name = models.CharField("école", max_length=200)
    mode = models.CharField(
        "mode",
        max_length=20,
        choices=[(mode.value, TRAVEL_WORDS[mode][:1].upper() + TRAVEL_WORDS[mode][1:]) for mode in TravelMode],
    )
    minutes = models.PositiveSmallIntegerField("durée prévisible en minutes", null=True, blank=True)
    supervised = models.BooleanField("encadré de manière adaptée", null=True, blank=True)
    supervision = models.CharField("par qui", max_length=200, blank=True)
    inside_zone = models.BooleanField("reste dans la zone du programme CLE", null=True, blank=True)
    consent = models.BooleanField("les parents acceptent une durée plus longue", null=True, blank=True)

    class Meta:
        verbose_name = "déplacement"
        ordering = ("place_id", "school_name", "pk")

    def __str__(self) -> str:
        return f"{self.school_name}, {self.place}"
