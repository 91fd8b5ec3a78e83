"""Puts `request.actor` on every request, and turns refusals into pages."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_resolver, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from preau.foundation import clock
from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.sessions import actor_of


class ActorMiddleware:
    """`request.actor` is computed once, when first asked for, and costs nothing without a session cookie."""

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
    address = f"{reverse('accounts:second_factor')}?{urlencode({'next': _page_of(request)})}"
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)  # type: ignore[attr-defined]


def _page_of(request: HttpRequest) -> str:
    """Return the page the person is looking at: where the form she sent was, for a POST or a fragment."""
    here = request.get_full_path()
    if request.htmx:  # type: ignore[attr-defined]
        return request.htmx.current_url_abs_path or here  # type: ignore[attr-defined]
    before = request.headers.get("Referer", "")
    if request.method == "GET" or not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return here
    return urlsplit(before)._replace(scheme="", netloc="").geturl() or here
