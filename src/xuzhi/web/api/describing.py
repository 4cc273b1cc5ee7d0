"""What ninja cannot know of the API, put into its OpenAPI document: problems, limits, idempotency, keys, examples."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from xuzhi.web.api.schemas import Error, Problem

Json = dict[str, Any]
PROBLEMS = {
    400: "The request cannot be read",
    401: "A key is needed, or the one given opens nothing",
    403: "The key lacks the scope, or a session came without its CSRF token",
    404: "There is no such thing, or it is another firm's",
    409: "It cannot be done as things stand",
    410: "It is listed no more",
    413: "Larger than 4 MB",
    415: "Not application/json",
    422: "Something in the content is wrong; everything is listed",
    429: "Too many calls; see Retry-After",
    500: "Something went wrong here; nothing was half done",
}
KEY, SESSION = "ApiKey", "Session"
REF = "#/components/schemas/"
LIMITS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def described(document: Json) -> Json:
    """The document, completed."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template=REF + "{model}")
    schemas["Problem"].pop("$defs", None)
    schemas["Error"] = Error.model_json_schema(ref_template=REF + "{model}")
    for name, example in _examples().items():
        if name in schemas:
            schemas[name]["examples"] = [example]
    document["components"]["securitySchemes"] = {
        KEY: {"type": "http", "scheme": "bearer", "description": "A key made on the firm's account page"},
        SESSION: {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A person signed in; acts also need the header X-CSRFToken",
        },
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return document


def _complete(path: str, method: str, operation: Json) -> None:
    own = bool(operation.get("security"))
    statuses = [429, 500, 401]
    if own:
        operation["security"] = [{KEY: []}, {SESSION: []}]
        statuses += [403]
    if "{" in path or method == "post" or own:
        statuses += [404]
    if operation.get("parameters") or method == "post":
        statuses += [422]
    if method == "post":
        statuses += [400, 403, 409, 410, 413, 415]
        operation.setdefault("parameters", []).append(_idempotency())
    if "slug" in path:
        statuses += [410]
    responses = operation["responses"]
    for status in sorted(set(statuses)):
        responses[status] = {
            "description": PROBLEMS[status],
            "content": {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}},
        }
    for response in responses.values():
        response.setdefault("headers", {}).update(_limits())


def _idempotency() -> Json:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "schema": {"type": "string", "maxLength": 255, "pattern": "^[!-~]*$"},
        "description": "Yours, such as a UUID. The same key with the same content is done once and answered alike for"
        " two days; with other content it is refused.",
    }


def _limits() -> Json:
    said = {
        "RateLimit-Limit": "calls in the window",
        "RateLimit-Remaining": "calls that may come at once now",
        "RateLimit-Reset": "seconds until all of them may",
    }
    return {name: {"schema": {"type": "integer", "minimum": 0}, "description": said[name]} for name in LIMITS}


@lru_cache
def _examples() -> Json:
    return tomllib.loads(Path(__file__).with_name("examples.toml").read_text("utf-8"))
