"""Addresses of officers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
