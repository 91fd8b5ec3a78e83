from typing import Any

from django.core.management.base import BaseCommand

from preau.foundation import clock
from preau.foundation.journal.seals import seal_days


class Command(BaseCommand):
    help = "Scelle chaque jour terminé du journal qui ne l'est pas encore. Sans danger à répéter."

    def handle(self, *args: Any, **options: Any) -> None:
        seals = seal_days(clock.now())
        for seal in seals:
            # Kept outside of this machine (a mailbox, a printed page), this line proves the journal of that day.
            self.stdout.write(f"{seal.day} {seal.digest} ({len(seal.entries)} actes)")
        if not seals:
            self.stdout.write("Aucun jour à sceller.")
