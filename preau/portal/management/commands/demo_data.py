from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from preau.foundation import clock
from preau.foundation.territory.demonstration import DEMO, SCALES
from preau.portal.demonstration import NotADemonstration, build


class Command(BaseCommand):
    help = "Remplit une base vide avec les données inventées de la démonstration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=SCALES, default=DEMO, help="treize communes, une province, toutes")
        parser.add_argument("--fresh", action="store_true", help="vide d'abord la démonstration précédente")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = build(options["scale"], clock.now(), fresh=options["fresh"])
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        for room, rows in counts.items():
            self.stdout.write(f"{room} : " + ", ".join(f"{count} {name}" for name, count in rows.items()))
