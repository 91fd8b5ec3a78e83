from django.apps import AppConfig


class OperatorsConfig(AppConfig):
    name = "preau.operators"
    label = "operators"
    verbose_name = "Opérateurs, lieux et offre"

    def ready(self) -> None:
        from preau.operators import notices
        from preau.operators.procedure import register_procedure

        register_procedure()
        notices.register()
