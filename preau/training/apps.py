from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "preau.training"
    label = "training"
    verbose_name = "Formation continue"

    def ready(self) -> None:
        from preau.training import notices
        from preau.training.contests.procedure import register_procedure
        from preau.training.ledger import alerting, hundred
        from preau.training.procedure import register_procedures

        register_procedures()
        register_procedure()
        notices.register()
        alerting.register()
        hundred.register()
