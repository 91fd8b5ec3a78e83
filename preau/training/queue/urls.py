"""Addresses of queue."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
