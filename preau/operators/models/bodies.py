"""Organising bodies, their operators, what these hold, and whom to write to (decree, art. 15, § 2, 1° and 3°)."""

from datetime import date
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import OrganisationKind, Role
from preau.foundation.territory.models import Dated

if TYPE_CHECKING:
    from preau.foundation.accounts.actors import Actor

# Who describes an operator, who signs for it, and who reads the places she works in.
DESCRIBERS = frozenset({Role.OPERATOR_SIGNATORY, Role.OPERATOR_SECRETARY, Role.PROJECT_LEADER})
OWN_READERS = DESCRIBERS | {Role.CARE_WORKER}
# Who reads what every operator declared.
NATIONAL_READERS = frozenset(
    {Role.APPROVAL_OFFICER, Role.SUBSIDY_OFFICER, Role.TRAINING_OFFICER, Role.COMMISSION_MEMBER}
)


class LegalForm(models.TextChoices):
    MUNICIPALITY = "municipality", "Commune"
    CPAS = "cpas", "CPAS"
    PROVINCE = "province", "Province"
    INTERMUNICIPAL = "intermunicipal", "Intercommunale"
    AUTONOMOUS_BOARD = "autonomous_board", "Régie communale autonome"
    COMMUNITY = "community", "Wallonie-Bruxelles Enseignement ou Communauté française"
    ASBL = "asbl", "ASBL"
    FOUNDATION = "foundation", "Fondation"
    COMPANY = "company", "Société"
    NATURAL_PERSON = "natural_person", "Personne physique"
    OTHER = "other", "Autre"


class OrganisingBody(models.Model):
    """The pouvoir organisateur: a commune, an asbl, a school's body. Its people hold mandates in `organisation`.

    `enterprise_number` is ten digits, `iban` without spaces; both are checked before they are written, and empty when
    nobody gave them. The account is read by the body itself and by ONE alone.
    """

    organisation = models.OneToOneField(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="organising_body"
    )
    enterprise_number = models.CharField("numéro d'entreprise", max_length=10, blank=True)
    legal_form = models.CharField("forme juridique", max_length=20, choices=LegalForm, blank=True)
    iban = models.CharField("compte bancaire", max_length=34, blank=True)
    street = models.CharField("rue et numéro du siège", max_length=150, blank=True)
    postal_code = models.CharField("code postal", max_length=4, blank=True)
    locality = models.CharField("localité", max_length=80, blank=True)
    person_in_charge = models.CharField("personne responsable", max_length=150, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    website = models.URLField("site", blank=True)
    updated_at = models.DateTimeField("modifié le")

    class Meta:
        verbose_name = "pouvoir organisateur"
        verbose_name_plural = "pouvoirs organisateurs"
        ordering = ("organisation__name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise_number",), condition=~Q(enterprise_number=""), name="enterprise_number_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class CareOperatorQuerySet(models.QuerySet):
    def visible_to(self, actor: "Actor") -> "CareOperatorQuerySet":
        """Keep one's own operators; for the coordination, those with a place in its zone; for ONE, all.

        What is seen of them is another question: an operator's draft is its own (`access.can_read_draft`).
        """
        if actor.is_system:
            return self.all()
        if actor.mandate is None:
            return self.none()
        if actor.mandate.organisation.kind == OrganisationKind.OPERATOR:
            return self.filter(body__organisation_id=actor.organisation_id)
        if actor.role in NATIONAL_READERS:
            return self.all()
        if actor.role == Role.ATL_COORDINATOR and actor.zone_id is not None:
            return self.filter(declarations__zone_id=actor.zone_id).distinct()
        return self.none()

    def described_by(self, actor: "Actor") -> "CareOperatorQuerySet":
        """Keep the operators whose description the actor prepares: one's own; those of the zone nobody acts for yet."""
        if actor.is_system:
            return self.all()
        if actor.mandate is None:
            return self.none()
        if actor.mandate.organisation.kind == OrganisationKind.OPERATOR:
            own = self.filter(body__organisation_id=actor.organisation_id)
            return own if actor.role in OWN_READERS else self.none()
        if actor.role == Role.ATL_COORDINATOR and actor.zone_id is not None:
            theirs = Mandate.objects.in_force(actor.today).filter(organisation=OuterRef("body__organisation"))
            return self.filter(~Exists(theirs), declarations__zone_id=actor.zone_id).distinct()
        return self.none()


class CareOperator(models.Model):
    """Who offers care in its own name, under an organising body that may run several.

    `kind` and `in_cle` are those the rules ask about (`law.staffing.scope.Operator`); empty and None: not known.
    `received_from`: where its description comes from, when it was not typed here.
    """

    class Kind(models.TextChoices):
        SCHOOL = "school", "École"
        ADULT_EDUCATION = "adult_education", "Organisation d'éducation permanente"
        RECOGNISED_OTHERWISE = "recognised_otherwise", "Agréé, reconnu ou affilié à un autre titre"
        OTHER = "other", "Rien de cela"

    body = models.ForeignKey(OrganisingBody, on_delete=models.PROTECT, related_name="operators")
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("sorte", max_length=20, choices=Kind, blank=True)
    in_cle = models.BooleanField("participe au programme CLE", null=True, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    website = models.URLField("site", blank=True)
    wants_approval = models.BooleanField("demande l'agrément", null=True, blank=True)
    subsidies = models.TextField("subventions reçues pour cette offre", blank=True)
    informs_by_website = models.BooleanField("tarifs et réductions sur le site", null=True, blank=True)
    informs_by_rules = models.BooleanField(
        "tarifs et réductions dans le règlement remis aux familles", null=True, blank=True
    )
    received_from = models.CharField("reçu de", max_length=200, blank=True)
    received_at = models.DateTimeField("reçu le", null=True, blank=True)
    updated_at = models.DateTimeField("modifié le")

    objects = CareOperatorQuerySet.as_manager()

    class Meta:
        verbose_name = "opérateur de l'accueil"
        verbose_name_plural = "opérateurs de l'accueil"
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=("body", "name"), name="operator_named_once_in_its_body"),
            models.CheckConstraint(
                condition=Q(received_from="", received_at__isnull=True)
                | (~Q(received_from="") & Q(received_at__isnull=False)),
                name="operator_received_from_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Recognition(Dated):
    """An approval, recognition, authorisation, declaration or affiliation held (decree, art. 15, § 2, 3°)."""

    class Kind(models.TextChoices):
        ATL_APPROVAL = "atl_approval", "Agrément ATL"
        HOLIDAY_CENTRE = "holiday_centre", "Agrément centre de vacances"
        HOMEWORK_SCHOOL = "homework_school", "Reconnaissance école de devoirs"
        NURSERY = "nursery", "Autorisation ou agrément milieu d'accueil (ONE)"
        DECLARATION = "declaration", "Déclaration à l'ONE"
        YOUTH = "youth", "Organisation ou maison de jeunes"
        CREATIVE_CENTRE = "creative_centre", "Centre d'expression et de créativité"
        ADULT_EDUCATION = "adult_education", "Éducation permanente"
        SPORT = "sport", "Fédération ou centre sportif"
        LIBRARY = "library", "Lecture publique"
        DISABILITY = "disability", "Service pour personnes en situation de handicap"
        AFFILIATION = "affiliation", "Affiliation à une fédération"
        OTHER = "other", "Autre"

    operator = models.ForeignKey(CareOperator, on_delete=models.CASCADE, related_name="recognitions")
    kind = models.CharField("sorte", max_length=20, choices=Kind)
    label = models.CharField("intitulé", max_length=150, blank=True)
    granted_by = models.CharField("accordé par", max_length=150, blank=True)
    reference = models.CharField("référence", max_length=80, blank=True)
    proof = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "reconnaissance ou agrément"
        ordering = ("operator_id", "kind", "valid_from", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="recognition_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()


class Insurance(Dated):
    """A policy that covers the children and those who care for them."""

    class Cover(models.TextChoices):
        LIABILITY = "liability", "Responsabilité civile"
        ACCIDENTS = "accidents", "Accidents corporels"
        BOTH = "both", "Responsabilité civile et accidents corporels"
        OTHER = "other", "Autre"

    operator = models.ForeignKey(CareOperator, on_delete=models.CASCADE, related_name="insurances")
    cover = models.CharField("couvre", max_length=10, choices=Cover)
    insurer = models.CharField("assureur", max_length=150)
    policy_number = models.CharField("numéro de police", max_length=60, blank=True)
    proof = models.ForeignKey(
        "documents.ReceivedFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "assurance"
        ordering = ("operator_id", "cover", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="insurance_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cover_display()}, {self.insurer}"


class ContactSubject(models.TextChoices):
    DAILY = "daily", "La vie de tous les jours"
    DECLARATION = "declaration", "La déclaration et l'agrément"
    SUBSIDIES = "subsidies", "Les subsides"
    TRAINING = "training", "Le personnel et les formations"
    EMERGENCY = "emergency", "Les urgences"


class ContactPersonQuerySet(models.QuerySet):
    def present(self) -> "ContactPersonQuerySet":
        """Keep those who have not been taken away."""
        return self.filter(ended_on__isnull=True)

    def confirmed_since(self, day: date) -> "ContactPersonQuerySet":
        return self.present().filter(confirmed_on__gte=day)


class ContactPerson(models.Model):
    """Whom to write to about what; confirmed each year, for messages to a person who left are lost (P9)."""

    body = models.ForeignKey(OrganisingBody, on_delete=models.CASCADE, related_name="contacts")
    operator = models.ForeignKey(
        CareOperator, null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )  # None: for all the operators of the body
    full_name = models.CharField("nom", max_length=150)
    email = models.EmailField("adresse électronique")
    phone = models.CharField("téléphone", max_length=20, blank=True)
    subjects = models.JSONField("sujets", default=list)  # values of ContactSubject
    confirmed_on = models.DateField("confirmé le")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("retiré le", null=True, blank=True)

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "personne de contact"
        verbose_name_plural = "personnes de contact"
        ordering = ("full_name", "pk")

    def __str__(self) -> str:
        return self.full_name

    @property
    def subject_words(self) -> list[str]:
        """Return the subjects in French, in the order of the list."""
        chosen = cast(list[str], self.subjects)
        return [str(subject.label) for subject in ContactSubject if subject.value in chosen]
