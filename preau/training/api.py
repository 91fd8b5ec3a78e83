"""What the rooms above read of continuing training: the hours of people, and what waits for ONE."""

from preau.training.ledger.reading import Reading, read_people
from preau.training.ledger.summary import Summary, summary_of
from preau.training.todo import Agenda, agenda_of

__all__ = ["Agenda", "Reading", "Summary", "agenda_of", "read_people", "summary_of"]
