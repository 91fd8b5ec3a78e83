"""Puts `request.actor` on every request, and turns refusals into pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_resolver, reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django_htmx.http import HttpResponseClientRedirect

from preau.foundation import clock
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.requests import page_of
from preau.foundation.accounts.sessions import actor_of


class ActorMiddleware:
    """`request.actor` is computed once, when first asked for, and costs nothing without a session cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        request.actor = SimpleLazyObject(lambda: actor_of(request, now))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            # What was made for her stays out of every cache: a shared computer's « back » shows nothing of it.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse a route that declares no policy: closed by default."""
        if getattr(view, "policy", None) is None:
            raise PermissionDenied("Cette page n’est ouverte à personne.")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 403 with the reason (the page of handler403), or lead to the second factor and back."""
        if isinstance(exception, Forbidden):
            refuse = get_resolver().resolve_error_handler(403)
            return refuse(request, exception=PermissionDenied(exception.reason))  # type: ignore[call-arg]
        if isinstance(exception, NeedsSecondFactor):
            return _ask_for_second_factor(request)
        return None


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    address = f"{reverse('accounts:second_factor')}?{urlencode({'next': page_of(request)})}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]
