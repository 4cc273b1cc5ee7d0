"""Schemathesis calls every operation by the OpenAPI document alone: with what it allows and with what it does not, with
a key, with a session's absence, and checks each answer against what the document says."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from xuzhi.web.api.api import api
from xuzhi.wiring.wsgi import application

from .conftest import Scene, key_for

load_all_checks()
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, unsupported_method, allow_header_conformance,
]  # fmt: skip
CALLS = {"keys": 12, "wrong": 10, "nobody": 4}
"""Calls of one operation: with a key and what the document allows; with what it does not; without a key. Bounded, so
that all of it takes about a minute."""


def described() -> Any:
    import json

    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    schema = schemathesis.openapi.from_dict(document)
    schema.app = application
    return schema


PLAIN = {"Accept-Encoding": "identity"}  # what calls a WSGI application unpacks nothing
SCHEMA = described()
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: Any) -> Any:
    """One market for all operations; what they did to it is taken back at the end."""
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, transaction

    with django_db_blocker.unblock(), transaction.atomic():
        scene = Scene()
        order = scene.shop().post("orders", scene.wish()).json()["id"]
        keys = {
            "supplier": key_for(scene.seller.firm, scene.seller_owner),
            "buyer": key_for(scene.buyer.firm, scene.buyer_owner),
        }
        known = {
            "slug": scene.listing.slug,
            "programme": scene.market.programme,
            "case_id": str(scene.listing_id),
            "order_id": order,
        }
        # As Django's own test client does: what one call did is there for the next.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield keys, known
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def calls(operation: Any, mode: GenerationMode, count: int, check: Any, known: dict[str, str] | None = None) -> None:
    """So many calls, the same at every run. What the path names is there where `known` says how it is called."""
    named = {each.name for each in operation.path_parameters}
    given_path = {name: value for name, value in (known or {}).items() if name in named}
    # The document's own parameter is kept where nothing is known of it.
    path = given_path if named and set(given_path) == named else None
    strategy = operation.as_strategy(mode, **({"path_parameters": path} if path else {}))

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=strategy)
    def run(case: Any) -> None:
        check(case)

    run()


@pytest.fixture(autouse=True)
def as_often_as_it_likes(settings: Any) -> None:
    settings.XUZHI_CALLS_A_MINUTE = settings.XUZHI_CALLS_A_MINUTE_WITHOUT_KEY = 1_000_000


@pytest.mark.parametrize("label", OPERATIONS)
def test_what_the_document_allows_is_answered_as_it_says(label: str, place: Any) -> None:
    keys, known = place
    for key in keys.values():

        def check(case: Any, key: str = key) -> None:
            response = case.call(headers={"Authorization": f"Bearer {key}", **PLAIN})
            case.validate_response(response, checks=CHECKS)

        calls(OPERATIONS[label], GenerationMode.POSITIVE, CALLS["keys"] // 3, check, known)
        calls(OPERATIONS[label], GenerationMode.POSITIVE, CALLS["keys"] // 6, check)


@pytest.mark.parametrize(
    "label", [label for label, each in OPERATIONS.items() if each.definition.raw.get("parameters") or each.body]
)
def test_what_the_document_does_not_allow_is_refused(label: str, place: Any) -> None:
    keys, _ = place

    def check(case: Any) -> None:
        response = case.call(headers={"Authorization": f"Bearer {keys['supplier']}", **PLAIN})
        case.validate_response(response, checks=[*CHECKS, negative_data_rejection])

    with suppress(Unsatisfiable):  # a path of any text cannot be wrong
        calls(OPERATIONS[label], GenerationMode.NEGATIVE, CALLS["wrong"], check)


@pytest.mark.parametrize("label", [label for label, each in OPERATIONS.items() if each.definition.raw.get("security")])
def test_without_a_key_nothing_opens(label: str, place: Any) -> None:
    def check(case: Any) -> None:
        response = case.call(headers=PLAIN)
        assert response.status_code in (400, 401, 413, 415)
        case.validate_response(response, checks=CHECKS)

    calls(OPERATIONS[label], GenerationMode.POSITIVE, CALLS["nobody"], check)
