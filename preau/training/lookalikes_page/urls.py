"""Addresses of lookalikes page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
