from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from preau.plans.grid.counting import recount_all


class Command(BaseCommand):
    help = (
        "Prépare tout avant l'ouverture, ou après une mise à jour : tables, communes, fichiers. Sans danger à répéter."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = {"verbosity": 0, "interactive": False}
        call_command("migrate", **quiet)  # the communes, the lock of the journal and the shared cache come with it
        call_command("collectstatic", **quiet)
        recount_all()  # of plans approved before there was a grid, too
        self.stdout.write("Préau est prêt.")
