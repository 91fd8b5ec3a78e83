"""Addresses of the entry of a training."""

from django.urls import URLPattern, path

from preau.training.entry.views import entering, entries

_ENTRY = "<int:entry_id>/"

urlpatterns: list[URLPattern] = [
    path("nouvelle/", entering.entry_new, name="entry_new"),
    path("proposer/", entering.suggest, name="suggest"),
    path("attestations/<uuid:key>/apercu/", entries.paper_picture, name="paper_picture"),
    path(_ENTRY, entries.entry, name="entry"),
    path(_ENTRY + "corriger/", entries.entry_correct, name="entry_correct"),
    path(_ENTRY + "retirer/", entries.entry_remove, name="entry_remove"),
    path(_ENTRY + "remettre/", entries.entry_restore, name="entry_restore"),
    path(_ENTRY + "attestation/", entries.certificate, name="certificate"),
]
