"""The outbox, what became of each letter, what each person wants to receive, and the secret addresses of agendas."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

# A worker killed while it sent a letter holds it no longer than this; a mail server answers long before.
HELD_FOR = timedelta(minutes=15)


class Notice(models.Model):
    """Something to tell, written by the act itself. Whom it is told is asked of its audience when it is sent.

    `words` is what the letter says: plain text, no secret, nothing about a child or a member of staff.
    """

    kind = models.CharField("sorte", max_length=60)
    audience = models.CharField("à qui", max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.PositiveBigIntegerField()
    key = models.CharField("clé", max_length=200, unique=True)
    words = models.JSONField("mots", default=dict)
    created_at = models.DateTimeField("écrit le")
    sent_at = models.DateTimeField("réglé le", null=True, blank=True)

    class Meta:
        verbose_name = "avis"
        ordering = ("created_at", "pk")
        indexes = [models.Index(fields=("created_at",), condition=Q(sent_at__isnull=True), name="notices_to_send")]

    def __str__(self) -> str:
        return self.key


class Outcome(models.TextChoices):
    WAITING = "waiting", "À envoyer"
    DIGEST = "digest", "Pour le résumé du jour"
    SENT = "sent", "Envoyé"
    OFF = "off", "Pas souhaité"
    OVER = "over", "Ne concerne plus la personne"
    FAILED = "failed", "Refusé par le serveur de courrier"


class HeldQuerySet(models.QuerySet):
    """Rows that one worker at a time takes in hand, and lets go by itself when it dies."""

    def hold(self, pk: int, now: datetime) -> bool:
        """Take a row in hand; tell whether nobody else has it."""
        free = Q(held_at__isnull=True) | Q(held_at__lt=now - HELD_FOR)
        return self.filter(free, pk=pk).update(held_at=now) == 1


class Delivery(models.Model):
    """What became of one notice for one address: the letter goes once, however often its task runs."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    email = models.EmailField("adresse électronique")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField("suite", max_length=8, choices=Outcome)
    held_at = models.DateTimeField("en main depuis", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = "envoi"
        ordering = ("notice_id", "email")
        indexes = [
            models.Index(fields=("person",), condition=Q(outcome=Outcome.DIGEST), name="deliveries_for_digest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("notice", "email"), name="one_letter_per_notice_and_address"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.SENT, sent_at__isnull=False)
                | (~Q(outcome=Outcome.SENT) & Q(sent_at__isnull=True)),
                name="sent_letter_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=(Outcome.DIGEST, Outcome.OFF)) | Q(person__isnull=False),
                name="only_a_person_has_preferences",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id}, {self.email}"


class Digest(models.Model):
    """The one letter of a day to a person who prefers everything together."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("jour")
    held_at = models.DateTimeField("en main depuis", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = "résumé du jour"
        ordering = ("-day", "person_id")
        constraints = [models.UniqueConstraint(fields=("person", "day"), name="one_digest_per_person_and_day")]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.day}"


class When(models.TextChoices):
    NOW = "now", "Aussitôt"
    DIGEST = "digest", "Dans le résumé du jour"
    NEVER = "never", "Jamais"


class Preference(models.Model):
    """When a person wants the notices of one kind; without a row, at once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("sorte", max_length=60)
    choice = models.CharField("quand", max_length=6, choices=When)

    class Meta:
        verbose_name = "préférence d'avis"
        ordering = ("person_id", "kind")
        constraints = [models.UniqueConstraint(fields=("person", "kind"), name="one_preference_per_person_and_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.choice}"


class AgendaAddress(models.Model):
    """The secret address where the agenda of a mandate is read: of the secret, only the SHA-256 is kept."""

    mandate = models.OneToOneField("accounts.Mandate", on_delete=models.PROTECT, related_name="+")
    token_digest = models.CharField("empreinte de l'adresse", max_length=64, unique=True)
    made_at = models.DateTimeField("faite le")

    class Meta:
        verbose_name = "adresse d'agenda"
        ordering = ("mandate_id",)

    def __str__(self) -> str:
        return f"{self.mandate_id}, {self.made_at}"
