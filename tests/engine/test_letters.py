"""A letter says the value that holds on the day of its edition, not the one that was printed first."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from xuzhi.engine.letters import letter_says, letter_values
from xuzhi.rulebook import load_programme
from xuzhi.rulebook.editions import Overlay

ON = date(2026, 11, 22)
LONGER = Overlay(parameters={"listing_days": {ON: 730}})
LISTING = load_programme(Path(__file__).parents[2] / "src/xuzhi/programmes/sme_ai_listing")


@pytest.mark.clause("L6.2.2")
@pytest.mark.parametrize(
    ("overlay", "days"), [(None, "365 天"), (Overlay(parameters={"listing_days": {ON: 730}}), "730 天")]
)
def test_the_term_of_a_listing(overlay: Overlay | None, days: str) -> None:
    rules = LISTING.edition(ON, overlay)
    listed = next(each for each in rules.cases["solution"].notices if each.name == "listed")
    values = letter_values(rules, listed)
    assert values == {"listing_days": days, "renewal_notice_days": "30 天"}
    assert letter_says(listed, values).startswith(f"貴單位的方案已刊登於公開目錄，上架有效期為 {days}。")


@pytest.mark.clause("L6.3")
def test_no_letter_writes_days_by_hand() -> None:
    folder = LISTING.folder / "notices"
    by_hand = re.compile(r"[0-9]+ ?(個工作天|天內|日內|年內|種方案)")
    texts = {each.name: each.read_text("utf-8") for each in sorted(folder.glob("*.typ"))}
    texts |= {notice.name: notice.says for kind in LISTING.cases for notice in kind.notices}
    assert [name for name, text in texts.items() if by_hand.search(text)] == []
