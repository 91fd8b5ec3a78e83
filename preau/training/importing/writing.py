"""Writing a list at once: the people with their contracts, functions and titles, then the trainings they followed.

In bulk: as many statements for a list of five thousand lines as for one of five. What is already known is not written
twice: the same list sent again changes nothing.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from preau.foundation.accounts.actors import Actor
from preau.foundation.journal.api import record
from preau.foundation.ui.versions import NotNow
from preau.law.training.norms import MOST_A_DAY
from preau.law.words import fold
from preau.operators.api import places_of
from preau.staff.access import present_among
from preau.staff.models import Assignment, Credential, EmploymentContract, StaffImport, StaffPerson
from preau.training.entry.encoding import encode
from preau.training.entry.typed import OtherWords
from preau.training.importing.matching import NEW, TYPED, ModuleChoice, PersonChoice, Plan, Words, words_of
from preau.training.importing.proposal import ReadPerson, ReadTraining
from preau.training.models import Encoding, RecordDay, TrainingEntry, TrainingModule, TrainingRecord

BATCH = 1_000
_COMPLETED = ("birth_date", "email", "phone")


class Writer:
    """Writes one list; the transaction, the locks and the choices are the act's."""

    def __init__(self, actor: Actor, row: StaffImport, plan: Plan) -> None:
        self.actor, self.row, self.plan = actor, row, plan
        self.house = row.organisation_id
        self.people: dict[str, int] = {}

    def write(self) -> dict[str, int]:
        """Write; return how many people are new and completed, how many trainings are entered or known already."""
        new, completed = self._people()
        entries, records, known = self._trainings()
        return {"new": new, "completed": completed, "entries": entries, "records": records, "known": known}

    # -- people ------------------------------------------------------------------------------------

    def _people(self) -> tuple[int, int]:
        fresh = [one for one in self.plan.people if one.chosen == NEW]
        made = [self._person(one.read) for one in fresh]
        StaffPerson.objects.bulk_create(made, batch_size=BATCH)
        held = [one for one in self.plan.people if one.chosen.isdecimal()]
        for choice, person in zip(fresh, made, strict=True):
            self.people[choice.read.id] = person.pk
        for choice in held:
            self.people[choice.read.id] = int(choice.chosen)
        for choice in self.plan.people:
            if choice.chosen.startswith("as:"):
                same = self.plan.people[int(choice.chosen.removeprefix("as:"))].read.id
                if same in self.people:
                    self.people[choice.read.id] = self.people[same]
        self._contracts(fresh)
        # The file of who left is kept by her employer of today: nothing is written there.
        there = present_among(self.actor, (int(one.chosen) for one in held))
        self._credentials(there | {person.pk for person in made})
        completed = self._complete([one for one in held if int(one.chosen) in there])
        for choice, person in zip(fresh, made, strict=True):
            words = {"person": person.pk, "list": self.row.pk, "cell": f"{choice.read.sheet} {choice.read.cell}"}
            record(self.actor, "staff.receive_person", person, words)
        return len(made), completed

    def _person(self, read: ReadPerson) -> StaffPerson:
        return StaffPerson(
            given_name=read.given_name,
            family_name=read.family_name,
            birth_date=read.birth_date,
            email=read.email,
            phone=read.phone,
            created_at=self.actor.now,
            updated_at=self.actor.now,
        )

    def _contracts(self, fresh: list[PersonChoice]) -> None:
        contracts = [self._contract(one) for one in fresh]
        EmploymentContract.objects.bulk_create(contracts, batch_size=BATCH)
        places = {fold(name): key for key, name in places_of(self.house, self.actor.today).values_list("pk", "name")}
        Assignment.objects.bulk_create(
            (
                Assignment(
                    contract=contract,
                    place_id=places.get(fold(choice.read.work_place)) if choice.read.work_place else None,
                    function=function,
                    fte=choice.read.fte if len(self._functions(choice)) == 1 else None,
                    starts_on=contract.starts_on,
                    ends_on=contract.ends_on,
                )
                for choice, contract in zip(fresh, contracts, strict=True)
                for function in self._functions(choice)
            ),
            batch_size=BATCH,
        )

    def _functions(self, choice: PersonChoice) -> tuple[str, ...]:
        said = choice.read.functions
        return said or ((self.plan.function_of_all,) if self.plan.function_of_all else ())

    def _contract(self, choice: PersonChoice) -> EmploymentContract:
        if choice.starts_on is None:
            raise NotNow(f"Donnez le premier jour de {choice.read.name}.")
        ends_on = choice.read.ends_on
        if ends_on and ends_on < choice.starts_on:
            raise NotNow(f"{choice.read.name} serait partie avant d’arriver : corrigez l’un des deux jours.")
        return EmploymentContract(
            person_id=self.people[choice.read.id],
            organisation_id=self.house,
            fte=choice.read.fte,
            starts_on=choice.starts_on,
            ends_on=ends_on,
            recorded_by_id=self.actor.person_id,
            recorded_at=self.actor.now,
        )

    def _credentials(self, kept: set[int]) -> None:
        """Write the titles that are not yet in the files `kept` by the house."""
        told = [
            (self.people[one.read.id], one.read)
            for one in self.plan.people
            if one.read.title and self.people.get(one.read.id) in kept
        ]
        rows = Credential.objects.filter(person_id__in=[key for key, _ in told], withdrawn_at=None)
        known = set(rows.values_list("person_id", "title"))
        fresh = {(key, read.title): read for key, read in told if (key, read.title) not in known}
        Credential.objects.bulk_create(
            (
                Credential(
                    person_id=key,
                    title=title,
                    label=read.title_words,
                    obtained_on=read.title_on,
                    recorded_for_id=self.house,
                    recorded_by_id=self.actor.person_id,
                    recorded_at=self.actor.now,
                )
                for (key, title), read in fresh.items()
            ),
            batch_size=BATCH,
        )

    def _complete(self, held: list[PersonChoice]) -> int:
        """Write what the list says of somebody of the house where nothing was known; return of how many."""
        told = {int(one.chosen): one.read for one in held}
        rows = StaffPerson.objects.filter(pk__in=told).select_for_update(of=("self",), no_key=True)
        changed = []
        for person in rows:
            read = told[person.pk]
            missing = [name for name in _COMPLETED if not getattr(person, name) and getattr(read, name)]
            for name in missing:
                setattr(person, name, getattr(read, name))
            if missing:
                person.version, person.updated_at = person.version + 1, self.actor.now
                changed.append(person)
                words = {"person": person.pk, "list": self.row.pk, "fields": missing}
                record(self.actor, "staff.complete_person", person, words)
        StaffPerson.objects.bulk_update(changed, [*_COMPLETED, "version", "updated_at"], batch_size=BATCH)
        return len(changed)

    # -- trainings ---------------------------------------------------------------------------------

    def _trainings(self) -> tuple[int, int, int]:
        modules = self._modules()
        days, roots = self._followed()
        entries: list[TrainingEntry] = []
        parts: list[tuple[TrainingEntry, int, ReadTraining]] = []
        known = 0
        for training in self.plan.trainings:
            keys = dict.fromkeys(self.people[one] for one in training.people if one in self.people)
            if not keys:
                continue
            module, encoding = modules[words_of(training)]
            fresh = [key for key in keys if _is_new(key, training, module.root_id or 0, days, roots)]
            known += len(keys) - len(fresh)
            if not fresh:
                continue
            entry = TrainingEntry(
                organisation_id=self.house,
                module=module,
                encoding=encoding,
                source=TrainingEntry.Source.LIST,
                entered_by_id=self.actor.person_id,
                entered_at=self.actor.now,
            )
            entries.append(entry)
            parts += [(entry, key, training) for key in fresh]
        TrainingEntry.objects.bulk_create(entries, batch_size=BATCH)
        records = [TrainingRecord(entry=entry, person_id=key) for entry, key, _ in parts]
        TrainingRecord.objects.bulk_create(records, batch_size=BATCH)
        RecordDay.objects.bulk_create(
            (
                RecordDay(record=made, day=one.day, hours=one.hours)
                for made, (_, _, training) in zip(records, parts, strict=True)
                for one in training.days
            ),
            batch_size=BATCH,
        )
        return len(entries), len(records), known

    def _modules(self) -> dict[Words, tuple[TrainingModule, Encoding | None]]:
        """Return the module of each training's words that somebody taken followed: picked, or encoded as « Autre »."""
        used = {words_of(one) for one in self.plan.trainings if any(key in self.people for key in one.people)}
        choices = [one for one in self.plan.modules if one.words in used]
        picked = {int(one.chosen) for one in choices if one.chosen != TYPED}
        rows = TrainingModule.objects.visible_to(self.actor).in_bulk(picked)
        hours = self._hours()
        found: dict[Words, tuple[TrainingModule, Encoding | None]] = {}
        for choice in choices:
            if choice.chosen != TYPED:
                found[choice.words] = (rows[int(choice.chosen)], None)
            else:
                told = hours[choice.words]
                encoding = encode(self.actor, _other(choice), told.pop() if len(told) == 1 else None)
                found[choice.words] = (encoding.module, encoding)
        return found

    def _hours(self) -> dict[Words, set[Decimal]]:
        """Return the lengths told of each training's words."""
        found: dict[Words, set[Decimal]] = defaultdict(set)
        for one in self.plan.trainings:
            found[words_of(one)].add(one.hours)
        return found

    def _followed(self) -> tuple[dict[tuple[int, date], Decimal], set[tuple[int, date, int]]]:
        """Return the hours these people already have by day, and which module on which day."""
        hours: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
        roots: set[tuple[int, date, int]] = set()
        people = sorted(set(self.people.values()))
        for start in range(0, len(people), BATCH):
            keys = people[start : start + BATCH]
            rows = RecordDay.objects.filter(record__person_id__in=keys, record__removed_at=None)
            columns = ("record__person_id", "day", "hours", "record__entry__module__root_id")
            for key, day, amount, root in rows.values_list(*columns):
                hours[(key, day)] += amount
                roots.add((key, day, root))
        return hours, roots


def _other(choice: ModuleChoice) -> OtherWords:
    provider, trainer, place, module = choice.words
    return OtherWords(provider, module, trainer, place)


def _is_new(
    key: int,
    training: ReadTraining,
    root: int,
    hours: dict[tuple[int, date], Decimal],
    roots: set[tuple[int, date, int]],
) -> bool:
    """Tell whether somebody does not have this training yet, and count it as hers from now on."""
    if any((key, one.day, root) in roots for one in training.days):
        return False
    if any(hours.get((key, one.day), Decimal(0)) + one.hours > MOST_A_DAY for one in training.days):
        return False
    for one in training.days:
        hours[(key, one.day)] = hours.get((key, one.day), Decimal(0)) + one.hours
        roots.add((key, one.day, root))
    return True
