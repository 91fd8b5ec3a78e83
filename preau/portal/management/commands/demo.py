import os
import signal
import subprocess
import sys
import threading
import urllib.request
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.urls import reverse

from preau.foundation import clock
from preau.foundation.accounts.demonstration import INVITATION_TOKEN, INVITED, PASSWORD, accounts_to_try
from preau.foundation.territory.demonstration import DEMO
from preau.portal.demonstration import NotADemonstration, build, is_empty
from preau.portal.serving import refusal_to_serve

ADDRESS = "127.0.0.1"
OPENING = 60  # seconds the web server has to answer for the first time
CLOSING = 40  # seconds the children have to stop


class Command(BaseCommand):
    help = "Ouvre Préau avec ses données de démonstration, et reste au premier plan jusqu'à Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port d'écoute (8000)")
        parser.add_argument("--fresh", action="store_true", help="refait les données de démonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        refusal = refusal_to_serve(ADDRESS, options["port"])
        if refusal:
            raise CommandError(refusal)
        call_command("prepare", stdout=self.stdout)
        try:
            if options["fresh"] or is_empty():
                self.stdout.write("Écriture des données de démonstration…")
                self.stdout.flush()
                build(DEMO, clock.now(), fresh=options["fresh"])
        except NotADemonstration as reason:
            raise CommandError(str(reason)) from reason
        connections.close_all()
        self._stay_open(f"http://{ADDRESS}:{options['port']}", str(options["port"]))

    def _stay_open(self, address: str, port: str) -> None:
        """Run the web server and the worker until a signal, or until one of them stops by itself."""
        stop = threading.Event()

        def told_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, told_to_stop)
        os.environ["PREAU_PUBLIC_ADDRESS"] = address
        children = [_start("serve", "--port", port, "--workers", "1"), _start("worker", "--verbosity", "0")]
        try:
            if _answers(f"{address}/sante/", children, stop):
                self.stdout.write(welcome(address))
                self.stdout.flush()
                while _alive(children) and not stop.wait(0.5):
                    continue
        finally:
            _end(children)
        if not stop.is_set():
            raise CommandError("Préau s’est arrêté de lui-même : la raison est au-dessus.")
        self.stdout.write("\nPréau est fermé. Rien n’est perdu : « make demo » le rouvre tel quel.")


def welcome(address: str) -> str:
    """Return the address, the accounts and what to try with each."""
    lines = [
        "",
        f"Préau est ouvert : {address}/",
        "Tout y est inventé, sauf le plan publié de Mons 2020-2021.",
        "",
        f"Mot de passe de tous les comptes : {PASSWORD}",
        "",
    ]
    for email, role, what in accounts_to_try():
        lines += [f"  {email:<45} {role}", f"    {what}"]
    lines += [
        "",
        f"Une invitation attend {INVITED} :",
        f"  {address}{reverse('accounts:open_invitation', args=[INVITATION_TOKEN])}",
        f"Sans compte : {address}{reverse('home')}",
        f"Le courrier envoyé est dans {settings.EMAIL_FILE_PATH}",
        "Ctrl-C pour fermer.",
    ]
    return "\n".join(lines)


def _start(*words: str) -> subprocess.Popen[bytes]:
    """Start a command of ours in a session of its own: Ctrl-C reaches us alone, and we stop it once."""
    return subprocess.Popen([sys.executable, "-m", "preau.cli", *words], start_new_session=True)  # noqa: S603


def _alive(children: list[subprocess.Popen[bytes]]) -> bool:
    return all(child.poll() is None for child in children)


def _answers(address: str, children: list[subprocess.Popen[bytes]], stop: threading.Event) -> bool:
    """Wait until the web server answers; False when told to stop, when a child ends, or after OPENING seconds."""
    for _ in range(OPENING * 5):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own address
                return True
        except OSError:
            if not _alive(children) or stop.wait(0.2):
                return False
    return False


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask the children to stop; end those that do not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(CLOSING)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
