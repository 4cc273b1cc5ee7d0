"""The client of the company register's open API, against a real server here that answers as the register does."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.ubn import BusinessNumberInvalid
from xuzhi.ledger.queries import read_stream
from xuzhi.registers.company_client import (
    BASE_URL,
    DATASETS,
    CompanyClient,
    RegisterAnswerUnusable,
    RegisterUnreachable,
)
from xuzhi.registers.models import SnapshotFile
from xuzhi.registers.operations import fetch_company
from xuzhi.registers.operations.fetch_company import NetworkOff
from xuzhi.registers.queries import look_up

from . import published as p

UBN = "22099131"
Answer = Callable[[str, str], tuple[int, bytes]]


class Register:
    """A register that answers on loopback; `answer(dataset, filter)` gives status and body."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}/od/data/api"
        self.asked: list[dict[str, list[str]]] = []
        self.answer: Answer = as_published

    @property
    def client(self) -> CompanyClient:
        return CompanyClient(self.url, timeout_seconds=2, tries=2, pause_seconds=0)


def as_published(dataset: str, filtered: str) -> tuple[int, bytes]:
    records = {"basic": [p.basic()], "business": [p.with_items()], "types": p.kinds()}
    name = next(name for name, (id, _) in DATASETS.items() if id == dataset)
    # An unknown number's answer is an empty body.
    return 200, p.as_json(records[name]) if filtered.endswith(UBN) else b""


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            query = parse_qs(url.query)
            register.asked.append(query)
            status, body = register.answer(url.path.rsplit("/", 1)[1], query["$filter"][0])
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that waited no longer is what one of these tests is about."""

    with Server(("127.0.0.1", 0), Handler) as server:
        register = Register(server)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield register
        server.shutdown()
        thread.join()


def test_the_three_datasets_are_asked_as_published(register: Register) -> None:
    assert json.loads(register.client.ask(UBN)) == [
        {"No": UBN, "basic": [p.basic()], "business": [p.with_items()], "types": p.kinds()}
    ]
    assert register.asked == [
        {"$format": ["json"], "$filter": [f"{field} eq {UBN}"], "$skip": ["0"], "$top": ["50"]}
        for field in ("Business_Accounting_NO", "Business_Accounting_NO", "No")
    ]
    assert CompanyClient().base_url == BASE_URL


def test_a_wrong_number_is_never_sent(register: Register) -> None:
    with pytest.raises(BusinessNumberInvalid):
        register.client.ask("22099132 or 1 eq 1")
    assert register.asked == []


def failing_once(status: int) -> Answer:
    left = [status]
    return lambda dataset, filtered: (left.pop(), b"") if left else as_published(dataset, filtered)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_register_is_asked_again(register: Register, status: int) -> None:
    register.answer = failing_once(status)
    assert json.loads(register.client.ask(UBN))[0]["basic"] == [p.basic()]
    assert len(register.asked) == 4


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (503, b"", "商工登記資料服務回覆錯誤（HTTP 503），因此沒有查到任何結果。"),
        (404, b"", "商工登記資料服務回覆錯誤（HTTP 404），因此沒有查到任何結果。"),
        (302, b"", "商工登記資料服務回覆錯誤（HTTP 302），因此沒有查到任何結果。"),
        (200, b"<html>busy</html>", "商工登記資料服務的回覆與公布的格式不同（basic），因此沒有採用。"),
        (200, b'{"error": "busy"}', "商工登記資料服務的回覆與公布的格式不同（basic），因此沒有採用。"),
        (200, b"[1, 2", "商工登記資料服務的回覆與公布的格式不同（basic），因此沒有採用。"),
    ],
)
def test_a_failed_answer_is_an_error_and_never_an_empty_one(
    register: Register, status: int, body: bytes, says: str
) -> None:
    register.answer = lambda dataset, filtered: (status, body)
    with pytest.raises(RegisterAnswerUnusable) as refused:
        register.client.ask(UBN)
    assert refused.value.says == says
    assert refused.value.remedy


def test_a_register_that_is_not_there_or_too_slow(register: Register) -> None:
    with pytest.raises(RegisterUnreachable, match="ConnectError"):
        CompanyClient("http://127.0.0.1:9/", timeout_seconds=1, tries=2, pause_seconds=0).ask(UBN)
    waiting = threading.Event()

    def slowly(dataset: str, filtered: str) -> tuple[int, bytes]:
        waiting.wait(2)
        return 200, b"[]"

    register.answer = slowly
    with pytest.raises(RegisterUnreachable, match="ReadTimeout"):
        CompanyClient(register.url, timeout_seconds=0.1, tries=1).ask(UBN)
    waiting.set()


@pytest.mark.django_db
@pytest.mark.clause("L2.1", "L3.E1")
def test_what_was_fetched_is_found(register: Register, settings: Any) -> None:
    settings.XUZHI_NETWORK = True
    imported = fetch_company(UBN, actor=p.OFFICER, at=p.AT, client=register.client)
    assert (imported.taken_on, imported.rows) == (date(2026, 11, 22), 1)
    answer = look_up("company", ubn=UBN, on=date(2026, 11, 22))
    assert answer.found is True
    assert answer.facts["company"]["status"] == "active"
    assert answer.snapshots[0].source == register.url


@pytest.mark.django_db
def test_an_unknown_number_is_recorded_as_asked_and_not_found(register: Register, settings: Any) -> None:
    settings.XUZHI_NETWORK = True
    settings.XUZHI_COMPANY_REGISTER_URL = register.url
    fetch_company("04595257", actor=p.OFFICER, at=p.AT)
    answer = look_up("company", ubn="04595257", on=date(2026, 11, 22))
    assert (answer.found, answer.facts) == (False, {})


@pytest.mark.django_db
def test_nothing_is_recorded_when_the_register_fails(register: Register, settings: Any) -> None:
    settings.XUZHI_NETWORK = True
    other = {"basic": [p.basic("04595257")], "business": [], "types": []}
    failures: list[Answer] = [
        lambda dataset, filtered: (500, b""),
        lambda dataset, filtered: (200, p.as_json([{"Business_Accounting_NO": UBN}])),
        lambda dataset, filtered: (200, p.as_json(other["basic"])),
    ]
    for failure in failures:
        register.answer = failure
        with pytest.raises(Refusal):
            fetch_company(UBN, actor=p.OFFICER, at=p.AT, client=register.client)
    assert not SnapshotFile.objects.exists()
    assert read_stream("register-company") == []
    assert look_up("company", ubn=UBN, on=date(2026, 11, 22)).found is None


@pytest.mark.django_db
def test_the_network_is_off_by_default(register: Register, settings: Any) -> None:
    assert settings.XUZHI_NETWORK is False
    with pytest.raises(NetworkOff) as refused:
        fetch_company(UBN, actor=p.OFFICER, at=p.AT, client=register.client)
    assert refused.value.remedy == "請由承辦人匯入名冊檔案，或請系統管理者開啟連線。"
    assert register.asked == []
