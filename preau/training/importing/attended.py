"""Reading the people's cells of a list with one column per training: what each followed, and what is to be asked."""

from collections import Counter
from datetime import date
from decimal import Decimal

from preau.foundation.documents.workbooks.notes import quoted
from preau.training.importing.followed import Trainings
from preau.training.importing.headings import FIELD_WORDS
from preau.training.importing.lines import PersonDraft
from preau.training.importing.matrix import Attended
from preau.training.importing.pieces import Mark, mark_of
from preau.training.importing.proposal import Option, ReadAttended, ReadDay
from preau.training.importing.tables import Table, column_id
from preau.training.importing.values import DAY_SHAPE, HOURS_SHAPE, Unread, days_of, hours_of, shared

YES, NO = "yes", "no"
TITLE_FIRST, BODY_FIRST, ALL_TITLE = "title", "body", "all"
CROSS, HOUR = "cross", "hour"
SHOWN = 5  # headings quoted in a question about all of them
_ASKED = {
    "module": "comment s’appelle la formation de la colonne {column} ?",
    "provider": "quel organisme donne {title} ?",
    "day": "quel jour a été suivie {title} ?",
    "hours": "combien d’heures dure {title} en tout ?",
}


class Attendance:
    """Reads the trainings of one matrix, column by column."""

    def __init__(self, table: Table, trainings: Trainings) -> None:
        self.table, self.trainings, self.found = table, trainings, trainings.found
        self.notes, self.sheet = trainings.found.notes, table.sheet.name
        self.words: dict[int, dict[str, str]] = {}
        self.days: dict[int, tuple[date, ...]] = {}
        self.hours: dict[int, Decimal | None] = {}
        self.asked: set[int] = set()  # columns of which something was to be told wrong
        self.people: Counter[int] = Counter()
        for column in self._taken():
            self._head(column)

    def read(self, row: int, people: list[PersonDraft]) -> None:
        """Read the marks of a line, for the people it names."""
        for at in self.words if people else ():
            text = self.table.text(row, at)
            try:
                mark = mark_of(self.table.raw(row, at), text) if text else None
                if mark is not None:
                    self._one(row, self.table.attended[at], mark, text, people)
            except Unread as unread:
                self.notes.error(self.sheet, self.table.cell(row, at), text, unread.expected, str(unread))

    def understood(self) -> list[ReadAttended]:
        """Return what is understood of each column."""
        return [
            ReadAttended(
                id=column_id(self.table, at),
                sheet=self.sheet,
                cell=self.table.attended[at].cell,
                title=self.table.attended[at].title,
                people=self.people[at],
                provider=words.get("provider", ""),
                module=words.get("module", ""),
                days=self.days[at],
                hours=self.hours[at],
            )
            for at, words in self.words.items()
        ]

    # -- what the headings say ---------------------------------------------------------------------

    def _taken(self) -> list[Attended]:
        """Return the columns to read; none while a person has to say whether they are trainings."""
        columns = list(self.table.attended.values())
        if not columns or self.table.is_sure:
            return columns
        first = columns[0]
        titles = ", ".join(quoted(one.title) for one in columns[:SHOWN])
        more = f" et {len(columns) - SHOWN} autres" if len(columns) > SHOWN else ""
        options = (Option(YES, "Oui, une formation par colonne"), Option(NO, "Non, ne pas les reprendre"))
        sentence = f"chacune de ces colonnes est-elle une formation : {titles}{more} ?"
        answer = self._choice(f"trainings:{column_id(self.table, first.at)}", first.cell, titles, sentence, options)
        return columns if answer == YES else []

    def _head(self, column: Attended) -> None:
        for cell, text, unread in column.problems:
            self.notes.error(self.sheet, cell, text, unread.expected, str(unread))
        if column.problems:
            return
        words, texts = dict(column.words), list(column.texts)
        if len(texts) > 1 and "provider" not in words:
            order = self._order(column, texts)
            if order is None:
                return
            if order != ALL_TITLE:
                at = 0 if order == BODY_FIRST else len(texts) - 1
                words["provider"] = texts.pop(at)
        if texts and "module" not in words:
            words["module"] = " ".join(texts)
        self.words[column.at], self.days[column.at], self.hours[column.at] = words, column.days, column.hours

    def _order(self, column: Attended, texts: list[str]) -> str | None:
        """Return which of two headings names the body: asked once for all the columns."""
        first, last = quoted(" ".join(texts[:-1])), quoted(texts[-1])
        options = (
            Option(TITLE_FIRST, f"{first} est la formation, {last} l’organisme"),
            Option(BODY_FIRST, f"{quoted(texts[0])} est l’organisme, {quoted(' '.join(texts[1:]))} la formation"),
            Option(ALL_TITLE, "Les deux ensemble sont le nom de la formation"),
        )
        sentence = f"dans les titres {first} et {last}, lequel est l’organisme ?"
        key = f"heads:{column_id(self.table, min(self.table.attended))}"
        return self._choice(key, column.cell, column.title, sentence, options)

    # -- what a mark says --------------------------------------------------------------------------

    def _one(self, row: int, column: Attended, mark: Mark, text: str, people: list[PersonDraft]) -> None:
        self.people[column.at] += len(people)
        hours = self._hours_told(row, column, mark, text)
        days = mark.days or self._days_of(column)
        missing = [name for name in ("module", "provider") if not self._word(column, name)]
        if hours is None and not (mark.one and self._ones(row, column, text) is None):
            hours = self._hours_of(column)
        if missing or not days or hours is None:
            return
        cell = self.table.cell(row, column.at)
        if days[-1] > self.found.today:
            raise Unread("une formation se reprend une fois suivie : ce jour n’est pas encore venu.", DAY_SHAPE)
        each = self.trainings.each(self.table, cell, len(days), text) if self._told(column, mark) else False
        if each is None:
            return
        read = tuple(map(ReadDay, days, shared(hours, len(days), each)))
        draft = self.trainings.enter(self.table, self.words[column.at], read, cell)
        for person in people:
            self.trainings.add(draft, person, cell, self.sheet)

    def _told(self, column: Attended, mark: Mark) -> bool:
        """Tell whether the workbook gives the hours; those a person was asked for are those of all the days."""
        return mark.hours is not None or column.hours is not None

    def _hours_told(self, row: int, column: Attended, mark: Mark, text: str) -> Decimal | None:
        if mark.one and self._ones(row, column, text) != HOUR:
            return column.hours
        return mark.hours if mark.hours is not None else column.hours

    def _ones(self, row: int, column: Attended, text: str) -> str | None:
        """Return what a 1 means, in all the columns of the table."""
        options = (Option(CROSS, "La personne était là"), Option(HOUR, "Une heure de formation"))
        key = f"ones:{column_id(self.table, min(self.table.attended))}"
        return self._choice(key, self.table.cell(row, column.at), text, "que veut dire « 1 » ?", options)

    # -- what is asked of a column -----------------------------------------------------------------

    def _word(self, column: Attended, name: str) -> str:
        words = self.words[column.at]
        if not words.get(name) and (answer := self._written(column, name)):
            words[name] = answer
        return words.get(name, "")

    def _days_of(self, column: Attended) -> tuple[date, ...]:
        if not self.days[column.at] and (answer := self._written(column, "day")):
            self.days[column.at] = days_of("", answer)
        return self.days[column.at]

    def _hours_of(self, column: Attended) -> Decimal | None:
        if self.hours[column.at] is None and (answer := self._written(column, "hours")):
            self.hours[column.at] = hours_of("", answer)
        return self.hours[column.at]

    def _written(self, column: Attended, name: str) -> str:
        """Return what a person wrote of a column; asks, and returns "", while that is nothing or not understood."""
        key = f"{name}-of:{column_id(self.table, column.at)}"
        answer, why = self.found.answers.get(key, "").strip(), ""
        if answer:
            why = self._refused(name, answer)
            if not why:
                return answer
        title = quoted(self.words[column.at].get("module", column.title))
        sentence = why or _ASKED[name].format(title=title, column=column.cell)
        where = column_id(self.table, column.at)
        self.notes.ask(key, self.sheet, column.cell, answer, sentence, (), name, where)
        return ""

    def _refused(self, name: str, answer: str) -> str:
        """Return why what was written cannot be taken; "" when it can."""
        try:
            if name == "day":
                days = days_of("", answer)
                if days and days[-1] > self.found.today:
                    raise Unread("ce jour n’est pas encore venu.", DAY_SHAPE)
            elif name == "hours" and hours_of("", answer) is None:
                raise Unread(f"écrivez {HOURS_SHAPE}.", HOURS_SHAPE)
        except Unread as unread:
            return f"{FIELD_WORDS[name].lower()} : {unread}"
        return ""

    def _choice(self, key: str, cell: str, found: str, sentence: str, options: tuple[Option, ...]) -> str | None:
        """Return the answer to a question with a few; asks while there is none."""
        answer = self.found.answers.get(key)
        if answer not in {option.value for option in options}:
            self.notes.ask(key, self.sheet, cell, found, sentence, options)
            return None
        return answer
