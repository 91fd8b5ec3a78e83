"""What becomes of a plan during its year: the state of each action, notes and files, actions nobody had planned."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from preau.plans.models.plan import MAX_TEXT, AnnualActionPlan, PlannedAction, PriorityObjective


class Progress(models.TextChoices):
    TO_DO = "to_do", "À faire"
    UNDER_WAY = "under_way", "En cours"
    DONE = "done", "Fait"
    DROPPED = "dropped", "Abandonné"


class ActionProgress(models.Model):
    """Where a planned action stands; an action without a row is still to do. A dropped one says why."""

    # Protected: what has a follow-up is dropped with a reason, never deleted by an edit of the plan.
    action = models.OneToOneField(PlannedAction, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField("état", max_length=9, choices=Progress, default=Progress.TO_DO)
    reason = models.CharField("abandonnée parce que", max_length=500, blank=True)
    starts_on = models.DateField("commence le", null=True, blank=True)
    due_on = models.DateField("pour le", null=True, blank=True)
    in_charge = models.ForeignKey(
        "accounts.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="en charge"
    )
    changed_at = models.DateTimeField("changé le")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "suivi d'une action"
        verbose_name_plural = "suivis des actions"
        ordering = ("action_id",)
        indexes = [
            models.Index(fields=("due_on",), condition=Q(state__in=["to_do", "under_way"]), name="actions_owed_by_day"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(reason=""), name="dropped_action_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class UnplannedAction(models.Model):
    """An action done, or under way, that the plan did not foresee: the report counts it too (annex 5)."""

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.CASCADE, related_name="unplanned_actions")
    number = models.PositiveSmallIntegerField("numéro")
    text = models.TextField("action", max_length=MAX_TEXT)
    objective = models.ForeignKey(
        PriorityObjective, null=True, blank=True, on_delete=models.PROTECT, related_name="unplanned_actions"
    )
    state = models.CharField("état", max_length=9, choices=Progress, default=Progress.UNDER_WAY)
    reason = models.CharField("abandonnée parce que", max_length=500, blank=True)
    due_on = models.DateField("pour le", null=True, blank=True)
    changed_at = models.DateTimeField("changé le")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "action non prévue"
        verbose_name_plural = "actions non prévues"
        ordering = ("plan_id", "number", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(reason=""), name="dropped_unplanned_has_its_reason"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="unplanned_action_has_words"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ProgressNote(models.Model):
    """A dated note, with a file or not, on a planned action or on an unplanned one."""

    action = models.ForeignKey(
        PlannedAction, null=True, blank=True, on_delete=models.PROTECT, related_name="progress_notes"
    )
    unplanned = models.ForeignKey(
        UnplannedAction, null=True, blank=True, on_delete=models.PROTECT, related_name="notes"
    )
    text = models.TextField("note", max_length=5_000, blank=True)
    file = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField("agissant comme", max_length=200)
    at = models.DateTimeField("écrite le")

    class Meta:
        verbose_name = "note de suivi"
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(action__isnull=False, unplanned__isnull=True)
                | Q(action__isnull=True, unplanned__isnull=False),
                name="note_is_about_one_action",
            ),
            models.CheckConstraint(condition=~Q(text="") | Q(file__isnull=False), name="note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
