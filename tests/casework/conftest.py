import pytest

from preau.foundation.accounts.roles import Role
from preau.foundation.casework import bindings, holders
from preau.law.procedures.roles import Role as Actors

CACHED = (holders.actors_held_by, holders.roles_told, holders.home_roles, holders.kinds_of, holders._heard_by)


@pytest.fixture
def unbound(monkeypatch):
    """No room owns a procedure: the declarations alone speak, guards are attested and needs given."""
    monkeypatch.setattr(bindings, "_bindings", {})


@pytest.fixture
def all_held(monkeypatch):
    """Somebody stands for every actor: the ministry, for those whom nobody stands for yet."""
    for actor in Actors:
        if actor not in holders.HOLDERS and actor is not Actors.SYSTEM:
            monkeypatch.setitem(holders.HOLDERS, actor, frozenset({Role.MINISTRY_READER.value}))
    for cached in CACHED:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in CACHED:
        cached.cache_clear()
