"""Keys: made by owners, shown once, known by their hash, run out, revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from xuzhi.ledger.queries import read_stream
from xuzhi.marketplace.connections.models import ApiKey
from xuzhi.marketplace.connections.refusals import ExpiryWrong, KeyNameMissing, KeyUnknown, ScopesMissing, TooManyKeys
from xuzhi.marketplace.operations.make_key import make_key
from xuzhi.marketplace.operations.revoke_key import revoke_key
from xuzhi.marketplace.operations.use_key import use_key
from xuzhi.marketplace.queries.connections import keys_of
from xuzhi.parties.refusals import OwnerOnly

from .conftest import AT, OTHER_UBN, UBN, People


def made(people: People, name: str = "訂單系統", scopes: tuple[str, ...] = ("orders:read",), days: int = 30):
    return make_key(UBN, name, scopes, valid_days=days, by=people.owner, actor=people.actor, at=AT)


def test_a_key_opens_what_it_says_and_is_kept_as_its_hash(people: People) -> None:
    key = made(people, scopes=("usage:write", "orders:read"))
    used = use_key(key.key, at=AT)
    assert (used.id, used.firm_ubn, used.name) == (key.id, UBN, "訂單系統")
    assert used.scopes == {"orders:read", "usage:write"}
    (line,) = keys_of(UBN, AT)
    assert (line.scopes, line.start, line.used_at, line.state) == (
        ("orders:read", "usage:write"), key.key[:9], AT, "valid",
    )  # fmt: skip
    row = ApiKey.objects.get()
    everything = str(row.__dict__) + str([each.payload for each in read_stream(f"firm-{UBN}-keys")])
    assert key.key not in everything


def test_when_it_was_used_is_noted_once_a_minute(people: People) -> None:
    key = made(people)
    for seconds in (0, 30, 59, 90):
        use_key(key.key, at=AT + timedelta(seconds=seconds))
    assert keys_of(UBN, AT)[0].used_at == AT + timedelta(seconds=90)
    use_key(key.key, at=AT + timedelta(seconds=120))
    assert keys_of(UBN, AT)[0].used_at == AT + timedelta(seconds=90)


def test_it_runs_out_to_the_second(people: People) -> None:
    key = made(people, days=1)
    assert use_key(key.key, at=AT + timedelta(hours=23, minutes=59, seconds=59)).id == key.id
    with pytest.raises(KeyUnknown):
        use_key(key.key, at=AT + timedelta(days=1))
    assert keys_of(UBN, AT + timedelta(days=1))[0].state == "expired"


def test_a_revoked_key_opens_nothing_and_says_who_revoked_it(people: People) -> None:
    key = made(people)
    revoke_key(UBN, key.id, by=people.owner, actor=people.actor, at=AT)
    with pytest.raises(KeyUnknown):
        use_key(key.key, at=AT)
    with pytest.raises(KeyUnknown):
        revoke_key(UBN, key.id, by=people.owner, actor=people.actor, at=AT)
    assert keys_of(UBN, AT)[0].state == "revoked"
    assert [each.type for each in read_stream(f"firm-{UBN}-keys")] == ["ApiKeyMade", "ApiKeyRevoked"]


def test_only_owners_make_and_revoke(people: People) -> None:
    key = made(people)
    for person in (people.colleague, people.stranger):
        with pytest.raises(OwnerOnly):
            make_key(UBN, "x", ("orders:read",), valid_days=1, by=person, actor=people.actor, at=AT)
        with pytest.raises(OwnerOnly):
            revoke_key(UBN, key.id, by=person, actor=people.actor, at=AT)
    with pytest.raises(KeyUnknown):
        revoke_key(OTHER_UBN, key.id, by=people.stranger, actor=people.actor, at=AT)


def test_what_a_key_must_say(people: People) -> None:
    with pytest.raises(KeyNameMissing):
        made(people, name="  ")
    for scopes in ((), ("orders:read", "everything")):
        with pytest.raises(ScopesMissing):
            made(people, scopes=scopes)
    for days in (0, 366):
        with pytest.raises(ExpiryWrong):
            made(people, days=days)
    for _ in range(20):
        made(people)
    with pytest.raises(TooManyKeys):
        made(people)


@pytest.mark.parametrize("key", ["", "xz_", "\ud800", "x" * 10_000])
def test_what_is_no_key_is_unknown(people: People, key: str) -> None:
    with pytest.raises(KeyUnknown):
        use_key(key, at=AT)
