from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _lock(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from preau.foundation.journal import guard

    connection = connections[using]
    if set(guard.TABLES) <= set(connection.introspection.table_names()):
        guard.install(connection)


class JournalConfig(AppConfig):
    name = "preau.foundation.journal"
    label = "journal"
    verbose_name = "Journal"

    def ready(self) -> None:
        post_migrate.connect(_lock, sender=self)
