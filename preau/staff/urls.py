"""Addresses of Mon Équipe, subject by subject, in one namespace."""

from preau.staff.importing.urls import urlpatterns as importing
from preau.staff.moving.urls import urlpatterns as moving
from preau.staff.qualifying.urls import urlpatterns as qualifying
from preau.staff.register.urls import urlpatterns as register

app_name = "staff"
urlpatterns = [
    *register,
    *moving,
    *qualifying,
    *importing,
]
