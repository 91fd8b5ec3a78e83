"""The end of the year of a plan: the CCA's evaluation, the activity report and its leads (decree, art. 11/1, § 2)."""

from django.db import models

from preau.plans.models.plan import MAX_TEXT, AnnualActionPlan, PriorityObjective


class ObjectiveEvaluation(models.Model):
    """What the CCA says of one objective: in June (first) and once the year is over (final)."""

    class Stage(models.TextChoices):
        FIRST = "first", "Première évaluation, en juin"
        FINAL = "final", "Évaluation de l'année"

    class Result(models.TextChoices):
        REACHED = "reached", "Atteint"
        PARTLY = "partly", "Atteint en partie"
        NOT_REACHED = "not_reached", "Pas atteint"

    objective = models.ForeignKey(PriorityObjective, on_delete=models.PROTECT, related_name="evaluations")
    stage = models.CharField("moment", max_length=5, choices=Stage)
    # Empty until the CCA has said it: an objective nobody evaluated is not « pas atteint ».
    result = models.CharField("résultat", max_length=11, choices=Result, blank=True)
    why = models.TextField("pourquoi", max_length=MAX_TEXT, blank=True)
    helped = models.TextField("ce qui a aidé", max_length=MAX_TEXT, blank=True)
    hindered = models.TextField("ce qui a freiné", max_length=MAX_TEXT, blank=True)
    meeting_id = models.PositiveBigIntegerField("réunion", null=True, blank=True)
    changed_at = models.DateTimeField("changé le")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "évaluation d'un objectif"
        verbose_name_plural = "évaluations des objectifs"
        ordering = ("objective_id", "stage")
        constraints = [
            models.UniqueConstraint(fields=("objective", "stage"), name="objective_evaluated_once_per_stage"),
        ]

    def __str__(self) -> str:
        return self.get_result_display()


class ActivityReport(models.Model):
    """The coordinator's report on a plan, one per plan. `sent_at` once it is transmitted: it then no longer changes."""

    plan = models.OneToOneField(AnnualActionPlan, on_delete=models.PROTECT, related_name="report")
    created_at = models.DateTimeField("commencé le")
    sent_at = models.DateTimeField("transmis le", null=True, blank=True)

    class Meta:
        verbose_name = "rapport d'activité"
        verbose_name_plural = "rapports d'activité"
        ordering = ("plan_id",)

    def __str__(self) -> str:
        return f"Rapport d'activité, {self.plan}"


class ReportSection(models.Model):
    """One section, by the id of the checklist `activity_report`; pre-written, then the coordinator’s own."""

    report = models.ForeignKey(ActivityReport, on_delete=models.CASCADE, related_name="sections")
    item_id = models.CharField("section", max_length=60)
    text = models.TextField("texte", max_length=MAX_TEXT, blank=True)
    # What Préau wrote from the follow-up: the page can show that the text is still that one, or write it anew.
    prewritten = models.TextField("texte préécrit", max_length=MAX_TEXT, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "section du rapport"
        ordering = ("report_id", "pk")
        constraints = [
            models.UniqueConstraint(fields=("report", "item_id"), name="section_once_per_report"),
        ]

    def __str__(self) -> str:
        return self.item_id


class ReportLead(models.Model):
    """A lead for the year to come: next June it is a point to work on."""

    report = models.ForeignKey(ActivityReport, on_delete=models.CASCADE, related_name="leads")
    number = models.PositiveSmallIntegerField("numéro")
    text = models.TextField("piste", max_length=5_000)

    class Meta:
        verbose_name = "piste pour l'année suivante"
        ordering = ("report_id", "number", "pk")

    def __str__(self) -> str:
        return self.text[:80]
