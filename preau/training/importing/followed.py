"""Reading the trainings of the lines, and putting together those that several people followed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from preau.foundation.documents.workbooks.notes import quoted
from preau.foundation.documents.workbooks.words import folded
from preau.law.training.norms import MOST_A_DAY
from preau.training.certificates.days import LONGEST
from preau.training.importing.headings import FIELD_WORDS, is_none
from preau.training.importing.lines import Found, PersonDraft
from preau.training.importing.proposal import Option, ReadDay, ReadTraining
from preau.training.importing.tables import Table
from preau.training.importing.values import DAY_SHAPE, FIRST_TRAINING, HOURS_SHAPE, Unread, days_of, hours_of, shared

SHARED = "hours:shared"
EACH, WHOLE = "each", "whole"


@dataclass(eq=False, slots=True)
class TrainingDraft:
    """A training while the list is read; `people` in the order of the lines."""

    provider: str
    module: str
    trainer: str
    place: str
    days: tuple[ReadDay, ...]
    sheet: str
    cell: str
    people: dict[str, None] = field(default_factory=dict)

    def read(self) -> ReadTraining:
        return ReadTraining(
            people=tuple(self.people),
            provider=self.provider,
            module=self.module,
            trainer=self.trainer,
            place=self.place,
            days=self.days,
            sheet=self.sheet,
            cell=self.cell,
        )


class Trainings:
    """The trainings of a whole list: the same one said for several people is one, said twice for somebody is once."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.drafts: dict[tuple[object, ...], TrainingDraft] = {}
        self._hours: dict[tuple[str, date], Decimal] = {}

    def read(self, table: Table, row: int, people: list[PersonDraft]) -> None:
        """Read the trainings of a line, for the people it names."""
        for group in table.groups:
            texts = {name: table.text(row, at) for name, at in group.items()}
            if any(text and not is_none(text) for name, text in texts.items() if name != "provider"):
                self._one(table, row, group, texts, people)

    def _one(
        self, table: Table, row: int, group: dict[str, int], texts: dict[str, str], people: list[PersonDraft]
    ) -> None:
        notes, sheet = self.found.notes, table.sheet.name
        for name in ("module", "provider"):
            if is_none(texts.get(name, "")):
                at = group.get(name, group["module"])
                words = FIELD_WORDS[name].lower()
                cell = table.cell(row, at)
                if name in group:
                    notes.error(sheet, cell, texts[name], words, f"écrivez ici : {words}.")
                else:
                    sentence = "cette liste ne dit pas qui donne la formation : ajoutez une colonne « Organisme »."
                    notes.error(sheet, cell, texts["module"], words, sentence)
                return
        days = self._days(table, row, group, texts)
        if not days or not people:
            return
        cell = table.cell(row, group["module"])
        draft = self.enter(table, texts, days, cell)
        for person in people:
            self.add(draft, person, cell, sheet)

    def _days(self, table: Table, row: int, group: dict[str, int], texts: dict[str, str]) -> tuple[ReadDay, ...]:
        """Return the days with their hours; none when a cell is to be corrected or a question to be answered."""
        notes, sheet = self.found.notes, table.sheet.name
        at = group.get("day", group.get("day_from", group["module"]))
        try:
            days = self._calendar(table, row, group, texts)
            if not days:
                raise Unread("écrivez le jour de cette formation.", DAY_SHAPE)
            if days[-1] > self.found.today:
                raise Unread("une formation se reprend une fois suivie : ce jour n’est pas encore venu.", DAY_SHAPE)
            at = group.get("hours", at)
            hours = hours_of(table.raw(row, at), texts["hours"]) if "hours" in group else None
            if hours is None:
                raise Unread("écrivez les heures de cette formation.", HOURS_SHAPE)
            each = self.each(table, table.cell(row, at), len(days), texts["hours"])
            if each is None:
                return ()
            return tuple(map(ReadDay, days, shared(hours, len(days), each)))
        except Unread as unread:
            name = next((name for name, column in group.items() if column == at), "module")
            notes.error(sheet, table.cell(row, at), texts.get(name, ""), unread.expected, str(unread))
            return ()

    def _calendar(self, table: Table, row: int, group: dict[str, int], texts: dict[str, str]) -> tuple[date, ...]:
        if "day" in group:
            return days_of(table.raw(row, group["day"]), texts["day"])
        if "day_from" not in group:
            return ()
        first = days_of(table.raw(row, group["day_from"]), texts["day_from"])
        if "day_to" not in group or not first:
            return first
        last = days_of(table.raw(row, group["day_to"]), texts["day_to"], FIRST_TRAINING) or first
        count = (last[-1] - first[0]).days + 1
        if count < 1:
            raise Unread("la formation finit avant de commencer : corrigez l’un des deux jours.", DAY_SHAPE)
        if count > LONGEST:
            raise Unread(f"donnez chaque jour : une formation ne dure pas plus de {LONGEST} jours.", DAY_SHAPE)
        return tuple(first[0] + timedelta(days=step) for step in range(count))

    def each(self, table: Table, cell: str, count: int, text: str) -> bool | None:
        """Tell whether hours are those of each day; None while a person has to say."""
        if count == 1:
            return True
        answered = self.found.answers.get(SHARED)
        if answered is None:
            sentence = f"pour une formation de plusieurs jours, que sont les heures, comme {quoted(text)} ?"
            options = (Option(WHOLE, "Le total de la formation"), Option(EACH, "Les heures de chaque jour"))
            self.found.notes.ask(SHARED, table.sheet.name, cell, text, sentence, options)
            return None
        return answered == EACH

    def enter(self, table: Table, words: Mapping[str, str], days: tuple[ReadDay, ...], cell: str) -> TrainingDraft:
        """Return the training that these words and days tell, made once however many lines say it."""
        provider, module = words["provider"][:200], words["module"][:300]
        trainer, place = words.get("trainer", "")[:200], words.get("training_place", "")[:200]
        key = (*map(folded, (provider, module, trainer, place)), days)
        if key not in self.drafts:
            self.drafts[key] = TrainingDraft(provider, module, trainer, place, days, table.sheet.name, cell)
        return self.drafts[key]

    def add(self, draft: TrainingDraft, person: PersonDraft, cell: str, sheet: str) -> None:
        """Say that somebody followed a training: once, and within the hours of a day."""
        notes, name = self.found.notes, f"{person.given} {person.family}"
        if person.id in draft.people:
            notes.remark(sheet, cell, name, f"{name} a déjà cette formation en {draft.cell} : elle compte une fois.")
            return
        for one in draft.days:
            if self._hours.get((person.id, one.day), Decimal(0)) + one.hours > MOST_A_DAY:
                sentence = f"{name} aurait plus de {MOST_A_DAY} heures de formation ce jour-là : corrigez les heures."
                notes.error(sheet, cell, name, HOURS_SHAPE, sentence)
                return
        for one in draft.days:
            self._hours[(person.id, one.day)] = self._hours.get((person.id, one.day), Decimal(0)) + one.hours
        draft.people[person.id] = None
