from django.apps import AppConfig


class CommissionsConfig(AppConfig):
    name = "preau.commissions"
    label = "commissions"
    verbose_name = "CCA, mandats et réunions"
