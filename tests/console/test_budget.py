"""`xuzhi budget`: every finding on the money, the largest subsidy, and what holds it there."""

from __future__ import annotations

import pytest

from .test_rule_commands import answer, xuzhi

BUDGET = ("--total", "40000000", "--subsidy", "20000000", "--own", "20000000", "--on", "2026-03-02")


@pytest.mark.clause("G4.1", "G4.2")
def test_the_promised_shape() -> None:
    found = answer("budget", *BUDGET, "--capital", "19,999,999")
    assert list(found) == ["findings", "largest_subsidy", "bound_by"]
    assert {each["check"]: each["outcome"] for each in found["findings"]} == {
        "budget_sum": "met",
        "subsidy_share": "met",
        "subsidy_cap": "met",
        "own_covers_subsidy": "met",
        "capital_covers_own": "not_met",
    }
    assert (found["largest_subsidy"], found["bound_by"]) == (19_999_999, ["capital"])


def test_in_words() -> None:
    done = xuzhi("budget", *BUDGET, "--capital", "30000000", "--lang", "zh-Hant")
    assert done.returncode == 0
    assert "✓ G4.1  補助款 20,000,000 元，沒有超過總經費 40,000,000 元的 50%。" in done.stdout
    assert "補助款最多 20,000,000 元，受限於：每案上限、占總經費的比例、自籌款。" in done.stderr


@pytest.mark.parametrize("wrong", ["1.5", "-1", "２０", "二十萬"])
def test_what_is_no_amount(wrong: str) -> None:
    done = xuzhi("budget", *BUDGET, f"--capital={wrong}", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"--capital wants whole NT dollars, not {wrong}." in done.stderr


def test_a_programme_without_subsidies_is_told() -> None:
    done = xuzhi("budget", *BUDGET, "--capital", "1", "--programme", "sme_ai_listing", "--lang", "en")
    assert done.returncode == 2
    assert "No programme sets a ceiling and a share of subsidies" in done.stderr
