"""Nobody uses a page before it is there: each act and each reading waits until the page has arrived, scripts included.

Playwright's click comes back as soon as the page it leads to begins to arrive, a double click or a key sooner still.
What follows could then meet half a page, or fields whose script does not listen yet. `patience()` mends that for all
the locators of its block, so that no test has to think of it. What is already on the page before, and must change,
is still for the test to say: `expect(...)`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Locator, Page

ONE = ("blur", "check", "clear", "click", "dblclick", "drag_to", "evaluate", "fill", "focus", "get_attribute", "hover")
ONE += ("inner_html", "inner_text", "input_value", "is_checked", "is_disabled", "press", "press_sequentially")
ONE += ("select_option", "set_checked", "set_input_files", "text_content", "uncheck")
MANY = ("all", "all_inner_texts", "all_text_contents", "count", "is_hidden", "is_visible")


def _one(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def patient(self: Locator, *args: Any, **options: Any) -> Any:
        self.first.wait_for(state="attached")  # maybe of a page that only begins to arrive
        self.page.wait_for_load_state()
        return method(self, *args, **options)

    return patient


def _many(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def patient(self: Locator, *args: Any, **options: Any) -> Any:
        self.page.wait_for_load_state()
        return method(self, *args, **options)

    return patient


@contextmanager
def patience() -> Iterator[None]:
    """Within the block locators wait for the page before they act on it or read from it."""
    with ExitStack() as stack:
        for names, wrapper in ((ONE, _one), (MANY, _many)):
            for name in names:
                stack.enter_context(patch.object(Locator, name, wrapper(getattr(Locator, name))))
        yield


def press(page: Page, key: str) -> None:
    """Press a key where the focus is, once the page has arrived and listens."""
    page.wait_for_load_state()
    page.keyboard.press(key)
