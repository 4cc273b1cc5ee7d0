"""Access codes as texts: made, read back from what a person types, hashed and compared. Pure, but for randomness."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B: what looks alike in print or over the telephone is left out.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8
TRIES = 5


def new_code() -> str:
    """A random code of eight characters, written without its dash."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def show_code(code: str) -> str:
    """The code as people read it: in two groups of four."""
    return f"{code[:4]}-{code[4:]}"


def read_code(typed: str) -> str | None:
    """The code in what a person typed, None where it cannot be one; case, spaces, dashes, full width do not matter."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(letter for letter in folded if not letter.isspace() and letter not in "-‐‑–—_")
    return code if len(code) == LENGTH and all(letter in ALPHABET for letter in code) else None


def new_salt() -> str:
    """A salt for one code."""
    return secrets.token_hex(16)


def hash_code(code: str, salt: str) -> str:
    """The code's hash, hex. Slow on purpose: eight characters are few for somebody who has stolen the hashes."""
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), n=2**12, r=8, p=1, dklen=32).hex()


def matches(code: str, salt: str, code_hash: str) -> bool:
    """Whether the code is the one that was hashed, in constant time."""
    return hmac.compare_digest(hash_code(code, salt), code_hash)


def new_token() -> str:
    """The secret of a link."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """The hash of a link's secret, hex. Fast is enough: a token cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def mask_email(email: str) -> str:
    """An address that its owner recognises and nobody else can use: `w***@example.com`."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"
