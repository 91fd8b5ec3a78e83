from django.urls import path

from preau.foundation.ui import views

app_name = "ui"
urlpatterns = [path("composants/", views.components, name="components")]
