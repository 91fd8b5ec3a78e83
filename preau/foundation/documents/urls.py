from django.urls import path

from preau.foundation.documents import views

app_name = "documents"
urlpatterns = [path("<uuid:key>/", views.download, name="download")]
