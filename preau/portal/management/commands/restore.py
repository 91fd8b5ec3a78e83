from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from preau.portal.backups import BackupRefused, restore


class Command(BaseCommand):
    help = "Remet une sauvegarde dans un endroit vide, prépare tout, puis vérifie le journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="fichier de « preau backup »")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore(options["file"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("La sauvegarde est remise en place.")
        call_command("verify_journal", stdout=self.stdout)
