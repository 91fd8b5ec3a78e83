"""The trainings of the demonstration: an invented catalogue, what teams followed, what waits for ONE."""

from preau.training.demonstration.build import build

__all__ = ["build"]
