"""Puts `request.actor` on every request, and turns refusals into pages."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from preau.foundation import clock
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.sessions import actor_of


class ActorMiddleware:
    """`request.actor` is computed once, when first asked for; a public page never asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        request.actor = SimpleLazyObject(lambda: actor_of(request, now))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuse a route that declares no policy: closed by default."""
        if getattr(view, "policy", None) is None:
            raise PermissionDenied(f"no policy declared for {request.resolver_match.view_name}")  # type: ignore[union-attr]
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Forbidden):
            raise PermissionDenied(exception.reason) from exception
        if isinstance(exception, NeedsSecondFactor):
            return redirect("accounts:second_factor")
        return None
