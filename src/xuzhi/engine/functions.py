"""Checks that are functions of a programme's checks.py: loaded by path when needed, and watched while they read."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from xuzhi.engine.verdicts import Trace
from xuzhi.kernel.outcome import Outcome
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import CaseKind

_OUTCOMES = {Outcome.MET: True, Outcome.NOT_MET: False, Outcome.UNDETERMINED: None}


class FunctionFailed(Exception):
    """A function of checks.py raised, or gave what no check can give: a mistake in the rulebook, not in a case."""


class Watched(Mapping[str, Any]):
    """A mapping that notes in the trace what is read from it. An unknown fact is None, an unknown name a KeyError."""

    def __init__(
        self, values: Mapping[str, Any], known: frozenset[str], at_least: Mapping[str, int], trace: Trace
    ) -> None:
        self._values, self._known, self._at_least, self._trace = values, known, at_least, trace

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            raise KeyError(name)
        value = self._values.get(name)
        if value is None or (self._at_least.get(name) and value == ()):
            self._trace.missing.append(name)
            return None
        self._trace.used.append((name, value))
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def call_function(
    edition: Edition, case: CaseKind, name: str, facts: Mapping[str, Any], on: date
) -> tuple[bool | None, Trace]:
    """What the function says, and what it looked at. Its settings hold `rounds` beside the parameters.

    Raises FunctionFailed.
    """
    trace = Trace()
    scope = edition.scope(case.name)
    watched = Watched(facts, frozenset(scope.facts), scope.at_least, trace)
    values = {"rounds": _rounds(edition, case), **edition.values}
    settings = Watched(values, frozenset(values), {}, trace)
    function = _function(edition.programme.folder, name)
    try:
        said = function(watched, settings, on)
    except Exception as error:
        raise FunctionFailed(f"checks.py: {name}: {type(error).__name__}: {error}") from error
    if isinstance(said, Outcome):
        said = _OUTCOMES[said]
    if said is not None and not isinstance(said, bool):
        raise FunctionFailed(f"checks.py: {name} gave {said!r}; it should give True, False or None")
    if said is not None:
        trace.missing.clear()
    return said, trace


def _rounds(edition: Edition, case: CaseKind) -> tuple[dict[str, Any], ...]:
    """The rounds that take this kind of case, as records: name, opens_at, closes_at, categories, tentative."""
    names = ("name", "opens_at", "closes_at", "categories", "tentative")
    taking = (each for each in edition.rounds if not each.cancelled and (not each.cases or case.name in each.cases))
    return tuple({name: getattr(each, name) for name in names} for each in taking)


def _function(folder: Path, name: str) -> Callable[..., Any]:
    file = folder / "checks.py"
    try:
        stamp = file.stat().st_mtime_ns
    except OSError:
        raise FunctionFailed(f"there is no checks.py in {folder}") from None
    function = getattr(_module(file, stamp), name, None)
    if not callable(function):
        raise FunctionFailed(f"checks.py has no function {name}")
    return function  # type: ignore[no-any-return]


@lru_cache
def _module(file: Path, stamp: int) -> ModuleType:
    """The module, once for each state of its file."""
    name = f"xuzhi_checks_{hashlib.sha256(str(file).encode()).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise FunctionFailed(f"{file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise FunctionFailed(f"{file}: {type(error).__name__}: {error}") from error
    return module
