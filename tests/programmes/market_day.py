"""The listing programme at work: firms of the demo brought to a listing by the real operations, to begin there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import mail

from xuzhi.casework.models import Case
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.console.demo import story
from xuzhi.console.demo.content import DemoFirm, DemoSolution, firms, solutions
from xuzhi.console.demo.load import import_registers
from xuzhi.console.demo.world import CODE, SYSTEM, TAIPEI, World, office_time
from xuzhi.kernel.actor import Actor
from xuzhi.parties.operations.redeem_access_code import redeem_access_code
from xuzhi.parties.queries import actor_of

TODAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
PRC = "統一編號,名稱\n"


class Market(World):
    """The demo's world, whose mailbox is Django's."""

    def use_code(self, firm: DemoFirm, at: datetime) -> None:
        letters = [letter for letter in mail.outbox if str(self.owners[firm.key].email) in letter.to]
        code = next(found.group() for letter in reversed(letters) if (found := CODE.search(str(letter.body))))
        redeem_access_code(firm.ubn, self.owners[firm.key], code, at=at)

    def actor(self, key: str) -> Actor:
        firm = firms()[key]
        return actor_of(self.owners[key], firm=firm.ubn)

    @property
    def officer(self) -> Actor:
        return self.officers[0]


def open_market(*, improvement_days: int | None = 14) -> Market:
    """Registers, the office, a batch that is open."""
    market = Market(TODAY, TODAY - timedelta(days=60))
    import_registers(market.begins, office_time(market.begins, 0))
    market.settle_office()
    opens = datetime.combine(market.begins, datetime.min.time(), TAIPEI)
    batch = {
        "name": "b",
        "title": "b",
        "opens_at": opens,
        "closes_at": opens + timedelta(days=400),
        "cases": ["solution"],
    }
    announce(market, batch)
    if improvement_days is not None:
        set_limit(market, "improvement_days", improvement_days)
    return market


def announce(market: Market, batch: dict[str, Any]) -> None:
    from xuzhi.casework.operations.announce_round import announce_round

    announce_round(market.programme, batch | {"clause": "L4.E3"}, actor=SYSTEM, at=office_time(market.begins, 5))


def set_limit(market: Market, name: str, value: Any) -> None:
    set_parameter(
        market.programme,
        name,
        value,
        from_on=market.begins,
        reason="測試",
        actor=SYSTEM,
        at=office_time(market.begins, 9),
    )


def offers_of(key: str) -> list[DemoSolution]:
    return [each for each in solutions() if each.firm == key]


def supplier(market: Market, key: str, days_ago: int = 30) -> UUID:
    """The firm is an approved supplier; gives its case."""
    for _ in story.supplier(market, firms()[key], TODAY - timedelta(days=days_ago)):
        pass
    return Case.objects.get(kind="supplier", firm_ubn=firms()[key].ubn).id


def listed(market: Market, key: str, offer: DemoSolution, days_ago: int = 20) -> UUID:
    """A solution of the supplier is listed; gives its case."""
    before = set(Case.objects.filter(kind="solution").values_list("id", flat=True))
    for _ in story.solution(market, firms()[key], offer, office_time(TODAY - timedelta(days=days_ago), 0)):
        pass
    (case,) = Case.objects.filter(kind="solution").exclude(id__in=before)
    assert case.stage == "listed", (case.stage, case.findings_outcome)
    return case.id
