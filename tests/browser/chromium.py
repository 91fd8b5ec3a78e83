"""Chromium of this machine, and its windows."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.arrival import patience

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 30_000  # milliseconds a locator waits: a busy machine is not a failure
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DEVICES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Chromium for the block; it talks to nobody but the pages it is sent to."""
    expect.set_options(timeout=PATIENCE)
    program = next(found for name in PROGRAMS if (found := shutil.which(name)))
    with sync_playwright() as playwright, patience():
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def new_page(browser: Browser, address: str, device: str = "desktop", javascript: bool = True) -> Page:
    """Open a window of its own on the site at `address`: another person, another session."""
    context = browser.new_context(
        base_url=address,
        java_script_enabled=javascript,
        locale="fr-BE",
        timezone_id="Europe/Brussels",
        reduced_motion="reduce",
        **DEVICES[device],
    )
    context.set_default_timeout(PATIENCE)
    return context.new_page()
