"""/loi/, below the namespace `law`: the simulators, every rule, every limit, every dated value."""

from django.urls import path

from preau.portal.law import tables, views

app_name = "law"
urlpatterns = [
    path("", tables.index, name="index"),
    path("delais/", tables.limit_list, name="limits"),
    path("delais/<str:limit_id>/", tables.limit_one, name="limit"),
    path("parametres/", tables.parameter_list, name="parameters"),
    path("parametres/<str:name>/", tables.parameter_one, name="parameter"),
    path("regles/<str:rule_id>/", views.rule, name="rule"),
    path("regles/<str:rule_id>/reponse.pdf", views.rule_pdf, name="rule_pdf"),
    path("regles/<str:rule_id>/dates.ics", views.rule_dates, name="rule_dates"),
    path("<slug:slug>/", views.simulator, name="simulator"),
    path("<slug:slug>/reponse.pdf", views.simulator_pdf, name="simulator_pdf"),
    path("<slug:slug>/dates.ics", views.simulator_dates, name="simulator_dates"),
]
