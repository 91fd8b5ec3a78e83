"""Addresses of offer."""

from django.urls import path

from preau.operators.offer import period_views, views

_OFFER = "lieux/<int:place_id>/offre/"
_NEW, _PERIOD = f"{_OFFER}nouvelle/<slug:kind>/", f"{_OFFER}<int:period_id>/"
urlpatterns = [
    path(_OFFER, views.offer, name="offer"),
    path(_NEW, period_views.period_new, name="period_new"),
    path(f"{_NEW}verifier/", period_views.period_new_check, name="period_new_check"),
    path(_PERIOD, period_views.period, name="period"),
    path(f"{_PERIOD}verifier/", period_views.period_check, name="period_check"),
    path(f"{_PERIOD}copier/", period_views.period_copy, name="period_copy"),
    path(f"{_PERIOD}retirer/", period_views.period_remove, name="period_remove"),
]
