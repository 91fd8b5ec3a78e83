"""What a card may be the same as: rows already in the catalogue, found by their likeness or by the words searched."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q

from preau.law.words import fold
from preau.training.catalogue.cases import Row
from preau.training.lookalikes import decided, thresholds, waiting
from preau.training.matching import Candidate, match
from preau.training.matching import Encoding as Likened
from preau.training.models import Encoding, Status, TrainingModule, TrainingProvider
from preau.training.queue.cards import MODULE, PROVIDER, code_of

MOST = 5
FOUND = 10


@dataclass(frozen=True)
class Alike:
    """A row of the catalogue a card may be merged into. `score` is None when somebody searched for it."""

    code: str
    provider: TrainingProvider
    module: TrainingModule | None
    score: float | None = None
    reasons: list[str] = field(default_factory=list)
    entries: int = 0

    @property
    def decided(self) -> Row:
        return self.module or self.provider

    @property
    def percent(self) -> int | None:
        return None if self.score is None else round(self.score * 100)


def searched(row: Row, words: str) -> list[Alike]:
    """Return rows whose names hold all the words, decided ones first: modules for a module, else bodies and modules."""
    wanted = fold(words).split()
    if not wanted:
        return []
    modules = _holding(TrainingModule.objects.all(), "titles", wanted).filter(_not_refused("provider__root__"))
    found = list(modules.exclude(pk=row.pk if isinstance(row, TrainingModule) else None)[:FOUND])
    known = [Alike(f"{MODULE}{one.pk}", one.provider.root, one) for one in found if one.provider.root_id != row.pk]
    if isinstance(row, TrainingModule):
        return with_entries(known)
    bodies = _holding(TrainingProvider.objects.all(), "names", wanted).exclude(pk=row.pk)[:FOUND]
    return with_entries([*(Alike(f"{PROVIDER}{one.pk}", one, None) for one in bodies), *known][:FOUND])


def _holding(rows: Any, names: str, wanted: Iterable[str]) -> Any:
    """Keep the roots with a name, or another of their names, that holds every word."""
    related = "provider__root" if names == "titles" else "root"
    rows = rows.filter(root=F("pk")).select_related(related)
    for word in wanted:
        body = Q(provider__root__folded__contains=word) if names == "titles" else Q()
        rows = rows.filter(Q(folded__contains=word) | Q(**{f"{names}__folded__contains": word}) | body)
    return rows.distinct().order_by(F("decided_at").asc(nulls_last=True), "pk")


def _not_refused(path: str) -> Q:
    return ~Q(**{f"{path}status": Status.REFUSED})


def with_entries(found: list[Alike]) -> list[Alike]:
    """Return them with how often each was entered. Two queries."""
    modules = [one.module.pk for one in found if one.module]
    bodies = [one.provider.pk for one in found if one.module is None]
    of_modules = dict(
        TrainingModule.objects.filter(root__in=modules).order_by().values_list("root").annotate(Count("entries"))
    )
    of_bodies = dict(
        TrainingProvider.objects.filter(root__in=bodies)
        .order_by()
        .values_list("root")
        .annotate(Count("modules__entries"))
    )
    return [
        Alike(
            one.code,
            one.provider,
            one.module,
            one.score,
            one.reasons,
            of_modules.get(one.module.pk, 0) if one.module else of_bodies.get(one.provider.pk, 0),
        )
        for one in found
    ]


def alike(row: Row, encodings: Iterable[Encoding]) -> list[Alike]:
    """Return the rows of the catalogue that look like what a card holds, the likest first: decided ones, then waiting.

    A body is compared with what was typed under it, a module with its own title too.
    """
    typed = _typed(row, encodings)
    kept = [decided().catalogue, *(one.catalogue for one in waiting())]
    best: dict[str, Candidate] = {}
    for catalogue in kept:
        for found in match(catalogue, typed):
            for candidate in found.candidates:
                _keep_best(best, candidate, row)
    near = [one for one in best.values() if one.score >= thresholds().propose]
    ranked = sorted(near, key=lambda candidate: -candidate.score)[:MOST]
    return with_entries(_read(ranked, row))


def _typed(row: Row, encodings: Iterable[Encoding]) -> list[Likened]:
    written = [Likened(one.provider_text, one.module_text) for one in list(encodings)[:3]]
    if isinstance(row, TrainingModule):
        return [Likened(row.provider.name, row.title), *written]
    return written or [Likened(row.name, "")]


def _keep_best(best: dict[str, Candidate], candidate: Candidate, row: Row) -> None:
    """Keep the best score of each row; the card itself and its own modules are not like it, they are it."""
    own = str(row.pk)
    if isinstance(row, TrainingModule):
        if candidate.module in (None, own):
            return
    elif candidate.organisation == own:
        return
    code = f"{MODULE}{candidate.module}" if candidate.module else f"{PROVIDER}{candidate.organisation}"
    if code not in best or best[code].score < candidate.score:
        best[code] = candidate


def _read(ranked: list[Candidate], row: Row) -> list[Alike]:
    """Return the rows of the candidates. Two queries."""
    modules = TrainingModule.objects.roots().select_related("provider__root")
    known = modules.in_bulk([int(one.module) for one in ranked if one.module])
    bodies = TrainingProvider.objects.in_bulk([int(one.organisation) for one in ranked if not one.module])
    found = []
    for one in ranked:
        module = known.get(int(one.module)) if one.module else None
        body = module.provider.root if module else bodies.get(int(one.organisation))
        if body is not None and (module is not None or not one.module):
            found.append(Alike(code_of(module or body), body, module, one.score, one.reasons))
    return found
