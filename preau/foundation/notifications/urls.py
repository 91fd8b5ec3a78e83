"""« Mes avis » and « Mon agenda », below /compte/; the agendas, public by their secret."""

from django.urls import path

from preau.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("compte/avis/", views.preferences, name="preferences"),
    path("compte/agenda/", views.agenda, name="agenda"),
    path("compte/agenda/<int:pk>/adresse/", views.make_address, name="make_address"),
    path("compte/agenda/<int:pk>/revoquer/", views.revoke_address, name="revoke_address"),
    path("agenda/<str:token>.ics", views.feed, name="feed"),
]
