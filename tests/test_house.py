"""The house's own rules, held against the tree as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "xuzhi"
PROGRAMMES = PACKAGE / "programmes"
DRAWERS = {"utils", "common", "helpers", "services", "signals"}


def sources(*suffixes: str) -> list[Path]:
    return [path for path in PACKAGE.rglob("*") if path.suffix in suffixes and "__pycache__" not in path.parts]


def programme_names() -> list[str]:
    return [
        tomllib.loads((folder / "programme.toml").read_text("utf-8"))["programme"]["id"]
        for folder in sorted(PROGRAMMES.iterdir())
        if (folder / "programme.toml").exists()
    ]


def test_imports_only_go_down() -> None:
    held = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert held.returncode == 0, held.stdout[-6000:] + held.stderr[-2000:]


def test_no_programme_is_named_outside_the_programmes() -> None:
    names = programme_names()
    assert names == ["commerce_ai_grant", "sme_ai_listing"]
    pattern = re.compile("|".join(names))
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources(".py", ".html", ".txt", ".js", ".css")
        if PROGRAMMES not in path.parents
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert named == []


def test_there_is_no_drawer_for_everything() -> None:
    assert [str(path) for path in sources(".py") if DRAWERS & {path.stem, *path.relative_to(PACKAGE).parts}] == []


def test_the_clock_is_read_only_by_faces_and_jobs() -> None:
    reads = re.compile(r"timezone\.now\(|datetime\.now\(|date\.today\(|time\.time\(|localdate\(")
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sources(".py")
        if path.relative_to(PACKAGE).parts[0] not in {"web", "console", "jobs", "wiring"}
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if reads.search(line)
    ]
    assert found == []


def test_modules_and_templates_stay_small() -> None:
    limits = {".py": 400, ".html": 150}
    large = {
        str(path.relative_to(PACKAGE)): lines
        for path in sources(*limits)
        if (lines := len(path.read_text("utf-8").splitlines())) > limits[path.suffix]
        and path.parent.name != "migrations"
    }
    assert large == {}


def test_case_files_stay_readable() -> None:
    large = {
        str(path.relative_to(PROGRAMMES)): lines
        for path in PROGRAMMES.glob("*/cases/**/*.toml")
        if (lines := len(path.read_text("utf-8").splitlines())) > 200
    }
    assert large == {}


@pytest.mark.parametrize("pattern", [r"style=\"", r"<script(?![^>]*\bsrc\b)[^>]*>", r"\son[a-z]+=\""])
def test_pages_carry_nothing_inline(pattern: str) -> None:
    """The Content-Security-Policy would refuse it."""
    found = {
        str(path.relative_to(PACKAGE)): hits
        for path in (PACKAGE / "web" / "templates").rglob("*.html")
        if (
            hits := [
                hit
                for hit in re.findall(pattern, path.read_text("utf-8"))
                if '+json"' not in hit and "application/json" not in hit
            ]
        )
    }
    assert found == {}
