"""The operators of the demonstration: all invented, as their names say. Declared, read, noted, awaited."""

from preau.operators.demonstration.build import build

__all__ = ["build"]
