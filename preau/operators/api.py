"""What the other rooms read of the operators: what was declared, what is published, who offers care in a zone.

Nobody reads a draft here: an operator is known outside by what it declared.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from preau.foundation.territory.models import Zone
from preau.operators.declaring.versions import in_force, revision_on, text_of
from preau.operators.description import Description, PlaceText
from preau.operators.importing.forgetting import forget_old as forget_old_lists
from preau.operators.models import CareOperator, CarePlace, DeclarationRevision, OperatorDeclaration, PublishedPlace
from preau.operators.published import publish_due, rebuild_all

__all__ = [
    "CareOperator",
    "Description",
    "PlaceText",
    "PublishedPlace",
    "declared_in",
    "declared_on",
    "forget_old_lists",
    "operators_of",
    "places_of",
    "places_published_in",
    "publish_due",
    "rebuild_all",
]


def declared_on(operator: CareOperator, zone: Zone, day: date) -> Description | None:
    """Return what an operator had declared to a zone on a day; None when nothing was, or its care had ended."""
    declaration = OperatorDeclaration.objects.filter(operator=operator, zone=zone).first()
    revision = revision_on(declaration, day) if declaration else None
    return None if revision is None or revision.ends else text_of(revision)


def operators_of(zone: Zone, day: date) -> list[CareOperator]:
    """Return the operators whose offer is in force in a zone on a day, by name. Three queries."""
    declared = dict(OperatorDeclaration.objects.filter(zone=zone).values_list("pk", "operator_id"))
    current = in_force(declared, day)
    ended = set(DeclarationRevision.objects.filter(pk__in=current.values(), ends=True).values_list("pk", flat=True))
    kept = [declared[key] for key, revision in current.items() if revision not in ended]
    return list(CareOperator.objects.filter(pk__in=kept).select_related("body__organisation"))


def declared_in(zone: Zone, day: date) -> Iterator[tuple[CareOperator, Description]]:
    """Yield the operators of a zone with what they had declared on a day. Two queries whatever their number."""
    keys = OperatorDeclaration.objects.filter(zone=zone).values_list("pk", flat=True)
    current = in_force(keys, day).values()
    rows = DeclarationRevision.objects.filter(pk__in=list(current), ends=False)
    for revision in rows.select_related("declaration__operator__body__organisation").order_by(
        "declaration__operator__name", "pk"
    ):
        yield revision.declaration.operator, text_of(revision)


def places_published_in(zone: Zone) -> QuerySet[PublishedPlace]:
    """Return the places published in a zone today, each with its hours, by commune and name."""
    rows = PublishedPlace.objects.filter(zone=zone).select_related("municipality", "operator")
    return rows.prefetch_related("slots")


def places_of(organisation_id: int, day: date) -> QuerySet[CarePlace]:
    """Return the places of a house that are not closed on a day, by name."""
    rows = CarePlace.objects.filter(operator__body__organisation_id=organisation_id)
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day)).order_by("name", "pk")
