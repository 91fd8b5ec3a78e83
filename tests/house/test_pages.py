"""What the content policy of the browser would refuse, and what every route and model must say."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.tree import name_of, ours

INLINE = {
    "un style en ligne": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "un script en ligne": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "un gestionnaire en ligne": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "une adresse d'ailleurs": re.compile(
        r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=["']https?:""", re.IGNORECASE
    ),
    "du texte non protégé": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what):
    found = [
        f"{name_of(path)}: {hit.group()[:80]}"
        for path in ours(".html")
        for hit in INLINE[what].finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def routes(resolver=None, prefix=""):
    """Yield (address, view) of every route."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, f"{prefix}{entry.pattern}")
        elif isinstance(entry, URLPattern):
            yield f"/{prefix}{entry.pattern}", entry.callback


def test_every_route_says_who_may():
    silent = [address for address, view in routes() if getattr(view, "policy", None) is None]
    assert not silent, "\n".join(silent)


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("preau.")]


def test_nothing_of_another_room_disappears_by_cascade():
    """A part goes with its whole, inside one room; people, places and files of elsewhere hold on (PROTECT)."""
    found = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is not models.PROTECT
        and field.remote_field.model._meta.app_label != model._meta.app_label
    ]
    assert not found, "\n".join(found)


def test_received_files_are_stored_under_generated_names():
    found = [
        f"{model._meta.label}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField) and not callable(field.upload_to)
    ]
    assert not found, "\n".join(found)
