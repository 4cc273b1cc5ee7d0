"""One text for one value: the JSON that is hashed.

Sorted keys, no spaces, UTF-8, nothing escaped that need not be. Floats are refused, because two programs may write
one float in two ways; so are NUL and lone surrogates, which PostgreSQL's jsonb cannot hold, and whole numbers past
64 bits, which other languages cannot.
"""

from typing import Any

import orjson

LARGEST_WHOLE_NUMBER = 2**63 - 1


class NotCanonical(TypeError):
    """A value that has no canonical JSON; the message names the place (`payload.budget.total`) and the cause."""


def canonical_json(value: Any, at: str = "value") -> bytes:
    """The canonical JSON of `value` (None, bool, int, str, list, tuple, dict with str keys). Raises NotCanonical."""
    if not _is_plain(value):
        _refuse_unsafe(value, at)
    try:
        # Keys are sorted by their UTF-8, which is the order of their code points.
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        _refuse_unsafe(value, at)
        raise


def _is_plain(value: Any) -> bool:
    """The quick look that nearly every value passes; what does not is looked at again, place by place."""
    kind = type(value)
    if kind is str:
        return "\0" not in value
    if value is None or kind is bool:
        return True
    if kind is int:
        return bool(-LARGEST_WHOLE_NUMBER <= value <= LARGEST_WHOLE_NUMBER)
    if kind is dict:
        return all(type(key) is str and "\0" not in key and _is_plain(item) for key, item in value.items())
    return kind in (list, tuple) and all(map(_is_plain, value))


def _refuse_unsafe(value: Any, at: str) -> None:
    match value:
        case None | bool():
            return
        case str():
            _refuse_unsafe_text(value, at)
        case int():
            if abs(value) > LARGEST_WHOLE_NUMBER:
                raise NotCanonical(f"{at}: whole number past 64 bits; write it as text")
        case float():
            raise NotCanonical(f"{at}: floats are refused; write money as whole dollars and decimals as text")
        case list() | tuple():
            for index, item in enumerate(value):
                _refuse_unsafe(item, f"{at}[{index}]")
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise NotCanonical(f"{at}: key {key!r} is not text")
                _refuse_unsafe_text(key, f"{at}, key {key!r}")
                _refuse_unsafe(item, f"{at}.{key}")
        case _:
            raise NotCanonical(f"{at}: {type(value).__name__} is not JSON")


def _refuse_unsafe_text(text: str, at: str) -> None:
    if "\0" in text:
        raise NotCanonical(f"{at}: text with a NUL character")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical(f"{at}: text with half a surrogate pair") from None
