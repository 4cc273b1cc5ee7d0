"""What holds for every call: counted, problems as problem documents, methods, content, sizes, languages."""

from __future__ import annotations

import pytest
from django.test import Client

from .conftest import Program

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def test_everything_that_goes_wrong_is_a_problem_document() -> None:
    anybody = Program()
    found = {
        404: anybody.get("nowhere"),
        405: anybody.client.put("/api/v1/catalogue"),
        415: anybody.client.post("/api/v1/orders", {"a": "b"}),
        413: anybody.client.post("/api/v1/orders", b"{" + b" " * 5_000_000, content_type="application/json"),
        422: anybody.get("catalogue", {"limit": "many"}),
        401: anybody.get("orders"),
    }
    for status, response in found.items():
        assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
        told = response.json()
        assert told["status"] == status and told["title"] and told["detail"] and told["type"].startswith("urn:problem:")
        assert set(told) == {"type", "title", "status", "detail", "code", "clause", "values", "next", "errors"}
    assert found[405]["Allow"] == "GET"
    assert found[422].json()["errors"][0]["pointer"] == "query/limit"


def test_problems_speak_the_readers_language() -> None:
    assert Program().get("nowhere", **{"Accept-Language": "en"}).json()["title"] == "There is no such thing"
    assert Program().get("nowhere").json()["title"] == "沒有這項資料"


def test_calls_are_counted_and_told(settings) -> None:
    settings.XUZHI_CALLS_A_MINUTE_WITHOUT_KEY = 3
    anybody = Program(REMOTE_ADDR="203.0.113.7")
    responses = [anybody.get("programmes") for _ in range(4)]
    assert [each.status_code for each in responses] == [200, 200, 200, 429]
    assert [each["RateLimit-Remaining"] for each in responses] == ["2", "1", "0", "0"]
    assert responses[0]["RateLimit-Limit"] == "3" and responses[0]["RateLimit-Policy"] == '"calls";q=3;w=60'
    last = responses[-1]
    assert last["Content-Type"] == PROBLEM and 1 <= int(last["Retry-After"]) <= 20
    assert Program(REMOTE_ADDR="203.0.113.8").get("programmes").status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.7").get("/contact/").status_code == 200


def test_guessing_keys_is_counted_for_where_it_comes_from(settings) -> None:
    settings.XUZHI_CALLS_A_MINUTE_WITHOUT_KEY = 2
    statuses = [Program(f"xz_{n}", REMOTE_ADDR="203.0.113.9").get("cases").status_code for n in range(3)]
    assert statuses == [401, 401, 429]


def test_a_whole_ipv6_network_is_one_caller(settings) -> None:
    settings.XUZHI_CALLS_A_MINUTE_WITHOUT_KEY = 1
    found = [Program(REMOTE_ADDR=f"2001:db8::{n}").get("programmes").status_code for n in (1, 2)]
    assert found == [200, 429]


def test_head_and_the_description() -> None:
    assert Client().head("/api/v1/programmes").status_code == 200
    document = Program().get("openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["description"], (path, method)
            named = {each["name"] for each in operation.get("parameters", [])}
            assert ("Idempotency-Key" in named) == (method == "post")
            assert "429" in operation["responses"]
    assert document["components"]["schemas"]["OrderAsked"]["examples"]


@pytest.mark.parametrize("key", ["k" * 256, "two words"])
def test_an_idempotency_key_that_is_none_is_said_so(key: str) -> None:
    refused = Program().post("orders", {}, Idempotency_Key=key)
    assert (refused.status_code, refused.json()["code"]) == (400, "web/api.idempotency_key_wrong")
