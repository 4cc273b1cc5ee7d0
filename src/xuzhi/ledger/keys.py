"""The key that signs checkpoints: Ed25519, in the data folder, made at first use, readable by its owner only."""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

FILE_NAME = "ledger-ed25519.pem"


class KeyUnusable(RuntimeError):
    """The key file is not an Ed25519 key, or others may read it."""


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """The key kept in `folder`; a new one if there is none. Raises KeyUnusable."""
    path = folder / FILE_NAME
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise KeyUnusable(f"{path} can be read by others; run: chmod 600 {path}")
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as error:
        raise KeyUnusable(f"{path} is not a key: {error}") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnusable(f"{path} is not an Ed25519 key")
    return key


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of its public key."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _make_key(path: Path) -> None:
    """Written aside and linked into place: of two processes that start at once, the first one's key stands."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    aside = path.with_name(f".{FILE_NAME}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
