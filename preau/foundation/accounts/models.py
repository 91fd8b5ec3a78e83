"""People, organisations, dated mandates, invitations (DESIGN, section 4)."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from preau.foundation import clock
from preau.foundation.accounts.roles import OrganisationKind, Role

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, full_name: str = "", password: str | None = None, **extra: Any) -> "Person":
        """Create a person; the address is kept in lower case, for it is compared without case everywhere."""
        person = self.model(email=email.strip().lower(), full_name=full_name, **extra)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Someone who signs in. What she may do comes from her mandates alone."""

    email = models.EmailField("adresse électronique", unique=True)
    full_name = models.CharField("nom", max_length=150, blank=True)
    is_active = models.BooleanField("actif", default=True)
    created_at = models.DateTimeField("créé le", default=clock.now)
    factor_changes = models.PositiveIntegerField("changements de second facteur", default=0)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = PersonManager()

    class Meta:
        verbose_name = "personne"
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """End every other session when the password or a second factor changes (Django compares this hash)."""
        value = f"{self.password}:{self.factor_changes}"
        return salted_hmac("preau.session", value, secret=secret, algorithm="sha256").hexdigest()


def display_name(person: Person) -> str:
    """Return the name allauth shows."""
    return str(person)


class Organisation(models.Model):
    """A body people act for. A coordination belongs to a zone; the others do not need one."""

    kind = models.CharField("sorte", max_length=30, choices=OrganisationKind)
    name = models.CharField("nom", max_length=200)
    zone = models.ForeignKey(
        "territory.Zone", null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )

    class Meta:
        verbose_name = "organisation"
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OrganisationKind.COORDINATION) | Q(zone__isnull=False),
                name="coordination_has_a_zone",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "MandateQuerySet":
        """Keep the mandates in force on `day`; a delegation only while the mandate it comes from is too."""
        own = Q(withdrawn_at__isnull=True, valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        origin = Q(delegated_from__withdrawn_at__isnull=True, delegated_from__valid_from__lte=day) & (
            Q(delegated_from__valid_to__isnull=True) | Q(delegated_from__valid_to__gte=day)
        )
        return self.filter(own & (Q(delegated_from__isnull=True) | origin))

    def visible_to(self, actor: "Actor") -> "MandateQuerySet":
        """Keep one's own mandates, the delegations one gave, and those of the organisation one manages."""
        if actor.person is None:
            return self.none()
        mine = Q(person=actor.person) | Q(delegated_from__person=actor.person)
        if actor.mandate and actor.mandate.manages_users:
            mine |= Q(organisation_id=actor.organisation_id)
        return self.filter(mine)


class Mandate(models.Model):
    """A person's role in an organisation, between two dates (both included), and who granted it.

    A delegation is a mandate that names the mandate it comes from; it ends with it. A mandate ended at once
    has `withdrawn_at`: it is void from that moment, though its last day is today.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField("rôle", max_length=30, choices=Role)
    manages_users = models.BooleanField("gère les accès", default=False)
    valid_from = models.DateField("depuis")
    valid_to = models.DateField("jusqu'au", null=True, blank=True)
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    delegated_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        ordering = ("organisation__name", "role", "pk")
        indexes = [models.Index(fields=("organisation", "role"), name="mandate_by_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="mandate_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(delegated_from__isnull=True) | Q(valid_to__isnull=False), name="delegation_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(valid_to__isnull=False), name="withdrawn_mandate_has_an_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the mandate (and, for a delegation, the one it comes from) is in force on `day`."""
        within = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return (
            within
            and self.withdrawn_at is None
            and (self.delegated_from is None or self.delegated_from.is_valid_on(day))
        )


def digest_of_token(token: str) -> str:
    """Return the hexadecimal SHA-256 of the secret of an address, all that is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def pending(self) -> "InvitationQuerySet":
        """Keep those neither accepted nor withdrawn (they may have expired)."""
        return self.filter(bound_at__isnull=True, withdrawn_at__isnull=True)

    def visible_to(self, actor: "Actor") -> "InvitationQuerySet":
        """Keep those one sent to delegate a mandate, and those of the organisation one manages."""
        if actor.person is None:
            return self.none()
        mine = Q(delegated_from__person=actor.person)
        if actor.mandate and actor.mandate.manages_users:
            mine |= Q(organisation_id=actor.organisation_id)
        return self.filter(mine)


class Invitation(models.Model):
    """A mandate offered to an address; it binds at the first sign-in with that address, whichever comes first."""

    email = models.EmailField("adresse électronique")
    full_name = models.CharField("nom", max_length=150, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField("rôle", max_length=30, choices=Role)
    manages_users = models.BooleanField("gère les accès", default=False)
    valid_from = models.DateField("depuis")
    valid_to = models.DateField("jusqu'au", null=True, blank=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("expire le")
    token_digest = models.CharField("empreinte du lien", max_length=64, unique=True)
    delegated_from = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.OneToOneField(Mandate, null=True, on_delete=models.PROTECT, related_name="invitation")
    bound_at = models.DateTimeField("acceptée le", null=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ("-invited_at", "pk")
        indexes = [
            models.Index(
                fields=("email",),
                condition=Q(bound_at__isnull=True, withdrawn_at__isnull=True),
                name="pending_invitation_by_email",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_lower_case"),
            models.CheckConstraint(
                condition=Q(mandate__isnull=True, bound_at__isnull=True)
                | Q(mandate__isnull=False, bound_at__isnull=False, withdrawn_at__isnull=True),
                name="invitation_bound_with_its_mandate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.organisation}"
