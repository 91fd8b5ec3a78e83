from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "preau.foundation.notifications"
    label = "notifications"
    verbose_name = "Avis, rappels et agendas"
