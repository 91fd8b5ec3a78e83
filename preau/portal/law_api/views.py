"""The addresses of /api/v1/law/: the lists, and the questions by GET (kept by caches) or POST."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import PUBLIC, who_may
from preau.foundation.limiter import PER_MINUTE, limited
from preau.law.asking import LONGEST_LINE, Reply, ask
from preau.law.catalogue import RULES, Rule, known_rule, rules
from preau.law.parameters import Parameter, parameter, parameters
from preau.law.refusals import Refusal
from preau.law.time_limits import TimeLimit, limit, limits
from preau.portal.law_api.openapi import document
from preau.portal.law_api.replies import kept, written

DUE = "due_date"
NUMBERS = {"length"}
LISTS = {"council"}
LONGEST_NAME = 60  # characters of an unknown name said back


def public(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a view to everybody: no account, no cookie read and so no forgery to fear, limited by the minute, cached."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return kept(request, view(request, *args, **kwargs))
            except (RequestDataTooBig, TooManyFieldsSent):
                return written(TOO_LONG)

        return csrf_exempt(who_may(PUBLIC)(require_http_methods(["HEAD", *methods])(polite(answered))))

    return decorate


def _error(code: str, field: str, message: str) -> Reply:
    return Reply(ok=False, error=Refusal(code, field, message))


TOO_LONG = _error("too_long", "", f"Une question compte au plus {LONGEST_LINE} caractères.")


def _too_many(request: HttpRequest) -> HttpResponse:
    most = PER_MINUTE["law-api"]
    return written(_error("too_many", "", f"Plus de {most} questions en une minute : attendez la minute qui vient."))


polite = limited("law-api", _too_many)


@public("GET")
def index(request: HttpRequest) -> HttpResponse:
    """Answer where everything is."""
    names = ("openapi", "rules", "limits", "due", "parameters")
    return written({name: reverse(f"law_api:{name}") for name in names})


@public("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer the description of this interface, OpenAPI 3.1."""
    return written(document())


@public("GET")
def rule_list(request: HttpRequest) -> HttpResponse:
    """Answer every rule, with the JSON schema of its question."""
    return written([described(one) for one in rules()])


@public("GET")
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Answer one rule."""
    if rule_id not in RULES:
        return written(ask(rule_id, b"{}"))
    return written(described(known_rule(rule_id)))


def described(one: Rule) -> dict[str, Any]:
    """Return a rule as it is listed."""
    return {"rule": one.id, "title": one.title, "articles": one.articles, "example": one.example, "input": one.schema}


@public("GET", "POST")
def answer(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Answer a question: the body of a POST, or the JSON in ?question= of a GET."""
    return written(ask(rule_id, request.body if request.method == "POST" else request.GET.get("question", "")))


@public("GET", "POST")
def due(request: HttpRequest) -> HttpResponse:
    """Answer a due date: the body of a POST, or plain ?limit=D10&from=2026-09-15 of a GET."""
    if request.method == "POST":
        return written(ask(DUE, request.body))
    for name, values in request.GET.lists():
        if len(values) > 1 and name not in LISTS:
            return written(_error("refused", name, "Ne donnez cette information qu’une fois."))
    return written(ask(DUE, msgspec.json.encode(_from_query(request))))


def _from_query(request: HttpRequest) -> dict[str, Any]:
    """Return the query as the JSON of a question: numbers as numbers, lists split at commas, the rest as text."""
    found: dict[str, Any] = {}
    for name in request.GET:
        value = request.GET.get(name, "")
        if name in LISTS:
            found[name] = [day for some in request.GET.getlist(name) for day in some.split(",") if day]
        elif name in NUMBERS and value.lstrip("-").isdecimal() and len(value) < 12:
            found[name] = int(value)
        else:
            found[name] = value
    return found


@public("GET")
def limit_list(request: HttpRequest) -> HttpResponse:
    """Answer every time limit of the table."""
    return written([_limit(one) for one in limits()])


@public("GET")
def limit_one(request: HttpRequest, limit_id: str) -> HttpResponse:
    """Answer one time limit."""
    try:
        return written(_limit(limit(limit_id)))
    except KeyError:
        return written(
            _error("unknown_limit", "limit", f"« {limit_id[:LONGEST_NAME]} » n’est pas un délai de la table.")
        )


def _limit(one: TimeLimit) -> dict[str, Any]:
    return {**msgspec.to_builtins(one), "citation": one.citation}


@public("GET")
def parameter_list(request: HttpRequest) -> HttpResponse:
    """Answer every dated value, with its history."""
    return written(parameters())


@public("GET")
def parameter_one(request: HttpRequest, name: str) -> HttpResponse:
    """Answer one dated value, with its history."""
    known: dict[str, Parameter] = {one.name: one for one in parameters()}
    if name not in known:
        unknown = f"« {name[:LONGEST_NAME]} » n’est pas un paramètre."
        return written(_error("unknown_parameter", "name", unknown), status=404)
    return written(parameter(name))
