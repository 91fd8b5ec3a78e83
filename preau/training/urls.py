"""Addresses of continuing training, subject by subject, in one namespace."""

from preau.training.catalogue.urls import urlpatterns as catalogue
from preau.training.contests.urls import urlpatterns as contests
from preau.training.entry.urls import urlpatterns as entry
from preau.training.importing.urls import urlpatterns as importing
from preau.training.ledger.urls import urlpatterns as ledger
from preau.training.lookalikes_page.urls import urlpatterns as lookalikes_page
from preau.training.queue.urls import urlpatterns as queue

app_name = "training"
urlpatterns = [
    *catalogue,
    *queue,
    *entry,
    *ledger,
    *contests,
    *lookalikes_page,
    *importing,
]
