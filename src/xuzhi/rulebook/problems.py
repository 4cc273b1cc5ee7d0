"""What is wrong with a rulebook: gathered all at once, each with file and line, in the words of the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """Where in a programme's folder something stands; `file` is relative to that folder, `line` counts from 1."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, in one sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    def as_json(self) -> dict[str, object]:
        return {"file": self.file, "line": self.line, "message": self.message}


@dataclass
class Problems:
    """Collects while a folder is read; nothing is raised before everything has been seen."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, place: Place, message: str) -> None:
        self._add(self.errors, place, message)

    def warning(self, place: Place, message: str) -> None:
        self._add(self.warnings, place, message)

    @staticmethod
    def _add(found: list[Problem], place: Place, message: str) -> None:
        problem = Problem(place.file, place.line, message)
        if problem not in found:
            found.append(problem)


class RulebookInvalid(Exception):
    """The folder cannot be used as a rulebook; `errors` holds every reason."""

    def __init__(self, errors: Iterable[Problem]) -> None:
        self.errors: tuple[Problem, ...] = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The tail of a sentence: "; did you mean X?", or nothing when nothing known is near."""
    candidates = sorted(set(known))
    near = get_close_matches(name, candidates, n=1, cutoff=0.6)
    if not near:
        last = name.rsplit(".", 1)[-1]
        near = [candidate for candidate in candidates if candidate.rsplit(".", 1)[-1] == last][:1]
    return f"; did you mean {near[0]}?" if near else ""
