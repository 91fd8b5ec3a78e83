"""The frame of every act on a description: lock, may this actor, write; what stands in the way, in French."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import Http404

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.ui.versions import NotNow, Stale
from preau.operators.access import can_describe
from preau.operators.models import CareOperator, CarePlace


@contextmanager
def describing(actor: Actor, operator_id: int) -> Iterator[CareOperator]:
    """Lock an operator the actor may describe. Http404 for one she does not see, Forbidden with the reason."""
    with transaction.atomic():
        seen = CareOperator.objects.visible_to(actor).values("pk")
        rows = CareOperator.objects.select_related("body__organisation").filter(pk__in=seen)
        operator = rows.select_for_update(of=("self",), no_key=True).filter(pk=operator_id).first()
        if operator is None:
            raise Http404("operator")
        require(can_describe(actor, operator))
        yield operator
        operator.updated_at = actor.now
        operator.save(update_fields=["updated_at"])


@contextmanager
def describing_place(actor: Actor, place_id: int, version: int | None = None) -> Iterator[CarePlace]:
    """Lock a place the actor may describe; its version grows when the block ends.

    Http404 for a place she does not see, Forbidden with the reason, NotNow for a closed place, Stale when `version`
    (the one the page was shown at; None: not asked) is no longer the present one.
    """
    with transaction.atomic():
        seen = CarePlace.objects.visible_to(actor).values("pk")
        rows = CarePlace.objects.select_related("operator__body__organisation", "municipality").filter(pk__in=seen)
        place = rows.select_for_update(of=("self",), no_key=True).filter(pk=place_id).first()
        if place is None:
            raise Http404("place")
        require(can_describe(actor, place.operator))
        if place.closed_on is not None and place.closed_on < actor.today:
            raise NotNow("Ce lieu est fermé : rouvrez-le pour changer ce qui en est dit.")
        if version is not None and version != place.version:
            raise Stale(place.version)
        yield place
        place.version, place.updated_at = place.version + 1, actor.now
        place.save(update_fields=["version", "updated_at"])
