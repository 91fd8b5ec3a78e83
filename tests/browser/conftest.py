"""The browser tests: real Chromium, a real server, black box over HTTP.

Each test takes a commune of its own (`commune`), so that no two share a plan. `page` opens at the width of
`device` and with or without JavaScript; `open_page` opens more, for several people at once. At the end of each
test every page must have nothing to complain of; a failed test leaves its pictures in build/browser/.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import server
from tests.browser.chromium import chromium, new_page
from tests.browser.counting import Counter, Tally, keep
from tests.browser.people import Coordination, coordinations
from tests.browser.watch import Watch

PICTURES = Path(__file__).resolve().parents[2] / "build" / "browser"
SCALE = "province"
FAILED = pytest.StashKey[bool]()


@dataclass(frozen=True)
class Site:
    """A running Préau: its address, and the folder where it keeps everything."""

    address: str
    data: Path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is marked `browser`."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


class Ground:
    """This worker's server, on a copy of the prepared place, and the communes nobody has used on it yet."""

    def __init__(self, prepared: Path, factory: pytest.TempPathFactory) -> None:
        self._prepared, self._factory, self._stack = prepared, factory, ExitStack()
        self.renew()

    def renew(self) -> None:
        """Serve a fresh copy in the place of the one before."""
        self.close()
        data = Path(shutil.copytree(self._prepared, self._factory.mktemp("preau") / "data"))
        self._stack.callback(shutil.rmtree, data, ignore_errors=True)
        self.site = Site(self._stack.enter_context(server.served(data)).address, data)
        self.communes = list(coordinations(data))

    def close(self) -> None:
        self._stack.close()


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Ground]:
    """The place is prepared once, by whichever worker comes first, and copied for each."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    opened = Ground(server.prepared_once(shared / "preau-prepared", SCALE), tmp_path_factory)
    yield opened
    opened.close()


@pytest.fixture
def site(ground: Ground, request: pytest.FixtureRequest) -> Site:
    """The server of this test; a fresh one when the communes of the last are used up."""
    if "commune" in request.fixturenames and not ground.communes:
        ground.renew()
    return ground.site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread; the other tests of this worker still use the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield opened


@pytest.fixture
def device() -> str:
    """The width the page opens at; `@pytest.mark.parametrize("device", ["desktop", "phone"])` for both."""
    return "desktop"


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run; `@pytest.mark.parametrize("javascript", [True, False])` for both."""
    return True


@pytest.fixture
def open_page(
    browser: Browser, site: Site, device: str, javascript: bool, request: pytest.FixtureRequest
) -> Iterator[Callable[[], Page]]:
    """Return a function that opens a page in a browser of its own (another person, another session)."""
    opened: list[tuple[Page, Watch]] = []

    def open_one() -> Page:
        page = new_page(browser, site.address, device, javascript)
        opened.append((page, Watch(page)))
        return page

    yield open_one
    failed = request.node.stash.get(FAILED, False)
    for number, (page, _) in enumerate(opened, start=1):
        if failed:
            name = re.sub(r"[^\w-]+", "-", f"{request.node.name}-{number}")
            page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        page.context.close()
    if not failed:
        for _, watch in opened:
            watch.check()


@pytest.fixture
def page(open_page: Callable[[], Page]) -> Page:
    return open_page()


@pytest.fixture
def counted(page: Page, device: str) -> Callable[[str, int], Iterator[Tally]]:
    """Return `counted(journey, at_most)`: the clicks, keys and fields of a block on `page` (with JavaScript)."""
    counter = Counter(page)

    @contextmanager
    def count(journey: str, at_most: int) -> Iterator[Tally]:
        with counter.counted(page, journey, at_most, device) as tally:
            yield tally
        keep(tally)

    return count


@pytest.fixture
def commune(site: Site, ground: Ground) -> Coordination:
    """A commune that no other test uses on this server."""
    return ground.communes.pop(0)
