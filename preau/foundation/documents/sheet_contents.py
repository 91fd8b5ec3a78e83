"""What the sheets of a workbook really hold, counted while they are read: rows, columns, text, formulas."""

import re
from dataclasses import dataclass, field

from preau.foundation.documents.findings import FileRefused, Finding, refused
from preau.foundation.documents.limits import (
    MAX_CELL_CHARACTERS,
    UploadLimits,
    number,
    size_in_words,
    upload_limits,
)

MAX_FORMULAS = 10_000
# Excel: cmd|'/c calc'!A0 ; LibreOffice: DDE("soffice"; ...)
DDE = re.compile(r"\bDDE\s*\(|^[=+\-@]?\s*[\w.]+\s*\|\s*'", re.IGNORECASE)
OTHER_FILE = re.compile(
    r"'(?:file|https?|ftp|smb):[^']*'#|\[\w[^\]]*\.(?:xls\w*|ods)\]|\bWEBSERVICE\s*\(", re.IGNORECASE
)

FormulaCell = tuple[str, str, str]


@dataclass
class Contents:
    """The tally of one workbook. Methods raise FileRefused as soon as a limit is passed."""

    limits: UploadLimits = field(default_factory=upload_limits)
    formulas: list[FormulaCell] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    characters: int = 0
    sheets: int = 0

    def sheet(self, name: str, hidden: bool) -> None:
        """Count a sheet; a hidden one is remarked, for its owner may have forgotten it."""
        self.sheets += 1
        if self.sheets > self.limits.sheets:
            raise refused(
                f"plus de {number(self.limits.sheets)} feuilles",
                f"au plus {number(self.limits.sheets)} feuilles",
                f"Ce classeur a plus de {number(self.limits.sheets)} feuilles. Gardez seulement celles qui servent.",
            )
        if hidden:
            self.remarks.append(
                Finding(
                    "une feuille masquée", "", f"La feuille « {name} » est masquée ; elle est lue quand même.", name
                )
            )

    def cell(self, sheet: str, row: int, column: int, characters: int = 0, copies: int = 1) -> None:
        """Count a cell that holds something: its last row and column (from 1), its text, how often it is repeated."""
        if row > self.limits.rows:
            raise self._beyond(sheet, row, column, f"{number(self.limits.rows)} lignes", f"à la ligne {number(row)}")
        if column > self.limits.columns:
            raise self._beyond(
                sheet, row, column, f"{number(self.limits.columns)} colonnes", f"à la colonne {column_letters(column)}"
            )
        if characters > MAX_CELL_CHARACTERS:
            raise refused(
                f"un texte de {number(characters)} caractères",
                f"au plus {number(MAX_CELL_CHARACTERS)} caractères",
                f"Feuille « {sheet} », cellule {cell_name(row, column)} : le texte a {number(characters)} caractères ; "
                f"{number(MAX_CELL_CHARACTERS)} sont permis. Raccourcissez-le.",
                sheet,
                cell_name(row, column),
            )
        self.text(characters * copies)

    def text(self, characters: int) -> None:
        """Count text as often as a reader would copy it: a short file can repeat one long text a million times."""
        self.characters += characters
        if self.characters > self.limits.unpacked_bytes:
            limit = size_in_words(self.limits.unpacked_bytes)
            raise refused(
                "un contenu démesuré une fois décomprimé",
                f"au plus {limit} une fois décomprimé",
                f"Les textes répétés de ce classeur dépassent ce qu’il peut contenir ({limit}). "
                "Copiez les seules cellules utiles dans un nouveau classeur.",
            )

    def formula(self, sheet: str, row: int, column: int, text: str) -> None:
        """Keep a formula; one that calls another program or file refuses the workbook."""
        cell = cell_name(row, column)
        if DDE.search(text) or OTHER_FILE.search(text):
            raise refused(
                "une formule qui appelle un autre fichier ou programme",
                "un texte ou un nombre",
                f"Feuille « {sheet} », cellule {cell} : la formule appelle un autre fichier ou programme. "
                "Remplacez-la par sa valeur (copier, puis collage spécial « valeurs »).",
                sheet,
                cell,
            )
        if len(self.formulas) >= MAX_FORMULAS:
            raise refused(
                f"plus de {number(MAX_FORMULAS)} formules",
                f"au plus {number(MAX_FORMULAS)} formules",
                f"Ce classeur contient plus de {number(MAX_FORMULAS)} formules. "
                "Remplacez-les par leurs valeurs (copier, puis collage spécial « valeurs »).",
            )
        self.formulas.append((sheet, cell, text))

    def _beyond(self, sheet: str, row: int, column: int, limit: str, where: str) -> FileRefused:
        cell = cell_name(row, column)
        return refused(
            f"un contenu {where}",
            f"au plus {limit} par feuille",
            f"Feuille « {sheet} » : une cellule est remplie {where} ({cell}), au-delà des {limit} permises. "
            "Effacez ce qui ne sert pas, ou copiez la partie utile dans un nouveau classeur.",
            sheet,
            cell,
        )


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell: row 12, column 4 is D12."""
    return f"{column_letters(column)}{row}"
