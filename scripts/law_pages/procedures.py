"""The procedures as diagrams, each with its acts: who, from where to where, by which article, with which clocks."""

from preau.law.procedures import Act, Procedure, procedures
from preau.law.procedures.diagram import mermaid
from preau.law.words import full_date, listed
from scripts.law_pages import MADE_BY

HEADER = "| acte | qui | de | à | article | délais | en cas de silence |\n|---|---|---|---|---|---|---|"


def page() -> str:
    """Return the page."""
    lines = ["# Procedures", "", MADE_BY, "", "One YAML file each in `preau/law/procedures/`, checked when loaded.", ""]
    for one in procedures():
        lines += _procedure(one)
    return "\n".join(lines).rstrip() + "\n"


def _procedure(one: Procedure) -> list[str]:
    days = [f"depuis le {full_date(one.valid_from)}"] if one.valid_from else []
    days += [f"jusqu’au {full_date(one.valid_to)}"] if one.valid_to else []
    lines = [f"## {one.title} (`{one.id}`)", "", f"{', '.join([one.citation, *days])}.", ""]
    lines += ["```mermaid", mermaid(one).rstrip(), "```", "", HEADER]
    return [*lines, *(_row(act) for act in one.acts), ""]


def _row(act: Act) -> str:
    clocks = [f"{word} {limit}" for word, limits in _clocks(act) for limit in limits]
    cells = (
        act.title,
        listed(role.words for role in act.by),
        ", ".join(act.sources) or "(début)",
        act.to or "(inchangé)",
        act.citation,
        ", ".join(clocks),
        act.silence or "",
    )
    return f"| {' | '.join(cells)} |"


def _clocks(act: Act) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("ouvre", act.starts),
        ("clôt", act.meets),
        ("arrête", act.stops),
        ("suspend", act.suspends),
        ("reprend", act.resumes),
        ("à l’échéance de", (act.on_expiry,) if act.on_expiry else ()),
    )
