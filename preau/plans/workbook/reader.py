"""Reading a workbook, from its bytes to a proposal."""

from dataclasses import dataclass, field

from preau.foundation.documents.checks import check_workbook
from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.grid import Book, Sheet, cell_name
from preau.foundation.documents.workbooks.notes import quoted
from preau.law.annual_plan import SchoolYear
from preau.plans.workbook.actions import LIMITS, OBJECTIVE_LIMITS, OBJECTIVE_WORDS, ActionReader
from preau.plans.workbook.headers import LABELS, Table, header_cell, partial_tables_of, tables_of
from preau.plans.workbook.notes import Notes
from preau.plans.workbook.objectives import Objectives
from preau.plans.workbook.proposal import NotAPlan, Proposal, ReadObjective
from preau.plans.workbook.references import numbers_in
from preau.plans.workbook.rows import Part, RawAction, RowReader, rows_outside
from preau.plans.workbook.sections import Surroundings, school_year_in

MAX_ACTIONS, MAX_OBJECTIVES = 500, 100  # ten times what the largest plans hold
EXPECTED_HEADER = ", ".join(
    f"« {LABELS[name]} »" for name in ("number", "action", "axis", "aspect", "objective", "comment")
)


def read_plan(data: bytes, filename: str) -> Proposal:
    """Return what a workbook (XLSX or ODS) says of an annual action plan. Pure: reads no database, saves nothing.

    Raises FileRefused when the file may not enter, NotAPlan when no sheet holds a table of actions.
    """
    checked = check_workbook(data, filename)
    book = Book(data, checked.kind, checked.formulas)
    notes = Notes(remarks=list(checked.remarks))
    plan, tables = _the_plan(book.sheets, notes)
    return _proposal(book.sheets, plan, tables, filename, notes)


@dataclass
class Reading:
    """A table read: its rows, the rows that group them (« Objectif 2 : ... »), what there was to say."""

    table: Table
    notes: Notes = field(default_factory=Notes)
    rows: list[RawAction] = field(default_factory=list)
    groups: list[Part] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table) -> "Reading":
        """Read a table."""
        notes = Notes()
        reader = RowReader(table, notes)
        return cls(table, notes, reader.read(), reader.groups)

    def join(self, other: "Reading") -> None:
        """Take in the table that goes on with this one."""
        self.rows += other.rows
        self.groups += other.groups
        self.notes.remarks += other.notes.remarks
        self.notes.errors += other.notes.errors


def _the_plan(sheets: list[Sheet], notes: Notes) -> tuple[Reading, list[Table]]:
    """Return the plan's table, read, and every table found."""
    tables = [table for sheet in sheets for table in tables_of(sheet)]
    if not tables:
        tables = [table for sheet in sheets for table in partial_tables_of(sheet)]
    if not tables:
        raise NotAPlan([_no_table(sheets)])
    read = [Reading.of(table) for table in tables]
    full = [reading for reading in read if reading.rows] or read[:1]
    if any(reading.table.sheet.visible for reading in full):
        full = [reading for reading in full if reading.table.sheet.visible or _skip_hidden(reading.table, notes)]
    plan = full[0]
    for other in full[1:]:
        table = other.table
        if _same_content(plan.rows, other.rows):
            text = "ce tableau répète le précédent ; il n’est lu qu’une fois."
            notes.remark(table.sheet.name, cell_name(table.header, 0), "un second tableau identique", text)
        elif _goes_on(plan, other):
            plan.join(other)
        else:
            _two_plans(notes, plan.table, table)
    notes.remarks += plan.notes.remarks
    notes.errors += plan.notes.errors
    return plan, tables


def _skip_hidden(table: Table, notes: Notes) -> bool:
    notes.remark(
        table.sheet.name,
        cell_name(table.header, 0),
        "un tableau d’actions sur une feuille masquée",
        "cette feuille masquée contient aussi un plan ; seul celui de la feuille visible est lu.",
    )
    return False


def _same_content(first: list[RawAction], second: list[RawAction]) -> bool:
    return [_content(raw) for raw in first] == [_content(raw) for raw in second]


def _content(raw: RawAction) -> dict[str, list[str]]:
    return {name: [part.text for part in parts] for name, parts in raw.parts.items()}


def _goes_on(plan: Reading, other: Reading) -> bool:
    """Tell whether a second table is the first one continued under a repeated header."""
    one, two = plan.table, other.table
    if two.sheet is not one.sheet or two.columns != one.columns or two.headers != one.headers:
        return False
    last, first = plan.rows[-1].label, other.rows[0].label
    return last.isdigit() and first.isdigit() and int(first) > int(last)


def _two_plans(notes: Notes, plan: Table, table: Table) -> None:
    one, two = (f"feuille « {t.sheet.name} », cellule {cell_name(t.header, 0)}" for t in (plan, table))
    notes.error(
        table.sheet.name,
        cell_name(table.header, 0),
        "deux plans dans le même classeur",
        "un seul plan par classeur",
        f"ce classeur contient deux plans : {one}, et {two}. Gardez celui que vous voulez importer, supprimez l’autre.",
    )


def _no_table(sheets: list[Sheet]) -> Finding:
    named = ", ".join(f"« {sheet.name} »" for sheet in sheets)
    empty = not any(sheet.height for sheet in sheets)
    found = "un classeur vide" if empty else "aucun tableau d’actions"
    return Finding(
        found,
        f"un tableau avec les colonnes {EXPECTED_HEADER}",
        f"Ce classeur n’est pas un plan d’action : {'il est vide' if empty else 'aucun tableau d’actions'} "
        f"(feuilles lues : {named}). Le tableau attendu a les colonnes {EXPECTED_HEADER}.",
        sheets[0].name if sheets else "",
        "A1",
    )


def _proposal(sheets: list[Sheet], read: Reading, tables: list[Table], filename: str, notes: Notes) -> Proposal:
    plan, rows = read.table, read.rows[:MAX_ACTIONS]
    objectives = Objectives(notes)
    around = Surroundings(notes, objectives)
    for sheet in sorted((s for s in sheets if s.visible or s is plan.sheet), key=lambda s: s is not plan.sheet):
        around.read(sheet, rows_outside(sheet, tables))
    if not objectives.found:  # some plans write each objective above its actions, in the table itself
        for group in read.groups:
            objectives.take_text(plan.sheet, group.cell, group.text)
    if len(objectives.found) == 1:
        objectives.cut(_highest_reference(rows))
    _check_columns(plan, rows, notes)
    _check_counts(read, objectives, notes)
    _check_objectives(plan, rows, around, notes)
    found = tuple(objectives.found[:MAX_OBJECTIVES])
    in_charge = "responsible" in plan.columns.values()
    actions = ActionReader(plan.sheet.name, found, notes, names_in_charge=in_charge).read(rows)
    comment = "\n".join(around.comment)
    year, year_sheet, year_cell = _year(around, plan, filename, notes)
    _check_lengths(plan, around, found, notes)
    return Proposal(
        sheet=plan.sheet.name,
        commune_hint=around.commune,
        school_year=year,
        year_sheet=year_sheet,
        year_cell=year_cell,
        objectives=found,
        comment=comment,
        comment_cell=around.comment_cell,
        actions=actions,
        questions=tuple(notes.questions),
        errors=tuple(notes.errors),
        remarks=tuple(notes.remarks),
    )


def _check_counts(read: Reading, objectives: Objectives, notes: Notes) -> None:
    """Refuse what no plan holds: a list of another kind, or the same rows pasted again and again."""
    if len(read.rows) > MAX_ACTIONS:
        raw = read.rows[MAX_ACTIONS]
        found, most = f"{len(read.rows)} actions", f"au plus {MAX_ACTIONS} actions"
        text = f"le tableau a {len(read.rows)} lignes ; un plan en compte {most}. Gardez celles du plan."
        notes.error(read.table.sheet.name, raw.cell("action"), found, most, text)
    if len(objectives.found) > MAX_OBJECTIVES:
        objective = objectives.found[MAX_OBJECTIVES]
        found, most = f"{len(objectives.found)} objectifs", f"au plus {MAX_OBJECTIVES} objectifs"
        text = f"la liste a {len(objectives.found)} objectifs ; un plan en compte {most}. Gardez ceux du plan."
        notes.error(objective.sheet, objective.cell, found, most, text)


def _check_lengths(plan: Table, around: Surroundings, found: tuple[ReadObjective, ...], notes: Notes) -> None:
    """Refuse what the database could not hold, rather than cut it."""
    comment = "\n".join(around.comment)
    texts = [(plan.sheet.name, around.comment_cell, "le commentaire de la CCA", comment, LIMITS["comment"])]
    for o in found:
        texts.append((o.sheet, o.cell, f"l’objectif {o.number}", o.text, LIMITS["text"]))
        for name, limit in OBJECTIVE_LIMITS.items():
            texts.append((o.sheet, o.cell, f"l’objectif {o.number} ({OBJECTIVE_WORDS[name]})", getattr(o, name), limit))
    for sheet, cell, what, text, limit in texts:
        if len(text) > limit:
            sentence = f"{what} a {len(text)} caractères ; {limit} sont permis. Raccourcissez-le."
            notes.error(sheet, cell, text[:80] + "…", f"au plus {limit} caractères", sentence)


def _highest_reference(rows: list[RawAction]) -> int:
    """Return the highest objective number the actions name."""
    cells = (numbers_in(part.text, part.raw) for raw in rows for part in raw.parts.get("objective", ()))
    return max((number for cell in cells if cell for number in cell.values), default=0)


def _check_columns(plan: Table, rows: list[RawAction], notes: Notes) -> None:
    for column in plan.guessed:
        label = LABELS[plan.columns[column]]
        text = plan.headers[column]
        sentence = f"l’en-tête {quoted(text)} est lu comme « {label} »."
        notes.remark(plan.sheet.name, header_cell(plan, column), text, sentence, label)
    missing = [
        name for name in plan.missing if name != "objective" or not any("objective" in raw.parts for raw in rows)
    ]
    for name in missing:
        headers = ", ".join(quoted(text) for text in plan.headers.values())
        notes.error(
            plan.sheet.name,
            cell_name(plan.header, min(plan.columns)),
            headers,
            f"une colonne « {LABELS[name]} »",
            f"la colonne « {LABELS[name]} » manque dans l’en-tête du tableau ({headers}). "
            "Ajoutez-la, ou donnez-lui ce titre.",
        )
    if not rows:
        notes.error(
            plan.sheet.name,
            cell_name(plan.first, min(plan.columns)),
            "un tableau sans ligne",
            "au moins une action",
            "le tableau des actions est vide. Écrivez une action par ligne sous l’en-tête.",
        )


def _check_objectives(plan: Table, rows: list[RawAction], around: Surroundings, notes: Notes) -> None:
    """An action that names an objective needs the list it comes from."""
    if around.objectives.found:
        return
    referring = next((raw for raw in rows if "objective" in raw.parts), None)
    if referring is None:
        return
    text = referring.text("objective")
    what = "est vide" if around.objectives_announced else "est introuvable"
    notes.error(
        plan.sheet.name,
        referring.cell("objective"),
        text,
        "la liste « Objectifs prioritaires annuels de la CCA »",
        f"l’action vise l’objectif {quoted(text)}, mais la liste des objectifs {what}. Écrivez les objectifs, "
        "numérotés, sous le titre « Objectifs prioritaires annuels de la CCA ».",
    )


def _year(around: Surroundings, plan: Table, filename: str, notes: Notes) -> tuple[SchoolYear | None, str, str]:
    """Return the school year of the plan and where it is written: a title first, else the sheet's or file's name."""
    if around.years:
        first = around.years[0]
        for year, sheet, cell in around.years[1:]:
            if year != first[0]:
                text = f"l’année {year} y est écrite aussi ; l’année {first[0]} est retenue."
                notes.remark(sheet, cell, str(year), text, str(first[0]))
        return first
    if year_of_sheet := school_year_in(plan.sheet.name):
        return year_of_sheet, plan.sheet.name, ""
    return school_year_in(filename), "", ""
