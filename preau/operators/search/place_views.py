"""The page of a place, where it leads once the place is closed, and the list of addresses for search engines."""

from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.requests import Request
from preau.operators.models import PublishedPlace
from preau.operators.search.asking import Wanted, address_of, search_address
from preau.operators.search.finding import NEAR_SHOWN, Question, around, page_of
from preau.operators.search.place import Gone, gone, view_of
from preau.operators.search.public import fresh
from preau.operators.search.rows import Row, address_of_place, rows_of
from preau.operators.search.structured import json_ld
from preau.operators.search.vocabulary import Vocabulary, present_mark, vocabulary
from preau.operators.search.where import Where

_LARGEST_KEY = 2**63 - 1  # beyond, no database has such a row


@require_safe
@who_may(PUBLIC)
def public_place(request: Request, place_id: int, slug: str) -> HttpResponse:
    """Show a published place. An old name leads to the new one; a place no longer declared says so (410)."""
    if place_id > _LARGEST_KEY:
        raise Http404("place")
    rows = PublishedPlace.objects.select_related("municipality", "revision")
    row = rows.filter(pk=place_id).first()
    if row is None:
        return _gone(request, place_id)
    if slug != row.slug:
        return redirect(address_of_place(row), permanent=True)
    return fresh(request, (row.pk, row.revision_id, row.municipality.name), lambda: _page(request, row))


def _page(request: Request, row: PublishedPlace) -> HttpResponse:
    view = view_of(row, request.actor.today)
    address = request.build_absolute_uri(address_of_place(row))
    context = {
        "view": view,
        "row": row,
        "address": address,
        "in_commune": address_of(row.municipality.name, Wanted()),
        "json_ld": json_ld(view, address),
    }
    return render(request, "operators/search/place.html", context)


def _gone(request: Request, place_id: int) -> HttpResponse:
    found = gone(place_id, request.actor.today)
    if found is None:
        raise Http404("place")
    known = vocabulary(present_mark())
    context = {
        "gone": found,
        "rows": _near(found, known, request.actor.today),
        "in_commune": address_of(found.municipality.name, Wanted()),
    }
    return render(request, "operators/search/gone.html", context, status=410)


def _near(found: Gone, known: Vocabulary, today: date) -> list[Row]:
    """Return places of the same commune, or else of those around it."""
    commune = known.by_key.get(found.municipality.pk)
    if commune is None:
        return []
    question = Question(Where(communes=(commune,), point=commune.point), Wanted(), today)
    places = list(page_of(question.there(), "", NEAR_SHOWN).places)
    away: dict[int, float] = {}
    if not places and commune.point is not None:
        near = around(question, commune.point, known)
        places, away = [place for place, _ in near], {place.pk: distance for place, distance in near}
    return rows_of(places, question.slots(places), Wanted(), distances=away)


@require_safe
@who_may(PUBLIC)
def sitemap(request: Request) -> HttpResponse:
    """List the addresses of the public search for search engines: the communes with care, and every place."""
    mark = present_mark()

    def answer() -> HttpResponse:
        lines = "".join(_addresses(request, vocabulary(mark)))
        body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAPS}">\n{lines}</urlset>\n'
        return HttpResponse(body, content_type="application/xml; charset=utf-8")

    return fresh(request, mark, answer)


_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _addresses(request: Request, known: Vocabulary) -> Iterator[str]:
    root = request.build_absolute_uri("/").rstrip("/")
    search = search_address()
    yield f"<url><loc>{escape(root + search)}</loc></url>\n"
    for commune, _ in known.with_care:
        yield f"<url><loc>{escape(root + address_of(commune.name, Wanted()))}</loc></url>\n"
    places = PublishedPlace.objects.order_by("pk").values_list("pk", "slug", "declared_on")
    for key, slug, day in places.iterator(chunk_size=2_000):
        address = f"{root}{search}{key}/{slug}/"
        yield f"<url><loc>{escape(address)}</loc><lastmod>{day.isoformat()}</lastmod></url>\n"
