"""Writing the invented catalogue and the trainings of the teams, a few queries for many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from preau.foundation.accounts.models import Mandate
from preau.foundation.accounts.roles import Role
from preau.foundation.territory.demonstration import World
from preau.law.words import fold
from preau.staff.models import EmploymentContract
from preau.training import lookalikes
from preau.training.catalogue.acts import bump_revision
from preau.training.demonstration import cases
from preau.training.demonstration.acted import act
from preau.training.demonstration.invented import OUTSIDE, PROGRAMME, THEMES, InventedBody, bodies
from preau.training.demonstration.plan import (
    BETWEEN,
    CHUNK,
    SIZES,
    Catalogue,
    Followed,
    Size,
    at_half_past_ten,
    moment_of,
    rooted,
)
from preau.training.demonstration.waiting import waiting
from preau.training.models import (
    Acceptance,
    Encoding,
    ProgrammeTheme,
    ProviderName,
    RecordDay,
    Status,
    TrainingEntry,
    TrainingModule,
    TrainingProgramme,
    TrainingProvider,
    TrainingRecord,
)

CHANGE = date(2024, 7, 16)
FINDING = {"field": "persons", "agrees": False, "seen": "", "sentence": "L’attestation ne nomme pas cette personne."}


def build(world: World) -> dict[str, int]:
    """Write the catalogue, the trainings of every team, and what waits for ONE; return what was written."""
    size = SIZES.get(world.scale, BETWEEN)
    catalogue = _catalogue(world, size)
    bump_revision()
    teams = _teams(world)
    entries = list(_followed(world, size, catalogue, teams))
    written = _write(world, [*entries, *waiting(world, size, catalogue, teams)])
    acted = act(world, catalogue)
    bump_revision()
    lookalikes.forget()
    return {
        "bodies": len(catalogue.providers),
        "modules": sum(map(len, catalogue.modules)),
        "records": written,
        "encodings": Encoding.objects.count(),
        **acted,
    }


# -- the catalogue ----------------------------------------------------------------------------------


def _catalogue(world: World, size: Size) -> Catalogue:
    programme = TrainingProgramme.objects.create(
        title=PROGRAMME, source="inventé", valid_from=date(2022, 1, 1), valid_to=date(2027, 12, 31)
    )
    themes = ProgrammeTheme.objects.bulk_create(
        ProgrammeTheme(programme=programme, number=number, title=title) for number, title in enumerate(THEMES, 1)
    )
    invented = list(bodies(world.rng("bodies"), size.bodies, size.modules))
    officer = _officer()
    providers = rooted(TrainingProvider, [_provider(world, rank, one, officer) for rank, one in enumerate(invented)])
    Acceptance.objects.bulk_create(
        Acceptance(provider=row, ground=ground, valid_from=since, valid_to=until)
        for rank, row in enumerate(providers)
        if row.status == Status.ACCEPTED
        for ground, since, until in _grounds(rank)
    )
    ProviderName.objects.bulk_create(
        ProviderName(provider=row, kind=kind, text=text, folded=fold(text))
        for row, one in zip(providers, invented, strict=True)
        for kind, text in _names(one)
    )
    rows = [
        _module(world, (rank, place), provider, one, themes, officer)
        for rank, (provider, body) in enumerate(zip(providers, invented, strict=True))
        for place, one in enumerate(body.modules)
    ]
    modules = rooted(TrainingModule, rows)
    by_body: dict[int, list[TrainingModule]] = defaultdict(list)
    for row in modules:
        by_body[row.provider_id].append(row)
    cases.decided(world, [*providers, *modules])
    return Catalogue(invented, providers, [by_body[row.pk] for row in providers], themes)


def _officer() -> Any:
    held = Mandate.objects.filter(role=Role.TRAINING_OFFICER).select_related("person").order_by("pk").first()
    return held.person if held else None


def _provider(world: World, rank: int, one: InventedBody, officer: Any) -> TrainingProvider:
    refused = rank % 17 == 16
    decided = moment_of(world, 40 + (rank * 37) % 800)
    said: dict[str, Any] = {}
    if refused:
        said = {"reason_code": "provider_not_entitled", "would_accept": "Une formation d’un organisme de l’article 20."}
    return TrainingProvider(
        name=one.name,
        folded=fold(one.name),
        status=Status.REFUSED if refused else Status.ACCEPTED,
        proposed_at=decided - timedelta(days=60),
        decided_at=decided,
        decided_by=officer,
        **said,
    )


def _grounds(rank: int) -> list[tuple[str, date | None, date | None]]:
    last = CHANGE - timedelta(days=1)
    if rank == 0:
        return [("one", None, None)]
    if rank % 5 == 1:
        return [("title_body", None, None)]
    # Each recognised until a day of its own: the first end in the first weeks of 2027.
    recognised = ("recognised", CHANGE, CHANGE + timedelta(days=900 + rank * 37 % 920))
    if rank % 5 == 2:
        return [recognised]
    return [("approved_by_government", None, last), recognised]


def _names(one: InventedBody) -> Iterator[tuple[str, str]]:
    yield ProviderName.Kind.ACRONYM, one.acronym
    if one.former:
        yield ProviderName.Kind.FORMER, one.former
    for text in dict.fromkeys(one.trainers):
        yield ProviderName.Kind.TRAINER, text
    for text in one.places:
        yield ProviderName.Kind.PLACE, text


def _module(
    world: World, rank: tuple[int, int], provider: TrainingProvider, one: Any, themes: Sequence[Any], officer: Any
) -> TrainingModule:
    body, place = rank
    outside = (body * 7 + place) % 23 == 22
    decided = moment_of(world, 2 + (body * 13 + place * 41) % 600)
    title = OUTSIDE[(body + place) % len(OUTSIDE)] if outside else one.title
    said: dict[str, Any] = {"in_programme": True, "theme": themes[one.theme - 1]}
    if outside:
        said = {
            "in_programme": False,
            "reason_code": "outside_programme",
            "would_accept": "Un module dont le contenu suit un thème du programme en vigueur.",
        }
    return TrainingModule(
        provider=provider,
        title=title,
        folded=fold(title),
        hours=Decimal(one.hours),
        status=Status.REFUSED if outside else Status.ACCEPTED,
        proposed_at=decided - timedelta(days=45 + place),
        decided_at=decided,
        decided_by=officer,
        **said,
    )


# -- what the teams followed ------------------------------------------------------------------------


def _teams(world: World) -> list[tuple[int, list[int]]]:
    """Return the people of each house today, houses and people in the order they were written."""
    teams: dict[int, list[int]] = defaultdict(list)
    held = EmploymentContract.objects.in_force(world.today).order_by("organisation_id", "pk")
    for house, person in held.values_list("organisation_id", "person_id"):
        teams[house].append(person)
    return list(teams.items())


def _followed(
    world: World, size: Size, catalogue: Catalogue, teams: Iterable[tuple[int, list[int]]]
) -> Iterator[Followed]:
    """Yield the trainings picked from the catalogue: some alone, some as a group, over the last three years."""
    known = [one for rows in catalogue.modules for one in rows]
    for rank, (house, people) in enumerate(teams):
        rng = world.rng("followed", rank)
        for turn in range(size.trainings):
            rest = people[:]
            rng.shuffle(rest)
            while rest:
                many = rng.choice((1, 2, 3, 6))
                group, rest = rest[:many], rest[many:]
                module = rng.choice(known)
                yield _training(world, rng, house, group, module, mismatch=(rank + turn) % 97 == 5)


def _training(world: World, rng: Any, house: int, people: list[int], module: Any, mismatch: bool = False) -> Followed:
    whole = module.hours or Decimal(6)
    count = max(1, int(whole) // 6)
    first = world.today - timedelta(days=rng.randint(20, 1_000))
    days = [first + timedelta(days=7 * place) for place in range(count)]
    return Followed(house, people, days, (whole / count).quantize(Decimal("0.25")), module=module, mismatch=mismatch)


# -- writing ----------------------------------------------------------------------------------------


def _write(world: World, followed: list[Followed]) -> int:
    """Write the entries with their records and days; return how many records."""
    written = 0
    for start in range(0, len(followed), CHUNK):
        part = followed[start : start + CHUNK]
        entries = TrainingEntry.objects.bulk_create(_entry(world, one) for one in part)
        pairs = [(entry, one, person) for entry, one in zip(entries, part, strict=True) for person in one.people]
        records = TrainingRecord.objects.bulk_create(
            TrainingRecord(entry=entry, person_id=person) for entry, _, person in pairs
        )
        RecordDay.objects.bulk_create(
            RecordDay(record=record, day=day, hours=one.hours)
            for record, (_, one, _) in zip(records, pairs, strict=True)
            for day in one.days
        )
        written += len(records)
    return written


def _entry(world: World, one: Followed) -> TrainingEntry:
    after = one.days[-1] + timedelta(days=12)
    return TrainingEntry(
        organisation_id=one.house,
        module=one.module,
        encoding=one.encoding,
        findings=[FINDING] if one.mismatch else [],
        mismatch=one.mismatch,
        entered_at=at_half_past_ten(min(after, world.today - timedelta(days=1))),
    )
