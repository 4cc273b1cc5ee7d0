"""Filters of the office's pages about rules: outcomes in words, and counts as bars."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template

from xuzhi.kernel.roc import format_deadline
from xuzhi.kernel.texts import has_text, say

register = template.Library()

CHECKS = ("met", "not_met", "undetermined")
CLOCKS = ("in_time", "late", "open")
# The colour of each part: a kept time limit looks like a check that is met.
KINDS = {"in_time": "met", "late": "not_met", "open": "undetermined"}


@dataclass(frozen=True)
class Part:
    """One part of a bar a hundred wide."""

    kind: str
    x: str
    width: str


@register.filter
def outcome_word(value: str) -> str:
    """An outcome in words, or the end of a time limit."""
    key = f"web/templatetags.outcome_{value}"
    return say(key) if has_text(key) else format_deadline(datetime.fromisoformat(value))


@register.filter
def that_change(lines: Iterable[Any]) -> list[Any]:
    """The checks or time limits that come out otherwise for some case."""
    return [line for line in lines if line.changed]


@register.filter
def that_stay(lines: Iterable[Any]) -> list[Any]:
    """Those that come out the same for all."""
    return [line for line in lines if not line.changed]


@register.filter
def labels_once(uses: Iterable[Any]) -> list[str]:
    """What a value decides, each label once."""
    return list(dict.fromkeys(use.label for use in uses))


@register.filter
def numbers(line: Any, clocks: bool) -> list[tuple[int, int]]:
    """Before and after, an outcome each."""
    return [(line.before[name], line.after[name]) for name in (CLOCKS if clocks else CHECKS)]


@register.filter
def bars(line: Any, clocks: bool) -> list[tuple[str, list[Part]]]:
    """Two bars, of before and after; parts as wide as their share."""
    names = CLOCKS if clocks else CHECKS
    return [
        ("before", list(_parts([line.before[name] for name in names], names))),
        ("after", list(_parts([line.after[name] for name in names], names))),
    ]


def _parts(counts: list[int], names: tuple[str, ...]) -> Iterator[Part]:
    total, x = sum(counts), 0.0
    for name, count in zip(names, counts, strict=True):
        if count and total:
            width = 100 * count / total
            yield Part(KINDS.get(name, name), f"{x:.2f}", f"{width:.2f}")
            x += width
