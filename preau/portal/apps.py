from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "preau.portal"
    label = "portal"
    verbose_name = "Portail"

    def ready(self) -> None:
        from preau.portal.tabs import register_tabs

        register_tabs()
