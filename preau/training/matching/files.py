"""The two CSV files of `preau training match`: read, and refused in French with the number of each wrong line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from preau.law.words import listed
from preau.training.matching.catalogue import Row
from preau.training.matching.deciding import Encoding

ENCODING_COLUMNS = ("id", "organisation", "module", "hours", "date")
CATALOGUE_COLUMNS = ("kind", "id", "parent", "name", "aliases", "hours")
KINDS = ("organisation", "module", "trainer", "place")
LARGEST = 100_000_000  # bytes
TOLD = 10  # wrong lines told of one file
_HOURS = re.compile(r"(\d{1,5})(?:[.,](\d{1,4}))?\s*(?:h|heures?)?", re.IGNORECASE)
_HOURS_MINUTES = re.compile(r"(\d{1,4})\s*(?:h|:)\s*([0-5]\d)(?:\s*min)?", re.IGNORECASE)


class FileRefusedError(Exception):
    """A file cannot be used; `lines` says why, in French, the file and the line named."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(lines[0])
        self.lines = lines


@dataclass
class Read:
    """What a file of encodings holds: identifiers, encodings in the same order, and what was left unread."""

    ids: list[str] = field(default_factory=list)
    encodings: list[Encoding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def read_encodings(path: str) -> Read:
    """Return the encodings of a file `id,organisation,module,hours,date`.

    Hours or a date that cannot be read are unknown, and told in `remarks`. Raises FileRefusedError when the file is no
    such file, lacks a column, or gives the same identifier twice.
    """
    found = Read()
    wrong: list[str] = []
    seen: dict[str, int] = {}
    for line, cells in _lines(path, ENCODING_COLUMNS, wrong):
        key = cells["id"]
        if not key:
            wrong.append(f"{path}, ligne {line} : l’identifiant manque.")
        elif key in seen:
            wrong.append(f"{path}, ligne {line} : l’identifiant « {key} » est déjà celui de la ligne {seen[key]}.")
        else:
            seen[key] = line
            hours, day = read_hours(cells["hours"]), _day(cells["date"])
            for name, value in (("hours", hours), ("date", day)):
                if cells[name] and value is None:
                    found.remarks.append(f"{path}, ligne {line} : {name} « {cells[name][:40]} » n’a pas été compris.")
            found.ids.append(key)
            found.encodings.append(Encoding(cells["organisation"], cells["module"], hours, day))
    if wrong:
        raise FileRefusedError(_first(wrong))
    return found


def read_catalogue(path: str) -> list[Row]:
    """Return the rows of a file `kind,id,parent,name,aliases,hours`; raises FileRefusedError, every wrong line told."""
    wrong: list[str] = []
    rows: list[tuple[int, Row]] = []
    seen: dict[tuple[str, str, str], int] = {}
    for line, cells in _lines(path, CATALOGUE_COLUMNS, wrong):
        kind = cells["kind"].lower()
        # A trainer or a place may stand once at each of its organisations, under one identifier.
        key = (kind, cells["id"], cells["parent"] if kind in {"trainer", "place"} else "")
        hours = read_hours(cells["hours"])
        if kind not in KINDS:
            wrong.append(f"{path}, ligne {line} : kind « {cells['kind'][:40]} » doit être {', '.join(KINDS)}.")
        elif not cells["id"] or not cells["name"]:
            wrong.append(f"{path}, ligne {line} : l’identifiant ou le nom manque.")
        elif key in seen:
            wrong.append(f"{path}, ligne {line} : {kind} « {cells['id']} » est déjà à la ligne {seen[key]}.")
        elif cells["hours"] and hours is None:
            wrong.append(f"{path}, ligne {line} : hours « {cells['hours'][:40]} » doit être un nombre, comme 7,5.")
        else:
            seen[key] = line
            aliases = tuple(one.strip() for one in cells["aliases"].split("|") if one.strip())
            rows.append((line, Row(kind, cells["id"], cells["parent"], cells["name"], aliases, hours)))
    known = {row.id for _, row in rows if row.kind == "organisation"}
    wrong += [
        f"{path}, ligne {line} : parent « {row.parent} » n’est l’identifiant d’aucune organisation."
        for line, row in rows
        if row.kind != "organisation" and row.parent not in known and (row.parent or row.kind == "module")
    ]
    if not wrong and not known:
        wrong.append(f"{path} : aucune organisation.")
    if wrong:
        raise FileRefusedError(_first(wrong))
    return [row for _, row in rows]


def read_hours(text: str) -> Decimal | None:
    """Return the hours written « 7 », « 7,5 », « 7.5 », « 7 h » or « 7h30 »; None when empty or not understood."""
    if whole := _HOURS.fullmatch(text.strip()):
        return Decimal(f"{whole[1]}.{whole[2] or 0}")
    if clock := _HOURS_MINUTES.fullmatch(text.strip()):
        return Decimal(clock[1]) + (Decimal(clock[2]) / 60).quantize(Decimal("0.01"))
    return None


def _day(text: str) -> date | None:
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", text) or re.fullmatch(
        r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", text
    )
    if parts is None:
        return None
    year, month, day = (parts[1], parts[2], parts[3]) if len(parts[1]) == 4 else (parts[3], parts[2], parts[1])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _lines(path: str, columns: tuple[str, ...], wrong: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each line with its number and its cells by column; a line of too many cells goes to `wrong`."""
    text = _text(path)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        head = [cell.strip().lower() for cell in next(reader, [])]
        lacking = [column for column in columns if column not in head]
        if lacking:
            said = f"il manque {'la colonne' if len(lacking) == 1 else 'les colonnes'} {listed(lacking)}"
            raise FileRefusedError([f"{path}, ligne 1 : {said} ; attendu {','.join(columns)}."])
        places = [(column, head.index(column)) for column in columns]
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(head):
                wrong.append(f"{path}, ligne {reader.line_num} : {len(cells)} cellules pour {len(head)} colonnes.")
                continue
            yield reader.line_num, {name: cells[at].strip() if at < len(cells) else "" for name, at in places}
    except csv.Error:
        raise FileRefusedError([f"{path}, ligne {reader.line_num} : ce n’est pas du CSV lisible."]) from None


def _text(path: str) -> str:
    file = Path(path)
    try:
        if file.is_file() and file.stat().st_size > LARGEST:
            raise FileRefusedError([f"{path} : plus de {LARGEST // 1_000_000} millions d’octets."])
        content = file.read_bytes()
    except (OSError, ValueError) as reason:
        said = getattr(reason, "strerror", None) or "ce nom n’est pas celui d’un fichier"
        raise FileRefusedError([f"{path} : {said}."]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        line = content.count(b"\n", 0, reason.start) + 1
        raise FileRefusedError([f"{path}, ligne {line} : ce n’est pas un fichier CSV en UTF-8."]) from None


def _first(wrong: list[str]) -> list[str]:
    return wrong if len(wrong) <= TOLD else [*wrong[:TOLD], f"… et {len(wrong) - TOLD} autres lignes."]
