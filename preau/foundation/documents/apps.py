from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "preau.foundation.documents"
    label = "documents"
    verbose_name = "Documents"
