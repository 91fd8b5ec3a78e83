"""The OpenAPI 3.1 description, drawn from the rules themselves: their questions and answers are its schemas."""

from functools import cache
from typing import Any

import msgspec
from django.urls import reverse

from preau.law.catalogue import Rule, rules
from preau.law.parameters import Parameter
from preau.law.refusals import Refusal
from preau.law.time_limits import TimeLimit

REF = "#/components/schemas/{name}"
JSON = "application/json"
Content = dict[str, Any]


@cache
def document() -> Content:
    """Return the whole description."""
    known = rules()
    types = [*(one.question for one in known), *(one.answer for one in known), Refusal, TimeLimit, Parameter]
    schemas, components = msgspec.json.schema_components(types, ref_template=REF)
    questions = [schema["$ref"] for schema in schemas[: len(known)]]
    answers = [schema["$ref"] for schema in schemas[len(known) : 2 * len(known)]]
    for reference in answers:
        _drop_steps(components[reference.rpartition("/")[2]])
    refused = _refused(schemas[2 * len(known)]["$ref"])
    paths = {
        "/": {"get": _listing("index", "Où tout se trouve", {"type": "object"})},
        "/openapi.json": {"get": _listing("openapi", "Cette description", {"type": "object"})},
        "/rules/": {"get": _listing("rules", "Toutes les règles", _array({"type": "object"}))},
        "/limits/": {"get": _listing("limits", "Tous les délais", _array(schemas[-2]))},
        "/parameters/": {"get": _listing("parameters", "Toutes les valeurs datées", _array(schemas[-1]))},
    }
    for one, question, answer in zip(known, questions, answers, strict=True):
        paths[f"/rules/{one.id}/answer/"] = _asking(one, question, answer, refused)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Préau : la loi de l’accueil temps libre",
            "version": "1",
            "description": "Délais, montants, normes, compositions et procédures, expliqués ligne par ligne.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": reverse("law_api:index").rstrip("/")}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _drop_steps(answer: Content) -> None:
    """Take the steps out of an answer: they travel beside the result, as lines."""
    answer["properties"].pop("steps", None)
    answer["required"] = [name for name in answer.get("required", ()) if name != "steps"]


def _array(items: Content) -> Content:
    return {"type": "array", "items": items}


def _listing(operation: str, summary: str, schema: Content) -> Content:
    return {
        "operationId": operation,
        "summary": summary,
        "responses": {"200": _response("Trouvé", schema), "429": {"description": "Trop de questions en une minute"}},
    }


def _asking(one: Rule, question: str, answer: str, refused: Content) -> Content:
    reply = {
        "type": "object",
        "required": ["ok", "result", "steps", "articles"],
        "properties": {
            "ok": {"const": True},
            "result": {"$ref": answer},
            "steps": _array({"type": "string"}),
            "articles": _array({"type": "string"}),
        },
    }
    responses = {
        "200": _response("La réponse et son explication", reply),
        "400": _response("Ce n’est pas du JSON", refused),
        "413": _response("La question est trop longue", refused),
        "422": _response("La question est refusée, ou la réponse ne peut pas être calculée", refused),
        "429": _response("Trop de questions en une minute", refused),
    }
    common = {"summary": one.title, "description": " ; ".join(one.articles), "responses": responses}
    query = {
        "name": "question",
        "in": "query",
        "required": True,
        "content": {JSON: {"schema": {"$ref": question}, "example": one.example}},
    }
    body = {"required": True, "content": {JSON: {"schema": {"$ref": question}, "example": one.example}}}
    return {
        "get": {"operationId": f"get_{one.id}", "parameters": [query], **common},
        "post": {"operationId": one.id, "requestBody": body, **common},
    }


def _refused(error: str) -> Content:
    return {
        "type": "object",
        "required": ["ok", "error"],
        "properties": {"ok": {"const": False}, "error": {"$ref": error}},
    }


def _response(description: str, schema: Content) -> Content:
    return {"description": description, "content": {JSON: {"schema": schema}}}
