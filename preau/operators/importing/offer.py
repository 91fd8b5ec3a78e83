"""What one line tells of the offer of its place: periods, hours, prices, activities, transfers, closed days."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from preau.foundation.documents.workbooks.notes import quoted
from preau.law.care_offer import CarePeriodKind, FeeUnit
from preau.law.travel import WORDS as TRAVEL_WORDS
from preau.law.travel import TravelMode
from preau.operators.description import ActivityText, ClosureText, FeeText, ReductionText, TransferText
from preau.operators.importing import facts, values
from preau.operators.importing.drafts import Draft, Notes, PeriodDraft, PlaceDraft
from preau.operators.importing.facts import Cell, read_cell
from preau.operators.importing.headings import Column
from preau.operators.importing.hours import EXAMPLE, Stretch, became_a_day, clock, days_in, stretches, turned_into_a_day
from preau.operators.importing.labels import FIELD_WORDS, kind_words
from preau.operators.importing.periods import (
    Asked,
    Kind,
    Known,
    Line,
    add_activities,
    add_fee,
    kinds_named,
    kinds_of,
    period_of,
    put_hours,
    unit_asked,
)
from preau.operators.importing.tables import Table, column_id
from preau.operators.importing.unread import Unread
from preau.operators.models import CareActivity, FeeReduction

FIELDS = frozenset(
    [
        *facts.PERIOD,
        *("period", "period_number", "period_label", "day", "hours"),
        *("fee", "fee_unit", "fee_elsewhere", "fee_includes", "fee_derogation", "fee_derogation_on", "free"),
        *("activity", "activity_subject", "activity_is_new"),
        *("transfer_school", "transfer_mode", "transfer_minutes", "transfer_supervised", "transfer_supervision"),
        *("transfer_inside", "transfer_consent", "closure_first", "closure_last", "closure_reason"),
        *("reduction_ground", "reduction_words", "reduction_percent", "reduction_amount"),
    ]
)
TRANSFER = {
    "transfer_school": facts.text_of("school_name", 200),
    "transfer_mode": facts.choice_of("mode", [(mode.value, TRAVEL_WORDS[mode]) for mode in TravelMode]),
    "transfer_minutes": facts.plain_of("minutes", values.whole),
    "transfer_supervised": facts.plain_of("supervised", values.yes_no),
    "transfer_supervision": facts.text_of("supervision", 200),
    "transfer_inside": facts.plain_of("inside_zone", values.yes_no),
    "transfer_consent": facts.plain_of("consent", values.yes_no),
}
CLOSURE = {
    "closure_first": facts.typed_of("first_day", values.day),
    "closure_last": facts.typed_of("last_day", values.day),
    "closure_reason": facts.text_of("reason", 150),
}
REDUCTION = {
    "reduction_ground": facts.choice_of("ground", FeeReduction.Ground.choices),
    "reduction_words": facts.text_of("words", 200),
    "reduction_percent": facts.plain_of("percent", values.percent),
    "reduction_amount": facts.plain_of("amount", values.money),
}
FEE = {
    "fee_unit": facts.plain_of("unit", values.unit),
    "fee_elsewhere": facts.plain_of("elsewhere", values.money),
    "fee_includes": facts.text_of("includes", 200),
    "fee_derogation": facts.plain_of("derogation", values.money),
    "fee_derogation_on": facts.typed_of("derogation_on", values.day),
}
ACTIVITY = {
    "activity_subject": facts.choice_of("subject", CareActivity.Subject.choices),
    "activity_is_new": facts.plain_of("is_new", values.yes_no),
}
BETWEEN_ACTIVITIES = re.compile(r"[;,\n•]+")
Cells = Mapping[str, Cell]


class OfferReader:
    """Reads what the lines of one table tell of the offer of their places."""

    def __init__(self, table: Table, answers: Mapping[str, str], notes: Notes) -> None:
        self.table, self.answers, self.notes = table, answers, notes
        self.names = table.names
        self.known = Known()
        self.keys = {at: column_id(table, at) for at in table.columns}
        self.numbered = (
            "period_number" in self.names
        )  # the list tells periods apart itself: nothing is brought together
        self.by_line = bool(self.names & {"period", "day"}) or self.numbered
        loose = any(c.field == "hours" and not c.kind and c.weekday is None for c in table.columns.values())
        several = {"activity", "transfer_school", "closure_first", "reduction_ground"}
        self.several_lines = self.by_line or loose or bool(self.names & several)

    def takes(self, column: Column) -> bool:
        """Tell whether a column is about the offer, and not about its place."""
        return column.field in FIELDS or (
            column.field in facts.BY_LINE and (self.by_line or bool(column.kind)) and not self.numbered
        )

    def read(self, place: PlaceDraft, cells: Sequence[Cell]) -> None:
        """Put what a line tells in its place."""
        first = {cell.column.field: cell for cell in reversed(cells)}
        if "transfer_school" in first:
            self._add(place, "transfers", TransferText, first, TRANSFER, "transfer_mode")
        if "closure_first" in first:
            self._closure(place, first)
        if "reduction_ground" in first:
            self._add(place, "reductions", ReductionText, first, REDUCTION, "reduction_ground")
        line = self._line(place, first)
        if line is None:
            return
        touched = self._hours(place, line, [cell for cell in cells if cell.column.field == "hours"])
        if not touched and not any(cell.column.field == "hours" for cell in cells):
            asked = [self._asked(place, first.get("period") or cells[0])] if cells else []
            touched = [period_of(place, kind, line.label, line.number, asked[0].at) for kind in line.kinds]
        self._period_facts(place, touched, cells)
        titles = self._activities(place, touched, first)
        self._fees(place, touched, cells, titles[0] if len(titles) == 1 else "")

    def _asked(self, owner: Draft, cell: Cell) -> Asked:
        key = self.keys[cell.position]
        return Asked(key, self.answers, self.notes, cell.at, owner, self.table.titles.get(cell.position, ""))

    def _tells(self, owner: Draft, first: Cells, readers: Mapping[str, facts.Reader]) -> facts.Facts:
        told: facts.Facts = {}
        for name, reader in readers.items():
            if name in first:
                told |= read_cell(reader, owner, first[name], self.notes)
        return {name: value for name, value in told.items() if value is not None and value != ""}

    def _add(
        self,
        place: PlaceDraft,
        rows: str,
        shape: type[Any],
        first: Cells,
        readers: Mapping[str, facts.Reader],
        needed: str,
    ) -> None:
        """Put a transfer or a reduction in the place; what it cannot be without is an error."""
        told = self._tells(place, first, readers)
        if needed not in first:
            self._lacking(place, next(iter(first.values())), needed)
        elif readers_name(needed) in told:
            row, held = shape(**told), getattr(place, rows)
            if row not in held:
                setattr(place, rows, (*held, row))

    def _lacking(self, place: PlaceDraft, cell: Cell, needed: str) -> None:
        words = FIELD_WORDS[needed]
        place.wrong(self.notes, cell.at, cell.text, words, f"donnez aussi « {words} », sur la même ligne.")

    def _closure(self, place: PlaceDraft, first: Cells) -> None:
        told = self._tells(place, first, CLOSURE)
        if "first_day" not in told:
            return
        told.setdefault("last_day", told["first_day"])
        cell = first.get("closure_last", first["closure_first"])
        if told["last_day"] < told["first_day"]:
            sentence = "le dernier jour de fermeture vient avant le premier. Corrigez l’un des deux."
            place.wrong(self.notes, cell.at, cell.text, "un jour plus tardif", sentence)
        elif ClosureText(**told) not in place.closures:
            place.closures += (ClosureText(**told),)

    def _line(self, place: PlaceDraft, first: Cells) -> Line | None:
        """Return what a line says of its periods; None when its period or its day is not understood."""
        kinds: list[Kind] = []
        weekdays: tuple[int, ...] = ()
        label = first["period_label"].text[:100] if "period_label" in first else ""
        number = first["period_number"].text if "period_number" in first else ""
        for field in ("period", "day"):
            cell = first.get(field)
            if cell is None:
                continue
            try:
                weekdays, named = self._named(place, cell)
            except Unread as wrong:
                place.wrong(self.notes, cell.at, cell.text, wrong.expected, wrong.sentence)
                return None
            kinds = kinds or named
            if not kinds and not weekdays:
                return None  # asked, and not answered yet
        return Line(kinds, weekdays, label, number)

    def _named(self, place: PlaceDraft, cell: Cell) -> tuple[tuple[int, ...], list[Kind]]:
        """Return the weekdays of a cell, or the periods that it names: « Congés » may stand among the days."""
        asked = self._asked(place, cell)
        if cell.column.field == "period":
            return (), kinds_of(cell.text, asked)
        try:
            return days_in(cell.text), []
        except Unread as wrong:
            try:
                return (), kinds_of(cell.text, asked)
            except Unread:
                raise wrong from None

    def _hours(self, place: PlaceDraft, line: Line, cells: Sequence[Cell]) -> list[PeriodDraft]:
        touched: list[PeriodDraft] = []
        pairs: dict[tuple[str, int | None], dict[str, Cell]] = {}
        for cell in cells:
            if cell.column.part:
                pairs.setdefault((cell.column.kind, cell.column.weekday), {})[cell.column.part] = cell
                continue
            try:
                touched += self._one_cell(place, line, cell)
            except Unread as wrong:
                place.wrong(self.notes, cell.at, cell.text, wrong.expected, wrong.sentence)
        for pair in pairs.values():
            touched += self._two_cells(place, line, pair)
        return list(dict.fromkeys(touched))

    def _one_cell(self, place: PlaceDraft, line: Line, cell: Cell) -> list[PeriodDraft]:
        if values.is_nothing(cell.text):
            return []
        if became_a_day(cell.value):
            raise turned_into_a_day("les heures", EXAMPLE)
        asked = self._asked(place, cell)
        if values.is_yes(cell.text):
            return self._without_hours(place, line, cell, asked)
        if type(cell.value) is not str:
            sentence = f"« {cell.text} » : donnez le début et la fin, comme {EXAMPLE}."
            raise Unread(sentence, f"des heures comme {EXAMPLE}")
        return put_hours(place, line, cell.column, stretches(cell.text), asked, self.known)

    def _without_hours(self, place: PlaceDraft, line: Line, cell: Cell, asked: Asked) -> list[PeriodDraft]:
        """Return the periods that « oui » says are offered, at hours nobody knows."""
        column = cell.column
        kinds = kinds_named(column.kind, asked) if column.kind else line.kinds
        if not kinds and column.weekday == 2:
            kinds = [Kind(CarePeriodKind.WEDNESDAY_AFTERNOON)]
        if not kinds and not column.kind:
            raise Unread(f"« {cell.text} » : écrivez les heures, comme {EXAMPLE}.", f"des heures comme {EXAMPLE}")
        sentence = f"{quoted(cell.text)} est lu : accueil organisé, heures pas encore sues."
        self.notes.once(f"yes:{column.code}", cell.at.sheet, cell.at.cell, cell.text, sentence)
        return [period_of(place, kind, line.label, line.number, cell.at) for kind in kinds]

    def _two_cells(self, place: PlaceDraft, line: Line, pair: dict[str, Cell]) -> list[PeriodDraft]:
        """Put the hours of two cells, the start and the end."""
        told = {part: cell for part, cell in pair.items() if not values.is_nothing(cell.text)}
        if not told:
            return []
        times: dict[str, int] = {}
        for part, cell in told.items():
            try:
                times[part] = clock(cell.value, cell.text)
            except Unread as wrong:
                place.wrong(self.notes, cell.at, cell.text, wrong.expected, wrong.sentence)
        if len(told) < 2:
            part, cell = next(iter(told.items()))
            lacking = "de la fin" if part == "start" else "du début"
            sentence = f"« {cell.text} » : donnez aussi l’heure {lacking}, sur la même ligne."
            place.wrong(self.notes, cell.at, cell.text, f"l’heure {lacking}", sentence)
            return []
        if len(times) < 2:
            return []
        cell = told["start"]
        if times["end"] <= times["start"]:
            sentence = (
                f"« {told['end'].text} » : la fin vient avant le début, {quoted(cell.text)}. Corrigez l’une des deux."
            )
            place.wrong(self.notes, told["end"].at, told["end"].text, "une heure plus tardive", sentence)
            return []
        stretch = Stretch(times["start"], times["end"])
        return put_hours(place, line, cell.column, [stretch], self._asked(place, cell), self.known)

    def _period_facts(self, place: PlaceDraft, touched: Sequence[PeriodDraft], cells: Sequence[Cell]) -> None:
        for cell in cells:
            reader = facts.PERIOD.get(cell.column.field) or (
                facts.PLACE[cell.column.field] if cell.column.field in facts.BY_LINE else None
            )
            if reader is None:
                continue
            told = read_cell(reader, place, cell, self.notes)
            owners = self._of_kind(place, touched, cell)
            for name, value in told.items():
                for owner in owners:
                    if name == "holidays":  # told beside the period, not by its name
                        owner.facts[name] = value or owner.facts[name]
                    else:
                        owner.put(name, value, cell.at, self.notes, cell.text)

    def _of_kind(self, place: PlaceDraft, touched: Sequence[PeriodDraft], cell: Cell) -> Sequence[Draft]:
        """Return whose fact a cell is: of the periods its heading names, of those of its line, of the place."""
        if not cell.column.kind:
            return touched or ([] if cell.column.field in facts.PERIOD else [place])
        kinds = {kind.kind for kind in kinds_named(cell.column.kind, self._asked(place, cell))}
        found = [period for period in place.periods.values() if period.facts["kind"] in kinds]
        if kinds and not found and not values.is_nothing(cell.text):
            words = kind_words(cell.column.kind)
            sentence = f"{quoted(cell.text)} n’est pas repris : ce lieu n’a pas d’heures pour « {words} »."
            self.notes.leave(cell.at.sheet, cell.at.cell, cell.text, sentence)
        return found

    def _activities(self, place: PlaceDraft, touched: Sequence[PeriodDraft], first: Cells) -> list[str]:
        """Put the activities of a line; return their titles."""
        cell = first.get("activity")
        if cell is None or values.is_unknown(cell.text):
            return []
        if self.numbered:
            title = cell.text[:200]
            if "fee" not in self.names:
                told = self._tells(place, first, ACTIVITY)
                for period in touched:
                    period.activities += (ActivityText(title=title, **told),)
            return [title]
        titles = [title for piece in BETWEEN_ACTIVITIES.split(cell.text) if (title := piece.strip(" -*")[:200])]
        for owner in touched if self.by_line else [place]:
            add_activities(owner, titles)
        return titles

    def _fees(self, place: PlaceDraft, touched: Sequence[PeriodDraft], cells: Sequence[Cell], activity: str) -> None:
        first = {cell.column.field: cell for cell in reversed(cells)}
        if "fee" not in first and "free" not in first:
            return
        told = self._tells(place, first, FEE)
        unit = told.pop("unit", "")
        derogation = {name: told.pop(name, None) for name in ("derogation", "derogation_on")}
        if all(derogation.values()):
            told |= derogation
        if (cell := first.get("free")) and self._is_free(place, cell):
            self._put_fee(place, touched, cell, FeeText(unit=FeeUnit.FREE.value, activity=activity, **told))
        for cell in cells:
            if cell.column.field == "fee" and not _says_none(cell.text):
                self._price(place, touched, cell, unit, {**told, "activity": activity})

    def _is_free(self, place: PlaceDraft, cell: Cell) -> bool:
        return bool(read_cell(facts.plain_of("free", values.yes_no), place, cell, self.notes).get("free"))

    def _price(
        self, place: PlaceDraft, touched: Sequence[PeriodDraft], cell: Cell, unit: str, told: facts.Facts
    ) -> None:
        price = read_cell(facts.plain_of("price", values.price), place, cell, self.notes).get("price")
        if price is None:
            return
        own = unit if self.numbered else price.unit
        unit = own or unit_asked(cell.column, unit, self._asked(place, cell), cell.text)
        if unit:
            amount = Decimal(0) if unit == FeeUnit.FREE else price.amount
            self._put_fee(place, touched, cell, FeeText(unit=unit, amount=amount, **told))

    def _put_fee(self, place: PlaceDraft, touched: Sequence[PeriodDraft], cell: Cell, fee: FeeText) -> None:
        for owner in self._of_kind(place, touched if self.by_line else (), cell):
            if isinstance(owner, PlaceDraft | PeriodDraft):
                add_fee(owner, fee, self.numbered, self._asked(place, cell))
                owner.cells.setdefault("fee", cell.at)


def readers_name(field: str) -> str:
    """Return the name a needed field has in its row."""
    return {"transfer_mode": "mode", "reduction_ground": "ground"}[field]


def _says_none(text: str) -> bool:
    return values.is_nothing(text) and text.strip() != "0"
