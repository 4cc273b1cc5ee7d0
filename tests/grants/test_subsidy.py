"""The largest subsidy, to the dollar, and that the rules' own checks hold it there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xuzhi
from xuzhi.engine.checking import check_one
from xuzhi.engine.facts import read_facts
from xuzhi.grants.subsidy import largest_subsidy
from xuzhi.kernel.outcome import Outcome
from xuzhi.rulebook.loading import load_programme

ON = date(2026, 3, 2)
GRANTS = load_programme(Path(xuzhi.__file__).parent / "programmes" / "commerce_ai_grant").edition(ON)
BOUNDS = ("subsidy_share", "subsidy_cap", "own_covers_subsidy", "capital_covers_own")
amounts = st.integers(0, 60_000_000)


def largest(total: int, own: int, capital: int) -> tuple[int, tuple[str, ...]]:
    found = largest_subsidy(total_twd=total, own_twd=own, capital_twd=capital, share_percent=50, ceiling_twd=20_000_000)
    return found.amount_twd, found.bound_by


@pytest.mark.clause("G4.1", "G4.2")
@pytest.mark.parametrize(
    ("given_", "amount", "bound_by"),
    [
        ((60_000_000, 30_000_000, 30_000_000), 20_000_000, ("ceiling",)),
        ((9_999_999, 9_000_000, 10_000_000), 4_999_999, ("total",)),
        ((10_000_000, 4_999_999, 10_000_000), 4_999_999, ("own",)),
        ((10_000_000, 5_000_000, 4_000_000), 4_000_000, ("capital",)),
        ((40_000_000, 20_000_000, 20_000_000), 20_000_000, ("ceiling", "total", "own", "capital")),
        ((0, 5, 5), 0, ("total",)),
    ],
)
def test_what_binds(given_: tuple[int, int, int], amount: int, bound_by: tuple[str, ...]) -> None:
    assert largest(*given_) == (amount, bound_by)


def holds(total: int, subsidy: int, own: int, capital: int) -> bool:
    case = GRANTS.case("proposal")
    budget = {"total": total, "subsidy": subsidy, "own": own}
    facts = read_facts(GRANTS, "proposal", {"budget": budget, "company": {"paid_in_capital": capital}})
    found = [check_one(GRANTS, case, each, facts, on=ON) for each in case.checks if each.name in BOUNDS]
    assert len(found) == len(BOUNDS)
    return all(each is not None and each.outcome is Outcome.MET for each in found)


@pytest.mark.clause("G4.1", "G4.2")
@given(total=amounts, own=amounts, capital=amounts)
def test_the_rules_allow_it_and_not_a_dollar_more(total: int, own: int, capital: int) -> None:
    amount, _ = largest(total, own, capital)
    counted = min(own, capital)  # own funds beyond the capital do not count
    assert holds(total, amount, counted, capital)
    assert not holds(total, amount + 1, counted, capital)
