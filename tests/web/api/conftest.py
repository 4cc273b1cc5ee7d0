"""A market with a supplier, a buyer and their keys, called as programs call it."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

ALL = ("cases:read", "documents:read", "orders:read", "orders:write", "usage:write", "data:read")


class Program:
    """A firm's program, or anybody's."""

    def __init__(self, key: str = "", **extra: Any) -> None:
        self.client, self.key, self.extra = Client(), key, extra

    def headers(self, more: dict[str, str]) -> dict[str, str]:
        return ({"Authorization": f"Bearer {self.key}"} if self.key else {}) | more

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers(headers), **self.extra)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/api/v1/{path}", content, content_type="application/json", headers=self.headers(named), **self.extra
        )


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    from django.utils import translation

    cache.clear()
    with translation.override("zh-hant"):
        yield


def key_for(ubn: str, owner: Any, *scopes: str) -> str:
    """A key that is valid now, made the day before."""
    from django.utils import timezone

    from xuzhi.marketplace.operations.make_key import make_key
    from xuzhi.parties.queries import actor_of

    at = timezone.now() - timedelta(days=1)
    actor = actor_of(owner, firm=ubn)
    return make_key(ubn, "訂單系統", scopes or ALL, valid_days=30, by=owner, actor=actor, at=at).key


class Scene:
    """What stands when a test begins: one listed solution, its supplier and a buyer. `at` is when it was made."""

    def __init__(self) -> None:
        from xuzhi.console.demo.content import firms
        from xuzhi.parties.models import User

        self.day = importlib.import_module("...programmes.market_day", __package__)
        self.buying = importlib.import_module("...programmes.buying", __package__)
        self.market = self.day.open_market()
        self.buying.set_limits(self.market)
        self.listing_id = self.buying.sold(self.market)
        self.buyer = self.buying.buyer()
        self.seller = self.market.actor(self.buying.SELLER)
        self.seller_owner = self.market.owners[firms()[self.buying.SELLER].key]
        self.buyer_owner = User.objects.get(id=self.buyer.id)

    @property
    def listing(self) -> Any:
        from xuzhi.marketplace.queries import listed_case

        found = listed_case(self.listing_id)
        assert found is not None
        return found

    def supplier(self, *scopes: str) -> Program:
        return Program(key_for(self.seller.firm, self.seller_owner, *scopes))

    def shop(self, *scopes: str) -> Program:
        return Program(key_for(self.buyer.firm, self.buyer_owner, *scopes))

    def wish(self, **changes: Any) -> dict[str, Any]:
        from django.utils import timezone

        starts = (timezone.localdate() + timedelta(days=2)).isoformat()
        answers = self.buying.wish(self.buying.SMALL, **{"order.starts_on": starts} | changes)
        return {"listing": self.listing.slug, "version": self.listing.version, "answers": answers}

    def count(self, code: str) -> None:
        """The listing counts something by the day."""
        from xuzhi.marketplace.models import ListingVersion

        version = ListingVersion.objects.get(listing_id=self.listing_id)
        measure = {"code": code, "name": "排班", "counts": "times", "every": "day"}
        facts = version.facts | {"solution.measures": [measure]}
        ListingVersion.objects.filter(listing_id=self.listing_id).update(facts=facts)

    def charge(self, code: str, *tiers: dict[str, Any], version: int = 1) -> None:
        """The version that is in force counts something by the day and charges for it."""
        from xuzhi.marketplace.models import Listing, ListingVersion

        row = ListingVersion.objects.filter(listing_id=self.listing_id).latest("version")
        measure = {"code": code, "name": "排班", "counts": "times", "every": "day"}
        facts = row.facts | {"solution.measures": [measure], "solution.usage_tiers": list(tiers)}
        if version == row.version:
            ListingVersion.objects.filter(listing_id=self.listing_id, version=version).update(facts=facts)
        else:
            ListingVersion.objects.create(
                listing_id=self.listing_id, version=version, name=row.name, facts=facts, case_id=row.case_id,
                case_number=row.case_number, edition_on=row.edition_on, approved_at=self.day.AT,
            )  # fmt: skip
        Listing.objects.filter(id=self.listing_id).update(version=version, facts=facts)

    def step(self, name: str) -> None:
        """The machine suspends, resumes or removes what is listed."""
        from xuzhi.casework.operations.take_step import take_step
        from xuzhi.kernel.actor import Actor

        take_step(self.listing_id, name, actor=Actor.system("test"), at=self.day.AT, reason="測試")


@pytest.fixture
def scene(db: None) -> Scene:
    return Scene()
