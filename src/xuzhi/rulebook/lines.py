"""On which line of a TOML file each key stands. tomli reads the values and forgets the places; errors need them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import tomli

type Path = tuple[str | int, ...]

# Blank stretches, strings in their four writings, bare keys, and any other value: each in one bound.
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BLANK_OR_COMMA = re.compile(r"(?:[ \t\r\n,]+|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}|"(?:[^"\\]|\\.)*"'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_OTHER = re.compile(r"[^,\]}\n#]*")


def index_lines(text: str, data: Mapping[str, Any]) -> dict[Path, int]:
    """Line (from 1) of every key, table and list element of a TOML text that tomli has already read as `data`."""
    return _Walker(text, data).walk()


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Line of `path`, or of the nearest thing around it; 1 when nothing is known."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


class _Walker:
    """Walks valid TOML once; it needs to know keys, brackets, strings and comments, and nothing of values."""

    def __init__(self, text: str, data: Mapping[str, Any]) -> None:
        self.text = text
        self.data = data
        self.at = 0
        self.line = 1
        self.counted_to = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def walk(self) -> dict[Path, int]:
        table: Path = ()
        self._past(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(2)
            elif self.text[self.at] == "[":
                table = self._header(1)
            else:
                self._pair(table)
            self._past(_BLANK)
        return self.lines

    def _here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line

    def _past(self, pattern: re.Pattern[str]) -> str:
        """Move past what the pattern matches here, and give it."""
        match = pattern.match(self.text, self.at)
        if match is None:  # cannot be in TOML that tomli has read
            raise ValueError(f"line {self._here()}: not TOML")
        self.at = match.end()
        return match[0]

    def _header(self, brackets: int) -> Path:
        line = self._here()
        self.at += brackets
        keys = self._key()
        self.at = self.text.index("]" * brackets, self.at) + brackets
        path = self._resolve(keys[:-1], line)
        if brackets == 1:
            path = (*path, keys[-1])
        else:
            listed: Path = (*path, keys[-1])
            self.lines.setdefault(listed, line)
            number = self.counts.get(listed, 0)
            self.counts[listed] = number + 1
            path = (*listed, number)
        self.lines.setdefault(path, line)
        return path

    def _resolve(self, keys: list[str], line: int) -> Path:
        """`[question.of]` under `[[question]]` means the last question written so far."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            self.lines.setdefault(path, line)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _pair(self, table: Path) -> None:
        line = self._here()
        keys = self._key()
        path = table
        for key in keys:
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._past(_BLANK)
        self.at += 1  # the equals sign
        self._past(_BLANK)
        self._value(path)

    def _key(self) -> list[str]:
        keys = []
        while True:
            self._past(_BLANK)
            if self.text[self.at] in "\"'":
                keys.append(next(iter(tomli.loads(f"{self._past(_STRING)} = 0"))))
            else:
                keys.append(self._past(_BARE))
            self._past(_BLANK)
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return keys
            self.at += 1

    def _value(self, path: Path) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self._past(_STRING)
        elif first == "[":
            self._list(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._past(_OTHER)

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        self._past(_BLANK_OR_COMMA)
        while self.text[self.at] != "]":
            element: Path = (*path, number)
            self.lines[element] = self._here()
            self._value(element)
            number += 1
            self._past(_BLANK_OR_COMMA)
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._past(_BLANK_OR_COMMA)
        while self.text[self.at] != "}":
            self._pair(path)
            self._past(_BLANK_OR_COMMA)
        self.at += 1
