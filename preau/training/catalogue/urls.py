"""Addresses of the catalogue."""

from django.urls import URLPattern, path

from preau.training import converters  # noqa: F401 - makes its words known to the addresses
from preau.training.catalogue import act_views, views

_PROVIDER = "catalogue/organismes/<int:provider_id>/"
_MODULE = "catalogue/modules/<int:module_id>/"
_ROW = "catalogue/<training_card:code>/"

urlpatterns: list[URLPattern] = [
    path("catalogue/", views.catalogue, name="catalogue"),
    path("catalogue/organismes/nouveau/", views.provider_new, name="provider_new"),
    path(_PROVIDER, views.provider, name="provider"),
    path(_PROVIDER + "modifier/", views.provider_edit, name="provider_edit"),
    path(_PROVIDER + "nouveau-module/", views.module_new, name="module_new"),
    path(_MODULE, views.module, name="module"),
    path(_MODULE + "modifier/", views.module_edit, name="module_edit"),
    path(_ROW + "repondre/", act_views.answer, name="row_answer"),
    path(_ROW + "rouvrir/", act_views.reopen, name="row_reopen"),
    path(_ROW + "fusionner/", act_views.merge, name="row_merge"),
    path(_ROW + "separer/", act_views.split, name="row_split"),
]
