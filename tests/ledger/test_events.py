import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import pytest

from xuzhi.ledger.canonical import canonical_json
from xuzhi.ledger.events import Event, EventTypeTaken, EventTypeUnknown, event_type, event_types


class Route(enum.StrEnum):
    GREEN = "green"
    EXPANDED = "expanded"


@dataclass(frozen=True)
class Defect:
    clause: str
    amounts: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class EverythingSaid(Event):
    case_id: UUID
    route: Route
    opened_on: date
    closed_at: datetime | None
    rate: Decimal
    defects: tuple[Defect, ...]
    by_day: dict[str, date]
    answers: Mapping[str, Any]
    pair: tuple[int, date]
    names: list[str]
    mode: Literal["a", "b"] = "a"
    later: tuple[str, ...] = field(default=("none",))


def everything(**changes: Any) -> EverythingSaid:
    return EverythingSaid(
        **{
            "case_id": UUID(int=7),
            "route": Route.GREEN,
            "opened_on": date(2026, 2, 13),
            "closed_at": datetime(2026, 9, 1, 17, tzinfo=UTC),
            "rate": Decimal("0.10"),
            "defects": (Defect("L7.3", (Decimal("1.0"),)), Defect("L2.1")),
            "by_day": {"first": date(2026, 1, 1)},
            "answers": {"budget.total": 1_000_000, "rooms": [{"country": "TW"}], "none": None},
            "pair": (1, date(2026, 1, 2)),
            "names": ["序知"],
            **changes,
        }
    )


@pytest.mark.parametrize("event", [everything(), everything(closed_at=None, defects=(), names=[])])
def test_what_was_recorded_reads_back_equal(event):
    payload = event.as_payload()
    canonical_json(payload)
    assert EverythingSaid.from_payload(payload) == event


def test_the_payload_is_json_as_people_would_write_it():
    assert everything().as_payload() == {
        "case_id": "00000000-0000-0000-0000-000000000007",
        "route": "green",
        "opened_on": "2026-02-13",
        "closed_at": "2026-09-01T17:00:00.000000+00:00",
        "rate": "0.10",
        "defects": [{"clause": "L7.3", "amounts": ["1.0"]}, {"clause": "L2.1", "amounts": []}],
        "by_day": {"first": "2026-01-01"},
        "answers": {"budget.total": 1_000_000, "rooms": [{"country": "TW"}], "none": None},
        "pair": [1, "2026-01-02"],
        "names": ["序知"],
        "mode": "a",
        "later": ["none"],
    }


def test_a_field_added_later_takes_its_default():
    payload = everything().as_payload()
    del payload["later"]
    assert EverythingSaid.from_payload(payload) == everything()


def test_an_older_form_is_upcast():
    @dataclass(frozen=True)
    class ContactChanged(Event):
        email: str

        @classmethod
        def upcast(cls, payload):
            return {"email": payload.get("email", payload.get("mail"))}

    assert ContactChanged.from_payload({"mail": "a@b.test"}) == ContactChanged("a@b.test")


def test_the_class_name_is_the_type():
    assert EverythingSaid.type == "EverythingSaid"
    assert event_type("EverythingSaid") is EverythingSaid
    assert event_types()["EverythingSaid"] is EverythingSaid


def test_a_second_event_of_that_name_elsewhere_is_refused():
    with pytest.raises(EventTypeTaken, match="has an event of that name"):
        type("EverythingSaid", (Event,), {"__module__": "xuzhi.elsewhere"})


def test_a_type_nobody_declares_is_an_error():
    with pytest.raises(EventTypeUnknown, match="no event class is called NeverHeardOf"):
        event_type("NeverHeardOf")
