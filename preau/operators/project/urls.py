"""Addresses of the care project."""

from django.urls import path

from preau.operators.project import views

_PROJECT = "operateurs/<int:operator_id>/projet/"
urlpatterns = [
    path(_PROJECT, views.project, name="project"),
    path(f"{_PROJECT}ecrire/", views.project_new, name="project_new"),
    path(f"{_PROJECT}corriger/", views.project_correct, name="project_correct"),
    path(f"{_PROJECT}comparer/", views.project_compare, name="project_compare"),
    path(f"{_PROJECT}<int:number>/", views.project_version, name="project_version"),
    path(f"{_PROJECT}<int:number>/retirer/", views.project_remove, name="project_remove"),
    path(f"{_PROJECT}<int:number>/fichiers/<uuid:file_id>/", views.project_file, name="project_file"),
]
