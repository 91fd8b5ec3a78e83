from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "preau.foundation.ui"
    label = "ui"
