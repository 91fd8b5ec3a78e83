"""Communes and the zones of one to three communes that coordinate their care together (decree, art. 40)."""

from datetime import date

from django.db import models
from django.db.models import F, Q


class DatedQuerySet(models.QuerySet):
    """Rows with `valid_from` / `valid_to` (both included; empty means without limit)."""

    def valid_on(self, day: date) -> "DatedQuerySet":
        """Keep the rows in force on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Dated(models.Model):
    """Something that exists between two dates, both included."""

    valid_from = models.DateField("en vigueur depuis", null=True, blank=True)
    valid_to = models.DateField("en vigueur jusqu'au", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


class Municipality(Dated):
    """A commune, known by its NIS code; a merger ends two codes and starts a third."""

    nis = models.CharField("code NIS", max_length=5, unique=True)
    name = models.CharField("nom", max_length=80)
    slug = models.SlugField("nom dans l'adresse", max_length=90, unique=True)
    province = models.CharField("province", max_length=40, db_index=True)
    region = models.CharField("région", max_length=40)

    class Meta:
        verbose_name = "commune"
        ordering = ("name", "nis")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="municipality_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Zone(Dated):
    """One commune, or two or three neighbouring ones that share a CCA and a coordination (decree, art. 40)."""

    name = models.CharField("nom", max_length=200)
    slug = models.SlugField("nom dans l'adresse", max_length=200, unique=True)
    municipalities = models.ManyToManyField(Municipality, through="ZoneMember", related_name="zones")

    class Meta:
        verbose_name = "zone"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class ZoneMember(models.Model):
    """A commune's place in a zone: first, second or third, so that the database itself refuses a fourth."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="members")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="memberships")
    position = models.PositiveSmallIntegerField("rang")

    class Meta:
        verbose_name = "commune de la zone"
        ordering = ("zone_id", "position")
        constraints = [
            models.UniqueConstraint(fields=("zone", "municipality"), name="zone_member_once"),
            models.UniqueConstraint(fields=("zone", "position"), name="zone_member_position_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=3), name="zone_of_one_to_three"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} ({self.zone})"
