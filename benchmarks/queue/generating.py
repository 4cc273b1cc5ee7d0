"""Cases by the thousand as the queue reads them, in every stage of every kind: the same for the same number."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from xuzhi.console.demo.content import firms, solutions

SEED = 20261122
OFFICERS = (("", ""), ("1", "林承辦"), ("2", "陳雅琪"), ("3", "張志豪"))
# Of a hundred cases so many have ended, so many run on without anybody's turn, and the rest is to be done.
ENDED, IN_FORCE = 60, 25
ANSWERS = (
    "每天早上把訂單、機台與人力排成一張表，插單時重新試算。", "由相機判讀外觀瑕疵，結果由品管人員確認之後才放行。",
    "把發票與進貨單讀成欄位，轉進既有的會計軟體。", "依天氣、檔期與庫存估計明天要備多少料。",
)  # fmt: skip


def cases(first: int, last: int, now: datetime) -> Iterator[tuple[Any, Any]]:
    """Unsaved rows of cases and of what they are found by, from the number `first` to `last`."""
    from xuzhi.casework.models import Case, CaseSearch
    from xuzhi.casework.queries.editions import Overlays, programmes
    from xuzhi.kernel.terms import vector_of

    overlays, today = Overlays(), now.date()
    kinds = [(each.id, kind) for each in programmes() for kind in overlays.edition(each.id, today).cases.values()]
    known, offers = list(firms().values()), [each.name for each in solutions()]
    for number in range(first, last + 1):
        chance = random.Random(SEED + number)
        programme, kind = chance.choice(kinds)
        firm, offer = chance.choice(known), chance.choice(offers)
        stage, begun = _stage(kind, chance), now - timedelta(minutes=chance.randrange(60, 500_000))
        officer_id, officer = chance.choice(OFFICERS)
        due = now + timedelta(minutes=chance.randrange(-3_000, 30_000)) if stage.turn == "applicant" else None
        case = Case(
            id=uuid.UUID(int=number), number=f"GEN-{number:07}", prefix="GEN", year=115, serial=number,
            programme=programme, kind=kind.name, firm_ubn=firm.ubn, firm_name=firm.name, county=firm.county,
            opened_by="firm", subject=offer, stage=stage.name, turn=stage.turn, round=f"batch-{number % 4 + 1}",
            officer_id=officer_id, officer_name=officer, opened_at=begun, submitted_at=begun, submissions=1,
            ended_at=begun + timedelta(hours=40) if stage.ends else None, outcome=stage.outcome if stage.ends else "",
            open_defects=chance.randrange(4) if due else 0, next_clock="correction" if due else "",
            next_started_at=begun if due else None, next_due_at=due, changed_at=begun,
        )  # fmt: skip
        head = [case.number, firm.ubn, firm.name]
        told = [offer, *chance.sample(ANSWERS, 2), f"{chance.randrange(90_000_000):08}"]
        yield case, CaseSearch(case_id=case.id, words={"head": head, "answers": told}, vector=vector_of([head, told]))


def _stage(kind: Any, chance: random.Random) -> Any:
    of_hundred = chance.randrange(100)
    ended = [each for each in kind.stages if each.ends]
    running = [each for each in kind.stages if each.turn == "none" and not each.ends]
    working = [each for each in kind.stages[1:] if not each.ends and each.turn != "none"] or list(kind.stages)
    if of_hundred < ENDED and ended:
        return chance.choice(ended)
    return chance.choice(running if of_hundred < ENDED + IN_FORCE and running else working)
