"""What is offered to choose from: what the house entered lately, what its neighbours did, what looks like the words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Max, Q, QuerySet

from preau.foundation.accounts.actors import Actor
from preau.law.words import fold, listed
from preau.training.catalogue.acts import OWN_NAMES
from preau.training.entry.typed import OtherWords
from preau.training.lookalikes import look_alikes, suggestions
from preau.training.models import OPEN_STATUSES, ProviderName, Status, TrainingEntry, TrainingModule, TrainingProvider

RECENT = 6
NEIGHBOURS = 6
OWN = 3
ALIKE = 5
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Choice:
    """A module to pick, with what tells it from another."""

    module_id: int
    title: str
    provider: str
    status: str
    hours: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        return self.status == Status.REFUSED

    @property
    def waits(self) -> bool:
        return self.status in (Status.PROPOSED, Status.ASKED)


def recent(actor: Actor) -> list[Choice]:
    """Return what the house acted for entered last, the latest first. Two queries."""
    rows = TrainingEntry.objects.filter(organisation_id=actor.organisation_id or 0)
    return _latest(rows, RECENT)


def of_neighbours(actor: Actor, but: Iterable[Choice]) -> list[Choice]:
    """Return what the other houses of the zone entered last, of what ONE accepted. Two queries.

    Only which module, never by whom: what ONE accepted is public knowledge among operators.
    """
    rows = TrainingEntry.objects.filter(
        organisation__zone_id=actor.zone_id or 0, module__root__status=Status.ACCEPTED
    ).exclude(organisation_id=actor.organisation_id or 0)
    seen = {one.module_id for one in but}
    return [one for one in _latest(rows, NEIGHBOURS + len(seen)) if one.module_id not in seen][:NEIGHBOURS]


def _latest(rows: "QuerySet[TrainingEntry]", count: int) -> list[Choice]:
    found = rows.order_by().values_list("module__root_id").annotate(last=Max("entered_at")).order_by("-last")[:count]
    return choices([key for key, _ in found])


def choices(keys: list[int], reader: Actor | None = None) -> list[Choice]:
    """Return these modules, in this order; those that `reader` sees, when one is given. One query."""
    rows = TrainingModule.objects.filter(pk__in=keys).select_related("provider__root")
    if reader is not None:
        rows = rows.visible_to(reader)
    known = {one.pk: one for one in rows}
    return [_choice(known[key]) for key in keys if key in known]


def _choice(module: TrainingModule) -> Choice:
    provider = module.provider.root or module.provider
    hours = f"{module.hours.normalize():f}".replace(".", ",") if module.hours else ""
    status = Status.REFUSED if Status.REFUSED in (module.status, provider.status) else module.status
    return Choice(module.pk, module.title, provider.name, status, hours)


def found(actor: Actor, words: str) -> list[Choice]:
    """Return the modules that look like the words, the likeliest first, then what the house itself proposed."""
    return choices([*suggestions(words), *_own_waiting(actor, words)], actor)


def _own_waiting(actor: Actor, words: str) -> list[int]:
    """Return the modules the house entered that still wait and hold all these words. One query."""
    parts = [part for part in fold(words).split() if len(part) >= LEAST_LETTERS][:6]
    rows = TrainingModule.objects.roots().filter(status__in=OPEN_STATUSES)
    rows = rows.filter(entries__organisation_id=actor.organisation_id or 0)
    for part in parts:
        rows = rows.filter(Q(folded__contains=part) | Q(provider__root__folded__contains=part))
    return list(rows.order_by("title", "pk").values_list("pk", flat=True).distinct()[:OWN]) if parts else []


def alike(other: OtherWords, hours: Decimal | None) -> list[Choice]:
    """Return the modules that look like the words of an « Autre », with why: it may well be one of them."""
    likely = {one.module_id: one.reasons for one in look_alikes(other.provider, other.module, hours)[:ALIKE]}
    return [replace(one, reasons=tuple(likely[one.module_id])) for one in choices(list(likely))]


def slips(other: OtherWords) -> list[str]:
    """Return what looks misplaced in the words of an « Autre »: a trainer, a place or a title typed as the body."""
    typed = fold(other.provider)
    named = TrainingProvider.objects.filter(Q(folded=typed) | Q(names__folded=typed, names__kind__in=OWN_NAMES))
    if named.exists():
        return []
    sentences = []
    names = ProviderName.objects.filter(folded=typed, kind__in=_NOT_BODIES).select_related("provider__root")
    for kind, words in _NOT_BODIES.items():
        bodies = list(dict.fromkeys(str(one.provider.root) for one in names if one.kind == kind))[:3]
        if bodies:
            sentences.append(f"« {other.provider} » est {words} {listed(bodies)}, pas un organisme.")
    if TrainingModule.objects.filter(Q(folded=typed) | Q(titles__folded=typed), status=Status.ACCEPTED).exists():
        sentences.append(f"« {other.provider} » est l’intitulé d’une formation, pas un organisme.")
    return sentences


_NOT_BODIES = {
    ProviderName.Kind.TRAINER: "connu comme formatrice ou formateur de",
    ProviderName.Kind.PLACE: "connu comme lieu de formation de",
}
