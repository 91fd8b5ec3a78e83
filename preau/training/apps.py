from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "preau.training"
    label = "training"
    verbose_name = "Formation continue"

    def ready(self) -> None:
        from preau.training import notices

        notices.register()
