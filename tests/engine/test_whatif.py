"""What another value would have done: the same outcomes as case by case, and the ids that change."""
# ruff: noqa: E501  tables and sentences are kept whole

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xuzhi.engine.checking import check
from xuzhi.engine.examples import failing_examples, run_example
from xuzhi.engine.facts import read_facts
from xuzhi.engine.whatif import KnownCase, compare, with_values
from xuzhi.rulebook import Edition, load_programme

ON = date(2026, 3, 10)
GIVEN: list[dict[str, Any]] = [
    {"company": {"capital": 800_000}, "rooms": [{"country": "TW"}], "is_reseller": True},
    {"company": {"capital": 1_500_000, "name": "木工坊"}, "is_reseller": False},
    {"company": {"capital": 3_000_000, "founded_on": "2023-03-11"}, "rooms": [{"country": "CN"}, {}]},
    {},
    {"rooms": [{"country": "TW", "kw": 4}, {"country": "TW", "kw": 6}], "score": 70},
]


@pytest.fixture
def cases(edition: Edition) -> list[KnownCase]:
    return [KnownCase(f"case-{n}", read_facts(edition, "workshop", each), ON) for n, each in enumerate(GIVEN)]


def test_a_higher_limit(edition: Edition, cases: list[KnownCase]) -> None:
    found = {
        each.check: each
        for each in compare(edition, with_values(edition, {"minimum_capital": 2_000_000}), "workshop", cases)
    }
    capital = found["capital"]
    assert dict(capital.before) == {"met": 2, "not_met": 1, "undetermined": 2, "not_applicable": 0}
    assert dict(capital.after) == {"met": 1, "not_met": 2, "undetermined": 2, "not_applicable": 0}
    assert [(each.id, each.before, each.after) for each in capital.changed] == [("case-1", "met", "not_met")]
    assert [name for name, each in found.items() if each.changed] == ["capital"]
    assert dict(found["vendor_named"].before) == {"met": 0, "not_met": 1, "undetermined": 3, "not_applicable": 1}


def test_setting_what_was_not_set(edition: Edition, cases: list[KnownCase]) -> None:
    found = {each.check: each for each in compare(edition, with_values(edition, {"pass_mark": 60}), "workshop", cases)}
    assert [(each.id, each.after) for each in found["passed"].changed] == [("case-4", "met")]


def test_a_list_may_be_set(edition: Edition, cases: list[KnownCase]) -> None:
    found = {
        each.check: each
        for each in compare(edition, with_values(edition, {"excluded_regions": ("TW",)}), "workshop", cases)
    }
    assert [(each.id, each.after) for each in found["elsewhere"].changed] == [
        ("case-0", "not_met"), ("case-2", "undetermined"), ("case-4", "not_met"),
    ]  # fmt: skip


def test_frames_say_what_each_case_says(edition: Edition, cases: list[KnownCase]) -> None:
    for compared in compare(edition, edition, "workshop", cases):
        counted = dict.fromkeys(compared.before, 0)
        for case in cases:
            outcomes = {each.check: each.outcome.value for each in check(edition, "workshop", case.facts, on=case.on)}
            counted[outcomes.get(compared.check, "not_applicable")] += 1
        assert dict(compared.before) == counted, compared.check


def test_each_case_is_judged_on_its_own_day(edition: Edition) -> None:
    facts = read_facts(edition, "workshop", {"company": {"founded_on": "2023-03-11"}})
    cases = [KnownCase("a", facts, date(2026, 3, 10)), KnownCase("b", facts, date(2026, 3, 11))]
    old = next(each for each in compare(edition, edition, "workshop", cases) if each.check == "old_enough")
    assert (old.before["met"], old.before["not_met"]) == (1, 1)


def test_no_cases_at_all(edition: Edition) -> None:
    assert {tuple(each.before.values()) for each in compare(edition, edition, "workshop", [])} == {(0, 0, 0, 0)}


def test_examples_are_run_and_told_where_they_stand(workshop: Path) -> None:
    (workshop / "examples").mkdir()
    (workshop / "examples/all.toml").write_text(
        """
[[example]]
clause = "W1"
says = "one dollar short"
case = "workshop"
on = 2026-03-10
given = { company = { capital = 999_999 } }
finds = { capital = "not met", kind = "undetermined" }
[[example]]
clause = "W1"
says = "wrong"
case = "workshop"
on = 2026-03-10
given = { company = { capital = 999_999 } }
finds = { capital = "met", vendor_named = "met" }
[[example]]
clause = "W1"
says = "with documents"
case = "workshop"
on = 2026-03-10
given = { is_reseller = true }
attached = ["authorisation"]
finds = { "document.authorisation" = "met", "document.tax" = "not met" }
""",
        encoding="utf-8",
    )
    programme = load_programme(workshop, with_examples=True)
    assert [len(run_example(programme, each)) for each in programme.examples] == [0, 2, 0]
    assert [(each.file, each.line, each.message) for each in failing_examples(programme)] == [
        ("examples/all.toml", 9, 'example "wrong": capital should be met, but is not met: 實收資本額 999,999 元，未達 1,000,000 元。'),
        ("examples/all.toml", 9, 'example "wrong": vendor_named should be met, but is undetermined: '
                                 "還缺少「是代理商」的資料，目前無法判定。"),
    ]  # fmt: skip
