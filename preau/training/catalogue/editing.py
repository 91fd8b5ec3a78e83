"""What ONE writes of a body or a module besides deciding: its names, its number, its days, its theme, its length."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from preau.foundation.accounts.access import NeedsSecondFactor, require
from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import Stale, plain
from preau.law.words import fold
from preau.training.access import can_decide, can_edit
from preau.training.catalogue.acts import bump_revision
from preau.training.models import (
    Acceptance,
    ModuleTitle,
    ProviderName,
    Status,
    TrainingModule,
    TrainingProvider,
)

Held = dict[str, Any]
Days = tuple[str, date | None, date | None]
FOR_WHOM = ("early_childhood", "for_care_workers", "for_project_leaders")  # decides which hours count
MODULE_COLUMNS = ("title", "hours", "theme", *FOR_WHOM)


def provider_held(provider: TrainingProvider) -> Held:
    """Return what the form of a body shows: its columns, its names by kind, its grounds with their days."""
    names: dict[str, list[str]] = {str(kind): [] for kind in ProviderName.Kind}
    for one in provider.names.all():
        names[one.kind].append(one.text)
    days = [(one.ground, one.valid_from, one.valid_to) for one in provider.acceptances.all()]
    return {"name": provider.name, "enterprise_number": provider.enterprise_number, "names": names, "days": days}


def module_held(module: TrainingModule) -> Held:
    """Return what the form of a module shows."""
    held = {name: getattr(module, name) for name in MODULE_COLUMNS}
    return held | {"titles": [one.text for one in module.titles.all()]}


def save_provider(actor: Actor, provider: TrainingProvider, said: Held, version: int) -> None:
    """Write a body as its form says. Changing the grounds of an accepted body asks for the second factor.

    Raises Forbidden, NeedsSecondFactor, Stale when somebody wrote since `version`.
    """
    require(can_edit(actor))
    with transaction.atomic():
        held = TrainingProvider.objects.select_for_update().get(pk=provider.pk)
        before = provider_held(held)
        if not _changed(before, said, held.version, version):
            return
        if said["days"] != before["days"]:
            _require_decider(actor, held)
            _write_days(held, said["days"])
        held.name, held.folded = said["name"], fold(said["name"])
        held.enterprise_number = said["enterprise_number"]
        _write_names(held, said["names"])
        _close(actor, held, "training.edit_provider", before, said)


def save_module(actor: Actor, module: TrainingModule, said: Held, version: int) -> None:
    """Write a module as its form says. Changing whose hours count asks for the second factor.

    Raises Forbidden, NeedsSecondFactor, Stale when somebody wrote since `version`.
    """
    require(can_edit(actor))
    with transaction.atomic():
        held = TrainingModule.objects.select_for_update().get(pk=module.pk)
        before = module_held(held)
        if not _changed(before, said, held.version, version):
            return
        if any(said[name] != before[name] for name in FOR_WHOM):
            _require_decider(actor, held)
        for name in MODULE_COLUMNS:
            setattr(held, name, said[name])
        held.folded = fold(held.title)
        if held.status == Status.ACCEPTED:  # one of both is what it was accepted for
            held.in_programme = not held.early_childhood
        _write_titles(held, said["titles"])
        _close(actor, held, "training.edit_module", before, said)


def add_provider(actor: Actor, name: str) -> TrainingProvider:
    """Write a body that ONE knows and nobody typed yet: it waits for a decision like any other. Raises Forbidden."""
    require(can_edit(actor))
    with transaction.atomic():
        made = TrainingProvider.objects.create(name=name, folded=fold(name), proposed_at=actor.now)
        return _entered(actor, made, "training.add_provider", name)


def add_module(actor: Actor, provider: TrainingProvider, title: str) -> TrainingModule:
    """Write a module that ONE knows and nobody typed yet. Raises Forbidden."""
    require(can_edit(actor))
    with transaction.atomic():
        made = TrainingModule.objects.create(provider=provider, title=title, folded=fold(title), proposed_at=actor.now)
        return _entered(actor, made, "training.add_module", title)


def _require_decider(actor: Actor, held: TrainingModule | TrainingProvider) -> None:
    """Raise for who may not say whose hours count: an officer, for no house of her own, with the second factor."""
    require(can_decide(actor, held))
    if not actor.strong:
        raise NeedsSecondFactor


def _entered(actor: Actor, made: Any, act: str, words: str) -> Any:
    made.root_id = made.pk
    made.save(update_fields=["root"])
    record(actor, act, made, {"words": words})
    bump_revision()
    return made


def _changed(before: Held, said: Held, present: int, version: int) -> bool:
    """Tell whether anything is to be written; raise Stale when it is, and somebody else wrote since."""
    if before == said:
        return False
    if present != version:
        raise Stale(present)
    return True


def _close(actor: Actor, held: Any, act: str, before: Held, after: Held) -> None:
    held.version += 1
    held.save()
    record(actor, act, held, {"before": _plain(before), "after": _plain(after)})
    bump_revision()


def _plain(held: Mapping[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name, value in held.items():
        if name == "days":
            written[name] = [[ground, plain(since), plain(until)] for ground, since, until in value]
        elif name == "hours":
            written[name] = None if value is None else str(value)
        else:
            written[name] = plain(value)
    return written


def _write_days(provider: TrainingProvider, days: Iterable[Days]) -> None:
    provider.acceptances.all().delete()
    Acceptance.objects.bulk_create(
        Acceptance(provider=provider, ground=ground, valid_from=since, valid_to=until) for ground, since, until in days
    )


def _write_names(provider: TrainingProvider, names: Mapping[str, Iterable[str]]) -> None:
    provider.names.all().delete()
    ProviderName.objects.bulk_create(
        ProviderName(provider=provider, kind=kind, text=text, folded=folded)
        for kind, texts in names.items()
        for folded, text in {fold(text): text for text in texts}.items()
    )


def _write_titles(module: TrainingModule, titles: Iterable[str]) -> None:
    module.titles.all().delete()
    ModuleTitle.objects.bulk_create(
        ModuleTitle(module=module, text=text, folded=folded)
        for folded, text in {fold(text): text for text in titles}.items()
    )
