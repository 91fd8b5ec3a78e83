"""Reading an XML part that nobody vouches for: no DOCTYPE, no entity, no endless nesting.

Expat itself is used (as defusedxml does) because the checks need a stream of events with the encoding resolved:
looking for the bytes « <!DOCTYPE » would miss a part written in UTF-16.
"""

from typing import Protocol
from xml.parsers import expat

from preau.foundation.documents.findings import FileRefused, refused

MAX_DEPTH = 200  # an office document nests about twenty deep
# Attributes that place or repeat cells. Readers differ on which one counts when a name comes with and without a
# prefix, or with two: a cell announced at A1 would be placed a million rows below.
BARE = frozenset({"r", "t", "si", "ref"})  # XLSX: without prefix only
REPEATS = frozenset({"c", "number-columns-repeated", "number-rows-repeated"})  # ODS: once only


class Reader(Protocol):
    """What is told of a part: local names (without namespace), attributes by local name, and text."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


class Malformed(Exception):  # noqa: N818 - a state of the part, turned into a finding by the caller
    """The part is not well-formed XML."""


class LocalNames(dict[str, str]):
    """Names without their namespace, worked out once each: a sheet repeats a dozen names a hundred thousand times."""

    def __missing__(self, qualified: str) -> str:
        self[qualified] = qualified.rpartition(" ")[2]
        return self[qualified]


def looks_like_xml(content: bytes) -> bool:
    """Tell whether a part begins as XML does, in any encoding Expat knows."""
    return content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def read_xml(name: str, content: bytes, reader: Reader | None = None) -> None:
    """Parse a part and tell it to `reader`. Raises FileRefused (DOCTYPE, nesting) or Malformed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(name)
    parser.EntityDeclHandler = lambda *_: _refuse_doctype(name)
    local = LocalNames()
    depth = 0

    def start(qualified: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise _too_deep(name)
        if reader is not None:
            reader.start(local[qualified], _by_local_name(attributes, local))

    def end(qualified: str) -> None:
        nonlocal depth
        depth -= 1
        if reader is not None:
            reader.end(local[qualified])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if reader is not None:
        parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Malformed(f"{name}: {error}") from error
    except (ValueError, LookupError) as error:  # an encoding Python does not know
        raise Malformed(f"{name}: {error}") from error


def _by_local_name(attributes: dict[str, str], local: LocalNames) -> dict[str, str]:
    if " " not in "".join(attributes):  # no prefix at all, as in every cell of XLSX
        return attributes
    named = {local[key]: value for key, value in attributes.items()}
    if len(named) < len(attributes) and any(list(map(local.get, attributes)).count(name) > 1 for name in REPEATS):
        raise Malformed("une répétition dite deux fois")
    for name in BARE & named.keys() - attributes.keys():
        del named[name]
    if len(named) < len(attributes):
        named.update({key: value for key, value in attributes.items() if key in named})
    return named


def _too_deep(name: str) -> FileRefused:
    return refused(
        "des éléments emboîtés sans fin",
        "un classeur ordinaire",
        f"Ce fichier a une forme qu’aucun tableur n’écrit (partie « {name} »). "
        "Copiez les cellules utiles dans un nouveau classeur.",
    )


def _refuse_doctype(name: str) -> FileRefused:
    raise refused(
        "une déclaration DOCTYPE",
        "un classeur sans déclaration XML particulière",
        f"Ce fichier contient une déclaration interdite (DOCTYPE, partie « {name} »), qui peut servir à lire d’autres "
        "fichiers. Ouvrez-le dans Excel ou LibreOffice et enregistrez-le à nouveau.",
    )
