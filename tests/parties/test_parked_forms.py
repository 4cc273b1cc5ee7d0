"""A form that came too late is kept for its sender, for a day, and not for anybody else."""

from datetime import timedelta

import pytest

from xuzhi.parties import refusals
from xuzhi.parties.models import ParkedForm, User
from xuzhi.parties.operations import drop_parked_form, park_form
from xuzhi.parties.queries import parked_form

from .people import AT

FIELDS = [("company.name", "晨光智慧"), ("tags", "一"), ("tags", "二"), ("note", "第一行\n第二行")]


def park(owner: User | None = None, address: str = "203.0.113.7", at: timedelta = timedelta()) -> str:
    return park_form(
        "/apply/1/", FIELDS, file_names=["計畫書.pdf"], owner_id=owner and owner.id, address=address, at=AT + at
    )


def test_what_was_typed_comes_back_in_order(owner: User) -> None:
    kept = parked_form(park(owner), owner, AT + timedelta(hours=23))
    assert (kept.path, list(kept.fields), kept.file_names) == ("/apply/1/", FIELDS, ("計畫書.pdf",))


def test_nobody_else_and_nobody_later_gets_it(owner: User, colleague: User) -> None:
    key = park(owner)
    for user, later, with_key in ((colleague, 1, key), (owner, 24, key), (owner, 1, "guessed")):
        with pytest.raises(refusals.ParkedFormGone):
            parked_form(with_key, user, AT + timedelta(hours=later))
    assert key not in str(list(ParkedForm.objects.values()))


def test_without_a_known_owner_the_key_decides(colleague: User) -> None:
    assert parked_form(park(), colleague, AT).path == "/apply/1/"


def test_it_is_dropped_when_sent(owner: User) -> None:
    key = park(owner)
    drop_parked_form(key)
    drop_parked_form(key)
    with pytest.raises(refusals.ParkedFormGone):
        parked_form(key, owner, AT)


def test_limits(owner: User) -> None:
    with pytest.raises(refusals.ParkedFormTooLarge):
        park_form("/x/", [("a", "字" * 400_000)], owner_id=None, address="203.0.113.7", at=AT)
    for _ in range(30):
        park()
    with pytest.raises(refusals.ParkedFormTooMany):
        park()
    park(address="203.0.113.8")
    park(at=timedelta(hours=25))
    assert ParkedForm.objects.count() == 1


def test_a_nul_is_no_obstacle(owner: User) -> None:
    key = park_form("/x/", [("a", "字\0元")], owner_id=None, address="203.0.113.7", at=AT)
    assert parked_form(key, owner, AT).fields == (("a", "字元"),)
