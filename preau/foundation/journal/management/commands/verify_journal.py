import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from preau.foundation.journal.verification import verify


class Command(BaseCommand):
    help = "Relit tout le journal et nomme le premier acte altéré (sortie 0 : intact, 1 : altéré)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="le résultat en JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify()
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False))
        else:
            self.stdout.write(result.sentence)
        if not result.ok:
            sys.exit(1)
