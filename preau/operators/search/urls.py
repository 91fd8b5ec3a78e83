"""Addresses of search."""

from django.urls import URLPattern, path

from preau.operators.search import place_views, views

urlpatterns: list[URLPattern] = [
    path("accueil/", views.search, name="search"),
    path("accueil/<int:place_id>/<slug:slug>/", place_views.public_place, name="public_place"),
    path("sitemap.xml", place_views.sitemap, name="sitemap"),
]
