"""Three values everywhere, and what decided."""
# ruff: noqa: E501  tables and sentences are kept whole

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from xuzhi.engine.verdicts import Situated, evaluate
from xuzhi.rulebook.expressions import Scope, parse_expression
from xuzhi.rulebook.expressions.types import DATE, MONEY, NUMBER, TEXT, TRUTH, Type, list_of

ROOM = Type("record", fields={"country": TEXT, "kw": NUMBER, "ports": list_of(TEXT)})
SCOPE = Scope(
    facts={
        "t": TRUTH, "f": TRUTH, "u": TRUTH, "amount": MONEY, "none": MONEY, "day": DATE, "name": TEXT, "rooms": list_of(ROOM),
        "empty": list_of(ROOM), "needed": list_of(ROOM), "items": list_of(TEXT), "unknown_items": list_of(TEXT),
    },
    settings={"limit": MONEY, "unset": MONEY, "codes": list_of(TEXT)},
    given={"on": DATE, "taken.submit": NUMBER},
    at_least={"needed": 1},
)  # fmt: skip
FACTS: dict[str, Any] = {
    "t": True, "f": False, "amount": 800, "day": date(2024, 2, 29), "name": "abc", "empty": (), "needed": (),
    "items": ("a", "b"),
    "rooms": (
        {"country": "TW", "kw": 3, "ports": ("x",)}, {"country": None, "kw": 4, "ports": ()}, {"country": "CN", "kw": None, "ports": None},
    ),
}  # fmt: skip
SETTINGS = {"limit": 1000, "unset": None, "codes": ("a", "CN")}


def look(text: str) -> tuple[Any, Situated]:
    situated = Situated(FACTS, SETTINGS, date(2026, 3, 1))
    return evaluate(parse_expression(text, SCOPE, expected=None), situated), situated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("t and u", None), ("u and t", None), ("f and u", False), ("u and f", False), ("t or u", True), ("u or t", True),
        ("f or u", None), ("not u", None), ("not f", True), ("u == u", None), ("t if u else f", None), ("amount if t else none", 800),
        ("none > 1", None), ("amount < unset", None), ("400 < amount < limit", True), ("900 < amount < none", False),
        ("is_known(none)", False), ("is_known(amount)", True), ("is_known(needed)", False), ("is_known(empty)", True),
        ("is_known(unset)", False), ("name in ['abc']", True), ("name not in codes", True), ("none in [1]", None),
        ("any(i in codes for i in items)", True), ("all(i in codes for i in items)", False),
        ("any(i == 'z' for i in unknown_items)", None),
        ("all(r.kw > 0 for r in empty)", True), ("any(r.kw > 0 for r in empty)", False),
        ("all(r.kw > 0 for r in needed)", None), ("any(r.kw > 0 for r in needed)", None), ("len(needed) >= 0", None),
        ("any(r.country == 'CN' for r in rooms)", True), ("all(r.country == 'TW' for r in rooms)", False),
        ("all(r.country != 'JP' for r in rooms)", None), ("any(r.kw > 9 for r in rooms)", None),
        ("any(r.kw > 3 for r in rooms if r.country == 'TW')", None), ("all(r.kw > 2 for r in rooms if r.kw < 4)", None),
        ("count(r.kw > 3 for r in rooms)", None), ("count(is_known(r.kw) for r in rooms)", 2), ("count(1 for r in rooms)", 3),
        ("sum(r.kw for r in rooms)", None), ("sum(r.kw for r in rooms if is_known(r.kw))", 7), ("sum(r.kw for r in empty)", 0),
        ("max(r.kw for r in rooms if is_known(r.kw))", 4), ("min(r.kw for r in empty)", None),
        ("len(distinct(r.country for r in rooms if is_known(r.country)))", 2),
        ("any(any(p == 'x' for p in r.ports) for r in rooms)", True), ("min(amount, limit)", 800), ("max(amount, none)", None),
        ("amount / 3", Decimal("266.666666666667")), ("amount / (limit - 1000)", None), ("0.1 + 0.2 == 0.3", True),
        ("1 / 3 * 3 == 1", False), ("round(2.5)", 3), ("round(0 - 2.5)", -3), ("abs(0 - amount)", 800), ("length(name)", 3),
        ("years_before(day, 1)", date(2023, 2, 28)), ("months_before(day, 12)", date(2023, 2, 28)),
        ("months_before(day, -1)", date(2024, 3, 29)), ("years_before(day, 3000)", None), ("days_after(day, 1)", date(2024, 3, 1)),
        ("months_between(day, on)", 24), ("months_between(on, day)", -24), ("days_between(day, on)", 731), ("year(on)", 2026),
        ("taken.submit", 0), ("needs(amount)", True), ("needs(none)", None), ("needs(none) and f", False), ("needs(needed)", None),
    ],
)  # fmt: skip
def test_values(text: str, value: Any) -> None:
    assert look(text)[0] == value


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("none > 1 or unset > 1", ["none", "unset"]), ("t and none > 1", ["none"]), ("f and none > 1", []),
        ("none > 1 and f", []), ("all(r.country != 'JP' for r in rooms)", ["rooms[1].country"]),
        ("any(any(p == 'z' for p in r.ports) for r in rooms)", ["rooms[2].ports"]), ("len(needed) > 0", ["needed"]),
        ("(t or none > 1) and u", ["u"]), ("is_known(none) and u", []), ("not is_known(none) and u", ["u"]),
        ("any(i == 'z' for i in unknown_items)", ["unknown_items"]),
    ],
)  # fmt: skip
def test_what_is_missing(text: str, missing: list[str]) -> None:
    value, situated = look(text)
    assert list(dict.fromkeys(situated.trace.missing)) == missing
    assert (value is None) == bool(missing)


def test_what_was_used_is_what_decided() -> None:
    assert look("amount >= limit")[1].trace.used == [("amount", 800), ("limit", 1000)]
    assert look("t and amount >= limit")[1].trace.used == [("amount", 800), ("limit", 1000)]
    assert look("t and amount < limit")[1].trace.used == [("t", True), ("amount", 800), ("limit", 1000)]


def test_the_records_that_decided_are_noted() -> None:
    assert look("all(r.country not in codes for r in rooms)")[1].trace.deciding == {"rooms": [2]}
    assert look("any(is_known(r.kw) for r in rooms)")[1].trace.deciding == {"rooms": [0, 1]}
    assert look("any(any(p == 'x' for p in r.ports) for r in rooms)")[1].trace.deciding == {
        "rooms[0].ports": [0],
        "rooms": [0],
    }
