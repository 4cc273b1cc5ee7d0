"""A programme's folder that is right, to be broken one line at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xuzhi.console.commands.new_programme import write_programme

type Change = Callable[[str, str, str], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "market_stalls"
    write_programme(path)
    return path


@pytest.fixture
def change(folder: Path) -> Change:
    """Replace a piece of a file once, and give the line on which the piece began."""

    def replace(file: str, old: str, new: str) -> int:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {file}"
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
