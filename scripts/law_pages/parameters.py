"""Every dated value with its history; what is not known says so."""

from preau.law.parameters import Parameter, Value, parameters
from preau.law.words import full_date, number
from scripts.law_pages import MADE_BY

HEADER = "| paramètre | description | unité | depuis | valeur | source | indexation |\n|---|---|---|---|---|---|---|"


def page() -> str:
    """Return the page."""
    lines = ["# Parameters", "", MADE_BY, "", "One YAML file each below `preau/law/parameters/`.", "", HEADER]
    lines += [_row(one, value) for one in parameters() for value in one.values]
    unknown = [(one, value) for one in parameters() for value in one.values if value.known is None]
    lines += ["", "## Ce qui n’est pas connu", ""]
    lines += [
        f"- `{one.name}`, depuis le {full_date(value.since)} : {value.note or one.description}"
        for one, value in unknown
    ]
    return "\n".join(lines).rstrip() + "\n"


def _row(one: Parameter, value: Value) -> str:
    known = "**inconnue**" if value.known is None else number(value.known)
    source = f"[{value.reference}]({value.address})" if value.address else value.reference
    cells = (f"`{one.name}`", one.description, one.unit, value.since.isoformat(), known, source, one.indexation)
    return f"| {' | '.join(cells)} |"
