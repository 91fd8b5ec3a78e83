"""Meetings of a CCA: agenda, who was called and who came, votes, minority notes, minutes (decree, art. 6 and 9)."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from preau.commissions.models.composition import AUTHORITY_ROLES, HOME_ROLES, Cca, CcaMember

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class SubCommittee(models.Model):
    """A sub-committee the CCA made, if its rules provide for one (decree, art. 6, § 4)."""

    cca = models.ForeignKey(Cca, on_delete=models.CASCADE, related_name="sub_committees")
    name = models.CharField("nom", max_length=120)
    purpose = models.TextField("mission", max_length=2_000, blank=True)
    members = models.ManyToManyField(CcaMember, related_name="sub_committees", blank=True)
    ended_on = models.DateField("terminée le", null=True, blank=True)

    class Meta:
        verbose_name = "sous-commission"
        ordering = ("cca_id", "name", "pk")

    def __str__(self) -> str:
        return self.name


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", "En préparation"
    CONVENED = "convened", "Convoquée"
    SITTING = "sitting", "En séance"
    HELD = "held", "Tenue"
    CANCELLED = "cancelled", "Annulée"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "MeetingQuerySet":
        """Keep the meetings of one's own zone; for ONE and its commission, those held."""
        if actor.is_system:
            return self.all()
        if actor.role in AUTHORITY_ROLES:
            return self.filter(status=MeetingStatus.HELD)
        if actor.role in HOME_ROLES and actor.zone_id is not None:
            return self.filter(cca__zone_id=actor.zone_id)
        return self.none()


class Meeting(models.Model):
    """One sitting of the CCA, or of one of its sub-committees."""

    cca = models.ForeignKey(Cca, on_delete=models.PROTECT, related_name="meetings")
    sub_committee = models.ForeignKey(
        SubCommittee, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    uid = models.UUIDField("identité dans les agendas", default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField("version dans les agendas", default=0)
    status = models.CharField("état", max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    starts_at = models.DateTimeField("commence")
    ends_at = models.DateTimeField("finit")
    place = models.CharField("lieu", max_length=300)
    purpose = models.CharField("objet", max_length=200)
    method = models.TextField("méthode de travail", max_length=5_000, blank=True)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte à", null=True, blank=True)
    closed_at = models.DateTimeField("levée à", null=True, blank=True)
    cancelled_because = models.CharField("annulée parce que", max_length=300, blank=True)
    notes = models.TextField("notes du procès-verbal", max_length=50_000, blank=True)
    minutes_approved_on = models.DateField("procès-verbal approuvé le", null=True, blank=True)
    changed_at = models.DateTimeField("changée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "réunion de la CCA"
        verbose_name_plural = "réunions de la CCA"
        ordering = ("-starts_at", "pk")
        indexes = [models.Index(fields=("cca", "-starts_at"), name="meetings_of_cca")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(status="planned", convened_at__isnull=True, opened_at__isnull=True, closed_at__isnull=True)
                | Q(status="convened", convened_at__isnull=False, opened_at__isnull=True, closed_at__isnull=True)
                | Q(status="sitting", opened_at__isnull=False, closed_at__isnull=True)
                | Q(status="held", opened_at__isnull=False, closed_at__isnull=False)
                | (Q(status="cancelled", opened_at__isnull=True, closed_at__isnull=True) & ~Q(cancelled_because="")),
                name="meeting_status_has_its_moments",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def day(self) -> date:
        """The calendar day of the meeting, in Brussels."""
        return timezone.localdate(self.starts_at)

    @property
    def counts(self) -> bool:
        """Tell whether it is one of the two meetings a year the decree asks for: of the CCA itself."""
        return self.sub_committee_id is None


class AgendaItem(models.Model):
    """One point of the agenda. `subject_type`/`subject_id` name what it is about (a revision of a plan)."""

    class Kind(models.TextChoices):
        INFORMATION = "information", "Information"
        DEBATE = "debate", "Débat"
        DECISION = "decision", "Décision"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    number = models.PositiveSmallIntegerField("numéro")
    kind = models.CharField("sorte", max_length=11, choices=Kind, default=Kind.DEBATE)
    title = models.CharField("point", max_length=200)
    text = models.TextField("explication", max_length=10_000, blank=True)
    minutes = models.TextField("ce qui a été dit", max_length=20_000, blank=True)
    minutes_version = models.PositiveIntegerField("version de ce qui a été dit", default=1)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "point de l'agenda"
        ordering = ("meeting_id", "number", "pk")
        indexes = [models.Index(fields=("subject_type", "subject_id"), name="agenda_by_subject")]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A seat (its effective member) at a meeting: what was answered to the notice, and who sat there.

    `sitting` is who actually sits for the seat: the effective member, or the substitute he called
    (`preau.law.composition.substitutes`). Nobody present: `presence` says so and `sitting` is empty.
    """

    class Reply(models.TextChoices):
        NONE = "none", "Pas de réponse"
        YES = "yes", "Vient"
        SUBSTITUTE = "substitute", "Envoie son suppléant"
        NO = "no", "Ne vient pas"

    class Presence(models.TextChoices):
        EXPECTED = "expected", "Attendu"
        PRESENT = "present", "Présent"
        EXCUSED = "excused", "Excusé"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(CcaMember, on_delete=models.PROTECT, related_name="attendances")
    reply = models.CharField("réponse", max_length=10, choices=Reply, default=Reply.NONE)
    replied_at = models.DateTimeField("répondu le", null=True, blank=True)
    reply_digest = models.CharField("empreinte du lien de réponse", max_length=64, blank=True)
    presence = models.CharField("présence", max_length=8, choices=Presence, default=Presence.EXPECTED)
    sitting = models.ForeignKey(CcaMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "présence à une réunion"
        ordering = ("meeting_id", "seat__component__number", "seat__rank", "pk")
        constraints = [
            models.UniqueConstraint(fields=("meeting", "seat"), name="seat_once_per_meeting"),
            models.CheckConstraint(
                condition=Q(presence="present", sitting__isnull=False)
                | (~Q(presence="present") & Q(sitting__isnull=True)),
                name="present_seat_has_its_sitter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}, {self.get_presence_display()}"


class Decision(models.Model):
    """A vote: what was asked, who could vote, the counts, and the verdict with its reasons as the law gave them.

    The subject is copied from the agenda item and frozen when the vote opens: a decision is bound to the very revision
    that was on the table.
    """

    class Verdict(models.TextChoices):
        OPEN = "open", "Vote ouvert"
        ADOPTED = "adopted", "Adopté"
        REJECTED = "rejected", "Rejeté"
        NO_QUORUM = "no_quorum", "Quorum non atteint"
        UNKNOWN = "unknown", "À vérifier"
        WITHDRAWN = "withdrawn", "Vote retiré"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.TextField("proposition mise au vote", max_length=5_000)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.PositiveBigIntegerField(null=True, blank=True)
    by_name = models.BooleanField("chacun vote sur son écran", default=True)
    members = models.PositiveSmallIntegerField("membres avec voix délibérative")
    present = models.PositiveSmallIntegerField("présents")
    in_favour = models.PositiveSmallIntegerField("pour", default=0)
    against = models.PositiveSmallIntegerField("contre", default=0)
    abstentions = models.PositiveSmallIntegerField("abstentions", default=0)
    blank = models.PositiveSmallIntegerField("blancs ou nuls", default=0)
    verdict = models.CharField("résultat", max_length=10, choices=Verdict, default=Verdict.OPEN)
    steps = models.JSONField("raisons, telles que la loi les a données", default=list)
    opened_at = models.DateTimeField("ouvert à")
    closed_at = models.DateTimeField("clos à", null=True, blank=True)

    class Meta:
        verbose_name = "décision"
        ordering = ("item_id", "pk")
        indexes = [models.Index(fields=("subject_type", "subject_id", "verdict"), name="decisions_by_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="open", closed_at__isnull=True) | (~Q(verdict="open") & Q(closed_at__isnull=False)),
                name="closed_vote_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.proposal[:80]


class Ballot(models.Model):
    """One seat's vote, by whoever sits for it; `entered_by` is the account that typed it."""

    class Choice(models.TextChoices):
        FOR = "for", "Pour"
        AGAINST = "against", "Contre"
        ABSTENTION = "abstention", "Abstention"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(CcaMember, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField("vote", max_length=10, choices=Choice)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("à")

    class Meta:
        verbose_name = "vote d'un membre"
        ordering = ("decision_id", "pk")
        constraints = [models.UniqueConstraint(fields=("decision", "seat"), name="seat_votes_once")]

    def __str__(self) -> str:
        return self.get_choice_display()


class MinorityNote(models.Model):
    """The written divergence of members who were present, joined to a decision (decree, art. 9, al. 3)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="minority_notes")
    authors = models.ManyToManyField(CcaMember, related_name="minority_notes")
    text = models.TextField("note de minorité", max_length=10_000)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("jointe le")

    class Meta:
        verbose_name = "note de minorité"
        ordering = ("decision_id", "pk")

    def __str__(self) -> str:
        return self.text[:80]
