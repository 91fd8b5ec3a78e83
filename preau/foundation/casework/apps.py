from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "preau.foundation.casework"
    label = "casework"
    verbose_name = "Dossiers"

    def ready(self) -> None:
        from preau.foundation.casework import telling

        telling.register()
