"""What cases are found by: number, firm, subject, the answers handed in, and what registers said of the firm.

A draft is found by its head only; its answers are the firm's own until they are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from xuzhi.casework import events
from xuzhi.casework.models import CaseSearch
from xuzhi.kernel.terms import vector_of
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.projectors import Projector
from xuzhi.ledger.reading import row_of
from xuzhi.ledger.tables import change, put

HEAD, SUBJECT, ANSWERS, REGISTER = "head", "subject", "answers", "register"


def texts_in(value: Any) -> Iterator[str]:
    """Every text and number of a JSON value, without the names of its fields."""
    match value:
        case bool() | None:
            return
        case str():
            yield value
        case int() | float():
            yield str(value)
        case dict():
            # In an order of its own: the ledger gives the fields back in another one than they were recorded in.
            for name in sorted(value):
                yield from texts_in(value[name])
        case list() | tuple():
            for each in value:
                yield from texts_in(each)


def _case_opened(stored: StoredEvent) -> None:
    event = cast(events.CaseOpened, stored.event)
    head = [event.number, event.firm_ubn, event.firm_name]
    put([CaseSearch(case_id=event.case_id, words={HEAD: head}, vector=_vector({HEAD: head}))])


def _case_submitted(stored: StoredEvent) -> None:
    event = cast(events.CaseSubmitted, stored.event)
    answers = texts_in({name: answer.get("value") for name, answer in event.answers.items()})
    _put(event.case_id, {SUBJECT: [event.subject], ANSWERS: list(dict.fromkeys(answers))})


def _facts_looked_up(run: Sequence[StoredEvent]) -> None:
    """The answers of several registers about one case."""
    answers = [cast(events.FactsLookedUp, stored.event) for stored in run]
    parts = {_part(each): list(dict.fromkeys(texts_in(each.facts))) for each in answers}
    _put(answers[0].case_id, parts)


def _part(event: events.FactsLookedUp) -> str:
    """A part for each register and whom it was asked about, so that one firm's words never stand for another's."""
    return f"{REGISTER}:{event.register}:{event.subject}"


def _decision_made(stored: StoredEvent) -> None:
    event = cast(events.DecisionMade, stored.event)
    _put(event.case_id, {SUBJECT: [event.subject]})


def _put(case_id: str, parts: dict[str, list[str]]) -> None:
    """Set parts of what the case is found by; nothing is written when they say the same as before."""
    found = row_of(CaseSearch, case_id=case_id)
    before = found.words if found is not None else {}
    words = before | {part: texts for part, texts in parts.items() if texts or part in before}
    if words != before:
        change(CaseSearch, [{"case_id": case_id, "words": words, "vector": _vector(words)}], by=("case_id",))


def _vector(words: dict[str, list[str]]) -> str:
    parts = sorted(part for part in words if part.startswith(REGISTER))
    registers: Iterable[str] = (text for part in parts for text in words[part])
    weighed = ([*words.get(HEAD, ()), *words.get(SUBJECT, ())], words.get(ANSWERS, ()), registers)
    return vector_of(weighed)


SEARCH = Projector(
    name="casework_search",
    models=(CaseSearch,),
    handles={
        events.CaseOpened: _case_opened,
        events.CaseSubmitted: _case_submitted,
        events.DecisionMade: _decision_made,
    },
    together={events.FactsLookedUp: _facts_looked_up},
)
