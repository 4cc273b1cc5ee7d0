"""Subscriptions as they come about: the decisions of orders, for tests of what hangs on a subscription."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from xuzhi.kernel.actor import Actor

from .deciding import Office, decision

SUPPLIER, OTHER, BUYER, NEIGHBOUR = "22099131", "12345675", "04595257", "84149961"
DAILY = {"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"}
PEOPLE = {"code": "people", "name": "使用的人", "counts": "people", "every": "day"}
HOURS = {"code": "hours", "name": "使用時數", "counts": "hours", "every": "month"}


def seller(ubn: str = SUPPLIER) -> Actor:
    return Actor.person("31", "王經理", "applicant", ubn)


def shopkeeper(ubn: str = BUYER) -> Actor:
    return Actor.person("41", "陳小姐", "buyer", ubn)


class Shop:
    """Orders and what becomes of them, one after another."""

    def __init__(self, office: Office) -> None:
        self.office, self.serial = office, 500

    def solution(self, name: str = "智慧排程雲", measures: list[dict[str, Any]] | None = None, **changes: Any) -> UUID:
        return UUID(self.office.put_in(name, measures=measures or [DAILY, PEOPLE, HOURS], **changes))

    def order(self, listing: UUID, *, buyer: str = BUYER, supplier: str = SUPPLIER, **changes: Any) -> UUID:
        """An order that nobody has accepted yet."""
        self.serial += 1
        case = uuid.UUID(int=self.serial)
        self._decide(case, listing, "order", buyer, supplier, changes)
        return case

    def subscribe(self, listing: UUID, *, buyer: str = BUYER, supplier: str = SUPPLIER, **changes: Any) -> UUID:
        """A subscription that runs, from 2 November for a year unless `from_on`, `until_on` say otherwise."""
        case = self.order(listing, buyer=buyer, supplier=supplier, **changes)
        self._decide(case, listing, "subscribe", buyer, supplier, changes)
        return case

    def agree_anew(self, case: UUID, listing: UUID, **changes: Any) -> None:
        """The same two agree on another term: a renewal, or another plan."""
        self._decide(case, listing, "subscribe", BUYER, SUPPLIER, changes)

    def end(self, case: UUID, listing: UUID) -> None:
        self._decide(case, listing, "unsubscribe", BUYER, SUPPLIER, {})

    def _decide(self, case: UUID, listing: UUID, effect: str, buyer: str, supplier: str, terms: dict[str, Any]) -> None:
        contract = {
            "version": 1, "plan": "標準版", "billing": "monthly", "period_months": 1, "seats": 3, "net_twd": 3714,
            "tax_twd": 186, "gross_twd": 3900, "term_months": 12, "from_on": "2026-11-02", "until_on": "2027-11-01",
        } | terms  # fmt: skip
        made = decision(
            str(case),
            case.int,
            "智慧排程雲",
            [effect],
            about=str(listing),
            ubn=buyer,
            firm="巷子口小吃店",
            kind="order",
        )
        facts = {f"contract.{name}": value for name, value in contract.items()}
        told = replace(made, facts=facts, respondent_ubn=supplier, respondent_name="精切智造軟體股份有限公司")
        self.office.write(str(case), told)


def number(case: UUID) -> str:
    return f"SME-115-{case.int:05}"


def day(text: str) -> date:
    return date.fromisoformat(text)
