"""Addresses of the keys, and of the interface for programs. The version changes only when a program would break."""

from django.urls import path, re_path

from preau.operators.exchange import api_views, views

_API = "api/v1/operators/"
urlpatterns = [
    path("organisme/cles/", views.keys, name="keys"),
    path("organisme/cles/<int:key_id>/retirer/", views.revoke, name="revoke_key"),
    path(_API, api_views.index, name="api_index"),
    path(f"{_API}openapi.json", api_views.openapi, name="api_openapi"),
    path(f"{_API}published/", api_views.published, name="api_published"),
    path(f"{_API}mine/", api_views.mine, name="api_mine"),
    path(f"{_API}mine/<int:operator_id>/", api_views.operator, name="api_operator"),
    re_path(
        rf"^{_API}mine/(?P<operator_id>[0-9]{{1,15}})/places/(?P<external_id>[A-Za-z0-9._~-]{{1,80}})/$",
        api_views.place,
        name="api_place",
    ),
]
