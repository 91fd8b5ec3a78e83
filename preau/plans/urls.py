"""The addresses of plans: public reading, and the coordination's work."""

from django.urls import include, path

app_name = "plans"
urlpatterns = [
    path("plans/", include("preau.plans.public_urls")),
    path("grille/", include("preau.plans.grid_urls")),
    path("travail/plans/", include("preau.plans.work_urls")),
    path("travail/plans/", include("preau.plans.followup_urls")),
    path("", include("preau.plans.year_urls")),
]
