"""Keys and signatures as texts. Pure, but for randomness. Messages are signed by the Standard Webhooks scheme."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime

KEY_PREFIX, SECRET_PREFIX = "xz_", "whsec_"
SHOWN = 9
SCOPES = ("cases:read", "documents:read", "orders:read", "orders:write", "usage:write", "data:read")


def new_key() -> str:
    """A key of 256 random bits."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """Its hash, hex. Fast is enough: it cannot be guessed."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def start_of(key: str) -> str:
    """The first characters, by which people tell keys apart."""
    return key[:SHOWN]


def new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sign(secret: str, message_id: str, at: datetime, body: bytes) -> str:
    """`v1,…`: the HMAC-SHA256 over id, seconds of `at` and body. Raises ValueError for a secret that is none."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX), validate=True)
    signed = f"{message_id}.{int(at.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()


def headers_of(secret_texts: Iterable[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers; a signature for each secret that holds."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(sign(secret, message_id, at, body) for secret in secret_texts),
    }
