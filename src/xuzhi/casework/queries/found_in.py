"""Where in a case the words stand that it was found by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.models import Submission
from xuzhi.casework.projectors.search import texts_in
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.kernel.terms import fold, words_of

AROUND = 24  # characters on either side
MOST = 2  # places a case


@dataclass(frozen=True)
class Place:
    """An answer that holds one of the words: `before`, the word as it stands there, `after`."""

    label: str
    before: str
    found: str
    after: str


def found_in(
    cases: Sequence[CaseRow], text: str, *, at: datetime, overlays: Overlays | None = None
) -> Mapping[UUID, tuple[Place, ...]]:
    """For each case the answers handed in last in which a word stands that is not in its number, firm or subject.

    Two queries, whatever was found; one where what lies over the rules is given.
    """
    words = words_of(text)
    if not words or not cases:
        return {}
    rows = Rows(at, overlays)
    latest = Submission.objects.filter(case_id__in=[case.id for case in cases]).order_by("case_id", "-nth")
    answers = dict(latest.distinct("case_id").values_list("case_id", "answers"))
    return {case.id: tuple(_places(case, answers.get(case.id, {}), words, rows))[:MOST] for case in cases}


def _places(case: CaseRow, answers: Mapping[str, Any], words: Sequence[str], rows: Rows) -> list[Place]:
    head = fold(" ".join((case.number, case.firm_name, case.firm_ubn, case.subject)))
    sought = [word for word in words if word not in head]
    kind = rows.words(case.programme, case.kind)[1]
    labels = {question.name: question.label for question in kind.questions} if kind else {}
    places = []
    for name, answer in answers.items():
        for text in texts_in(answer.get("value")):
            place = _place(labels.get(name, name), text, sought)
            if place is not None:
                places.append(place)
                break
    return places


def _place(label: str, text: str, words: Sequence[str]) -> Place | None:
    folded = fold(text)
    for word in words:
        start = folded.find(word)
        if start >= 0 and len(folded) == len(text):
            end = start + len(word)
            return Place(label, _cut(text[:start], before=True), text[start:end], _cut(text[end:], before=False))
        if start >= 0:
            # Folding changed the length; the whole text is shown, cut short.
            return Place(label, "", "", _cut(text, before=False))
    return None


def _cut(text: str, *, before: bool) -> str:
    text = " ".join(text.split())
    if len(text) <= AROUND:
        return text
    return f"…{text[-AROUND:]}" if before else f"{text[:AROUND]}…"
