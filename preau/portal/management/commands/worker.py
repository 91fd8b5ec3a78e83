from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Fait les tâches de fond (courrier, documents) jusqu'à Ctrl-C ou SIGTERM ; la tâche en cours se termine."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("db_worker", queue_name="*", reload=False, verbosity=options["verbosity"])
