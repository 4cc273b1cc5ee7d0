"""Read models follow events: a projector says which event changes which rows.

    CASES = Projector(name="cases", models=(Case, Answer), handles={CaseOpened: open_case_row, AnswerGiven: put_answer})

A handler writes rows from the StoredEvent alone: no clock, no chance, no settings that may differ tomorrow, and no
letter or job (that is a reactor's). Then the rows can be dropped and rebuilt. Primary keys come from the event.

What comes in dozens (answers given, findings confirmed) may be handled together: `together` has handlers of a run of
events of one type and one stream, in order; their rows must be those that one event after the other would make.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event, StoredEvent

Handler = Callable[[StoredEvent], None]
RunHandler = Callable[[Sequence[StoredEvent]], None]


@dataclass(frozen=True, kw_only=True)
class Projector:
    """`models` are the rebuildable tables it owns, those referred to before those that refer to them."""

    name: str
    models: tuple[Any, ...] = ()
    handles: Mapping[type[Event], Handler] = field(default_factory=dict)
    together: Mapping[type[Event], RunHandler] = field(default_factory=dict)

    @property
    def event_types(self) -> tuple[type[Event], ...]:
        """Every type of event that changes its rows."""
        return (*self.handles, *self.together)
