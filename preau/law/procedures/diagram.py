"""Draws a procedure: a Mermaid state diagram with the French words of the public."""

from preau.law.procedures import Procedure
from preau.law.procedures.roles import any_of


def mermaid(known: Procedure) -> str:
    """Return the state diagram of a procedure, for the generated documents: states as the public calls them."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_plain(state.words.public)}" as {state.id}' for state in known.states]
    for act in known.acts:
        who = any_of(act.by)
        for source in act.sources or ("[*]",):
            lines.append(f"    {source} --> {act.target(source)} : {_plain(act.title)} ({_plain(who)})")
    lines += [f"    {state.id} --> [*]" for state in known.states if state.final]
    return "\n".join(lines) + "\n"


def _plain(words: str) -> str:
    """Return words without the signs that mean something to Mermaid."""
    return words.replace('"', "”").replace(":", " -").replace(";", ",").replace("#", "n°").replace("  ", " ")
