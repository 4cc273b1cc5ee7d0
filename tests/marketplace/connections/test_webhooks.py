"""Webhooks: signed, retried, cut off, disabled, sent again; and never told anything inside our own network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from xuzhi.marketplace.connections import receivers
from xuzhi.marketplace.connections.limits import RETRIES
from xuzhi.marketplace.connections.models import Webhook, WebhookMessage, WebhookSecret
from xuzhi.marketplace.connections.receivers import check_url, is_outside, tell
from xuzhi.marketplace.connections.refusals import (
    MessageUnknown,
    TopicsMissing,
    UrlNotSafe,
    WebhookOff,
    WebhookUnknown,
)
from xuzhi.marketplace.connections.signing import sign
from xuzhi.marketplace.operations.deliver_message import deliver_message, wire_id
from xuzhi.marketplace.operations.enable_webhook import enable_webhook
from xuzhi.marketplace.operations.register_webhook import register_webhook
from xuzhi.marketplace.operations.remove_webhook import remove_webhook
from xuzhi.marketplace.operations.rotate_secret import rotate_secret
from xuzhi.marketplace.operations.send_again import send_again
from xuzhi.marketplace.operations.tell_disabled import tell_disabled
from xuzhi.marketplace.operations.try_webhook import try_webhook
from xuzhi.marketplace.queries.connections import messages_due, messages_of, webhooks_of
from xuzhi.parties.refusals import OwnerOnly

from .conftest import AT, UBN, People
from .receiving import receiving

TOPICS = ("order.placed", "complaint.opened")


def register(people: People, url: str, **changes: Any):
    who = {"by": people.owner, "actor": people.actor, "at": AT, "loopback": True} | changes
    return register_webhook(UBN, url, TOPICS, **who)


def act(people: People, at=AT) -> dict[str, Any]:
    return {"by": people.owner, "actor": people.actor, "at": at}


def expected(secret: str, headers: dict[str, str], body: str) -> str:
    """The signature as a receiver works it out, from what the standard says alone."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def test_the_signature_of_the_standards_own_example() -> None:
    from datetime import UTC, datetime

    at = datetime.fromtimestamp(1614265330, UTC)
    found = sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_arrives_signed_and_is_logged(people: People, tmp_path: Path) -> None:
    with receiving(tmp_path) as receiver:
        made = register(people, receiver.url)
        message = try_webhook(UBN, made.id, **act(people))
        assert deliver_message(message, at=AT, loopback=True).outcome == "delivered"
        assert deliver_message(message, at=AT, loopback=True).outcome == "nothing"
        (got,) = receiver.got
    assert got["headers"]["webhook-signature"] == expected(made.secret, got["headers"], got["body"])
    assert got["headers"]["webhook-id"] == wire_id(message)
    assert json.loads(got["body"]) == {
        "type": "webhook.ping", "timestamp": "2026-11-23T09:30:00+08:00", "data": {"webhook_id": str(made.id)},
    }  # fmt: skip
    (line,) = messages_of(made.id, limit=9)
    assert (line.state, [(each.status, each.problem) for each in line.tries]) == ("delivered", [(204, "")])
    assert webhooks_of(UBN)[0].delivered_at == AT


def test_for_a_day_both_secrets_sign(people: People, tmp_path: Path) -> None:
    with receiving(tmp_path) as receiver:
        made = register(people, receiver.url)
        new = rotate_secret(UBN, made.id, **act(people))
        for hours in (23, 25):
            at = AT + timedelta(hours=hours)
            deliver_message(try_webhook(UBN, made.id, **act(people, at)), at=at, loopback=True)
        first, second = receiver.got
    both = [expected(secret, first["headers"], first["body"]) for secret in (new, made.secret)]
    assert first["headers"]["webhook-signature"].split(" ") == both
    assert second["headers"]["webhook-signature"] == expected(new, second["headers"], second["body"])
    assert made.secret.encode() not in b"".join(bytes(each.sealed) for each in WebhookSecret.objects.all())


@pytest.mark.parametrize(("how", "problem"), [("500", "answered_otherwise"), ("redirect", "answered_otherwise")])
def test_what_is_not_taken_is_tried_again_later_and_later(
    people: People, tmp_path: Path, how: str, problem: str
) -> None:
    with receiving(tmp_path, how) as receiver:
        made = register(people, receiver.url)
        message, at = try_webhook(UBN, made.id, **act(people)), AT
        for wait in RETRIES:
            tried = deliver_message(message, at=at, loopback=True)
            assert (tried.outcome, tried.next_try_at) == ("failed", at + wait)
            assert deliver_message(message, at=at, loopback=True).outcome == "nothing"
            at += wait
        last = deliver_message(message, at=at, loopback=True)
        assert (last.outcome, last.next_try_at) == ("failed", None)
        assert len({each["headers"]["webhook-id"] for each in receiver.got}) == 1
        assert len({each["body"] for each in receiver.got}) == 1
    (line,) = messages_of(made.id, limit=9)
    assert (line.state, len(line.tries), line.tries[0].problem) == ("failed", 10, problem)


@pytest.mark.parametrize("how", ["hang", "drip"])
def test_a_receiver_that_hangs_or_drips_is_cut_off(
    people: People, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receivers, "SECONDS", 1.5)
    with receiving(tmp_path, how) as receiver:
        began = time.monotonic()
        told = tell(receiver.url, b"{}", {}, loopback=True)
        assert time.monotonic() - began < 4
    assert (told.status, told.problem) == (0, "too_slow")


def test_what_nobody_answers_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert tell(f"http://127.0.0.1:{port}/", b"", {}, loopback=True).problem == "unreachable"


def test_after_five_days_of_failing_it_is_disabled_and_the_firm_told(people: People, tmp_path: Path) -> None:
    with receiving(tmp_path, "503") as receiver:
        made = register(people, receiver.url)
        for days in (0, 4, 5):
            at = AT + timedelta(days=days)
            deliver_message(try_webhook(UBN, made.id, **act(people, at)), at=at, loopback=True)
            assert webhooks_of(UBN)[0].state == ("off" if days == 5 else "on")
    assert not WebhookMessage.objects.filter(state="waiting").exists()
    with pytest.raises(WebhookOff):
        try_webhook(UBN, made.id, **act(people))
    mail.outbox.clear()
    assert tell_disabled(made.id, "https://xuzhi.test")
    assert receiver.url in str(mail.outbox[0].body) and "owner@firm.test" in mail.outbox[0].to
    assert enable_webhook(UBN, made.id, **act(people))
    assert not enable_webhook(UBN, made.id, **act(people))
    assert webhooks_of(UBN)[0].failing_since is None
    failed = WebhookMessage.objects.first()
    assert failed is not None and send_again(UBN, made.id, failed.id, **act(people))


def test_a_receiver_that_is_gone_is_not_asked_again(people: People, tmp_path: Path) -> None:
    with receiving(tmp_path, "410") as receiver:
        made = register(people, receiver.url)
        tried = deliver_message(try_webhook(UBN, made.id, **act(people)), at=AT, loopback=True)
    assert (tried.next_try_at, webhooks_of(UBN)[0].because) == (None, "gone")


def test_sent_again_keeps_its_id(people: People, tmp_path: Path) -> None:
    with receiving(tmp_path) as receiver:
        made = register(people, receiver.url)
        message = try_webhook(UBN, made.id, **act(people))
        assert not send_again(UBN, made.id, message, **act(people))
        deliver_message(message, at=AT, loopback=True)
        assert send_again(UBN, made.id, message, **act(people))
        deliver_message(message, at=AT, loopback=True)
        assert [each["headers"]["webhook-id"] for each in receiver.got] == [wire_id(message)] * 2
    with pytest.raises(MessageUnknown):
        send_again(UBN, made.id, made.id, **act(people))


def test_what_was_lost_is_found_by_the_minute(people: People) -> None:
    made = register(people, "http://127.0.0.1:9/")
    message = try_webhook(UBN, made.id, **act(people))
    minute = timedelta(minutes=1)
    assert messages_due(AT + minute - timedelta(seconds=1), late=minute, limit=9) == ()
    assert messages_due(AT + minute, late=minute, limit=9) == ((message, made.id),)
    remove_webhook(UBN, made.id, **act(people))
    assert messages_due(AT + minute, late=minute, limit=9) == ()
    assert webhooks_of(UBN) == () and not WebhookSecret.objects.exists()
    with pytest.raises(WebhookUnknown):
        try_webhook(UBN, made.id, **act(people))


def test_only_owners_connect(people: People) -> None:
    with pytest.raises(OwnerOnly):
        register(people, "https://hooks.example/", by=people.colleague)
    made = register(people, "https://hooks.example/")
    for operation in (rotate_secret, remove_webhook, try_webhook):
        with pytest.raises(OwnerOnly):
            operation(UBN, made.id, by=people.stranger, actor=people.actor, at=AT)
    with pytest.raises(TopicsMissing):
        register_webhook(UBN, "https://hooks.example/", (), **act(people))
    assert Webhook.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "", "hooks.example", "ftp://hooks.example/", "http://hooks.example/", "https://localhost/", "https://printer/",
        "https://db.internal/", "https://127.0.0.1/", "https://10.1.2.3/", "https://192.168.0.1/", "https://[::1]/",
        "https://169.254.169.254/latest", "https://[fe80::1]/", "https://[::ffff:10.0.0.1]/", "https://0.0.0.0/",
        "https://user:secret@hooks.example/", "https://hooks.example/#part", "https://hooks.example:99999/",
        "https://hooks.example:0/", "https://例子.example/", "https://hooks.example/ x", "https://[", "https://100.64.0.1/",
        "https://hooks.example/" + "x" * 500, "https://[64:ff9b::a00:1]/", "https://224.0.0.1/",
    ],
)  # fmt: skip
def test_where_messages_cannot_go(url: str) -> None:
    with pytest.raises(UrlNotSafe):
        check_url(url)


def test_where_messages_can_go() -> None:
    for url in ("https://hooks.example/x?y=1", "https://hooks.example:8443/", "https://93.184.215.14/"):
        assert check_url(f" {url} ") == url
    for url in ("http://127.0.0.1:8000/", "http://localhost/", "https://[::1]/"):
        assert check_url(url, loopback=True) == url
        with pytest.raises(UrlNotSafe):
            check_url(url)
    with pytest.raises(UrlNotSafe):
        check_url("http://10.0.0.1/", loopback=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "fe80::1%eth0", "fd00::1"])
def test_a_name_that_leads_inside_is_refused_at_delivery(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name server of a receiver says what its owner wants it to say, and something else a second later."""
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *args, **more: [(2, 1, 6, "", (each, 443)) for each in ("93.184.215.14", address)]
    )
    assert tell("https://hooks.example/", b"", {}).problem == "address_not_allowed"
    assert not is_outside(address)


def test_a_name_that_is_none_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*args: Any, **more: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", none)
    assert tell("https://hooks.example/", b"", {}).problem == "host_not_found"
