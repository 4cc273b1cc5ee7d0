"""A person gets an account without signing up: staff, and the people of a demo."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from xuzhi.parties.addresses import check_email
from xuzhi.parties.models import User
from xuzhi.parties.refusals import EmailTaken, PersonNameMissing


def add_person(email: str, name: str, *, password: str | None = None, at: datetime) -> User:
    """Make the account, its address taken as verified. Raises EmailInvalid, PersonNameMissing, EmailTaken."""
    address = check_email(email)
    if not name.strip():
        raise PersonNameMissing()
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, password, name=name.strip(), at=at)
            _mark_verified(user)
    except IntegrityError:
        raise EmailTaken(email=address) from None
    return user


def _mark_verified(user: User) -> None:
    """Tell the account library that nobody needs to prove this address; its table is the only place it looks."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user_id=user.id, email=user.email, verified=True, primary=True)
