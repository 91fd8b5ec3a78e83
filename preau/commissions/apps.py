from django.apps import AppConfig


class CommissionsConfig(AppConfig):
    name = "preau.commissions"
    label = "commissions"
    verbose_name = "CCA, mandats et réunions"

    def ready(self) -> None:
        from preau.commissions import calendar, notices

        notices.register()
        calendar.register()
