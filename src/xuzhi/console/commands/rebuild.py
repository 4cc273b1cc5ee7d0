"""Drop read models and build them again from the events, all or those named."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from time import monotonic

from xuzhi.console.speaking import give_json, give_table, tell
from xuzhi.kernel.texts import say


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("read_model", nargs="*", metavar="NAME", help=say("console.help_read_model"))
    parser.add_argument("--list", action="store_true", help=say("console.help_read_models"))


def run(options: Namespace) -> None:
    """Exit 0 when they stand again, 2 for a name that there is not (then nothing was touched), 3 without a database."""
    from xuzhi.console.running import ready_django

    with ready_django():
        from xuzhi.casework.operations.rebuild_records import rebuild_records, rebuildable

        names = tuple(dict.fromkeys(options.read_model)) or rebuildable()
        begun = monotonic()
        if options.list:
            _give(options.json, {"read_models": list(rebuildable())}, rebuildable())
            return
        events = rebuild_records(options.read_model, progress=telling())
    seconds = round(monotonic() - begun, 3)
    _give(options.json, {"read_models": list(names), "events": events, "seconds": seconds}, names)
    tell(say("console.rebuilt", count=len(names), events=events, seconds=f"{seconds:.1f}"))


def telling() -> Callable[[int, int], None]:
    """Says each tenth once, on standard error."""
    told = 0

    def tell_tenths(done: int, total: int) -> None:
        nonlocal told
        tenth = 10 * done // total if total else 10
        if tenth > told:
            told = tenth
            tell(say("console.rebuilding", done=done, total=total, share=10 * tenth))

    return tell_tenths


def _give(as_json: bool, document: dict[str, object], names: tuple[str, ...]) -> None:
    if as_json:
        give_json(document)
    else:
        give_table([say("console.head_read_model")], [[name] for name in names])
