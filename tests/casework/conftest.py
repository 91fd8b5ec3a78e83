import pytest

from preau.foundation.casework import bindings


@pytest.fixture
def unbound(monkeypatch):
    """No room owns a procedure: the declarations alone speak, guards are attested and needs given."""
    monkeypatch.setattr(bindings, "_bindings", {})
