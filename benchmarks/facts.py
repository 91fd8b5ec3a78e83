"""What is measured in a place, printed as JSON: `python -m benchmarks.facts [WORD WORD WORD]`, inside Préau.

The session of the coordination of Mons, the addresses of the pages, and the queries each costs.
"""

import json
import sys
from dataclasses import asdict, dataclass

import django
from django.db import connection
from django.db.models import Count

from benchmarks import grid, year

COMMUNE = "mons"
DRAFT_YEAR = 2027  # the year to prepare, which the demonstration leaves free
HISTORICAL = "2020-2021"


@dataclass
class Measured:
    """A page: its words in the report, its address, who reads it, how many floors it may cost."""

    label: str
    address: str
    aim: float
    signed_in: bool = False
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
        Measured("home, coordinator", "/", 12, signed_in=True),
        Measured("plan page, Mons 2020-2021", f"/plans/{COMMUNE}/{HISTORICAL}/", 12),
        Measured("plan editor", f"/travail/plans/{draft()}/", 8, signed_in=True),
        Measured("plans of a coordination", "/travail/plans/", 4, signed_in=True),
        Measured("plan list", "/plans/", 4, signed_in=True),
        Measured("plan list, one year", "/plans/?annee=2020", 4, signed_in=True),
        Measured(f"search, frequent word ({frequent})", f"{search}{frequent}", 4, signed_in=True),
        Measured(f"search, rare word ({rare})", f"{search}{rare}", 4, signed_in=True),
        Measured(f"search, two words ({frequent} {middling})", f"{search}{frequent}+{middling}", 4, signed_in=True),
        *(Measured(label, address, aim, signed_in=True) for label, address, aim in (*year.pages(), *grid.PAGES)),
    ]


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from preau.foundation.accounts.demonstration import coordinator_email
    from preau.foundation.accounts.models import Person

    person = Person.objects.get(email=coordinator_email(COMMUNE))
    signed_in, visitor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    signed_in.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    searched = sys.argv[1:] or words()
    measured = pages(*searched)
    for page in measured:
        client = signed_in if page.signed_in else visitor
        client.get(page.address)  # what is computed once per process is not a cost of the page
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page.address)
        if answer.status_code != 200:
            raise SystemExit(f"{page.address} a répondu {answer.status_code}")
        page.queries = len(queries)
    cookie = signed_in.cookies[settings.SESSION_COOKIE_NAME].value
    print(json.dumps({"cookie": cookie, "words": searched, "pages": [asdict(page) for page in measured]}))


if __name__ == "__main__":
    main()
