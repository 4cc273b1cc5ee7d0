"""Sentences for people, kept beside the code that says them and out of it.

`say("kernel.roc_invalid", text="…")` reads the entry `roc_invalid` of `src/xuzhi/kernel/texts/zh-Hant.toml`, or of
`en.toml` inside `use_language("en")`. An entry is a sentence, or a table with `says` and `remedy`:

    roc_invalid = { says = "「{text}」不是日期。", remedy = "請寫成 115/2/13。" }

Days, instants and money among the values are written the way people write them in that language.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import tomli

LANGUAGES = ("zh-Hant", "en")
ROOMS = Path(__file__).parent.parent
_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


@contextmanager
def use_language(lang: str) -> Iterator[None]:
    """Speak `lang` within the block. Raises ValueError for a language that is not in LANGUAGES."""
    if lang not in LANGUAGES:
        raise ValueError(f"{lang!r} is not a language of this house; there are {', '.join(LANGUAGES)}")
    token = _language.set(lang)
    try:
        yield
    finally:
        _language.reset(token)


def current_language() -> str:
    return _language.get()


def say(key: str, /, **values: Any) -> str:
    """The sentence `room.name` in the current language. Raises KeyError when there is none or a value is missing."""
    entry = _entry(key)
    return _fill(entry if isinstance(entry, str) else entry["says"], values)


def remedy_of(key: str, /, **values: Any) -> str | None:
    """What can be done about it, where the entry tells."""
    entry = _entry(key)
    remedy = None if isinstance(entry, str) else entry.get("remedy")
    return None if remedy is None else _fill(remedy, values)


def has_text(key: str) -> bool:
    """Whether there is such a sentence in the current language."""
    try:
        _entry(key)
    except KeyError:
        return False
    return True


@lru_cache
def texts_of(room: str, lang: str) -> Mapping[str, Any]:
    """All entries of a room's file. Raises KeyError when the room has none."""
    file = ROOMS.joinpath(room, "texts", f"{lang}.toml")
    if not file.is_file():
        raise KeyError(f"{room} has no texts in {lang}")
    return tomli.loads(file.read_text("utf-8"))


def _entry(key: str) -> str | Mapping[str, str]:
    room, _, name = key.partition(".")
    entry = texts_of(room, current_language()).get(name)
    if entry is None:
        raise KeyError(f"no text {key!r} in {current_language()}")
    return entry  # type: ignore[no-any-return]


class _People(Formatter):
    """Fills a sentence; a value it lacks is a KeyError, and values look as people write them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return format(value, format_spec) if format_spec else show(value)


def _fill(sentence: str, values: Mapping[str, Any]) -> str:
    return _People().vformat(sentence, (), values)


def show(value: Any) -> str:
    """A value as people write it in the current language: days, instants, money, lists; anything else by `str`."""
    from datetime import date, datetime

    from xuzhi.kernel.roc import format_date, format_instant

    match value:
        case str():
            return str(value)
        case datetime():
            return format_instant(value)
        case date():
            return format_date(value)
        case list() | tuple():
            return say("kernel.list_separator").join(show(each) for each in value)
    return str(value)
