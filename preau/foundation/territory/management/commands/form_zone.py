from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from preau.foundation import clock
from preau.foundation.journal.api import SystemAuthor
from preau.foundation.territory.acts import form_zone


class Command(BaseCommand):
    help = "Forme une zone d'une à trois communes (codes NIS) à partir d'un jour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("communes", nargs="+", metavar="NIS", help="code NIS de chaque commune, dans l'ordre")
        parser.add_argument("--name", required=True, help="nom de la zone")
        parser.add_argument("--from", dest="first_day", type=date.fromisoformat, required=True, help="AAAA-MM-JJ")

    def handle(self, *args: Any, **options: Any) -> None:
        author = SystemAuthor(clock.now(), "Administration, en ligne de commande")
        try:
            zone = form_zone(author, options["name"], options["communes"], options["first_day"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"Zone formée : {zone.name} ({zone.slug}), à partir du {zone.valid_from:%d/%m/%Y}.")
