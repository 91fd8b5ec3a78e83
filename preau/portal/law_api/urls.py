"""/api/v1/law/, below the namespace `law_api`. The version changes only when an answer would break a program."""

from django.urls import path

from preau.portal.law_api import views

app_name = "law_api"
urlpatterns = [
    path("", views.index, name="index"),
    path("openapi.json", views.openapi, name="openapi"),
    path("rules/", views.rule_list, name="rules"),
    path("rules/<str:rule_id>/", views.rule, name="rule"),
    path("rules/<str:rule_id>/answer/", views.answer, name="answer"),
    path("limits/", views.limit_list, name="limits"),
    path("limits/<str:limit_id>/", views.limit_one, name="limit"),
    path("due/", views.due, name="due"),
    path("parameters/", views.parameter_list, name="parameters"),
    path("parameters/<str:name>/", views.parameter_one, name="parameter"),
]
