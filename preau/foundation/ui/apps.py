from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class UiConfig(AppConfig):
    name = "preau.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        # WhiteNoise warns at each start as long as nothing was collected there.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
