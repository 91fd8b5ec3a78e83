"""A case: one procedure of `preau.law.procedures` under way for one subject, its acts, clocks, pieces and remarks."""

from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from preau.foundation.casework.holders import NATIONAL_ROLES, closed_to, home_roles, roles_held
from preau.law.procedures import Procedure, State, procedure

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

MAX_WORDS = 10_000  # characters of a remark, a message, a reason


class CaseQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "CaseQuerySet":
        """Keep the cases of one's own zone or organisation, and those that were told to the body one acts for.

        Told cases of the zone reach a coordination, told cases of the country a body without territory. An operator
        reads those told to all the operators of its zone, never those of another operator. A case about one person is
        read by those who act in it.
        """
        if actor.is_system:
            return self.all()
        if actor.organisation_id is None:
            return self.none()
        closed = closed_to(actor.role)
        return self.exclude(procedure_id__in=closed)._open_to(actor) if closed else self._open_to(actor)

    def _open_to(self, actor: "Actor") -> "CaseQuerySet":
        told = Exists(CaseAudience.objects.filter(case=OuterRef("pk"), role__in=roles_held(actor)))
        if actor.role in NATIONAL_ROLES:
            return self.filter(told)
        own = Q(organisation_id=actor.organisation_id)
        common = Q(zone_id=actor.zone_id, zone__isnull=False, organisation__isnull=True)
        if actor.role in home_roles():
            return self.filter(own | common | (Q(zone_id=actor.zone_id, zone__isnull=False) & told))
        return self.filter(own | (common & told))

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_at__isnull=True)


class Case(models.Model):
    """One procedure under way. `subject_type`/`subject_id` name the row of a room it is about.

    `step` counts the acts done: a form names the step it was shown at, and the second click finds another one.
    """

    procedure_id = models.CharField("procédure", max_length=60)
    opened_on = models.DateField("ouvert le")
    state_id = models.CharField("état", max_length=60)
    title = models.CharField("titre", max_length=200)
    zone = models.ForeignKey("territory.Zone", null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    subject_type = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    step = models.PositiveIntegerField("actes faits", default=0)
    changed_at = models.DateTimeField("dernier acte")
    closed_at = models.DateTimeField("clos le", null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "dossier"
        ordering = ("-changed_at", "-pk")
        indexes = [
            models.Index(fields=("zone", "closed_at"), name="cases_of_zone"),
            models.Index(fields=("procedure_id", "state_id"), name="cases_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("procedure_id", "subject_type", "subject_id"), name="one_case_per_procedure_and_subject"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def procedure(self) -> Procedure:
        """The version of the procedure this case follows: the one in force on the day it was opened."""
        return procedure(self.procedure_id, self.opened_on)

    @property
    def state(self) -> State:
        return self.procedure.state(self.state_id)


class CaseAct(models.Model):
    """One act done in a case, in order. `supplied` keeps what the act asked for: facts, reason, attestations."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="acts")
    number = models.PositiveIntegerField("rang")
    act_id = models.CharField("acte", max_length=60)
    from_state = models.CharField("de", max_length=60, blank=True)
    to_state = models.CharField("à", max_length=60)
    at = models.DateTimeField("inscrit le")
    day = models.DateField("jour de l'acte")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField("agissant comme", max_length=200)
    supplied = models.JSONField("ce qui a été donné", default=dict)
    late = models.JSONField("échéances dépassées", default=list)

    class Meta:
        verbose_name = "acte d'un dossier"
        ordering = ("case_id", "number")
        constraints = [models.UniqueConstraint(fields=("case", "number"), name="act_number_once_per_case")]

    def __str__(self) -> str:
        return self.act_id


class CaseClock(models.Model):
    """A time limit that runs in a case. `due_on` is empty when the law gives no day; nothing then is late or met early.

    `pauses` is a list of [first day, last day or null]; a pause without a last day is running.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    limit_id = models.CharField("délai", max_length=20)
    started_on = models.DateField("court depuis")
    due_on = models.DateField("échéance", null=True, blank=True)
    met_on = models.DateField("respectée ou dépassée le", null=True, blank=True)
    dropped_on = models.DateField("tombée le", null=True, blank=True)
    pauses = models.JSONField("suspensions", default=list)

    class Meta:
        verbose_name = "délai d'un dossier"
        ordering = ("case_id", "due_on", "pk")
        indexes = [
            models.Index(
                fields=("due_on",), condition=Q(met_on__isnull=True, dropped_on__isnull=True), name="clocks_running"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(dropped_on__isnull=True), name="clock_ends_one_way"
            ),
            models.UniqueConstraint(
                fields=("case", "limit_id"),
                condition=Q(met_on__isnull=True, dropped_on__isnull=True),
                name="one_running_clock_per_limit",
            ),
        ]

    def __str__(self) -> str:
        return self.limit_id

    @property
    def running(self) -> bool:
        return self.met_on is None and self.dropped_on is None

    @property
    def changes(self) -> int:
        """Return how often the due date changed since the start: at each pause, and at each end of one."""
        return sum(1 if last is None else 2 for _, last in self.pauses)

    @property
    def changed_at(self) -> datetime:
        """Return when the due date last changed: the first moment of the day."""
        marks = [date.fromisoformat(day) for pause in self.pauses for day in pause if day]
        return timezone.make_aware(datetime.combine(max([self.started_on, *marks]), time()))

    def late_on(self, day: date) -> bool:
        """Tell whether the limit was, or is on `day`, exceeded. An unknown due date is never late."""
        return self.due_on is not None and self.dropped_on is None and (self.met_on or day) > self.due_on


class CaseAudience(models.Model):
    """A body that an act told of the case: from then on it reads it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="audience")
    role = models.CharField("acteur", max_length=40)
    since = models.DateTimeField("depuis")

    class Meta:
        verbose_name = "lecteur d'un dossier"
        ordering = ("case_id", "role")
        indexes = [models.Index(fields=("role", "case"), name="cases_told_to")]
        constraints = [models.UniqueConstraint(fields=("case", "role"), name="role_told_once")]

    def __str__(self) -> str:
        return self.role


class Piece(models.Model):
    """A document an act asks for: a checked file, or where the signed paper is kept. A new one replaces the old."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pieces")
    need_id = models.CharField("pièce", max_length=60)
    file = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kept_at = models.CharField("conservée où, sous quelle référence", max_length=300, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_as = models.CharField("donnée par", max_length=200)
    given_at = models.DateTimeField("donnée le")
    replaced_at = models.DateTimeField("remplacée le", null=True, blank=True)

    class Meta:
        verbose_name = "pièce d'un dossier"
        ordering = ("case_id", "need_id", "-given_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, kept_at="") | (Q(file__isnull=True) & ~Q(kept_at="")),
                name="piece_is_a_file_or_a_place",
            ),
            models.UniqueConstraint(
                fields=("case", "need_id"), condition=Q(replaced_at__isnull=True), name="one_present_piece_per_need"
            ),
        ]

    def __str__(self) -> str:
        return self.need_id


class Remark(models.Model):
    """What somebody says about one field of the subject (« objective:12 »), until it is dealt with."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="remarks")
    field = models.CharField("champ", max_length=80)
    label = models.CharField("nom du champ", max_length=200)
    text = models.TextField("remarque", max_length=MAX_WORDS)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField("agissant comme", max_length=200)
    at = models.DateTimeField("faite le")
    answer = models.TextField("suite donnée", max_length=MAX_WORDS, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_at = models.DateTimeField("traitée le", null=True, blank=True)

    class Meta:
        verbose_name = "remarque"
        ordering = ("case_id", "at", "pk")
        indexes = [models.Index(fields=("case", "field"), name="remarks_by_field")]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="handled_remark_has_its_author",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Message(models.Model):
    """A word between the people of a case, read by all who may open it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    text = models.TextField("message", max_length=MAX_WORDS)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_as = models.CharField("agissant comme", max_length=200)
    at = models.DateTimeField("envoyé le")

    class Meta:
        verbose_name = "message"
        ordering = ("case_id", "at", "pk")

    def __str__(self) -> str:
        return self.text[:80]


class Reading(models.Model):
    """How far a person has read the messages of a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lu jusqu'à")

    class Meta:
        verbose_name = "lecture"
        ordering = ("case_id", "person_id")
        constraints = [models.UniqueConstraint(fields=("case", "person"), name="reading_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at}"


class Task(models.Model):
    """Something one party asks another to do in a case (« joindre la délibération »): done, or taken back."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField("quoi", max_length=300)
    role = models.CharField("demandé à", max_length=40)
    due_on = models.DateField("pour le", null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_as = models.CharField("demandé par", max_length=200)
    asked_at = models.DateTimeField("demandé le")
    done_at = models.DateTimeField("fait le", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "tâche d'un dossier"
        ordering = ("case_id", "due_on", "pk")
        indexes = [
            models.Index(
                fields=("role", "case"),
                condition=Q(done_at__isnull=True, taken_back_at__isnull=True),
                name="tasks_to_do",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(taken_back_at__isnull=True), name="task_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="done_task_has_its_author",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def open(self) -> bool:
        return self.done_at is None and self.taken_back_at is None
