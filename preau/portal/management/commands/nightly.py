from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Le travail de chaque nuit : sceller le journal, oublier les sessions finies et les tâches faites."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("seal_journal", stdout=self.stdout)
        call_command("clearsessions")
        call_command("prune_db_task_results", verbosity=0)
