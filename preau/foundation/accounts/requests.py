"""The request every view of Préau receives: Django's, with the actor the middleware put on it."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from preau.foundation.accounts.actors import Actor


class Request(HttpRequest):
    """A request whose `actor` is known, and how htmx asked (for type checkers; the middlewares set the attributes)."""

    actor: Actor
    htmx: HtmxDetails


def page_of(request: HttpRequest) -> str:
    """Return the page the person is looking at, to come back to: the one she asks for, or the one she sent from."""
    here = request.get_full_path()
    if request.htmx:  # type: ignore[attr-defined]
        try:
            return request.htmx.current_url_abs_path or here  # type: ignore[attr-defined]
        except ValueError:  # what the header holds is no address
            return here
    before = request.headers.get("Referer", "")
    if request.method == "GET" or not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return here
    page = urlsplit(before)._replace(scheme="", netloc="").geturl()
    return here if page.startswith("//") else page or here  # two strokes would lead to another site
