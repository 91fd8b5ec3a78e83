"""What a place offers: periods, hours, activities, closed days, fees, reductions (decree, art. 15, § 2, 6° to 9°)."""

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.law.care_offer import BREAKS, CarePeriodKind, FeeUnit
from preau.law.staffing.care import SecondAdult
from preau.operators.models.bodies import CareOperator
from preau.operators.models.places import CarePlace


class CarePeriod(models.Model):
    """One period of care of a place, on certain weekdays at certain hours, between two days (empty: every year).

    Ages and capacity are the place's unless told here. `holidays` lists the breaks of a period in the holidays (keys of
    `law.care_offer.BREAKS`, or weeks of summer 1 to 9 as numbers); empty: all of them. `is_new`: the offer does not
    exist yet in the situation report. `expected_*`: children expected, for the staffing; None: not known.
    """

    place = models.ForeignKey(CarePlace, on_delete=models.CASCADE, related_name="periods")
    kind = models.CharField("période", max_length=20, choices=[(kind.value, kind.words) for kind in CarePeriodKind])
    label = models.CharField("précision", max_length=100, blank=True)
    is_new = models.BooleanField("offre nouvelle", default=False)
    first_day = models.DateField("depuis le", null=True, blank=True)
    last_day = models.DateField("jusqu'au", null=True, blank=True)
    holidays = models.JSONField("congés", default=list, blank=True)
    capacity = models.PositiveSmallIntegerField("places", null=True, blank=True)
    youngest_months = models.PositiveSmallIntegerField("dès l'âge de (mois)", null=True, blank=True)
    oldest_months = models.PositiveSmallIntegerField("jusqu'à l'âge de (mois)", null=True, blank=True)
    expected_under_six = models.PositiveSmallIntegerField("enfants de moins de six ans attendus", null=True, blank=True)
    expected_six_and_over = models.PositiveSmallIntegerField(
        "enfants de six ans ou plus attendus", null=True, blank=True
    )
    workers = models.PositiveSmallIntegerField("accueillants prévus", null=True, blank=True)
    workers_last_year = models.PositiveSmallIntegerField("accueillants l'année précédente", null=True, blank=True)
    second_adult = models.CharField(
        "second adulte",
        max_length=10,
        choices=[
            (SecondAdult.PRESENT.value, "Présent"),
            (SecondAdult.ON_CALL.value, "Joignable"),
            (SecondAdult.NONE.value, "Aucun"),
        ],
        blank=True,
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "période d'accueil"
        verbose_name_plural = "périodes d'accueil"
        ordering = ("place_id", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(youngest_months__isnull=True)
                | Q(oldest_months__isnull=True)
                | Q(oldest_months__gt=F("youngest_months")),
                name="period_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="period_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.place}"

    @property
    def words(self) -> str:
        """Return the period in French, with what tells it from another of its kind."""
        name = CarePeriodKind(self.kind).words
        return f"{name} ({self.label})" if self.label else name

    @property
    def holiday_words(self) -> list[str]:
        """Return the breaks in French, in the order of the year."""
        chosen = [str(one) for one in cast(list[str], self.holidays)]
        weeks = [f"semaine {one} d’été" for one in chosen if one.isdigit()]
        return [words for key, words in BREAKS.items() if key in chosen] + weeks


class OpeningHours(models.Model):
    """From when to when, on one weekday (Monday 0), in minutes since midnight."""

    period = models.ForeignKey(CarePeriod, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField("jour")
    starts = models.PositiveSmallIntegerField("de")
    ends = models.PositiveSmallIntegerField("à")

    class Meta:
        verbose_name = "horaire d'ouverture"
        verbose_name_plural = "horaires d'ouverture"
        ordering = ("period_id", "weekday", "starts")
        constraints = [
            models.UniqueConstraint(fields=("period", "weekday", "starts"), name="opening_hours_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends"), ends__lte=1440), name="opening_hours_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts}-{self.ends}"


class CareActivity(models.Model):
    """What children can do during a period. Existing in the situation report, or new (decree, art. 15, § 2, 6°)."""

    class Subject(models.TextChoices):
        FREE_PLAY = "free_play", "Jeu libre"
        OUTDOOR = "outdoor", "Plein air et nature"
        CREATIVE = "creative", "Créativité et expression"
        SPORT = "sport", "Sport et mouvement"
        CULTURE = "culture", "Culture, lecture, musique"
        SCIENCE = "science", "Sciences et techniques"
        HOMEWORK = "homework", "Aide aux devoirs"
        OUTING = "outing", "Sorties"
        OTHER = "other", "Autre"

    period = models.ForeignKey(CarePeriod, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField("activité", max_length=200)
    subject = models.CharField("domaine", max_length=12, choices=Subject, default=Subject.OTHER)
    is_new = models.BooleanField("activité nouvelle", default=False)

    class Meta:
        verbose_name = "activité"
        ordering = ("period_id", "pk")

    def __str__(self) -> str:
        return self.title


class ClosedDays(models.Model):
    """Days on which a place that would be open is not, both included."""

    place = models.ForeignKey(CarePlace, on_delete=models.CASCADE, related_name="closures")
    first_day = models.DateField("du")
    last_day = models.DateField("au")
    reason = models.CharField("raison", max_length=150, blank=True)

    class Meta:
        verbose_name = "jours de fermeture"
        verbose_name_plural = "jours de fermeture"
        ordering = ("place_id", "first_day", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="closure_days_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_day}, {self.place}"


class Fee(models.Model):
    """What a family is asked for a period, or for one activity of it. `elsewhere`: asked of other communes' children.

    `derogation`: the cap granted by the Government, with its day (order, art. 20). None: not known, or none.
    """

    period = models.ForeignKey(CarePeriod, on_delete=models.CASCADE, related_name="fees")
    activity = models.ForeignKey(CareActivity, null=True, blank=True, on_delete=models.CASCADE, related_name="fees")
    unit = models.CharField("unité", max_length=15, choices=[(unit.value, unit.words) for unit in FeeUnit])
    amount = models.DecimalField("montant", max_digits=8, decimal_places=2, default=0)
    elsewhere = models.DecimalField(
        "montant pour les enfants d'autres communes", max_digits=8, decimal_places=2, null=True, blank=True
    )
    includes = models.CharField("comprend", max_length=200, blank=True)
    derogation = models.DecimalField(
        "plafond accordé par dérogation", max_digits=8, decimal_places=2, null=True, blank=True
    )
    derogation_on = models.DateField("dérogation du", null=True, blank=True)

    class Meta:
        verbose_name = "tarif"
        ordering = ("period_id", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_not_negative"),
            models.CheckConstraint(condition=~Q(unit="free") | Q(amount=0), name="free_costs_nothing"),
            models.CheckConstraint(
                condition=Q(derogation__isnull=True, derogation_on__isnull=True)
                | Q(derogation__isnull=False, derogation_on__isnull=False),
                name="fee_derogation_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_unit_display()}"


class FeeReduction(models.Model):
    """Who pays less at a place, and how much: a share in per cent, or an amount (decree, art. 32, al. 3)."""

    class Ground(models.TextChoices):
        SIBLINGS = "siblings", "Deuxième enfant et suivants"
        LARGE_FAMILY = "large_family", "Famille nombreuse"
        LOW_INCOME = "low_income", "Revenus modestes"
        STAFF = "staff", "Membres du personnel"
        OTHER = "other", "Autre"

    place = models.ForeignKey(CarePlace, on_delete=models.CASCADE, related_name="reductions")
    ground = models.CharField("pour", max_length=15, choices=Ground)
    words = models.CharField("condition, en mots", max_length=200, blank=True)
    percent = models.DecimalField("réduction en %", max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField("réduction en euros", max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = "réduction"
        ordering = ("place_id", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gt=0, percent__lte=100),
                name="reduction_percent_possible",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(amount__isnull=True), name="reduction_of_one_sort"
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.get_ground_display())


class CareProject(models.Model):
    """One version of the care project of an operator: text, files, the points it deals with (ids of a checklist)."""

    operator = models.ForeignKey(CareOperator, on_delete=models.CASCADE, related_name="projects")
    number = models.PositiveSmallIntegerField("version")
    text = models.TextField("texte", blank=True)
    points = models.JSONField("points traités", default=list)
    adopted_on = models.DateField("adopté le", null=True, blank=True)
    created_at = models.DateTimeField("écrit le")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    files = models.ManyToManyField("documents.ReceivedFile", related_name="+", blank=True)

    class Meta:
        verbose_name = "projet d'accueil"
        verbose_name_plural = "projets d'accueil"
        ordering = ("operator_id", "-number")
        constraints = [models.UniqueConstraint(fields=("operator", "number"), name="project_version_once")]

    def __str__(self) -> str:
        return f"version {self.number}"
