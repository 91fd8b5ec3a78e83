"""Addresses of importing."""

from django.urls import URLPattern, path

from preau.operators.importing import views

urlpatterns: list[URLPattern] = [
    path("operateurs/listes/", views.lists, name="lists"),
    path("operateurs/listes/modele.xlsx", views.list_template, name="list_template"),
    path("operateurs/listes/lieux.xlsx", views.list_export, {"extension": "xlsx"}, name="list_export"),
    path("operateurs/listes/lieux.csv", views.list_export, {"extension": "csv"}, name="list_export_csv"),
    path("operateurs/listes/<int:list_id>/", views.list_settle, name="list_settle"),
    path("operateurs/listes/<int:list_id>/abandonner/", views.list_drop, name="list_drop"),
]
