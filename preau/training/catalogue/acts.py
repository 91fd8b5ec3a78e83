"""What changes the catalogue besides decisions: a body or module enters it, an encoding changes module, rows merge.

Each act writes its own entry in the journal and tells the processes that what they remember of the catalogue is old.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from preau.foundation.accounts.access import require
from preau.foundation.accounts.actors import Actor
from preau.foundation.casework.api import CaseAct, Supplied, perform
from preau.foundation.journal.api import record
from preau.law.words import fold
from preau.training.access import can_edit
from preau.training.catalogue.cases import Row, case_for, open_proposed
from preau.training.models import (
    CatalogueRevision,
    Encoding,
    ProviderName,
    Status,
    TrainingEntry,
    TrainingModule,
    TrainingProvider,
)

WITH_ENTRY = "jointe à la formation saisie"
# What a typed body is recognised by without any doubt; a trainer or a place may be shared.
OWN_NAMES = (ProviderName.Kind.ACRONYM, ProviderName.Kind.FORMER, ProviderName.Kind.VARIANT)


def bump_revision() -> None:
    """Count one more change of the catalogue, within the transaction of the change."""
    if not CatalogueRevision.objects.filter(pk=1).update(number=F("number") + 1):
        CatalogueRevision.objects.get_or_create(pk=1, defaults={"number": 1})


def propose(
    actor: Actor,
    organisation_id: int,
    provider_text: str,
    module_text: str,
    *,
    hours: Decimal | None = None,
    certificate: str = WITH_ENTRY,
) -> TrainingModule:
    """Return the module typed as « Autre »: the one of this very name, or a new one that waits with its case.

    `certificate` says how the certificate was given; `hours` the usual length when all the days typed tell one.
    Called inside the act that enters the training, which has asked whether the actor may.
    """
    with transaction.atomic():
        provider = known_provider(provider_text) or _propose_provider(actor, organisation_id, provider_text)
        module = known_module(provider, module_text)
        if module is None:
            module = TrainingModule.objects.create(
                provider=provider,
                title=module_text.strip(),
                folded=fold(module_text),
                hours=hours,
                proposed_for_id=organisation_id,
                proposed_at=actor.now,
            )
            _enter(actor, module, certificate)
        return module


def known_provider(words: str) -> TrainingProvider | None:
    """Return the body of this very name, accents and case apart; of two, the one decided first."""
    folded = fold(words)
    named = Q(folded=folded) | Q(names__folded=folded, names__kind__in=OWN_NAMES)
    found = TrainingProvider.objects.filter(named).select_related("root").order_by(F("decided_at").asc(nulls_last=True))
    first = found.first()
    return first.root if first else None


def known_module(provider: TrainingProvider, words: str) -> TrainingModule | None:
    """Return the module of this very title of a body, accents and case apart."""
    folded = fold(words)
    titled = Q(folded=folded) | Q(titles__folded=folded)
    modules = TrainingModule.objects.filter(titled, provider__root=provider.root_id).select_related("root")
    first = modules.order_by(F("decided_at").asc(nulls_last=True)).first()
    return first.root if first else None


def _propose_provider(actor: Actor, organisation_id: int | None, words: str) -> TrainingProvider:
    provider = TrainingProvider.objects.create(
        name=words.strip(), folded=fold(words), proposed_for_id=organisation_id, proposed_at=actor.now
    )
    _enter(actor, provider, WITH_ENTRY)
    return provider


def _enter(actor: Actor, row: Row, certificate: str) -> None:
    row.root_id = row.pk
    row.save(update_fields=["root"])
    record(actor, "training.propose", row, {"title": str(row), "organisation": row.proposed_for_id})
    open_proposed(actor, row, certificate)
    bump_revision()


def relink(
    actor: Actor,
    encoding: Encoding,
    module: TrainingModule,
    linked_by: str,
    score: Decimal | None = None,
    reasons: list[Any] | None = None,
) -> None:
    """Tie an encoding, and the entries typed so, to a module. Nothing is written when it is tied to it already.

    `linked_by` is one of `Encoding.LinkedBy`; `reasons` plain JSON. The officer must be one; the portal ties alone.
    """
    with transaction.atomic():
        held = Encoding.objects.select_for_update().get(pk=encoding.pk)
        if linked_by == Encoding.LinkedBy.OFFICER:
            require(can_edit(actor))
        before = held.module_id
        if before == module.pk:
            return
        held.module, held.linked_by, held.linked_at = module, linked_by, actor.now
        held.score, held.reasons = score, reasons or []
        held.save(update_fields=["module", "linked_by", "linked_at", "score", "reasons"])
        TrainingEntry.objects.filter(encoding=held).update(module=module)
        payload = {"before": {"module": before}, "after": {"module": module.pk}, "by": linked_by}
        record(actor, "training.relink", held, payload | ({"score": str(score)} if score is not None else {}))
        bump_revision()


def take_out(actor: Actor, encoding: Encoding) -> TrainingModule:
    """Take an encoding out of its cluster: it becomes a module of its own, that waits. Return that module.

    The body of that very name is kept; a new one is proposed otherwise. Raises Forbidden.
    """
    require(can_edit(actor))
    with transaction.atomic():
        held = Encoding.objects.select_for_update().select_related("module").get(pk=encoding.pk)
        first = held.entries.order_by("entered_at", "pk").first()
        house = first.organisation_id if first else held.module.proposed_for_id
        provider = known_provider(held.provider_text) or _propose_provider(actor, house, held.provider_text)
        module = TrainingModule.objects.create(
            provider=provider,
            title=held.module_text,
            folded=fold(held.module_text),
            proposed_for_id=house,
            proposed_at=actor.now,
        )
        _enter(actor, module, WITH_ENTRY)
        relink(actor, held, module, Encoding.LinkedBy.OFFICER)
    return module


def merge(actor: Actor, source: Row, target: Row, step: int | None = None) -> CaseAct:
    """Have a body or a module read another of its kind from now on; all that read it follows.

    `step` is the number of acts its case had when the page was shown (None: as it stands). Raises as
    `casework.engine.perform`.
    """
    supplied = Supplied({"target": str(target)[:200]}, more={"target": target.pk})
    return do(actor, source, "merge", supplied, step)


def split(actor: Actor, source: Row, step: int | None = None) -> CaseAct:
    """Split a merged body or module back: it stands as it did before. Raises as `casework.engine.perform`."""
    return do(actor, source, SPLITS.get(source.status, "split"), Supplied(), step)


def do(actor: Actor, row: Row, act_id: str, supplied: Supplied, step: int | None) -> CaseAct:
    """Do an act of the case of a body or a module, opened now when it has none yet. All but answering is ONE’s."""
    if act_id != "answer":
        require(can_edit(actor))
    with transaction.atomic():
        case = case_for(actor, row)
        return perform(actor, case.pk, act_id, case.step if step is None else step, supplied)


# What a merged row goes back to: the state it had, which its own status still tells.
SPLITS: dict[str, str] = {Status.ACCEPTED: "split_validated", Status.REFUSED: "split_refused"}
