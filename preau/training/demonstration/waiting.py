"""What waits: what houses typed as « Autre », put together as the portal does it when it is entered."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from preau.foundation.territory.demonstration import World
from preau.law.words import fold
from preau.training import lookalikes
from preau.training.demonstration import cases
from preau.training.demonstration.crowd import crowd
from preau.training.demonstration.invented import InventedBody, Written, bodies, ways
from preau.training.demonstration.plan import CHUNK, Catalogue, Followed, Size, moment_of, rooted
from preau.training.entry.typed import OtherWords
from preau.training.matching import Decision, look_alikes, match
from preau.training.matching import Encoding as Likened
from preau.training.models import Encoding, Status, TrainingModule, TrainingProvider


def waiting(world: World, size: Size, catalogue: Catalogue, teams: Sequence[tuple[int, list[int]]]) -> list[Followed]:
    """Return what was typed as « Autre », each put with the module it stands for as the portal does it."""
    rng = world.rng("waiting")
    if not teams:
        return []
    unknown = _unknown(world, size, catalogue)
    texts: list[tuple[Written, Decimal]] = []
    for body, modules in unknown:
        for module in modules:
            texts += [(one, Decimal(module.hours)) for one in ways(rng, body, module.title, rng.randint(1, 5))]
    typed: list[Followed] = []
    records = 0
    while records < size.typed:
        written, hours = rng.choice(texts)
        house, people = rng.choice(teams)
        count = max(1, int(hours) // 6)
        first = world.today - timedelta(days=rng.randint(15, 240))
        days = [first + timedelta(days=place) for place in range(count)]
        group = rng.sample(people, min(len(people), rng.choice((1, 1, 2, 3))))
        records += len(group)
        typed.append(Followed(house, group, days, (hours / count).quantize(Decimal("0.25")), written=written))
    typed += crowd(world, catalogue, teams)
    _settle(world, typed)
    return typed


def _unknown(world: World, size: Size, catalogue: Catalogue) -> list[tuple[InventedBody, list[Any]]]:
    """Return what is typed: bodies nobody knows, new modules of known bodies, and known ones written otherwise."""
    rng = world.rng("unknown")
    new = list(bodies(rng, size.bodies + size.unknown, (size.bodies + size.unknown) * 3))
    known = {one.name for one in catalogue.bodies}
    strangers = [(one, one.modules[: rng.randint(1, 3)]) for one in new if one.name not in known][: size.unknown]
    accepted = [one for one, row in zip(catalogue.bodies, catalogue.providers, strict=True) if row.status == "accepted"]
    share = max(1, size.typed // 20)
    others = [(body, new[rank % len(new)].modules[:1]) for rank, body in enumerate(rng.choices(accepted, k=share))]
    same = [(body, [rng.choice(body.modules)]) for body in rng.choices(accepted, k=share)]
    return [*strangers, *others, *same]


def _settle(world: World, typed: list[Followed]) -> None:
    """Tie each writing to a module: known beyond doubt, else with its look-alikes in a module that waits."""
    first: dict[str, Followed] = {}
    for one in typed:
        first.setdefault(_words(one).key, one)
    keys, holders = list(first), list(first.values())
    known = lookalikes.decided().catalogue
    likened = [Likened(_words(one).provider, _words(one).module) for one in holders]
    found = match(known, likened, lookalikes.thresholds())
    accepted = {row.pk: row for row in TrainingModule.objects.filter(status=Status.ACCEPTED)}
    tied: dict[str, tuple[TrainingModule, str, Decimal | None, list[str]]] = {}
    for key, best in zip(keys, found, strict=True):
        accepted_one = accepted.get(int(best.module or 0))
        if best.decision is Decision.AUTO and accepted_one is not None:
            tied[key] = (accepted_one, Encoding.LinkedBy.ALONE, Decimal(str(best.score)), best.reasons)
    left = [key for key in keys if key not in tied]
    groups = look_alikes([(_words(first[key]).provider, _words(first[key]).module) for key in left])
    modules = _proposed(world, [[first[left[place]] for place in group.members] for group in groups])
    for module, group in zip(modules, groups, strict=True):
        for number, place in enumerate(group.members):
            by = Encoding.LinkedBy.NEW if number == 0 else Encoding.LinkedBy.CLUSTER
            tied[left[place]] = (module, by, None, [])
    encodings = Encoding.objects.bulk_create(
        [_encoding(world, key, first[key], *tied[key]) for key in keys], batch_size=CHUNK
    )
    by_key = {one.key: one for one in encodings}
    for one in typed:
        one.encoding = by_key[_words(one).key]
        one.module = one.encoding.module


def _words(one: Followed) -> OtherWords:
    said = one.written or Written("", "")
    return OtherWords(said.provider, said.module, said.trainer, said.place)


def _encoding(world: World, key: str, one: Followed, module: Any, by: str, score: Any, reasons: Any) -> Encoding:
    said = _words(one)
    return Encoding(
        provider_text=said.provider,
        trainer_text=said.trainer,
        place_text=said.place,
        module_text=said.module,
        key=key,
        module=module,
        linked_by=by,
        score=score,
        reasons=reasons,
        linked_at=moment_of(world, 1),
    )


def _proposed(world: World, groups: list[list[Followed]]) -> list[TrainingModule]:
    """Write a module that waits for each group, under the body of that very name when it is known."""
    known = {row.folded: row for row in TrainingProvider.objects.all()}
    new: dict[str, TrainingProvider] = {}
    for group in groups:
        name = _words(group[0]).provider
        if fold(name) not in known:
            new.setdefault(
                fold(name),
                TrainingProvider(
                    name=name[:200],
                    folded=fold(name)[:200],
                    proposed_for_id=group[0].house,
                    proposed_at=moment_of(world, 10 + len(new) % 190),
                ),
            )
    known |= {row.folded: row for row in rooted(TrainingProvider, list(new.values()))}
    rows = [
        TrainingModule(
            provider=known[fold(_words(group[0]).provider)[:200]],
            title=_words(group[0]).module[:300],
            folded=fold(_words(group[0]).module)[:300],
            proposed_for_id=group[0].house,
            proposed_at=moment_of(world, 10 + rank % 190),
            **_asked(rank),
        )
        for rank, group in enumerate(groups)
    ]
    modules = rooted(TrainingModule, rows)
    cases.proposed(world, [*new.values(), *modules])
    return modules


def _asked(rank: int) -> dict[str, Any]:
    if rank % 41 != 7:
        return {}
    return {"status": Status.ASKED, "reason": "Envoyez le programme de la formation et dites qui l’a donnée."}
