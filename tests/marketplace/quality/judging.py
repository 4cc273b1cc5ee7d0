"""How good an order of answers is, against graded right answers. Exact, no rounding."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

FOLDER = Path(__file__).parent
GRADES = {"best": 3, "good": 2, "fair": 1}
RELEVANT = 2


@dataclass(frozen=True)
class Labelled:
    """A question and its right answers: {name of the solution: grade}."""

    sort: str
    text: str
    right: Mapping[str, int]


@dataclass(frozen=True)
class Judged:
    sort: str
    text: str
    ndcg_at_10: float
    recall_at_20: float


def labelled() -> list[Labelled]:
    """The whole labelled set."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        read = tomllib.loads(path.read_text("utf-8"))
        for each in read["query"]:
            right = {name: grade for word, grade in GRADES.items() for name in each.get(word, ())}
            found.append(Labelled(read["sort"], each["text"], right))
    return found


def ndcg(names: Sequence[str], right: Mapping[str, int], at: int = 10) -> float:
    """Normalised discounted cumulative gain, gain 2**grade - 1, of the first `at`."""
    best = _gain(sorted(right.values(), reverse=True)[:at])
    return _gain([right.get(name, 0) for name in names[:at]]) / best if best else 1.0


def recall(names: Sequence[str], right: Mapping[str, int], at: int = 20) -> float:
    """The share of those that answer or help with it (grade 2 or 3) among the first `at`."""
    wanted = {name for name, grade in right.items() if grade >= RELEVANT}
    return len(wanted & set(names[:at])) / len(wanted) if wanted else 1.0


def judge(question: Labelled, names: Sequence[str]) -> Judged:
    return Judged(question.sort, question.text, ndcg(names, question.right), recall(names, question.right))


def means(judged: Iterable[Judged]) -> dict[str, tuple[int, float, float]]:
    """{sort: (questions, mean nDCG@10, mean recall@20)}, and all of them under "all"."""
    each = list(judged)
    sorts = {one.sort: [other for other in each if other.sort == one.sort] for one in each}
    return {
        sort: (len(some), fmean(one.ndcg_at_10 for one in some), fmean(one.recall_at_20 for one in some))
        for sort, some in {**sorts, "all": each}.items()
    }


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(grades))
