"""A room of the tests: two kinds of notices, an audience to fill, the worker done on demand."""

from copy import deepcopy

import pytest
from django.core.cache import cache
from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, get_date_max

from preau.foundation import clock
from preau.foundation.notifications import api, registry
from tests.factories import ZoneFactory

LETTER = (
    "{% autoescape off %}On attend votre avis sur {{ title }}.\n\nPour le {{ until }}.\n{{ link }}{% endautoescape %}"
)
ASKED = api.Kind("test.asked", "Un avis vous est demandé", False, "Votre avis : {title}", "test/asked.txt", "Essais")
CALLED = api.Kind("test.called", "Une réunion est convoquée", True, "Réunion : {title}", "test/asked.txt", "Essais")
WORDS = {"title": "le plan d’Œuvre", "until": "31 décembre 2026", "address": "/plans/oeuvre/"}


@pytest.fixture(autouse=True)
def _no_count_kept(db):
    cache.clear()


@pytest.fixture
def declared(settings):
    """The registry as the tests fill it: nothing of the rooms, their letters aside; all is back afterwards."""
    held = [registry.kinds, registry.audiences, registry.feeds, registry.reminders]
    before = [one.copy() for one in held]
    for one in held:
        one.clear()
    templates = deepcopy(settings.TEMPLATES)
    [(cached, [ours])] = templates[0]["OPTIONS"]["loaders"]
    templates[0]["OPTIONS"]["loaders"] = [
        (cached, [("django.template.loaders.locmem.Loader", {"test/asked.txt": LETTER}), ours])
    ]
    settings.TEMPLATES = templates
    api.register_kind(ASKED)
    api.register_kind(CALLED)
    yield registry
    for one, was in zip(held, before, strict=True):
        one.clear()
        one.extend(was) if isinstance(one, list) else one.update(was)


@pytest.fixture
def owing(declared):
    """Those who still owe: what the audience « test.owe » answers, whenever it is asked."""
    people: list[api.Recipient] = []
    api.register_audience("test.owe", lambda notice: list(people))
    return people


@pytest.fixture
def told(owing, django_capture_on_commit_callbacks):
    """Return a function that tells « test.owe » of a zone, and whether the commit reaches the queue."""

    def tell(key="avis-1", kind="test.asked", subject=None, queued=True, **words):
        with django_capture_on_commit_callbacks(execute=queued), transaction.atomic():
            api.tell(kind, "test.owe", subject or ZoneFactory(), key=key, words={**WORDS, **words})

    return tell


@pytest.fixture
def work(db):
    """Return a function that does the tasks whose time has come by the clock, as the worker does."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="essai",
        excluded_queue_names=[],
    )

    def do() -> list[str]:
        waiting = DBTaskResult.objects.filter(status="READY")
        due = [task for task in waiting if task.run_after == get_date_max() or task.run_after <= clock.now()]
        for task in due:
            task.claim("essai")
            worker.run_task(task)
        return [task.status for task in due]

    return do
