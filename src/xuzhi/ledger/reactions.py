"""Who reacts to which event. Wiring connects once; `record` and `rebuild_read_models` look here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby

from xuzhi.ledger.events import Event, StoredEvent
from xuzhi.ledger.projectors import Handler, Projector, RunHandler


@dataclass(frozen=True)
class Reactions:
    """Projectors write read models, live and in a rebuild; reactors act (letters, clocks, cases), only live. What
    comes in dozens may be reacted to together, once for a run of events of one type."""

    projectors: tuple[Projector, ...] = ()
    reactors: Mapping[type[Event], tuple[Handler, ...]] = field(default_factory=dict)
    together: Mapping[type[Event], tuple[RunHandler, ...]] = field(default_factory=dict)

    def project(self, stored: Iterable[StoredEvent], only: frozenset[str] | None = None) -> None:
        """Bring the read models up to date with events in their order; runs of one type and stream go together."""
        for (kind, _), alike in groupby(stored, key=lambda each: (type(each.event), each.stream)):
            run = list(alike)
            for projector in self.projectors:
                if only is not None and projector.name not in only:
                    continue
                if (whole := projector.together.get(kind)) is not None:
                    whole(run)
                elif (handler := projector.handles.get(kind)) is not None:
                    for each in run:
                        handler(each)

    def react(self, stored: Iterable[StoredEvent]) -> None:
        """Let the reactors act on events of one stream, in their order."""
        for kind, alike in groupby(stored, key=lambda each: type(each.event)):
            run = list(alike)
            for each in run:
                for reactor in self.reactors.get(kind, ()):
                    reactor(each)
            for whole in self.together.get(kind, ()):
                whole(run)


_connected = Reactions()


class ProjectorsClash(ValueError):
    """Two projectors with one name, or one table owned by two."""


def connect(
    projectors: Iterable[Projector] = (),
    reactors: Mapping[type[Event], Sequence[Handler]] | None = None,
    together: Mapping[type[Event], Sequence[RunHandler]] | None = None,
) -> None:
    """Connect projectors and reactors, in the order in which they run; replaces what was connected before.

    Raises ProjectorsClash.
    """
    global _connected
    _connected = _checked(projectors, reactors or {}, together or {})


def connected() -> Reactions:
    return _connected


@contextmanager
def connected_only(
    projectors: Iterable[Projector] = (),
    reactors: Mapping[type[Event], Sequence[Handler]] | None = None,
    together: Mapping[type[Event], Sequence[RunHandler]] | None = None,
) -> Iterator[None]:
    """For a test: exactly these, until the block ends."""
    global _connected
    before = _connected
    _connected = _checked(projectors, reactors or {}, together or {})
    try:
        yield
    finally:
        _connected = before


def _checked(
    projectors: Iterable[Projector],
    reactors: Mapping[type[Event], Sequence[Handler]],
    together: Mapping[type[Event], Sequence[RunHandler]],
) -> Reactions:
    ordered = tuple(projectors)
    names = [projector.name for projector in ordered]
    if len(set(names)) != len(names):
        raise ProjectorsClash(f"two projectors share a name: {sorted(names)}")
    owned = [model for projector in ordered for model in projector.models]
    if len(set(owned)) != len(owned):
        raise ProjectorsClash("two projectors own one read model")
    return Reactions(
        ordered,
        {event: tuple(handlers) for event, handlers in reactors.items()},
        {event: tuple(handlers) for event, handlers in together.items()},
    )
