import signal
import sys
from types import FrameType
from typing import Any

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

PAUSE = 1  # second between two looks at an empty queue


class PatientWorker(db_worker.Worker):
    """The library's worker, which takes note of a signal instead of leaving at once.

    Leaving from inside a signal handler may cut a query in two, and PostgreSQL's driver then waits for ever.
    """

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        if not self.running:
            signal.signal(signum, signal.SIG_DFL)
            sys.exit(1)
        self.running = False


class Command(db_worker.Command):
    help = "Fait les tâches de fond (courrier, documents) jusqu'à Ctrl-C ou SIGTERM ; la tâche en cours se termine."

    def add_arguments(self, parser: Any) -> None:
        """Take none: one worker does every queue."""

    def handle(self, *args: Any, **options: Any) -> None:
        self.configure_logging(options["verbosity"])
        worker = PatientWorker(
            queue_names=["*"],
            interval=PAUSE,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        worker.run()
