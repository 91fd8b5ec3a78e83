"""The texts of a plan that were sent to the CCA, each frozen: what is voted is one of them and no other."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from preau.plans.models.plan import DRAFT_READERS, AnnualActionPlan

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class PlanRevisionQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "PlanRevisionQuerySet":
        """Keep the revisions of plans one may read; those never approved, only in the zone that wrote them."""
        readable = self.filter(plan__in=AnnualActionPlan.objects.visible_to(actor))
        if actor.is_system:
            return readable
        home = Q(plan__zone_id=actor.zone_id) if actor.role in DRAFT_READERS and actor.zone_id else Q(pk__in=())
        return readable.filter(Q(approved_on__isnull=False) | home)


class PlanRevision(models.Model):
    """One frozen text of a plan. `document` is a `preau.law.annual_plan.AnnualPlan` as plain data."""

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField("numéro")
    document = models.JSONField("texte")
    # The keys of its objectives and actions, by their number: put back, each is the row it was.
    keys = models.JSONField("clés des lignes", default=dict)
    fingerprint = models.CharField("empreinte", max_length=64)
    reason = models.CharField("ce qui change, et pourquoi", max_length=500, blank=True)
    frozen_at = models.DateTimeField("arrêté le")
    approved_on = models.DateField("approuvé par la CCA le", null=True, blank=True)
    approved_at = models.DateTimeField("approbation enregistrée le", null=True, blank=True)
    # The vote of the CCA in Préau; empty when it met elsewhere, its minutes are then a piece of the case.
    decision_id = models.PositiveBigIntegerField("vote de la CCA", null=True, blank=True)

    objects = PlanRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d'un plan"
        ordering = ("plan_id", "-number")
        constraints = [
            models.UniqueConstraint(fields=("plan", "number"), name="revision_number_once_per_plan"),
            models.UniqueConstraint(fields=("plan", "fingerprint"), name="revision_text_once_per_plan"),
            models.CheckConstraint(
                condition=Q(decision_id__isnull=True) | Q(approved_on__isnull=False),
                name="decided_revision_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_at__isnull=True)
                | Q(approved_on__isnull=False, approved_at__isnull=False),
                name="approved_revision_has_its_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"
