"""Editions: what holds on a day, with the office's entries laid over it, and a hash of all of it."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import use_language
from xuzhi.rulebook import CaseKindUnknown, Overlay, ParameterNotSet, Round, find_programmes, load_programme

ON = date(2026, 3, 10)


def test_values_of_the_day(folder: Path, change) -> None:
    change("parameters.toml", "values = { 2026-01-01 = 3 }", "values = { 2026-01-01 = 3, 2027-01-01 = 4 }")
    programme = load_programme(folder)
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [programme.edition(day).values["most_stalls"] for day in days] == [None, 3, 3, 4]


def test_values_that_end(folder: Path, change) -> None:
    change(
        "parameters.toml",
        "values = { 2026-01-01 = 3 }",
        "values = [{ from = 2026-01-01, until = 2026-06-30, value = 3 }]",
    )
    programme = load_programme(folder)
    assert programme.edition(date(2026, 6, 30)).values["most_stalls"] == 3
    assert programme.edition(date(2026, 7, 1)).values["most_stalls"] is None


def test_a_value_that_nobody_set_is_refused_with_its_label(folder: Path, change) -> None:
    change("parameters.toml", "values = { 2026-01-01 = 3 }", 'values = "set by the office"')
    edition = load_programme(folder).edition(ON)
    with pytest.raises(ParameterNotSet) as refused:
        edition.value("most_stalls")
    assert refused.value.says == "攤位數上限在 115 年 3 月 10 日 尚未設定。"
    assert refused.value.clause == "M3"
    overlay = Overlay(parameters={"most_stalls": {date(2026, 3, 1): 5}})
    assert load_programme(folder).edition(ON, overlay).value("most_stalls") == 5
    assert load_programme(folder).edition(date(2026, 2, 28), overlay).values["most_stalls"] is None
    with pytest.raises(KeyError):
        edition.value("nothing")


def test_the_later_of_file_and_office_holds(folder: Path, change) -> None:
    change("parameters.toml", "values = { 2026-01-01 = 3 }", "values = { 2026-01-01 = 3, 2026-06-01 = 4 }")
    programme = load_programme(folder)
    overlay = Overlay(parameters={"most_stalls": {date(2026, 3, 1): 9}})
    days = [date(2026, 2, 1), date(2026, 3, 1), date(2026, 6, 1)]
    assert [programme.edition(day, overlay).values["most_stalls"] for day in days] == [3, 9, 4]


def test_a_round_takes_the_last_second_and_not_the_next(folder: Path) -> None:
    edition = load_programme(folder).edition(ON)
    opens = datetime(2026, 3, 2, 9, tzinfo=TAIPEI)
    closes = datetime(2026, 3, 31, 17, tzinfo=TAIPEI)
    second = timedelta(seconds=1)
    assert [bool(edition.rounds_at(at, "stall")) for at in (opens - second, opens, closes, closes + second)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert edition.rounds_at(closes + timedelta(microseconds=999_999), "stall")
    assert not edition.rounds_at(closes, "another")


def test_the_offices_rounds_lie_over_the_files(folder: Path) -> None:
    programme = load_programme(folder)
    later = Round(
        name="second", title="第二梯次", cases=("stall",),
        opens_at=datetime(2026, 5, 1, tzinfo=TAIPEI), closes_at=datetime(2026, 5, 31, 17, tzinfo=TAIPEI),
    )  # fmt: skip
    moved = Round(name="first", title="第一梯次", opens_at=later.opens_at, closes_at=later.closes_at)
    assert [each.name for each in programme.edition(ON, Overlay(rounds=(later,))).rounds] == ["first", "second"]
    assert programme.edition(ON, Overlay(rounds=(moved,))).rounds == (moved,)


def test_entries_are_in_force_between_their_days(folder: Path, change) -> None:
    change("cases/stall.toml", 'name = "registered"', 'name = "registered"\nuntil = 2026-06-30')
    programme = load_programme(folder)
    assert "registered" in [each.name for each in programme.edition(date(2026, 6, 30)).case("stall").checks]
    assert "registered" not in [each.name for each in programme.edition(date(2026, 7, 1)).case("stall").checks]


def test_the_hash_is_of_the_rules_and_not_of_the_day_or_the_writing(folder: Path, change) -> None:
    first = load_programme(folder).edition(ON)
    assert first.sha256 == load_programme(folder).edition(ON + timedelta(days=1)).sha256
    change("cases/stall.toml", "[case]", "# a comment\n\n[case]")
    assert first.sha256 == load_programme(folder).edition(ON).sha256
    change("parameters.toml", "2026-01-01 = 5_000_000", "2026-01-01 = 5_000_001")
    assert first.sha256 != load_programme(folder).edition(ON).sha256
    assert first.sha256 != load_programme(folder).edition(ON, Overlay(parameters={"most_stalls": {ON: 4}})).sha256


def test_the_hash_covers_the_functions(folder: Path, change) -> None:
    change("cases/stall.toml", 'holds = "company.registered"', 'function = "registered"')
    hashes = []
    for said in ("True", "None"):
        (folder / "checks.py").write_text(
            f"def registered(facts, parameters, on):\n    return {said}\n", encoding="utf-8"
        )
        hashes.append(load_programme(folder).edition(ON).sha256)
    assert hashes[0] != hashes[1]


def test_translated_texts_lie_over_the_rest(folder: Path) -> None:
    edition = load_programme(folder).edition(ON)
    spoken = edition.translated("en")
    assert (spoken.title, spoken.case("stall").title) == ("Grants for market stalls", "Stall grant")
    assert spoken.case("stall").question("stall.places").fields[1].label == "Day"
    assert spoken.case("stall").question("stall.name").label == "攤位名稱"
    assert spoken.sha256 == edition.sha256
    assert edition.translated("zh-Hant") is edition


def test_an_unknown_kind_is_refused_with_those_there_are(folder: Path) -> None:
    with pytest.raises(CaseKindUnknown) as refused:
        load_programme(folder).edition(ON).case("stal")
    with use_language("en"):
        assert refused.value.says == "There is no case kind “stal” in market_stalls."
        assert refused.value.remedy == "There are: stall."


def test_programmes_are_found_in_the_package_and_where_one_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "market_stalls" not in find_programmes()
    assert find_programmes([folder])["market_stalls"] == folder
    monkeypatch.setenv("XUZHI_PROGRAMMES", str(folder.parent))
    assert find_programmes()["market_stalls"] == folder
