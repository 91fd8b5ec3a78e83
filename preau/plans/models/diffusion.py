"""Who received a plan or a report, and the proof: transmission, information of each council, publicity to operators."""

from django.conf import settings
from django.db import models

from preau.plans.models.plan import AnnualActionPlan


class Document(models.TextChoices):
    PLAN = "plan", "Plan d'action annuel"
    REPORT = "report", "Rapport d'activité"


class Transmission(models.Model):
    """A document handed to the commission and the council through Préau: its receipt (order, art. 3/1, 3/2)."""

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.PROTECT, related_name="transmissions")
    document = models.CharField("document", max_length=6, choices=Document)
    revision = models.PositiveSmallIntegerField("version", default=1)
    at = models.DateTimeField("transmis le")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField("agissant comme", max_length=200)
    sha256 = models.CharField("empreinte du PDF", max_length=64)
    due_on = models.DateField("à transmettre pour le")
    late = models.BooleanField("après l'échéance", default=False)
    why_late = models.CharField("pourquoi après l'échéance", max_length=500, blank=True)

    class Meta:
        verbose_name = "transmission"
        ordering = ("-at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("plan", "document", "revision"), name="one_transmission_per_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.get_document_display()}, {self.at:%Y-%m-%d}"


class CouncilInformation(models.Model):
    """The council of one commune of the zone is informed; a vote is its own choice, no law asks for one."""

    class Vote(models.TextChoices):
        NONE = "none", "Pris acte, sans vote"
        ADOPTED = "adopted", "Voté : approuvé"
        REJECTED = "rejected", "Voté : rejeté"

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.PROTECT, related_name="council_informations")
    municipality = models.ForeignKey("territory.Municipality", on_delete=models.PROTECT, related_name="+")
    session_on = models.DateField("séance du")
    vote = models.CharField("vote", max_length=8, choices=Vote, default=Vote.NONE)
    comment = models.CharField("remarque du conseil", max_length=1_000, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField("noté par", max_length=200)
    at = models.DateTimeField("noté le")

    class Meta:
        verbose_name = "information du conseil communal"
        ordering = ("plan_id", "municipality_id")
        constraints = [
            models.UniqueConstraint(fields=("plan", "municipality"), name="council_informed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.session_on}"


class Publicity(models.Model):
    """One operator told of an approved text: when, at which address. Whether the letter left, the outbox knows."""

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.PROTECT, related_name="publicities")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField("adresse électronique", blank=True)
    revision = models.PositiveSmallIntegerField("version", default=1)
    told_at = models.DateTimeField("prévenu le")

    class Meta:
        verbose_name = "publicité d'un plan"
        ordering = ("plan_id", "organisation_id", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "revision", "organisation", "email"), name="operator_told_once_per_revision"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
