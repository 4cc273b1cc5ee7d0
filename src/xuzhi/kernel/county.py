"""Counties and cities: one name for each, however it is written."""

from functools import lru_cache
from importlib.resources import files

import tomli

from xuzhi.kernel.refusal import Refusal


class CountyUnknown(Refusal, ValueError):
    """The text names no county or city of Taiwan."""

    code = "kernel.county_unknown"


def county_named(text: str) -> str:
    """The county's Chinese name as in addresses (`臺中市`) for `台中市` or `Taichung City`. Raises CountyUnknown."""
    name = _names().get(_key(text))
    if name is None:
        raise CountyUnknown(text=text)
    return name


def county_of_address(address: str) -> str | None:
    """The county at the head of an address, or None when it does not begin with one."""
    return _names().get(_key(address.strip()[:3]))


def county_names() -> tuple[str, ...]:
    """All counties and cities, in the order that official lists use."""
    return tuple(dict.fromkeys(_names().values()))


@lru_cache
def _names() -> dict[str, str]:
    entries = tomli.loads(files("xuzhi.kernel").joinpath("counties.toml").read_text("utf-8"))
    return {_key(entry[lang]): entry["zh-Hant"] for entry in entries.values() for lang in ("zh-Hant", "en")}


def _key(text: str) -> str:
    return " ".join(text.replace("台", "臺").casefold().split())
