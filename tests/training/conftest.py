"""Everything here happens on the day of `made.NOW`, whatever the day of the machine."""

from collections.abc import Iterator

import pytest

from preau.foundation import clock
from tests.operators.made import NOW


@pytest.fixture(autouse=True)
def _the_day() -> Iterator[None]:
    with clock.frozen(NOW):
        yield
