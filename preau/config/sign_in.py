"""OpenID Connect by configuration alone: eID and itsme come that way (FAS, itsme or any other provider)."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = {"id", "name", "server_url", "client_id", "secret"}


def openid_providers(environ: Mapping[str, str]) -> dict[str, Any]:
    """Return allauth's provider settings from PREAU_OIDC, a JSON list of providers.

    Each has `id`, `name` (shown on the button), `server_url`, `client_id`, `secret`, and optionally
    `strong` (true when the provider itself checks two factors, as eID and itsme do).
    """
    text = environ.get("PREAU_OIDC", "")
    if not text:
        return {}
    try:
        providers = json.loads(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"PREAU_OIDC n'est pas du JSON valable : {error}") from error
    apps = []
    for provider in providers:
        missing = _REQUIRED - set(provider)
        if missing:
            raise ImproperlyConfigured(f"PREAU_OIDC : il manque {', '.join(sorted(missing))} à un fournisseur")
        apps.append(
            {
                "provider_id": provider["id"],
                "name": provider["name"],
                "client_id": provider["client_id"],
                "secret": provider["secret"],
                "settings": {"server_url": provider["server_url"], "strong": bool(provider.get("strong"))},
            }
        )
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
