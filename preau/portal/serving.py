"""What serves Préau: the web server, and whether an address is free for it."""

import os
import socket

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from preau.foundation.accounts.demonstration import DOMAIN
from preau.foundation.accounts.models import Person

LOOPBACK = ("127.0.0.1", "::1", "localhost")
THREADS = 2  # requests a worker answers at once, each with its own connection to the database
PATIENCE = 30  # seconds a worker has to finish its requests when told to stop


def refusal_to_serve(address: str, port: int) -> str:
    """Return why Préau may not be served at this address, in French; an empty string when it may."""
    if settings.DEMONSTRATION and address not in LOOPBACK:
        return "La démonstration ne s’ouvre que sur cette machine : ses mots de passe sont connus."
    if not settings.DEMONSTRATION and Person.objects.filter(email__endswith=f"@{DOMAIN}").exists():
        return "Cette base est celle d’une démonstration : ouvrez-la avec « preau demo », ou choisissez-en une autre."
    if not _is_free(address, port):
        return f"Le port {port} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre avec --port."
    return ""


def serve(address: str, port: int, workers: int, threads: int = THREADS) -> None:
    """Serve until told to stop (SIGINT, SIGTERM), then let the requests under way finish."""
    connections.close_all()  # the workers are forks: none may share a connection
    Granian(
        "preau.config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
    ).serve()


def cores() -> int:
    """Return how many workers this machine keeps busy."""
    return os.cpu_count() or 1


def _is_free(address: str, port: int) -> bool:
    """Tell whether nobody listens there: servers may share a port, each then taking half of the visitors."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True
