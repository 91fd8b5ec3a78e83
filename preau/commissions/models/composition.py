"""Who sits in a CCA: five components of equal size, effective members and substitutes, advisory members, the chair.

Decree of 3 July 2003, art. 6 and 40; order of 3 December 2003, art. 2 and 29. A fact nobody knows stays "unknown":
the rules never take it for a yes.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from preau.foundation.accounts.roles import Role

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

HOME_ROLES = frozenset({Role.ATL_COORDINATOR, Role.CCA_CHAIR, Role.CCA_MEMBER, Role.COUNCIL_SECRETARY})
AUTHORITY_ROLES = frozenset({Role.APPROVAL_OFFICER, Role.COMMISSION_MEMBER})


class Known(models.TextChoices):
    """A fact as the rules ask it (`preau.law.composition.facts.Fact`)."""

    YES = "yes", "Oui"
    NO = "no", "Non"
    UNKNOWN = "unknown", "Pas encore su"


class CcaQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "CcaQuerySet":
        """Keep the CCA of the actor's zone for those who sit or work there; all of them for ONE and its commission."""
        if actor.is_system or actor.role in AUTHORITY_ROLES:
            return self.all()
        if actor.role in HOME_ROLES and actor.zone_id is not None:
            return self.filter(zone_id=actor.zone_id)
        return self.none()


class Cca(models.Model):
    """The CCA of a zone. One for ever: its members change, at each election all of them."""

    zone = models.OneToOneField("territory.Zone", on_delete=models.PROTECT, related_name="cca", verbose_name="zone")
    seats_each = models.PositiveSmallIntegerField("sièges par composante", default=3)
    first_meeting_on = models.DateField("première réunion", null=True, blank=True)
    commission_informed_on = models.DateField("commission d'agrément informée le", null=True, blank=True)
    last_election_on = models.DateField("dernières élections communales", null=True, blank=True)
    contiguous = models.CharField("les communes se touchent", max_length=7, choices=Known, default=Known.UNKNOWN)
    networks = models.JSONField("réseaux d'enseignement présents", null=True, blank=True)
    parents_networks = models.JSONField("réseaux avec une association de parents", null=True, blank=True)
    family_movements = models.CharField(
        "un mouvement familial peut siéger", max_length=7, choices=Known, default=Known.UNKNOWN
    )
    chair = models.ForeignKey(
        "commissions.CcaMember",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="préside",
    )
    chair_designated = models.CharField(
        "désigné par le membre du collège", max_length=7, choices=Known, default=Known.UNKNOWN
    )
    # What the CCA's own rules ask; nobody knows until they are noted here, or until it is said that there are none.
    without_house_rules = models.BooleanField("aucun règlement d'ordre intérieur n'est adopté", default=False)
    house_rules_adopted_on = models.DateField("règlement d'ordre intérieur adopté le", null=True, blank=True)
    quorum = models.PositiveSmallIntegerField("quorum du règlement", null=True, blank=True)
    majority = models.CharField(
        "majorité du règlement",
        max_length=10,
        choices=[("absolute", "Plus de la moitié des voix exprimées"), ("two_thirds", "Deux tiers des voix exprimées")],
        default="absolute",
    )
    notice_days = models.PositiveSmallIntegerField("délai de convocation du règlement, en jours", null=True, blank=True)

    objects = CcaQuerySet.as_manager()

    class Meta:
        verbose_name = "CCA"
        verbose_name_plural = "CCA"
        ordering = ("zone__name", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(seats_each__gte=3, seats_each__lte=9), name="cca_component_of_3_to_9"),
            models.CheckConstraint(
                condition=Q(without_house_rules=False) | Q(house_rules_adopted_on__isnull=True),
                name="cca_has_house_rules_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"CCA, {self.zone}"


class CcaComponent(models.Model):
    """One of the five components; `absent` says why it is not there, when it is not (decree, art. 6, § 1)."""

    class Absence(models.TextChoices):
        NON_EXISTENT = "non_existent", "Elle n'existe pas sur le territoire"
        REFUSES = "refuses", "Elle refuse de siéger"

    cca = models.ForeignKey(Cca, on_delete=models.CASCADE, related_name="components")
    number = models.PositiveSmallIntegerField("numéro")
    absent = models.CharField("absente parce que", max_length=12, choices=Absence, blank=True)
    comment = models.TextField("structures invitées, moyens, refus et raisons", max_length=5_000, blank=True)

    class Meta:
        verbose_name = "composante"
        ordering = ("cca_id", "number")
        constraints = [
            models.UniqueConstraint(fields=("cca", "number"), name="component_once_per_cca"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=5), name="component_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"Composante {self.number}"


class CcaMemberQuerySet(models.QuerySet):
    def in_office(self, day: date) -> "CcaMemberQuerySet":
        """Keep the members, effective and substitutes, whose mandate runs on `day` (not resigned, not replaced)."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), mandate_from__lte=day)

    def effective(self) -> "CcaMemberQuerySet":
        return self.filter(substitute_of__isnull=True)


class CcaMember(models.Model):
    """Somebody who holds a seat: an effective member, or (with `substitute_of`) the substitute of one.

    An effective member who leaves keeps his row, with `left_on`: his substitute then finishes the mandate
    (decree, art. 6, § 2) and may get a substitute in his turn. `left_on` is the first day out of office. `rank` is
    the seat within the component. `person` is the account of the member, when he has one.
    """

    component = models.ForeignKey(CcaComponent, on_delete=models.CASCADE, related_name="members")
    rank = models.PositiveSmallIntegerField("rang")
    substitute_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="substitutes", verbose_name="supplée"
    )
    full_name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse électronique", blank=True)
    organisation = models.CharField("organisation qui mandate", max_length=200, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    network = models.CharField("réseau d'enseignement", max_length=40, blank=True)
    family_movement = models.BooleanField("mandaté par un mouvement familial", default=False)
    college_designee = models.BooleanField("désigné par le collège", default=False)
    anchored = models.CharField(
        "implication directe sur le territoire", max_length=7, choices=Known, default=Known.UNKNOWN
    )
    entitled = models.CharField(
        "l'organisation remplit la condition de la composante", max_length=7, choices=Known, default=Known.UNKNOWN
    )
    excluded_group = models.CharField(
        "membre d'un groupe non démocratique", max_length=7, choices=Known, default=Known.UNKNOWN
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cca_memberships"
    )
    mandate_from = models.DateField("mandat depuis")
    left_on = models.DateField("a quitté le", null=True, blank=True)
    left_because = models.CharField("parce que", max_length=300, blank=True)

    objects = CcaMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "membre de la CCA"
        ordering = ("component_id", "rank", "pk")
        indexes = [models.Index(fields=("component", "rank"), name="members_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("mandate_from")), name="member_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="member_has_a_name"),
            models.UniqueConstraint(
                fields=("substitute_of",), condition=Q(left_on__isnull=True), name="one_substitute_at_a_time"
            ),
            models.UniqueConstraint(
                fields=("component", "rank"),
                condition=Q(left_on__isnull=True, substitute_of__isnull=True),
                name="one_effective_member_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_substitute(self) -> bool:
        return self.substitute_of_id is not None


class AdvisoryMember(models.Model):
    """Somebody who sits without a vote: the ATL coordinator (secretary), ONE's coordinator, the province, a guest."""

    class Kind(models.TextChoices):
        COORDINATOR = "coordinator", "Coordination ATL, secrétaire"
        ONE_COORDINATOR = "one_coordinator", "Coordination accueil de l'ONE"
        PROVINCE = "province", "Province ou COCOF"
        GUEST = "guest", "Invité"

    cca = models.ForeignKey(Cca, on_delete=models.CASCADE, related_name="advisers")
    kind = models.CharField("à quel titre", max_length=15, choices=Kind)
    full_name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse électronique", blank=True)
    organisation = models.CharField("organisation", max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cca_advice"
    )
    since = models.DateField("depuis")
    until = models.DateField("jusqu'au", null=True, blank=True)

    class Meta:
        verbose_name = "membre avec voix consultative"
        ordering = ("cca_id", "kind", "pk")

    def __str__(self) -> str:
        return self.full_name
