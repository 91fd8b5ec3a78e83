from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "preau.foundation.accounts"
    label = "accounts"
    verbose_name = "Personnes et accès"

    def ready(self) -> None:
        from preau.foundation.accounts import receivers  # noqa: F401 - connects what follows a sign-in
