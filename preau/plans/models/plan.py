"""The annual action plan of a zone for a school year (decree, art. 11/1; order, annex 4)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.foundation.accounts.roles import Role
from preau.law.annual_plan import ASPECTS, AXES, MISSIONS, SchoolYear

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

MAX_TEXT = 20_000  # characters; the longest cell of a workbook is 32,767


class PlanStatus(models.TextChoices):
    """`REVISING`: approved, published as approved, and open again: its rows are the text of the next revision."""

    DRAFT = "draft", "Brouillon"
    APPROVED = "approved", "Approuvé"
    REVISING = "revising", "En révision"


PUBLISHED = (PlanStatus.APPROVED, PlanStatus.REVISING)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "PlanQuerySet":
        """Keep the plans `actor` may read: all approved ones, and the drafts of her own zone. The system reads all."""
        if actor.is_system:
            return self.all()
        readable = Q(status__in=PUBLISHED)
        if actor.role in DRAFT_READERS and actor.zone_id is not None:
            readable |= Q(zone_id=actor.zone_id)
        return self.filter(readable)

    def approved(self) -> "PlanQuerySet":
        """Keep what is published. By the date, not by two states: one index then gives the plans in order."""
        return self.filter(published_at__isnull=False)


DRAFT_EDITORS = frozenset({Role.ATL_COORDINATOR, Role.CCA_CHAIR})
# The council is informed of what the CCA approved: its secretary reads no draft (guide, 5e étape).
DRAFT_READERS = DRAFT_EDITORS | {Role.CCA_MEMBER}


class AnnualActionPlan(models.Model):
    """One plan per zone and school year."""

    zone = models.ForeignKey("territory.Zone", on_delete=models.PROTECT, related_name="plans", verbose_name="zone")
    # The zone's name in addresses never changes: copied here, the public list is read from one index, in order.
    zone_slug = models.SlugField("nom dans l'adresse", max_length=200, db_index=False)
    start_year = models.PositiveSmallIntegerField("première année civile")
    status = models.CharField("état", max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    comment = models.TextField("commentaire libre de la CCA", max_length=MAX_TEXT, blank=True)
    comment_version = models.PositiveIntegerField("version du commentaire", default=1)
    approved_on = models.DateField("approuvé par la CCA le", null=True, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("créé le")
    updated_at = models.DateTimeField("modifié le")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan d'action annuel"
        verbose_name_plural = "plans d'action annuels"
        ordering = ("-start_year", "zone_slug")
        indexes = [
            models.Index(
                fields=("-start_year", "zone_slug"), condition=Q(published_at__isnull=False), name="plans_published"
            ),
            models.Index(fields=("status",), name="plans_by_status"),
            models.Index(
                fields=("-published_at",), condition=Q(published_at__isnull=False), name="plans_by_publication"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=("zone", "start_year"), name="one_plan_per_zone_and_year"),
            models.CheckConstraint(
                condition=Q(status="draft", approved_on__isnull=True, published_at__isnull=True)
                | Q(status__in=["approved", "revising"], approved_on__isnull=False, published_at__isnull=False),
                name="approved_plan_has_its_dates",
            ),
            models.CheckConstraint(condition=Q(start_year__gte=2003, start_year__lte=2100), name="plan_year_plausible"),
        ]

    def __str__(self) -> str:
        return f"{self.zone}, {self.school_year}"

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.start_year)

    @property
    def is_draft(self) -> bool:
        """Tell whether its text may change: never approved, or open again for a revision."""
        return self.status != PlanStatus.APPROVED

    @property
    def is_published(self) -> bool:
        return self.status in PUBLISHED


class Versioned(models.Model):
    """A row two people may edit at once: saving names the version read, the second to save sees the difference."""

    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        abstract = True


class PriorityObjective(Versioned):
    """A priority objective the CCA fixed for the year."""

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.CASCADE, related_name="objectives")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("titre court", max_length=120, blank=True)
    text = models.TextField("objectif", max_length=MAX_TEXT, blank=True)
    programme_line = models.CharField("besoin ou ligne du programme CLE servi", max_length=500, blank=True)
    cca_comment = models.TextField(
        "commentaire de la CCA sur le lien avec le programme CLE", max_length=MAX_TEXT, blank=True
    )

    class Meta:
        verbose_name = "objectif prioritaire"
        verbose_name_plural = "objectifs prioritaires"
        ordering = ("plan_id", "number", "pk")
        indexes = [models.Index(fields=("plan", "number"), name="objectives_in_order")]

    def __str__(self) -> str:
        return f"Objectif {self.number}"


def is_web_address(text: str) -> bool:
    """Tell whether a page may link to `text`: any other scheme could run in the reader's browser."""
    return text.lower().startswith(("http://", "https://")) and "\n" not in text


class PlannedAction(Versioned):
    """A concrete action of the plan."""

    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField("numéro")
    text = models.TextField("action", max_length=MAX_TEXT, blank=True)
    objectives = models.ManyToManyField(PriorityObjective, related_name="actions", blank=True)
    comment = models.TextField("commentaire libre", max_length=MAX_TEXT, blank=True)
    other_mission = models.CharField("autre mission de la convention", max_length=500, blank=True)
    responsible = models.CharField("personne ou service en charge", max_length=200, blank=True)
    period = models.CharField("période", max_length=200, blank=True)
    indicator = models.CharField("indicateur", max_length=500, blank=True)
    recurrent = models.BooleanField("revient chaque année", default=False)
    link = models.CharField("lien vers un autre dossier", max_length=500, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ("plan_id", "number", "pk")
        indexes = [models.Index(fields=("plan", "number"), name="actions_in_order")]

    def __str__(self) -> str:
        return f"Action {self.number}"

    @property
    def has_web_address(self) -> bool:
        """Tell whether the link may be followed: a workbook may hold any words there, kept as they are."""
        return is_web_address(self.link)


class TopicKind(models.TextChoices):
    AXIS = "axis", "Axe de coordination"
    ASPECT = "aspect", "Aspect de l'amélioration"
    MISSION = "mission", "Mission de la coordination"


class ActionTopic(models.Model):
    """What an action touches, by its number in annex 4 (axis, aspect) or in the decree, art. 17, § 2 (mission)."""

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="topics")
    kind = models.CharField("sorte", max_length=8, choices=TopicKind)
    number = models.PositiveSmallIntegerField("numéro")

    class Meta:
        verbose_name = "thème de l'action"
        ordering = ("action_id", "kind", "number")
        indexes = [models.Index(fields=("kind", "number", "action"), name="actions_by_topic")]
        constraints = [
            models.UniqueConstraint(fields=("action", "kind", "number"), name="topic_once_per_action"),
            models.CheckConstraint(
                condition=Q(kind="axis", number__gte=1, number__lte=len(AXES))
                | Q(kind="aspect", number__gte=1, number__lte=len(ASPECTS))
                | Q(kind="mission", number__gte=1, number__lte=len(MISSIONS)),
                name="topic_of_the_law",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class PlanWord(models.Model):
    """One word of one approved plan, folded and stemmed: the index of the national search.

    The sort key of the result list is copied here so that one index answers "the newest plans with this word"
    without reading the others; rebuilt whenever the plan is published (preau.plans.search).
    """

    word = models.CharField("mot", max_length=40)
    plan = models.ForeignKey(AnnualActionPlan, on_delete=models.CASCADE, related_name="words", db_index=False)
    start_year = models.PositiveSmallIntegerField("première année civile")

    class Meta:
        verbose_name = "mot d'un plan"
        ordering = ("word", "-start_year", "plan_id")
        indexes = [models.Index(F("word"), F("start_year").desc(), F("plan"), name="words_newest_first")]
        constraints = [models.UniqueConstraint(fields=("plan", "word"), name="word_once_per_plan")]

    def __str__(self) -> str:
        return self.word
