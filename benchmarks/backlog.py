"""A backlog of 6,000 records worked through the pages' own acts: how many decisions a person takes, before and after.

`python -m benchmarks.backlog`, inside an empty Préau, writes an invented catalogue of 350 bodies and 3,000 modules, has
houses enter 6,000 trainings of one person as « Autre » (`training.entry.encoding.encode`: settled alone, put with its
look-alikes, or proposed), then an officer empties the queue with the acts of its cards. She knows what each house meant
(the truth the words were made from): she takes out what is something else, merges what is known, accepts the rest.

A third of the records are of bodies nobody knows, a third of new modules of known bodies, a third are known modules
written otherwise; in all of them the words are spoilt as houses spoil them. Prints one line of JSON: the decisions
there would be one per record, one per distinct text, and those really taken; what was settled without anybody, rightly
and wrongly; what is left waiting.
"""

import json
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import django

RECORDS, BODIES, MODULES, STRANGERS = 6_000, 350, 3_000, 60
DAY = date(2026, 3, 2)
GROUND = [("recognised", date(2024, 7, 16), None)]


@dataclass(frozen=True)
class Meant:
    """What a house meant: a body and a module, by name."""

    body: str
    module: str
    hours: int


class Backlog:
    """A Préau with a catalogue, what houses typed in it, and what each typing meant."""

    def __init__(self, seed: int = 20261121, records: int = RECORDS) -> None:
        from preau.foundation.accounts.models import Mandate, Organisation, Person
        from preau.training.models import ProgrammeTheme, TrainingProgramme

        self.draw, self.records = random.Random(seed), records
        self.house = Organisation.objects.create(kind="operator", name="Maison inventée")
        one = Organisation.objects.create(kind="one", name="ONE inventé")
        people = [Person.objects.create(email=f"{name}@exemple.test", full_name=name) for name in ("entre", "decide")]
        self.enters = self._actor(Mandate(person=people[0], organisation=self.house, role="operator_signatory"))
        self.decides = self._actor(Mandate(person=people[1], organisation=one, role="training_officer"))
        programme = TrainingProgramme.objects.create(title="Programme inventé", valid_from=date(2020, 1, 1))
        self.theme = ProgrammeTheme.objects.create(programme=programme, number=1, title="Tout")
        self.meant: dict[int, Meant] = {}  # by encoding
        self.known: dict[tuple[str, str], int] = {}  # modules accepted, by what they are
        self.bodies: dict[str, int] = {}

    @staticmethod
    def _actor(mandate: Any) -> Any:
        from preau.foundation import clock
        from preau.foundation.accounts.actors import Actor

        mandate.valid_from = date(2020, 1, 1)
        mandate.save()
        return Actor(clock.now(), mandate.person, mandate, (mandate,), strong=True)

    def write_catalogue(self) -> list[Any]:
        """Write the bodies and modules ONE already accepted; return all that was invented, the strangers last."""
        from preau.law.words import fold
        from preau.training.catalogue.acts import bump_revision
        from preau.training.demonstration.invented import bodies
        from preau.training.demonstration.plan import rooted
        from preau.training.models import Acceptance, ProviderName, TrainingModule, TrainingProvider

        invented = list(bodies(self.draw, BODIES + STRANGERS, MODULES + STRANGERS * 9))
        said = {"status": "accepted", "proposed_at": self.decides.now, "decided_at": self.decides.now}
        known = invented[:BODIES]
        providers = rooted(
            TrainingProvider, [TrainingProvider(name=x.name, folded=fold(x.name), **said) for x in known]
        )
        Acceptance.objects.bulk_create(Acceptance(provider=row, ground="recognised") for row in providers)
        ProviderName.objects.bulk_create(
            ProviderName(provider=row, kind=kind, text=text, folded=fold(text))
            for row, one in zip(providers, known, strict=True)
            for kind, text in (("acronym", one.acronym), *(("trainer", x) for x in dict.fromkeys(one.trainers)))
        )
        rows = [
            TrainingModule(
                provider=row,
                title=x.title,
                folded=fold(x.title),
                hours=x.hours,
                in_programme=True,
                theme=self.theme,
                **said,
            )
            for row, one in zip(providers, known, strict=True)
            for x in one.modules[:-1]  # the last of each is new: nobody entered it yet
        ]
        names = {row.pk: row.name for row in providers}
        for module in rooted(TrainingModule, rows):
            self.known[names[module.provider_id], module.title] = module.pk
        self.bodies = {row.name: row.pk for row in providers}
        bump_revision()
        return invented

    def enter(self, invented: list[Any]) -> Counter[str]:
        """Have the houses enter the records; return how the portal tied the distinct texts."""
        from preau.training.entry.encoding import encode
        from preau.training.entry.typed import OtherWords
        from preau.training.models import RecordDay, TrainingEntry, TrainingRecord

        texts = self._texts(invented)
        people = self._people()
        entries, tied = [], Counter()
        for number in range(self.records):
            written, meant = texts[number] if number < len(texts) else self.draw.choice(texts)
            other = OtherWords(written.provider, written.module, written.trainer, written.place)
            encoding = encode(self.enters, other, Decimal(meant.hours))
            if encoding.pk not in self.meant:
                self.meant[encoding.pk] = meant
                tied[encoding.linked_by] += 1
            entries.append(
                TrainingEntry(
                    organisation=self.house, module_id=encoding.module_id, encoding=encoding, entered_at=self.enters.now
                )
            )
        made = TrainingEntry.objects.bulk_create(entries, batch_size=2_000)
        rows = TrainingRecord.objects.bulk_create(
            [TrainingRecord(entry=entry, person=people[rank % len(people)]) for rank, entry in enumerate(made)],
            batch_size=2_000,
        )
        days = [RecordDay(record=row, day=DAY + timedelta(days=rank % 200), hours=6) for rank, row in enumerate(rows)]
        RecordDay.objects.bulk_create(days, batch_size=2_000)
        return tied

    def _texts(self, invented: list[Any]) -> list[tuple[Any, Meant]]:
        """Return what is typed, each with what is meant: unknown bodies, then known ones typed in many ways."""
        from preau.training.demonstration.invented import ways

        texts: list[tuple[Any, Meant]] = []
        for one in invented[BODIES:]:
            texts += [
                (w, Meant(one.name, m.title, m.hours))
                for m in one.modules[:3]
                for w in ways(self.draw, one, m.title, 4)
            ]
        for one in self.draw.sample(invented[:BODIES], 180):
            last = one.modules[-1]
            texts += [(w, Meant(one.name, last.title, last.hours)) for w in ways(self.draw, one, last.title, 4)]
        for one in self.draw.sample(invented[:BODIES], 180):
            if len(one.modules) > 1:
                m = self.draw.choice(one.modules[:-1])
                texts += [(w, Meant(one.name, m.title, m.hours)) for w in list(ways(self.draw, one, m.title, 5))[1:]]
        return texts

    def _people(self) -> list[Any]:
        from preau.staff.models import StaffPerson

        now = self.enters.now
        people = [
            StaffPerson(given_name="Inventé", family_name=str(x), created_at=now, updated_at=now) for x in range(2_000)
        ]
        return StaffPerson.objects.bulk_create(people)

    def empty(self) -> Counter[str]:
        """Have the officer empty the queue; return her decisions by kind."""
        from preau.training.queue.cards import cards, row_of

        taken: Counter[str] = Counter()
        for _ in range(20):  # a decision on a body makes cards of its other modules: again until nothing is left
            found = cards(self.decides.today)
            if not found:
                break
            for card in found:
                row = row_of(card.code)
                if row is not None and row.root_id == row.pk and row.status == "proposed":
                    self._decide(row, taken)
        return taken

    def _decide(self, row: Any, taken: Counter[str]) -> None:
        from preau.training.catalogue.acts import take_out
        from preau.training.models import Encoding, TrainingModule

        path = "module__root" if isinstance(row, TrainingModule) else "module__root__provider__root"
        encodings = list(Encoding.objects.filter(**{path: row.pk}).order_by("pk"))
        if not encodings:
            return
        for module in {one.module_id for one in encodings}:
            here = [one for one in encodings if one.module_id == module]
            usual = Counter(self.meant[one.pk] for one in here).most_common(1)[0][0]
            for stray in (one for one in here if self.meant[one.pk] != usual):
                take_out(self.decides, stray)
                taken["taken out"] += 1
        row.refresh_from_db()
        self._settle(row, taken)

    def _settle(self, row: Any, taken: Counter[str]) -> None:
        """Take the one decision of a card: merge it into what is known, else accept it with its modules."""
        from preau.training.catalogue import deciding
        from preau.training.models import Encoding, TrainingModule
        from preau.training.queue.acts import merge_card, only_module
        from preau.training.queue.alike import Alike
        from preau.training.queue.cards import body_of, code_of

        path = "module__root" if isinstance(row, TrainingModule) else "module__root__provider__root"
        first = Encoding.objects.filter(**{path: row.pk}).order_by("pk").first()
        if first is None:
            return
        meant = self.meant[first.pk]
        known = (
            TrainingModule.objects.select_related("root", "provider__root")
            .filter(pk=self.known.get((meant.body, meant.module)))
            .first()
        )
        body = type(body_of(row)).objects.filter(pk=self.bodies.get(meant.body)).first()
        if isinstance(row, TrainingModule) and known is not None:
            deciding.merge_into(self.decides, row, known.root)
            taken["merged"] += 1
        elif isinstance(row, TrainingModule):
            deciding.validate_module(self.decides, row, self.theme)
            self.known[meant.body, meant.module] = row.pk
            taken["accepted"] += 1
        elif body is not None:
            alone = known if only_module(row) is not None else None
            target = Alike(
                code_of(alone.root if alone else body.root),
                body_of(alone.root) if alone else body.root,
                alone.root if alone else None,
            )
            merge_card(self.decides, row, target)
            taken["merged"] += 1
        else:
            self._accept(row, meant)
            taken["accepted"] += 1

    def _accept(self, row: Any, meant: Meant) -> None:
        """Accept a body with the modules that wait under it; both are known from then on."""
        from preau.training.models import TrainingModule
        from preau.training.queue.acts import accept_provider

        modules = list(TrainingModule.objects.roots().filter(provider__root=row.pk, status="proposed"))
        accept_provider(self.decides, row, GROUND, [(one, None, (self.theme, False)) for one in modules])
        self.bodies[meant.body] = row.pk
        for one in modules:
            inside = one.encodings.order_by("pk").first()
            if inside is not None:
                self.known.setdefault((self.meant[inside.pk].body, self.meant[inside.pk].module), one.pk)

    def wrongly_settled(self) -> tuple[int, int]:
        """Return the records the portal settled alone, and of them those taken for something else."""
        from preau.training.models import Encoding

        right = wrong = 0
        for one in Encoding.objects.filter(linked_by=Encoding.LinkedBy.ALONE).prefetch_related("entries"):
            meant = self.meant[one.pk]
            true = self.known.get((meant.body, meant.module)) == one.module_id
            right, wrong = right + (one.entries.count() if true else 0), wrong + (0 if true else one.entries.count())
        return right, wrong


def main() -> None:
    django.setup()
    from django.conf import settings

    from preau.training.models import Encoding
    from preau.training.queue.cards import waiting_records

    settings.TRAINING_FOUR_EYES_PEOPLE = 0
    backlog = Backlog()
    begun = time.perf_counter()
    tied = backlog.enter(backlog.write_catalogue())
    entering = time.perf_counter() - begun
    right, wrong = backlog.wrongly_settled()
    before = waiting_records().count()
    begun = time.perf_counter()
    taken = backlog.empty()
    answer = {
        "records": backlog.records,
        "distinct texts": Encoding.objects.count(),
        "texts settled alone": tied["alone"],
        "texts put with look-alikes": tied["cluster"],
        "texts proposed": tied["new"],
        "records settled alone, rightly": right,
        "records settled alone, wrongly": wrong,
        "records that waited": before,
        "decisions": dict(taken),
        "decisions in all": sum(taken.values()),
        "left waiting": waiting_records().count(),
        "seconds entering": round(entering, 1),
        "seconds deciding": round(time.perf_counter() - begun, 1),
    }
    print(json.dumps(answer, ensure_ascii=False))


if __name__ == "__main__":
    main()
