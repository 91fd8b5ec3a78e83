"""Judging a page once it has arrived: axe-core finds no violation of WCAG 2.2 AA or of its good practices, all fits."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, expect

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("dark", "light")
LEFT = re.compile(r"Execution context was destroyed|Cannot find context|navigating and changing the content")


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _sentences(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        yield f"{violation['id']} ({violation['impact']}) : {violation['help']}"
        for node in violation["nodes"]:
            yield f"    {' '.join(node['target'])}\n    {node['html'][:200]}"


def asked(page: Page, question: Callable[[Page], Any]) -> Any:
    """Ask the page once it has arrived whole; if it gave way to another meanwhile, ask that one, once."""
    page.wait_for_load_state()
    try:
        return question(page)
    except Error as error:
        if not LEFT.search(error.message):
            raise
    page.wait_for_load_state()
    return question(page)


def _violations(page: Page) -> list[dict[str, Any]]:
    """Injected by evaluate, which the content policy of the page does not touch."""
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(_axe())
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    return page.evaluate("options => axe.run(document, options)", options)["violations"]


def _overflow(page: Page) -> int:
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")


def assert_accessible(page: Page) -> None:
    """Run axe in the page as it stands; fail with each rule broken and the element that breaks it."""
    violations = list(_sentences(asked(page, _violations)))
    assert not violations, f"{page.url}\n" + "\n".join(violations)


def assert_fits(page: Page) -> None:
    """Fail when the page is wider than its window: nobody scrolls sideways to read."""
    wide = asked(page, _overflow)
    assert wide <= 0, f"{page.url} déborde de {wide} px"


def check(page: Page, title: str = "", javascript: bool = True) -> None:
    """Judge the page, whose title holds `title`, as it stands: it has one title, it fits, axe is content with it."""
    heading = page.locator("h1")
    expect(heading).to_have_count(1)
    if title:
        expect(heading).to_contain_text(title)
    assert_fits(page)
    if javascript:
        assert_accessible(page)


def look(page: Page, address: str = "", status: int = 200) -> None:
    """Open `address` (or stay) and judge the page in the dark and in the light."""
    if address:
        answer = page.goto(address)
        assert answer.status == status, address
    expect(page.locator("h1")).to_have_count(1)
    assert_fits(page)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)
