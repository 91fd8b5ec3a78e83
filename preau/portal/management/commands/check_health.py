import sys
from typing import Any

from django.core.management.base import BaseCommand

from preau.portal.health import findings


class Command(BaseCommand):
    help = "Vérifie la base et le dossier des documents (sortie 0 : tout va, 1 : non)."

    def handle(self, *args: Any, **options: Any) -> None:
        found = findings()
        for what, state in found.items():
            self.stdout.write(f"{what} : {state}")
        if any(state != "ok" for state in found.values()):
            sys.exit(1)
