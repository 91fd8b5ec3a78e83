"""The vocabulary of one test is not that of the next: the database goes back, the memory must too."""

from collections.abc import Iterator

import pytest

from preau.operators.search import vocabulary


@pytest.fixture(autouse=True)
def _no_memory() -> Iterator[None]:
    vocabulary.forget()
    yield
    vocabulary.forget()
