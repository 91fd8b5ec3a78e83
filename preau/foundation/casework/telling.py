"""Who is told of an act, once it is committed; who still owes one is found at the moment of sending."""

from preau.foundation.casework.models import CaseAct


def tell_of(done: CaseAct, by_its_room: bool) -> None:
    """Have the act told to those its declaration names, unless its room writes to them itself."""
