"""Addresses of places."""

from django.urls import path

from preau.operators.places import life_views, list_views, views

_PLACE = "lieux/<int:place_id>/"
urlpatterns = [
    path("operateurs/<int:operator_id>/lieux/nouveau/", views.place_new, name="place_new"),
    path(_PLACE, views.place, name="place"),
    path(f"{_PLACE}adresse/", views.place_address, name="place_address"),
    path(f"{_PLACE}locaux/", views.place_premises, name="place_premises"),
    path(f"{_PLACE}enfants/", views.place_children, name="place_children"),
    path(f"{_PLACE}fermer/", life_views.place_close, name="place_close"),
    path(f"{_PLACE}rouvrir/", life_views.place_reopen, name="place_reopen"),
    path(f"{_PLACE}retirer/", life_views.place_remove, name="place_remove"),
    path(f"{_PLACE}copier/", life_views.place_copy, name="place_copy"),
    path(f"{_PLACE}deplacements/", list_views.transfers, name="transfers"),
    path(f"{_PLACE}deplacements/nouveau/", list_views.transfer_new, name="transfer_new"),
    path(f"{_PLACE}deplacements/<int:transfer_id>/", list_views.transfer, name="transfer"),
    path(f"{_PLACE}deplacements/<int:transfer_id>/retirer/", list_views.transfer_remove, name="transfer_remove"),
    path(f"{_PLACE}fermetures/", list_views.closures, name="closures"),
    path(f"{_PLACE}fermetures/nouvelle/", list_views.closure_new, name="closure_new"),
    path(f"{_PLACE}fermetures/feries/", list_views.closures_on_holidays, name="closures_on_holidays"),
    path(f"{_PLACE}fermetures/<int:closure_id>/", list_views.closure, name="closure"),
    path(f"{_PLACE}fermetures/<int:closure_id>/retirer/", list_views.closure_remove, name="closure_remove"),
]
