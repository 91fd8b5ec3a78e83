"""The home, known everywhere as `home`, and the pages about Préau, below the namespace `portal`."""

from django.urls import include, path

from preau.portal import health, views

_about = (
    [
        path("accessibilite/", views.accessibility, name="accessibility"),
        path("vie-privee/", views.privacy, name="privacy"),
        path("textes-legaux/", views.legal_texts, name="legal_texts"),
        path("robots.txt", views.robots, name="robots"),
        path("sante/", health.health, name="health"),
    ],
    "portal",
)

urlpatterns = [
    path("", views.home, name="home"),
    path("", include(_about)),
]
