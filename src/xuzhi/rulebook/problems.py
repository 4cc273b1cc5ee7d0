"""What is wrong with a rulebook: gathered all at once, each with file and line, in the words of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


class Place:
    """Where in a programme's folder something stands; `file` is relative to that folder, `line` counts from 1.

    The line may be given as a function: places are kept for every entry, and few are ever asked for theirs.
    """

    __slots__ = ("_line", "file")

    def __init__(self, file: str = "", line: int | Callable[[], int] = 0) -> None:
        self.file = file
        self._line = line

    @property
    def line(self) -> int:
        if callable(self._line):
            self._line = self._line()
        return self._line

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def __repr__(self) -> str:
        return f"Place({self.file!r}, {self.line})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and (self.file, self.line) == (other.file, other.line)

    def __lt__(self, other: Place) -> bool:
        return (self.file, self.line) < (other.file, other.line)

    def __hash__(self) -> int:
        return hash((self.file, self.line))


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
    from difflib import get_close_matches

    candidates = sorted(set(known))
    near = get_close_matches(name, candidates, n=1, cutoff=0.6)
    if not near:
        last = name.rsplit(".", 1)[-1]
        near = [candidate for candidate in candidates if candidate.rsplit(".", 1)[-1] == last][:1]
    return f"; did you mean {near[0]}?" if near else ""
