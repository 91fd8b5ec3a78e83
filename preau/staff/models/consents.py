"""Consent given on paper: by somebody whom neither an address nor an account reaches."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from preau.staff.models.people import ONE_READERS, REGISTRARS
from preau.staff.models.requests import MoveRequest

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


PURPOSE = "staff.consent"  # of the files received for it


class PaperConsentQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "PaperConsentQuerySet":
        """Keep one's own, those the house acted for gave in or is asked to confirm, and for ONE all."""
        if actor.is_system or actor.role in ONE_READERS:
            return self.all()
        if actor.person_id is None:
            return self.none()
        mine = Q(request__person__account_id=actor.person_id)
        if actor.role in REGISTRARS and actor.organisation_id is not None:
            mine |= Q(request__organisation_id=actor.organisation_id) | Q(former_id=actor.organisation_id)
        return self.filter(mine)


class PaperConsent(models.Model):
    """A consent signed on paper, given in by the house that asks: it opens nothing before somebody else confirms it.

    `former` is the last other house that employed her, which knows her; None leaves it to ONE alone. `confirmed` is
    None while nobody answered; `reason` says why a paper was not confirmed.
    """

    request = models.ForeignKey(MoveRequest, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("documents.ReceivedFile", on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField("signé le")
    former = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attested_at = models.DateTimeField("déposé le")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_for = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("répondu le", null=True, blank=True)
    confirmed = models.BooleanField("confirmé", null=True, blank=True)
    reason = models.CharField("pourquoi il n’est pas confirmé", max_length=300, blank=True)

    objects = PaperConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "accord sur papier"
        verbose_name_plural = "accords sur papier"
        ordering = ("-attested_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("request",), condition=Q(decided_at__isnull=True), name="one_waiting_paper_per_move"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, confirmed__isnull=True)
                | Q(decided_at__isnull=False, confirmed__isnull=False),
                name="decided_paper_has_its_answer",
            ),
            # Who gives a paper in never confirms it, in whatever house she acts.
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("attested_by")),
                name="paper_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return str(self.request)
