"""Reading a list of operators and places, from the bytes of a workbook to a proposal."""

from collections.abc import Mapping

from preau.foundation.documents.checks import check_workbook
from preau.foundation.documents.findings import Finding
from preau.foundation.documents.workbooks.grid import Book, Sheet, cell_name
from preau.foundation.documents.workbooks.notes import quoted
from preau.operators.importing.drafts import Notes
from preau.operators.importing.finishing import operators_of
from preau.operators.importing.headings import EXPECTED
from preau.operators.importing.lines import Found, LineReader
from preau.operators.importing.proposal import NotAList, Proposal, ReadColumn
from preau.operators.importing.tables import Table, column_id, tables_of

MAX_OPERATORS, MAX_PLACES = 1_000, 3_000
COLUMN = "column:"  # how an answer about a column begins; the others answer a question


def read_list(data: bytes, filename: str, answers: Mapping[str, str] | None = None) -> Proposal:
    """Return what a workbook (XLSX or ODS) says of operators and their places. Pure: reads no database, saves nothing.

    `answers` are those already given: a question's value by its id, a column's code by `column:` and its id. Raises
    FileRefused when the file may not enter, NotAList when no sheet holds a table of operators or places.
    """
    checked = check_workbook(data, filename)
    given = answers or {}
    book = Book(data, checked.kind, checked.formulas)
    notes = Notes(remarks=[remark for remark in checked.remarks if not _about_hidden(remark, book.sheets)])
    tables = _tables(book.sheets, given, notes)
    if not tables:
        raise NotAList([_no_list(book.sheets)])
    found = Found(notes, given)
    alone = [table for table in tables if _is_of_operators(table)]
    others = [table for table in tables if table not in alone]
    found.lists_operators = bool(alone and others)
    for table in (*alone, *others):
        _remark_guesses(table, notes)
        LineReader(table, found, alone=table in alone).read()
    drafts = [draft for draft in found.operators.values() if draft.name or draft.places]
    operators = tuple(operators_of(drafts, notes))
    if not operators and not notes.errors:
        notes.error(tables[0].sheet.name, cell_name(tables[0].first, 0), "un tableau vide", *_EMPTY)
    proposal = Proposal(
        columns=tuple(column for table in tables for column in _columns(table)),
        operators=operators,
        questions=tuple(notes.questions.values()),
        errors=tuple(notes.errors),
        remarks=tuple(notes.remarks),
        unread=tuple(notes.unread),
    )
    _check_size(proposal)
    return proposal


_EMPTY = ("au moins une ligne", "le tableau est vide. Écrivez une ligne par lieu sous les titres des colonnes.")


def _about_hidden(remark: Finding, sheets: list[Sheet]) -> bool:
    return any(remark.sheet == sheet.name and not sheet.visible for sheet in sheets)


def _tables(sheets: list[Sheet], given: Mapping[str, str], notes: Notes) -> list[Table]:
    """Return the tables to read: those of the sheets shown when one of them holds any; hidden sheets are told."""
    said = {key.removeprefix(COLUMN): code for key, code in given.items() if key.startswith(COLUMN)}
    by_sheet = [(sheet, tables_of(sheet, said)) for sheet in sheets]
    shown = any(tables for sheet, tables in by_sheet if sheet.visible)
    read: list[Table] = []
    for sheet, tables in by_sheet:
        if not sheet.visible and tables:
            what = "n’est pas lue" if shown else "est lue quand même"
            notes.remark(sheet.name, "", "une feuille masquée", f"cette feuille est masquée ; elle {what}.")
        if sheet.visible or not shown:
            read += tables
        if sheet.visible and not tables and sheet.height:
            texts = next((sheet.text(row, cells[0]) for row in range(sheet.height) if (cells := sheet.filled(row))), "")
            if texts:
                sentence = f"cette feuille n’a pas de tableau de lieux ; elle n’est pas reprise ({quoted(texts)})."
                notes.leave(sheet.name, "", texts, sentence)
    return read


def _is_of_operators(table: Table) -> bool:
    return not table.has_places and bool(table.names & {"operator", "body"})


def _remark_guesses(table: Table, notes: Notes) -> None:
    for at in sorted(table.guessed & set(table.columns)):
        words = table.columns[at].words
        sentence = f"le titre {quoted(table.titles[at])} est lu comme « {words} »."
        notes.remark(table.sheet.name, table.cell(table.header, at), table.titles[at], sentence, words)


def _columns(table: Table) -> list[ReadColumn]:
    return [
        ReadColumn(
            id=column_id(table, at),
            sheet=table.sheet.name,
            cell=table.cell(table.header, at),
            title=title,
            code=table.columns[at].code if at in table.columns else "",
            words=table.columns[at].words if at in table.columns else "",
            guessed=at in table.guessed,
            examples=table.examples(at),
        )
        for at, title in sorted(table.titles.items())
    ]


def _no_list(sheets: list[Sheet]) -> Finding:
    named = ", ".join(f"« {sheet.name} »" for sheet in sheets)
    empty = not any(sheet.height for sheet in sheets)
    found = "un classeur vide" if empty else "aucun tableau d’opérateurs ou de lieux"
    return Finding(
        found,
        f"un tableau avec des colonnes comme {EXPECTED}",
        f"Ce classeur ne contient pas de liste : {'il est vide' if empty else 'aucun tableau n’y donne de lieux'} "
        f"(feuilles lues : {named}). Mettez une ligne de titres au-dessus des lieux, comme {EXPECTED}.",
        sheets[0].name if sheets else "",
        "A1",
    )


def _check_size(proposal: Proposal) -> None:
    places = proposal.places
    for count, most, what, where in (
        (len(proposal.operators), MAX_OPERATORS, "opérateurs", proposal.operators[-1:]),
        (len(places), MAX_PLACES, "lieux", places[-1:]),
    ):
        if count > most:
            sentence = f"Cette liste a {count} {what} ; {most} au plus se reprennent à la fois. Coupez-la en plusieurs."
            raise NotAList([Finding(f"{count} {what}", f"au plus {most}", sentence, where[0].sheet, where[0].cell)])
