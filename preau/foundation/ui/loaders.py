"""Templates read with French spacing: the writer types plain spaces, the page gets no-break ones."""

import re
from pathlib import Path

from django.template import Origin
from django.template.loaders import app_directories

_PACKAGE = str(Path(__file__).resolve().parents[2])
_BEFORE = re.compile(r"(?<=\S) (?=[:;?!»](?:\s|[<{.,)]|$))", re.MULTILINE)
_AFTER = re.compile(r"« ")


def spaced(source: str) -> str:
    """Return a template's source with no-break spaces before : ; ? ! » and after «. Done once, when it is compiled."""
    return _AFTER.sub("«\xa0", _BEFORE.sub("\xa0", source))


class FrenchLoader(app_directories.Loader):
    """The templates of the rooms; those of libraries are left as they are."""

    def get_contents(self, origin: Origin) -> str:
        source = super().get_contents(origin)
        return spaced(source) if str(origin.name).startswith(_PACKAGE) else source
