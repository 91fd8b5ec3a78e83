"""Addresses of the territory."""

from django.urls import path

from preau.operators.territory import views

urlpatterns = [
    path("territoire/", views.territory, name="territory"),
    path("territoire/lieux/", views.territory_places, name="territory_places"),
    path("territoire/lieux/<int:place_id>/", views.territory_place, name="territory_place"),
    path("territoire/operateurs/", views.territory_operators, name="territory_operators"),
    path("territoire/enfants/", views.territory_children, name="territory_children"),
    path("territoire/fichier.<slug:extension>", views.territory_download, name="territory_file"),
]
