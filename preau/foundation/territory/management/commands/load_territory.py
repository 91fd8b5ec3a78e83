from typing import Any

from django.core.management.base import BaseCommand

from preau.foundation.territory.loading import load_territory


class Command(BaseCommand):
    help = "Écrit les communes de la liste, et la zone de chacune. Sans danger à répéter."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Communes et zones écrites : {load_territory()}.")
