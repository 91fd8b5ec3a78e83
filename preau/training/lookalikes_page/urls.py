"""The address of the page of look-alikes."""

from django.urls import URLPattern, path

from preau.training.lookalikes_page.views import lookalikes

urlpatterns: list[URLPattern] = [path("ressemblances/", lookalikes, name="lookalikes")]
