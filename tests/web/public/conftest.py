"""Public pages with something to show: solutions of the catalogue, and what the registers know of some firms."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    """Every test begins in Chinese, whatever the one before asked for."""
    from django.utils import translation

    with translation.override("zh-hant"):
        yield


@pytest.fixture(scope="session")
def rules() -> Any:
    """The programme whose decisions list something, as of a day when it is in force."""
    from datetime import date

    from xuzhi.casework.queries.editions import programmes

    listing = (each for each in programmes() if any("list" in s.effects for case in each.cases for s in case.steps))
    return next(listing).edition(date(2026, 11, 22))


@pytest.fixture
def address(rules: Any) -> str:
    """The id of that programme, as it stands in addresses."""
    return str(rules.programme_id)


@pytest.fixture
def office(db: None) -> Iterator[Any]:
    """The office of the catalogue's own tests; only the catalogue follows what it decides."""
    from xuzhi.ledger.reactions import connected_only
    from xuzhi.marketplace.projectors import CATALOGUE

    with connected_only(projectors=[CATALOGUE]):
        yield importlib.import_module("...marketplace.deciding", __package__).Office()


@pytest.fixture
def catalogue(office: Any) -> Any:
    office.approve_supplier(company__introduction="在臺中做排程軟體十年。", company__website="https://example.com.tw/")
    office.put_in(
        "智慧排程雲",
        description="依交期與換線時間排出工序。\n\n插單時算出誰會延誤。",
        functions=[{"name": "插單試算", "description": "列出受影響的訂單與天數。"}],
        support=[{"kind": "training", "channel": "on_site", "hours": "週一至週五", "response_time_hours": 4}],
        solution__sla__availability="99.9",
        solution__export__free=True,
    )
    office.put_in("圖面報價", industries=["retail", "general"], is_ai=False, county="")
    return office
