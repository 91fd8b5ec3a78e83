"""Reading a list of staff and trainings, from the bytes of a workbook to a proposal. Pure: reads no database."""

from collections.abc import Mapping
from datetime import date

from preau.foundation.documents.checks import check_workbook
from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.grid import Book, Sheet, cell_name
from preau.foundation.documents.workbooks.notes import quoted
from preau.training.importing.attended import Attendance
from preau.training.importing.followed import Trainings
from preau.training.importing.headings import FIELD_WORDS
from preau.training.importing.lines import Found, Notes, PeopleReader, PersonDraft, is_total
from preau.training.importing.proposal import NotAList, Proposal, ReadAttended, ReadColumn, ReadPerson
from preau.training.importing.tables import Table, column_id, tables_of

MAX_PEOPLE, MAX_TRAININGS = 2_000, 10_000
_NAMED = {"national_number": "number"}
COLUMN = "column:"  # how an answer about a column begins; the others answer a question
EXPECTED = "« Nom », « Prénom », « Fonction », « Formation », « Organisme », « Date », « Heures »"


def read_list(data: bytes, filename: str, today: date, answers: Mapping[str, str] | None = None) -> Proposal:
    """Return what a workbook (XLSX or ODS) says of people and of the trainings they followed.

    `answers` are those already given: a question's value by its id, a column's field by `column:` and its id. Raises
    FileRefused when the file may not enter, NotAList when no sheet holds a table of people or trainings.
    """
    checked = check_workbook(data, filename)
    given = answers or {}
    book = Book(data, checked.kind, checked.formulas)
    notes = Notes(remarks=list(checked.remarks))
    tables = _tables(book.sheets, given, notes)
    if not tables:
        raise NotAList([_no_list(book.sheets)])
    found = Found(notes, given, today)
    trainings = Trainings(found)
    # Who works here is read first: a list of trainings may then name people in fewer words.
    attended: list[ReadAttended] = []
    for table in sorted(tables, key=lambda table: table.has_trainings or bool(table.attended)):
        attended += _read(table, found, trainings)
    proposal = Proposal(
        columns=tuple(column for table in tables for column in _columns(table)),
        attended=tuple(attended),
        people=tuple(map(_person, found.people.values())),
        trainings=tuple(draft.read() for draft in trainings.drafts.values() if draft.people),
        questions=tuple(notes.questions.values()),
        errors=tuple(notes.errors),
        remarks=tuple(notes.remarks),
        unread=tuple(notes.unread),
    )
    _check(proposal, tables)
    return proposal


def _tables(sheets: list[Sheet], given: Mapping[str, str], notes: Notes) -> list[Table]:
    said = {key.removeprefix(COLUMN): name for key, name in given.items() if key.startswith(COLUMN)}
    found: list[Table] = []
    for sheet in sheets:
        tables = tables_of(sheet, said)
        if sheet.visible:
            found += tables
        elif tables:
            notes.remark(sheet.name, "", "une feuille masquée", "cette feuille est masquée ; elle n’est pas lue.")
        if sheet.visible and not tables and any(sheet.filled(row) for row in range(sheet.height)):
            notes.leave(sheet.name, "", sheet.name, "cette feuille n’a pas de tableau de personnes ou de formations.")
    return found


def _read(table: Table, found: Found, trainings: Trainings) -> list[ReadAttended]:
    """Read the lines of a table; return what is understood of its columns that are trainings."""
    _remark_columns(table, found.notes)
    if not table.has_names:
        sentence = (
            "ce tableau donne des formations sans dire qui les a suivies : ajoutez une colonne « Nom et prénom »."
        )
        found.notes.error(table.sheet.name, cell_name(table.header, 0), "", "des noms", sentence)
        return []
    people, attendance = PeopleReader(table, found), Attendance(table, trainings)
    for row in range(table.first, table.last):
        filled = table.sheet.filled(row)
        if not filled or any(is_total(table.sheet.text(row, at)) for at in filled[:2]):
            continue
        named = people.read(row)
        trainings.read(table, row, named)
        attendance.read(row, named)
    return attendance.understood()


def _remark_columns(table: Table, notes: Notes) -> None:
    for at, column in table.columns.items():
        title, cell = table.titles.get(at, ""), table.cell(table.header, at)
        if column.guessed:
            sentence = f"le titre {quoted(title)} est lu comme « {FIELD_WORDS[column.field]} »."
            notes.remark(table.sheet.name, cell, title, sentence, FIELD_WORDS[column.field])
        if column.field == "national_number":
            sentence = (
                "le numéro national n’est pas inscrit depuis une liste : il sert seulement à ne pas inscrire deux fois "
                "quelqu’un. Écrivez-le dans son dossier, où il est vérifié."
            )
            notes.leave(table.sheet.name, cell, title, sentence)


def _person(draft: PersonDraft) -> ReadPerson:
    facts = {_NAMED.get(name, name): value for name, value in draft.facts.items()}
    return ReadPerson(
        id=draft.id,
        given_name=draft.given[:80],
        family_name=draft.family[:80],
        sheet=draft.sheet,
        cell=draft.cell,
        functions=tuple(draft.functions),
        **facts,
    )


def _columns(table: Table) -> list[ReadColumn]:
    return [
        ReadColumn(
            id=column_id(table, at),
            sheet=table.sheet.name,
            cell=table.cell(table.header, at),
            title=title,
            field=table.columns[at].field if at in table.columns else "",
            guessed=at in table.columns and table.columns[at].guessed,
        )
        for at, title in sorted(table.titles.items())
    ]


def _no_list(sheets: list[Sheet]) -> Finding:
    named = ", ".join(f"« {sheet.name} »" for sheet in sheets)
    empty = not any(sheet.filled(row) for sheet in sheets for row in range(sheet.height))
    return Finding(
        "un classeur vide" if empty else "aucun tableau de personnes ou de formations",
        f"un tableau avec des colonnes comme {EXPECTED}",
        f"Ce classeur ne contient pas de liste : {'il est vide' if empty else 'aucun tableau n’y nomme de personnes'} "
        f"(feuilles lues : {named}). Mettez une ligne de titres au-dessus, comme {EXPECTED}.",
        sheets[0].name if sheets else "",
        "A1",
    )


def _check(proposal: Proposal, tables: list[Table]) -> None:
    """Refuse a list too long to be settled at once, or a table without a line."""
    table = tables[0]
    where = table.sheet.name, cell_name(table.first, 0)
    for count, most, what in (
        (len(proposal.people), MAX_PEOPLE, "personnes"),
        (len(proposal.trainings), MAX_TRAININGS, "formations"),
    ):
        if count > most:
            sentence = f"Cette liste a {count} {what} ; {most} au plus se reprennent à la fois. Coupez-la en plusieurs."
            raise NotAList([Finding(f"{count} {what}", f"au plus {most}", sentence, *where)])
    if not (proposal.people or proposal.errors or proposal.questions):
        sentence = "Le tableau est vide : écrivez une ligne par personne ou par formation sous les titres."
        raise NotAList([Finding("un tableau vide", "au moins une ligne", sentence, *where)])
