"""From the cells of an action to what they mean."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from preau.foundation.documents.workbooks.notes import quoted
from preau.foundation.documents.workbooks.words import folded, gist
from preau.law.annual_plan import Heading
from preau.plans.models import is_web_address
from preau.plans.workbook.headers import LABELS
from preau.plans.workbook.labels import glued_number, whole_number
from preau.plans.workbook.notes import Notes
from preau.plans.workbook.proposal import NONE, Option, Original, ReadAction, ReadObjective
from preau.plans.workbook.references import numbers_in, objectives_in
from preau.plans.workbook.rows import RawAction
from preau.plans.workbook.words import (
    ASPECT,
    AXIS,
    MISSION,
    Understood,
    Vocabulary,
    gists,
    openings,
    topics,
)

TO_WRITE = "(action à rédiger)"  # what an export shows for an action without text
HANDLER_LINE = re.compile(r"^([^:\n]{1,40}?)\s*:\s*(\S.*)$")
FIELDS = {"axis": "axes", "aspect": "aspects", "objective": "objectives", "action": "text"}
TOPICS = {"axes": AXIS, "aspects": ASPECT}
# Characters; the same as the columns of PlannedAction and PriorityObjective (a test compares them).
LIMITS = {"text": 20_000, "comment": 20_000, "responsible": 200, "period": 200, "indicator": 500, "link": 500}
LIMITS |= {"other_mission": 500}
OBJECTIVE_LIMITS = {"title": 120, "programme_line": 500, "cca_comment": 20_000}
OBJECTIVE_WORDS = {"title": "titre court", "programme_line": "ligne du programme CLE", "cca_comment": "commentaire"}


def split_handler(text: str) -> tuple[str, str]:
    """Return the comment without its last lines « Agent traitant: X », and X (several joined by a comma)."""
    lines = text.split("\n")
    handlers: list[str] = []
    while lines:
        found = HANDLER_LINE.match(lines[-1].strip())
        if not found or folded(found[1]) not in openings("handlers"):
            break
        handlers.insert(0, found[2].strip())
        lines.pop()
    return ("\n".join(lines).rstrip(), ", ".join(handlers)) if handlers else (text, "")


class ActionReader:
    """Turns the rows of a table into actions; what is not understood goes to the notes."""

    def __init__(
        self, sheet: str, objectives: tuple[ReadObjective, ...], notes: Notes, *, names_in_charge: bool = False
    ) -> None:
        """`names_in_charge` tells that a column of its own says who is in charge: comments are then left whole."""
        self.sheet, self.objectives, self.notes = sheet, objectives, notes
        self.names_in_charge = names_in_charge
        self._columns_told: set[str] = set()

    def read(self, rows: list[RawAction]) -> tuple[ReadAction, ...]:
        """Return the actions, numbered as in the file, or in order where the file does not say."""
        self._take_glued_numbers(rows)
        numbers = self._numbers(rows)
        actions = []
        for position, (raw, number) in enumerate(zip(rows, numbers, strict=True)):
            actions.append(self._action(raw, number))
            if raw.doubtful:
                self._ask_row(raw, number, numbers[position - 1])
        return tuple(actions)

    def _take_glued_numbers(self, rows: list[RawAction]) -> None:
        """Without a column of numbers, « 1. Organiser... » gives both, if every action is written so."""
        found = [glued_number(raw.text("action")) for raw in rows]
        if any(raw.label for raw in rows) or not all(found):
            return
        for raw, number_and_text in zip(rows, found, strict=True):
            if number_and_text is not None:
                number, text = number_and_text
                raw.label = str(number)
                raw.parts["action"] = [replace(raw.parts["action"][0], text=text, raw=text)]

    def _numbers(self, rows: list[RawAction]) -> list[int]:
        said = [whole_number(raw.label) for raw in rows]
        given = [number for number in said if number is not None]
        if len(given) == len(said) == len(set(given)):
            return given
        if len(given) != len(set(given)) or any(raw.label and n is None for raw, n in zip(rows, said, strict=True)):
            self._say_renumbered(rows, list(range(1, len(rows) + 1)))
            return list(range(1, len(rows) + 1))
        numbers = self._completed(rows, said)
        sure = [number for raw, number in zip(rows, numbers, strict=True) if not raw.doubtful]
        if sure != sorted(sure):
            numbers = list(range(1, len(rows) + 1))
            self._say_renumbered(rows, numbers)
        elif given:
            for raw, number in zip(rows, numbers, strict=True):
                if not raw.label and not raw.doubtful:
                    text = f"cette action sans numéro reçoit le numéro {number}."
                    self.notes.remark(self.sheet, raw.cell("action"), raw.text("action"), text, str(number))
        return numbers

    def _completed(self, rows: list[RawAction], said: list[int | None]) -> list[int]:
        """Give a free number to each row without: the next one where it stands, the last ones to doubtful rows."""
        used = {number for number in said if number is not None}
        numbers: list[int] = []
        for raw, number in zip(rows, said, strict=True):
            start = max(used, default=0) + 1 if raw.doubtful else 1
            chosen = number if number is not None else next(n for n in count(start) if n not in used)
            used.add(chosen)
            numbers.append(chosen)
        return numbers

    def _say_renumbered(self, rows: list[RawAction], numbers: list[int]) -> None:
        changed = [(r, n) for r, n in zip(rows, numbers, strict=True) if r.label != str(n)]
        for raw, number in changed:
            label = quoted(raw.label) if raw.label else "sans numéro"
            self.notes.remark(
                self.sheet,
                raw.cell("action"),
                raw.label,
                f"les numéros des actions ne se suivent pas ; l’action {label} devient l’action {number}.",
                str(number),
            )

    def _action(self, raw: RawAction, number: int) -> ReadAction:
        values: dict[str, Any] = {name: raw.text(name) for name in ("period", "indicator")}
        values["link"] = raw.text("link") if is_web_address(raw.text("link")) else ""
        values["text"] = raw.text("action") if raw.text("action") != TO_WRITE else ""
        values["responsible"], values["comment"] = self._comment(raw)
        values["axes"] = self._topics(raw, number, "axis")
        values["aspects"] = self._topics(raw, number, "aspect")
        values["objectives"] = self._objectives(raw, number)
        values["missions"], values["other_mission"] = self._missions(raw)
        values["recurrent"] = self._recurrent(raw, number)
        for name, limit in LIMITS.items():
            self._check_length(raw, name, str(values[name]), limit)
        cells = {
            FIELDS.get(name, name): Original(parts[0].cell, "\n".join(part.text for part in parts))
            for name, parts in raw.parts.items()
        }
        return ReadAction(number=number, cells=cells, **values)

    def _comment(self, raw: RawAction) -> tuple[str, str]:
        """Return who is in charge and the comment, with a link in words and the columns nobody knows written below."""
        comment, responsible = raw.text("comment"), raw.text("responsible")
        if not self.names_in_charge:
            comment, responsible = split_handler(comment)
        lines = [comment] if comment else []
        link = raw.text("link")
        if link and not is_web_address(link):
            lines.append(f"Lien : {link}")
            text = f"{quoted(link)} n’est pas une adresse web ; ce lien est repris dans le commentaire de l’action."
            self.notes.remark(self.sheet, raw.cell("link"), link, text, "une adresse web")
        for part in raw.parts.get("other", ()):
            lines.append(f"{part.header} : {part.text}" if part.header else part.text)
            if part.header not in self._columns_told:
                self._columns_told.add(part.header)
                column = f"la colonne {quoted(part.header)}" if part.header else "une colonne sans en-tête"
                text = f"{column} est reprise dans le commentaire de chaque action."
                self.notes.remark(self.sheet, part.cell, part.text, text)
        return responsible, "\n".join(lines)

    def _topics(self, raw: RawAction, number: int, name: str) -> tuple[int, ...]:
        field = FIELDS[name]
        vocabulary = TOPICS[field]
        found: set[int] = set()
        for part in raw.parts.get(name, ()):
            understood = self._understood(part.cell, part.text, part.raw, vocabulary)
            found.update(understood.numbers)
            for piece, guess in understood.guesses:
                self._say_guess(part.cell, piece, vocabulary.headings[guess - 1], vocabulary.noun)
            for piece in understood.unknown:
                self._ask_topic(part.cell, piece, name, number, vocabulary)
        return tuple(sorted(found))

    def _understood(self, cell: str, text: str, raw: object, vocabulary: Vocabulary) -> Understood:
        if isinstance(raw, date):
            return Understood(unknown=(text,))
        numbers = numbers_in(text, raw)
        if numbers is None:
            return topics(text, vocabulary)
        if numbers.remark:
            self.notes.remark(self.sheet, cell, text, numbers.remark + ".")
        outside = tuple(str(value) for value in numbers.values if value not in vocabulary.numbers)
        return Understood(tuple(value for value in numbers.values if value in vocabulary.numbers), (), outside)

    def _say_guess(self, cell: str, piece: str, heading: Heading, noun: str) -> None:
        sentence = f"{quoted(piece)} est lu comme l’{noun} {heading.number}, « {heading.text} »."
        self.notes.remark(self.sheet, cell, piece, sentence, heading.text)

    def _ask_topic(self, cell: str, piece: str, name: str, number: int, vocabulary: Vocabulary) -> None:
        noun = vocabulary.noun
        self.notes.ask(
            self.sheet,
            cell,
            piece,
            LABELS[name],
            f"{quoted(piece)} n’est pas un {noun} de l’annexe 4. Choisissez l’{noun} de l’action {number}.",
            field=FIELDS[name],
            action=number,
            options=options(((h.number, h.text) for h in vocabulary.headings), f"Aucun {noun}"),
        )

    def _objectives(self, raw: RawAction, number: int) -> tuple[int, ...]:
        found: set[int] = set()
        for part in raw.parts.get("objective", ()) if self.objectives else ():
            referred = objectives_in(part.text, part.raw, self.objectives)
            found.update(referred.numbers)
            for sentence in referred.remarks:
                self.notes.remark(self.sheet, part.cell, part.text, sentence + ".")
            for piece in referred.unknown:
                last = max(o.number for o in self.objectives)
                self.notes.ask(
                    self.sheet,
                    part.cell,
                    piece,
                    LABELS["objective"],
                    f"{quoted(piece)} n’est pas un objectif du plan, qui en compte {len(self.objectives)} "
                    f"(jusqu’au numéro {last}). Choisissez l’objectif que vise l’action {number}.",
                    field="objectives",
                    action=number,
                    options=options(((o.number, o.text or "sans texte") for o in self.objectives), "Aucun objectif"),
                )
        return tuple(sorted(found))

    def _missions(self, raw: RawAction) -> tuple[tuple[int, ...], str]:
        found: set[int] = set()
        other = [part.text for part in raw.parts.get("other_mission", ())]
        for part in raw.parts.get("missions", ()):
            understood = self._understood(part.cell, part.text, part.raw, MISSION)
            found.update(understood.numbers)
            for piece, guess in understood.guesses:
                self._say_guess(part.cell, piece, MISSION.headings[guess - 1], MISSION.noun)
            other += understood.unknown
            for piece in understood.unknown:
                text = f"{quoted(piece)} est repris comme une autre mission de la convention."
                self.notes.remark(self.sheet, part.cell, piece, text)
        return tuple(sorted(found)), "\n".join(other)

    def _recurrent(self, raw: RawAction, number: int) -> bool:
        text = raw.text("recurrent")
        if not text or text == "FAUX" or gist(text) in gists("no") or text.strip() == "-":
            return False
        if text == "VRAI" or gist(text) in gists("yes"):
            return True
        self.notes.ask(
            self.sheet,
            raw.cell("recurrent"),
            text,
            LABELS["recurrent"],
            f"{quoted(text)} ne dit ni oui ni non. L’action {number} revient-elle chaque année ?",
            field="recurrent",
            action=number,
            options=(Option("1", "Oui"), Option("0", "Non")),
            several=False,
        )
        return False

    def _ask_row(self, raw: RawAction, number: int, above: int) -> None:
        text = raw.text("action")
        self.notes.ask(
            self.sheet,
            raw.cell("action"),
            text,
            "un numéro d’action",
            f"la ligne {quoted(text)} n’a pas de numéro. Est-ce une action ou la suite de l’action {above} ?",
            field="row",
            action=number,
            options=(Option("own", "Une action de plus"), Option("previous", f"La suite de l’action {above}")),
            several=False,
        )

    def _check_length(self, raw: RawAction, name: str, text: str, limit: int) -> None:
        if len(text) <= limit:
            return
        column = next((key for key, value in FIELDS.items() if value == name), name)
        cell = raw.cell(column) if column in raw.parts else raw.cell("comment")
        self.notes.error(
            self.sheet,
            cell,
            text[:80] + "…",
            f"au plus {limit} caractères",
            f"{LABELS[column]} : le texte a {len(text)} caractères ; {limit} sont permis. Raccourcissez-le.",
        )


def options(choices: Iterable[tuple[int, str]], none: str) -> tuple[Option, ...]:
    """Return the answers to choose from, « none » last."""
    return (*(Option(str(number), f"{number}. {text}") for number, text in choices), Option(NONE, none))
