"""The pages that ask the law: the simulators and the plain page of any rule, with their PDF and their dates.

The address holds the whole question: it is the one to share, and a shorter or tidier one is led to it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.accounts.requests import Request
from preau.foundation.limiter import limited
from preau.law.catalogue import RULES
from preau.portal.law.asked import Asked, query_of
from preau.portal.law.caching import kept
from preau.portal.law.feeds import calendar_of, dates_of
from preau.portal.law.files import pdf_of
from preau.portal.law.layout import laid_out
from preau.portal.law.presentation import count_steps_of, shown_of, values_of
from preau.portal.law.simulators import BY_RULE, BY_SLUG, Simulator, others, plain

LONGEST_FIELD = 60  # characters of an unknown field said back
LONGEST_REDIRECT = 16_000  # characters; Django leads to no longer address


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to everybody, without an account, kept by caches."""
    return wraps(view)(require_safe(who_may(PUBLIC)(kept(view))))


def _too_many(request: HttpRequest) -> HttpResponse:
    context = {
        "heading": "Attendez une minute",
        "why": "Votre connexion a demandé beaucoup de documents en peu de temps. Le vôtre sera là dans une minute.",
    }
    return render(request, "portal/refusal.html", context, status=429)


taken_away = limited("law-files", _too_many)


@public
def simulator(request: Request, slug: str) -> HttpResponse:
    """Show one simulator: its form, and the answer to what the address asks."""
    return _page(request, _simulator(slug))


@public
@taken_away
def simulator_pdf(request: Request, slug: str) -> HttpResponse:
    """Send the answer of a simulator as a PDF."""
    return _pdf(request, _simulator(slug))


@public
@taken_away
def simulator_dates(request: Request, slug: str) -> HttpResponse:
    """Send the dates of an answer as a calendar one can subscribe to."""
    return _dates(request, _simulator(slug))


@public
def rule(request: Request, rule_id: str) -> HttpResponse:
    """Show the plain page of a rule: every field of its question, or the question whole, in JSON."""
    return _page(request, _rule(rule_id))


@public
@taken_away
def rule_pdf(request: Request, rule_id: str) -> HttpResponse:
    """Send the answer of a rule as a PDF."""
    return _pdf(request, _rule(rule_id))


@public
@taken_away
def rule_dates(request: Request, rule_id: str) -> HttpResponse:
    """Send the dates of an answer as a calendar."""
    return _dates(request, _rule(rule_id))


def _simulator(slug: str) -> Simulator:
    if slug not in BY_SLUG:
        raise Http404(slug)
    return BY_SLUG[slug]


def _rule(rule_id: str) -> Simulator:
    if rule_id not in RULES:
        raise Http404(rule_id)
    return plain(rule_id)


def _address(shown: Simulator, part: str = "") -> str:
    """Return the address of a simulator, its PDF (`pdf`) or its calendar (`dates`), without question."""
    kind, key = ("simulator", shown.slug) if shown.slug else ("rule", shown.rule_id)
    return reverse(f"law:{kind}_{part}" if part else f"law:{kind}", args=[key])


def _page(request: Request, shown: Simulator) -> HttpResponse:
    asked = Asked(shown, request.GET)
    here = _address(shown)
    form = asked.corrected
    if asked.asked and not asked.editing and asked.outcome is not None and not asked.canonical:
        shared = f"{here}?{asked.query}"
        if len(shared) <= LONGEST_REDIRECT:
            return HttpResponseRedirect(shared)
    context = {
        "simulator": shown,
        "rule": shown.rule,
        "form": form,
        "asked": asked,
        "layout": laid_out(asked, form),
        "example": f"{here}?{query_of(shown, shown.shown_example)}",
        "here": here,
        "full": reverse("law:rule", args=[shown.rule_id]) if shown.slug else "",
        "better": BY_RULE.get(shown.rule_id) if not shown.slug else None,
        "others": others(shown),
        "wide": shown.wide or not shown.slug,
        "whole": _whole(asked) if not shown.slug else "",
        **_answer_context(request, asked, here),
    }
    response = render(request, "portal/law/ask.html", context)
    patch_vary_headers(response, ["HX-Request"])
    if request.htmx:
        response["HX-Push-Url"] = request.get_full_path()  # the form may have been led to a tidier address
    return response


def _answer_context(request: Request, asked: Asked, here: str) -> dict[str, Any]:
    """Return what the answer adds to the page: its figures, its lines, the addresses it can be taken from."""
    answer, shown = asked.answer, asked.simulator
    if answer is None:
        refusal = asked.refusal
        plain = refusal and (asked.written or refusal.code == "cannot_compute")
        return {"answer": None, "refused": _refused(asked) if plain else ""}
    address = request.build_absolute_uri(f"{here}?{asked.query}")
    dates = f"{_address(shown, 'dates')}?{asked.query}" if dates_of(answer) else ""
    return {
        "answer": shown_of(shown.rule_id, answer),
        "refused": "",
        "steps": count_steps_of(answer.steps),
        "values": values_of(answer),
        "address": address,
        "pdf": f"{_address(shown, 'pdf')}?{asked.query}",
        "dates": dates,
        "subscription": _webcal(request, dates) if dates else "",
    }


def _refused(asked: Asked) -> str:
    """Return why the law does not answer; of a question in JSON, with the field, since no field stands beside."""
    refusal = asked.refusal
    if refusal is None:
        return ""
    words = asked.in_words(refusal.message)
    named = asked.written and refusal.field and refusal.code != "cannot_compute"
    return f"{refusal.field[:LONGEST_FIELD]} : {words}" if named else words


def _whole(asked: Asked) -> str:
    """Return the question in JSON for its textarea: the one asked, or the example."""
    if asked.written:
        return asked.written
    question = asked.question if asked.answer else asked.simulator.rule.example
    return msgspec.json.format(msgspec.json.encode(question), indent=2).decode()


def _webcal(request: Request, address: str) -> str:
    """Return the address a calendar program subscribes to."""
    return f"webcal://{request.get_host()}{address}"


def _answered(request: Request, shown: Simulator) -> tuple[Asked, Any, str]:
    """Return what was asked, its answer and its address; Http404 when there is no answer to take away."""
    asked = Asked(shown, request.GET)
    if asked.answer is None:
        raise Http404(shown.rule_id)
    return asked, asked.answer, request.build_absolute_uri(f"{_address(shown)}?{asked.query}")


def _pdf(request: Request, shown: Simulator) -> HttpResponse:
    asked, answer, address = _answered(request, shown)
    content = pdf_of(asked, answer, shown_of(shown.rule_id, answer), address)
    return _file(content, "application/pdf", f"{shown.slug or shown.rule_id}.pdf")


def _dates(request: Request, shown: Simulator) -> HttpResponse:
    asked, answer, address = _answered(request, shown)
    content = calendar_of(answer, name=shown.heading, address=address, question=f"{shown.rule_id} {asked.query}")
    return _file(content, "text/calendar; charset=utf-8", f"{shown.slug or shown.rule_id}.ics")


def _file(content: bytes, mime: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
