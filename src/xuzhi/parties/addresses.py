"""E-mail addresses as people type them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from xuzhi.parties.refusals import EmailInvalid


def check_email(text: str) -> str:
    """The address, in lower case and without white space around it. Raises EmailInvalid."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise EmailInvalid(email=text.strip()) from None
    if len(email) > 254:
        raise EmailInvalid(email=text.strip())
    return email
