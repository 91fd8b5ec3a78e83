"""Published places to look for, through the way every place takes: described, frozen, published."""

from datetime import date
from typing import Any

from django.utils import timezone

from preau.foundation.territory.models import Municipality, Zone
from preau.operators.description import PeriodText, PlaceText, description_of
from preau.operators.models import CareOperator, CarePlace, DeclarationRevision, PublishedPlace
from preau.operators.published import publish
from preau.operators.writing import write_places
from tests.operators import made
from tests.operators.made import NOW, TODAY


def commune(slug: str = "mons") -> Municipality:
    return Municipality.objects.get(slug=slug)


def operator(slug: str = "mons", **fields: Any) -> CareOperator:
    return made.operator(Zone.objects.get(slug=slug), **fields)


def text(slug: str = "mons", **fields: Any) -> PlaceText:
    """Return a place of a commune of which everything is known, but what `fields` say."""
    return made.full_text(commune(slug), **fields)


def publish_texts(owner: CareOperator, *texts: PlaceText, by_coordination: bool = False) -> list[PublishedPlace]:
    """Write these places of an operator, declare all it has, and publish it; return the new places, published."""
    rows = write_places([(owner, one) for one in texts], NOW)
    declare(owner, by_coordination=by_coordination)
    shown = PublishedPlace.objects.select_related("municipality").in_bulk([row.pk for row in rows])
    return [shown[row.pk] for row in rows]


def declare(
    owner: CareOperator, *, by_coordination: bool = False, ends: bool = False, effective_on: date = TODAY
) -> DeclarationRevision:
    """Freeze what an operator describes as its next version, and publish it."""
    declaration = owner.declarations.get()
    revision = DeclarationRevision.objects.create(
        declaration=declaration,
        number=declaration.revisions.count() + 1,
        content=description_of(owner, declaration.zone).plain(),
        fingerprint="0" * 64,
        effective_on=effective_on,
        submitted_at=NOW,
        by_coordination=by_coordination,
        ends=ends,
    )
    publish(declaration, timezone.localdate(NOW))
    return revision


def place(slug: str = "mons", **fields: Any) -> PublishedPlace:
    """Publish one place of an operator of its own."""
    return publish_texts(operator(slug), text(slug, **fields))[0]


def period(kind: str, days: tuple[int, ...], starts: int, ends: int, **fields: Any) -> PeriodText:
    """Return a period at the same hours on these weekdays, in hours of the day, without price or ages of its own."""
    return PeriodText(kind=kind, hours=made.hours(days, starts * 60, ends * 60), **fields)


def close(row: PublishedPlace) -> CarePlace:
    """Close a place for good: its operator declares without it."""
    closed = CarePlace.objects.get(pk=row.pk)
    closed.closed_on = TODAY
    closed.save()
    declare(closed.operator)
    return closed
