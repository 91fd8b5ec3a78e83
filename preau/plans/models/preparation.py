"""June: the points the CCA could work on next year, where each comes from, and what became of it (guide, 1re étape)."""

from django.db import models
from django.db.models import Q

from preau.plans.models.plan import AnnualActionPlan, PriorityObjective


class Preparation(models.Model):
    """The work before the objectives of a plan: the points, the working method, the meeting they go to."""

    plan = models.OneToOneField(AnnualActionPlan, on_delete=models.CASCADE, related_name="preparation")
    method = models.TextField("méthode de travail avec la CCA", max_length=5_000, blank=True)
    # The meeting of the commissions room whose notice carries the points.
    meeting_id = models.PositiveBigIntegerField("réunion", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "préparation d'un plan"
        ordering = ("plan_id",)

    def __str__(self) -> str:
        return f"Préparation, {self.plan}"


class Point(models.Model):
    """One point to work on: its source, its words, kept or left or turned into an objective."""

    class Source(models.TextChoices):
        SITUATION_REPORT = "situation_report", "État des lieux"
        NEEDS_ANALYSIS = "needs_analysis", "Analyse des besoins"
        CLE_PROGRAMME = "cle_programme", "Programme CLE"
        CLE_EVALUATION = "cle_evaluation", "Évaluation du programme CLE"
        PAST_PLAN = "past_plan", "Plan précédent"
        PAST_REPORT = "past_report", "Rapport d'activité"
        MEMBER = "member", "Membre de la CCA"

    class Fate(models.TextChoices):
        OPEN = "open", "À décider"
        KEPT = "kept", "Gardé"
        LEFT = "left", "Laissé"
        OBJECTIVE = "objective", "Devenu un objectif"

    preparation = models.ForeignKey(Preparation, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField("numéro")
    source = models.CharField("d'où il vient", max_length=16, choices=Source)
    # What it was drawn from (« action:312 », « objective:40 », « lead:7 »); drawn twice, it is there once.
    origin = models.CharField(max_length=40, blank=True)
    origin_words = models.CharField("extrait de", max_length=300, blank=True)
    text = models.TextField("point à travailler", max_length=5_000)
    fate = models.CharField("suite", max_length=9, choices=Fate, default=Fate.OPEN)
    why = models.CharField("parce que", max_length=500, blank=True)
    objective = models.ForeignKey(
        PriorityObjective, null=True, blank=True, on_delete=models.SET_NULL, related_name="points"
    )

    class Meta:
        verbose_name = "point à travailler"
        ordering = ("preparation_id", "number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("preparation", "origin"), condition=~Q(origin=""), name="point_drawn_once_per_preparation"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
