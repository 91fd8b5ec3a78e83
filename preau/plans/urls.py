"""The addresses of plans: public reading, and the coordination's work."""

from django.urls import include, path

app_name = "plans"
urlpatterns = [
    path("plans/", include("preau.plans.public_urls")),
    path("travail/plans/", include("preau.plans.work_urls")),
]
