"""[panel] and [[criterion]]: what they say, and what the lint says when they do not fit."""

from datetime import date
from pathlib import Path

import pytest

from xuzhi.engine.scoring import SettingsIncomplete, lacks_of, settings_of
from xuzhi.rulebook import Overlay, lint, load_programme

PANEL = """
[panel]
label = "評選會"
stages = ["review"]
least_members = "least"
pass_mark = "mark"
bonus_most = "bonus"
clause = "M1"
expertise = [{ code = "food", label = "餐飲" }]

[[criterion]]
name = "taste"
label = "口味"
says = "好不好吃。"
weight = "weight_taste"
bonus = true
clause = "M1"

[[criterion]]
name = "clean"
label = "衛生"
says = "乾不乾淨。"
weight = "weight_clean"
scale = 10
beside = []
clause = "M1"
"""
PARAMETERS = """
[weight_taste]
clause = "M1"
label = "口味的配分"
unit = "point"
values = "set by the office"
[weight_clean]
clause = "M1"
label = "衛生的配分"
unit = "point"
values = "set by the office"
[mark]
clause = "M1"
label = "及格分數"
unit = "point"
values = "set by the office"
[bonus]
clause = "M1"
label = "加分"
unit = "point"
values = "set by the office"
[least]
clause = "M1"
label = "委員人數"
type = "number"
values = "set by the office"
"""
ON = date(2026, 11, 23)
ALL = {"weight_taste": 60, "weight_clean": 40, "mark": 70, "bonus": 5, "least": 3}


@pytest.fixture
def stall(folder: Path) -> Path:
    """The small programme with a panel in the second stage of its one kind of case."""
    case = next((folder / "cases").glob("*.toml"))
    programme = load_programme(folder)
    clause, stage = programme.clauses[0].id, programme.cases[0].stages[1].name
    case.write_text(case.read_text("utf-8") + PANEL.replace("M1", clause).replace('"review"', f'"{stage}"'), "utf-8")
    parameters = folder / "parameters.toml"
    parameters.write_text(parameters.read_text("utf-8") + PARAMETERS.replace("M1", clause), "utf-8")
    return case


def errors(folder: Path) -> list[str]:
    return [each.message for each in lint(folder).errors]


def test_it_is_read(folder: Path, stall: Path) -> None:
    assert errors(folder) == []
    kind = load_programme(folder).cases[0]
    assert kind.panel is not None and kind.panel.label == "評選會"
    assert [(each.name, each.weight, each.scale, each.bonus) for each in kind.criteria] == [
        ("taste", "weight_taste", "", True),
        ("clean", "weight_clean", 10, False),
    ]
    assert [each.label for each in kind.panel.expertise] == ["餐飲"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('least_members = "least"', 'least_members = "leest"', 'least_members "leest" is not a parameter; did'),
        ('weight = "weight_taste"', 'weight = "weight_tast"', 'weight "weight_tast" is not a parameter; did'),
        ('bonus_most = "bonus"\n', "", 'criterion "taste" gives a bonus, but [panel] names no bonus_most'),
        ("beside = []", 'beside = ["no.such"]', 'beside "clean": question or document "no.such" is not there'),
        ("scale = 10", "scale = 0", "scale should be at least 1, not 0"),
        ("scale = 10", "scale = true", "scale should be a parameter or a whole number, not true"),
        ('label = "評選會"', 'script_from = "nobody.asks"', 'script_from "nobody.asks" is not a question of this case'),
        ('label = "評選會"', 'invitation = "no_letter"', 'invitation: notice "no_letter" is not there'),
        ('label = "評選會"', 'minutes = "none.typ"', "minutes have no template: papers/none.typ is not there"),
        ('label = "評選會"', 'labl = "評選會"', '"labl" is not a word of this table; did you mean label'),
        ('says = "乾不乾淨。"\n', "", "says is missing"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(folder: Path, stall: Path, old: str, new: str, told: str) -> None:
    text = stall.read_text("utf-8")
    assert old in text
    stall.write_text(text.replace(old, new, 1), "utf-8")
    assert any(told in message for message in errors(folder)), errors(folder)


def test_weights_that_are_written_come_to_a_hundred(folder: Path, stall: Path) -> None:
    parameters = folder / "parameters.toml"
    text = parameters.read_text("utf-8")
    for name, value in (("weight_taste", 60), ("weight_clean", 30)):
        head, _, rest = text.partition(f"[{name}]")
        text = f"{head}[{name}]" + rest.replace('"set by the office"', f"{{ 2026-01-01 = {value} }}", 1)
    parameters.write_text(text, "utf-8")
    assert errors(folder) == ["the weights of the criteria come to 90 from 2026-01-01; they should come to 100"]


def test_criteria_without_a_panel(folder: Path, stall: Path) -> None:
    text = stall.read_text("utf-8")
    head, _, rest = text.partition("[panel]")
    stall.write_text(head + "[[criterion]]" + rest.partition("[[criterion]]")[2], "utf-8")
    assert "there are criteria, but no [panel] that would score by them" in errors(folder)


def test_scoring_is_locked_until_all_that_it_needs_is_set(folder: Path, stall: Path) -> None:
    programme = load_programme(folder)
    kind = programme.cases[0].name

    def lacking(**values: int) -> list[str]:
        overlay = Overlay(parameters={name: {ON: value} for name, value in values.items()})
        return [each.parameter or each.label for each in lacks_of(programme.edition(ON, overlay), kind)]

    assert lacking() == ["least", "mark", "bonus", "weight_taste", "weight_clean"]
    assert lacking(weight_taste=60, weight_clean=40) == ["least", "mark", "bonus"]
    assert lacking(**ALL | {"weight_clean": 39}) == ["配分"]
    assert lacking(**ALL | {"weight_taste": 100, "weight_clean": 0}) == ["weight_clean"]
    assert lacking(**ALL | {"mark": 101}) == ["mark"]
    assert lacking(**ALL | {"least": 0}) == ["least"]
    assert lacking(**ALL) == []
    with pytest.raises(SettingsIncomplete) as refused:
        settings_of(programme.edition(ON), kind)
    assert "「口味的配分」還沒有設定。" in refused.value.says and len(refused.value.lacks) == 5


def test_labels_are_translated(folder: Path, stall: Path) -> None:
    kind = load_programme(folder).cases[0].name
    file = folder / "translations" / "en.toml"
    said = f'[case.{kind}.criterion.taste]\nlabel = "Taste"\nsays = "Is it good?"\n'
    said += f'[case.{kind}.panel]\nlabel = "Tasters"\nexpertise.food = "food"\n'
    file.write_text(file.read_text("utf-8") + said, "utf-8")
    assert errors(folder) == []
    spoken = load_programme(folder).edition(ON).translated("en").case(kind)
    assert spoken.panel is not None and spoken.panel.expertise[0].label == "food"
    assert (spoken.criterion("taste").label, spoken.panel.label) == ("Taste", "Tasters")
    file.write_text(file.read_text("utf-8").replace("expertise.food", "expertise.fod"), "utf-8")
    assert any("translates nothing" in message for message in errors(folder))


CONSENT = """
[case]
title = "攤位變更"
about = "stall"
about_stages = ["approved"]
clause = "M1"

[consent]
members = "asked.members"
needed = "asked.needed"
clause = "M1"

[[section]]
name = "asked"
label = "委員的意見"

[[question]]
name = "asked.needed"
section = "asked"
type = "number"
label = "幾位同意"
clause = "M1"

[[question]]
name = "asked.members"
section = "asked"
type = "records"
label = "委員"
filled_by = "platform"
required = false
clause = "M1"
fields = [
  { name = "name", type = "text", label = "委員" },
  { name = "agrees", type = "yes_no", label = "同意" },
  { name = "said_on", type = "date", label = "日期" },
  { name = "reason", type = "text", label = "意見", required = false },
]

[[stage]]
name = "draft"
label = "填寫"
turn = "applicant"

[[stage]]
name = "asking"
label = "請委員同意"
turn = "reviewer"
ends = true

[[step]]
name = "submit"
label = "送出"
by = "applicant"
from = "draft"
to = "asking"
effects = ["ask_panel"]
clause = "M1"
"""


@pytest.fixture
def asking(folder: Path, stall: Path) -> Path:
    """The same with a kind about it that asks the panel once more."""
    case = folder / "cases" / "stall_change.toml"
    case.write_text(CONSENT.replace("M1", load_programme(folder).clauses[0].id), "utf-8")
    return case


def test_where_consents_are_kept_is_read(folder: Path, asking: Path) -> None:
    assert errors(folder) == []
    rule = load_programme(folder).case("stall_change").consent
    assert rule is not None and (rule.members, rule.needed, rule.summons) == ("asked.members", "asked.needed", "")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('members = "asked.members"', 'members = "asked.member"', 'members "asked.member" is not a question of this'),
        ('needed = "asked.needed"', 'needed = "asked.members"', 'needed "asked.members" is records; it should be num'),
        ('needed = "asked.needed"\n', "", "needed is missing"),
        ('filled_by = "platform"\n', "", 'members "asked.members" should be filled_by = "platform": nobody types'),
        ('name = "agrees", type = "yes_no"', 'name = "agrees", type = "text"', 'members "asked.members" should have a'),
        ('needed = "asked.needed"', 'needed = "asked.needed"\nsummons = "no"', 'summons: notice "no" is not there'),
        ('effects = ["ask_panel"]\n', "", '[consent] has no step with the effect "ask_panel"'),
        ("[consent]", "[consents]", 'step "submit" asks a panel; [consent] says where its answers are kept'),
    ],
)
def test_what_does_not_fit_of_consents_is_told(folder: Path, asking: Path, old: str, new: str, told: str) -> None:
    asking.write_text(asking.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert [each for each in errors(folder) if each.startswith(told)]


def test_there_must_be_a_panel_to_ask(folder: Path, asking: Path, stall: Path) -> None:
    stall.write_text(stall.read_text("utf-8").partition("[panel]")[0], "utf-8")
    assert "[consent]: this case is about none that a panel settles" in errors(folder)
