"""axe-core on a page: no violation of WCAG 2.2 AA or of its good practices."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def _sentences(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        yield f"{violation['id']} ({violation['impact']}) : {violation['help']}"
        for node in violation["nodes"]:
            yield f"    {' '.join(node['target'])}\n    {node['html'][:200]}"


def assert_accessible(page: Page) -> None:
    """Run axe in the page as it stands; fail with each rule broken and the element that breaks it.

    Injected by evaluate, which the content policy of the page does not touch.
    """
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(_axe())
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    violations = list(_sentences(found["violations"]))
    assert not violations, f"{page.url}\n" + "\n".join(violations)


def assert_fits(page: Page) -> None:
    """Fail when the page is wider than its window: nobody scrolls sideways to read."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} déborde de {wide} px"
