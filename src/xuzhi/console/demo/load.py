"""Runs the demo's stories in order of time, through the same operations as real cases."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import count

from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.console.demo import after, buying, papers, using
from xuzhi.console.demo.content import REGISTERS, DemoFirm, DemoSolution, firms, solutions, supplier_keys
from xuzhi.console.demo.granting import stories as granting
from xuzhi.console.demo.story import SUPPLIER_PAPERS, Story, solution, supplier
from xuzhi.console.demo.world import SYSTEM, TAIPEI, World, office_time
from xuzhi.registers.operations.import_snapshot import import_snapshot

OWN = "demo"
# What the accounts of the demo have to tell, in stories of about the same length.
_ACCOUNTS = 24
# Which of the solutions do not stand in the catalogue by today, by their place in the list.
_ENDS = {
    3: "refused", 21: "review_correcting", 38: "in_person", 47: "confirming", 60: "reviewing", 77: "submitted",
    90: "late", 104: "draft", 119: "submitted", 133: "reviewing",
}  # fmt: skip
_OWN = {
    "智慧排程雲": "listed",
    "良率守門員": "correcting",
    "設備日誌": "submitted",
    "工程問答助理": "draft",
    "用電教練": "listed",
}
# Each with the number of office days ago on which it was handed in.
_SUPPLIERS_IN_TROUBLE = {
    "just_enough": ("submitted", 2), "shop": ("correcting", 3), "small": ("draft", 1), "debarred": ("dismissed", 9),
    "debarred_ended": ("submitted", 1), "labour": ("submitted", 3), "prc": ("submitted", 2), "suspended": ("late", 11),
    "no_item": ("refused", 14),
}  # fmt: skip
# What happens to listed ones, with the number of office days ago on which it began.
_AFTER = [
    (after.change, "agreed", 60), (after.change, "submitted", 2), (after.change, "refused", 40),
    (after.inspection, "closed", 50), (after.inspection, "inspecting", 1), (after.inspection, "reinspection", 8),
    (after.inspection, "removed", 45), (after.sanction, "improvement", 1), (after.sanction, "cancelled", 30),
    (after.change, "agreed", 20),
]  # fmt: skip
_ALLEY, _CHAIN = "巷子口小吃店有限公司", "大順連鎖餐飲股份有限公司"
_ORDERS: list[tuple[str, str, int, dict[str, str]]] = [
    (_ALLEY, "智慧排程雲", 24, {"then": "exported"}),
    (_ALLEY, "用電教練", 22, {"then": "ended"}),
    (_CHAIN, "智慧排程雲", 23, {"then": "changed"}),
    (_CHAIN, "用電教練", 21, {"then": "export_failed"}),
    (_ALLEY, "智慧排程雲", 20, {"then": "settled"}),
    (_CHAIN, "用電教練", 19, {"then": "export_late"}),
    (_CHAIN, "智慧排程雲", 8, {"plan": "plan_team", "then": "changing"}),
    (_ALLEY, "智慧排程雲", 6, {}),
    (_ALLEY, "用電教練", 1, {"then": "waiting"}),
]
_OFFICE_DAYS_AGO = {
    "late": 10, "refused": 9, "confirming": 12, "in_person": 6, "correcting": 3, "review_correcting": 3, "reviewing": 4,
}  # fmt: skip


def import_registers(taken_on: date, at: datetime) -> None:
    """Every list that the rules ask for, in the shape in which its authority publishes it."""
    sources = [
        ("company", "company_business_items.json", None), ("company", "company_types.json", None),
        ("debarred", "debarred_suppliers.json", None),
        ("prc_funded", "prc_ministry.csv", "ministry"), ("prc_funded", "prc_local.csv", "local"),
        ("prc_funded", "prc_review.csv", "review"), ("violations", "labour_violations.csv", "combined"),
        ("ip_country", "ip_country.csv", "ranges"),
    ]  # fmt: skip
    for register, name, list_name in sources:
        import_snapshot(register, REGISTERS / name, taken_on, name, list_name=list_name, actor=SYSTEM, at=at)


def prepare(now: datetime) -> World:
    """What everybody needs before anything can happen: registers, the office and its batches."""
    prepare_for(world := world_of(now))
    return world


def prepare_for(world: World) -> None:
    """The same for a world that is there."""
    import_registers(world.begins, office_time(world.begins, 0))
    world.settle_office()
    world.set_parameters()
    world.announce_batches()
    granting.settle(world)
    import_registers(world.today - timedelta(days=2), office_time(world.today - timedelta(days=2), 0))


def world_of(now: datetime) -> World:
    today = now.astimezone(TAIPEI).date()
    return World(today, today - timedelta(days=300))


def tell(world: World, now: datetime, *, part: int = 0, parts: int = 1) -> int:
    """Tell one part of the stories, all of a firm's in one; gives how many. The first part has the accounts."""
    mine = shares(parts)[part]
    stories = [*_suppliers(world, mine), *_solutions(world, mine), *_after(world, mine)]
    if part == 0:
        stories += [*_own(world), *_others(world)]
    stories += granting.stories(world, part, parts)
    run(stories, until=now)
    return len(stories)


def shares(parts: int) -> list[set[str]]:
    """The firms of each part, so that all have as much to tell: whose stories are many goes where there is least."""
    stories = Counter(offer.firm for offer in solutions())
    for nth, offer in enumerate(offer for offer in solutions() if offer.firm != OWN):
        if _met_in_person(nth):
            stories[offer.firm] += 2
    loads = [sum(map(granting.length, share)) for share in granting.shared(parts)]
    loads[0] += _ACCOUNTS if parts > 1 else 0
    shared: list[set[str]] = [set() for _ in range(parts)]
    for key in sorted(supplier_keys(), key=lambda key: -stories[key]):
        least = loads.index(min(loads))
        shared[least].add(key)
        loads[least] += 1 + stories[key]
    return shared


def read_ahead(world: World, part: int, parts: int) -> None:
    """What a part can make before there is anything to write into: papers that are the same on every day."""
    mine, known = shares(parts)[part], firms()
    papers.architecture()
    for offer in solutions():
        if offer.firm in mine or (offer.firm == OWN and part == 0):
            papers.screens(offer)
            papers.firm_paper("track_record_proof", known[offer.firm])
            papers.firm_paper("machine_room_proof", known[offer.firm])
    for nth, key in enumerate(supplier_keys()):
        if key in mine:
            for document in SUPPLIER_PAPERS:
                papers.paper(document, known[key], _applies_on(world, nth))


def finish(world: World, now: datetime) -> None:
    """What has run out by now has run out; what runs was used."""
    sweep_clocks(at=now)
    using.tell_usage(world, now)


def run(stories: Iterable[Story], until: datetime) -> None:
    """Let each go on when its time has come; what lies after `until` has not happened yet."""
    order = count()
    waiting: list[tuple[datetime, int, Story]] = []
    for story in stories:
        waiting.append((next(story), next(order), story))
    heapq.heapify(waiting)
    while waiting:
        at, _, story = heapq.heappop(waiting)
        if at > until:
            continue
        following = next(story, None)
        if following is not None:
            heapq.heappush(waiting, (following, next(order), story))


def _suppliers(world: World, mine: set[str]) -> list[Story]:
    known = firms()
    return [
        supplier(world, known[key], _applies_on(world, nth), corrected=nth % 6 == 5)
        for nth, key in enumerate(supplier_keys())
        if key in mine
    ]


def _applies_on(world: World, nth: int) -> date:
    return world.begins + timedelta(days=1 + nth * 2 // 3)


def _solutions(world: World, mine: set[str]) -> list[Story]:
    known, windows = firms(), world.windows()
    offers = [offer for offer in solutions() if offer.firm != "demo"]
    return [
        _solution(world, known[offer.firm], offer, nth, _ENDS.get(nth, "listed"), windows)
        for nth, offer in enumerate(offers)
        if offer.firm in mine
    ]


def _solution(
    world: World, firm: DemoFirm, offer: DemoSolution, nth: int, ends: str, windows: list[tuple[datetime, datetime]]
) -> Story:
    if ends == "listed":
        opens, closes = windows[nth % 3]
        days = (closes - opens).days - 20
        # The suppliers of the first batch need the weeks before it to qualify.
        day = opens.date() + timedelta(days=52 + nth % (days - 52) if nth % 3 == 0 else nth * 7 % days)
    else:
        day = office_days_ago(world.today, _OFFICE_DAYS_AGO.get(ends, 1 + nth % 2))
        day = max(day, windows[3][0].date())
    expanded = ends in ("in_person", "confirming") or _met_in_person(nth)
    if expanded and ends == "listed":
        ends = "listed_in_person"
    at = office_time(day, nth * 37)
    return solution(
        world, firm, offer, at, ends=ends, route="expanded" if expanded else "green", corrected=nth % 9 == 4
    )


def _met_in_person(nth: int) -> bool:
    """A few of the listed ones came by the longer way, with a panel and its meeting."""
    return nth % 33 == 7


def _own(world: World) -> list[Story]:
    """The firm of supplier@demo: qualified months ago, and one case in each state that needs a hand."""
    firm = firms()["demo"]
    own = [offer for offer in solutions() if offer.firm == "demo"]
    told = [supplier(world, firm, world.begins + timedelta(days=20), account="supplier", corrected=True)]
    for nth, offer in enumerate(own):
        ends = _OWN[offer.name]
        day = world.today - timedelta(days=120 + nth)
        if ends != "listed":
            day = office_days_ago(world.today, _OFFICE_DAYS_AGO.get(ends, 1))
        told.append(solution(world, firm, offer, office_time(day, 30 + nth * 20), ends=ends))
    told += [
        after.change(world, firm, "用電教練", office_time(office_days_ago(world.today, 2), 65), ends="submitted"),
        after.inspection(world, firm, "用電教練", office_time(office_days_ago(world.today, 3), 15), ends="improvement"),
    ]
    return told


def _after(world: World, mine: set[str]) -> list[Story]:
    """What becomes of some of those that were listed in the second batch, which is months ago."""
    known = firms()
    offers = [offer for nth, offer in enumerate(each for each in solutions() if each.firm != "demo")
              if nth % 3 == 1 and not _met_in_person(nth) and nth not in _ENDS]  # fmt: skip
    told: list[Story] = []
    for (what, ends, days), offer in zip(_AFTER, offers[4::5], strict=False):
        if offer.firm in mine:
            at = office_time(office_days_ago(world.today, days), len(offer.name) * 31)
            told.append(what(world, known[offer.firm], offer.name, at, ends=ends))
    return told


def _others(world: World) -> list[Story]:
    known = firms()
    told = [
        supplier(world, known[key], office_days_ago(world.today, days), ends=ends)
        for key, (ends, days) in _SUPPLIERS_IN_TROUBLE.items()
    ]
    return [
        *told,
        _buyer(world, known["巷子口小吃店有限公司"], "buyer"),
        _buyer(world, known["大順連鎖餐飲股份有限公司"], "applicant"),
        *_orders(world, known),
    ]


def _orders(world: World, known: dict[str, DemoFirm]) -> list[Story]:
    """What the demo's buyers ordered of the demo's supplier, each begun so many office days ago."""
    return [
        buying.order(world, known[firm], name, office_time(office_days_ago(world.today, days), 40 + nth * 9), **how)
        for nth, (firm, name, days, how) in enumerate(_ORDERS)
    ]


def office_days_ago(today: date, days: int) -> date:
    """The weekday that lies so many weekdays before today."""
    day = today
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5
    return day


def _buyer(world: World, firm: DemoFirm, account: str) -> Story:
    at = office_time(world.today - timedelta(days=40), 15)
    yield at
    if firm.key not in world.owners:
        world.found(firm, at, account)
