"""What everybody reads of the declared offer: the revision in force today, flattened for the search and the matrix.

Nothing is edited here: `PublishedPlace`, `PublishedSlot` and `PlaceWord` are written anew from the revision in force
on a day, and can all be built again from the revisions. A declaration that is not in force, or ended, shows nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import msgspec
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import slugify
from msgspec.structs import replace

from preau.foundation.territory.models import Municipality
from preau.operators.declaring.versions import in_force
from preau.operators.description import PeriodText, PlaceText, read_description
from preau.operators.fees.hourly import hourly_price
from preau.operators.models import (
    CareOperator,
    CarePlace,
    DeclarationRevision,
    OperatorDeclaration,
    PlaceWord,
    PublishedPlace,
    PublishedSlot,
)
from preau.operators.search.words import words_of_place

BATCH = 200  # declarations written together
ROWS = 1_000  # rows inserted together
EVERY_PLACE = "lieu"  # the address of a place whose name has no letter


def publish(declaration: OperatorDeclaration, day: date) -> None:
    """Write what is published of one declaration on `day`, inside the act that changed it."""
    _publish([declaration.pk], day)


def publish_due(now: datetime) -> int:
    """Publish the texts whose day has come, and take away those that ended; return how many declarations changed."""
    day = timezone.localdate(now)
    keys = list(_not_as_shown(day).values_list("pk", flat=True))
    return _publish_all(keys, day)


def rebuild_all(now: datetime) -> int:
    """Write everything published anew; return how many declarations were read."""
    keys = list(OperatorDeclaration.objects.filter(revisions__isnull=False).distinct().values_list("pk", flat=True))
    return _publish_all(keys, timezone.localdate(now))


def _publish_all(keys: list[int], day: date) -> int:
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            _publish(keys[start : start + BATCH], day)
    return len(keys)


def _not_as_shown(day: date) -> QuerySet[OperatorDeclaration]:
    """Keep the declarations whose places published are not those of the revision in force on `day`."""
    standing = DeclarationRevision.objects.filter(declaration=OuterRef("pk"), effective_on__lte=day)
    standing = standing.order_by("-effective_on", "-number")
    shown = PublishedPlace.objects.filter(operator=OuterRef("operator"), zone=OuterRef("zone"))
    declared = OperatorDeclaration.objects.annotate(
        current=Subquery(standing.values("pk")[:1]), ended=Subquery(standing.values("ends")[:1])
    )
    other = Exists(shown.exclude(revision=OuterRef("current")))
    absent = ~Exists(shown) & Q(ended=False)
    return declared.filter(current__isnull=False).filter(Q(other) | absent)


@dataclass(frozen=True)
class _Read:
    """One place of a revision in force, with its key."""

    key: int
    revision: DeclarationRevision
    place: PlaceText


def for_everybody(place: PlaceText) -> PlaceText:
    """Return a declared place as anybody reads it: neither its staffing, nor who walks with the children, nor the
    number another software gives it.
    """
    unstaffed = {"expected_under_six": None, "expected_six_and_over": None, "workers": None, "workers_last_year": None}
    periods = tuple(replace(period, **unstaffed, second_adult="") for period in place.periods)
    transfers = tuple(replace(transfer, supervision="") for transfer in place.transfers)
    return replace(place, periods=periods, transfers=transfers, external_id="")


def _publish(declaration_ids: Iterable[int], day: date) -> None:
    """Write what is published of these declarations: the same few queries whatever their number.

    With all those of their operators: a place that moved to another zone is told by both until the first is declared
    anew, and is where it was declared last.
    """
    operators = CareOperator.objects.filter(declarations__in=list(declaration_ids)).values("pk")
    held = CareOperator.objects.filter(pk__in=operators).order_by("pk").select_for_update(no_key=True)
    declared = OperatorDeclaration.objects.filter(operator__in=list(held.values_list("pk", flat=True)))
    keys = list(declared.values_list("pk", flat=True))
    current = in_force(keys, day).values()
    revisions = DeclarationRevision.objects.filter(pk__in=list(current), ends=False)
    told = revisions.select_related("declaration__operator__body").order_by("submitted_at", "pk")
    found = {one.key: one for one in _places(told)}
    rows = CarePlace.objects.in_bulk(list(found))
    slugs = dict(PublishedPlace.objects.filter(pk__in=rows).values_list("pk", "slug"))
    shown = declared.filter(operator=OuterRef("operator"), zone=OuterRef("zone"))
    PublishedPlace.objects.filter(Q(Exists(shown)) | Q(pk__in=rows)).delete()
    communes = {one.nis: one for one in Municipality.objects.filter(nis__in={one.place.nis for one in found.values()})}
    kept = [(key, one) for key, one in found.items() if key in rows and one.place.nis in communes]
    published = [_published(one, communes[one.place.nis], slugs.get(key, "")) for key, one in kept]
    PublishedPlace.objects.bulk_create(published, batch_size=ROWS)
    PublishedSlot.objects.bulk_create(
        (slot for _, one in kept for slot in _slots(one, communes[one.place.nis])), batch_size=ROWS
    )
    PlaceWord.objects.bulk_create(
        (word for _, one in kept for word in _words(one, communes[one.place.nis])), batch_size=ROWS
    )


def _places(revisions: Iterable[DeclarationRevision]) -> Iterator[_Read]:
    for revision in revisions:
        for place in read_description(revision.content).places:
            if place.key is not None:
                yield _Read(place.key, revision, place)


def _published(one: _Read, commune: Municipality, slug: str) -> PublishedPlace:
    revision, place = one.revision, one.place
    prices = [price for period in place.periods if (price := hourly_of(period)) is not None]
    locality = " ".join(filter(None, (place.postal_code, place.locality)))
    return PublishedPlace(
        place_id=one.key,
        revision=revision,
        operator_id=revision.declaration.operator_id,
        zone_id=revision.declaration.zone_id,
        municipality=commune,
        name=place.name,
        slug=slug or slugify(place.name)[:220] or EVERY_PLACE,
        operator_name=revision.content["name"],
        address=", ".join(filter(None, (place.street, locality)))[:300],
        access=place.access,
        in_school=place.in_school,
        capacity=place.capacity,
        youngest_months=place.youngest_months,
        oldest_months=place.oldest_months,
        lowest_hourly=min(prices, default=None),
        latitude=place.latitude,
        longitude=place.longitude,
        by_coordination=revision.by_coordination,
        declared_on=timezone.localdate(revision.submitted_at),
        content=msgspec.to_builtins(for_everybody(place), str_keys=True),
    )


def hourly_of(period: PeriodText) -> Decimal | None:
    """Return the lowest price of an hour of a period, its activities apart; None when it cannot be computed."""
    prices = [hourly_price(fee, period).amount for fee in period.fees if not fee.activity]
    return min((price for price in prices if price is not None), default=None)


def _slots(one: _Read, commune: Municipality) -> Iterator[PublishedSlot]:
    place = one.place
    for period in place.periods:
        price = hourly_of(period)
        for hours in period.hours:
            yield PublishedSlot(
                place_id=one.key,
                municipality=commune,
                kind=period.kind,
                label=period.label,
                weekday=hours.weekday,
                starts=hours.starts,
                ends=hours.ends,
                youngest_months=_first(period.youngest_months, place.youngest_months),
                oldest_months=_first(period.oldest_months, place.oldest_months),
                capacity=_first(period.capacity, place.capacity),
                hourly=price,
                first_day=period.first_day,
                last_day=period.last_day,
                holidays=list(period.holidays),
            )


def _words(one: _Read, commune: Municipality) -> Iterator[PlaceWord]:
    content = one.revision.content
    others = (content["name"], content["body"]["name"], commune.name)
    for word in sorted(words_of_place(one.place, others)):
        yield PlaceWord(word=word, place_id=one.key)


def _first(own: int | None, of_place: int | None) -> int | None:
    return own if own is not None else of_place
