"""The OpenAPI 3.1 description of the interface of operators, drawn from the descriptions themselves."""

from functools import cache
from typing import Any

import msgspec
from django.urls import reverse

from preau.law.refusals import Refusal
from preau.operators.description import Description, PlaceText

REF = "#/components/schemas/{name}"
JSON = "application/json"
Content = dict[str, Any]
EXPLAINED = (
    "Un opérateur se décrit une fois. Un logiciel qui tient déjà ses lieux les envoie un à un, chacun sous son propre "
    "identifiant, avec une clé faite dans Préau. Ce qui est envoyé reste un brouillon : la déclaration se signe dans "
    "Préau. Les heures sont des minutes depuis minuit, les âges des mois entiers, les montants des euros. Ce qui n’est "
    "pas envoyé est inconnu. Le personnel, les enfants, le compte bancaire et les pièces ne passent pas par ici."
)


@cache
def document() -> Content:
    """Return the whole description."""
    (place, description, refusal), components = msgspec.json.schema_components(
        [PlaceText, Description, Refusal], ref_template=REF
    )
    error = {"type": "object", "required": ["error"], "properties": {"error": refusal}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Préau : les opérateurs de l’accueil",
            "version": "1",
            "description": EXPLAINED,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": reverse("operators:api_index").rstrip("/")}],
        "paths": {
            "/published/": {"get": _published(place, error)},
            "/mine/": {"get": _keyed("mine", "Les opérateurs que cette clé décrit", {"type": "object"}, error)},
            "/mine/{operator_id}/": {"get": _operator(description, error), "parameters": [_OPERATOR]},
            "/mine/{operator_id}/places/{external_id}/": _place(place, error),
        },
        "components": {
            "schemas": components,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "Une clé « preau_… »."}},
        },
    }


_OPERATOR = {"name": "operator_id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
_EXTERNAL = {
    "name": "external_id",
    "in": "path",
    "required": True,
    "description": "L’identifiant du lieu dans le logiciel qui envoie.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._~-]{1,80}$"},
}


def _response(words: str, schema: Content) -> Content:
    return {"description": words, "content": {JSON: {"schema": schema}}}


def _refusals(error: Content, *codes: int) -> Content:
    words = {
        400: "Ce n’est pas du JSON",
        401: "Aucune clé valable",
        403: "Cette clé ne le peut pas",
        404: "Rien de tel n’est à vous",
        412: "Le lieu a changé depuis qu’il a été lu",
        413: "Trop long",
        422: "Un champ ne convient pas",
        429: "Trop de questions en une minute",
    }
    return {str(code): _response(words[code], error) for code in codes}


def _published(place: Content, error: Content) -> Content:
    row = {"type": "object", "properties": {"operator": {"type": "string"}, "place": place}}
    schema = {
        "type": "object",
        "properties": {"places": {"type": "array", "items": row}, "next": {"type": ["string", "null"]}},
    }
    return {
        "operationId": "published",
        "summary": "Les lieux déclarés aujourd’hui, sans clé",
        "parameters": [
            {"name": "nis", "in": "query", "schema": {"type": "string"}, "description": "Code NIS d’une commune"},
            {"name": "after", "in": "query", "schema": {"type": "string"}, "description": "Donné par « next »"},
        ],
        "responses": {"200": _response("Une page de lieux", schema), **_refusals(error, 422, 429)},
    }


def _keyed(operation: str, summary: str, schema: Content, error: Content) -> Content:
    responses = {"200": _response("Trouvé", schema), **_refusals(error, 401, 404, 429)}
    return {"operationId": operation, "summary": summary, "security": [{"key": []}], "responses": responses}


def _operator(description: Content, error: Content) -> Content:
    zone = {
        "type": "object",
        "properties": {
            "zone": {"type": "string"},
            "description": description,
            "missing": {"type": "array", "items": {"type": "string"}},
        },
    }
    schema = {"type": "object", "properties": {"id": {"type": "integer"}, "zones": {"type": "array", "items": zone}}}
    return _keyed("operator", "Un opérateur, et ce qui manque à sa déclaration", schema, error)


def _place(place: Content, error: Content) -> Content:
    held = {
        "type": "object",
        "properties": {
            "version": {"type": "integer"},
            "closed_on": {"type": ["string", "null"], "format": "date"},
            "place": place,
        },
    }
    if_match = {"name": "If-Match", "in": "header", "schema": {"type": "string"}, "description": "La version lue"}
    return {
        "parameters": [_OPERATOR, _EXTERNAL],
        "get": _keyed("read_place", "Un lieu", held, error),
        "put": {
            "operationId": "put_place",
            "summary": "Créer un lieu, ou le remplacer en entier",
            "security": [{"key": []}],
            "parameters": [if_match],
            "requestBody": {"required": True, "content": {JSON: {"schema": place}}},
            "responses": {
                "200": _response("Remplacé", held),
                "201": _response("Créé", held),
                **_refusals(error, 400, 401, 403, 404, 412, 413, 422, 429),
            },
        },
        "delete": {
            "operationId": "close_place",
            "summary": "Fermer un lieu aujourd’hui",
            "security": [{"key": []}],
            "responses": {"204": {"description": "Fermé"}, **_refusals(error, 401, 403, 404, 429)},
        },
    }
