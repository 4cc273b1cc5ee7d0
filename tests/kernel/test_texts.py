"""Sentences live beside the code; both languages say the same things."""

import tomllib
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

import xuzhi
from xuzhi.kernel.money import Money
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import current_language, has_text, remedy_of, say, use_language

ROOMS = Path(xuzhi.__file__).parent
TEXTS = sorted({folder for folder in ROOMS.rglob("texts") if folder.is_dir() and "programmes" not in folder.parts})


def entries(file: Path) -> dict[str, tuple[str, ...]]:
    """Every sentence of a file by name, with the values that it names."""

    def sentences(name: str, entry: object) -> dict[str, str]:
        if isinstance(entry, dict):
            return {k: v for key, each in entry.items() for k, v in sentences(f"{name}.{key}", each).items()}
        assert isinstance(entry, str), f"{file}: {name} is neither a sentence nor a table of them"
        return {name: entry}

    flat = sentences("", tomllib.loads(file.read_text("utf-8")))
    return {
        name: tuple(sorted({field.split(":")[0] for _, field, _, _ in Formatter().parse(text) if field}))
        for name, text in flat.items()
    }


@pytest.mark.parametrize("folder", TEXTS, ids=lambda folder: str(folder.relative_to(ROOMS)))
def test_both_languages_say_the_same_things(folder: Path) -> None:
    chinese, english = entries(folder / "zh-Hant.toml"), entries(folder / "en.toml")
    assert sorted(chinese) == sorted(english)
    assert chinese == english


def test_a_sentence_with_its_values() -> None:
    assert say("kernel.county_unknown", text="火星市") == "沒有「火星市」這個縣市。"
    assert remedy_of("kernel.county_unknown", text="火星市") == "請填寫縣市全名，例如 臺中市。"
    with use_language("en"):
        assert current_language() == "en"
        assert say("kernel.county_unknown", text="Mars") == "There is no county or city “Mars”."
    assert current_language() == "zh-Hant"


def test_values_are_written_as_people_write_them() -> None:
    values = [date(2026, 2, 13), Money(1_000_000), 3]
    assert say("kernel.county_unknown", text=values) == "沒有「115 年 2 月 13 日、1,000,000 元、3」這個縣市。"


def test_what_is_missing_is_an_error() -> None:
    for key in ("kernel.nothing_like_it", "no_such_room.name", "kernel"):
        with pytest.raises(KeyError):
            say(key)
        assert not has_text(key)
    with pytest.raises(KeyError):
        say("kernel.county_unknown")
    with pytest.raises(ValueError, match="de"), use_language("de"):
        pass


class ShopClosed(Refusal):
    code = "kernel.county_unknown"
    clause = "L7.3"


def test_a_refusal_speaks_the_readers_language() -> None:
    refusal = ShopClosed(text="火星市")
    assert (str(refusal), refusal.clause, refusal.values) == ("沒有「火星市」這個縣市。", "L7.3", {"text": "火星市"})
    with use_language("en"):
        assert refusal.says == "There is no county or city “火星市”."
        assert refusal.remedy == "Give its full name, such as 臺中市 or Taichung City."
    assert Refusal(code="kernel.saturday", clause="L1").clause == "L1"
    assert Refusal(code="kernel.saturday").remedy is None
