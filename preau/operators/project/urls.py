"""Addresses of project."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
