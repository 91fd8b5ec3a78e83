"""The two communes, built once per module; what a test writes in them is undone after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from tests.access.world import World, open_world

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked `walked`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.walked)


@pytest.fixture(scope="module")
def communes(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), open_world() as world:
        yield world


@pytest.fixture
def world(communes, db) -> World:
    cache.clear()
    return communes
