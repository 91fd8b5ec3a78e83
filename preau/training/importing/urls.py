"""/formations/listes/…: old lists of staff and trainings, taken over and taken out."""

from django.urls import path

from preau.training.importing import views

urlpatterns = [
    path("listes/", views.lists, name="lists"),
    path("listes/equipe-et-formations.xlsx", views.list_export, name="list_export"),
    path("listes/<int:list_id>/", views.list_settle, name="list_settle"),
    path("listes/<int:list_id>/abandonner/", views.list_drop, name="list_drop"),
]
