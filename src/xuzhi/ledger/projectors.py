"""Read models follow events: a projector says which event changes which rows.

    CASES = Projector(name="cases", models=(Case, Answer), handles={CaseOpened: open_case_row, AnswerGiven: put_answer})

A handler writes rows from the StoredEvent alone: no clock, no chance, no settings that may differ tomorrow, and no
letter or job (that is a reactor's). Then the rows can be dropped and rebuilt. Primary keys come from the event.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event, StoredEvent

Handler = Callable[[StoredEvent], None]


@dataclass(frozen=True, kw_only=True)
class Projector:
    """`models` are the rebuildable tables it owns, those referred to before those that refer to them."""

    name: str
    models: tuple[Any, ...] = ()
    handles: Mapping[type[Event], Handler] = field(default_factory=dict)
