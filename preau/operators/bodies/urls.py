"""Addresses of bodies."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
