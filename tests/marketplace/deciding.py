"""An office that decides: the events of listings, one minute after another."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from xuzhi.casework.events import CaseAmended, ClockStarted, DecisionMade, FindingConfirmed, FindingsRecorded
from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations.record import record
from xuzhi.rulebook import Programme

OFFICER = Actor.person("7", "林小姐", "officer")
BEGUN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
PLAN = {"name": "標準版", "price_twd": 3_900, "billing": "monthly", "term_months": 1, "tax_included": True}


def listing_programme() -> Programme:
    """The programme whose decisions list something."""
    return next(each for each in programmes() if any("list" in s.effects for case in each.cases for s in case.steps))


class Office:
    """Decides, one minute after another."""

    def __init__(self) -> None:
        self.at = BEGUN
        self.serial = 0

    def write(self, case_id: str, *events: Any) -> None:
        self.at += timedelta(minutes=1)
        with transaction.atomic():
            record(f"case-{case_id}", list(events), actor=OFFICER, at=self.at)

    def put_in(self, name: str = "智慧排程雲", **changes: Any) -> str:
        """List a solution and give its case's id. Changes are facts by their last name, or firm, county, ubn."""
        self.serial += 1
        case_id = changes.pop("case_id", None) or str(uuid.UUID(int=self.serial))
        self.write(case_id, decision(case_id, self.serial, name, ["list"], **changes))
        return case_id

    def take_out(self, case_id: str, **changes: Any) -> None:
        """Remove by a decision on the case itself, or on another one about it."""
        about = changes.pop("about", "")
        own = str(uuid.uuid4()) if about else case_id
        self.write(own, decision(own, 999, "撤除", ["delist"], about=about, decided="removed", **changes))

    def effect(self, case_id: str, effect: str) -> None:
        """A decision on the listing's own case with one effect."""
        self.write(case_id, decision(case_id, 998, "處理", [effect]))

    def amend(self, case_id: str, version: int, *, checked: list[dict[str, Any]] | None = None, **facts: Any) -> str:
        """Agree to a change in another case; gives that case's id."""
        by_case = str(uuid.uuid4())
        if checked is not None:
            self.check(by_case, checked)
        withheld = facts.pop("withheld", [])
        made = decision(case_id, 1, "智慧排程雲", [], **facts)
        self.write(
            case_id,
            CaseAmended(
                case_id=case_id, version=version, by_case=by_case, by_number="SME-115-00900", changes=[],
                number=made.number, programme=made.programme, kind=made.kind, firm_ubn=made.firm_ubn,
                firm_name=made.firm_name, county=made.county, subject=made.subject, facts=made.facts,
                public=made.public, files=made.files, edition_on=made.edition_on, edition_sha256=made.edition_sha256,
                withheld=withheld,
            ),
        )  # fmt: skip
        return by_case

    def approve_supplier(self, **facts: Any) -> None:
        case_id = str(uuid.uuid4())
        self.write(case_id, decision(case_id, 777, "供應商", ["issue_code"], kind="supplier", **facts))

    def check(self, case_id: str, findings: list[dict[str, Any]]) -> None:
        self.write(case_id, FindingsRecorded(case_id, "2026-11-02", "submission", "met", findings))

    def confirm(self, case_id: str, check: str, outcome: str = "met") -> None:
        self.write(case_id, FindingConfirmed(case_id, check, "undetermined", outcome, "看過佐證"))

    def start_clock(self, case_id: str, clock: str, due_on: str) -> None:
        clock_id, due_at = str(uuid.uuid4()), f"{due_on}T16:00:00+00:00"
        self.write(case_id, ClockStarted(case_id, clock_id, clock, BEGUN.isoformat(), due_at, due_on, {}))


def decision(
    case_id: str,
    serial: int,
    name: str,
    effects: list[str],
    *,
    about: str = "",
    decided: str = "approved",
    firm: str = "精切智造軟體股份有限公司",
    ubn: str = "22099131",
    county: str = "臺中市",
    kind: str = "solution",
    public: list[str] | None = None,
    files: Iterable[str] = (),
    **facts: Any,
) -> DecisionMade:
    known = {
        "solution.name": name,
        "solution.summary": "依訂單與機台狀況，每天早上排好最省時的生產順序。",
        "solution.industries": ["manufacturing"],
        "solution.uses": ["production"],
        "solution.is_ai": True,
        "solution.plans": [PLAN],
        "solution.route": "green",
    }
    known |= {_fact(name): value for name, value in facts.items()}
    return DecisionMade(
        case_id=case_id,
        number=f"SME-115-{serial:05}",
        programme=listing_programme().id,
        kind=kind,
        firm_ubn=ubn,
        firm_name=firm,
        county=county,
        subject=name,
        step="list",
        decision=decided,
        effects=effects,
        facts=known,
        public=public if public is not None else [each for each in known if each != "solution.route"],
        files=[{"document": each, "sha256": "ab" * 32, "name": f"{each}.pdf"} for each in files],
        edition_on="2026-11-02",
        edition_sha256="0" * 64,
        about=about,
    )


def _fact(name: str) -> str:
    """`plans` is solution.plans, `company__name` company.name, and `__credentials` just that."""
    return name.replace("__", ".").removeprefix(".") if "__" in name else f"solution.{name}"
