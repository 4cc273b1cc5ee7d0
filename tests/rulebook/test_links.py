"""Kinds about another kind: what they take from it, what they may know of it, and the steps that they set off there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from xuzhi.engine import check
from xuzhi.engine.form import form_of
from xuzhi.rulebook import lint, load_programme

type Change = Callable[[str, str, str], int]

CHANGE = """
[case]
title = "攤位變更"
about = "stall"
about_stages = ["approved"]
one_at_a_time = true
questions_of = "stall"
clause = "M2"

[[section]]
name = "why"
label = "理由"

[[question]]
name = "change.reason"
section = "why"
type = "text"
label = "理由"
clause = "M2"

[[check]]
name = "other_name"
label = "名稱不同"
holds = "stall.name != about.stall.name or about.stage == 'approved'"
otherwise = "名稱仍是「{about.stall.name}」。"
clause = "M2"

[[stage]]
name = "draft"
label = "填寫"
turn = "applicant"

[[stage]]
name = "agreed"
label = "同意"
ends = true

[[step]]
name = "submit"
label = "送出"
by = "applicant"
from = "draft"
to = "agreed"
effects = ["amend"]
then = [{ case = "about", step = "touch" }]
clause = "M2"
"""
TOUCH = """
[[step]]
name = "touch"
label = "註記"
by = "system"
from = "approved"
to = "approved"
clause = "M2"
"""


@pytest.fixture
def linked(folder: Path) -> Path:
    """The programme to begin with, and a kind of case about its stalls."""
    (folder / "cases" / "stall_change.toml").write_text(CHANGE, encoding="utf-8")
    stall = folder / "cases" / "stall.toml"
    stall.write_text(stall.read_text(encoding="utf-8") + TOUCH, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    return [problem.message for problem in lint(folder).errors]


def test_what_fits_is_clean(linked: Path) -> None:
    assert told(linked) == []


def test_the_form_of_the_other_kind_comes_along(linked: Path) -> None:
    programme = load_programme(linked)
    change, stall = programme.case("stall_change"), programme.case("stall")
    assert [each.name for each in change.sections] == ["why", *(each.name for each in stall.sections)]
    assert [each.name for each in change.questions] == ["change.reason", *(each.name for each in stall.questions)]
    assert [each.name for each in change.checks] == ["other_name", *(each.name for each in stall.checks)]
    assert change.subject == stall.subject
    assert (change.about, change.starts_alone, stall.starts_alone) == (("stall",), False, True)


def test_only_some_pages_are_asked_and_the_rest_stays_a_fact(linked: Path, change: Change) -> None:
    change("cases/stall_change.toml", 'questions_of = "stall"', 'questions_of = "stall"\nsections_of = ["stall"]')
    programme = load_programme(linked)
    edition = programme.edition(date(2026, 6, 1))
    kind = edition.case("stall_change")
    asked = [each.question.name for part in form_of(edition, kind.name, {}, edition.on) for each in part.questions]
    elsewhere = [each for each in programme.case("stall").questions if each.section != "stall"]
    assert elsewhere
    assert not {each.name for each in elsewhere} & set(asked)
    kept = {each.name: each for each in kind.questions}
    assert all(kept[each.name].filled_by for each in elsewhere)


def test_the_edition_knows_the_other_case(linked: Path) -> None:
    edition = load_programme(linked).edition(date(2026, 6, 1))
    found = {each.check: each for each in check(edition, "stall_change", {"stall": {"name": "甲"}}, on=edition.on)}
    assert found["other_name"].outcome.value == "undetermined"
    given = {"stall": {"name": "甲"}, "about": {"stall": {"name": "甲"}, "stage": "draft"}}
    found = {each.check: each for each in check(edition, "stall_change", given, on=edition.on)}
    assert (found["other_name"].outcome.value, found["other_name"].reason) == ("not_met", "名稱仍是「甲」。")


def test_what_was_taken_over_is_translated_where_it_stands(linked: Path) -> None:
    (linked / "translations").mkdir(exist_ok=True)
    (linked / "translations" / "en.toml").write_text(
        '[case.stall.question."stall.name"]\nlabel = "Name of the stall"\n', encoding="utf-8"
    )
    english = load_programme(linked).edition(date(2026, 6, 1)).translated("en")
    assert english.case("stall_change").question("stall.name").label == "Name of the stall"
    assert "Name of the stall" in english.case("stall_change").question("about.stall.name").label


MISTAKES = [
    ('about = "stall"', 'about = "stal"', 'about "stal" is not a case kind; did you mean stall?'),
    ('about_stages = ["approved"]', 'about_stages = ["aproved"]',
     'about_stages: stage "aproved" is not there; did you mean approved?'),
    ('about_stages = ["approved"]', "", "about_stages is missing: the stages in which the other case must stand"),
    ('questions_of = "stall"', 'questions_of = "stall"\nsections_of = ["stal"]',
     'sections_of: section "stal" is not there; did you mean stall?'),
    ('questions_of = "stall"', 'questions_of = "stall"\nwithout = ["nothing"]', 'without: "nothing" is not there'),
    ('questions_of = "stall"', 'questions_of = "stall"\nwithout = ["company.registered"]',
     'without "company.registered": "registered" needs it; leave that out too'),
    ('about.stall.name or', 'about.stall.nam or',
     '"about.stall.nam" is not a question of the case kind "stall_change"; did you mean about.stall.name?'),
    ("about.stage == 'approved'", "about.stage == 'agreed'",
     '"agreed" is not an answer of about.stage (it has draft, review, correction, approved, dismissed)'),
    ('step = "touch"', 'step = "tuch"', 'then: step "tuch" of "stall" is not there; did you mean touch?'),
    ('step = "touch"', 'step = "submit"', 'then: step "submit" of "stall" is taken by the applicant, not system'),
    ('{ case = "about", step = "touch" }', '{ cases = "stal", step = "touch" }',
     'then: "stal" is not a case kind; did you mean stall?'),
    ('{ case = "about", step = "touch" }', '{ cases = "stall", about = "this", step = "touch" }',
     'then: "stall" is not about "stall_change"'),
    ('{ case = "about", step = "touch" }', '{ step = "touch" }', 'then needs either case = "about" or cases = "KIND"'),
    ('effects = ["amend"]', 'effects = ["amend", "bar"]',
     'step "submit" bars, but [policies] has no bar_lasts = "PARAMETER"'),
    ('effects = ["amend"]', 'effects = ["ammend"]', 'effects cannot hold "ammend"; did you mean amend? '
     "(issue_code, list, delist, suspend, resume, amend, bar, order, subscribe, unsubscribe, uphold, "
     "set_award, set_plan, package, pay, spend, recover, sign, ask_panel)"),
    ('effects = ["amend"]', 'opens = ["stall"]', 'opens "stall", whose opened_by does not name "system"'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=[message[:40] for *_, message in MISTAKES])
def test_every_mistake_is_told(linked: Path, change: Change, old: str, new: str, message: str) -> None:
    change("cases/stall_change.toml", old, new)
    assert any(each.startswith(message) for each in told(linked)), told(linked)


def test_a_step_that_sets_itself_off_is_told(linked: Path) -> None:
    stall = linked / "cases" / "stall.toml"
    text = stall.read_text(encoding="utf-8").replace(
        'to = "approved"\nclause = "M2"\n',
        'to = "approved"\nthen = [{ cases = "stall", step = "touch" }]\nclause = "M2"\n',
    )
    stall.write_text(text, encoding="utf-8")
    assert 'step "touch" of "stall" sets itself off in the end' in told(linked)


def test_kinds_that_are_about_each_other_are_told(linked: Path, change: Change) -> None:
    change("cases/stall.toml", "[case]", '[case]\nabout = "stall_change"\nabout_stages = ["agreed"]')
    assert any(each.startswith("these kinds are about each other: stall, stall_change") for each in told(linked))
