"""Reads what the demo is made of: firms as the register knows them, solutions, and the texts of their answers."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
REGISTERS = FOLDER / "registers"


@dataclass(frozen=True)
class DemoFirm:
    """`key` is the short name that solutions use; the rest is what the company register has."""

    key: str
    ubn: str
    name: str
    representative: str
    address: str
    cloud: str

    @property
    def county(self) -> str:
        return self.address[:3]

    @property
    def email(self) -> str:
        return f"contact@{self.ubn}.example"


@dataclass(frozen=True)
class DemoSolution:
    firm: str
    name: str
    ai: str
    gives: tuple[str, ...]
    monthly: int
    does: str
    scene: str
    functions: tuple[tuple[str, str], ...]
    industry: str
    use: str
    trade: str
    tiers: tuple[tuple[int, int, int], ...] = ()  # of the small plan: above, for so many, dollars
    by_usage_alone: bool = False


@cache
def texts() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "answers.toml").read_text("utf-8"))


@cache
def settings() -> dict[str, Any]:
    """What the demo's office has set: `reason`, and `values` by parameter."""
    return tomllib.loads((FOLDER / "settings.toml").read_text("utf-8"))


@cache
def firms() -> dict[str, DemoFirm]:
    """All firms of the demo by short name, suppliers first."""
    registered = {
        row["Business_Accounting_NO"]: row for row in json.loads((REGISTERS / "company_basic.json").read_text())
    }
    named = tomllib.loads((FOLDER / "firms.toml").read_text("utf-8"))
    clouds = sorted(texts()["clouds"])
    made = {}
    for number, (key, ubn) in enumerate({**named["suppliers"], **named["others"]}.items()):
        row = registered[ubn]
        made[key] = DemoFirm(
            key,
            ubn,
            row["Company_Name"],
            row["Responsible_Name"],
            row["Company_Location"],
            clouds[number % len(clouds)],
        )
    return made


def supplier_keys() -> list[str]:
    return list(tomllib.loads((FOLDER / "firms.toml").read_text("utf-8"))["suppliers"])


@cache
def solutions() -> tuple[DemoSolution, ...]:
    found = []
    for path in sorted((FOLDER / "solutions").glob("*.toml")):
        trade = tomllib.loads(path.read_text("utf-8"))
        found += [
            DemoSolution(
                firm=each["firm"],
                name=each["name"],
                ai=each["ai"],
                gives=tuple(each["gives"]),
                monthly=each["monthly"],
                does=each["does"],
                scene=each["scene"],
                functions=tuple(each["functions"].items()),
                industry=trade["code"],
                use=trade["use"],
                trade=trade["industry"],
                tiers=tuple((above, per, price) for above, per, price in each.get("tiers", ())),
                by_usage_alone=each.get("by_usage_alone", False),
            )
            for each in trade["solution"]
        ]
    return tuple(found)
