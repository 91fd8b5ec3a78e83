"""An operator with an account, a key of its signatory, and a client that sends it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from preau.foundation.accounts.roles import Role
from preau.operators.exchange.keys import make_key
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made


@pytest.fixture(autouse=True)
def _noon(at: Callable[[str], Any]) -> None:
    at("2026-11-21")


class Software:
    """Another software: an operator, its manager, and what it asks with its key."""

    def __init__(self, can_write: bool = True) -> None:
        self.zone = ZoneFactory()
        self.operator = made.operator(self.zone)
        self.mandate = MandateFactory(
            role=Role.OPERATOR_SECRETARY, organisation=self.operator.body.organisation, manages_users=True
        )
        self.actor = actor_for(self.mandate, made.NOW, strong=True)
        self.key, self.token = make_key(self.actor, "Logiciel", can_write, made.TODAY + timedelta(days=30))

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Any:
        """Ask with the key; `path` is below /api/v1/operators/."""
        sent = {"Authorization": f"Bearer {self.token}", **headers}
        return Client().generic(method, f"/api/v1/operators/{path}", body, "application/json", headers=sent)

    def place(self, name: str = "salle-1") -> str:
        return f"mine/{self.operator.pk}/places/{name}/"


@pytest.fixture
def software() -> Software:
    return Software()
