"""Addresses of staffing."""

from django.urls import path

from preau.operators.staffing import views

urlpatterns = [
    path("lieux/<int:place_id>/encadrement/", views.staffing, name="staffing"),
    path("lieux/<int:place_id>/encadrement/<int:period_id>/", views.staffing_period, name="staffing_period"),
]
