"""Addresses of the hours of training."""

from django.urls import path

from preau.training.ledger import views

urlpatterns = [
    path("equipe/", views.team, name="team_hours"),
    path("equipe/dossier/", views.summary, name="summary"),
    path("heures/<int:person_id>/", views.ledger, name="ledger"),
    path("moi/", views.me, name="me"),
    path("moi/attestation/", views.my_certificate, name="my_certificate"),
]
