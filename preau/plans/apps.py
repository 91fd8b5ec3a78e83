from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "preau.plans"
    label = "plans"
    verbose_name = "Plans d'action annuels"
