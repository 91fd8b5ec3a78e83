"""Citations in the data files: « decree art. 5; order art. 2/1 » becomes the words a reader sees.

The first word is the id of a text (`texts`), or `practice` for what the Office asks and no text says.
"""

from preau.law.texts import TEXT_IDS, text

PRACTICE = "practice"


def cited(written: str) -> str:
    """Return a citation as it is shown: « décret du 3 juillet 2003, art. 5 ; arrêté du 3 décembre 2003, art. 2/1 ».

    Raises ValueError when it names no text that is known.
    """
    return " ; ".join(_one(part.strip()) for part in written.split(";"))


def _one(written: str) -> str:
    source, _, where = written.partition(" ")
    if source == PRACTICE:
        return f"pratique de l’ONE, {where}" if where else "pratique de l’ONE"
    if source not in TEXT_IDS:
        raise ValueError(f"no text is called {source!r}")
    return text(source).cite(where)
