"""Steps, clocks, the flow and the form of a case kind."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from xuzhi.engine.checking import check
from xuzhi.engine.clocks import counting_rules, deadline
from xuzhi.engine.facts import read_facts
from xuzhi.engine.flow import flow_of
from xuzhi.engine.form import form_of, required_documents
from xuzhi.engine.steps import Situation, StepNotAllowed, allow, offers
from xuzhi.kernel.calendar import CalendarEntry, WorkingCalendar
from xuzhi.kernel.roc import TAIPEI
from xuzhi.rulebook import Edition, Overlay, ParameterNotSet, load_programme

ON = date(2026, 3, 10)
GOOD: dict[str, Any] = {
    "company": {"name": "木工坊", "capital": 1_000_000, "kind": "company", "founded_on": "2020-01-01"},
    "rooms": [{"country": "TW", "kw": 12}],
    "is_reseller": False,
    "score": 80,
}


def situation(edition: Edition, given: dict[str, Any], *, confirmed: bool = False, **taken: int) -> Situation:
    from dataclasses import replace

    facts = read_facts(edition, "workshop", given)
    findings = check(edition, "workshop", facts, on=ON)
    if confirmed:
        findings = [replace(each, confirmed_by=None) for each in findings]
    return Situation(facts, tuple(findings), taken, ON)


@pytest.fixture
def set_up(workshop: Path) -> Edition:
    return load_programme(workshop).edition(ON, Overlay(parameters={"pass_mark": {ON: 60}}))


def test_offers_are_those_of_the_role_with_why_not(set_up: Edition) -> None:
    found = offers(set_up, "workshop", "review", "officer", situation(set_up, GOOD, request_correction=2))
    assert [(each.step.name, each.allowed, each.why_not) for each in found] == [
        ("request_correction", False, "已補件 2 次。"),
        ("list", False, "還有 1 項檢核沒有由承辦人確認。"),
        ("list_big", False, "條件還沒有成就。"),
    ]
    assert offers(set_up, "workshop", "review", "applicant", situation(set_up, GOOD)) == []


def test_a_guard_looks_at_findings_confirmation_and_facts(set_up: Edition) -> None:
    good = situation(set_up, GOOD, confirmed=True)
    assert allow(set_up, "workshop", "review", "list", "officer", good).to == "listed"
    poor = situation(set_up, {**GOOD, "score": 10}, confirmed=True)
    with pytest.raises(StepNotAllowed) as refused:
        allow(set_up, "workshop", "review", "list", "officer", poor)
    assert refused.value.says == "現在還不能「上架」：檢核還沒有全部符合。"
    assert refused.value.clause == "W2"
    unknown = situation(set_up, {}, confirmed=True)
    with pytest.raises(StepNotAllowed) as refused:
        allow(set_up, "workshop", "review", "list_big", "officer", unknown)
    assert refused.value.says == "現在還不能「大型上架」：還缺少「實收資本額」的資料，目前無法判定。"


@pytest.mark.parametrize(
    ("stage", "step", "role", "says"),
    [
        ("draft", "list", "officer", "案件目前在「填寫中」，不能「上架」。"),
        ("review", "list", "applicant", "「上架」由承辦人辦理，申請單位不能代辦。"),
        ("review", "fly", "officer", "沒有「fly」這個動作。"),
    ],
)
def test_what_is_not_open_is_refused(set_up: Edition, stage: str, step: str, role: str, says: str) -> None:
    with pytest.raises(StepNotAllowed) as refused:
        allow(set_up, "workshop", stage, step, role, situation(set_up, GOOD))
    assert refused.value.says == says


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=TAIPEI)


def test_three_working_days(edition: Edition) -> None:
    found = deadline(edition, "workshop", "correction", at(date(2026, 3, 12)), WorkingCalendar.taiwan([2026]), "臺中市")
    assert (found.due_on, found.due_at) == (date(2026, 3, 17), datetime(2026, 3, 18, tzinfo=TAIPEI))
    assert found.count.days == (date(2026, 3, 13), date(2026, 3, 16), date(2026, 3, 17))


def test_a_closure_of_the_county_stops_the_clock(edition: Edition) -> None:
    typhoon = CalendarEntry(date(2026, 3, 16), "closure", county="臺中市", source="停班")
    calendar = WorkingCalendar.taiwan([2026], [typhoon])
    start = at(date(2026, 3, 12))
    assert deadline(edition, "workshop", "correction", start, calendar, "臺中市").due_on == date(2026, 3, 18)
    assert deadline(edition, "workshop", "correction", start, calendar, "高雄市").due_on == date(2026, 3, 17)


def test_the_day_is_that_of_taipei(edition: Edition) -> None:
    from datetime import UTC

    late_in_london = datetime(2026, 3, 11, 17, tzinfo=UTC)  # 01:00 on the 12th in Taipei
    found = deadline(edition, "workshop", "correction", late_in_london, WorkingCalendar.taiwan([2026]))
    assert found.due_on == date(2026, 3, 17)


def test_a_reminder_ends_before_the_other_clock(edition: Edition) -> None:
    calendar = WorkingCalendar.taiwan([2026, 2027])
    listing = deadline(edition, "workshop", "listing", at(date(2026, 3, 12)), calendar)
    reminder = deadline(edition, "workshop", "reminder", at(date(2026, 3, 12)), calendar)
    assert listing.due_on == date(2027, 3, 12)
    assert reminder.due_on == date(2027, 2, 10)


def test_counting_follows_policies_and_parameters(workshop: Path) -> None:
    programme = load_programme(workshop)
    assert counting_rules(programme.edition(ON)).roll_last_day is True
    overlay = Overlay(parameters={"last_day_rolls": {ON: False}})
    assert counting_rules(programme.edition(ON, overlay)).roll_last_day is False


def test_a_clock_of_unset_length_is_refused(workshop: Path) -> None:
    text = (workshop / "parameters.toml").read_text(encoding="utf-8")
    text = text.replace("values = { 2026-01-01 = 365 }", 'values = "set by the office"')
    (workshop / "parameters.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ParameterNotSet):
        deadline(load_programme(workshop).edition(ON), "workshop", "listing", at(ON), WorkingCalendar.taiwan([2026]))


def test_the_flow_is_drawn_from_stages_and_steps(edition: Edition) -> None:
    flow = flow_of(edition, "workshop")
    assert [(node.name, node.column, node.row) for node in flow.nodes] == [
        ("draft", 0, 0), ("review", 1, 0), ("listed", 2, 0), ("correction", 1, 1), ("dismissed", 1, 2),
    ]  # fmt: skip
    edges = {edge.step: edge for edge in flow.edges}
    assert edges["request_correction"].clocks == ("補件期限 3 個工作天",)
    assert (edges["submit"].on_path, edges["resubmit"].on_path, edges["resubmit"].back) == (True, False, True)
    assert [node.name for node in flow.main_line] == ["draft", "review", "listed"]


def test_the_form_asks_what_applies(edition: Edition) -> None:
    def asked(given: dict[str, Any], name: str) -> tuple[Any, Any]:
        facts = read_facts(edition, "workshop", given)
        sections = form_of(edition, "workshop", facts, ON)
        found = [each for section in sections for each in section.questions if each.question.name == name]
        return found[0].asked, found[0].required

    assert asked({}, "vendor") == (None, None)
    assert asked({"is_reseller": True}, "vendor") == (True, True)
    assert asked({"is_reseller": False}, "vendor") == (False, False)
    assert asked({}, "email") == (True, False)
    sections = form_of(edition, "workshop", read_facts(edition, "workshop", {}), ON)
    assert [section.section.name for section in sections] == ["firm", "place"]
    assert [each.filled for each in sections[0].questions if each.question.name == "company.founded_on"] == ["company"]


def test_the_documents_that_are_due(edition: Edition) -> None:
    def due(given: dict[str, Any]) -> list[str]:
        facts = read_facts(edition, "workshop", given)
        return [document.name for document in required_documents(edition, "workshop", facts, ON)]

    assert due({}) == ["tax"]
    assert due({"is_reseller": True}) == ["tax", "authorisation"]
