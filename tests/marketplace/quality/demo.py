"""The demo's solutions as a catalogue, without the months of procedure before it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from xuzhi.casework.queries.editions import programmes
from xuzhi.console.demo.content import DemoSolution, firms, solutions
from xuzhi.console.demo.forms import solution_answers
from xuzhi.marketplace.facts import public_facts
from xuzhi.marketplace.indexing import index_all
from xuzhi.marketplace.models import Listing

ON = date(2026, 11, 2)
LISTED_AT = datetime(2026, 11, 2, 1, tzinfo=UTC)


def put_demo_catalogue() -> dict[str, str]:
    """List every solution of the demo; gives {slug: name}."""
    kind = next(case for each in programmes() for case in each.cases if case.name == "solution")
    public = [question.name for question in kind.questions if question.public]
    listings = [_listing(number, each, public) for number, each in enumerate(solutions(), 1)]
    Listing.objects.bulk_create(listings)
    index_all(listings, {})
    return {each.slug: each.name for each in listings}


def _listing(number: int, offer: DemoSolution, public: list[str]) -> Listing:
    firm = firms()[offer.firm]
    facts: dict[str, Any] = public_facts(solution_answers(firm, offer, ON), public)
    return Listing(
        id=uuid.UUID(int=number), slug=f"demo-{number}", number=f"SME-115-{number:05}", programme="", kind="solution",
        firm_ubn=firm.ubn, firm_name=firm.name, county=firm.county, name=offer.name, summary=offer.does, facts=facts,
        edition_on=ON, edition_sha256="0" * 64, listed_at=LISTED_AT + timedelta(minutes=number), renewed_at=LISTED_AT,
    )  # fmt: skip
