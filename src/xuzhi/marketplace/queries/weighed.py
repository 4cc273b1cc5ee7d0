"""What the index found, looked at closely."""

from __future__ import annotations

from xuzhi.marketplace.finding.asking import Question
from xuzhi.marketplace.finding.weighing import weigh
from xuzhi.marketplace.queries.finding import Answer, Candidate

# Below this part of the best answer's worth, an answer that has only a part is no answer.
WORTH_SHOWING = 0.25


def weighed(question: Question, answer: Answer) -> list[tuple[Candidate, float]]:
    """The candidates by how well they answer, with their worth; equals stay in the index's order."""
    worth = [(each, weigh(question, each.texts, answer.rarity, answer.slips)) for each in answer.candidates]
    return sorted(worth, key=lambda pair: -pair[1])
