"""What a browser really receives, compressed, headers included: a first visit, then the next page."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser.chromium import chromium, new_page


@dataclass(frozen=True)
class Weight:
    """Bytes received for a page: alone on a first visit, and after another page of the site."""

    label: str
    first: int
    later: int


class Received:
    """Counts the bytes a page receives, as Chromium's network layer reports them."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        session = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.send("Network.enable")

    def _add(self, size: float) -> None:
        self.bytes += int(size)


def _visit(browser: Browser, server: str, before: str | None, address: str, cookie: str) -> int:
    page = new_page(browser, server)
    if cookie:
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": server}])
    received = Received(page)
    if before:
        page.goto(before, wait_until="networkidle")
        received.bytes = 0
    page.goto(address, wait_until="networkidle")
    page.context.close()
    return received.bytes


def weigh(server: str, pages: list[tuple[str, str, str]], other: str) -> list[Weight]:
    """Return the weight of each page (label, address, cookie); `other` is the page seen before a later one."""
    with chromium() as browser:
        return [
            Weight(
                label,
                _visit(browser, server, None, address, cookie),
                _visit(browser, server, other, address, cookie),
            )
            for label, address, cookie in pages
        ]
