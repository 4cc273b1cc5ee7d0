"""Whatever stands in a file, the lint answers with problems and never with a crash."""

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuzhi.rulebook import lint

VALUES = [
    "3",
    "-1.5",
    '"x"',
    '""',
    "[]",
    "{}",
    "true",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    '["x", 1]',
    "[{}]",
    "{ x = 1 }",
]
FILES = [
    "programme.toml",
    "clauses.toml",
    "parameters.toml",
    "cases/stall.toml",
    "examples/stall.toml",
    "translations/en.toml",
]
PAIR = re.compile(r"^(\s*[A-Za-z_.\"]+ = ).*$")


def break_line(folder: Path, file: str, number: int, value: str) -> bool:
    """Put another value on the nth `key = value` line; False when there are fewer."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    pairs = [position for position, line in enumerate(lines) if PAIR.match(line)]
    if not pairs:
        return False
    position = pairs[number % len(pairs)]
    lines[position] = PAIR.sub(lambda match: match[1] + value, lines[position])
    (folder / file).write_text("\n".join(lines), encoding="utf-8")
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from(FILES), number=st.integers(0, 400), value=st.sampled_from(VALUES))
def test_a_wrong_value_anywhere_is_told(folder: Path, file: str, number: int, value: str) -> None:
    kept = (folder / file).read_text(encoding="utf-8")
    try:
        break_line(folder, file, number, value)
        report = lint(folder)
        assert all(error.line >= 1 and error.message for error in (*report.errors, *report.warnings))
    finally:
        (folder / file).write_text(kept, encoding="utf-8")
