"""What is measured in a place, printed as JSON: `python -m benchmarks.facts [WORD WORD WORD]`, inside Préau.

The sessions of those who read, the addresses of the pages, and the queries each costs.
"""

import json
import sys
from dataclasses import asdict, dataclass

import django
from django.db import connection
from django.db.models import Count

from benchmarks import care, grid, teams, territory, training_ledger, training_queue, year

COMMUNE = "mons"
DRAFT_YEAR = 2027  # the year to prepare, which the demonstration leaves free
HISTORICAL = "2020-2021"
# Who reads the pages, by their accounts in the demonstration.
COORDINATION, OFFICER, TRAININGS = "coordination.mons", "agrement.one", "formations.one"


@dataclass
class Measured:
    """A page: its words in the report, its address, how many floors it may cost, who reads it (empty: a visitor)."""

    label: str
    address: str
    aim: float
    reader: str = ""
    queries: int = 0


def draft() -> int:
    """Return the key of the plan in preparation of the commune, with the content of its last one."""
    from preau.foundation import clock
    from preau.foundation.accounts.actors import system
    from preau.law.annual_plan import SchoolYear
    from preau.plans.acts import lifecycle
    from preau.plans.documents import document_of
    from preau.plans.models import AnnualActionPlan

    plans = AnnualActionPlan.objects.filter(zone__slug=COMMUNE)
    plan = plans.filter(start_year=DRAFT_YEAR).first()
    if plan is None:
        last = plans.annotate(size=Count("actions")).order_by("-size", "-start_year").first()
        author = system(clock.now(), "Mesures")
        plan = lifecycle.import_plan(author, last.zone, SchoolYear(DRAFT_YEAR), document_of(last), source="mesures")
    return plan.pk


def words() -> tuple[str, str, str]:
    """Return a word of nearly every plan, a rare one, and one of about a tenth of them, from the index itself.

    The rare one still fills a page of results, so that the page is as long with ten times the plans.
    """
    from preau.plans.models import PlanWord
    from preau.plans.search import PER_PAGE

    counted = PlanWord.objects.values_list("word").annotate(plans=Count("pk"))
    plans_with = {word: count for word, count in counted if word.isalpha() and len(word) > 3}
    frequent = max(plans_with, key=lambda word: (plans_with[word], word))
    tenth = plans_with[frequent] / 10
    rare = min((w for w, count in plans_with.items() if count > PER_PAGE), key=lambda word: (plans_with[word], word))
    middling = min(plans_with, key=lambda word: (abs(plans_with[word] - tenth), word))
    return frequent, rare, middling


def pages(frequent: str, rare: str, middling: str) -> list[Measured]:
    search = "/plans/?q="
    return [
        Measured("home, visitor", "/", 12),
        Measured("home, coordinator", "/", 12, COORDINATION),
        Measured("plan page, Mons 2020-2021", f"/plans/{COMMUNE}/{HISTORICAL}/", 12),
        Measured("plan editor", f"/travail/plans/{draft()}/", 8, COORDINATION),
        Measured("plans of a coordination", "/travail/plans/", 4, COORDINATION),
        Measured("plan list", "/plans/", 4, COORDINATION),
        Measured("plan list, one year", "/plans/?annee=2020", 4, COORDINATION),
        Measured(f"search, frequent word ({frequent})", f"{search}{frequent}", 4, COORDINATION),
        Measured(f"search, rare word ({rare})", f"{search}{rare}", 4, COORDINATION),
        Measured(f"search, two words ({frequent} {middling})", f"{search}{frequent}+{middling}", 4, COORDINATION),
        *(Measured(label, address, aim, COORDINATION) for label, address, aim in (*year.pages(), *grid.PAGES)),
        *(Measured(label, address, aim) for label, address, aim in care.pages()),
        *(Measured(label, address, aim, OFFICER) for label, address, aim in territory.PAGES),
        *(Measured(*one) for one in teams.pages()),
        *(Measured(*one, training_ledger.READER) for one in training_ledger.pages()),
        *(Measured(*one, TRAININGS) for one in training_queue.PAGES),
    ]


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from preau.foundation.accounts.demonstration import DOMAIN
    from preau.foundation.accounts.models import Person

    searched = sys.argv[1:] or words()
    measured = pages(*searched)
    readers = {page.reader for page in measured} - {""}
    clients = {name: Client(SERVER_NAME="127.0.0.1") for name in ("", *readers)}
    for name in readers:
        person = Person.objects.get(email=f"{name}@{DOMAIN}")
        clients[name].force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    for page in measured:
        client = clients[page.reader]
        client.get(page.address)  # what is computed once per process is not a cost of the page
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page.address)
        if answer.status_code != 200:
            raise SystemExit(f"{page.address} a répondu {answer.status_code}")
        page.queries = len(queries)
    cookies = {name: clients[name].cookies[settings.SESSION_COOKIE_NAME].value for name in readers}
    print(json.dumps({"cookies": cookies, "words": searched, "pages": [asdict(page) for page in measured]}))


if __name__ == "__main__":
    main()
