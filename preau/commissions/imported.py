"""A list of members as coordinators keep it in a workbook: pasted or sent, understood line by line, doubts said."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from python_calamine import CalamineError, CalamineWorkbook

from preau.commissions.members import NUMBERS
from preau.foundation.documents.findings import FileRefused, refused
from preau.law.words import fold

COLUMNS = ("composante", "nom", "adresse", "organisation", "suppléant", "adresse du suppléant")
MAX_LINES = 200
# What a first cell may hold besides the number: the beginning of a word of each component.
_WORDS = {
    1: ("commun", "conseil", "colleg", "elu"),
    2: ("ecole", "etabliss", "direct", "enseign"),
    3: ("parent", "famil", "person", "confi"),
    4: ("operat", "accueil"),
    5: ("servic", "autre", "reconnu", "cultur", "sport"),
}


@dataclass(frozen=True)
class Line:
    """One line of the list: its number, what was understood, what must be corrected, what is doubtful.

    `sits`: somebody of that name sits already.
    """

    number: int
    component: int
    full_name: str
    email: str = ""
    organisation: str = ""
    substitute: str = ""
    substitute_email: str = ""
    sits: bool = False
    errors: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return what to correct or to look at, for the page."""
        return " ".join((*self.errors, *self.doubts))


def text_of(data: bytes) -> str:
    """Return the first sheet of a workbook that passed the door as pasted text. Raises FileRefused."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
    except (CalamineError, IndexError) as error:
        raise refused(
            "un classeur que le lecteur n’ouvre pas",
            "un classeur .xlsx ou .ods",
            "Ce classeur est abîmé. Enregistrez-le à nouveau dans Excel ou LibreOffice, puis renvoyez-le.",
        ) from error
    lines = ["\t".join(_cell(value) for value in row[: len(COLUMNS)]) for row in rows if any(row)]
    if not lines:
        raise _empty()
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def _empty() -> FileRefused:
    return refused("une feuille vide", "une liste de membres", "La première feuille de ce classeur est vide.")


def read_list(text: str, chosen: dict[int, int] | None = None, sitting: Iterable[str] = ()) -> list[Line]:
    """Return the lines of a pasted list, one per effective member. `chosen` settles the component of some lines.

    `sitting` are the names of those who sit already.
    """
    known = {fold(name) for name in sitting}
    seen: set[str] = set()
    found = []
    for number, raw in enumerate(text.splitlines(), start=1):
        cells = [cell.strip().strip('"') for cell in re.split(r"\t|;", raw)]
        if not any(cells) or _is_head(cells):
            continue
        line = _line(number, [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)], chosen or {})
        name = fold(line.full_name)
        if name and name in known:
            line = replace(line, sits=True, doubts=(*line.doubts, f"{line.full_name} siège déjà."))
        if name and name in seen:
            line = replace(line, doubts=(*line.doubts, f"{line.full_name} est donné deux fois."))
        seen.add(name)
        found.append(line)
    return found[:MAX_LINES]


def _is_head(cells: list[str]) -> bool:
    return fold(cells[0]).startswith("composante") and not re.search(r"\d", cells[0])


def _line(number: int, cells: list[str], chosen: dict[int, int]) -> Line:
    named, full_name, email, organisation, substitute, substitute_email = cells
    errors: list[str] = []
    doubts: list[str] = []
    component = chosen.get(number, 0)
    if not component:
        component, sure = _component(named)
        if component and not sure:
            doubts.append(f"« {named} » : vérifiez la composante.")
    if not component:
        errors.append(f"Choisissez la composante de la ligne {number}.")
    if not full_name:
        errors.append("Donnez le nom du membre.")
    if substitute and fold(substitute) == fold(full_name):
        errors.append("Le suppléant est une autre personne que le membre.")
    if substitute_email and not substitute:
        errors.append("Donnez le nom du suppléant.")
    if not substitute:
        doubts.append("Sans suppléant.")
    errors += [f"« {one} » n’est pas une adresse électronique." for one in (email, substitute_email) if _is_bad(one)]
    lengths = ((full_name, 150), (organisation, 200), (substitute, 150))
    errors += [f"Raccourcissez « {words[:30]}… »." for words, most in lengths if len(words) > most]
    return Line(
        number,
        component,
        full_name,
        email,
        organisation,
        substitute,
        substitute_email,
        errors=tuple(errors),
        doubts=tuple(doubts),
    )


def _component(named: str) -> tuple[int, bool]:
    """Return the component a cell names, and whether that is sure: its number, else a word of it."""
    digits = re.findall(r"\d+", named)
    if len(digits) == 1 and int(digits[0]) in NUMBERS:
        return int(digits[0]), True
    words = fold(named)
    hits = [number for number, starts in _WORDS.items() if any(start in words for start in starts)]
    return (hits[0], False) if len(hits) == 1 else (0, False)


def _is_bad(email: str) -> bool:
    if not email:
        return False
    try:
        validate_email(email)
    except ValidationError:
        return True
    return len(email) > 254
