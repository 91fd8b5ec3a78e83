"""The pages of refusals and faults: what happened, why, and a way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the browser sent something that cannot be understood."""
    return _page(
        request,
        400,
        "Nous n’avons pas compris cette demande",
        "L’adresse ou le formulaire contient quelque chose d’inattendu. Revenez à la page d’avant et recommencez.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the reason the rule gave."""
    why = str(exception or "") or "Cette page ne vous est pas ouverte."
    return _page(request, 403, "Vous ne pouvez pas ouvrir cette page", why)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: unknown here, or not yours; nobody can tell which."""
    return _page(
        request,
        404,
        "Cette page n’existe pas",
        "Son adresse est peut-être incomplète, ou ce qu’elle montrait n’est pas publié.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 from a page that needs neither the database nor the request."""
    return HttpResponse(render_to_string("portal/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form whose proof of origin is missing or too old."""
    return _page(
        request,
        403,
        "Ce formulaire n’est plus valable",
        "Il est resté ouvert longtemps, ou vous vous êtes connecté entre-temps dans un autre onglet. Revenez à la page "
        "d’avant, actualisez-la et envoyez-le de nouveau. Votre navigateur doit accepter les cookies de ce site.",
    )


def _page(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    return render(request, "portal/refusal.html", {"heading": title, "why": why}, status=status)
