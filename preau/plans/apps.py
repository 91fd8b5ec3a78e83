from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "preau.plans"
    label = "plans"
    verbose_name = "Plans d'action annuels"

    def ready(self) -> None:
        from preau.plans.notices import register_notices
        from preau.plans.procedure import register_procedure
        from preau.plans.reminders import register_reminders
        from preau.plans.year_dates import register_dates

        register_procedure()
        register_notices()
        register_reminders()
        register_dates()
