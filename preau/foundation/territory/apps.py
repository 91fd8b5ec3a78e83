from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _load(sender: AppConfig, apps: Any = None, **kwargs: Any) -> None:
    """Write the communes whenever the tables are there: after `migrate`, and after the flush of a test."""
    from preau.foundation.territory.loading import load_territory

    try:
        load_territory(apps) if apps else load_territory()
    except LookupError:
        return  # the migrations were undone: there is no territory to write


class TerritoryConfig(AppConfig):
    name = "preau.foundation.territory"
    label = "territory"
    verbose_name = "Territoire"

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self)
