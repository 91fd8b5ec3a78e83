"""Whether this installation can work: for a monitor, at /sante/, and for `preau check-health`."""

import os
import shutil

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.journal import guard

ROOM_NEEDED = 100 * 1024 * 1024  # bytes that must stay free for documents and the database


def findings() -> dict[str, str]:
    """Return what was checked and how it is: "ok", or what is wrong, in French."""
    database = _database()
    return {"base": database, "journal": _journal() if database == "ok" else database, "documents": _storage()}


@who_may(PUBLIC)
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything works, 503 otherwise. No name, path or version: anybody may read it."""
    found = findings()
    well = all(state == "ok" for state in found.values())
    return JsonResponse({"ok": well, **found}, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations")
            return "ok" if cursor.fetchone() else "la base n’est pas préparée"
    except DatabaseError:
        return "la base ne répond pas, ou n’est pas préparée"


def _journal() -> str:
    return "ok" if guard.is_installed(connection) else "la base ne protège plus le journal : lancez « preau prepare »"


def _storage() -> str:
    place = settings.MEDIA_ROOT if settings.MEDIA_ROOT.exists() else settings.DATA_DIR
    if not os.access(place, os.W_OK):
        return "le dossier des documents n’accepte pas d’écriture"
    return "ok" if shutil.disk_usage(place).free > ROOM_NEEDED else "il reste trop peu de place sur le disque"
