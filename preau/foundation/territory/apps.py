from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "preau.foundation.territory"
    label = "territory"
    verbose_name = "Territoire"
