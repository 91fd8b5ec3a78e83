"""Clicks, keys and fields of a journey, as the browser itself receives them."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.accessibility import asked

COUNTS = Path(__file__).resolve().parents[2] / "build" / "clicks"

# A press of the pointer counts once, wherever it lands. A field counts once per visit, however much is typed in
# it. A key counts when it commands (Enter, arrows, Escape) and not when it writes or only moves to the next field.
LISTENERS = """
(() => {
  const silent = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "CapsLock", "Dead", "Unidentified"]);
  const choice = new Set(["checkbox", "radio", "submit", "button", "image", "reset"]);
  const visited = new WeakSet();
  addEventListener("pointerdown", event => { if (event.isTrusted) preauCounts("click"); }, true);
  addEventListener("keydown", event => {
    if (event.isTrusted && event.key.length > 1 && !silent.has(event.key)) preauCounts("key");
  }, true);
  const filled = event => {
    const field = event.target;
    if (visited.has(field) || choice.has(field.type)) return;
    if (!event.isTrusted && field.type !== "file" && field.tagName !== "SELECT") return;
    visited.add(field);
    preauCounts("field");
  };
  addEventListener("input", filled, true);
  addEventListener("change", filled, true);
  addEventListener("focusout", event => visited.delete(event.target), true);
})();
"""


@dataclass
class Tally:
    """What a journey took: `total` is compared with its aim."""

    journey: str
    at_most: int
    clicks: int = 0
    keys: int = 0
    fields: int = 0
    device: str = ""
    total: int = field(init=False, default=0)

    def add(self, what: str) -> None:
        setattr(self, f"{what}s", getattr(self, f"{what}s") + 1)
        self.total += 1


class Counter:
    """Counts on one page, for as long as a journey is open on it."""

    def __init__(self, page: Page) -> None:
        self._tally: Tally | None = None
        page.expose_binding("preauCounts", lambda source, what: self._tally and self._tally.add(what))
        page.add_init_script(LISTENERS)

    @contextmanager
    def counted(self, page: Page, journey: str, at_most: int, device: str = "") -> Iterator[Tally]:
        """Count within the block; fail beyond `at_most`."""
        self._tally = tally = Tally(journey, at_most, device=device)
        yield tally
        asked(page, lambda page: page.evaluate("() => null"))  # what the page counted arrives before this answer
        self._tally = None
        assert tally.total <= at_most, f"{journey} : {tally}"


def keep(tally: Tally) -> None:
    """Keep a count for docs/journeys.md, which `make docs` writes from the last run of the browser tests."""
    COUNTS.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"\W+", "-", f"{tally.journey} {tally.device}".lower())
    (COUNTS / f"{name}.json").write_text(json.dumps(asdict(tally), ensure_ascii=False), encoding="utf-8")
