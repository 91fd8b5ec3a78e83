"""Addresses of fees."""

from django.urls import path

from preau.operators.fees import views

_FEES = "lieux/<int:place_id>/tarifs/"
urlpatterns = [
    path(_FEES, views.fees, name="fees"),
    path(f"{_FEES}periodes/<int:period_id>/nouveau/", views.fee_new, name="fee_new"),
    path(f"{_FEES}periodes/<int:period_id>/copier/", views.fees_copy, name="fees_copy"),
    path(f"{_FEES}<int:fee_id>/", views.fee, name="fee"),
    path(f"{_FEES}<int:fee_id>/retirer/", views.fee_remove, name="fee_remove"),
    path(f"{_FEES}reductions/nouvelle/", views.reduction_new, name="reduction_new"),
    path(f"{_FEES}reductions/<int:reduction_id>/", views.reduction, name="reduction"),
    path(f"{_FEES}reductions/<int:reduction_id>/retirer/", views.reduction_remove, name="reduction_remove"),
]
