from django.urls import path

from benchmarks.floor.views import rows

urlpatterns = [path("", rows)]
