"""What a page offers is open to whoever sees it: no link, no form, no button leads to a refusal."""

from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.access.actors import MANAGER, VISITOR, in_order
from tests.access.reading import Page
from tests.access.rows import POST
from tests.access.table import rows
from tests.access.world import undone

pytestmark = pytest.mark.django_db
MOST = 1_500  # addresses read per actor
ALLOWED = {}
for _row in rows():
    if _row.method == POST:
        ALLOWED.setdefault(_row.route, set()).update(_row.may)
MOST_QUESTIONS = 3  # of one page: filters and orders are without end
FILES = (".pdf", ".xlsx", ".json", ".ics")
LAW = ("/loi/delais/", "/loi/parametres/", "/loi/regles/", "/api/")
READS_FILES = MANAGER  # files and the pages of the law are the same for all who may read them: one actor is enough


class Crawl:
    """All one actor reaches from the home page by the links and GET forms she is shown."""

    def __init__(self, world, actor: str) -> None:
        self.browser = world.browser(actor)
        self.actor = actor
        self.seen: set[str] = {"/"}
        self.waiting = deque([("/", "")])
        self.broken: list[str] = []
        self.closed: set[str] = set()
        self.asked: Counter[str] = Counter()

    def run(self) -> None:
        while self.waiting and len(self.seen) < MOST:
            address, origin = self.waiting.popleft()
            with undone():
                answer = self.browser.get(address)
            if answer.status_code >= 400:
                self.broken.append(f"{answer.status_code} {address}, proposé par {origin}")
            elif answer.status_code in {301, 302, 303}:
                self.take([answer.headers["Location"]], address)
            elif answer.headers["Content-Type"].startswith("text/html"):
                self.read(Page(address, answer.content.decode()))

    def read(self, page: Page) -> None:
        self.take([*page.links, *page.questions], page.address)
        for form in page.forms:
            if form.method == POST and self.actor not in ALLOWED.get(_route(form.action), ()):
                self.closed.add(f"{form.action} ({_route(form.action)}), proposé par {page.address}")

    def take(self, addresses: list[str], origin: str) -> None:
        for address in addresses:
            path = urlsplit(address).path
            if address in self.seen or not path.startswith("/") or self.asked[path] > MOST_QUESTIONS:
                continue
            if (path.endswith(FILES) or path.startswith(LAW)) and self.actor != READS_FILES:
                continue
            self.seen.add(address)
            self.asked[path] += 1
            self.waiting.append((address, origin))


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return "aucune route"


@pytest.mark.parametrize("actor", in_order())
def test_no_link_nor_form_leads_to_a_refusal(world, actor):
    crawl = Crawl(world, actor)
    crawl.run()
    assert crawl.broken == []
    assert crawl.closed == set()
    assert len(crawl.seen) >= (10 if actor == VISITOR else 15)
