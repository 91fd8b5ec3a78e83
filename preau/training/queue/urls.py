"""Addresses of the queue of ONE."""

from django.urls import URLPattern, path, register_converter

from preau.training import converters
from preau.training.queue import views
from preau.training.queue.batch import batch
from preau.training.queue.delays import queue_figures
from preau.training.queue.doubts import doubt, doubts


class VerbConverter(converters.CardConverter):
    """What is done with a card."""

    regex = "|".join(views.VERBS)


register_converter(VerbConverter, "training_verb")

urlpatterns: list[URLPattern] = [
    path("file/", views.queue, name="queue"),
    path("file/lot/", batch, name="queue_batch"),
    path("file/attestations/", doubts, name="queue_doubts"),
    path("file/attestations/<int:record_id>/", doubt, name="queue_doubt"),
    path("delais/", queue_figures, name="queue_figures"),
    path("file/<training_card:code>/<training_verb:verb>/", views.decide, name="queue_decide"),
]
