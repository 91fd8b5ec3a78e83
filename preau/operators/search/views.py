"""Looking for care without account: the search, its map, and what search engines are told."""

from dataclasses import replace
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.requests import Request
from preau.law.words import fold
from preau.operators.search.answering import Answer, answer
from preau.operators.search.asking import AFTER, TO_CHECK, SearchForm, Wanted, address_of
from preau.operators.search.mapping import map_of, map_of_communes
from preau.operators.search.public import fresh
from preau.operators.search.vocabulary import Commune, Vocabulary, present_mark, vocabulary
from preau.operators.search.where import Where, understand

_LONGEST_KEY = 18
SHOW = "voir"


@require_safe
@who_may(PUBLIC)
def search(request: Request) -> HttpResponse:
    """Show the places that answer the question in the address, in a list and on a map."""
    form = SearchForm(request.GET, request.actor.today)
    born = form.cleaned_data.get("ne")
    if born is not None:  # a date of birth does not stay in an address that people share
        return redirect(address_of(form.text, replace(form.wanted, age=born)))
    mark = present_mark()
    asked = sorted((name, request.GET.get(name, "")[:200]) for name in (*form.fields, AFTER, SHOW))
    response = fresh(request, (mark, asked), lambda: _page(request, form, vocabulary(mark)))
    if request.htmx:
        response["HX-Push-Url"] = address_of(form.text, form.wanted)
    return response


def _page(request: Request, form: SearchForm, known: Vocabulary) -> HttpResponse:
    where, wanted = understand(form.text, known), form.wanted
    context: dict[str, Any] = {"form": form, "where": where, "wanted": wanted}
    if not where.is_asked:
        context |= _everywhere(form, where, known)
        return render(request, "operators/search/search.html", context)
    after = request.GET.get(AFTER, "")[:_LONGEST_KEY]
    to_check_only = request.GET.get(SHOW, "") == TO_CHECK and not wanted.asks_nothing
    found = answer(where, wanted, request.actor.today, known, after, to_check_only)
    listing = {SHOW: TO_CHECK} if to_check_only else {}
    context |= {
        "found": found,
        "map": map_of(found.all_rows, known, f"Les lieux d’accueil, {where.said}").svg,
        "next": address_of(form.text, wanted, **listing, **{AFTER: found.after}) if found.after else "",
        "first": address_of(form.text, wanted, **listing) if after or to_check_only else "",
        "to_check": address_of(form.text, wanted, **{SHOW: TO_CHECK}) if found.more_to_check else "",
        "corrections": [(words, address_of(words, wanted)) for words in where.proposals],
        "wider": _wider(form, found),
        "canonical": request.build_absolute_uri(_canonical(found)),
        "indexed": wanted.asks_nothing and not after and not where.words,
    }
    return render(request, "operators/search/search.html", context)


def _wider(form: SearchForm, found: Answer) -> list[tuple[str, str]]:
    """Return the ways to ask for less: all the commune, anything else than its hours."""
    ways = []
    where = found.where
    if where.words and len(where.communes) == 1:
        name = where.communes[0].name
        ways.append((f"Tous les lieux de {name}", address_of(name, form.wanted)))
    if not form.wanted.asks_nothing and not found.rows:
        ways.append((f"Tout ce qui est déclaré, {where.said}", address_of(form.text, Wanted())))
    return ways


def _canonical(found: Answer) -> str:
    """Return the one address under which search engines keep a commune."""
    communes = found.where.communes
    return address_of(communes[0].name if len(communes) == 1 else found.where.text, Wanted())


def _everywhere(form: SearchForm, where: Where, known: Vocabulary) -> dict[str, Any]:
    """Return what is shown until somebody says where: the communes with care, on a map and by province.

    Drawn once for all those who have asked nothing yet.
    """
    corrections = [(words, address_of(words, form.wanted)) for words in where.proposals]
    if not form.wanted.asks_nothing:
        return _communes(form.wanted, known) | {"corrections": corrections}
    if "communes" not in known.kept:
        known.kept["communes"] = _communes(form.wanted, known)
    return known.kept["communes"] | {"corrections": corrections}


def _communes(wanted: Wanted, known: Vocabulary) -> dict[str, Any]:
    ordered = sorted(known.with_care, key=lambda one: (fold(one[0].province), fold(one[0].name)))
    grouped = [(name, list(some)) for name, some in groupby(ordered, lambda one: one[0].province)]
    return {
        "map": map_of_communes(known.with_care, wanted).svg,
        "provinces": [(name, len(some), _lines(some, wanted)) for name, some in grouped],
    }


def _lines(communes: list[tuple[Commune, int]], wanted: Wanted) -> SafeString:
    """Write hundreds of lines at a tenth of the time of a template."""
    line = '<li><a href="{}">{}</a> <span class="muted">{}</span></li>'
    return format_html_join("", line, ((address_of(one.name, wanted), one.name, count) for one, count in communes))
