"""On which line of a TOML file each key stands. tomllib reads the values and forgets the places; errors need them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

type Path = tuple[str | int, ...]

_SPACE = " \t\r\n"


def index_lines(text: str, data: Mapping[str, Any]) -> dict[Path, int]:
    """Line (from 1) of every key, table and list element of a TOML text that tomllib has already read as `data`."""
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
        self._skip_blank()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(2)
            elif self.text[self.at] == "[":
                table = self._header(1)
            else:
                self._pair(table)
            self._skip_blank()
        return self.lines

    def _here(self) -> int:
        self.line += self.text.count("\n", self.counted_to, self.at)
        self.counted_to = self.at
        return self.line

    def _skip_blank(self, also: str = "") -> None:
        while self.at < len(self.text):
            if self.text[self.at] in _SPACE or self.text[self.at] in also:
                self.at += 1
            elif self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def _header(self, brackets: int) -> Path:
        line = self._here()
        self.at += brackets
        keys = self._key()
        self.at = self.text.index("]" * brackets, self.at) + brackets
        path = self._resolve(keys[:-1])
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

    def _resolve(self, keys: list[str]) -> Path:
        """`[question.of]` under `[[question]]` means the last question written so far."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
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
        self._skip_blank()
        self.at += 1  # the equals sign
        self._skip_blank()
        self._value(path)

    def _key(self) -> list[str]:
        keys = []
        while True:
            self._skip_blank()
            start = self.at
            if self.text[self.at] in "\"'":
                self._string()
                keys.append(next(iter(tomllib.loads(f"{self.text[start : self.at]} = 0"))))
            else:
                while self.text[self.at].isalnum() or self.text[self.at] in "_-":
                    self.at += 1
                keys.append(self.text[start : self.at])
            self._skip_blank()
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return keys
            self.at += 1

    def _value(self, path: Path) -> None:
        first = self.text[self.at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._list(path)
        elif first == "{":
            self._inline_table(path)
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\n#":
                self.at += 1

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        self._skip_blank(also=",")
        while self.text[self.at] != "]":
            element: Path = (*path, number)
            self.lines[element] = self._here()
            self._value(element)
            number += 1
            self._skip_blank(also=",")
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip_blank(also=",")
        while self.text[self.at] != "}":
            self._pair(path)
            self._skip_blank(also=",")
        self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(fence)
        while not self.text.startswith(fence, self.at):
            self.at += 2 if self.text[self.at] == "\\" and quote == '"' else 1
        self.at += len(fence)
        while len(fence) == 3 and self.text.startswith(quote, self.at):
            self.at += 1  # a multi-line string may end in up to two quotes of its own
