"""File names from outside: what may be shown, and offered again at download."""

import unicodedata

LONGEST = 100  # characters, extension included
NOT_IN_A_NAME = str.maketrans(dict.fromkeys('"<>:|?*', "-"))


def safe_filename(name: str) -> str:
    """Return a name that is safe to show and to download under, at most 100 characters, never empty.

    No folder, no control or invisible character (a right-to-left mark can make « xslx.exe » read « exe.xlsx »),
    no sign a file system refuses, no dot at either end. The extension is kept when the name is cut.
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C")
    shown = " ".join(shown.translate(NOT_IN_A_NAME).split()).strip(". ")
    if len(shown) > LONGEST:
        stem, dot, extension = shown.rpartition(".")
        keeps = bool(stem) and len(extension) <= 10
        end = dot + extension if keeps else ""
        shown = (stem if keeps else shown)[: LONGEST - len(end)].rstrip(". ") + end
    return shown or "fichier"
