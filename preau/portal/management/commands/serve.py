from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from preau.portal.serving import THREADS, cores, refusal_to_serve, serve


class Command(BaseCommand):
    help = "Sert Préau (granian, WSGI) jusqu'à Ctrl-C ou SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1", help="adresse d'écoute (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port d'écoute (8000)")
        parser.add_argument("--workers", type=int, default=cores(), help="processus (un par cœur)")
        parser.add_argument(
            "--threads", type=int, default=THREADS, help=f"requêtes à la fois par processus ({THREADS})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refusal = refusal_to_serve(options["address"], options["port"])
        if refusal:
            raise CommandError(refusal)
        serve(options["address"], options["port"], options["workers"], options["threads"])
