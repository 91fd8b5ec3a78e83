"""From the rows of a table to operators, places and what each line tells of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from preau.foundation.documents.sheet_contents import column_letters
from preau.foundation.documents.workbooks.grid import Sheet, clean, words_of
from preau.foundation.documents.workbooks.notes import quoted
from preau.foundation.documents.workbooks.words import folded, gist
from preau.operators.importing import facts
from preau.operators.importing.drafts import At, Draft, Notes, OperatorDraft, PlaceDraft, name_key
from preau.operators.importing.facts import BROKEN, Cell, read_cell
from preau.operators.importing.headings import LEXICON, Column
from preau.operators.importing.offer import OfferReader
from preau.operators.importing.tables import Table

TOTALS = tuple(gist(words) for words in LEXICON["totals"])
TOTAL_STARTS = frozenset(total[0][:3] for total in TOTALS)
LONGEST_NAME = 200


@dataclass
class Found:
    """All that the tables of a list tell, while they are read one after the other."""

    notes: Notes
    answers: Mapping[str, str]
    operators: dict[str, OperatorDraft] = field(default_factory=dict)
    refs: dict[str, OperatorDraft] = field(default_factory=dict)
    lists_operators: bool = False  # a table of operators alone: the other tables name those it lists

    def operator(self, name: str, at: At, ref: str = "") -> OperatorDraft:
        """Return the operator of that name, begun when no line has named it yet; "" when none is told.

        Two of the same name are told apart by their number, where the list gives one.
        """
        key = name_key(name)
        known = self.operators.get(key)
        if known is not None and ref and known.facts.get("operator_ref", ref) != ref:
            key = f"{key}#{ref}"
        if key not in self.operators:
            self.operators[key] = OperatorDraft(at, name=name)
        return self.operators[key]


class LineReader:
    """Reads the lines of one table into `found`."""

    def __init__(self, table: Table, found: Found, alone: bool) -> None:
        self.table, self.found, self.notes = table, found, found.notes
        self.sheet: Sheet = table.sheet
        self.alone = alone  # a table of operators, no place in it
        self.names = table.names
        self.names_places = bool(self.names & {"place", "school"})
        self.place_field = "place" if "place" in self.names else "school"
        self.columns = list(self._columns())
        self.offer = OfferReader(table, found.answers, found.notes)
        simple = not self.sheet.spans and not self.sheet.shown and not table.one_column
        self.plain = simple and "reduction_percent" not in self.names
        self.whose = {index: self._whose(column) for index, column, _ in self.columns}
        self.operator: OperatorDraft | None = None
        self.place: PlaceDraft | None = None
        self.group = ""  # the operator whose name stands alone above its places

    def _columns(self) -> Iterator[tuple[int, Column, str]]:
        for at, column in self.table.columns.items():
            own = facts.OF_OPERATORS.get(column.field) if self.alone else None
            yield at, Column(own) if own else column, column_letters(at + 1)

    def read(self) -> None:
        """Read every line."""
        for row in range(self.table.first, self.table.last):
            filled = self.sheet.filled(row)
            if filled and not self._aside(row, filled):
                self._line(self._cells(row), row)
        self._leave_columns()
        self._remark_formulas()

    def _cells(self, row: int) -> list[Cell]:
        """Return the cells of a line that hold something; those of a merge count for each of its lines."""
        if not self.plain:
            return list(self._merged_cells(row))
        values, name, cells = self.sheet.rows[row], self.sheet.name, []
        for index, column, letters in self.columns:
            value = values[index]
            if value != "" and (text := clean(value) if type(value) is str else words_of(value)):
                cells.append(Cell(index, column, value, text, At(name, f"{letters}{row + 1}")))
        return cells

    def _merged_cells(self, row: int) -> Iterator[Cell]:
        for index, column, _ in self.columns:
            top, left = self.sheet.anchor(row, index)
            value = self.sheet.raw(top, left)
            if value == "" or (left != index and left in self.table.columns) or top < self.table.first:
                continue
            text = self.sheet.text(top, left, plain=column.field != "reduction_percent")
            if text:
                yield Cell(index, column, value, text, At(self.sheet.name, self.table.cell(top, left)))

    def _aside(self, row: int, filled: list[int]) -> bool:
        """Tell whether a row is none of the list: a total, a note, the header again, the name of an operator alone."""
        value = self.sheet.raw(row, filled[0])
        if type(value) is str and value[:3].lower() in TOTAL_STARTS:
            words = gist(value)
            if any(words[: len(total)] == total for total in TOTALS):
                self._leave(row, filled[0], value, f"cette ligne de total n’est pas reprise : {quoted(value.strip())}.")
                return True
        if len(filled) == 1:
            return self._lone(row, filled[0])
        titles = self.table.titles
        return titles.get(filled[0]) == value and all(titles.get(at) == self.sheet.text(row, at) for at in filled)

    def _lone(self, row: int, at: int) -> bool:
        """Tell whether a text alone in its row is no place: the operator of the rows below, or a note."""
        column = self.table.columns.get(at)
        wide = any((top, left) == (row, at) and right > left for top, left, _, right in self.sheet.spans)
        text = self.sheet.text(row, at, plain=True)
        named = "" if wide or column is None else column.field
        if named == self.place_field and not self._is_foot(row):
            return False
        if named == "operator" and not (self.names_places and self._is_foot(row)):
            return False
        if not self.alone and "operator" not in self.names and self._has_line_below(row) and len(text) <= LONGEST_NAME:
            self.group, self.operator, self.place = text, None, None
            sentence = f"{quoted(text)} est lu comme le nom de l’opérateur des lignes qui suivent."
            self.notes.remark(self.sheet.name, self.table.cell(row, at), text, sentence)
        else:
            self._leave(row, at, text, f"ce texte hors du tableau n’est pas repris : {quoted(text)}.")
        return True

    def _is_foot(self, row: int) -> bool:
        """Tell whether a blank row and then nothing but lone texts stand around this one: notes under a table."""
        below = range(row + 1, self.table.last)
        return not self.sheet.filled(row - 1) and not any(len(self.sheet.filled(one)) > 1 for one in below)

    def _has_line_below(self, row: int) -> bool:
        return row + 1 < self.table.last and len(self.sheet.filled(row + 1)) > 1

    def _leave(self, row: int, column: int, found: str, sentence: str) -> None:
        self.notes.leave(self.sheet.name, self.table.cell(row, column), found, sentence)

    def _line(self, cells: list[Cell], row: int) -> None:
        first = {cell.column.field: cell for cell in reversed(cells)}
        operator = self._operator_of(first, row)
        if operator is None:
            return
        if operator is not self.operator:
            self.operator, self.place = operator, None
        if self.alone:
            for cell in cells:
                self._fact(operator, cell, facts.OPERATOR)
            self._remember_ref(operator)
            return
        place = self._place_of(operator, first, row)
        if place is None:
            return
        self.place = place
        offered = []
        for cell in cells:
            whose = self.whose[cell.position]
            if whose == "offer":
                offered.append(cell)
            elif whose == "operator":
                self._fact(operator, cell, facts.OPERATOR)
            elif whose == "place":
                self._fact(place, cell, facts.PLACE)
        self.offer.read(place, offered)

    def _whose(self, column: Column) -> str:
        """Return whose fact a column tells, "" when its text is not a fact but a name."""
        if column.field in facts.OPERATOR:
            return "operator"
        if self.offer.takes(column):
            return "offer"
        return "place" if column.field in facts.PLACE and column.field != self.place_field else ""

    def _operator_of(self, cells: dict[str, Cell], row: int) -> OperatorDraft | None:
        """Return the operator of a line: named, told by its number, or that of the line above."""
        named = cells.get("operator") or (None if "operator" in self.names else cells.get("body"))
        ref = cells.get("operator_ref")
        if ref is not None and not self.alone and (named is None or ref.text in self.found.refs):
            return self._by_ref(ref)
        if named is not None:
            return self._named(named, ref.text if ref else "")
        at = At(self.sheet.name, self.table.cell(row, min(self.table.columns)))
        if self.group:
            return self.found.operator(self.group, at)
        if not self.names & {"operator", "operator_ref", "body"}:
            return self.found.operator("", at)
        if self.operator is None or self.alone:
            column = self.table.where("operator") or self.table.where("body") or 0
            texts = " ".join(cell.text for cell in cells.values())
            self.notes.error(
                self.sheet.name,
                self.table.cell(row, column),
                texts,
                "le nom de l’opérateur",
                f"cette ligne ne dit pas de quel opérateur il s’agit ({quoted(texts)}). Écrivez son nom.",
            )
            return None
        if not self.names_places or self.place_field in cells:
            sentence = "une ligne sans opérateur est lue comme celle de l’opérateur au-dessus. Partout dans ce tableau."
            self.notes.once(f"above:{at.sheet}", at.sheet, at.cell, self.operator.name, sentence)
        return self.operator

    def _named(self, named: Cell, ref: str) -> OperatorDraft | None:
        if len(named.text) > LONGEST_NAME or named.text in BROKEN:
            self._refuse_name(named, "de l’opérateur")
            return None
        if named.text.isdecimal() and named.text in self.found.refs:
            return self.found.refs[named.text]
        operator = self.found.operator(" ".join(named.text.split()), named.at, ref)
        if self.found.lists_operators and not self.alone and operator.at == named.at:
            sentence = f"{quoted(named.text)} n’est pas dans le tableau des opérateurs ; il est ajouté."
            self.notes.remark(named.at.sheet, named.at.cell, named.text, sentence)
        return operator

    def _by_ref(self, ref: Cell) -> OperatorDraft | None:
        operator = self.found.refs.get(ref.text)
        if operator is None:
            known = "le numéro d’un opérateur de la liste"
            sentence = f"aucun opérateur ne porte le numéro {quoted(ref.text)}. Corrigez-le, ou ajoutez cet opérateur."
            self.notes.error(ref.at.sheet, ref.at.cell, ref.text, known, sentence)
        return operator

    def _remember_ref(self, operator: OperatorDraft) -> None:
        ref = operator.facts.get("operator_ref")
        if ref:
            self.found.refs.setdefault(ref, operator)

    def _refuse_name(self, named: Cell, whose: str) -> None:
        if named.text in BROKEN:
            sentence = f"la formule de cette cellule ne donne rien ({named.text}). Écrivez le nom {whose}."
            self.notes.error(named.at.sheet, named.at.cell, named.text, f"le nom {whose}", sentence)
            return
        sentence = f"ce nom a {len(named.text)} caractères ; {LONGEST_NAME} sont permis. Raccourcissez-le."
        self.notes.error(named.at.sheet, named.at.cell, named.text[:80], f"au plus {LONGEST_NAME} caractères", sentence)

    def _place_of(self, operator: OperatorDraft, cells: dict[str, Cell], row: int) -> PlaceDraft | None:
        """Return the place of a line: named, that of the line above; the operator itself when no column names any."""
        named = cells.get(self.place_field)
        at = named.at if named else At(self.sheet.name, self.table.cell(row, min(self.table.columns)))
        if not self.names_places:
            sentence = "faute de colonne « Lieu », chaque opérateur est lu comme un lieu du même nom."
            self.notes.once(f"own:{at.sheet}", at.sheet, at.cell, operator.name, sentence)
            return self._place(operator, operator.name, cells, at)
        if named is None and set(cells) <= {"operator", "operator_ref"}:
            return None  # an operator without place
        if named is None:
            if self.place is not None and operator.places and self.offer.names & {"period", "day", "hours"}:
                return self.place
            texts = ", ".join(cell.text for cell in cells.values())
            cell = self.table.cell(row, self.table.where(self.place_field) or 0)
            sentence = f"cette ligne ne dit pas de quel lieu il s’agit ({quoted(texts)}). Écrivez le nom du lieu."
            self.notes.error(self.sheet.name, cell, texts, "le nom du lieu", sentence)
            return None
        if len(named.text) > LONGEST_NAME or named.text in BROKEN:
            self._refuse_name(named, "du lieu")
            return None
        place = self._place(operator, " ".join(named.text.split()), cells, named.at)
        if self.place_field == "school":
            place.put("in_school", True, named.at, self.notes)
            sentence = "la colonne « École » donne le nom du lieu ; il est lu comme étant dans une école."
            self.notes.once(f"school:{at.sheet}", named.at.sheet, named.at.cell, named.text, sentence)
        return place

    def _place(self, operator: OperatorDraft, name: str, cells: dict[str, Cell], at: At) -> PlaceDraft:
        own = cells.get("place_number") or cells.get("place_ref")
        key = f"{own.column.field} {own.text}" if own else folded(name)
        place = operator.places.get(key)
        if place is None:
            place = operator.places[key] = PlaceDraft(at, name=name)
            place.cells["name"] = at
        elif place is not self.place and not self.offer.several_lines and place.at.sheet == at.sheet:
            place.wrong(
                self.notes,
                at,
                name,
                "un lieu par ligne",
                f"« {name} » est déjà à la cellule {place.at.cell} pour cet opérateur. Supprimez une des deux lignes, "
                "ou donnez à chaque lieu son propre nom.",
            )
        place.numbered = place.numbered or self.offer.numbered
        return place

    def _fact(self, draft: Draft, cell: Cell, readers: Mapping[str, facts.Reader]) -> None:
        """Put what a cell says of an operator or a place, or tell what is to be corrected in it."""
        reader = readers.get(cell.column.field)
        if reader is None:
            return
        told = read_cell(reader, draft, cell, self.notes)
        for name, value in told.items():
            if name == facts.LEFT:
                sentence = f"un seul numéro et une seule adresse sont repris ; pas repris : {quoted(value)}."
                self.notes.leave(cell.at.sheet, cell.at.cell, cell.text, sentence)
            elif name in facts.SOFT:
                self._soft(name, value, cell)
            else:
                draft.put(name, value, cell.at, self.notes, cell.text)

    def _soft(self, name: str, value: str, cell: Cell) -> None:
        """Keep who is in charge of an operator, or its site, when all its lines say the same."""
        operator = self.operator
        if operator is None or not value:
            return
        if operator.facts.get(name, value) != value:
            sentence = f"cet opérateur en a déjà un autre dans la liste ; {quoted(cell.text)} n’est pas repris."
            self.notes.leave(cell.at.sheet, cell.at.cell, cell.text, sentence)
            return
        operator.put(name, value, cell.at, self.notes)

    def _leave_columns(self) -> None:
        """Tell which columns are not taken: remarks, which a description has no field for, and those not understood."""
        for at, title in self.table.titles.items():
            column = self.table.columns.get(at)
            examples = self.table.examples(at)
            if examples and column is not None and column.field == "remarks":
                sentence = f"la colonne {quoted(title)} n’est pas reprise : une description n’a pas de remarques."
                self._leave(self.table.header, at, title, sentence)

    def _remark_formulas(self) -> None:
        """Tell of columns where formulas give nothing: the library shows an error there as an empty cell."""
        names = {column_letters(at + 1): at for at in self.table.columns}
        for cell in self.sheet.formulas:
            letters = cell.rstrip("0123456789")
            at, row = names.get(letters), int(cell[len(letters) :]) - 1
            if at is not None and self.table.first <= row < self.table.last and self.sheet.raw(row, at) == "":
                sentence = "une formule n’y donne rien ; la cellule est lue comme vide. De même dans toute la colonne."
                self.notes.once(f"formula:{letters}", self.sheet.name, cell, self.sheet.formulas[cell], sentence)
