"""The files of the repository, as the consistency tests read them."""

import ast
import re
import subprocess
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKED = {".xlsx", ".ods", ".docx", ".odt", ".zip", ".xlsm"}
PICTURES = {".png", ".woff2", ".ttf", ".otf", ".pdf", ".ico", ".jpg", ".gz", ".br", ".bin", ".xls"}


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the repository, tracked or about to be, without what .gitignore leaves out."""
    listing = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    output = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in output.split("\0") if name and (path := ROOT / name).is_file())


def ours(*suffixes: str, under: tuple[str, ...] = ("preau",)) -> list[Path]:
    """Return our own files with one of `suffixes` in these folders: no migration, nothing vendored."""
    return [
        path
        for path in files()
        if path.suffix in suffixes
        and path.relative_to(ROOT).parts[0] in under
        and not {"migrations", "vendor"} & set(path.parts)
    ]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def text_of(path: Path) -> str:
    """Return the words of a file: plain text as it is, the XML of a workbook without its tags, else nothing."""
    if path.suffix in PICTURES:
        return ""
    if path.suffix not in PACKED:
        return path.read_text(encoding="utf-8", errors="replace")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [
                archive.read(part)
                for part in archive.infolist()
                if part.file_size < 5_000_000 and part.filename.endswith((".xml", ".rels"))
            ]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return ""  # a workbook that must fail, kept by the tests
    return re.sub(r"<[^>]*>", " ", b"\n".join(parts).decode("utf-8", errors="replace"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
