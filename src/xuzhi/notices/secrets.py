"""What only the e-mail may say, encrypted for the minutes between issue and delivery."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"xuzhi.notices.secrets" + settings.SECRET_KEY.encode()).digest()))


def seal(secret: Mapping[str, str]) -> bytes:
    """Encrypt label and text pairs."""
    return _box().encrypt(json.dumps(dict(secret), ensure_ascii=False).encode())


def unseal(sealed: bytes | memoryview) -> dict[str, str]:
    """Decrypt them. Raises cryptography's InvalidToken when the key has changed meanwhile."""
    opened: dict[str, str] = json.loads(_box().decrypt(bytes(sealed)))
    return opened
