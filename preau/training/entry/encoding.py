"""The words of an « Autre », and the module they are taken for: those who typed the same share it."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from preau.foundation.accounts.actors import Actor
from preau.training.catalogue.acts import propose
from preau.training.entry.typed import OtherWords
from preau.training.lookalikes import cluster_of, settle_alone
from preau.training.models import Encoding


def taken_for(other: OtherWords) -> Encoding | None:
    """Return the encoding of those who typed the same words, None when nobody did."""
    return Encoding.objects.select_related("module__root__provider").filter(key=other.key).first()


def encode(actor: Actor, other: OtherWords, hours: Decimal | None = None) -> Encoding:
    """Return the encoding of these words, tied to a module: that of who typed the same, else one that waits.

    `hours` is the length all the people entered followed, None when they differ. Called inside the act that enters.
    """
    known = taken_for(other)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _new(actor, other, hours)
    except IntegrityError:  # another house typed the same at the same moment
        known = taken_for(other)
        if known is None:
            raise
        return known


def _new(actor: Actor, other: OtherWords, hours: Decimal | None) -> Encoding:
    """Write these words: settled alone when there is no doubt, beside what waits and looks alike, else on their own."""
    likely, linked_by = settle_alone(other.provider, other.module, hours), Encoding.LinkedBy.ALONE
    if likely is None:
        likely, linked_by = cluster_of(other.provider, other.module, hours), Encoding.LinkedBy.CLUSTER
    if likely is None:
        module_id = propose(actor, actor.organisation_id or 0, other.provider, other.module, hours=hours).pk
        linked_by = Encoding.LinkedBy.NEW
    else:
        module_id = likely.module_id
    encoding = Encoding.objects.create(
        provider_text=other.provider,
        trainer_text=other.trainer,
        place_text=other.place,
        module_text=other.module,
        key=other.key,
        module_id=module_id,
        linked_by=linked_by,
        score=likely.score if likely else None,
        reasons=likely.reasons if likely else [],
        linked_at=actor.now,
    )
    return Encoding.objects.select_related("module__root__provider").get(pk=encoding.pk)
