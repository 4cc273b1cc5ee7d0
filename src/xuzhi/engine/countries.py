"""Countries and regions by code and name, as forms offer them and people write them."""

from __future__ import annotations

from functools import lru_cache

from xuzhi.engine.showing import show_country
from xuzhi.kernel.texts import LANGUAGES, current_language, use_language


def country_codes() -> tuple[tuple[str, str], ...]:
    """(code, name) of all, by name in the current language, Taiwan first."""
    return _listed(current_language())


def country_code(written: str) -> str | None:
    """The two-letter code of a code or of a name in either language; 台 and 臺 are the same."""
    return _codes().get(written.casefold().replace("台", "臺"))


@lru_cache
def _listed(lang: str) -> tuple[tuple[str, str], ...]:
    with use_language(lang):
        named = [(code, show_country(code)) for code in _territories()]
    return tuple(sorted(named, key=lambda pair: (pair[0] != "TW", pair[1])))


@lru_cache
def _territories() -> tuple[str, ...]:
    from babel import Locale

    # Two letters is a country or region; AA, QM… to ZZ, and the groups of countries, are none.
    apart = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    names = [str(code) for code in Locale.parse("en").territories]
    return tuple(sorted(code for code in names if len(code) == 2 and code.isalpha() and code not in apart))


@lru_cache
def _codes() -> dict[str, str]:
    codes = {code.casefold(): code for code in _territories()}
    for lang in LANGUAGES:
        codes |= {name.casefold().replace("台", "臺"): code for code, name in _listed(lang)}
    return codes
