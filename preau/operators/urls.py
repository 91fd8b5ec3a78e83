"""Addresses of the operators, subject by subject, in one namespace."""

from preau.operators.bodies.urls import urlpatterns as bodies
from preau.operators.declaring.urls import urlpatterns as declaring
from preau.operators.exchange.urls import urlpatterns as exchange
from preau.operators.fees.urls import urlpatterns as fees
from preau.operators.importing.urls import urlpatterns as importing
from preau.operators.offer.urls import urlpatterns as offer
from preau.operators.officers.urls import urlpatterns as officers
from preau.operators.places.urls import urlpatterns as places
from preau.operators.project.urls import urlpatterns as project
from preau.operators.search.urls import urlpatterns as search
from preau.operators.staffing.urls import urlpatterns as staffing
from preau.operators.territory.urls import urlpatterns as territory

app_name = "operators"
urlpatterns = [
    *bodies,
    *places,
    *offer,
    *fees,
    *staffing,
    *project,
    *declaring,
    *importing,
    *exchange,
    *territory,
    *search,
    *officers,
]
