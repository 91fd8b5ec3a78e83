"""What every test shares: no network, the clock in hand, queries counted, a database that can be flushed.

`at("2026-11-21")` freezes the clock; `counted_queries()` counts queries; `tests/factories.py` makes people and
places; `tests/settings.py` says what differs from an installation.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import settings as hypothesis

from preau.foundation import clock
from tests.network import loopback_only

BRUSSELS = ZoneInfo("Europe/Brussels")
# A busy machine is not a failure; the examples follow the seed of the run, and nothing is kept between runs.
hypothesis.register_profile("suite", deadline=None, database=None, print_blob=True)
hypothesis.load_profile("suite")


DATABASE = {"db", "transactional_db", "place"}  # the fixtures that open the one of the suite; `place` makes others


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: meets the database of the suite; what does not runs once, on SQLite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark `database` what the suite has to try on each kind of database."""
    for item in items:
        marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
        if marked or DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    with loopback_only():
        yield


@pytest.fixture(autouse=True, scope="session")
def _journal_lets_tests_flush() -> Iterator[None]:
    """Transactional tests end with a flush, which the lock on the journal refuses: lift it for that moment."""
    from django.test import TransactionTestCase

    from preau.foundation.journal import guard

    flush = TransactionTestCase._fixture_teardown

    def flush_unlocked(case: TransactionTestCase) -> None:
        with guard.lifted(connection):
            flush(case)
        cache.clear()  # its table is not a model's: the flush leaves it, with the counters of sign-ins

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_unlocked)
        yield


@pytest.fixture
def at() -> Iterator[Callable[[str], datetime]]:
    """Return a function that freezes the clock at an ISO moment (a bare date: noon in Brussels), until the end."""
    with ExitStack() as stack:

        def freeze(moment: str) -> datetime:
            instant = datetime.fromisoformat(moment if "T" in moment else f"{moment}T12:00")
            aware = instant if instant.tzinfo else instant.replace(tzinfo=BRUSSELS)
            stack.enter_context(clock.frozen(aware))
            return aware

        yield freeze


class CountedQueries(CaptureQueriesContext):
    """The queries of a block: `len(counted)`, and `counted.sql` to see them when a number surprises."""

    @property
    def sql(self) -> str:
        return "\n".join(query["sql"] for query in self.captured_queries)


@pytest.fixture
def counted_queries() -> Callable[[], CountedQueries]:
    """Return a function for `with counted_queries() as counted:`, then `assert len(counted) <= 30, counted.sql`."""

    return lambda: CountedQueries(connection)


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return the LibreOffice of the machine; without it the test stops and says what to type."""
    found = shutil.which("soffice")
    if found is None:
        pytest.fail("LibreOffice manque. Tapez : sudo apt-get install --no-install-recommends libreoffice-calc")
    return found
