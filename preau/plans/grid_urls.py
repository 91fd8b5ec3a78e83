"""The grid of analysis, below /grille/."""

from django.urls import path

from preau.plans.grid import views

urlpatterns = [
    path("", views.grid, name="grid"),
    path("actions/", views.grid_actions, name="grid_actions"),
    path("grille.<str:extension>", views.grid_download, name="grid_file"),
]
