"""The journal: one entry per act, never changed, sealed day by day.

The database itself refuses to update or delete an entry or a seal (see `guard`), and the chain of seals finds
a change made behind the application's back (see `seals`).
"""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act: who, as what, when, what, on what, before and after."""

    at = models.DateTimeField("moment")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="personne"
    )
    acting_as = models.CharField("agissant comme", max_length=200, blank=True)
    organisation_id = models.BigIntegerField("organisation", null=True)
    act = models.CharField("acte", max_length=60)
    object_type = models.CharField("sorte d'objet", max_length=60)
    object_id = models.CharField("objet", max_length=64)
    payload = models.JSONField("contenu", default=dict)
    digest = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "acte du journal"
        ordering = ("pk",)
        indexes = [
            models.Index(fields=("object_type", "object_id", "id"), name="journal_by_object"),
            models.Index(fields=("at",), name="journal_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.act} {self.object_type} {self.object_id}"


class Seal(models.Model):
    """The seal of one day: the digests of its entries, chained to the seal before."""

    day = models.DateField("jour", unique=True)
    entries = models.JSONField("empreintes", help_text="liste de [numéro, empreinte], dans l'ordre")
    previous = models.CharField("sceau précédent", max_length=64, blank=True)
    digest = models.CharField("sceau", max_length=64)
    sealed_at = models.DateTimeField("scellé le")

    class Meta:
        verbose_name = "sceau"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.digest[:12]}"
