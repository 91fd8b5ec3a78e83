from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from preau.foundation import clock
from preau.portal.backups import BackupRefused, save


class Command(BaseCommand):
    help = "Sauvegarde la base, les documents et la clé dans un fichier, sans fermer Préau."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier à créer, par exemple preau.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            size = save(options["file"], clock.now())
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Sauvegarde écrite : {options['file']} ({size / 1_000_000:.1f} Mo). Elle contient tout.")
