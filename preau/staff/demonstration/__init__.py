"""The teams of the demonstration: all invented."""

from preau.staff.demonstration.build import build

__all__ = ["build"]
