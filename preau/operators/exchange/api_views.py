"""The addresses of /api/v1/operators/: what is declared, for everybody; one's own descriptions, with a key."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from preau.foundation.accounts.access import PUBLIC, Forbidden, who_may
from preau.foundation.accounts.actors import Actor
from preau.foundation.clock import now
from preau.foundation.limiter import PER_MINUTE, limited
from preau.law.refusals import Refusal, in_french
from preau.operators.declaring.missing import missing_in
from preau.operators.description import PlaceText, description_of, place_text
from preau.operators.exchange.acts import Changed, Refused, put_place, remove_place
from preau.operators.exchange.keys import opened_by
from preau.operators.exchange.openapi import document
from preau.operators.models import AccessKey, CareOperator, CarePlace, PublishedPlace

PER_PAGE = 100
NIS = 5  # characters
LONGEST = 500_000  # bytes of one place
Keyed = Callable[..., HttpResponse]


def answer(content: Any, status: int = 200) -> HttpResponse:
    """Return `content` as JSON."""
    return HttpResponse(msgspec.json.encode(content), content_type="application/json", status=status)


def refused(status: int, code: str, message: str, field: str = "") -> HttpResponse:
    """Return a refusal in French, with the field it is about."""
    return answer({"error": Refusal(code, field, message)}, status)


def _too_many(request: HttpRequest) -> HttpResponse:
    most = PER_MINUTE["operators-api"]
    return refused(429, "too_many", f"Plus de {most} questions en une minute : attendez la minute qui vient.")


polite = limited("operators-api", _too_many)


def public(view: Keyed) -> Keyed:
    """Open a view to everybody: nothing of the session is read, any site may ask, caches keep it."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        if response.status_code != 200:
            return response
        patch_cache_control(response, public=True, max_age=300)
        return _marked(request, response)

    return csrf_exempt(who_may(PUBLIC)(require_http_methods(["GET", "HEAD"])(polite(answered))))


def keyed(*methods: str, writes: bool = False) -> Callable[[Keyed], Keyed]:
    """Open a view to a software that sends its key: `Authorization: Bearer preau_…`. No cookie is read."""

    def decorate(view: Keyed) -> Keyed:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            found = _opened(request)
            if found is None:
                response = refused(401, "no_key", "Envoyez une clé valable : « Authorization: Bearer preau_… ».")
                response["WWW-Authenticate"] = "Bearer"
                return response
            key, actor = found
            if writes and not key.can_write:
                return refused(403, "read_only", "Cette clé lit seulement : faites-en une qui écrit.")
            return _explained(view, request, key, actor, *args, **kwargs)

        return csrf_exempt(who_may(PUBLIC)(require_http_methods([*methods])(polite(answered))))

    return decorate


def _opened(request: HttpRequest) -> tuple[AccessKey, Actor] | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return opened_by(token.strip(), now()) if scheme.lower() == "bearer" and token.strip() else None


def _explained(
    view: Keyed, request: HttpRequest, key: AccessKey, actor: Actor, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Answer each refusal of the act in JSON, as the pages answer it in words."""
    try:
        response = view(request, key, actor, *args, **kwargs)
    except Http404:
        return refused(404, "not_found", "Rien de tel n’est à vous.")
    except Forbidden as reason:
        return refused(403, "forbidden", reason.reason)
    except RequestDataTooBig:
        return refused(413, "too_long", f"Un lieu compte au plus {LONGEST} octets.")
    except Refused as reason:
        return answer({"error": reason.refusal}, 422)
    except Changed as reason:
        return refused(412, "changed", f"Ce lieu a changé depuis : relisez-le (version {reason.version}).", "If-Match")
    patch_cache_control(response, private=True, no_store=True)
    return response


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


# -- for everybody ------------------------------------------------------------------------------------


@public
def index(request: HttpRequest) -> HttpResponse:
    """Answer where everything is."""
    return answer({name: reverse(f"operators:api_{name}") for name in ("openapi", "published", "mine")})


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer the description of this interface, OpenAPI 3.1."""
    return answer(document())


@public
def published(request: HttpRequest) -> HttpResponse:
    """Answer the places declared today, a hundred at a time, of one commune with ?nis=; the next page in « next »."""
    rows = PublishedPlace.objects.select_related("municipality").order_by("place_id")
    nis, after = request.GET.get("nis", ""), request.GET.get("after", "")
    if nis and not (nis.isascii() and nis.isalnum() and len(nis) == NIS):
        return refused(422, "wrong_value", "Donnez le code NIS d’une commune, en cinq chiffres, comme 53053.", "nis")
    if nis:
        rows = rows.filter(municipality__nis=nis)
    if after:
        if not (after.isascii() and after.isdecimal() and len(after) < 18):
            return refused(422, "wrong_value", "Suivez l’adresse donnée par « next ».", "after")
        rows = rows.filter(place_id__gt=int(after))
    page = list(rows[: PER_PAGE + 1])
    more = f"?after={page[PER_PAGE - 1].place_id}" + (f"&nis={nis}" if nis else "") if len(page) > PER_PAGE else None
    return answer({"places": [_published(row) for row in page[:PER_PAGE]], "next": more})


def _published(row: PublishedPlace) -> dict[str, Any]:
    return {
        "operator": row.operator_name,
        "declared_on": row.declared_on,
        "noted_by_municipality": row.by_coordination,
        "place": row.content,
    }


# -- with a key ---------------------------------------------------------------------------------------


@keyed("GET", "HEAD")
def mine(request: HttpRequest, key: AccessKey, actor: Actor) -> HttpResponse:
    """Answer the operators this key describes."""
    rows = CareOperator.objects.described_by(actor).select_related("body__organisation")
    return answer(
        {
            "operators": [
                {
                    "id": row.pk,
                    "name": row.name,
                    "body": str(row.body),
                    "address": reverse("operators:api_operator", args=[row.pk]),
                }
                for row in rows
            ]
        }
    )


@keyed("GET", "HEAD")
def operator(request: HttpRequest, key: AccessKey, actor: Actor, operator_id: int) -> HttpResponse:
    """Answer the present description of one operator, zone by zone, and what its declaration still lacks."""
    rows = CareOperator.objects.described_by(actor).select_related("body__organisation")
    row = rows.filter(pk=operator_id).first()
    if row is None:
        raise Http404("operator")
    zones = []
    for declaration in row.declarations.visible_to(actor).select_related("zone"):
        text = description_of(row, declaration.zone)
        lacking = [one.sentence for one in missing_in(text, actor.today)]
        zones.append({"zone": declaration.zone.slug, "description": text, "missing": lacking})
    return answer({"id": row.pk, "zones": zones})


@keyed("GET", "HEAD", "PUT", "DELETE")
def place(request: HttpRequest, key: AccessKey, actor: Actor, operator_id: int, external_id: str) -> HttpResponse:
    """Read, create, replace or close the place that the sender calls `external_id`."""
    if request.method in {"GET", "HEAD"}:
        rows = CarePlace.objects.visible_to(actor).select_related("municipality")
        row = rows.filter(operator_id=operator_id, external_id=external_id).first()
        if row is None:
            raise Http404("place")
        return _place(row)
    if not key.can_write:
        return refused(403, "read_only", "Cette clé lit seulement : faites-en une qui écrit.")
    if request.method == "DELETE":
        remove_place(actor, key, operator_id, external_id)
        return HttpResponse(status=204)
    return _put(request, key, actor, operator_id, external_id)


def _put(request: HttpRequest, key: AccessKey, actor: Actor, operator_id: int, external_id: str) -> HttpResponse:
    if len(request.body) > LONGEST:
        raise RequestDataTooBig
    try:
        text = msgspec.json.decode(request.body, type=PlaceText)
    except msgspec.DecodeError as reason:
        found = in_french(reason, PlaceText)
        return answer({"error": found}, 400 if found.code == "not_json" else 422)
    text = msgspec.structs.replace(text, key=None, external_id=external_id)
    written = request.headers.get("If-Match", "").strip().strip('"')
    if written and not (written.isascii() and written.isdecimal() and len(written) < 10):
        return refused(422, "wrong_value", '« If-Match » est la version lue, comme "3".', "If-Match")
    row, new = put_place(actor, key, operator_id, external_id, text, int(written) if written else None)
    return _place(row, 201 if new else 200)


def _place(row: CarePlace, status: int = 200) -> HttpResponse:
    response = answer({"version": row.version, "closed_on": row.closed_on, "place": place_text(row)}, status)
    response["ETag"] = quote_etag(str(row.version))
    return response
