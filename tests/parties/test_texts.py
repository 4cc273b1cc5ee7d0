"""Every refusal of this room and of the account pages is said in both languages, with the same values."""

import inspect
from string import Formatter
from typing import Any

import pytest

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import texts_of
from xuzhi.notices import refusals as of_notices
from xuzhi.parties import refusals as of_parties


def names_in(entry: Any) -> list[set[str]]:
    texts = [entry] if isinstance(entry, str) else [entry["says"], entry["remedy"]]
    return [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]


@pytest.mark.parametrize("room", ["parties", "notices", "web/account"])
def test_both_languages_say_the_same(room: str) -> None:
    ours, english = texts_of(room, "zh-Hant"), texts_of(room, "en")
    assert list(ours) == list(english)
    assert {key: names_in(ours[key]) for key in ours} == {key: names_in(english[key]) for key in english}


@pytest.mark.parametrize("module", [of_parties, of_notices])
def test_every_refusal_has_its_sentence_and_remedy(module: Any) -> None:
    refusals = [cls for _, cls in inspect.getmembers(module, inspect.isclass) if cls.__module__ == module.__name__]
    assert refusals
    for cls in refusals:
        assert issubclass(cls, Refusal)
        room, _, name = cls.code.partition(".")
        assert texts_of(room, "zh-Hant")[name]["remedy"]
