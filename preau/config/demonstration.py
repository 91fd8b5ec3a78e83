"""Demonstration mode and production settings exclude each other."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1", "", None}
_NEVER = {
    "PREAU_SECRET_KEY": "une clé de production",
    "PREAU_EMAIL_HOST": "un vrai serveur de courrier",
    "PREAU_OIDC": "un vrai fournisseur d'identité",
    "PREAU_BEHIND_PROXY": "un serveur frontal",
}


def refuse_production_settings(environ: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured when demonstration mode meets any setting of a real installation.

    Demonstration accounts have known passwords: they must never be reachable from outside this machine.
    """
    found = [f"{name} ({why})" for name, why in _NEVER.items() if environ.get(name)]
    hosts = environ.get("PREAU_ALLOWED_HOSTS", "").split(",")
    if any(host.strip() not in _LOOPBACK for host in hosts):
        found.append("PREAU_ALLOWED_HOSTS (une adresse qui n'est pas cette machine)")
    for name, why in (("PREAU_PUBLIC_ADDRESS", "une adresse publique"), ("PREAU_DATABASE_URL", "une base distante")):
        address = environ.get(name, "")
        if not address.startswith("sqlite:") and not _is_here(urlsplit(address).hostname):
            found.append(f"{name} ({why})")
    if found:
        raise ImproperlyConfigured(
            "Le mode de démonstration refuse les réglages d'une vraie installation : "
            + ", ".join(found)
            + ". Retirez PREAU_DEMONSTRATION ou ces réglages."
        )


def _is_here(host: str | None) -> bool:
    """Tell whether a host is this machine: a loopback name, or a PostgreSQL socket (%2Frun%2Fpostgresql)."""
    return host in _LOOPBACK or (host or "").lower().startswith("%2f")
