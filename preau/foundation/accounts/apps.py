from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "preau.foundation.accounts"
    label = "accounts"
    verbose_name = "Personnes et accès"
