"""OpenID Connect by configuration alone: eID and itsme come that way (FAS, itsme or any other provider)."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = {"id", "name", "server_url", "client_id", "secret"}
_OPTIONAL = {"strong"}
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def openid_providers(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return allauth's provider settings from PREAU_OIDC, a JSON list of providers.

    Each has `id` (in its address: letters, digits, hyphens), `name` (shown on the button), `server_url` (where
    `/.well-known/openid-configuration` is), `client_id`, `secret`, and optionally `strong` (true when the provider
    itself checks two factors, as eID and itsme do). The provider must be given `<public address>/compte/identite/
    <id>/retour/` as its redirection. Raises ImproperlyConfigured, naming what is wrong.
    """
    text = environ.get("PREAU_OIDC", "")
    if not text:
        return {}
    try:
        providers = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"PREAU_OIDC n'est pas du JSON valable : {error}") from error
    if not isinstance(providers, list) or not all(isinstance(provider, dict) for provider in providers):
        raise ImproperlyConfigured("PREAU_OIDC doit être une liste de fournisseurs, comme [{...}]")
    apps = [_app_of(provider) for provider in providers]
    if len({app["provider_id"] for app in apps}) < len(apps):
        raise ImproperlyConfigured("PREAU_OIDC : deux fournisseurs ont le même id")
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}


def _app_of(provider: dict[str, Any]) -> dict[str, Any]:
    missing, unknown = _REQUIRED - set(provider), set(provider) - _REQUIRED - _OPTIONAL
    if missing:
        raise ImproperlyConfigured(f"PREAU_OIDC : il manque {', '.join(sorted(missing))} à un fournisseur")
    if unknown:
        raise ImproperlyConfigured(f"PREAU_OIDC : {', '.join(sorted(unknown))} ne veut rien dire ici")
    if not re.fullmatch(r"[a-z0-9-]+", str(provider["id"])):
        raise ImproperlyConfigured("PREAU_OIDC : id ne prend que des minuscules, des chiffres et des tirets")
    address = urlsplit(str(provider["server_url"]))
    # The identity is believed because it came over TLS from this very server.
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        raise ImproperlyConfigured(f"PREAU_OIDC : l'adresse de {provider['id']} doit commencer par https://")
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": {"server_url": provider["server_url"], "strong": provider.get("strong") is True},
    }
