"""What the rooms above read of continuing training: the hours of people, and what waits for ONE."""

from preau.training.entry.forgetting import forget_drafts
from preau.training.importing.forgetting import forget_lists
from preau.training.ledger.reading import Reading, read_people
from preau.training.ledger.summary import Summary, summary_of
from preau.training.todo import Agenda, agenda_of

__all__ = ["Agenda", "Reading", "Summary", "agenda_of", "forget_drafts", "forget_lists", "read_people", "summary_of"]
