"""The operators of a zone, or of everywhere, one line per declaration: its state, its places, who has an account."""

from django import forms
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from preau.foundation.accounts.actors import Actor
from preau.foundation.accounts.models import Invitation, Mandate
from preau.foundation.casework.models import Case
from preau.foundation.ui.tables import Column, Filters
from preau.operators.declaring.acts import PROCEDURE
from preau.operators.models import OperatorDeclaration, PublishedPlace

STATES = {
    "preparing": ("En préparation", ""),
    "submitted": ("À lire", "wait"),
    "to_correct": ("Correction demandée", "wait"),
    "read": ("Lue", "done"),
    "noted": ("Notée par la commune", "info"),
    "ended": ("Terminée", "quiet"),
}
COLUMNS = (
    Column("Opérateur", "operateur", ("operator__name",)),
    Column("Organisme", "organisme", ("operator__body__organisation__name",)),
    Column("Commune", "commune", ("zone__name", "operator__name")),
    Column("Lieux publiés", "lieux", ("published",), number=True),
    Column("Compte"),
    Column("Déclaration"),
)


class OperatorFilters(Filters):
    """By name, state and account; by commune for who reads everywhere."""

    q = forms.CharField(label="Nom", max_length=80)
    commune = forms.CharField(label="Commune", max_length=80)
    etat = forms.ChoiceField(
        label="Déclaration", choices=[("", "Toutes"), *((key, words) for key, (words, _) in STATES.items())]
    )
    compte = forms.ChoiceField(
        label="Compte",
        choices=[("", "Tous"), ("oui", "Ont un compte"), ("invite", "Invités"), ("non", "Sans compte ni invitation")],
    )

    def __init__(self, actor: Actor, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if actor.zone_id is not None:
            del self.fields["commune"]

    def apply(self, rows: QuerySet) -> QuerySet:
        """Narrow the list by what was asked."""
        asked = self.cleaned_data
        if words := asked.get("q"):
            named = Q(operator__name__icontains=words) | Q(operator__body__organisation__name__icontains=words)
            rows = rows.filter(named)
        if words := asked.get("commune"):
            there = Q(zone__name__icontains=words) | Q(zone__municipalities__name__icontains=words)
            rows = rows.filter(pk__in=OperatorDeclaration.objects.filter(there).values("pk"))
        if state := asked.get("etat"):
            rows = rows.filter(state=state)
        account = {
            "oui": Q(has_account=True),
            "invite": Q(has_account=False, invited_at__isnull=False),
            "non": Q(has_account=False, invited_at__isnull=True),
        }.get(asked.get("compte") or "")
        return rows.filter(account) if account is not None else rows


def declared_by(actor: Actor) -> QuerySet:
    """Return the declarations `actor` sees, each with its state, its published places and whether somebody acts."""
    label = OperatorDeclaration._meta.label_lower
    house = OuterRef("operator__body__organisation")
    cases = Case.objects.filter(procedure_id=PROCEDURE, subject_type=label, subject_id=OuterRef("pk"))
    places = PublishedPlace.objects.filter(operator=OuterRef("operator"), zone=OuterRef("zone")).order_by()
    pending = Invitation.objects.pending().filter(organisation=house, manages_users=True).order_by("-invited_at")
    return (
        OperatorDeclaration.objects.visible_to(actor)
        .select_related("operator__body__organisation", "zone")
        .annotate(
            state=Subquery(cases.values("state_id")[:1]),
            published=Coalesce(Subquery(places.values("operator").annotate(many=Count("pk")).values("many")), 0),
            has_account=Exists(Mandate.objects.in_force(actor.today).filter(organisation=house)),
            invited_at=Subquery(pending.values("invited_at")[:1]),
        )
    )
