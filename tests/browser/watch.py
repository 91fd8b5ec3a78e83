"""Whatever goes wrong in the browser without showing on the page fails the test all the same."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

OFFLINE = "net::ERR_INTERNET_DISCONNECTED"  # a test took the network away
PARTS = {"stylesheet", "script", "image", "font"}


class Watch:
    """Collects what a page complains of: console errors, refusals of the content policy, failed requests."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"script : {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        # What failed is judged in `_failed` and `_answered`, which know what was asked.
        known = message.text.startswith(("Failed to load resource", "htmx: htmx:error: Failed to fetch"))
        if message.type in {"error", "warning"} and not known:
            self.complaints.append(f"console : {message.text}")

    def _failed(self, request: Request) -> None:
        # ERR_ABORTED is a download, or a page left before its end.
        if request.failure not in {"net::ERR_ABORTED", OFFLINE}:
            self.complaints.append(f"{request.method} {request.url} : {request.failure}")

    def _answered(self, response: Response) -> None:
        broken_part = response.status >= 400 and response.request.resource_type in PARTS
        if broken_part or response.status >= 500:
            self.complaints.append(f"{response.request.method} {response.url} : {response.status}")

    def check(self) -> None:
        """Fail with everything the page complained of."""
        assert not self.complaints, "\n".join(self.complaints)
